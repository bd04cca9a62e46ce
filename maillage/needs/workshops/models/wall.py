"""The notes, and what hands make of them: groups, and the links of a tree."""

import uuid

from django.db import models
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.functional import cached_property

from maillage.ground.journal import models as journal
from maillage.ground.people.models import Person
from maillage.ground.poles.owned import PoleOwned, PoleQuerySet, manager
from maillage.needs.workshops.models.board import Area, Board
from maillage.needs.workshops.models.gestures import gesture, person_of
from maillage.needs.workshops.models.people import Participant
from maillage.needs.workshops.models.polls import Dot, Poll
from maillage.needs.workshops.models.workshop import Change, Refused, Workshop

S = Area.Sentiment
# Under what a note of a tree may hang; a problem or an objective is the trunk.
HANGS_UNDER = {
    S.CONSEQUENCE: (S.PROBLEM, S.CONSEQUENCE),
    S.CAUSE: (S.PROBLEM, S.CAUSE),
    S.SOLUTION: (S.CAUSE, S.SOLUTION, S.MEANS),
    S.EFFECT: (S.OBJECTIVE, S.EFFECT),
    S.MEANS: (S.OBJECTIVE, S.MEANS),
}


class ClusterQuerySet(PoleQuerySet):
    def of(self, workshop: Workshop):
        """The groups that stand on the walls of this workshop."""
        return self.standing().filter(board__workshop=workshop)

    def standing(self):
        return self.filter(dissolved_at=None)

    def with_provenance(self):
        """Adds `.from_team`: the name of the sub-group it was taken from, None when it was made in plenary."""
        return self.annotate(from_team=models.F("taken_from__board__team__name"))

    def with_votes(self, poll: Poll | None = None):
        """Adds `.votes`: the dots of each group in the last closed dot vote of its board (or in `poll`), 0 without any."""
        if poll is None:
            last = Poll.objects.filter(
                board=models.OuterRef("cluster__board"), kind=Poll.Kind.DOTS, closed_at__isnull=False
            )
            counted = models.Subquery(last.order_by("-closed_at").values("pk")[:1])
        else:
            counted = poll.pk
        dots = Dot.objects.counted().filter(cluster=models.OuterRef("pk"), poll=counted).order_by()
        total = dots.values("cluster").annotate(total=models.Sum("count")).values("total")
        votes = Coalesce(models.Subquery(total), models.F("heard"), 0, output_field=models.IntegerField())
        return self.annotate(votes=votes)


class Cluster(PoleOwned):
    """A group of notes that say the same thing, with the name people gave it; without notes, a proposal put to a vote."""

    board = models.ForeignKey(Board, models.CASCADE, related_name="clusters")
    title = models.CharField("nom du groupe", max_length=200)
    position = models.PositiveIntegerField(default=0)
    heard = models.PositiveIntegerField(
        null=True, help_text="Votes it received where nobody’s ballot is known (read from minutes)"
    )
    dissolved_at = models.DateTimeField(null=True)
    taken_from = models.ForeignKey(
        "self", models.SET_NULL, null=True, related_name="taken_up", help_text="The group of a sub-group"
    )

    objects = manager(ClusterQuerySet)
    from_team = None

    class Meta(PoleOwned.Meta):
        ordering = ["position", "pk"]

    def __str__(self):
        return self.title

    @property
    def workshop(self) -> Workshop:
        return self.board.workshop

    @cached_property
    def votes(self) -> int:
        """Dots in the last closed vote; read `with_votes()` for many groups at once."""
        return Cluster.objects.with_votes().get(pk=self.pk).votes

    def add(self, notes, by: Person | Participant) -> None:
        """Notes of this board come into the group and leave the one they were in. Raises Refused."""
        with gesture(self.workshop, f"Ranger dans « {self.title[:60]} »", by) as (workshop, hand):
            board = Board.objects.get(pk=self.board_id)
            board.must_let_arrange(by)
            if not board.clusters.standing().filter(pk=self.pk).exists():
                raise Refused("Ce groupe n’existe plus. Les post-it sont restés à leur place.")
            take(hand, notes, board, self, workshop)
            journal.record("workshop.grouped", workshop, person_of(by))

    def rename(self, title: str, by: Person | Participant) -> None:
        with gesture(self.workshop, f"Renommer « {self.title[:60]} »", by) as (workshop, hand):
            self.board.must_let_arrange(by)
            hand.change(Cluster.objects.filter(pk=self.pk), title=title)
            self.title = title
            workshop.tell(Change.Kind.CLUSTER, self.pid)
            journal.record("workshop.cluster_renamed", workshop, person_of(by))

    def dissolve(self, by: Person | Participant) -> None:
        """The notes go back to their areas; the votes on this group count no more."""
        with gesture(self.workshop, f"Défaire « {self.title[:60]} »", by) as (workshop, hand):
            self.board.must_let_arrange(by)
            keys = list(self.notes.values_list("uuid", flat=True))
            hand.change(Cluster.objects.standing().filter(pk=self.pk), dissolved_at=timezone.now())
            hand.change(self.notes.all(), cluster=None)
            tell_moved(workshop, {self.pid}, keys)
            journal.record("workshop.cluster_dissolved", workshop, person_of(by))


