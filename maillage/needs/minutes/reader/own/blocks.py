"""Our own layout as blocks (headings, paragraphs, items, rows), whichever format carried it."""

from __future__ import annotations

from dataclasses import dataclass, field

from ..lines import Line

HEADING, PARAGRAPH, ITEM, ROW = "heading", "paragraph", "item", "row"


@dataclass
class Block:
    kind: str
    text: str = ""  # lines of one item or cell are parted by "\n"
    level: int = 0  # of a heading, 1 to 6; of an item, outermost 0
    cells: tuple[str, ...] = ()
    table: int = 0
    lines: list[int] = field(default_factory=list)  # numbers in the source
    more: list[str] = field(default_factory=list)  # what `whole` adds to the text, a long paragraph at once

    def whole(self) -> Block:
        if self.more:
            self.text, self.more = "".join([self.text, *self.more]).strip(), []
        return self


def blocks_of(lines: list[Line]) -> list[Block]:
    """Blocks of lines fresh from a format with real headings, lists and tables."""
    blocks: list[Block] = []
    for number, line in enumerate(lines, 1):
        text = line.source.strip()
        if line.furniture:
            continue
        if line.continues and blocks and blocks[-1].kind != ROW:
            if text:
                blocks[-1].more += ["\n", text]
                blocks[-1].lines.append(number)
        elif line.cells:
            cells = tuple(_trimmed(cell) for cell in line.cells)
            blocks.append(Block(ROW, cells=cells, table=line.table, lines=[number]))
        elif text:
            blocks.append(_plain_block(line, text, number))
    return [block.whole() for block in blocks]


def _plain_block(line: Line, text: str, number: int) -> Block:
    if line.level:
        return Block(HEADING, text, line.level, lines=[number])
    if line.laid_out:
        return Block(ITEM, text, line.depth, lines=[number])
    return Block(PARAGRAPH, text, lines=[number])


def _trimmed(cell: str) -> str:
    return "\n".join(part for part in (part.strip() for part in cell.split("\n")) if part)
