"""How branches share the room: for each branch, the shapes it can take, from wide and flat to narrow and tall.

What hangs from a statement stands in columns, side by side. A column of one hangs from its top; a column of several
hangs from a thread that runs down its left side, as post-its pinned along a string do. Every shape is a rectangle of
its own in which nothing else stands: so no two papers overlap and no two threads cross, by construction.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from .measures import SCREEN, Measures
from .nodes import SOLUTION, Branch

MOST_SHAPES = 8
MOST_HEIGHTS = 10
MANY = 10**6
COLUMN_COUNTS = (1, 2, 3, 4, 5, 6, 8, 10, 12, 16, 20, 30, 40, 60, 90, 120)
LEAVES_IN_A_COLUMN = 4  # solutions hang below their cause rather than beside one another


@dataclass(frozen=True)
class Column:
    """Branches one below the other, each in one of its shapes."""

    hung: tuple[tuple[Branch, Shape], ...]
    strung: bool  # along a thread at its left
    gaps: Measures = SCREEN

    @property
    def indent(self) -> float:
        return self.gaps.indent if self.strung else 0

    @cached_property
    def width(self) -> float:
        return max(shape.width for _, shape in self.hung) + self.indent

    @cached_property
    def height(self) -> float:
        return sum(shape.height for _, shape in self.hung) + self.gaps.below * (len(self.hung) - 1)

    @cached_property
    def anchor(self) -> float:
        """Where its thread comes down, from its left side."""
        return self.indent / 2 if self.strung else self.hung[0][1].middle


@dataclass(frozen=True)
class Fan:
    """Columns side by side: all that hangs on one side of a statement."""

    columns: tuple[Column, ...] = ()
    gaps: Measures = SCREEN

    @cached_property
    def width(self) -> float:
        between = self.gaps.beside * max(0, len(self.columns) - 1)
        return sum(column.width for column in self.columns) + between

    @cached_property
    def height(self) -> float:
        return max((column.height for column in self.columns), default=0)

    @cached_property
    def is_list(self) -> bool:
        return len(self.columns) == 1 and self.columns[0].strung

    @cached_property
    def gap(self) -> float:
        """The height that its threads take to spread; short ones for a list, long ones for a wide fan."""
        if not self.columns:
            return 0
        if self.is_list:
            return self.gaps.below
        return min(self.gaps.fan_most, self.gaps.fan_least + self.gaps.fan_opens * self.width)

    @cached_property
    def depth(self) -> float:
        return self.gap + self.height

    @cached_property
    def middle(self) -> float:
        """The place between its first and its last thread."""
        if not self.columns:
            return 0
        last = self.columns[-1]
        return (self.columns[0].anchor + self.width - last.width + last.anchor) / 2

    @cached_property
    def strung(self) -> int:
        """How many branches hang along a thread, at any depth."""
        return sum(
            column.strung * len(column.hung) + sum(shape.fan.strung for _, shape in column.hung)
            for column in self.columns
        )


@dataclass(frozen=True)
class Shape:
    """A statement's paper (`paper` wide, `tall` high) above its fan; the fan begins `fan_x` from the left."""

    paper: float
    tall: float
    fan: Fan = Fan()

    @cached_property
    def width(self) -> float:
        return max(self.paper_x + self.paper, self.fan_x + self.fan.width)

    @cached_property
    def height(self) -> float:
        return self.tall + self.fan.depth

    @cached_property
    def paper_x(self) -> float:
        if not self.fan.columns or self.fan.is_list:
            return 0
        return max(0, self.fan.middle - self.paper / 2)

    @cached_property
    def fan_x(self) -> float:
        if not self.fan.columns or self.fan.is_list:
            return 0
        return max(0, self.paper / 2 - self.fan.middle)

    @cached_property
    def middle(self) -> float:
        return self.paper_x + self.paper / 2


