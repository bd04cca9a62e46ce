"""What a workshop leaves behind beside needs: decisions, solutions, actions, follow-ups."""

import datetime as dt
from dataclasses import dataclass

from django.db import models
from django.utils import timezone

from maillage.ground.journal import models as journal
from maillage.ground.people.models import Person
from maillage.ground.people.names import name_key
from maillage.ground.poles.owned import PoleOwned, PoleQuerySet, manager
from maillage.needs.workshops.models.gestures import gesture
from maillage.needs.workshops.models.people import Participant
from maillage.needs.workshops.models.polls import Poll
from maillage.needs.workshops.models.wall import Cluster, Note
from maillage.needs.workshops.models.workshop import Change, Refused, Workshop


class TakeawayQuerySet(PoleQuerySet):
    def standing(self):
        """Without those taken away."""
        return self.filter(removed_at=None)

    def to_follow(self):
        """What a next workshop asks about: solutions are ideas, nobody has promised them."""
        return self.standing().exclude(kind=Takeaway.Kind.SOLUTION)


class Takeaway(PoleOwned):
    """A decision, a solution, an action or a follow-up, as it was said."""

    class Kind(models.TextChoices):
        DECISION = "decision", "décision"
        SOLUTION = "solution", "solution"
        ACTION = "action", "action"
        FOLLOW_UP = "follow_up", "suite à donner"

    workshop = models.ForeignKey(Workshop, models.CASCADE, related_name="takeaways")
    kind = models.CharField("nature", max_length=10, choices=Kind)
    text = models.CharField("texte", max_length=1000)
    cause = models.CharField("cause", max_length=500, blank=True)
    audience = models.CharField("public", max_length=200, blank=True)
    owner = models.CharField("qui", max_length=160, blank=True, help_text="Who takes it on, as it was said")
    participant = models.ForeignKey(
        Participant,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="takeaways",
        help_text="Who `owner` names",
    )
    person = models.ForeignKey(
        Person,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text="Who `owner` names, if known",
    )
    due = models.DateField("pour quand", null=True, blank=True)
    note = models.ForeignKey(Note, models.SET_NULL, null=True, blank=True, related_name="takeaways")
    cluster = models.ForeignKey(Cluster, models.SET_NULL, null=True, blank=True, related_name="takeaways")
    poll = models.ForeignKey(
        Poll,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text="The agreement its group received",
    )
    carried_from = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="carried_on",
        help_text="What the workshop before left, taken on again here",
    )
    line = models.PositiveIntegerField(null=True, blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    said_at = models.DateTimeField(default=timezone.now)
    done_at = models.DateTimeField(null=True, help_text="Said done in a later workshop")
    removed_at = models.DateTimeField(null=True)

    objects = manager(TakeawayQuerySet)

    class Meta(PoleOwned.Meta):
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["workshop", "carried_from"],
                condition=models.Q(removed_at=None, carried_from__isnull=False),
                name="carried_over_once",
            )
        ]

    def __str__(self):
        return self.text

    def reword(self, said: "Said", by: Person) -> None:
        """It now says this; what it came from stays. Raises Refused when it was taken away meanwhile."""
        with gesture(self.workshop, f"Modifier « {self.text[:60]} »", by) as (workshop, hand):
            row = workshop.takeaways.standing().filter(pk=self.pk)
            if not row.exists():
                raise Refused("Cette ligne vient d’être retirée. Remettez-la avec « Annuler ».")
            hand.change(row, **said.fields(workshop))
            workshop.tell(Change.Kind.HEAD)

    def remove(self, by: Person) -> None:
        with gesture(self.workshop, f"Retirer « {self.text[:60]} »", by) as (workshop, hand):
            hand.change(workshop.takeaways.standing().filter(pk=self.pk), removed_at=timezone.now())
            workshop.tell(Change.Kind.HEAD)
            journal.record("workshop.takeaway_removed", workshop, by, kind=self.kind)

    def put_back(self, by: Person) -> None:
        with gesture(self.workshop, f"Remettre « {self.text[:60]} »", by) as (workshop, hand):
            hand.change(workshop.takeaways.filter(pk=self.pk, removed_at__isnull=False), removed_at=None)
            workshop.tell(Change.Kind.HEAD)

    def shift(self, step: int, by: Person) -> None:
        """Swap with the next of its kind (step 1) or the one before (-1); nothing at the ends."""
        with gesture(self.workshop, f"Changer l’ordre de « {self.text[:60]} »", by) as (workshop, hand):
            rows = list(workshop.takeaways.standing().filter(kind=self.kind))
            here = rows.index(self) if self in rows else -1
            there = here + step
            if here < 0 or not 0 <= there < len(rows):
                return
            rows[here], rows[there] = rows[there], rows[here]
            for place, row in enumerate(rows, start=1):
                if row.position != place:
                    hand.change(Takeaway.objects.filter(pk=row.pk), position=place)
            workshop.tell(Change.Kind.HEAD)

    def say_done(self, done: bool, workshop: Workshop, by: Person) -> None:
        """Said in `workshop`, one that follows its own."""
        label = f"{'Dire fait' if done else 'Dire pas encore fait'} : « {self.text[:60]} »"
        with gesture(workshop, label, by) as (workshop, hand):
            row = Takeaway.objects.standing().filter(pk=self.pk, done_at__isnull=done)
            hand.change(row, done_at=timezone.now() if done else None)
            workshop.tell(Change.Kind.HEAD)

    def carry_over(self, workshop: Workshop, by: Person) -> "Takeaway":
        """Taken on again in this later workshop, with who and what for; doing it twice gives the first."""
        with gesture(workshop, f"Reprendre « {self.text[:60]} »", by) as (workshop, hand):
            earlier = self.carried_on.standing().filter(workshop=workshop).first()
            if earlier:
                return earlier
            carried = workshop.takeaways.create(
                kind=self.kind,
                text=self.text,
                cause=self.cause,
                audience=self.audience,
                person_id=self.person_id,
                owner=self.owner,
                carried_from=self,
                position=next_place(workshop, self.kind),
                by=by,
            )
            hand.made(carried, gone="removed_at")
            workshop.tell(Change.Kind.HEAD)
            journal.record("workshop.takeaway_carried", workshop, by, kind=self.kind)
        return carried


