"""Reminders, sent by the worker twice a day; each once for each period, whatever crashes in between."""

import datetime as dt
import logging

from django.db import IntegrityError, transaction
from django.db.models import Max, OuterRef, Subquery
from django.utils import timezone
from django_scopes import scope
from django_tasks import task

from maillage.ground.mail.rounds import again
from maillage.ground.memberships import mails
from maillage.ground.memberships.models import Period
from maillage.ground.poles.models import Pole

ROUND = dt.timedelta(hours=12)
logger = logging.getLogger(__name__)
# (step, days after the end; less than 0 before it, how many days it may still be said)
STEPS = (("before", -30, 20), ("soon", -7, 7), ("after", 15, 30))


def remind(day: dt.date | None = None) -> int:
    """Write to those of the pole in scope whose time it is; how many were written to."""
    day, sent = day or timezone.localdate(), 0
    for step, offset, while_ in STEPS:
        last = day - dt.timedelta(days=offset)
        for period in ending(last - dt.timedelta(days=while_), last):
            sent += say(period, step)
    return sent


def ending(first: dt.date, last: dt.date):
    """Last periods that count, of open memberships, which end between these days, and which nothing follows."""
    following = Period.objects.filter(membership=OuterRef("membership")).order_by().values("membership")
    latest = Subquery(following.annotate(last=Max("ends")).values("last"))
    return Period.objects.filter(
        ends__range=(first, last),
        ends=latest,
        counts_from__isnull=False,
        membership__refused_at=None,
        membership__left_at=None,
    ).select_related("membership__person", "membership__plan", "membership__organisation", "membership__pole")


def say(period: Period, step: str) -> bool:
    """True when this reminder had not been sent."""
    try:
        with transaction.atomic():
            period.reminders.create(step=step)
            mails.reminder(period.membership, period, step)
    except IntegrityError:
        return False
    return True


@task()
def remind_all() -> None:
    """All poles; comes back by itself."""
    try:
        for pole in Pole.objects.all():
            try:
                with scope(pole=pole):
                    remind()
            except Exception:  # the trouble of one pole is not that of the others
                logger.exception("reminders of the members of %s", pole.slug)
    finally:
        again(remind_all, ROUND)