def group(board: Board, notes, title: str, by: Person | Participant) -> Cluster:
    """A new group of these notes of the board (none: a proposal); they leave the groups they were in. Raises Refused."""
    with gesture(board.workshop, f"Regrouper « {title[:60]} »", by) as (workshop, hand):
        board = Board.objects.get(pk=board.pk)
        board.must_let_arrange(by)
        cluster = board.clusters.create(title=title, position=workshop.seq + 1)
        hand.made(cluster, gone="dissolved_at")
        take(hand, notes, board, cluster, workshop)
        journal.record("workshop.grouped", workshop, person_of(by))
    return cluster


def take(hand, notes, board: Board, cluster: Cluster, workshop: Workshop) -> None:
    """Move notes of this board into the group, inside its turn, and tell the groups they left."""
    rows = Note.objects.shown().filter(pk__in=[note.pk for note in notes], area__board=board)
    left = rows.exclude(cluster=None).exclude(cluster=cluster).values_list("cluster__pid", flat=True)
    changed = {cluster.pid, *left}
    moving = rows.exclude(cluster=cluster) | rows.filter(cluster=None)
    keys = list(moving.values_list("uuid", flat=True))
    hand.change(moving, cluster=cluster)
    tell_moved(workshop, changed, keys)


def tell_moved(workshop: Workshop, clusters, keys) -> None:
    for pid in sorted(clusters):
        workshop.tell(Change.Kind.CLUSTER, pid)
    for key in keys:
        workshop.tell(Change.Kind.NOTE, str(key))


class NoteQuerySet(PoleQuerySet):
    def of(self, workshop: Workshop):
        return self.filter(area__board__workshop=workshop)

    def shown(self):
        """Without those the facilitator hid."""
        return self.filter(hidden_at=None)

    def with_provenance(self):
        """Adds `.from_team`: the name of the sub-group it was taken from, None when it was written in plenary."""
        return self.annotate(from_team=models.F("taken_from__area__board__team__name"))

    def ungroup(self, workshop: Workshop, by: Person | Participant) -> None:
        """These notes of the workshop leave their groups. Raises Refused."""
        with gesture(workshop, "Sortir des groupes", by) as (workshop, hand):
            rows = self.of(workshop).exclude(cluster=None).select_related("area__board__workshop", "cluster")
            moved = list(rows)
            for board in {note.area.board for note in moved}:
                board.must_let_arrange(by)
            hand.change(Note.objects.filter(pk__in=[note.pk for note in moved]), cluster=None)
            tell_moved(workshop, {note.cluster.pid for note in moved}, [note.uuid for note in moved])
            journal.record("workshop.grouped", workshop, person_of(by))

    def carry(self, area: Area, by: Person | Participant) -> None:
        """These notes go to another area of their board, out of branches where they may not hang there. Raises Refused."""
        moved = list(self.select_related("area", "parent__area"))
        what = "un post-it" if len(moved) == 1 else f"{len(moved)} post-it"
        with gesture(area.board.workshop, f"Déplacer {what}", by) as (workshop, hand):
            board = Board.objects.get(pk=area.board_id)
            board.must_let_arrange(by)
            if any(note.area.board_id != board.pk for note in moved):
                raise Refused("Un post-it se déplace dans son tableau. Il est resté à sa place.")
            others = area.notes.shown().exclude(pk__in=[note.pk for note in moved])
            if area.is_cell and (len(moved) > 1 or others.exists()):
                raise Refused("Cette case est déjà prise. Choisissez-en une autre.")
            above = HANGS_UNDER.get(area.sentiment, ())
            loose = [note.pk for note in moved if note.parent and note.parent.area.sentiment not in above]
            hand.change(Note.objects.filter(pk__in=[note.pk for note in moved]), area=area)
            hand.change(Note.objects.filter(pk__in=loose), parent=None)
            for note in moved:
                workshop.tell(Change.Kind.NOTE, str(note.uuid))


