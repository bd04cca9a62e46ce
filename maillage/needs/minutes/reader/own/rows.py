"""Rows under column titles that our layout knows, as values by field."""

from __future__ import annotations

from itertools import groupby

from ..words import bare
from . import words
from .blocks import ROW, Block
from .phrases import read_cell, read_times


def rows_of(blocks: list[Block], name: str, read: set[int]):
    """(values by field, row) of each table whose titles are those of `words.TABLES[name]`."""
    rows = [block for block in blocks if block.kind == ROW]
    for _, group in groupby(rows, lambda row: row.table):
        head, *body = group
        columns = _columns(head, name)
        if main_field(name) not in columns:
            continue
        read.update(head.lines)
        for row in body:
            if row.cells == head.cells:  # titles said again at the top of a page
                read.update(row.lines)
                continue
            values = _values(columns, head, row, name)
            read.update(row.lines)
            yield values, row


def _columns(head: Block, name: str) -> list[str]:
    fields = {bare(column.title): column.field for column in words.TABLES[name]}
    return [fields.get(bare(cell), "") for cell in head.cells]


def _values(columns: list[str], head: Block, row: Block, name: str) -> dict:
    """The row's values; what its columns cannot hold goes with its main text, with the title of the column."""
    values, beside = {main_field(name): ""}, []
    for position, cell in enumerate(row.cells):
        field = columns[position] if position < len(columns) else ""
        value = read_times(cell) if field == "times" else read_cell(field, cell)
        if not cell:
            continue
        if not field or value is None:
            title = head.cells[position] if position < len(head.cells) else ""
            beside.append(f"{title}{words.COLON}{cell}" if title else cell)
        else:
            values[field] = value
    if beside:
        values[main_field(name)] = f"{values[main_field(name)]} ({'; '.join(beside)})".strip()
    return values


def main_field(name: str) -> str:
    return words.MAIN.get(name, "text")
