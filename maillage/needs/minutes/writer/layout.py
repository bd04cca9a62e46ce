"""From a reading to the blocks of a document: what was decided first, then who, what was needed, what was written."""

from __future__ import annotations

from itertools import groupby, pairwise

from ..reader.own import words
from ..reader.own.phrases import (
    SOLUTION_DETAILS,
    agreement_details,
    agreement_parts,
    guarded,
    or_else,
    say_cell,
    say_times,
    say_when,
    tail,
)
from ..reader.own.rows import main_field
from ..reader.own.sections import LABEL
from ..reader.own.words import MARK, NBSP
from ..reader.reading import Reading
from .blocks import Block, Heading, Item, Paragraph, Table
from .boards import board_blocks

ALWAYS = {"status", "number"}  # columns shown even when every row says the same


def document(reading: Reading) -> list[Block]:
    """Blocks of a `legible` reading. Sections that would be empty are left out."""
    blocks: list[Block] = [Heading(1, or_else(reading.title, words.UNTITLED)), *_front(reading)]
    for name, title in words.SECTIONS.items():
        inside = _section(name, reading)
        if inside:
            blocks += [Heading(2, title), *inside]
    for above, below in pairwise(blocks):
        if isinstance(above, Item) and isinstance(below, Item):
            above.leads = below.depth > above.depth
    return [*blocks, Paragraph(words.SIGNATURE, role="signature")]


def _front(reading: Reading) -> list[Block]:
    first, *others = reading.purpose.split("\n")
    said = (
        (words.DATE, say_when(reading.date, reading.starts, reading.ends)),
        (words.PLACE, reading.place),
        (words.PURPOSE, first),
    )
    lines: list[Block] = [Paragraph(text, label + MARK, "front") for label, text in said if text]
    lines += [Paragraph(guarded(line, LABEL), role="front") for line in others]
    if brief := _brief(reading):
        lines.append(Paragraph(brief, words.BRIEF + MARK, "front"))
    return lines


def _brief(reading: Reading) -> str:
    """« 12 personnes présentes, 3 décisions, 5 actions, 8 besoins, 120 post-it »"""
    statuses = [person.status for person in reading.participants]
    notes = sum(len(area.notes) for board in reading.boards for area in board.areas)
    counts = (
        (statuses.count("present"), "personne présente", "personnes présentes"),
        (statuses.count("excused"), "excusée", "excusées"),
        (len(reading.decisions), "décision", "décisions"),
        (len(reading.actions), "action", "actions"),
        (len(reading.needs), "besoin", "besoins"),
        (notes, "post-it", "post-it"),
    )
    return ", ".join(f"{count}{NBSP}{many if count > 1 else one}" for count, one, many in counts if count)


def _section(name: str, reading: Reading) -> list[Block]:
    if name == "boards":
        return [block for board in reading.boards for block in board_blocks(board)]
    if name == "summary":
        lines = reading.summary.split("\n")
        return [Paragraph(line) for line in lines if line]
    if name == "decisions":
        return _decisions(reading)
    if name == "solutions":
        return _solutions(reading)
    rows = [_values(name, entry) for entry in getattr(reading, name)]
    return table_or_list(name, words.SECTIONS[name], rows)


def _decisions(reading: Reading) -> list[Block]:
    items = (
        Item(one.text, tail=tail(one.text, agreement_parts(one.agreement), agreement_details))
        for one in reading.decisions
    )
    return [item for item in items if item.text or item.tail]


def _solutions(reading: Reading) -> list[Block]:
    blocks: list[Block] = []
    for cause, answers in groupby(reading.solutions, lambda solution: solution.cause):
        blocks.append(Heading(3, or_else(cause, words.NO_CAUSE)))
        for one in answers:
            parts = [] if one.votes is None else [f"{one.votes}{NBSP}{words.VOTES}"]
            blocks.append(Item(one.text, tail=tail(one.text, parts, SOLUTION_DETAILS)))
    return blocks


def _values(name: str, entry) -> dict[str, str]:
    """The entry's cells by field."""
    if name == "agenda":
        return {
            "times": say_times(entry.starts, entry.ends),
            **{field: say_cell(field, getattr(entry, field)) for field in ("title", "kind", "guide")},
        }
    return {
        column.field: say_cell(column.field, getattr(entry, column.field)) for column in words.TABLES[name]
    }


def table_or_list(name: str, caption: str, rows: list[dict[str, str]]) -> list[Block]:
    """A table with the columns that say something; a plain list when only one does."""
    rows = [row for row in rows if any(value for field, value in row.items() if field not in ALWAYS)]
    main = main_field(name)
    columns = [
        column
        for column in words.TABLES[name]
        if column.field in (main, *ALWAYS) or any(row[column.field] for row in rows)
    ]
    if not rows:
        return []
    if len(columns) == 1:
        return [Item(row[main]) for row in rows]
    return [Table(name, caption, columns, [[row[column.field] for column in columns] for row in rows])]
