"""Plain text and Markdown: one source line, one line; lines cut at a fixed width are marked for joining."""

import re

from ..decode import decode
from ..errors import MAX_LINES, too_many_lines
from ..lines import Line

WRAP_WIDTHS = range(50, 111)


def read(content: bytes) -> list[Line]:
    return lines_of_text(decode(content))


def lines_of_text(text: str) -> list[Line]:
    rows = re.split(r"\r\n|\r|\n|\u2028|\u2029", text)
    if len(rows) > MAX_LINES:
        raise too_many_lines()
    while rows and not rows[-1].strip():
        rows.pop()
    return [Line(source=row.rstrip("\x0c")) for row in rows]


def wrap_width(lines: list[Line]) -> int:
    """The width at which a text was cut (an e-mail, an old editor), 0 when it was not.

    A line was cut when the next word would not have fitted; a text is cut when that is true of many lines.
    """
    width = max((len(line.source.rstrip()) for line in lines), default=0)
    if width not in WRAP_WIDTHS:
        return 0
    filled = [line for line in lines if not line.blank]
    cut = sum(was_cut(a, b, width) for a, b in zip(lines, lines[1:], strict=False))
    return width if cut >= 3 and cut >= 0.12 * len(filled) else 0


def was_cut(line: Line, following: Line, width: int) -> bool:
    if (
        line.blank
        or following.blank
        or following.bullet
        or following.level
        or following.is_row
        or line.is_row
    ):
        return False
    word = following.source.split(maxsplit=1)[0]
    return len(line.source.rstrip()) + 1 + len(word) > width
