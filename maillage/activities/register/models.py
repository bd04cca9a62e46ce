from django.db import models
from django.utils import timezone

from maillage.actions.roadmap.models import Action
from maillage.ground.poles.owned import PoleOwned


class Activity(PoleOwned):
    """What carries an action out, of any kind: agenda, search, thread and indicators read this one table."""

    class Kind(models.TextChoices):
        EVENT = "event", "événement"

    action = models.ForeignKey(
        Action,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="activities",
        verbose_name="au service de l’action",
    )
    kind = models.CharField(max_length=20, choices=Kind)
    title = models.CharField("titre", max_length=200)
    starts_at = models.DateTimeField("commence le")
    ends_at = models.DateTimeField("finit le")
    place = models.CharField("lieu", max_length=200, blank=True)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta(PoleOwned.Meta):
        ordering = ["starts_at"]
        indexes = [models.Index(fields=["pole", "starts_at"])]

    def __str__(self):
        return self.title

    @property
    def hours(self) -> float:
        return (self.ends_at - self.starts_at).total_seconds() / 3600
