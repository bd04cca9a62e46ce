"""Messages around an event. A round finds what is due; the database decides that nobody is written to twice."""

import datetime as dt

from django.db import models, transaction
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from maillage.activities.events.models import Event, Registration
from maillage.activities.reminders import clock, mails
from maillage.ground.journal.models import record
from maillage.ground.people.models import Person
from maillage.ground.poles.owned import PoleOwned, PoleQuerySet, manager

AT_ONCE = 50  # people written to in one transaction
TOO_LATE = dt.timedelta(days=21)  # nobody is thanked later


class MessageQuerySet(PoleQuerySet):
    def with_event(self):
        return self.select_related("event__activity")

    def rules(self):
        """What leaves by itself at its hour; letters written once are not computed."""
        return self.filter(once=False)

    def compute(self) -> int:
        """`computed_at` of every rule whose event is not at the moment it was computed from; how many changed."""
        recent = self.rules().filter(event__activity__ends_at__gt=timezone.now() - TOO_LATE)
        before, after = Q(after=False), Q(after=True)
        agrees = before & Q(computed_for=F("event__activity__starts_at"))
        agrees |= after & Q(computed_for=F("event__activity__ends_at"))
        stale = list(recent.with_event().exclude(agrees & Q(computed_for__isnull=False)))
        for message in stale:
            message.compute()
        self.model.objects.bulk_update(stale, ["computed_at", "computed_for"])
        return len(stale)

    def due(self):
        """What may leave now."""
        now = timezone.now()
        rows = self.with_event().filter(
            off_at=None, computed_at__lte=now, event__cancelled_at=None, event__published_at__isnull=False
        )
        needs_closing = Q(audience__in=Message.Audience.AFTERWARDS)
        after = Q(after=True, event__activity__ends_at__gt=now - TOO_LATE)
        after &= ~needs_closing | Q(event__closed_at__isnull=False)
        return rows.filter(Q(after=False, event__activity__starts_at__gt=now) | after | Q(once=True))

    def plan(self, event: Event) -> None:
        """The three messages every event begins with; a second call adds nothing, even to what was switched off."""
        if event.has_begun or self.filter(event=event).exclude(ready="").exists():
            return
        self.bulk_create(
            [Message(event=event, ready=ready, **told).compute() for ready, told in READY.items()],
            ignore_conflicts=True,
        )

    def plan_what_comes(self) -> None:
        coming = Event.objects.public_upcoming().filter(activity__starts_at__gt=timezone.now())
        for event in coming.exclude(pk__in=self.exclude(ready="").values("event")):
            self.plan(event)


