"""The round: every few minutes, what is due leaves. It plans the next one itself, as the post office does."""

import datetime as dt
import logging

from django.utils import timezone
from django_scopes import scope
from django_tasks import TaskResultStatus, task
from django_tasks_db.models import DBTaskResult

from maillage.activities.reminders.models import Message
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
        if round_.get_backend().supports_defer:
            round_.using(run_after=timezone.now() + ROUND).enqueue()


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


def start_rounds() -> None:
    """The first round, when none is planned; asked at each start of the server."""
    planned = DBTaskResult.objects.filter(task_path=round_.module_path, status=TaskResultStatus.READY)
    if not planned.exists():
        round_.enqueue()
