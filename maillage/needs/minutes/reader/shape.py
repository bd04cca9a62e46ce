"""The shape of a whole text: which lines are numbered lists, whether it is a mind map."""

from __future__ import annotations

from .dates import split_times
from .lines import Line
from .words import strict_topic


def numbered_items(lines: list[Line]) -> set[int]:
    """Indexes of numbered lines that follow one another: a list, not headings."""
    listed: set[int] = set()
    previous = None
    for index, line in enumerate(lines):
        if line.blank:
            continue
        if line.marker and not line.level:
            near = (
                previous is not None
                and lines[previous].indent == line.indent
                and lines[previous].marker == line.marker
            )
            if near and line.ordinal > 1 and line.ordinal == lines[previous].ordinal + 1:
                listed |= {previous, index}
            previous = index
        elif previous is not None and not (line.indent > lines[previous].indent and not line.bullet):
            previous = None
    return listed


def unfold_map(lines: list[Line]) -> None:
    """A mind map exported as one list of several levels: its items become lines further in, as in an indented text."""
    written = [line for line in lines if not line.blank]
    items = [line for line in written if line.bullet and not line.quote and not line.arrow]
    if len(items) < 8 or len(items) < 0.9 * len(written) or any(line.level for line in written):
        return
    steps = sorted({line.depth for line in items})
    depths = [steps.index(line.depth) for line in items]
    branch = 0 if depths.count(0) > 1 else 1
    heads = [i for i, depth in enumerate(depths) if depth == branch]
    bearing = sum(1 for i in heads if i + 1 < len(depths) and depths[i + 1] > branch)
    if bearing < 3 or bearing < 0.6 * len(heads):
        return
    for line, depth in zip(items, depths, strict=True):
        line.bullet, line.indent, line.sign = False, 4 * depth, ""


def branch_indent(lines: list[Line]) -> int:
    """How far in the branches of a map stand: at the margin, or one step in when only its root is at the margin."""
    indents = [line.indent for line in lines if not line.blank]
    if indents.count(0) == 1 and indents[0] == 0 and len(indents) > 1:
        return min(indents[1:])
    return 0


def is_mind_map(lines: list[Line]) -> bool:
    """Most lines stand one step in, under lines that do not, and nothing else structures the text."""
    written = [line for line in lines if not line.blank]
    inside = [
        line for line in written if line.indent and not line.bullet and not line.is_row and not line.quote
    ]
    marked = [line for line in written if line.bullet or line.level or line.is_row]
    labels = sum(1 for line in written if strict_topic(line.text.rstrip(" :")) or split_times(line.text))
    return (
        labels <= max(2, 0.15 * len(written))
        and len(inside) >= 4
        and len(inside) >= 0.4 * len(written)
        and len(marked) <= 0.15 * len(written)
    )


def is_made_of_blocks(lines: list[Line]) -> bool:
    """Groups of short lines between blanks, with neither lists nor headings: a map whose indents were lost."""
    written = [line for line in lines if not line.blank]
    if (
        len(written) < 12
        or any(line.is_row or line.level for line in written)
        or sum(line.bullet for line in written) > 0.1 * len(written)
    ):
        return False
    labels = sum(1 for line in written if strict_topic(line.text.rstrip(" :")) or split_times(line.text))
    ended = sum(
        1 for line in written if line.text.endswith((".", ":", ";")) and not line.text.endswith("...")
    )
    groups, size = 0, 0
    for line in [*lines, Line(source="")]:
        groups, size = (groups, size + 1) if not line.blank else (groups + (size > 1), 0)
    long = sum(1 for line in written if len(line.text) > 130)
    return groups >= 4 and labels <= 2 and ended <= 0.2 * len(written) and long <= 0.1 * len(written)


def is_row_near(lines: list[Line], index: int) -> bool:
    return any(lines[i].is_row for i in (index - 1, index + 1) if 0 <= i < len(lines))