class Note(PoleOwned):
    """A post-it. `uuid` is made by the phone that wrote it, so that sending it twice makes one note."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True)
    area = models.ForeignKey(Area, models.CASCADE, related_name="notes")
    text = models.CharField("texte", max_length=1000)
    author = models.ForeignKey(Participant, models.SET_NULL, null=True, related_name="notes")
    author_name = models.CharField(max_length=120, blank=True)
    cluster = models.ForeignKey(Cluster, models.SET_NULL, null=True, blank=True, related_name="notes")
    parent = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="branches",
        help_text="What it hangs from in a tree",
    )
    mirror_of = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        related_name="mirrored",
        help_text="The statement of the problem tree that this objective turns round",
    )
    taken_from = models.ForeignKey(
        "self", models.SET_NULL, null=True, related_name="taken_up", help_text="The sub-group’s own words"
    )
    hidden_at = models.DateTimeField(null=True)
    hidden_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    hidden_because = models.CharField("raison", max_length=200, blank=True)
    line = models.PositiveIntegerField(null=True, blank=True)
    position = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(default=timezone.now)

    objects = manager(NoteQuerySet)
    from_team = None

    class Meta(PoleOwned.Meta):
        ordering = ["position", "pk"]

    def __str__(self):
        return self.text

    def reword(self, text: str, by: Participant | None = None) -> None:
        """Correct the words. A participant only while their board takes notes; the facilitator (None) always.

        Raises Refused, also when the note was removed meanwhile.
        """
        with self.area.board.workshop.turn() as workshop:
            if by:
                workshop.must_be_live()
                Board.objects.get(pk=self.area.board_id).must_let_write(by)  # as it is now
            if not Note.objects.filter(pk=self.pk).update(text=text):
                raise Refused("Ce post-it vient d’être retiré par quelqu’un d’autre.")
            self.text = text
            workshop.tell(Change.Kind.NOTE, str(self.uuid))

    def take_away(self, by: Participant | Person | None = None) -> None:
        """Erase the note; its number stays taken, so that a late copy of it cannot come back."""
        with self.area.board.workshop.turn() as workshop:
            if isinstance(by, Participant):
                workshop.must_be_live()
                Board.objects.get(pk=self.area.board_id).must_let_write(by)
            else:
                journal.record("workshop.note_removed", workshop, by, area=self.area.title)
            key = str(self.uuid)
            self.delete()
            workshop.tell(Change.Kind.NOTE, key)

    def hide(self, because: str, by: Person) -> None:
        """Nobody but the facilitator sees it any more; who hid it, when and why stays."""
        with gesture(self.area.board.workshop, "Masquer un post-it", by) as (workshop, hand):
            hand.change(
                Note.objects.shown().filter(pk=self.pk),
                hidden_at=timezone.now(),
                hidden_by=by,
                hidden_because=because,
            )
            workshop.tell(Change.Kind.NOTE, str(self.uuid))
            journal.record("workshop.note_hidden", workshop, by, area=self.area.title)

    def show_again(self, by: Person) -> None:
        with gesture(self.area.board.workshop, "Remettre un post-it", by) as (workshop, hand):
            rows = Note.objects.filter(pk=self.pk, hidden_at__isnull=False)
            hand.change(rows, hidden_at=None, hidden_by=None, hidden_because="")
            workshop.tell(Change.Kind.NOTE, str(self.uuid))
            journal.record("workshop.note_shown", workshop, by)

    def move(self, area: Area, by: Person | Participant) -> None:
        """To another area of its board; it leaves the branch it hung from when it may no longer hang there."""
        Note.objects.filter(pk=self.pk).carry(area, by)

    def hang(self, under: "Note | None", by: Person | Participant) -> None:
        """Link it under another note of its tree (None: cut it loose). Raises Refused on a link that means nothing."""
        with gesture(self.area.board.workshop, "Relier un post-it", by) as (workshop, hand):
            board = Board.objects.get(pk=self.area.board_id)
            board.must_let_arrange(by)
            if under is not None:
                self.must_hang(under, board)
            hand.change(Note.objects.filter(pk=self.pk), parent=under)
            self.parent = under
            workshop.tell(Change.Kind.NOTE, str(self.uuid))

    def must_hang(self, under: "Note", board: Board) -> None:
        kind, above = self.area.sentiment, under.area.sentiment
        if under.area.board_id != board.pk:
            raise Refused("Ces deux post-it ne sont pas sur le même tableau.")
        if above not in HANGS_UNDER.get(kind, ()):
            kind, above = self.area.get_sentiment_display(), under.area.get_sentiment_display()
            raise Refused(f"Une étiquette « {kind} » ne se relie pas à « {above} ».")
        parents = dict(Note.objects.filter(area__board=board).values_list("pk", "parent"))
        step = under.pk
        while step is not None:
            if step == self.pk:
                raise Refused("Ce lien ferait tourner l’arbre en rond. Rien n’a changé.")
            step = parents.get(step)
