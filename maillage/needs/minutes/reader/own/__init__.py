"""Minutes in the layout that `writer` prints, read back without guessing: `read_own(lines, typed)`.

The layout is told by the sentence that signs it (`words.SIGNATURE`), by headings of one to four levels, and by
the titles of sections and columns in `words.py`. A person may have corrected the document since: what is then
in no known place is left unread.
"""

from __future__ import annotations

from ..lines import Line
from ..reading import Reading, Unread
from .blocks import HEADING, blocks_of
from .markdown import blocks_of_markdown
from .sections import is_signed, read_blocks


def read_own(lines: list[Line], typed: bool) -> Reading | None:
    """The reading of lines fresh from their format, None when the layout is not ours. `typed`: marks are Markdown's."""
    if not any(is_signed(line.source.strip().lstrip("*_")) for line in lines):
        return None
    blocks = blocks_of_markdown(lines) if typed else blocks_of(lines)
    if not any(block.kind == HEADING for block in blocks):
        return None
    reading, read = read_blocks(blocks)
    reading.lines = [line.source for line in lines]
    written = {number for number, line in enumerate(lines, 1) if line.source.strip()}
    read |= {number for number, line in enumerate(lines, 1) if line.furniture or _says_nothing(line.source)}
    reading.structure = sorted((read & written) - reading.item_lines())
    reading.unread = [Unread(n, lines[n - 1].source.strip()) for n in sorted(written - read)]
    return reading


def _says_nothing(source: str) -> bool:
    return not any(char.isalnum() for char in source)
