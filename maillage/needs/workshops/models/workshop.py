"""The workshop itself: who came, when it was open, and the numbered list of what changed on its walls."""

import secrets
from contextlib import contextmanager
from contextvars import ContextVar
from functools import partial

from django.apps import apps
from django.db import models, transaction
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone

from maillage.ground.directory.models import Organisation
from maillage.ground.journal import models as journal
from maillage.ground.people.models import Person
from maillage.ground.people.names import name_key
from maillage.ground.poles.owned import PoleOwned, PoleQuerySet, manager
from maillage.ground.search.models import Findable, Finding
from maillage.needs.workshops import hub
from maillage.needs.workshops.lines import in_line

_turns: ContextVar[dict[int, "Workshop"]] = ContextVar("turns", default={})  # noqa: B039, never changed in place


class Refused(Exception):
    """The rules of the board say no; the message is French and meant for the person who asked."""


def new_join_code() -> str:
    """Six digits, easy to say aloud: 482-719."""
    return f"{secrets.randbelow(900_000) + 100_000}"


class Source(PoleOwned):
    """A file of minutes as it was read: its lines, and what the reader proposed, corrected by a person."""

    name = models.CharField("fichier", max_length=200)
    digest = models.CharField(max_length=64)
    lines = models.JSONField(default=list, help_text="Line n of the source is lines[n-1]")
    reading = models.JSONField(default=dict, help_text="DESIGN §10")
    created_at = models.DateTimeField(default=timezone.now)
    created_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    accepted_at = models.DateTimeField(null=True)

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("workshops:source", args=[self.pid])

    def url_of(self, line: int) -> str:
        return f"{self.get_absolute_url()}#L{line}"


def how_many(rows, by: str, what: str):
    """Counts `what` in a subquery: two counts joined side by side would multiply each other."""
    counted = rows.values(by).annotate(n=models.Count(what)).values("n")
    return Coalesce(models.Subquery(counted, output_field=models.IntegerField()), 0)


class WorkshopQuerySet(PoleQuerySet):
    def reachable(self):
        """Workshops whose code answers: those held live. One only read from minutes never had a room."""
        return self.filter(models.Q(source=None) | models.Q(opened_at__isnull=False))

    def with_counts(self):
        """Adds `.notes` and `.people` (those present), for lists."""
        boards = (
            apps.get_model("workshops", "Board").objects.filter(workshop=models.OuterRef("pk")).order_by()
        )
        participants = apps.get_model("workshops", "Participant").objects
        present = participants.filter(workshop=models.OuterRef("pk"), status="present")
        return self.annotate(
            notes=how_many(boards, "workshop", "areas__notes"),
            people=how_many(present.order_by(), "workshop", "pk"),
        )


