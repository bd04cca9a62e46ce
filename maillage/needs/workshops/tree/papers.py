"""Each statement on its own paper: the size of the letters, where its lines end, how much room it takes."""

from __future__ import annotations

from dataclasses import dataclass

from maillage.ui.french import plural

from .lettering import BODY, balanced, wrap
from .measures import SCREEN, Measures
from .nodes import Node

ASCENT = 0.86  # of the size: from the top of a line to where its letters stand
FOOT_APART = 3


@dataclass(frozen=True)
class Paper:
    """A node, its text in lines, and the paper's width and height."""

    node: Node
    lines: tuple[str, ...]
    foot: tuple[str, ...]
    width: float
    height: float
    size: float
    leading: float
    padding: tuple[float, float]
    foot_size: float
    foot_leading: float

    @property
    def baselines(self) -> list[float]:
        """The line each line of text stands on, from the top of the paper; those of the foot last."""
        first = self.padding[1] + self.size * ASCENT
        last = first + self.leading * (len(self.lines) - 1) + FOOT_APART
        return [
            *(first + self.leading * i for i in range(len(self.lines))),
            *(last + self.foot_leading * (i + 1) for i in range(len(self.foot))),
        ]


def cut(node: Node, display: str, measures: Measures = SCREEN, named: bool = False) -> Paper:
    """The paper of a node. `display` is the pole's type pair; `named` says on the paper what kind of statement it is."""
    m = measures
    if node.is_trunk:
        widths, most, face = m.trunk_widths, m.trunk_most_lines, display
        size, leading, padding = m.trunk_size, m.trunk_leading, m.trunk_padding
    else:
        widths, most, face = m.widths, m.most_lines, BODY
        size, leading, padding = m.size, m.leading, m.padding
    for width, enough in zip(widths, (*most, 10**6), strict=True):
        lines = balanced(node.text, size, width - 2 * padding[0], face)
        if len(lines) <= enough:
            break
    under = said_under(node, named)
    foot = wrap(under, m.foot_size, width - 2 * padding[0]) if under else ()
    height = 2 * padding[1] + leading * len(lines) + m.foot_leading * len(foot) + (FOOT_APART if foot else 0)
    return Paper(node, lines, foot, width, height, size, leading, padding, m.foot_size, m.foot_leading)


def said_under(node: Node, named: bool) -> str:
    """« cause · 5 post-it · 12 voix · à retourner »"""
    said = [node.name] if named else []
    if node.notes > 1:
        said.append(plural(node.notes, "post-it,post-it"))
    if node.votes is not None:
        said.append(plural(node.votes, "voix"))
    return " · ".join([*said, node.tag] if node.tag else said)
