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


def is_mind_map(lines: list[Line]) -> bool:
    """Most lines stand one step in, under lines that do not, and nothing else structures the text."""
    written = [line for line in lines if not line.blank]
    inside = [
        line for line in written if line.indent and not line.bullet and not line.is_row and not line.quote
    ]
    marked = [line for line in written if line.bullet or line.level or line.is_row]
    labels = sum(1 for line in written if strict_topic(line.text.rstrip(" :")) or split_times(line.text))
    return (
        labels <= 2
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
