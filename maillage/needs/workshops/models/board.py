"""What hangs on the wall: boards, what may be done on each now, and their areas."""

import uuid

from django.db import IntegrityError, models

from maillage.ground.journal import models as journal
from maillage.ground.people.models import Person
from maillage.ground.poles.owned import PoleOwned, PoleQuerySet, manager
from maillage.needs.workshops.models.people import Participant, Team
from maillage.needs.workshops.models.workshop import Change, Refused, Workshop


class BoardQuerySet(PoleQuerySet):
    def plenary(self):
        """The boards of the whole room, not the copies that sub-groups fill."""
        return self.filter(team=None)

    def seen_by(self, team_pk: int | None):
        """What participants of this team (or of none) have before them: what is not still to come.

        A team has its own copy before it, not the plenary's original.
        """
        theirs = models.Q(team=None)
        if team_pk is not None:
            theirs = models.Q(team=None, for_teams=False) | models.Q(team=team_pk)
        return self.filter(theirs).exclude(phase=Board.Phase.SOON)

    def before_the_room(self):
        """What hangs on the wall of the room: without what sub-groups fill, while they are at work."""
        at_work = Team.objects.at_work().filter(workshop=models.OuterRef("workshop"))
        rows = self.plenary().exclude(phase=Board.Phase.SOON)
        return rows.exclude(models.Q(for_teams=True) & models.Exists(at_work))

    def without_blanks(self):
        """Without the copies of teams that ended before writing anything on them."""
        written = Area.objects.filter(board=models.OuterRef("pk"), notes__isnull=False)
        return self.exclude(models.Q(team__closed_at__isnull=False) & ~models.Exists(written))


class Board(PoleOwned):
    class Kind(models.TextChoices):
        COLUMNS = "columns", "colonnes"
        PROBLEM_TREE = "problem_tree", "arbre à problèmes"
        OBJECTIVE_TREE = "objective_tree", "arbre à objectifs"
        STATEMENTS = "statements", "constats"
        SHEETS = "sheets", "fiches"
        MATRIX = "matrix", "matrice"
        GRID = "grid", "grille"

    class Phase(models.TextChoices):
        """What participants may do on the board now. The facilitator may always write."""

        SOON = "soon", "à venir"
        HIDDEN = "hidden", "écriture cachée"
        REVEALED = "revealed", "écriture à découvert"
        GROUPING = "grouping", "regroupement"
        VOTING = "voting", "vote"
        CLOSED = "closed", "figé"

    workshop = models.ForeignKey(Workshop, models.CASCADE, related_name="boards")
    title = models.CharField("titre", max_length=250)
    kind = models.CharField(max_length=20, choices=Kind, default=Kind.COLUMNS)
    phase = models.CharField(max_length=10, choices=Phase, default=Phase.REVEALED)
    hands = models.BooleanField(
        "les participants rangent aussi", default=False, help_text="They group, move and link notes too"
    )
    for_teams = models.BooleanField(
        "à remplir en sous-groupes", default=False, help_text="Each sub-group gets a copy of its own"
    )
    team = models.ForeignKey(Team, models.SET_NULL, null=True, blank=True, related_name="boards")
    origin = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        related_name="copies",
        help_text="The plenary board that this copy of a sub-group was made from",
    )
    mirrors = models.OneToOneField(
        "self",
        models.SET_NULL,
        null=True,
        related_name="mirror",
        help_text="The problem tree that this objective tree turns round",
    )
    position = models.PositiveSmallIntegerField(default=0)

    objects = manager(BoardQuerySet)

    class Meta(PoleOwned.Meta):
        ordering = ["position", "pk"]

    def __str__(self):
        return self.title

    @property
    def is_tree(self) -> bool:
        return self.kind in (self.Kind.PROBLEM_TREE, self.Kind.OBJECTIVE_TREE)

    def enter(self, phase: str, workshop: Workshop, by: Person | None) -> None:
        """Change phase inside the workshop's turn, the copies of its sub-groups with it. A vote left is a vote closed."""
        for board in [self, *self.copies.all()]:
            if board.phase == Board.Phase.VOTING != phase:
                for poll in board.polls.filter(closed_at=None):
                    poll.finish(workshop, by)
            if board.phase != phase:
                board.phase = phase
                board.save(update_fields=["phase"])
        workshop.tell(Change.Kind.WALL)
        journal.record("workshop.phase", workshop, by, board=self.pk, phase=phase)

    def set_phase(self, phase: str, by: Person) -> None:
        """Raises Refused: a vote is opened with what is voted on, not by a phase alone."""
        if phase == Board.Phase.VOTING:
            raise Refused("Pour voter, choisissez d’abord comment : points, matrice ou accord.")
        with self.workshop.turn() as workshop:
            Board.objects.get(pk=self.pk).enter(phase, workshop, by)
            self.phase = phase

    def lend(self, hands: bool, by: Person) -> None:
        """Whether the room groups, moves and links here too from now on."""
        with self.workshop.turn() as workshop:
            self.hands = hands
            self.save(update_fields=["hands"])
            workshop.tell(Change.Kind.WALL)
            journal.record("workshop.hands", workshop, by, board=self.pk, lent=hands)

    def copy_for(self, team: Team) -> "Board":
        """The same areas for one sub-group, whose people use their hands on it."""
        copy = Board.objects.create(
            workshop_id=self.workshop_id,
            title=self.title,
            kind=self.kind,
            phase=self.phase if self.phase != Board.Phase.VOTING else Board.Phase.REVEALED,
            hands=True,
            team=team,
            origin=self,
            position=self.position,
        )
        for area in self.areas.all():
            copy.areas.create(
                title=area.title,
                sentiment=area.sentiment,
                slot=area.slot,
                room=area.room,
                position=area.position,
            )
        return copy

    def must_let_write(self, author: Participant | None) -> None:
        """Raises Refused unless this participant may write here now; the facilitator (None) may while it is live."""
        if author is None:
            return
        if self.team_id and self.team_id != author.team_id:
            raise Refused("Ce tableau est celui d’un autre sous-groupe. Votre texte est gardé.")
        if self.for_teams and author.team_id and not self.team_id:
            raise Refused("Ce tableau se remplit en sous-groupes : écrivez sur le vôtre." + KEPT)
        if not self.writable:
            raise Refused(NOT_WRITING.get(self.phase, "On n’écrit pas sur ce tableau en ce moment.") + KEPT)

    def must_let_arrange(self, by: Participant | Person | None) -> None:
        """Raises Refused unless they may group, move and link here: the facilitator, or the hands of the room."""
        if not isinstance(by, Participant):
            return
        self.workshop.must_be_live()
        theirs = self.team_id == by.team_id or not self.team_id and not (self.for_teams and by.team_id)
        if not self.hands or not theirs:
            raise Refused("Sur ce tableau, c’est l’animation qui range. Rien n’a bougé.")
        if self.phase not in (Board.Phase.REVEALED, Board.Phase.GROUPING):
            raise Refused("Ce tableau ne se range pas en ce moment. Rien n’a bougé.")

    @property
    def writable(self) -> bool:
        return self.phase in (Board.Phase.HIDDEN, Board.Phase.REVEALED)


