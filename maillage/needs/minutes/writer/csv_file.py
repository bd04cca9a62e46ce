"""One table for spreadsheets: an item a row, as `reader.own.grid` says."""

from __future__ import annotations

import csv
import io

from ..reader.own import grid, words
from ..reader.own.phrases import say_word
from ..reader.reading import Board, Reading


def csv_file(reading: Reading) -> bytes:
    """A `legible` reading, as a French spreadsheet opens it: semicolons, UTF-8 with its mark."""
    content = io.StringIO(newline="")
    writer = csv.writer(content, delimiter=";")
    writer.writerow(grid.COLUMNS)
    for row in _rows(reading):
        writer.writerow([grid.harmless(row.get(column, "")) for column in grid.COLUMNS])
    return ("\ufeff" + content.getvalue()).encode()


def _rows(reading: Reading):
    for field, rubric in grid.FRONT.items():
        if value := getattr(reading, field):
            yield {grid.RUBRIC: rubric, grid.TEXT: grid.say(field, value)}
    for name, (rubric, main, others) in grid.ENTRIES.items():
        for entry in getattr(reading, name):
            yield {grid.RUBRIC: rubric, grid.TEXT: getattr(entry, main), **_cells(entry, others)}
    for number, board in enumerate(reading.boards, 1):
        yield from _board_rows(board, f"T{number}")
    for line in reading.unread:
        yield {grid.RUBRIC: grid.UNREAD, grid.TEXT: line.text}


def _cells(entry, fields) -> dict[str, str]:
    return {grid.FIELDS[field]: grid.say(field, getattr(entry, field)) for field in fields}


def _board_rows(board: Board, code: str):
    yield {
        grid.RUBRIC: grid.BOARD, grid.NUMBER: code, grid.TEXT: board.title, grid.FIELDS["team"]: board.team,
        grid.FIELDS["kind"]: say_word(board.kind, words.BOARDS),
    }  # fmt: skip
    groups = {}
    for number, group in enumerate(board.groups, 1):
        groups[group.id] = f"{code}-G{number} {group.title}".strip()
        yield {
            grid.RUBRIC: grid.TEAM_GROUP, grid.NUMBER: f"{code}-G{number}", grid.TEXT: group.title, grid.BOARD_TITLE: board.title,
            **_cells(group, ("votes", "impact", "effort", "agreement")),
        }  # fmt: skip
    codes = {
        note.id: f"{code}-Z{zone}-P{place}"
        for zone, area in enumerate(board.areas, 1)
        for place, note in enumerate(area.notes, 1)
    }
    for zone, area in enumerate(board.areas, 1):
        where = {grid.BOARD_TITLE: board.title, grid.AREA_TITLE: area.title}
        sentiment = say_word(area.sentiment, words.SENTIMENTS)
        yield {
            grid.RUBRIC: grid.AREA, grid.NUMBER: f"{code}-Z{zone}", grid.TEXT: area.title, grid.BOARD_TITLE: board.title,
            grid.FIELDS["sentiment"]: sentiment,
        }  # fmt: skip
        for place, note in enumerate(area.notes, 1):
            yield {
                grid.RUBRIC: grid.NOTE, grid.NUMBER: f"{code}-Z{zone}-P{place}", grid.TEXT: note.text, **where,
                grid.GROUP: groups.get(note.group, "") if note.group else "",
                grid.PARENT: codes.get(note.parent, "") if note.parent else "",
                grid.FIELDS["author"]: note.author, grid.FIELDS["verdict"]: say_word(note.verdict, words.VERDICTS),
            }  # fmt: skip
