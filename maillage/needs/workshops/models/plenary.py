"""Back in plenary: each result of a sub-group is validated, amended or set aside by everybody, one after the other."""

from django.db import models
from django.utils import timezone

from maillage.ground.journal import models as journal
from maillage.ground.people.models import Person
from maillage.ground.poles.owned import PoleOwned, PoleQuerySet, manager
from maillage.needs.workshops.models.board import Area, Board
from maillage.needs.workshops.models.gestures import Gesture, gesture
from maillage.needs.workshops.models.teams import gather
from maillage.needs.workshops.models.wall import Cluster, Note
from maillage.needs.workshops.models.workshop import Change, Refused, Workshop

Result = Note | Cluster  # a loose note, or a group with its notes


class Plenary(PoleOwned):
    """The room takes up the results of its sub-groups; the one before everybody is `note` or `cluster`, else the next."""

    workshop = models.ForeignKey(Workshop, models.CASCADE, related_name="plenaries")
    started_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True)
    note = models.ForeignKey(Note, models.SET_NULL, null=True, related_name="+")
    cluster = models.ForeignKey(Cluster, models.SET_NULL, null=True, related_name="+")

    class Meta(PoleOwned.Meta):
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["workshop"], condition=models.Q(ended_at=None), name="one_running_plenary"
            )
        ]

    def __str__(self):
        return f"{self.started_at:%F %R}"


def take_up(workshop: Workshop, by: Person) -> Plenary:
    """Everybody together: the sub-groups end, and their results are taken up one by one. Doing it twice changes nothing."""
    with workshop.turn() as workshop:
        workshop.must_be_live()
        running = workshop.plenaries.filter(ended_at=None).first()
        if running:
            return running
        gather(workshop, by)
        plenary = workshop.plenaries.create()
        workshop.tell(Change.Kind.HEAD)
        journal.record("workshop.plenary_opened", workshop, by)
    return plenary


def end_plenary(workshop: Workshop, by: Person) -> None:
    """What was not ruled stays listed: the plenary may begin again where it was."""
    with workshop.turn() as workshop:
        if workshop.plenaries.filter(ended_at=None).update(ended_at=timezone.now()):
            workshop.tell(Change.Kind.HEAD)
            journal.record("workshop.plenary_closed", workshop, by)


def look_at(workshop: Workshop, result: Result | None) -> None:
    """The room now looks at this result (None: the first that is not ruled)."""
    with workshop.turn() as workshop:
        shown = {"note": None, "cluster": None}
        if result is not None:
            shown[result._meta.model_name] = result
        if workshop.plenaries.filter(ended_at=None).update(**shown):
            workshop.tell(Change.Kind.HEAD)


class RulingQuerySet(PoleQuerySet):
    def standing(self):
        return self.filter(withdrawn_at=None)


class Ruling(PoleOwned):
    """What the plenary made of one result of a sub-group. What it keeps hangs on the plenary's board."""

    class Verdict(models.TextChoices):
        VALIDATED = "validated", "validé"
        AMENDED = "amended", "amendé"
        SET_ASIDE = "set_aside", "mis de côté"

    note = models.ForeignKey(Note, models.CASCADE, null=True, related_name="rulings")
    cluster = models.ForeignKey(Cluster, models.CASCADE, null=True, related_name="rulings")
    verdict = models.CharField(max_length=10, choices=Verdict)
    text = models.CharField(max_length=1000, blank=True, help_text="The amended words")
    by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    withdrawn_at = models.DateTimeField(null=True)

    objects = manager(RulingQuerySet)

    class Meta(PoleOwned.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["note"], condition=models.Q(withdrawn_at=None), name="one_standing_ruling"
            ),
            models.UniqueConstraint(
                fields=["cluster"],
                condition=models.Q(withdrawn_at=None),
                name="one_standing_ruling_per_group",
            ),
            models.CheckConstraint(
                condition=models.Q(note=None) ^ models.Q(cluster=None), name="ruling_on_one_result"
            ),
        ]

    def __str__(self):
        return self.get_verdict_display()


V = Ruling.Verdict
SAYS = {V.VALIDATED: "Valider", V.AMENDED: "Amender", V.SET_ASIDE: "Mettre de côté"}


