"""Markdown that reads well as it stands and in any renderer (CommonMark, with tables)."""

from __future__ import annotations

import re

from .blocks import Block, Heading, Item, Paragraph, Table

SPECIAL = re.compile(r"[\\`*_\[\]<>~|]")
ENTITY = re.compile(r"&(?=#?\w+;)")
# What only means something at the start of a line.
OPENING = re.compile(r"(?:(?:#{1,6}|[+-])(?=\s|$)|[-=]+\s*$|[-*_](?=\s*[-*_]))")
ORDINAL = re.compile(r"(\d{1,9})([.)])(?=\s|$)")


def markdown(blocks: list[Block]) -> bytes:
    parts: list[str] = []
    for above, block in zip([None, *blocks], blocks, strict=False):
        if above is not None and not (isinstance(above, Item) and isinstance(block, Item)):
            parts.append("")
        parts += _lines(block)
    return ("\n".join(parts) + "\n").encode()


def _lines(block: Block) -> list[str]:
    if isinstance(block, Heading):
        text = escaped(block.text)
        return ["#" * block.level + " " + re.sub(r"(?<=\s)#(?=#*$)", r"\\#", text)]
    if isinstance(block, Paragraph):
        text = _broken(block.text, "")
        if block.role == "signature":
            return [f"*{text}*"]
        return [f"{_bold(block.lead)} {text}".rstrip()] if block.lead else [text]
    if isinstance(block, Item):
        indent = "  " * block.depth
        lead = f"{_bold(block.lead)} " if block.lead else ""
        return [f"{indent}- {lead}{_broken(block.text + block.tail, indent + '  ')}".rstrip(" ")]
    return _table(block)


def _bold(text: str) -> str:
    return f"**{escaped(text)}**"


def _broken(text: str, indent: str) -> str:
    return f"\\\n{indent}".join(escaped(line) for line in text.split("\n"))


def _table(table: Table) -> list[str]:
    rows = [[column.title for column in table.columns], *table.rows]
    lines = ["| " + " | ".join(map(_cell, row)) + " |" for row in rows]
    return [lines[0], "|" + " --- |" * len(table.columns), *lines[1:]]


def _cell(text: str) -> str:
    return "<br>".join(escaped(line) for line in text.split("\n"))


def escaped(text: str) -> str:
    text = ENTITY.sub(r"\\&", SPECIAL.sub(r"\\\g<0>", text))
    if found := ORDINAL.match(text):
        return f"{found[1]}\\{text[found.end(1) :]}"
    return "\\" + text if OPENING.match(text) else text
