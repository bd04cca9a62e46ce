from django.db import models
from django.urls import reverse
from django.utils import timezone

from maillage.ground.people.models import Person
from maillage.ground.poles.owned import PoleOwned
from maillage.ground.search.models import Findable, Finding
from maillage.needs.workshops.models import Cluster, Note, Workshop


class Need(Findable):
    """What the network lacks, said once. Its origins survive merging and rewording."""

    title = models.CharField("besoin", max_length=250)
    description = models.TextField("précisions", blank=True)
    audience = models.CharField("pour qui", max_length=200, blank=True)
    impact = models.PositiveSmallIntegerField("impact", null=True, blank=True, help_text="1 (faible) à 5 (fort)")
    effort = models.PositiveSmallIntegerField("effort", null=True, blank=True, help_text="1 (léger) à 5 (lourd)")
    urgency = models.PositiveSmallIntegerField("urgence", null=True, blank=True, help_text="1 (peut attendre) à 5 (tout de suite)")
    merged_into = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="merged")
    set_aside_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    created_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")

    class Meta(Findable.Meta):
        ordering = ["title"]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("catalogue:need", args=[self.pid])

    def finding(self):
        if self.merged_into_id or self.set_aside_at:
            return None
        return Finding("besoin", self.title, f"{self.description} {self.audience}", self.get_absolute_url(), "steering")


class Origin(PoleOwned):
    """Where a need comes from: a group of notes, one note, or a line of the minutes of a workshop."""

    need = models.ForeignKey(Need, models.CASCADE, related_name="origins")
    workshop = models.ForeignKey(Workshop, models.CASCADE, related_name="need_origins")
    cluster = models.ForeignKey(Cluster, models.SET_NULL, null=True, blank=True, related_name="need_origins")
    note = models.ForeignKey(Note, models.SET_NULL, null=True, blank=True, related_name="need_origins")
    line = models.PositiveIntegerField(null=True, blank=True)
    text = models.CharField("tel que dit", max_length=1000)

    class Meta(PoleOwned.Meta):
        constraints = [
            models.UniqueConstraint(fields=["cluster"], condition=models.Q(cluster__isnull=False), name="a_cluster_becomes_one_need")
        ]

    def __str__(self):
        return self.text
