"""An event and its verbs. Every change of a seat locks the event's row first, then touches registrations.

Three rules hold at every commit, whoever competes: never more seats taken than seats; nobody waits while a
seat is free (until the event begins); the waiting list is served in the order of its tickets.
"""

import datetime as dt

from django.db import models
from django.db.models import Count, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone

from maillage.activities.events import gatherings, mails
from maillage.activities.events.models.registration import Registration, contact_key
from maillage.activities.events.models.turns import decision
from maillage.activities.register.models import Activity
from maillage.ground.directory.models import Organisation
from maillage.ground.journal.models import record
from maillage.ground.mail.post import after_commit
from maillage.ground.people.models import Person, meet
from maillage.ground.poles.owned import PoleQuerySet, manager
from maillage.ground.search.models import Findable, Finding, index
from maillage.needs.workshops.models import Workshop
from maillage.ui.french import plural

MOST_PER_ADDRESS = 6  # a family, a small team
COUNTERS = ("seats_taken", "tickets")


class EventCancelled(Exception):
    """Nobody registers for a cancelled event."""


class AddressTaken(Exception):
    """Enough people registered with this address; more would make of us a sender of floods."""


class NotYetBegun(Exception):
    """Attendance cannot be complete before the event has begun."""


class TooFewSeats(Exception):
    """More people are registered than this number of seats; `taken` says how many."""

    def __init__(self, taken: int):
        self.taken = taken


class EventQuerySet(PoleQuerySet):
    def with_activity(self):
        return self.select_related("activity__action")

    def with_counts(self):
        """Annotates `waiting_count` and `present_count`."""
        standing = (
            Registration.objects.filter(event=OuterRef("pk"), cancelled_at=None).order_by().values("event")
        )
        waiting = standing.filter(confirmed_at=None).annotate(n=Count("pk")).values("n")
        present = standing.exclude(attendance=None).annotate(n=Count("pk")).values("n")
        return self.annotate(
            waiting_count=Coalesce(Subquery(waiting), 0), present_count=Coalesce(Subquery(present), 0)
        )

    def public(self):
        """What visitors may see: published, even cancelled since, so that nobody comes for nothing."""
        return self.exclude(published_at=None).with_activity()

    def upcoming(self):
        """Not over yet, the nearest first."""
        return self.filter(activity__ends_at__gte=timezone.now()).order_by("activity__starts_at", "pk")

    def past(self):
        """Over, the latest first."""
        return self.filter(activity__ends_at__lt=timezone.now()).order_by("-activity__starts_at", "-pk")

    def with_free_seats(self):
        """Where one may still have a seat at once: not full, and not cancelled."""
        return self.filter(cancelled_at=None, seats_taken__lt=F("capacity"))

    def public_upcoming(self):
        """What one can still come to: published, not cancelled, not over; the nearest first."""
        return self.public().filter(cancelled_at=None).upcoming()


