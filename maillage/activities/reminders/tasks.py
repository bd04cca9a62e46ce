"""The round: every few minutes, what is due leaves. It plans the next one itself, as the post office does."""

import datetime as dt
import logging

from django_scopes import scope
from django_tasks import task

from maillage.activities.reminders.models import Message
from maillage.ground.mail.rounds import again
from maillage.ground.poles.models import Pole

ROUND = dt.timedelta(minutes=5)
logger = logging.getLogger(__name__)


@task()
def round_() -> None:
    try:
        for pole in Pole.objects.all():
            with scope(pole=pole):
                go_round(pole)
    finally:
        again(round_, ROUND)


def go_round(pole: Pole) -> None:
    """What is due in the pole in scope. The trouble of one message, or of one pole, is not that of the others."""
    try:
        Message.objects.plan_what_comes()
        Message.objects.compute()
        due = list(Message.objects.due())
    except Exception:
        logger.exception("reminders of %s", pole.slug)
        return
    for message in due:
        try:
            message.post()
        except Exception:
            logger.exception("message %s", message.pid)


@task()
def post(pole: str, pid: str) -> None:
    """A letter that leaves now, without waiting for the round."""
    with scope(pole=Pole.objects.get(slug=pole)):
        Message.objects.get(pid=pid).post()
