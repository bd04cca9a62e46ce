"""A person and an event: registered, waiting, gone, present."""

import datetime as dt
import secrets
from decimal import Decimal

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from maillage.activities.events import gatherings, mails
from maillage.activities.events.models.turns import decision
from maillage.ground.directory.models import Organisation
from maillage.ground.journal.models import record
from maillage.ground.mail.post import after_commit
from maillage.ground.people.models import Person
from maillage.ground.people.names import email_key, name_key
from maillage.ground.poles.owned import PoleOwned, PoleQuerySet, manager


class EventClosed(Exception):
    """The attendance of this event is complete; it must be reopened before anyone is added."""


def new_token() -> str:
    return secrets.token_urlsafe(24)


def contact_key(person: Person) -> str:
    """One person's name and address as one comparable text: what may register once for an event."""
    return f"{email_key(person.email)}|{name_key(person.name)}"


class RegistrationQuerySet(PoleQuerySet):
    def standing(self):
        """Confirmed and waiting: all who have not cancelled."""
        return self.filter(cancelled_at=None)

    def confirmed(self):
        return self.standing().exclude(confirmed_at=None)

    def waiting(self):
        """In the order of their tickets."""
        return self.standing().filter(confirmed_at=None).order_by("ticket")

    def with_people(self):
        return self.select_related("person", "organisation", "attendance")


class Registration(PoleOwned):
    """A person and an event: confirmed, waiting, or cancelled, each with its moment.

    Made by `event.register(…)` only. `ticket` is the number drawn at the entrance of the waiting list.
    """

    event = models.ForeignKey("events.Event", models.CASCADE, related_name="registrations")
    person = models.ForeignKey(Person, models.PROTECT, related_name="registrations")
    organisation = models.ForeignKey(
        Organisation, models.SET_NULL, null=True, blank=True, related_name="registrations"
    )
    contact_key = models.CharField(max_length=400, editable=False)
    token = models.CharField(max_length=40, unique=True, default=new_token, editable=False)
    ticket = models.PositiveIntegerField(null=True, editable=False)
    created_at = models.DateTimeField(default=timezone.now)
    confirmed_at = models.DateTimeField(null=True)
    waiting_since = models.DateTimeField(null=True)
    cancelled_at = models.DateTimeField(null=True)

    just_made = False  # True on what `event.register()` gives back when it made or renewed the registration

    objects = manager(RegistrationQuerySet)

    class Meta(PoleOwned.Meta):
        ordering = ["created_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["event", "person"], name="one_registration_per_person"),
            models.UniqueConstraint(fields=["event", "contact_key"], name="one_registration_per_contact"),
            models.UniqueConstraint(fields=["event", "ticket"], name="one_holder_per_ticket"),
            models.CheckConstraint(
                condition=Q(confirmed_at__isnull=False) | Q(ticket__isnull=False), name="a_seat_or_a_ticket"
            ),
        ]

    def __str__(self):
        return f"{self.person} · {self.event}"

    @property
    def state(self) -> str:
        """ "confirmed", "waiting" or "cancelled"."""
        if self.cancelled_at:
            return "cancelled"
        return "confirmed" if self.confirmed_at else "waiting"

    @property
    def is_present(self) -> bool:
        return hasattr(self, "attendance")

    @property
    def position(self) -> int:
        """Rank on the waiting list, from 1; 0 for who is not on it."""
        if self.state != "waiting":
            return 0
        return self.event.registrations.waiting().filter(ticket__lte=self.ticket).count()

    def get_absolute_url(self):
        """The person's own page: whoever holds this address may cancel."""
        return reverse("events:registration", args=[self.token])

    def cancel(self, by: Person | None = None) -> bool:
        """Give the seat or the ticket back; the first who waits takes a freed seat in the same transaction.

        False when it was cancelled already, or when the person did come.
        """
        with decision():
            event = self.event.lock()
            given_back = Registration.objects.filter(pk=self.pk, cancelled_at=None, attendance=None)
            if not given_back.update(cancelled_at=timezone.now()):
                return False
            self.refresh_from_db(fields=["confirmed_at", "cancelled_at"])
            if self.confirmed_at:
                event.give_seat_back()
            record("registration.cancelled", self, by)
            gatherings.let_go(self)
            after_commit(mails.registration_cancelled, self)
            event.promote()
        return True

    def check_in(self, by: Person | None = None, at: dt.datetime | None = None) -> "Attendance":
        """The person is here. Twice is once. Raises `EventClosed`.

        Whoever waited takes a seat when one is free and is welcome without one: people who came are people.
        """
        with decision():
            event = self.event.lock()
            if event.closed_at:
                raise EventClosed
            if self.state != "confirmed" and event.take_seat():
                now = timezone.now()
                Registration.objects.filter(pk=self.pk).update(confirmed_at=now, cancelled_at=None)
                self.confirmed_at, self.cancelled_at = now, None
            elif self.state == "cancelled":
                event.queue(self)
                self.save(update_fields=["ticket", "waiting_since", "confirmed_at", "cancelled_at"])
            attendance, new = Attendance.objects.get_or_create(
                registration=self,
                defaults={
                    "by": by,
                    "at": at or timezone.now(),
                    "hours": Decimal(str(event.activity.hours)).quantize(Decimal("0.01")),
                },
            )
            if new:
                record("attendance.recorded", self, by)
                gatherings.come_in(self)
        return attendance

    def undo_check_in(self, by: Person | None = None) -> bool:
        """It was a slip of the thumb. Raises `EventClosed`."""
        with decision():
            if self.event.lock().closed_at:
                raise EventClosed
            removed, _ = Attendance.objects.filter(registration=self).delete()
            if removed:
                record("attendance.removed", self, by)
                gatherings.go_out(self)
        self._state.fields_cache.pop("attendance", None)
        return bool(removed)


class Attendance(PoleOwned):
    """The person came; `hours` is the length of the event unless someone corrects it."""

    registration = models.OneToOneField(Registration, models.CASCADE, related_name="attendance")
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    hours = models.DecimalField("heures", max_digits=5, decimal_places=2)

    def __str__(self):
        return str(self.registration)
