from django.db import models
from django.utils import timezone

from maillage.ground.people.models import Person
from maillage.ground.poles.models import Pole
from maillage.ground.poles.owned import new_pid


class OutgoingMail(models.Model):
    """One message to one person: what was said, to whom, when it left or why it did not."""

    class State(models.TextChoices):
        QUEUED = "queued", "en attente"
        IN_FLIGHT = "in_flight", "en cours d’envoi"
        SENT = "sent", "envoyé"
        FAILED = "failed", "non envoyé"

    pid = models.CharField(max_length=12, unique=True, default=new_pid, editable=False)
    pole = models.ForeignKey(Pole, models.CASCADE, null=True, related_name="+")
    person = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    to = models.EmailField("à")
    subject = models.CharField("objet", max_length=250)
    text = models.TextField()
    html = models.TextField(blank=True)
    attachments = models.JSONField(default=list, help_text="[{name, mime, content}] as text")
    key = models.CharField(max_length=120, unique=True, null=True, help_text="The same key is sent once")
    state = models.CharField(max_length=10, choices=State, default=State.QUEUED)
    created_at = models.DateTimeField(default=timezone.now)
    sent_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    error = models.CharField(max_length=250, blank=True)

    class Meta:
        ordering = ["-created_at", "-pk"]

    def __str__(self):
        return self.subject