class Event(Findable):
    class Kind(models.TextChoices):
        BREAKFAST = "breakfast", "petit-déjeuner"
        TRAINING = "training", "formation"
        VISIT = "visit", "visite"
        ASSEMBLY = "assembly", "assemblée générale"
        MEETING = "meeting", "rencontre"
        DRINKS = "drinks", "apéro"
        WEBINAR = "webinar", "webinaire"
        FAIR = "fair", "salon"

    activity = models.OneToOneField(Activity, models.CASCADE, related_name="event")
    workshop = models.OneToOneField(
        Workshop, models.SET_NULL, null=True, blank=True, related_name="event", verbose_name="atelier"
    )
    kind = models.CharField("nature", max_length=20, choices=Kind, default=Kind.MEETING)
    summary = models.CharField("en une phrase", max_length=250, blank=True)
    description = models.TextField("présentation", blank=True)
    capacity = models.PositiveIntegerField("nombre de places", default=20)
    seats_taken = models.PositiveIntegerField(default=0, editable=False)
    tickets = models.PositiveIntegerField(
        default=0, editable=False, help_text="Numbers drawn for the waiting list"
    )
    sequence = models.PositiveIntegerField(default=0, editable=False, help_text="iCalendar SEQUENCE")
    published_at = models.DateTimeField(null=True, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True, help_text="Attendance is complete")

    objects = manager(EventQuerySet)

    class Meta(Findable.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(seats_taken__lte=F("capacity")), name="never_more_people_than_seats"
            )
        ]

    def __str__(self):
        return self.activity.title

    def save(self, *args, update_fields=None, **kwargs):
        """Counters move by their own conditional UPDATE only: a form opened an hour ago must not bring them back."""
        if not self._state.adding and update_fields is None:
            kept_out = {"id", *COUNTERS}
            update_fields = [field.name for field in self._meta.concrete_fields if field.name not in kept_out]
        super().save(*args, update_fields=update_fields, **kwargs)

    def get_absolute_url(self):
        return reverse("events:event", args=[self.pid])

    def finding(self):
        if not self.published_at:
            return None
        words = f"{self.summary} {self.description} {self.activity.place}"
        return Finding("événement", self.activity.title, words, self.get_absolute_url(), "public")

    # What it is now

    @property
    def seats_left(self) -> int:
        return max(0, self.capacity - self.seats_taken)

    @property
    def is_full(self) -> bool:
        return self.seats_taken >= self.capacity

    @property
    def kind_in_words(self) -> str:
        """For a card: what it is, and first that it will not be."""
        kind = self.get_kind_display()
        return f"annulé · {kind}" if self.cancelled_at else kind

    @property
    def seats_in_words(self) -> str:
        """For a card: "6 places" or "complet, liste d’attente"; nothing once it is over or cancelled."""
        if self.cancelled_at or self.is_over:
            return ""
        return "complet, liste d’attente" if self.is_full else plural(self.seats_left, "place")

    @property
    def has_begun(self) -> bool:
        return self.activity.starts_at <= timezone.now()

    @property
    def is_over(self) -> bool:
        return self.activity.ends_at < timezone.now()

    @property
    def takes_registrations(self) -> bool:
        """Visitors may register: published, not cancelled, not over."""
        return bool(self.published_at) and not self.cancelled_at and not self.is_over

    # Seats

    def lock(self) -> "Event":
        """The event as it is now, and nobody else's to change until the end of the caller's transaction."""
        rows = Event.objects.select_for_update(of=("self",)).select_related("activity")
        return rows.get(pk=self.pk)

    def take_seat(self) -> bool:
        """One seat, if one is left: the database decides."""
        free = Event.objects.filter(pk=self.pk, seats_taken__lt=F("capacity"))
        return bool(free.update(seats_taken=F("seats_taken") + 1))

    def give_seat_back(self) -> None:
        Event.objects.filter(pk=self.pk, seats_taken__gt=0).update(seats_taken=F("seats_taken") - 1)

    def queue(self, registration: Registration) -> None:
        """The next ticket of the waiting list. The caller holds the lock, and saves."""
        Event.objects.filter(pk=self.pk).update(tickets=F("tickets") + 1)
        self.tickets += 1
        registration.ticket, registration.waiting_since = self.tickets, timezone.now()
        registration.confirmed_at = registration.cancelled_at = None

    def register(
        self,
        person: Person | None = None,
        organisation: Organisation | None = None,
        *,
        name: str = "",
        email: str = "",
        by: Person | None = None,
        tell: bool = True,
    ) -> Registration:
        """The one way to a seat: a known person, or a name and an address. The same person twice is once.

        Gives the registration, confirmed or waiting; `just_made` says whether it is new. `tell` writes to the
        person once committed (never about an event that is over). Raises `EventCancelled`, and `AddressTaken`
        when visitors register too many people with one address; the team may.
        """
        with decision():
            event = self.lock()
            if event.cancelled_at:
                raise EventCancelled
            # Under the lock, so that a double click meets one person, not two.
            person = person or meet(name, email)
            registration = event._registration_of(person, by)
            if registration.cancelled_at or registration._state.adding:
                event._seat(registration, organisation)
                record("registration.made", registration, by, state=registration.state)
            if tell and not event.is_over:
                after_commit(mails.registered, registration)
        return registration

    def _registration_of(self, person: Person, by: Person | None) -> Registration:
        """This person's, known or to be made; raises `AddressTaken`."""
        key, address = contact_key(person), f"{person.email}|" if person.email else None
        known = Q(person=person) | Q(contact_key=key)
        alike = known | Q(contact_key__startswith=address) if address else known
        rows = list(self.registrations.filter(alike).select_related("person").order_by("created_at", "pk"))
        same = next((row for row in rows if row.person_id == person.pk or row.contact_key == key), None)
        if same is None and address and not by and len(rows) >= MOST_PER_ADDRESS:
            raise AddressTaken
        registration = same or Registration(person=person, contact_key=key)
        registration.event = self
        return registration

    def _seat(self, registration: Registration, organisation: Organisation | None) -> None:
        """Confirm the registration while a seat is left, else draw a ticket."""
        if organisation:
            registration.organisation = organisation
        if self.take_seat():
            registration.confirmed_at, registration.cancelled_at = timezone.now(), None
        else:
            self.queue(registration)
        registration.save()
        registration.just_made = True
        if registration.confirmed_at:
            gatherings.keep_seat(registration)

    def welcome(
        self, name: str, email: str = "", organisation: Organisation | None = None, by=None
    ) -> Registration:
        """Someone at the door who had not registered: on the list and present at once. Raises as its two halves do."""
        with decision():
            registration = self.register(organisation=organisation, name=name, email=email, by=by, tell=False)
            registration.check_in(by)
        return registration

    def promote(self) -> list[Registration]:
        """Give every free seat to the first who wait, and tell them. Nothing once the event has begun."""
        with decision():
            event = self.lock()
            if event.cancelled_at or event.has_begun:
                return []
            first = event.registrations.waiting().filter(attendance=None).select_related("person")
            chosen = list(first[: event.seats_left])
            now = timezone.now()
            for registration in chosen:
                registration.event, registration.confirmed_at = event, now
                registration.save(update_fields=["confirmed_at"])
                gatherings.keep_seat(registration)
                record("registration.promoted", registration)
                after_commit(mails.promoted, registration)
            if chosen:
                Event.objects.filter(pk=self.pk).update(seats_taken=F("seats_taken") + len(chosen))
        return chosen

    def resize(self, capacity: int, by: Person | None = None) -> None:
        """Another number of seats; more seats serve the waiting list. Raises `TooFewSeats`."""
        if capacity == self.capacity:
            return
        with decision():
            event = self.lock()
            if not Event.objects.filter(pk=self.pk, seats_taken__lte=capacity).update(capacity=capacity):
                raise TooFewSeats(event.seats_taken)
            record("event.resized", self, by, seats=capacity)
            self.promote()
        self.capacity = capacity

    # Its life

    def publish(self, by: Person | None = None) -> None:
        self._date("published_at", timezone.now(), "event.published", by)

    def withdraw(self, by: Person | None = None) -> None:
        """Off the public site; registered people stay registered."""
        self._date("published_at", None, "event.withdrawn", by)

    def _date(self, column: str, moment: dt.datetime | None, code: str, by, **data) -> None:
        if bool(getattr(self, column)) == bool(moment):
            return
        with decision():
            setattr(self, column, moment)
            self.save(update_fields=[column])
            record(code, self, by, **data)

    def reschedule(self, starts_at, ends_at, place: str, by: Person | None = None) -> bool:
        """Another date or place: calendars get a replacing invitation. False when nothing changed."""
        activity = self.activity
        if (activity.starts_at, activity.ends_at, activity.place) == (starts_at, ends_at, place):
            return False
        with decision():
            self._raise_sequence()
            activity.starts_at, activity.ends_at, activity.place = starts_at, ends_at, place
            activity.save(update_fields=["starts_at", "ends_at", "place"])
            index([self])
            gatherings.move_workshop(self)
            record("event.rescheduled", self, by)
            after_commit(mails.moved, self)
        return True

    def _raise_sequence(self) -> None:
        Event.objects.filter(pk=self.pk).update(sequence=F("sequence") + 1)
        self.refresh_from_db(fields=["sequence"])

    def cancel(self, by: Person | None = None, words: str = "") -> None:
        """It will not take place; registered people are told, with `words`, and their calendars too. Once."""
        with decision():
            if self.lock().cancelled_at:
                return
            self._raise_sequence()
            self._date("cancelled_at", timezone.now(), "event.cancelled", by)
            after_commit(mails.event_cancelled, self, words)

    def close(self, by: Person | None = None) -> None:
        """Attendance is complete; who was in the room of its workshop was there. Raises `NotYetBegun`."""
        if not self.has_begun:
            raise NotYetBegun
        for registration in gatherings.in_the_room(self):
            registration.event = self
            registration.check_in(by)
        present = self.registrations.exclude(attendance=None).count()
        self._date(
            "closed_at", timezone.now(), "event.closed", by, present=present, seats_taken=self.seats_taken
        )

    def reopen(self, by: Person | None = None) -> None:
        self._date("closed_at", None, "event.reopened", by)

    def copy(self, by: Person | None = None) -> "Event":
        """A draft with the same words, a week later, without anyone."""
        week = dt.timedelta(days=7)
        old = self.activity
        with decision():
            activity = Activity.objects.create(
                kind=Activity.Kind.EVENT,
                title=old.title,
                action=old.action,
                place=old.place,
                starts_at=timezone.localtime(old.starts_at) + week,  # the same time on the clock
                ends_at=timezone.localtime(old.ends_at) + week,
            )
            words = {"kind": self.kind, "summary": self.summary, "description": self.description}
            event = Event.objects.create(activity=activity, capacity=self.capacity, **words)
            record("event.created", event, by, copy_of=self.pid)
        return event