@dataclass(frozen=True)
class Said:
    """What somebody types about a takeaway."""

    kind: str
    text: str
    owner: str = ""
    due: dt.date | None = None
    audience: str = ""
    cause: str = ""

    def fields(self, workshop: Workshop) -> dict:
        participant, person = whose(self.owner, workshop)
        return {**self.__dict__, "participant": participant, "person": person}


def whose(name: str, workshop: Workshop) -> tuple[Participant | None, Person | None]:
    """Whom these words name: one person of the room, else one the pole knows; homonyms name nobody."""
    key = name_key(name)
    if not key:
        return None, None
    here = [
        one for one in workshop.participants.on_sheet().select_related("person") if name_key(one.name) == key
    ]
    if len(here) == 1:
        return here[0], here[0].person
    known = list(Person.objects.known_in_pole().filter(name_key=key)[:2]) if not here else []
    return None, known[0] if len(known) == 1 else None


def note_down(
    workshop: Workshop, said: Said, by: Person, note: Note | None = None, cluster: Cluster | None = None
) -> Takeaway:
    """One more thing that comes out of the workshop; of a proposal that was voted on, with the agreement it received."""
    label = f"Noter une {Takeaway.Kind(said.kind).label} : « {said.text[:60]} »"
    with gesture(workshop, label, by) as (workshop, hand):
        takeaway = workshop.takeaways.create(
            **said.fields(workshop),
            note=note,
            cluster=cluster,
            poll=cluster and agreement_on(cluster),
            position=next_place(workshop, said.kind),
            by=by,
        )
        hand.made(takeaway, gone="removed_at")
        workshop.tell(Change.Kind.HEAD)
        journal.record("workshop.takeaway", workshop, by, kind=said.kind)
    return takeaway


def agreement_on(cluster: Cluster) -> Poll | None:
    """The last closed vote on its board that asked how far people agree."""
    closed = cluster.board.polls.filter(kind=Poll.Kind.AGREEMENT, closed_at__isnull=False)
    return closed.order_by("-closed_at").first()


def look_back(workshop: Workshop, shown: bool) -> None:
    """The wall shows what the workshop before had decided, and where it stands; or no more."""
    with workshop.turn() as workshop:
        workshop.looks_back_at = timezone.now() if shown else None
        workshop.save(update_fields=["looks_back_at"])
        workshop.tell(Change.Kind.HEAD)


def next_place(workshop: Workshop, kind: str) -> int:
    last = workshop.takeaways.filter(kind=kind).aggregate(last=models.Max("position"))["last"]
    return (last or 0) + 1
