"""Where everything stands: of all the ways to share the room, the one in which the words stay largest."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import product

from .drawing import Box, Drawing, Label, Link
from .measures import SCREEN, Measures
from .nodes import NAMES, OTHER, SOLUTION, Branch, Forest, Node, grow
from .packing import COLUMN_COUNTS, Column, Fan, Packing, Shape, thinned
from .papers import Paper, cut
from .threads import hung, mirrored, strung, thickness

ROOM = 1280.0, 860.0
TREES_APART, ROWS_APART = 64, 40
TRAY_APART, TRAY_HEAD, TRAY_PADDING, TRAY_SIZE = 36, 40, 20, 22
MOST_LIMITS = 10
TRAY = "Pas encore reliés"


def draw(
    nodes: Iterable[Node] | Forest,
    room: tuple[float, float] = ROOM,
    display: str = "affiche",
    measures: Measures = SCREEN,
) -> Drawing:
    """The drawing of these nodes that stays largest in a room of this shape. `display`: type pair of the pole."""
    forest = nodes if isinstance(nodes, Forest) else grow(nodes)
    if not forest.trunks and not forest.loose:
        return Drawing()
    best = max(_plans(forest, display, measures), key=lambda plan: plan.worth(room))
    return _Placing(forest, best).drawing


@dataclass(frozen=True)
class Standing:
    """A trunk, what rises from it and what hangs below it, all about its middle."""

    branch: Branch
    paper: Paper
    up: Fan
    down: Fan

    @cached_property
    def width(self) -> float:
        return max(self.paper.width, self.up.width, self.down.width)

    @property
    def height(self) -> float:
        return self.up.depth + self.down.depth

    @property
    def strung(self) -> int:
        return self.up.strung + self.down.strung


@dataclass(frozen=True)
class Row:
    """Trees side by side on one ground."""

    trees: tuple[Standing, ...]
    gaps: Measures

    @cached_property
    def width(self) -> float:
        return sum(tree.width for tree in self.trees) + TREES_APART * (len(self.trees) - 1)

    @cached_property
    def above(self) -> float:
        return max(tree.up.depth + tree.paper.height / 2 for tree in self.trees)

    @cached_property
    def below(self) -> float:
        return max(tree.down.depth + tree.paper.height / 2 for tree in self.trees)

    @property
    def has_sky(self) -> bool:
        return any(tree.up.columns for tree in self.trees)

    @property
    def has_roots(self) -> bool:
        return any(tree.down.columns for tree in self.trees)

    @cached_property
    def height(self) -> float:
        return self.above + self.below + self.gaps.label * (self.has_sky + self.has_roots)

    @cached_property
    def strung(self) -> int:
        return sum(tree.strung for tree in self.trees)


@dataclass(frozen=True)
class Tray:
    """What is linked to nothing yet, apart."""

    columns: tuple[Column, ...]
    gaps: Measures

    @cached_property
    def width(self) -> float:
        return Fan(self.columns, self.gaps).width + 2 * TRAY_PADDING

    @cached_property
    def height(self) -> float:
        return Fan(self.columns).height + TRAY_HEAD + 2 * TRAY_PADDING


@dataclass(frozen=True)
class Plan:
    measures: Measures
    papers: dict[str, Paper]
    rows: tuple[Row, ...]
    tray: Tray | None
    tray_beside: bool

    @cached_property
    def trees(self) -> tuple[float, float]:
        """Width and height of the rows."""
        width = max((row.width for row in self.rows), default=0)
        return width, sum(row.height for row in self.rows) + ROWS_APART * max(0, len(self.rows) - 1)

    @cached_property
    def size(self) -> tuple[float, float]:
        width, height = self.trees
        if self.tray and not self.rows:
            width, height = self.tray.width, self.tray.height
        elif self.tray and self.tray_beside:
            width, height = width + TRAY_APART + self.tray.width, max(height, self.tray.height)
        elif self.tray:
            width, height = max(width, self.tray.width), height + TRAY_APART + self.tray.height
        return width + 2 * self.measures.margin, height + 2 * self.measures.margin

    def worth(self, room: tuple[float, float]) -> float:
        width, height = self.size
        size = min(room[0] / width, room[1] / height, self.measures.largest)
        return size * (
            1 - self.measures.strung_costs * sum(row.strung for row in self.rows) / len(self.papers)
        )


def _plans(forest: Forest, display: str, measures: Measures) -> Iterator[Plan]:
    loose = {branch.key for top in forest.loose for branch in top.walk()}
    papers = {
        branch.key: cut(branch.node, display, measures, named=branch.key in loose) for branch in forest.walk()
    }
    sizes = {key: (paper.width, paper.height) for key, paper in papers.items()}
    trays: list = [Tray(columns, measures) for columns in _tray_columns(forest.loose, sizes, measures)] or [
        None
    ]
    for rows in _arrangements(forest.trunks, papers, sizes, measures):
        for tray in trays:
            yield Plan(measures, papers, rows, tray, tray_beside=False)
            if tray and rows:
                yield Plan(measures, papers, rows, tray, tray_beside=True)


def _tray_columns(loose: list[Branch], sizes, measures: Measures) -> Iterator[tuple[Column, ...]]:
    if not loose:
        return
    packing = Packing(loose, sizes, measures)
    for count in COLUMN_COUNTS:
        if count <= len(loose):
            height = packing.least_height(loose, count)
            yield tuple(replace(column, strung=False) for column in packing.columns(loose, height))


def _arrangements(trunks: list[Branch], papers, sizes, measures: Measures) -> Iterator[tuple[Row, ...]]:
    """Every way worth trying to stand the trees in rows."""
    if not trunks:
        yield ()
        return
    packing = Packing([below for trunk in trunks for below in (*trunk.up, *trunk.down)], sizes, measures)
    choices = {
        trunk.key: [
            Standing(trunk, papers[trunk.key], up, down)
            for up, down in product(packing.fans(trunk.up), packing.fans(trunk.down))
        ]
        for trunk in trunks
    }
    yield from ((row,) for row in _rows(trunks, choices, measures))
    for count in range(2, len(trunks) + 1):
        rows = [list(_rows(part, choices, measures)) for part in _parts(trunks, count)]
        for width in sorted({row.width for options in rows for row in options}):
            fitting = [[row for row in options if row.width <= width] for options in rows]
            if all(fitting):
                yield tuple(min(options, key=lambda row: row.height) for options in fitting)


def _parts(trunks: list[Branch], count: int) -> list[list[Branch]]:
    """In order, cut in `count` parts as equal as can be."""
    ends = [round(len(trunks) * i / count) for i in range(count + 1)]
    return [trunks[start:end] for start, end in zip(ends, ends[1:], strict=False) if end > start]


def _rows(trunks: list[Branch], choices: dict[str, list[Standing]], measures: Measures) -> Iterator[Row]:
    """One row of these trees, for each height that what rises and what hangs may take."""
    all_choices = [choice for trunk in trunks for choice in choices[trunk.key]]
    ups = thinned(sorted({choice.up.depth for choice in all_choices}), MOST_LIMITS)
    downs = thinned(sorted({choice.down.depth for choice in all_choices}), MOST_LIMITS)
    for up, down in product(ups, downs):
        fitting = [
            [c for c in choices[trunk.key] if c.up.depth <= up and c.down.depth <= down] for trunk in trunks
        ]
        if all(fitting):
            yield Row(
                tuple(min(c, key=lambda tree: (tree.width, tree.strung, tree.height)) for c in fitting),
                measures,
            )
            yield Row(
                tuple(min(c, key=lambda tree: (tree.strung, tree.width, tree.height)) for c in fitting),
                measures,
            )


class _Placing:
    """A plan carried out."""

    def __init__(self, forest: Forest, plan: Plan):
        self.plan, self.measures = plan, plan.measures
        self.weights = _weights(forest)
        self.drawing = Drawing(*plan.size)
        self.rows()
        if plan.tray:
            self.tray()
        order = {branch.key: rank for rank, branch in enumerate(forest.walk())}
        self.drawing.boxes.sort(key=lambda box: order[box.key])
        self.drawing.links.sort(key=lambda link: (-link.width, order[link.child]))

    def rows(self) -> None:
        width, y = self.plan.trees[0], self.measures.margin
        for row in self.plan.rows:
            if row.has_sky:
                self.label(
                    _said([below for tree in row.trees for below in tree.branch.up]),
                    self.measures.margin,
                    y + self.measures.label_size * 0.8,
                    self.measures.label_size,
                    "sky",
                )
                y += self.measures.label
            horizon = y + row.above
            x = self.measures.margin + (max(width, self.width_beside()) - row.width) / 2
            for tree in row.trees:
                self.tree(tree, x + tree.width / 2, horizon)
                x += tree.width + TREES_APART
            y = horizon + row.below
            if row.has_roots:
                y += self.measures.label
                named = _said([below for tree in row.trees for below in tree.branch.down])
                self.label(
                    named,
                    self.measures.margin,
                    y - self.measures.label_size * 0.2,
                    self.measures.label_size,
                    "ground",
                )
            last = row is self.plan.rows[-1] and (self.plan.tray is None or self.plan.tray_beside)
            self.drawing.grounds.append((horizon, self.drawing.height - self.measures.margin if last else y))
            y += ROWS_APART

    def width_beside(self) -> float:
        """The width the trees may take: all of the sheet, but for a tray at their side."""
        width = self.plan.size[0] - 2 * self.measures.margin
        if self.plan.tray and self.plan.tray_beside:
            width -= TRAY_APART + self.plan.tray.width
        return width

    def tree(self, tree: Standing, middle: float, horizon: float) -> None:
        paper = tree.paper
        top, foot = horizon - paper.height / 2, horizon + paper.height / 2
        self.drawing.boxes.append(Box(paper, middle - paper.width / 2, top))
        links, boxes = len(self.drawing.links), len(self.drawing.boxes)
        # What rises is hung first, then turned over about the horizon.
        self.trunk_fan(tree.branch, tree.up, middle, foot)
        self.drawing.links[links:] = [
            replace(link, path=mirrored(link.path, horizon)) for link in self.drawing.links[links:]
        ]
        self.drawing.boxes[boxes:] = [
            replace(box, y=2 * horizon - box.y - box.height) for box in self.drawing.boxes[boxes:]
        ]
        self.trunk_fan(tree.branch, tree.down, middle, foot)

    def trunk_fan(self, branch: Branch, fan: Fan, middle: float, foot: float) -> None:
        x = middle - fan.width / 2
        inside = self.plan.papers[branch.key].width / 2 - self.measures.indent
        start = (max(x + self.measures.indent / 2, middle - inside) if fan.is_list else middle, foot)
        self.fan(branch, fan, start, x, foot + fan.gap)

    def fan(self, parent: Branch, fan: Fan, start: tuple[float, float], x: float, y: float) -> None:
        """The columns of a fan from (x, y), and all below them."""
        waiting = [(parent, fan, start, x, y)]
        while waiting:
            parent, fan, start, x, y = waiting.pop()
            for column in fan.columns:
                for branch, shape, left, top in _stacked(column, x, y):
                    self.link(parent, branch, start, column, shape, (x, y), (left, top))
                    waiting.append((branch, *self.paper(branch, shape, left, top)))
                x += column.width + self.measures.beside

    def paper(self, branch: Branch, shape: Shape, x: float, y: float):
        """Put a paper down; gives its fan, where its threads start, and where the fan begins."""
        box = Box(self.plan.papers[branch.key], x + shape.paper_x, y)
        self.drawing.boxes.append(box)
        fan, fan_x, foot = shape.fan, x + shape.fan_x, y + shape.tall
        start = (fan_x + self.measures.indent / 2 if fan.is_list else box.x + box.width / 2, foot)
        return fan, start, fan_x, foot + fan.gap

    def link(self, parent, branch, start, column, shape, head, corner) -> None:
        (x, y), (left, top) = head, corner
        if column.strung:
            side = (left + shape.paper_x, top + shape.tall / 2)
            path = strung(start, (x + self.measures.indent / 2, y), side)
        else:
            path = hung(start, (left + shape.middle, top))
        weight = thickness(self.weights[branch.key])
        self.drawing.links.append(Link(parent.key, branch.key, branch.node.kind, path, weight))

    def tray(self) -> None:
        tray, (trees_width, trees_height) = self.plan.tray, self.plan.trees
        x = y = self.measures.margin
        width, height = self.plan.size[0] - 2 * self.measures.margin, tray.height
        if self.plan.rows and self.plan.tray_beside:
            x, width = self.measures.margin + trees_width + TRAY_APART, tray.width
            height = self.plan.size[1] - 2 * self.measures.margin
        elif self.plan.rows:
            y = self.measures.margin + trees_height + TRAY_APART
        self.drawing.tray = (x, y, width, height)
        self.label(TRAY, x + TRAY_PADDING, y + TRAY_PADDING + TRAY_SIZE * 0.8, TRAY_SIZE, "tray")
        x, y = x + TRAY_PADDING, y + TRAY_PADDING + TRAY_HEAD
        for column in tray.columns:
            for branch, shape, left, top in _stacked(column, x, y):
                self.fan(branch, *self.paper(branch, shape, left, top))
            x += column.width + self.measures.beside

    def label(self, text: str, x: float, y: float, size: float, where: str) -> None:
        self.drawing.labels.append(Label(text, x, y, size, where))


def _said(branches: list[Branch]) -> str:
    """« Causes et solutions »: what stands on one side of the ground, in words."""
    kinds = dict.fromkeys(below.node.kind for branch in branches for below in branch.walk())
    said = [NAMES.get(kind, OTHER)[1] for kind in sorted(kinds, key=lambda kind: kind == SOLUTION)]
    return (
        " et ".join(said).capitalize()
        if len(said) < 3
        else f"{', '.join(said[:-1])} et {said[-1]}".capitalize()
    )


def _stacked(column: Column, x: float, y: float):
    """(branch, shape, left, top) of a column whose corner is (x, y)."""
    for branch, shape in column.hung:
        yield branch, shape, x + column.indent, y
        y += shape.height + column.gaps.below


def _weights(forest: Forest) -> dict[str, int]:
    """{key: how many statements its branch bears, itself included}"""
    weights: dict[str, int] = {}
    for branch in reversed(list(forest.walk())):
        weights[branch.key] = 1 + sum(weights[below.key] for below in (*branch.up, *branch.down))
    return weights
