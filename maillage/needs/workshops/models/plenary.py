"""Back in plenary: each result of a sub-group is validated, amended or set aside by everybody."""

from django.db import models
from django.utils import timezone

from maillage.ground.journal import models as journal
from maillage.ground.people.models import Person
from maillage.ground.poles.owned import PoleOwned, PoleQuerySet, manager
from maillage.needs.workshops.models.gestures import gesture
from maillage.needs.workshops.models.wall import Note
from maillage.needs.workshops.models.workshop import Change, Refused


class RulingQuerySet(PoleQuerySet):
    def standing(self):
        return self.filter(withdrawn_at=None)


class Ruling(PoleOwned):
    """What the plenary made of one note of a sub-group. What it keeps becomes a note of the plenary's board."""

    class Verdict(models.TextChoices):
        VALIDATED = "validated", "validé"
        AMENDED = "amended", "amendé"
        SET_ASIDE = "set_aside", "mis de côté"

    note = models.ForeignKey(Note, models.CASCADE, related_name="rulings")
    verdict = models.CharField(max_length=10, choices=Verdict)
    by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    withdrawn_at = models.DateTimeField(null=True)

    objects = manager(RulingQuerySet)

    class Meta(PoleOwned.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["note"], condition=models.Q(withdrawn_at=None), name="one_standing_ruling"
            )
        ]

    def __str__(self):
        return self.get_verdict_display()


def rule(note: Note, verdict: str, by: Person, text: str = "") -> Ruling:
    """Decide on a result of a sub-group; deciding again replaces what was decided. `text` is the amended wording.

    The note kept hangs on the plenary's board, in the same area, under the same parent if that was kept too. Raises Refused.
    """
    V = Ruling.Verdict
    with gesture(note.area.board.workshop, f"{V(verdict).label} en plénière".capitalize(), by) as (
        workshop,
        hand,
    ):
        origin = note.area.board.origin
        if origin is None:
            raise Refused("Ce tableau n’est pas celui d’un sous-groupe.")
        if verdict == V.AMENDED and not text.strip():
            raise Refused("Écrivez le texte amendé, puis validez-le.")
        withdraw(note, hand, workshop)
        ruling = note.rulings.create(verdict=verdict, by=by)
        hand.made(ruling, gone="withdrawn_at")
        if verdict != V.SET_ASIDE:
            area = origin.areas.filter(title=note.area.title).first() or origin.areas.first()
            parent = note.parent_id and Note.objects.shown().filter(taken_from=note.parent_id).first()
            kept = area.notes.create(
                text=text.strip() if verdict == V.AMENDED else note.text,
                author=note.author,
                author_name=note.author_name,
                taken_from=note,
                parent=parent or None,
                position=workshop.seq + 1,
            )
            hand.made(kept, gone="hidden_at")
        workshop.tell(Change.Kind.WALL)
        journal.record("workshop.ruled", workshop, by, verdict=verdict)
    return ruling


def withdraw(note: Note, hand, workshop) -> None:
    """Inside the turn: what was decided before no longer stands, nor what it had put on the plenary's board."""
    now = timezone.now()
    hand.change(note.rulings.standing(), withdrawn_at=now)
    hand.change(note.taken_up.filter(hidden_at=None), hidden_at=now)