class Packing:
    """The shapes of every branch below some trunks. `sizes` gives (width, height) of each paper by key."""

    def __init__(
        self, branches: list[Branch], sizes: dict[str, tuple[float, float]], gaps: Measures = SCREEN
    ):
        self.sizes, self.gaps = sizes, gaps
        self.shapes: dict[str, list[Shape]] = {}
        self.lists: dict[str, Shape] = {}  # the one in which all below is indented: what a string bears
        everything = [below for branch in branches for below in branch.walk()]
        for branch in reversed(everything):  # children before parents, however deep
            listed = self.fan([])
            if branch.down:
                hung = sorted(branch.down, key=lambda below: below.node.kind != SOLUTION)
                listed = self.fan([self.strung(hung)])
            self.lists[branch.key] = Shape(*sizes[branch.key], listed)
            shapes = [Shape(*sizes[branch.key], fan) for fan in self.fans(branch.down)]
            if len(branch.down) > 1:  # one alone hangs straight below
                shapes.append(self.lists[branch.key])
            self.shapes[branch.key] = best(shapes)
            for shape in (self.lists[branch.key], *self.shapes[branch.key]):
                shape.fan.strung  # noqa: B018 - reckoned from the leaves up, a chain however long never recurses deep

    def fans(self, branches: list[Branch]) -> list[Fan]:
        """Every way worth trying to hang these; `[Fan()]` for none."""
        if not branches:
            return [self.fan([])]
        leaves = [branch for branch in branches if branch.node.kind == SOLUTION]
        others = [branch for branch in branches if branch.node.kind != SOLUTION]
        within = self.least_height(leaves, -(-len(leaves) // LEAVES_IN_A_COLUMN)) if leaves else 0
        heights = {self.least_height(others, count) for count in COLUMN_COUNTS if count <= len(others)}
        if not others:
            most = -(-len(leaves) // LEAVES_IN_A_COLUMN)
            heights = {self.least_height(leaves, count) for count in (1, 2, 3) if count <= most}
        else:
            heights |= set(
                thinned(sorted({s.height for b in others for s in self.shapes[b.key]}), MOST_HEIGHTS)
            )
        return [
            self.fan(self.columns(leaves, max(height, within)) + self.columns(others, height, longest))
            for height in sorted(heights)
            for longest in ((1, MANY) if others else (MANY,))
        ]

    def least_height(self, branches: list[Branch], count: int) -> float:
        """The least height (to a unit) in which these stand in `count` columns."""
        low = max((self.shapes[branch.key][-1].height for branch in branches), default=0)
        high = sum(self.lists[branch.key].height + self.gaps.below for branch in branches)
        if len(self.columns(branches, low)) <= count:
            return low
        while high - low > 1:
            middle = (low + high) / 2
            if len(self.columns(branches, middle)) <= count:
                high = middle
            else:
                low = middle
        return high

    def columns(self, branches: list[Branch], height: float, longest: int = MANY) -> list[Column]:
        """In order, as many along a string as `height` lets; what stands alone takes its narrowest shape that fits."""
        runs: list[list[Branch]] = []
        left = 0.0
        for branch in branches:
            tall = self.lists[branch.key].height
            if not runs or tall > left or len(runs[-1]) == longest:
                runs.append([])
                left = height
            runs[-1].append(branch)
            left -= tall + self.gaps.below
        return [self.column(run, height) for run in runs]

    def column(self, run: list[Branch], height: float) -> Column:
        if len(run) > 1:
            return self.strung(run)
        shapes = self.shapes[run[0].key]
        shape = next((shape for shape in shapes if shape.height <= height), shapes[-1])
        return Column(((run[0], shape),), False, self.gaps)

    def strung(self, run: list[Branch]) -> Column:
        return Column(tuple((branch, self.lists[branch.key]) for branch in run), True, self.gaps)

    def fan(self, columns: list[Column]) -> Fan:
        return Fan(tuple(columns), self.gaps)


def best(shapes: list) -> list:
    """Without those both wider and taller than another; narrowest first, so tallest first; at most MOST_SHAPES."""
    kept = []
    for shape in sorted(shapes, key=lambda shape: (shape.width, shape.height)):
        if not kept or shape.height < kept[-1].height - 0.5:
            kept.append(shape)
    return thinned(kept, MOST_SHAPES)


def thinned(ordered: list, most: int) -> list:
    """At most `most` of them, the first and the last among them."""
    if len(ordered) <= most:
        return ordered
    return [ordered[round(i * (len(ordered) - 1) / (most - 1))] for i in range(most)]
