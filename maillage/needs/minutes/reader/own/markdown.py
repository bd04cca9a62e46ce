"""Our own Markdown as blocks: the subset that the writer prints, and what an editor may make of it."""

from __future__ import annotations

import re

from ..lines import Line
from .blocks import HEADING, ITEM, PARAGRAPH, ROW, Block

HEADED = re.compile(r"(#{1,6})\s+(.*)$")
LISTED = re.compile(r"([ \t]*)[-*+]\s+(.*)$")
RULE = re.compile(r"\|(?:\s*:?-+:?\s*\|)+\s*$")
ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
MARKS = re.compile(r"(?<!\\)((?:\\\\)*)(\*\*|__)")
ITALIC = re.compile(r"(?<![\\*])\*(?!\s)([^*\n]+)(?<![\s\\])\*")
BREAK = re.compile(r"(?<!\\)((?:\\\\)*)<br\s*/?>")
BAR = re.compile(r"(?<!\\)((?:\\\\)*)\|")


def blocks_of_markdown(lines: list[Line]) -> list[Block]:
    blocks: list[Block] = []
    table, open_line = 0, False
    for number, line in enumerate(lines, 1):
        raw = line.source.rstrip()
        was_open, open_line = open_line, _goes_on(raw)
        raw = raw[:-1] if open_line else raw
        if not raw.strip():
            open_line = False
            continue
        if was_open and blocks:
            blocks[-1].more += ["\n", said(raw.strip())]
            blocks[-1].lines.append(number)
        elif raw.lstrip().startswith("|"):
            table += not (blocks and blocks[-1].kind == ROW and blocks[-1].lines[-1] == number - 1)
            if RULE.match(raw.strip()):
                blocks[-1].lines.append(number) if blocks else None
            else:
                blocks.append(Block(ROW, cells=cells_of(raw), table=table, lines=[number]))
        elif _is_wrapped(raw, number, blocks):
            blocks[-1].more += [" ", said(raw)]
            blocks[-1].lines.append(number)
        else:
            blocks.append(_block(raw, number))
    return [block.whole() for block in blocks]


def _is_wrapped(raw: str, number: int, blocks: list[Block]) -> bool:
    """Right under a paragraph or an item, without a mark of its own: an editor cut the line."""
    above = blocks[-1] if blocks else None
    joins = above is not None and above.kind in (PARAGRAPH, ITEM) and above.lines[-1] == number - 1
    return joins and not HEADED.match(raw) and not LISTED.match(raw)


def said(text: str) -> str:
    """What a reader sees: without emphasis and escapes."""
    text = ITALIC.sub(r"\1", MARKS.sub(r"\1", text))
    return ESCAPE.sub(r"\1", text).strip()


def cells_of(raw: str) -> tuple[str, ...]:
    parts = BAR.sub(r"\1" + "\x00", raw.strip()).split("\x00")
    return tuple(said_lines(part) for part in parts[1 : -1 if not parts[-1].strip() else None])


def said_lines(cell: str) -> str:
    return "\n".join(said(part) for part in BREAK.sub(r"\1" + "\n", cell).split("\n") if part.strip())


def _goes_on(raw: str) -> bool:
    """An odd number of backslashes at the end: a line break inside the paragraph."""
    return (len(raw) - len(raw.rstrip("\\"))) % 2 == 1


def _block(raw: str, number: int) -> Block:
    if found := HEADED.match(raw):
        return Block(HEADING, said(found[2]), len(found[1]), lines=[number])
    if found := LISTED.match(raw):
        indent = len(found[1].replace("\t", "  "))
        return Block(ITEM, said(found[2]), indent // 2, lines=[number])
    return Block(PARAGRAPH, said(raw), lines=[number])
