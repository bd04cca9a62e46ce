"""Lines cut by the width of a page or under a list item, put together again."""

from __future__ import annotations

from .formats.text import was_cut, wrap_width
from .headings import LABEL
from .lines import Line
from .speech import SPEAKER
from .words import strict_topic


def joined(lines: list[Line]) -> list[Line]:
    """The same lines, continuations added to the text of the line they continue (its `joined` has their numbers)."""
    width = wrap_width(lines)
    kept: list[Line] = []
    above: Line | None = None
    for index, line in enumerate(lines):
        owner = kept[-1] if kept else None
        if above is not None and _is_lazily_quoted(above, line):
            line.quote = True
        if (
            above is not None
            and owner is not None
            and not _heads_a_list(lines, index)
            and _continues(owner, above, line, width)
        ):
            owner.text = f"{owner.text} {line.text}"
            owner.joined.append(line.number)
        else:
            kept.append(line)
        above = line
    return kept


def _heads_a_list(lines: list[Line], index: int) -> bool:
    """« points negatifs » without capital, right above items: a heading, though it looks like the end of a sentence."""
    below = lines[index + 1] if index + 1 < len(lines) else None
    line = lines[index]
    return below is not None and below.bullet and not line.bullet and bool(strict_topic(line.text))


def _is_lazily_quoted(above: Line, line: Line) -> bool:
    """Right under a quoted line, a line without its « > » is still quoted."""
    plain = not (
        line.blank or line.bullet or line.marker or line.level or line.bold or line.arrow or line.is_row
    )
    typed = above.source.lstrip().startswith(">")
    return plain and typed and not above.blank and not line.quote and line.text[:1].islower()


def _continues(owner: Line, above: Line, line: Line, width: int) -> bool:
    if above.blank or line.blank or line.bullet or line.marker or line.level or line.is_row or above.is_row:
        return False
    if (
        above.level
        or above.rule
        or line.rule
        or line.quote != above.quote
        or line.furniture
        or above.furniture
        or line.arrow
    ):
        return False
    if _is_label(line.text) or owner.text.endswith(":"):
        return False
    if width and was_cut(above, line, width):
        return True
    if above.source.lstrip().startswith(">") and not line.source.lstrip().startswith(">"):
        return not above.text.endswith((".", ":", ";"))
    if not (owner.bullet or owner.marker and above is not owner):
        return False
    return line.text[:1].islower() or line.text[:1] in "(" or line.indent > owner.indent and not line.bold


def _is_label(text: str) -> bool:
    if text.endswith(":") or SPEAKER.match(text):
        return True
    label = LABEL.match(text)
    named = strict_topic(label[1]) if label else strict_topic(text)
    return bool(named) and not text[:1].islower()
