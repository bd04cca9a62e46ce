"""A board that is a tree: its notes and groups as statements, and what hands do to several of them at once.

A group is one statement, under its own name; its first note stands for it in links.
"""

import json
from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property

from django.utils.safestring import mark_safe

from maillage.ground.journal import models as journal
from maillage.needs.workshops.models import HANGS_UNDER, Area, Board, Change, Note, Refused, Workshop
from maillage.needs.workshops.models.gestures import gesture, person_of
from maillage.needs.workshops.tree import Node, draw, grow, outline, svg
from maillage.needs.workshops.tree.nodes import NAMES
from maillage.needs.workshops.tree.outline import Item
from maillage.ui.theme import Theme

PHONE_ROOM = 760.0, 1500.0
DESK_ROOM = 1280.0, 860.0
WALL_ROOM = 1700.0, 860.0
TO_TURN = "à retourner"
S, K = Area.Sentiment, Board.Kind
ONE = {
    S.CONSEQUENCE: "une conséquence",
    S.CAUSE: "une cause",
    S.SOLUTION: "une solution",
    S.EFFECT: "un effet attendu",
    S.MEANS: "un moyen",
}
TURNS_INTO = {S.PROBLEM: S.OBJECTIVE, S.CONSEQUENCE: S.EFFECT, S.CAUSE: S.MEANS, S.SOLUTION: S.SOLUTION}
TURNED_AREAS = (
    ("Effets attendus", S.EFFECT),
    ("L’objectif", S.OBJECTIVE),
    ("Moyens", S.MEANS),
    ("Solutions", S.SOLUTION),
)


@dataclass
class TreeView:
    """What the templates of a tree board need; the drawing is made only if it is asked for."""

    title: str
    nodes: list[Node]
    room: tuple[float, float]
    display: str
    kinds: list[tuple[str, str]]  # what can be added: ("cause", "une cause")
    statements: dict[str, object] = field(default_factory=dict)  # key: its Note or its Cluster

    @cached_property
    def outline(self):
        told = outline(grow(self.nodes))
        for item in told.walk():
            item.stands_for = self.statements[item.key]
            item.is_group = not isinstance(item.stands_for, Note)
            item.adds = [(kind, NAMES[kind][0]) for kind in item.bears]
        return told

    @property
    def items(self) -> list[Item]:
        """Trees, then branches that hang from no trunk yet; a note alone stays in its column."""
        return [*self.outline.trees, *(item for item in self.outline.loose if item.children)]

    @cached_property
    def hung(self) -> set[str]:
        """Keys of what the outline shows."""
        return {line.key for item in self.items for line in item.walk()}

    @property
    def waiting(self) -> int:
        """How many statements hang from nothing and bear nothing."""
        return len(self.nodes) - len(self.hung)

    @property
    def grown(self) -> bool:
        return any(item.children for item in self.items)

    @property
    def trunk(self) -> Item | None:
        """The only trunk, under which everything may be hung at once."""
        return self.outline.trees[0] if len(self.outline.trees) == 1 else None

    @property
    def ready(self) -> list[Item]:
        """What waits and may hang from the only trunk."""
        waiting = self.outline.loose if self.trunk else []
        return [item for item in waiting if self.trunk.kind in HANGS_UNDER.get(item.kind, ())]

    @property
    def choices(self) -> list[tuple[str, list[Item]]]:
        """[(« Causes », its statements)]: what can be chosen in a list."""
        by_kind = defaultdict(list)
        for item in self.outline.walk():
            by_kind[item.kind].append(item)
        return [(NAMES[kind][1].capitalize(), by_kind[kind]) for kind in NAMES if kind in by_kind]

    @property
    def bearers(self) -> list[tuple[str, list[Item]]]:
        """The same, of what something may hang from."""
        return [(name, items) for name, items in self.choices if items[0].bears]

    @property
    def hangs(self) -> str:
        """{kind: kinds it may hang from}, for the page's script."""
        return json.dumps({kind: list(above) for kind, above in HANGS_UNDER.items()})

    @property
    def drawing(self) -> str:
        """Without the notes that wait in their columns beside it."""
        return self._drawn([node for node in self.nodes if node.key in self.hung])

    @property
    def whole(self) -> str:
        """With them: where the drawing is all that is seen."""
        return self._drawn(self.nodes)

    def _drawn(self, nodes: list[Node]) -> str:
        return mark_safe(svg(draw(nodes, self.room, self.display), self.title))  # noqa: S308 - escaped by svg()


