"""The statements of a problem tree (or of the objective tree that turns it round), and how they hang together."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

PROBLEM, CONSEQUENCE, CAUSE, SOLUTION = "problem", "consequence", "cause", "solution"
OBJECTIVE, EFFECT, MEANS = "objective", "effect", "means"
TRUNKS = (PROBLEM, OBJECTIVE)
UPWARD = (CONSEQUENCE, EFFECT)
# What a statement is called: one, several.
NAMES = {
    CONSEQUENCE: ("conséquence", "conséquences"),
    PROBLEM: ("problème", "problèmes"),
    CAUSE: ("cause", "causes"),
    SOLUTION: ("solution", "solutions"),
    EFFECT: ("effet attendu", "effets attendus"),
    OBJECTIVE: ("objectif", "objectifs"),
    MEANS: ("moyen", "moyens"),
}
OTHER = ("post-it", "post-it")


@dataclass(frozen=True)
class Node:
    """One statement. `key` is unique in its tree; nobody's name is on it."""

    key: str
    text: str
    kind: str
    parent: str | None = None
    notes: int = 1  # how many post-its it gathers
    votes: int | None = None  # None: not voted on
    tag: str = ""  # a few words to say under it (« à retourner »)
    pending: bool = False  # not settled yet: drawn with a dashed edge
    stands: bool = False  # as a trunk, though of another kind: where a sheet takes a branch up again

    @property
    def name(self) -> str:
        return NAMES.get(self.kind, OTHER)[0]

    @property
    def is_trunk(self) -> bool:
        return self.stands or self.kind in TRUNKS


@dataclass
class Branch:
    """A statement with what hangs from it, in the order it was given."""

    node: Node
    up: list[Branch] = field(default_factory=list)  # only on a trunk
    down: list[Branch] = field(default_factory=list)

    @property
    def key(self) -> str:
        return self.node.key

    def walk(self) -> Iterable[Branch]:
        """This branch and all under it, parents first."""
        waiting = [self]
        while waiting:
            branch = waiting.pop()
            yield branch
            waiting += reversed([*branch.up, *branch.down])


@dataclass
class Forest:
    """The trees that stand on a problem (or an objective), and what is linked to none yet."""

    trunks: list[Branch] = field(default_factory=list)
    loose: list[Branch] = field(default_factory=list)

    def walk(self) -> Iterable[Branch]:
        for branch in (*self.trunks, *self.loose):
            yield from branch.walk()


def grow(nodes: Iterable[Node]) -> Forest:
    """The forest of these nodes, each in it once, siblings in the order given.

    A parent that is not there, or a link that would turn in a circle, leaves its node loose. Of several nodes of one
    key the first counts.
    """
    branches: dict[str, Branch] = {}
    for node in nodes:
        branches.setdefault(node.key, Branch(node))
    parents = _without_circles(branches)
    forest = Forest()
    for key, branch in branches.items():
        above = branches.get(parents[key])
        if above is None:
            (forest.trunks if branch.node.is_trunk else forest.loose).append(branch)
        elif above.node.is_trunk and branch.node.kind in UPWARD:
            above.up.append(branch)
        else:
            above.down.append(branch)
    return forest


def _without_circles(branches: dict[str, Branch]) -> dict[str, str | None]:
    """{key: key of its parent}; the first node of a circle, and a trunk, hang from nothing."""
    parents: dict[str, str | None] = {}
    for key, branch in branches.items():
        above = branch.node.parent
        if branch.node.is_trunk or above not in branches:
            above = None
        step = above
        while step is not None and step != key:
            step = parents.get(step)
        parents[key] = None if step == key else above
    return parents
