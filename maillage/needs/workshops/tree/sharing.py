"""A forest shared out over sheets, when one sheet cannot hold it.

A tree too large is taken up again on the next sheet: the statement it goes on from is drawn again as the trunk of
that sheet, and both say where to look. No paper is ever cut by the edge of a sheet.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from math import ceil

from .nodes import Branch, Forest, Node

Fits = Callable[[list[Node]], bool]
MARKED = "suite de la feuille 1 · suite feuille 3"
EVEN = (1.1, 1.25, 1.4)  # how much more than its share of the nodes a sheet may take


@dataclass
class Sheet:
    nodes: list[Node] = field(default_factory=list)
    again: str = ""  # key of the statement it takes up
    onward: set[str] = field(default_factory=set)  # keys of those whose branches go on elsewhere


def shared_out(forest: Forest, fits: Fits) -> list[list[Node]]:
    """The nodes of each sheet, in their order, those that go on or are taken up again marked so."""
    trees = [_nodes(branch) for branch in (*forest.trunks, *forest.loose)]
    everything = [node for nodes in trees for node in nodes]
    if not everything or fits(everything):
        return [everything] if everything else []
    filled = _Sharing(forest, fits).sheets
    # Once more, evenly: two half-full sheets are larger to read than a full one and a nearly empty one.
    for share in EVEN:
        even = _Sharing(forest, fits, ceil(share * len(everything) / len(filled))).sheets
        if len(even) <= len(filled):
            return _marked(even)
    return _marked(filled)


def _nodes(branch: Branch) -> list[Node]:
    return [below.node for below in branch.walk()]


def _marked(sheets: list[Sheet]) -> list[list[Node]]:
    numbered = list(enumerate(sheets, 1))
    home = {node.key: number for number, sheet in numbered for node in sheet.nodes if node.key != sheet.again}
    going_on: dict[str, list[int]] = {}
    for number, sheet in numbered:
        going_on.setdefault(sheet.again, []).append(number)
    return [
        [_mark(node, sheet, number, home, going_on) for node in sheet.nodes] for number, sheet in numbered
    ]


def _mark(
    node: Node, sheet: Sheet, number: int, home: dict[str, int], going_on: dict[str, list[int]]
) -> Node:
    said = [node.tag] if node.tag else []
    if node.key == sheet.again:
        said.append(f"suite de la feuille {home[node.key]}")
    if node.key in sheet.onward:
        later = [str(other) for other in going_on[node.key] if other > number]
        said.append(f"suite feuille {later[0]}" if later else "")
    return replace(node, tag=" · ".join(filter(None, said)), stands=node.stands or node.key == sheet.again)


class _Sharing:
    """Sheets filled one after the other, each with at most `most` nodes."""

    def __init__(self, forest: Forest, fits: Fits, most: int = 10**6):
        self.fits, self.most = fits, most
        self.sheets: list[Sheet] = []
        self.later: list[tuple[Branch, list[Branch]]] = []
        for trunk in forest.trunks:
            self.sheets.append(Sheet([trunk.node]))
            self.fill(trunk, [*trunk.up, *trunk.down])
            while self.later:
                parent, branches = self.later.pop(0)
                self.sheets.append(Sheet([parent.node], again=parent.key))
                self.fill(parent, branches)
        self.loose(forest.loose)

    def takes(self, nodes: list[Node]) -> bool:
        sheet = self.sheets[-1]
        head = list(sheet.nodes)
        if head:  # with the words that it will bear, which take room too
            head[0] = replace(head[0], tag=MARKED, stands=head[0].stands or bool(sheet.again))
        return len(head) + len(nodes) <= self.most and self.fits([*head, *nodes])

    def fill(self, parent: Branch, branches: list[Branch]) -> None:
        """Hang these under `parent` on the last sheet; what does not fit waits for another."""
        sheet = self.sheets[-1]
        for rank, branch in enumerate(branches):
            if self.takes(_nodes(branch)):
                sheet.nodes += _nodes(branch)
                continue
            fresh = sheet.again == parent.key and len(sheet.nodes) == 1
            if not self.fits([replace(parent.node, stands=True), *_nodes(branch)]) and self.begin(
                branch, fresh
            ):
                continue
            if fresh:  # alone with what bears it, one statement is too much: small words rather than none
                sheet.nodes += _nodes(branch)
                continue
            sheet.onward.add(parent.key)
            self.later.append((parent, branches[rank:]))
            return

    def begin(self, branch: Branch, fresh: bool) -> bool:
        """Of a branch too large for any sheet, as much as the last one takes."""
        below = [*branch.up, *branch.down]
        if not below or not (fresh or self.takes([branch.node])):
            return False
        self.sheets[-1].nodes.append(branch.node)
        self.fill(branch, below)
        return True

    def loose(self, branches: list[Branch]) -> None:
        for branch in branches:
            if not self.sheets or not self.sheets[-1].nodes or not self.takes(_nodes(branch)):
                self.sheets.append(Sheet())
            self.sheets[-1].nodes += _nodes(branch)