def add_trees(scene) -> None:
    """Give each tree board its `.tree` (None while it is written in secret), and leave in its areas the notes that wait.

    `scene` is a full one. One query more for objective trees, whatever their size.
    """
    turned = {board.mirrors_id for board in scene.boards}
    room = {"participant": PHONE_ROOM, "projector": WALL_ROOM}.get(scene.role, DESK_ROOM)
    pole = scene.workshop.pole
    display = Theme.from_look(pole.look, pole.name).type
    for board in scene.boards:
        board.tree, board.may_turn = None, False
        if not board.is_tree or not board.open or board.phase == Board.Phase.HIDDEN:
            continue
        board.tree = tree_of(board, room, display)
        board.may_turn = (
            board.kind == K.PROBLEM_TREE and board.pk not in turned and bool(board.tree.outline.trees)
        )
        for area in board.hung:
            area.loose = [note for note in area.loose if str(note.uuid) not in board.tree.hung]


def tree_of(board: Board, room=DESK_ROOM, display: str = "affiche") -> TreeView:
    """The tree of a board read by `full_scene`."""
    loose = [note for area in board.hung for note in area.loose]
    groups = [cluster for cluster in board.groups if cluster.members]
    statements: dict[str, object] = {}
    stands = {}  # pk of a note: key of the statement it belongs to
    for note in loose:
        statements[str(note.uuid)] = note
        stands[note.pk] = str(note.uuid)
    for cluster in groups:
        key = str(min(cluster.members, key=lambda note: (note.position, note.pk)).uuid)
        statements[key] = cluster
        stands |= {note.pk: key for note in cluster.members}
    turning = still_to_turn(board, [*loose, *(note for cluster in groups for note in cluster.members)])
    place = {area.pk: rank for rank, area in enumerate(board.hung)}
    nodes = []
    for key, statement in statements.items():
        notes = [statement] if isinstance(statement, Note) else statement.members
        first = next(note for note in notes if str(note.uuid) == key)
        above = [stands.get(note.parent_id) for note in notes if stands.get(note.parent_id, key) != key]
        node = Node(
            key=key,
            text=first.text if statement is first else statement.title,
            kind=first.area.sentiment,
            parent=above[0] if above else None,
            notes=len(notes),
            votes=getattr(statement, "votes", None) if board.votes_shown else None,
            tag=TO_TURN if first.pk in turning else "",
            pending=first.pk in turning,
        )
        nodes.append(((place[first.area_id], first.position, first.pk), node))
    ordered = [node for _, node in sorted(nodes, key=lambda one: one[0])]
    there = [area.sentiment for area in board.hung]
    kinds = [(kind, said) for kind, said in ONE.items() if kind in there]
    return TreeView(board.title, ordered, room, display, kinds, statements)


def still_to_turn(board: Board, notes: list[Note]) -> set[int]:
    """Of the notes of an objective tree, those that still say what the problem tree said."""
    mirrors = {note.mirror_of_id: note for note in notes if note.mirror_of_id}
    if board.kind != K.OBJECTIVE_TREE or not mirrors:
        return set()
    sources = Note.objects.filter(pk__in=mirrors).select_related("cluster")
    return {
        mirrors[source.pk].pk
        for source in sources
        if mirrors[source.pk].area.sentiment != S.SOLUTION and mirrors[source.pk].text == said_by(source)
    }


def said_by(note: Note) -> str:
    """The words of a statement: those of its group when it is in one."""
    return note.cluster.title if note.cluster else note.text


# --- what is done ----------------------------------------------------------------------------------------------------


