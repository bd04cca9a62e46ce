"""What sub-groups bring back, in the order the plenary takes it up: each group of notes is one result, each loose note too."""

from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property

from maillage.needs.workshops.models import Area, Board, Cluster, Note, Plenary, Ruling, Team, Workshop

TRUNKS = (Area.Sentiment.PROBLEM, Area.Sentiment.OBJECTIVE)


@dataclass
class Found:
    """One result of a sub-group. `depth`: how far it is from the trunk of its tree, 0 elsewhere."""

    result: Note | Cluster
    board: Board
    notes: list[Note] = field(default_factory=list)  # of a group
    depth: int = 0
    ruling: Ruling | None = None

    @property
    def key(self) -> str:
        """ "note-pid" or "cluster-pid" """
        return f"{self.result._meta.model_name}-{self.result.pid}"

    @property
    def origin_kind(self) -> str:
        return self.result._meta.model_name

    @property
    def origin_key(self) -> str:
        """As a takeaway names what it comes from."""
        return str(self.result.uuid) if isinstance(self.result, Note) else self.result.pid

    @property
    def origin(self) -> str:
        return f"{self.origin_kind}={self.origin_key}"

    @property
    def longest(self) -> int:
        """How many characters its words may have."""
        return self.result._meta.get_field("text" if isinstance(self.result, Note) else "title").max_length

    @property
    def team(self) -> Team | None:
        return self.board.team

    @property
    def sentiment(self) -> str:
        notes = self.notes or [self.result]
        sentiments = {note.area.sentiment for note in notes if isinstance(note, Note)}
        return sentiments.pop() if len(sentiments) == 1 else Area.Sentiment.NEUTRAL

    @property
    def where(self) -> str:
        """The column of a note; a group may take from several."""
        notes = self.notes or [self.result]
        titles = dict.fromkeys(note.area.title for note in notes if isinstance(note, Note))
        return next(iter(titles)) if len(titles) == 1 else ""

    @property
    def text(self) -> str:
        """As the plenary decided it should read."""
        return (self.ruling and self.ruling.text) or str(self.result)


@dataclass
class Harvest:
    """All results, in order, and the plenary that runs now (None: nobody takes them up)."""

    found: list[Found]
    plenary: Plenary | None = None

    @property
    def ruled(self) -> int:
        return sum(one.ruling is not None for one in self.found)

    @property
    def left(self) -> int:
        return len(self.found) - self.ruled

    @cached_property
    def current(self) -> Found | None:
        """What the room looks at: the one chosen by hand, else the first that is not ruled."""
        if self.plenary is None:
            return None
        chosen = ("note", self.plenary.note_id), ("cluster", self.plenary.cluster_id)
        for one in self.found:
            if (one.result._meta.model_name, one.result.pk) in chosen:
                return one
        return next((one for one in self.found if one.ruling is None), None)

    @property
    def rank(self) -> int:
        """Of the current result, from 1."""
        return self.found.index(self.current) + 1 if self.current else 0

    @property
    def before(self) -> Found | None:
        return self.found[self.rank - 2] if self.rank > 1 else None

    @property
    def after(self) -> Found | None:
        return self.found[self.rank] if 0 < self.rank < len(self.found) else None

    @cached_property
    def by_board(self) -> list[tuple[Board, list[Found]]]:
        boards = defaultdict(list)
        for one in self.found:
            boards[one.board].append(one)
        return list(boards.items())

    def find(self, key: str) -> Found | None:
        return next((one for one in self.found if one.key == key), None)


def running_plenary(workshop: Workshop) -> Plenary | None:
    return workshop.plenaries.filter(ended_at=None).first()


def harvest_of(workshop: Workshop, plenary: Plenary | None = None) -> Harvest:
    """Everything the sub-groups' boards hold. Four queries."""
    boards = workshop.boards.filter(origin__isnull=False).select_related("team", "origin")
    boards = sorted(boards, key=place_of)
    notes, clusters = defaultdict(list), defaultdict(list)
    for note in Note.objects.shown().filter(area__board__in=boards).select_related("area"):
        notes[note.area.board_id].append(note)
    for cluster in Cluster.objects.standing().filter(board__in=boards):
        clusters[cluster.board_id].append(cluster)
    found = [one for board in boards for one in results_of(board, notes[board.pk], clusters[board.pk])]
    rulings = Ruling.objects.standing().filter(
        note__area__board__in=boards
    ) | Ruling.objects.standing().filter(cluster__board__in=boards)
    of = {("note", row.note_id) if row.note_id else ("cluster", row.cluster_id): row for row in rulings}
    for one in found:
        if isinstance(one.result, Note):
            one.result.area.board = one.board
        else:
            one.result.board = one.board
        one.ruling = of.get((one.result._meta.model_name, one.result.pk))
    return Harvest(found, plenary)


def place_of(board: Board) -> tuple:
    return board.origin.position, board.origin_id, board.team.position if board.team else 0, board.pk


def results_of(board: Board, notes: list[Note], clusters: list[Cluster]) -> list[Found]:
    """The groups of a board with their notes, then its loose notes: column by column, or branch by branch."""
    members, loose = defaultdict(list), []
    standing = {cluster.pk for cluster in clusters}
    for note in sorted(notes, key=lambda note: (note.area.position, note.area_id, note.position, note.pk)):
        members[note.cluster_id].append(note) if note.cluster_id in standing else loose.append(note)
    groups = [Found(cluster, board, members[cluster.pk]) for cluster in clusters]
    branches = climb(loose) if board.is_tree else [(note, 0) for note in loose]
    return groups + [Found(note, board, depth=depth) for note, depth in branches]


def climb(notes: list[Note]) -> list[tuple[Note, int]]:
    """The notes of a tree, each followed by what hangs from it; the trunk first, what hangs from nothing at the end."""
    here = {note.pk for note in notes}
    under = defaultdict(list)
    for note in notes:
        under[note.parent_id if note.parent_id in here else None].append(note)
    roots = sorted(under[None], key=lambda note: note.area.sentiment not in TRUNKS)
    walked, stack = [], [(note, 0) for note in reversed(roots)]
    while stack:
        note, depth = stack.pop()
        walked.append((note, depth))
        stack += [(branch, depth + 1) for branch in reversed(under[note.pk])]
    return walked