class Workshop(Findable):
    """A participatory meeting, held live or read from its minutes."""

    title = models.CharField("titre", max_length=200)
    purpose = models.TextField("intention", blank=True)
    date = models.DateField("date", null=True, blank=True)
    starts = models.TimeField("début", null=True, blank=True)
    ends = models.TimeField("fin", null=True, blank=True)
    place = models.CharField("lieu", max_length=160, blank=True)
    follows = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="followed_by",
        verbose_name="suite de l’atelier",
        help_text="The workshop before it, of the same group of people",
    )
    secretary = models.ForeignKey(
        Person,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="secrétaire de séance",
        help_text="Writes the minutes together with whoever facilitates",
    )
    facilitator = models.ForeignKey(
        Person,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="animation",
        help_text="Named to the people invited; who coordinates may always act",
    )
    sequence = models.PositiveIntegerField(
        default=0, editable=False, help_text="iCalendar SEQUENCE of its invitations"
    )
    cancelled_at = models.DateTimeField(null=True)
    looks_back_at = models.DateTimeField(
        null=True, help_text="Since when the wall shows what the workshop before had decided"
    )
    join_code = models.CharField(max_length=6, default=new_join_code)
    seq = models.PositiveIntegerField(
        default=0, editable=False, help_text="Rises by one with each change, under the row's lock"
    )
    source = models.OneToOneField(Source, models.PROTECT, null=True, related_name="workshop")
    opened_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(default=timezone.now)
    created_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")

    objects = manager(WorkshopQuerySet)

    class Meta(Findable.Meta):
        ordering = ["-date", "-created_at"]
        constraints = [models.UniqueConstraint(fields=["pole", "join_code"], name="one_workshop_per_code")]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("workshops:workshop", args=[self.pid])

    def finding(self):
        return Finding(
            "atelier", self.title, f"{self.purpose} {self.place}", self.get_absolute_url(), "steering"
        )

    @property
    def live(self) -> bool:
        """People write and vote now."""
        return self.opened_at is not None and self.closed_at is None

    @property
    def code(self) -> str:
        return f"{self.join_code[:3]}-{self.join_code[3:]}"

    @contextmanager
    def turn(self):
        """One short transaction that holds the row's lock; yields the workshop as the database knows it now.

        What is told inside with `tell` gets the next numbers of `seq`, so that numbers become visible in order.
        A turn inside a turn is the same one: the workshop that holds the numbers is one object.
        """
        held = _turns.get()
        if self.pk in held:
            yield held[self.pk]
            return
        with in_line(self.pk), transaction.atomic():
            workshop = Workshop.objects.select_for_update().get(pk=self.pk)
            token = _turns.set({**held, self.pk: workshop})
            try:
                yield workshop
            finally:
                _turns.reset(token)

    def tell(self, kind: str, target: str = "") -> None:
        """Number one change, inside a `turn`; those who follow are woken after commit."""
        self.seq += 1
        # Not save(): the search index has no business with each post-it.
        Workshop.objects.filter(pk=self.pk).update(seq=self.seq)
        Change.objects.create(workshop=self, seq=self.seq, kind=kind, target=target)
        transaction.on_commit(partial(hub.wake, self.pk, self.seq))

    def current_seq(self) -> int:
        return Workshop.objects.values_list("seq", flat=True).get(pk=self.pk)

    def must_be_live(self) -> None:
        if self.closed_at:
            raise Refused("L’atelier est terminé : le mur ne change plus. Ce qui y était est gardé.")
        if not self.opened_at:
            raise Refused(
                "L’atelier n’est pas encore ouvert. Gardez votre texte, il partira dès l’ouverture."
            )

    def open(self, by: Person) -> None:
        """People may join, write and vote. A closed workshop can be opened again."""
        with self.turn() as workshop:
            if workshop.live:
                return
            workshop.opened_at = workshop.opened_at or timezone.now()
            workshop.closed_at = None
            workshop.save(update_fields=["opened_at", "closed_at"])
            workshop.tell(Change.Kind.WALL)
            journal.record("workshop.opened", workshop, by)

    def close(self, by: Person) -> None:
        """The wall stands still; open votes and the running step of the agenda end with it."""
        with self.turn() as workshop:
            if not workshop.live:
                return
            for board in workshop.boards.filter(phase="voting"):
                board.enter("revealed", workshop, by)
            now = timezone.now()
            workshop.agenda.filter(started_at__isnull=False, ended_at=None).update(ended_at=now)
            workshop.come_together(now)
            workshop.closed_at = now
            workshop.save(update_fields=["closed_at"])
            workshop.tell(Change.Kind.WALL)
            journal.record("workshop.closed", workshop, by)

    def come_together(self, now) -> None:
        """Inside the turn of closing: everybody reads the boards of all again."""
        parted = self.teams.filter(closed_at=None).update(closed_at=now)
        self.plenaries.filter(ended_at=None).update(ended_at=now)
        self.participants.exclude(team=None).update(team=None)
        if parted:
            self.tell(Change.Kind.TEAMS)

    def welcome(self, name: str, organisation: str = "", person: Person | None = None):
        """Someone joins with a name; a structure that the pole knows is linked, another is kept as typed.

        A `person` the pole knows has one seat: coming again, from another phone too, is the same participant. Whoever
        was expected under this name takes the seat kept for them.
        """
        with self.turn() as workshop:
            if workshop.closed_at:
                raise Refused("L’atelier est terminé, on ne peut plus le rejoindre.")
            known = (
                Organisation.objects.filter(name_key=name_key(organisation)).first() if organisation else None
            )
            said = {"organisation": known, "organisation_name": "" if known else organisation}
            participant = workshop.seat_of(name, person)
            if participant:
                participant.come(workshop, person, **(said if organisation else {}))
            else:
                participant = workshop.participants.create(
                    name=name, person=person, token=secrets.token_urlsafe(18), **said
                )
                participant.settle(workshop)
            workshop.tell(Change.Kind.HEAD)
        return participant

    def seat_of(self, name: str, person: Person | None = None):
        """The seat already theirs: the known person's, else the one kept under this name for somebody who has not come."""
        mine = person and self.participants.filter(person=person).first()
        if mine:
            return mine
        kept = self.participants.filter(status__in=("expected", "excused"))
        alike = [seat for seat in kept if name_key(seat.name) == name_key(name)]
        one = alike[0] if len(alike) == 1 else None  # two namesakes: nobody takes the other's
        return None if one and person and one.person_id else one

    def current_step(self):
        """The step of the agenda that runs now, or None."""
        return self.agenda.filter(started_at__isnull=False, ended_at=None).first()


class Change(PoleOwned):
    """One numbered change: *what* changed, never its content, which is read when it is shown.

    Append-only. Telling the same change twice is harmless, so a follower may always be told too much.
    """

    class Kind(models.TextChoices):
        NOTE = "note", "un post-it"  # target: the note's uuid
        CLUSTER = "cluster", "un groupe"  # target: the cluster's pid
        VOTES = "votes", "les voix d’un groupe"  # target: the cluster's pid
        HEAD = "head", "qui est là, où l’on en est"
        WALL = "wall", "tout le mur"
        # Who sees what changes: followers are served anew, all of them, or those where people left (target: the team's
        # pk, "0" for the plenary).
        TEAMS = "teams", "les sous-groupes"

    workshop = models.ForeignKey(Workshop, models.CASCADE, related_name="changes")
    seq = models.PositiveIntegerField()
    kind = models.CharField(max_length=10, choices=Kind)
    target = models.CharField(max_length=36, blank=True)
    at = models.DateTimeField(default=timezone.now)

    class Meta(PoleOwned.Meta):
        constraints = [models.UniqueConstraint(fields=["workshop", "seq"], name="one_change_per_number")]
        indexes = [models.Index(fields=["workshop", "target"])]

    def __str__(self):
        return f"{self.seq} {self.kind} {self.target}"