class Message(PoleOwned):
    """A rule (« la veille à 18 h, à celles et ceux qui ont une place ») with its words, or a letter written once."""

    class Audience(models.TextChoices):
        CONFIRMED = "confirmed", "les personnes qui ont une place"
        WAITING = "waiting", "les personnes en liste d’attente"
        PRESENT = "present", "les personnes qui sont venues"
        ABSENT = "absent", "les personnes qui ne sont pas venues"

    Audience.AFTERWARDS = ("present", "absent")

    event = models.ForeignKey(Event, models.CASCADE, related_name="messages")
    ready = models.CharField(max_length=12, blank=True, editable=False, help_text="One of READY, or none")
    audience = models.CharField("à qui", max_length=12, choices=Audience, default=Audience.CONFIRMED)
    after = models.BooleanField(default=False, help_text="Counted from the end, not from the beginning")
    days = models.PositiveSmallIntegerField("jours", default=1)
    at = models.TimeField("à", null=True, blank=True)
    hours = models.PositiveSmallIntegerField("heures", default=0, help_text="Only without a time")
    once = models.BooleanField(default=False, help_text="A letter that leaves now")
    subject = models.CharField("objet", max_length=150)
    words = models.TextField("message", max_length=4000)
    computed_at = models.DateTimeField(null=True, editable=False)
    computed_for = models.DateTimeField(null=True, editable=False)
    off_at = models.DateTimeField(null=True, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    by = models.ForeignKey(Person, models.SET_NULL, null=True, editable=False, related_name="+")

    objects = manager(MessageQuerySet)

    class Meta(PoleOwned.Meta):
        ordering = ["computed_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["event", "ready"], condition=~Q(ready=""), name="one_ready_message_per_event"
            )
        ]
        indexes = [models.Index(fields=["computed_at"])]

    def __str__(self):
        return self.subject

    def get_absolute_url(self):
        return reverse("reminders:message", args=[self.event.pid, self.pid])

    @property
    def anchor(self) -> dt.datetime:
        activity = self.event.activity
        return activity.ends_at if self.after else activity.starts_at

    @property
    def when_in_words(self) -> str:
        return clock.in_words(self.after, self.days, self.at, self.hours)

    @property
    def round(self) -> str:
        """What a person receives once: a reminder speaks of one day, the rest of the event itself."""
        return "" if self.after or self.once else timezone.localdate(self.anchor).isoformat()

    @property
    def waits_for_closing(self) -> bool:
        """Who came is not known yet."""
        known = self.event.closed_at or self.audience not in self.Audience.AFTERWARDS
        return not known and self.event.is_over

    def compute(self) -> "Message":
        if not self.once:
            self.computed_for = self.anchor
            self.computed_at = clock.moment(self.anchor, self.after, self.days, self.at, self.hours)
        return self

    def recipients(self):
        """Registrations it is for, as they stand now, in the order of names; without an address nobody is written to."""
        rows = self.event.registrations.standing().exclude(person__email="")
        if self.audience == self.Audience.PRESENT:
            rows = rows.exclude(attendance=None)
        elif self.audience == self.Audience.WAITING:
            rows = rows.filter(confirmed_at=None)
        else:
            rows = rows.exclude(confirmed_at=None)
            if self.audience == self.Audience.ABSENT:
                rows = rows.filter(attendance=None)
        return rows.select_related("person").order_by("person__name", "pk")

    def unsent(self):
        """Those still to be written to. Who registered after the hour of a reminder was told everything then."""
        rows = self.recipients().exclude(
            pk__in=Sent.objects.filter(message=self, round=self.round).values("registration")
        )
        if self.after or self.once:
            return rows
        return rows.filter(Q(confirmed_at__lte=self.computed_at) | Q(confirmed_at=None))

    # Verbs

    def stop(self, by: Person | None = None) -> None:
        self._switch(timezone.now(), "message.stopped", by)

    def resume(self, by: Person | None = None) -> None:
        self._switch(None, "message.resumed", by)

    def _switch(self, moment, code: str, by) -> None:
        if bool(self.off_at) == bool(moment):
            return
        with transaction.atomic():
            self.off_at = moment
            self.save(update_fields=["off_at"])
            record(code, self, by)

    def post(self) -> int:
        """Write to everybody who was not yet; how many. Killed anywhere, the next call goes on where it stopped."""
        total = 0
        while some := self._post_some():
            total += some
        return total

    def _post_some(self) -> int:
        """The event's row first: whoever moves it waits, and the mail that tells of the move leaves after this one."""
        with transaction.atomic():
            self.event.lock()
            locked = Message.objects.select_for_update(of=("self",)).filter(pk=self.pk).first()
            message = locked and Message.objects.due().filter(pk=self.pk).first()
            if message is None or message.is_stale:
                return 0
            chosen = list(message.unsent()[:AT_ONCE])
            Sent.objects.bulk_create(
                Sent(message=message, registration=row, round=message.round) for row in chosen
            )
            for row in chosen:
                row.event = message.event
                mails.write(message, row)
        return len(chosen)

    @property
    def is_stale(self) -> bool:
        return not self.once and self.computed_for != self.anchor


class Sent(PoleOwned):
    """This message was written to this person, for this round."""

    message = models.ForeignKey(Message, models.CASCADE, related_name="sent")
    registration = models.ForeignKey(Registration, models.CASCADE, related_name="reminders")
    round = models.CharField(max_length=10, blank=True)
    at = models.DateTimeField(default=timezone.now)

    class Meta(PoleOwned.Meta):
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["message", "registration", "round"], name="nobody_is_reminded_twice"
            )
        ]

    def __str__(self):
        return f"{self.message} · {self.registration}"


READY = {
    "before": {
        "audience": Message.Audience.CONFIRMED,
        "days": 1,
        "at": dt.time(18),
        "subject": "C’est bientôt",
        "words": "Un petit mot pour vous rappeler ce rendez-vous. Votre place est gardée.",
    },
    "thanks": {
        "audience": Message.Audience.PRESENT,
        "after": True,
        "days": 1,
        "at": dt.time(9),
        "subject": "Merci d’être venu·e",
        "words": "Merci pour ce moment partagé. Ce que vous en avez pensé nous aide à préparer la suite.",
    },
    "missed": {
        "audience": Message.Audience.ABSENT,
        "after": True,
        "days": 1,
        "at": dt.time(9),
        "subject": "Vous nous avez manqué",
        "words": "Vous n’avez pas pu venir, ce sont des choses qui arrivent. "
        "Si quelque chose peut vous rendre la prochaine fois plus facile, répondez simplement à ce message.",
    },
}