def link(board: Board, notes: list[Note], under: Note | None, by) -> None:
    """Hang these notes of the board under another (None: cut them loose), as one gesture; a group goes as one.

    Raises Refused on a link that means nothing or that would turn round; nothing has changed then.
    """
    many = "Relier un post-it" if len(notes) == 1 else f"Relier {len(notes)} post-it"
    with gesture(board.workshop, many if under else "Détacher", by) as (workshop, hand):
        board = Board.objects.get(pk=board.pk)
        board.must_let_arrange(by)
        for note in Note.objects.filter(pk__in=[note.pk for note in notes]).select_related("area"):
            rows = (
                Note.objects.filter(cluster=note.cluster_id)
                if note.cluster_id
                else Note.objects.filter(pk=note.pk)
            )
            if under is not None:
                note.must_hang(under, board)
                must_not_turn(board, note, under)
            hand.change(rows, parent=under)
            workshop.tell(Change.Kind.NOTE, str(note.uuid))


def must_not_turn(board: Board, note: Note, under: Note) -> None:
    """Groups hang as one: what hangs from a note of a group hangs from all of it."""
    rows = Note.objects.shown().filter(area__board=board).values_list("pk", "cluster", "parent")
    stands = {pk: (cluster, 0) if cluster else (0, pk) for pk, cluster, _ in rows}
    above = {}
    for pk, _, parent in rows:
        if parent in stands and stands[parent] != stands[pk]:
            above.setdefault(stands[pk], stands[parent])
    step, seen = stands.get(under.pk), set()
    while step is not None and step not in seen:
        if step == stands.get(note.pk):
            raise Refused("Ce lien ferait tourner l’arbre en rond. Rien n’a changé.")
        seen.add(step)
        step = above.get(step)


def add(area: Area, text: str, under: Note, by, author=None) -> Note:
    """One more statement, hung at once under another. Raises Refused; nothing is written then."""
    with area.board.workshop.turn():
        note = area.write(text, author=author)
        note.must_hang(under, area.board)
        note.parent = under
        note.save(update_fields=["parent"])
    return note


def turn_round(board: Board, by) -> Board:
    """The objective tree of a problem tree: each statement where it was, in the same words, to be turned round.

    Raises Refused when it has been done: what was reworded since is not written over.
    """
    with board.workshop.turn() as workshop:
        if Board.objects.filter(mirrors=board).exists():
            raise Refused("L’arbre à objectifs de ce tableau existe déjà. Rien n’a changé.")
        mirror = workshop.boards.create(
            title=f"Objectifs : {board.title}"[:250],
            kind=K.OBJECTIVE_TREE,
            phase=Board.Phase.REVEALED,
            hands=board.hands,
            team=board.team,
            mirrors=board,
            position=board.position + 1,
        )
        areas = {
            sentiment: mirror.areas.create(title=title, sentiment=sentiment, position=rank)
            for rank, (title, sentiment) in enumerate(TURNED_AREAS)
        }
        copy_statements(board, areas, workshop)
        workshop.tell(Change.Kind.WALL)
        journal.record("workshop.tree_turned", workshop, person_of(by), board=board.pk)
    return mirror


def copy_statements(board: Board, areas: dict[str, Area], workshop: Workshop) -> None:
    rows = Note.objects.shown().filter(area__board=board, area__sentiment__in=TURNS_INTO)
    rows = rows.select_related("area", "cluster").order_by("position", "pk")
    made: dict[object, Note] = {}  # of a group once, whichever of its notes comes first
    copies = []
    for note in rows:
        statement = ("group", note.cluster_id) if note.cluster_id else note.pk
        if statement not in made:
            area = areas[TURNS_INTO[note.area.sentiment]]
            made[statement] = area.notes.create(
                text=said_by(note), mirror_of=note, position=workshop.seq + len(made) + 1
            )
        copies.append((note, made[statement]))
    copy_of = {note.pk: copy for note, copy in copies}
    for note, copy in copies:
        above = copy_of.get(note.parent_id)
        if above and above != copy and copy.parent_id is None:
            copy.parent = above
            copy.save(update_fields=["parent"])