KEPT = " Votre texte est gardé."
NOT_WRITING = {
    Board.Phase.SOON: "Ce tableau n’est pas encore ouvert.",
    Board.Phase.GROUPING: "On regroupe : ce tableau n’attend plus de post-it pour l’instant.",
    Board.Phase.VOTING: "On vote : ce tableau n’attend plus de post-it pour l’instant.",
    Board.Phase.CLOSED: "Ce tableau est figé.",
}


class Area(PoleOwned):
    class Sentiment(models.TextChoices):
        FAVOURABLE = "favourable", "favorable"
        UNFAVOURABLE = "unfavourable", "défavorable"
        NEUTRAL = "neutral", "neutre"
        CONSEQUENCE = "consequence", "conséquence"
        PROBLEM = "problem", "problème"
        CAUSE = "cause", "cause"
        SOLUTION = "solution", "solution"
        EFFECT = "effect", "effet attendu"
        OBJECTIVE = "objective", "objectif"
        MEANS = "means", "moyen"

    board = models.ForeignKey(Board, models.CASCADE, related_name="areas")
    title = models.CharField("titre", max_length=250)
    sentiment = models.CharField(max_length=20, choices=Sentiment, default=Sentiment.NEUTRAL)
    slot = models.CharField("créneau", max_length=40, blank=True, help_text="With a room: one cell of a grid")
    room = models.CharField("salle", max_length=60, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta(PoleOwned.Meta):
        ordering = ["position", "pk"]

    def __str__(self):
        return self.title

    @property
    def is_cell(self) -> bool:
        """One session at a time: a place in the grid of a BarCamp."""
        return bool(self.slot and self.room)

    def write(
        self,
        text: str,
        author: Participant | None = None,
        key: uuid.UUID | None = None,
        author_name: str = "",
        **fields,
    ):
        """The note of this `key`, written now or before; None when it was written, then taken away.

        `key` is made by the phone: sending again what was already received changes nothing, even once the board is
        closed. `author_name` is who said it, when somebody writes for another. `fields` are further columns of Note.
        Raises Refused when this author may not write here now or the key is somebody else's.
        """
        key = key or uuid.uuid4()
        try:
            with self.board.workshop.turn() as workshop:
                if workshop.changes.filter(target=str(key)).exists():
                    return self.written_before(key, author, workshop)
                workshop.must_be_live()
                board = Board.objects.get(pk=self.board_id)
                if author and (board.team_id or board.for_teams):  # who they are with now
                    author = Participant.objects.get(pk=author.pk)
                board.must_let_write(author)
                note = self.notes.create(
                    uuid=key,
                    text=text,
                    author=author,
                    author_name=author_name or (author.name if author else ""),
                    position=workshop.seq + 1,
                    **fields,
                )
                workshop.tell(Change.Kind.NOTE, str(key))
        except IntegrityError:  # the key of a note that never passed through this wall
            raise Refused("Ce post-it n’a pas pu être écrit. Rechargez la page et recommencez.") from None
        return note

    def written_before(self, key: uuid.UUID, author: Participant | None, workshop: Workshop):
        note = self.notes.model.objects.of(workshop).filter(uuid=key).first()
        if note and note.author_id != (author and author.pk):
            raise Refused("Ce post-it a déjà été écrit par quelqu’un d’autre.")
        return note
