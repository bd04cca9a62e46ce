"""Delivery, outside the request. A message is taken by a conditional UPDATE, so that nobody gets it twice."""

import datetime as dt
import logging
import smtplib

from django.utils import timezone
from django_tasks import task
from django_tasks_db.models import DBTaskResult

from maillage.ground.mail.message import message_of
from maillage.ground.mail.models import OutgoingMail
from maillage.ground.mail.rounds import again

ROUND = dt.timedelta(minutes=5)
KEPT = dt.timedelta(days=7)  # of what the worker has done
logger = logging.getLogger(__name__)


@task()
def deliver(pid: str) -> None:
    mail = OutgoingMail.objects.take(pid)
    if mail is None:
        return
    try:
        message_of(mail).send()
    except Exception as error:  # whatever happens to one message must not stop the worker
        mail.mark_failed(describe(error), final=refused_for_good(error))
        logger.warning("mail %s, attempt %s: %s", mail.pid, mail.attempts, mail.error)
        enqueue(mail)
    else:
        mail.mark_sent()


@task()
def sweep() -> None:
    """Whatever a crash left behind is delivered after all; comes back by itself every few minutes."""
    try:
        DBTaskResult.objects.finished().filter(finished_at__lt=timezone.now() - KEPT).delete()
        OutgoingMail.objects.requeue_lost()
        for mail in OutgoingMail.objects.due()[:500]:
            enqueue(mail)
    finally:
        again(sweep, ROUND)


def enqueue(mail: OutgoingMail) -> None:
    if mail.state != mail.State.QUEUED:
        return
    if mail.due_at <= timezone.now():
        deliver.enqueue(mail.pid)
    elif deliver.get_backend().supports_defer:
        deliver.using(run_after=mail.due_at).enqueue(mail.pid)


def describe(error: Exception) -> str:
    """What went wrong, without the address: an SMTP error repeats it in its words."""
    return f"{type(error).__name__} {codes(error)}".strip()


def codes(error: Exception) -> str:
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return " ".join(sorted({str(code) for code, _ in error.recipients.values()}))
    return str(getattr(error, "smtp_code", ""))


def refused_for_good(error: Exception) -> bool:
    """The server said 5xx about this recipient: asking again would only annoy it."""
    return isinstance(error, smtplib.SMTPRecipientsRefused) and codes(error).startswith("5")
