"""Each statement on its own paper: the size of the letters, where its lines end, how much room it takes."""

from __future__ import annotations

from dataclasses import dataclass

from maillage.ui.french import plural

from .lettering import BODY, balanced, wrap
from .nodes import TRUNKS, Node

PAPER_WIDTHS = (172, 224, 296)  # a long sentence takes a wider paper rather than a tower of lines
MOST_LINES = (6, 9)  # …beyond which the next width is taken
SIZE, LEADING = 15.5, 19
FOOT_SIZE, FOOT_LEADING = 12, 17
PADDING = 12, 11
TRUNK_WIDTHS = (300, 380, 460)
TRUNK_SIZE, TRUNK_LEADING = 25, 27
TRUNK_MOST_LINES = (4, 6)
TRUNK_PADDING = 20, 18


@dataclass(frozen=True)
class Paper:
    """A node, its text in lines, and the paper's width and height."""

    node: Node
    lines: tuple[str, ...]
    foot: tuple[str, ...]
    width: float
    height: float
    size: float = SIZE
    leading: float = LEADING
    padding: tuple[float, float] = PADDING


def cut(node: Node, display: str, named: bool = False) -> Paper:
    """The paper of a node. `display` is the pole's type pair; `named` says on the paper what kind of statement it is."""
    if node.kind in TRUNKS:
        look = (TRUNK_WIDTHS, TRUNK_MOST_LINES, TRUNK_SIZE, TRUNK_LEADING, TRUNK_PADDING, display)
    else:
        look = (PAPER_WIDTHS, MOST_LINES, SIZE, LEADING, PADDING, BODY)
    widths, most, size, leading, padding, face = look
    for width, enough in zip(widths, (*most, 10**6), strict=True):
        lines = balanced(node.text, size, width - 2 * padding[0], face)
        if len(lines) <= enough:
            break
    foot = wrap(said_under(node, named), FOOT_SIZE, width - 2 * padding[0])
    foot = foot if foot != ("",) else ()
    height = 2 * padding[1] + leading * len(lines) + FOOT_LEADING * len(foot) + (3 if foot else 0)
    return Paper(node, lines, foot, width, height, size, leading, padding)


def said_under(node: Node, named: bool) -> str:
    """« cause · 5 post-it · 12 voix · à retourner »"""
    said = [node.name] if named else []
    if node.notes > 1:
        said.append(plural(node.notes, "post-it,post-it"))
    if node.votes is not None:
        said.append(plural(node.votes, "voix"))
    return " · ".join([*said, node.tag] if node.tag else said)
