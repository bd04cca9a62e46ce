"""Events, seats, registrations, attendance. The last seat is decided by the database."""

import secrets

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from maillage.activities.register.models import Activity
from maillage.ground.directory.models import Organisation
from maillage.ground.people.models import Person
from maillage.ground.poles.owned import PoleOwned
from maillage.ground.search.models import Findable, Finding


def new_token() -> str:
    return secrets.token_urlsafe(24)


class Event(Findable):
    class Kind(models.TextChoices):
        BREAKFAST = "breakfast", "petit-déjeuner"
        TRAINING = "training", "formation"
        VISIT = "visit", "visite"
        ASSEMBLY = "assembly", "assemblée générale"
        MEETING = "meeting", "rencontre"

    activity = models.OneToOneField(Activity, models.CASCADE, related_name="event")
    kind = models.CharField("nature", max_length=20, choices=Kind, default=Kind.MEETING)
    summary = models.CharField("en une phrase", max_length=250, blank=True)
    description = models.TextField("présentation", blank=True)
    capacity = models.PositiveIntegerField("nombre de places", default=20)
    seats_taken = models.PositiveIntegerField(default=0, editable=False)
    sequence = models.PositiveIntegerField(default=0, editable=False, help_text="iCalendar SEQUENCE: rises when date or place changes")
    published_at = models.DateTimeField(null=True, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True, help_text="Attendance is complete")

    class Meta(Findable.Meta):
        constraints = [models.CheckConstraint(condition=Q(seats_taken__lte=models.F("capacity")), name="never_more_people_than_seats")]

    def __str__(self):
        return self.activity.title

    def get_absolute_url(self):
        return reverse("events:event", args=[self.pid])

    def finding(self):
        if not self.published_at:
            return None
        return Finding("événement", self.activity.title, f"{self.summary} {self.description} {self.activity.place}", self.get_absolute_url(), "public")


class Registration(PoleOwned):
    """A person and an event: confirmed, waiting, or cancelled, each with its moment."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="registrations")
    person = models.ForeignKey(Person, models.PROTECT, related_name="registrations")
    organisation = models.ForeignKey(Organisation, models.SET_NULL, null=True, blank=True, related_name="registrations")
    token = models.CharField(max_length=40, unique=True, default=new_token, editable=False)
    created_at = models.DateTimeField(default=timezone.now)
    confirmed_at = models.DateTimeField(null=True)
    waiting_since = models.DateTimeField(null=True)
    cancelled_at = models.DateTimeField(null=True)

    class Meta(PoleOwned.Meta):
        ordering = ["created_at"]
        constraints = [models.UniqueConstraint(fields=["event", "person"], name="one_registration_per_person")]


class Attendance(PoleOwned):
    """The person came; `hours` is the length of the event unless someone corrects it."""

    registration = models.OneToOneField(Registration, models.CASCADE, related_name="attendance")
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    hours = models.DecimalField("heures", max_digits=5, decimal_places=2)
