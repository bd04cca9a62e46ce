"""The same tree as nested lists: its first form, for eyes, ears and keyboards alike; and as words alone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from maillage.ui.french import plural

from .nodes import (
    CAUSE,
    EFFECT,
    MEANS,
    NAMES,
    OBJECTIVE,
    OTHER,
    PROBLEM,
    SOLUTION,
    Branch,
    Forest,
    Node,
    grow,
)

# Which kinds may hang under each, in the order they are said.
BEARS = {
    PROBLEM: ("consequence", CAUSE),
    "consequence": ("consequence",),
    CAUSE: (CAUSE, SOLUTION),
    OBJECTIVE: (EFFECT, MEANS),
    EFFECT: (EFFECT,),
    MEANS: (MEANS, SOLUTION),
    SOLUTION: (SOLUTION,),
}


@dataclass
class Item:
    """One line of the outline: `level` 1 for a trunk or what is linked to nothing."""

    level: int
    label: str
    kind: str
    name: str  # « cause »
    key: str
    parent: str | None
    notes: int
    votes: int | None
    tag: str
    children: list[Item] = field(default_factory=list)

    @property
    def is_trunk(self) -> bool:
        return self.kind in (PROBLEM, OBJECTIVE)

    @property
    def bears(self) -> tuple[str, ...]:
        """The kinds of statement that may be added under it."""
        return BEARS.get(self.kind, ())

    def walk(self) -> Iterable[Item]:
        waiting = [self]
        while waiting:
            item = waiting.pop()
            yield item
            waiting += reversed(item.children)


@dataclass
class Outline:
    trees: list[Item]
    loose: list[Item]

    def walk(self) -> Iterable[Item]:
        for item in (*self.trees, *self.loose):
            yield from item.walk()


def outline(nodes: Iterable[Node] | Forest) -> Outline:
    """The outline of these nodes. Under a trunk: what rises first, then what hangs; solutions after sub-causes."""
    forest = nodes if isinstance(nodes, Forest) else grow(nodes)
    return Outline([_item(branch) for branch in forest.trunks], [_item(branch) for branch in forest.loose])


def _item(top: Branch) -> Item:
    first = _line(top, 1)
    waiting = [(top, first)]
    while waiting:
        branch, item = waiting.pop()
        hung = sorted(branch.down, key=lambda below: below.node.kind == SOLUTION)
        for below in (*branch.up, *hung):
            line = _line(below, item.level + 1)
            item.children.append(line)
            waiting.append((below, line))
    return first


def _line(branch: Branch, level: int) -> Item:
    node = branch.node
    return Item(
        level, node.text, node.kind, node.name, node.key, node.parent, node.notes, node.votes, node.tag
    )


def said(nodes: Iterable[Node] | Forest, title: str = "") -> str:
    """The whole tree in words, a line a statement, for those who do not see the drawing."""
    told = outline(nodes)
    lines = [title] if title else []
    for item in told.trees:
        lines += [_said(line) for line in item.walk()]
    if told.loose:
        lines.append("Pas encore reliés :")
        lines += [_said(line) for item in told.loose for line in item.walk()]
    return "\n".join(lines)


def _said(item: Item) -> str:
    more = [plural(item.notes, "post-it,post-it")] if item.notes > 1 else []
    more += [plural(item.votes, "voix")] if item.votes is not None else []
    more += [item.tag] if item.tag else []
    aside = f" ({', '.join(more)})" if more else ""
    name = NAMES.get(item.kind, OTHER)[0].capitalize()
    return f"{'– ' * (item.level - 1)}{name} : {item.label}{aside}"