def rule(result: Result, verdict: str, by: Person, text: str = "") -> Ruling:
    """Decide on a result of a sub-group; deciding again replaces what was decided. `text` is the amended wording.

    What is kept hangs on the plenary's board, or from the cause that the team worked on, with its provenance (`taken_from`): a note in the same area, under the same
    parent if that was kept too; a group with its notes, amended in its name. Raises Refused.
    """
    board = board_of(result)
    text = text.strip()
    with gesture(board.workshop, f"{SAYS[V(verdict)]} « {str(result)[:60]} »", by) as (workshop, hand):
        board = Board.objects.select_related("origin").get(pk=board.pk)
        if board.origin is None:
            raise Refused("Ce tableau n’est pas celui d’un sous-groupe.")
        if gone(result):
            raise Refused("Ce résultat vient d’être retiré ou rangé ailleurs. Rien n’a changé.")
        if verdict == V.AMENDED and not text:
            raise Refused("Écrivez le texte amendé, puis validez-le.")
        withdraw(result, hand)
        amended = text if verdict == V.AMENDED else ""
        ruling = result.rulings.create(verdict=verdict, text=amended, by=by)
        hand.made(ruling, gone="withdrawn_at")
        if verdict != V.SET_ASIDE:
            keep = keep_note if isinstance(result, Note) else keep_group
            keep(result, board.origin, amended, workshop, hand)
        workshop.plenaries.filter(ended_at=None).update(note=None, cluster=None)
        workshop.tell(Change.Kind.WALL)
        journal.record("workshop.ruled", workshop, by, verdict=verdict)
    return ruling


def unrule(result: Result, by: Person) -> None:
    """Nothing is decided about it any more: it comes back among what is to be taken up."""
    with gesture(board_of(result).workshop, f"Reprendre « {str(result)[:60]} »", by) as (workshop, hand):
        withdraw(result, hand)
        workshop.tell(Change.Kind.WALL)


def board_of(result: Result) -> Board:
    return result.area.board if isinstance(result, Note) else result.board


def gone(result: Result) -> bool:
    """Hidden, dissolved, or a note that is now part of a group."""
    if isinstance(result, Cluster):
        return not Cluster.objects.standing().filter(pk=result.pk).exists()
    return not Note.objects.shown().filter(pk=result.pk, cluster=None).exists()


def withdraw(result: Result, hand: Gesture) -> None:
    """Inside the turn: what was decided before no longer stands, nor what it had put on the plenary's board."""
    now = timezone.now()
    hand.change(result.rulings.standing(), withdrawn_at=now)
    notes = [result] if isinstance(result, Note) else result.notes.all()
    kept = Note.objects.shown().filter(taken_from__in=notes)
    hand.change(Note.objects.filter(parent__in=kept), parent=None)
    hand.change(kept, hidden_at=now)
    if isinstance(result, Cluster):
        hand.change(result.taken_up.standing(), dissolved_at=now)


def keep_note(note: Note, origin: Board, text: str, workshop: Workshop, hand: Gesture, **fields) -> Note:
    """The branches that were kept before it, and that hang from it in the sub-group, hang from it here too.

    From the team of a cause, a loose note is a solution of that cause: it hangs from it, on the tree.
    """
    cause, solutions = (None, None) if fields else branch_of(note.area.board)
    kept = (solutions or place_for(note, origin)).notes.create(
        text=text or note.text,
        author_id=note.author_id,
        author_name=note.author_name,
        taken_from=note,
        parent=cause
        or Note.objects.shown().filter(taken_from__isnull=False, taken_from=note.parent_id).first(),
        position=workshop.seq + 1,
        **fields,
    )
    hand.made(kept, gone="hidden_at")
    hand.change(Note.objects.shown().filter(taken_from__parent=note, parent=None), parent=kept)
    return kept


def keep_group(cluster: Cluster, origin: Board, text: str, workshop: Workshop, hand: Gesture) -> Cluster:
    kept = origin.clusters.create(
        title=(text or cluster.title)[:200], position=workshop.seq + 1, taken_from=cluster
    )
    hand.made(kept, gone="dissolved_at")
    notes = list(cluster.notes.shown().select_related("area"))
    for note in notes:
        keep_note(note, origin, "", workshop, hand, cluster=kept)
    cause, solutions = branch_of(cluster.board)
    if cause and notes:  # one solution of the cause, in the words of the group
        said = solutions.notes.create(
            text=kept.title, taken_from=notes[0], parent=cause, position=workshop.seq + 1
        )
        hand.made(said, gone="hidden_at")
    return kept


def branch_of(board: Board) -> tuple[Note, Area] | tuple[None, None]:
    """The cause that this sub-group worked on, and where solutions stand on its tree; (None, None) without."""
    cause = board.team and board.team.cause
    if cause is None or cause.hidden_at:
        return None, None
    solutions = cause.area.board.areas.filter(sentiment=Area.Sentiment.SOLUTION).first()
    return (cause, solutions) if solutions else (None, None)


def place_for(note: Note, origin: Board) -> Area:
    """The area of the same title on the plenary's board; renamed since, the one of the same meaning."""
    areas = list(origin.areas.all())
    same = [area for area in areas if area.title == note.area.title and not area.is_cell]
    alike = [area for area in areas if area.sentiment == note.area.sentiment and not area.is_cell]
    return [*same, *alike, *areas][0]
