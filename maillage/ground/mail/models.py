"""The post office: one row a message. It knows poles and addresses, and nothing of people or of what stands above."""

import datetime as dt
import re
from dataclasses import dataclass

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import models
from django.db.models import F
from django.utils import timezone

from maillage.ground.poles.models import Pole
from maillage.ground.poles.owned import new_pid

RETRY_AFTER = (10, 30, 60, 300, 900)  # seconds before each new attempt; after the last, it has failed
LOST_AFTER = dt.timedelta(hours=1)  # a worker that died left its message in flight
LEADING_CODE = re.compile(r"\d{3} \d{3}\b")


@dataclass(frozen=True)
class Stored:
    """A file of the default storage that will not change: attached when the message leaves, never copied into its row."""

    path: str


def content_of(item: dict) -> str | bytes:
    """What is attached: the text of the row, or the stored file. Raises OSError when the file is gone."""
    if "path" not in item:
        return item["content"]
    with default_storage.open(item["path"]) as file:
        return file.read()


class OutgoingMailQuerySet(models.QuerySet):
    def take(self, pid: str) -> "OutgoingMail | None":
        """The message, now the caller's alone to deliver; None when another has it or it is not due."""
        now = timezone.now()
        taken = self.filter(pid=pid, state=OutgoingMail.State.QUEUED, due_at__lte=now).update(
            state=OutgoingMail.State.IN_FLIGHT, taken_at=now, attempts=F("attempts") + 1
        )
        return self.select_related("pole").get(pid=pid) if taken else None

    def requeue_lost(self) -> int:
        """Messages whose worker never came back wait for delivery again; how many."""
        lost = self.filter(state=OutgoingMail.State.IN_FLIGHT, taken_at__lt=timezone.now() - LOST_AFTER)
        return lost.update(state=OutgoingMail.State.QUEUED, due_at=timezone.now())

    def due(self):
        return self.filter(state=OutgoingMail.State.QUEUED, due_at__lte=timezone.now())

    def seen_from(self, pole: Pole | None):
        """What the demo's outbox shows at an address: a pole's own mails, everything at the federation's."""
        return self.filter(pole=pole) if pole else self.select_related("pole")


class OutgoingMail(models.Model):
    """One message to one address: what was said, to whom, when it left or why it did not."""

    class State(models.TextChoices):
        QUEUED = "queued", "en attente"
        IN_FLIGHT = "in_flight", "en cours d’envoi"
        SENT = "sent", "envoyé"
        FAILED = "failed", "non envoyé"

    pid = models.CharField(max_length=12, unique=True, default=new_pid, editable=False)
    pole = models.ForeignKey(Pole, models.CASCADE, null=True, related_name="+")
    name = models.CharField("nom", max_length=120, blank=True)
    to = models.EmailField("à")
    subject = models.CharField("objet", max_length=250)
    text = models.TextField()
    html = models.TextField(blank=True)
    attachments = models.JSONField(
        default=list, help_text="[{name, mime, content}] as text"
    )  # or path: Stored
    key = models.CharField(max_length=120, unique=True, null=True, help_text="Sent once")  # noqa: DJ001 (unique or none)
    state = models.CharField(max_length=10, choices=State, default=State.QUEUED)
    created_at = models.DateTimeField(default=timezone.now)
    due_at = models.DateTimeField(default=timezone.now)
    taken_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    error = models.CharField(max_length=250, blank=True)

    objects = OutgoingMailQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        indexes = [models.Index(fields=["state", "due_at"])]

    def __str__(self):
        return self.subject

    @property
    def code(self) -> str:
        """The code a subject begins with (« 482 719, votre code… »), else nothing."""
        found = LEADING_CODE.match(self.subject)
        return found[0] if found else ""

    @property
    def after_code(self) -> str:
        """The subject without its code: « votre code pour… »."""
        return self.subject.removeprefix(self.code).lstrip(" :,")

    @property
    def sender(self) -> tuple[str, str]:
        return (self.pole.name if self.pole else "Maillage", settings.DEFAULT_FROM_EMAIL)

    def mark_sent(self) -> None:
        self.state, self.sent_at, self.error = self.State.SENT, timezone.now(), ""
        self.save(update_fields=["state", "sent_at", "error"])

    def mark_failed(self, error: str, final: bool = False) -> None:
        """Wait for the next attempt, or give up after the last one (at once when `final`)."""
        self.error = error[:250]
        if final or self.attempts > len(RETRY_AFTER):
            self.state = self.State.FAILED
        else:
            self.state = self.State.QUEUED
            self.due_at = timezone.now() + dt.timedelta(seconds=RETRY_AFTER[self.attempts - 1])
        self.save(update_fields=["state", "error", "due_at"])
