"""CSV: our own table of minutes read row by row, any other as rows under their titles."""

from __future__ import annotations

import csv
import io
import re
from functools import cached_property

from ..decode import decode
from ..errors import MAX_CHARACTERS, MAX_LINES, UnreadableMinutes, too_many_lines
from ..lines import Line
from ..own import grid, words
from ..own.phrases import read_word
from ..own.sections import KINDS
from ..reading import Area, Board, Decision, Group, Note, Reading, Solution, Unread
from ..words import bare

CODE = re.compile(r"T(\d{1,4})(?:-G(\d{1,4})|-Z(\d{1,4})(?:-P(\d{1,5}))?)?(?:\s.*)?", re.S)
ENDLESS = UnreadableMinutes(
    "Une cellule de ce fichier CSV n’en finit pas : il y manque sans doute un guillemet. "
    "Ouvrez-le dans un tableur, enregistrez-le de nouveau en CSV, puis déposez-le."
)
TOO_MUCH = UnreadableMinutes(
    "Ce fichier CSV contient trop de texte pour un compte rendu. N’en gardez que la partie utile, puis déposez-le de nouveau."
)


def read(content: bytes) -> list[Line]:
    """Rows of any CSV, the first with the titles of the columns."""
    rows = _rows(content)
    return [
        Line(source=" | ".join(row), cells=tuple(row) if len(row) > 1 else (), table=1, header=number == 0)
        if any(row)
        else Line(source="")
        for number, row in enumerate(rows)
    ]


def read_csv(content: bytes) -> Reading | None:
    """The reading of a table with our columns (in any order), None when its titles are others."""
    rows = _rows(content)
    titles = [title.strip() for title in rows[0]] if rows else []
    if not {grid.RUBRIC, grid.TEXT} <= set(titles):
        return None
    return _Grid(titles, rows).read()


def _rows(content: bytes) -> list[list[str]]:
    text = decode(content).removeprefix("\ufeff")
    if len(text) > MAX_CHARACTERS:
        raise TOO_MUCH
    first = text.split("\n", 1)[0]
    delimiter = max(";,\t|", key=first.count)
    rows: list[list[str]] = []
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
            rows.append([grid.as_typed(cell).strip() for cell in row])
            if len(rows) > MAX_LINES:
                raise too_many_lines()
    except csv.Error:
        raise ENDLESS from None
    return rows


class _Grid:
    def __init__(self, titles: list[str], rows: list[list[str]]):
        self.rows = [dict(zip(titles, [*row, *[""] * len(titles)], strict=False)) for row in rows]
        self.reading = Reading(lines=[" | ".join(filter(None, row)) for row in rows])
        self.boards: dict[int, Board] = {}
        self.groups: dict[tuple[int, int], Group] = {}
        self.areas: dict[tuple[int, int], Area] = {}
        self.notes: list[tuple[tuple[int, int, int], Note]] = []
        self.read_lines = {1}

    def read(self) -> Reading:
        takes = {bare(rubric): self._entry_taker(name) for name, (rubric, *_) in grid.ENTRIES.items()}
        takes |= {bare(rubric): self._front_taker(field) for field, rubric in grid.FRONT.items()}
        takes |= {bare(grid.BOARD): self._board, bare(grid.TEAM_GROUP): self._group}
        takes |= {bare(grid.AREA): self._area, bare(grid.NOTE): self._note}
        found = [(takes.get(bare(row.get(grid.RUBRIC, ""))), row, n) for n, row in enumerate(self.rows, 1)]
        # Notes last: one without a number is placed by the titles of boards and areas that may stand below it.
        for take, row, number in sorted(found[1:], key=lambda each: each[0] == self._note):
            if take and take(row, number):
                self.read_lines.add(number)
        self._place()
        return self._finished()

    def _front_taker(self, field: str):
        def take(row: dict, line: int) -> bool:
            setattr(self.reading, field, grid.read(field, row[grid.TEXT]))
            return True

        return take

    def _entry_taker(self, name: str):
        _, main, others = grid.ENTRIES[name]
        kind = KINDS.get(name) or {"decisions": Decision, "solutions": Solution}[name]

        def take(row: dict, line: int) -> bool:
            values = self._values(row, main, others)
            if "line" in kind.__dataclass_fields__:
                values["line"] = line
            getattr(self.reading, name).append(kind(**values))
            return True

        return take

    def _values(self, row: dict, main: str, fields) -> dict:
        """Values by field; what a column cannot hold goes with the text, with the title of its column."""
        values, beside = {main: row.get(grid.TEXT, "")}, []
        for field in fields:
            cell = row.get(grid.FIELDS[field], "")
            value = grid.read(field, cell)
            if cell and value is None:
                beside.append(f"{grid.FIELDS[field]}{words.COLON}{cell}")
            elif cell:
                values[field] = value
        if beside:
            values[main] = f"{values[main]} ({'; '.join(beside)})".strip()
        return values

    def _board(self, row: dict, line: int) -> bool:
        code = self._code(row.get(grid.NUMBER, ""))
        number = code[0] if code else max(self.boards, default=0) + 1
        kind = read_word(row.get(grid.FIELDS["kind"], ""), words.BOARDS)
        self.boards[number] = Board(
            row[grid.TEXT],
            kind or "statements",
            line=line,
            id=f"t{number}",
            team=row.get(grid.FIELDS["team"], ""),
        )
        return True

    def _group(self, row: dict, line: int) -> bool:
        code = self._code(row.get(grid.NUMBER, ""))
        if not code or not code[1]:
            return False
        values = self._values(row, "title", ("votes", "impact", "effort", "agreement"))
        self.groups[code[0], code[1]] = Group(id=f"t{code[0]}-g{code[1]}", **values)
        return True

    def _area(self, row: dict, line: int) -> bool:
        code = self._code(row.get(grid.NUMBER, ""))
        if not code or not code[2]:
            return False
        sentiment = read_word(row.get(grid.FIELDS["sentiment"], ""), words.SENTIMENTS) or "neutral"
        self.areas[code[0], code[2]] = Area(row[grid.TEXT], sentiment, line=line)
        return True

    def _note(self, row: dict, line: int) -> bool:
        code = self._code(row.get(grid.NUMBER, ""))
        place = (code[0], code[2], code[3]) if code and code[3] else self._titled(row, line)
        if not place:
            return False
        group, parent = (self._code(row.get(column, "")) for column in (grid.GROUP, grid.PARENT))
        note = Note(
            row[grid.TEXT], row.get(grid.FIELDS["author"], ""), line,
            id=_note_id(place),
            group=f"t{group[0]}-g{group[1]}" if group and group[1] else "",
            parent=_note_id((parent[0], parent[2], parent[3])) if parent and parent[3] else "",
            verdict=read_word(row.get(grid.FIELDS["verdict"], ""), words.VERDICTS),
        )  # fmt: skip
        self.notes.append((place, note))
        return True

    def _titled(self, row: dict, line: int) -> tuple[int, int, int] | None:
        """A row that a person added without a number: the titles say where it goes, after the others."""
        place = self.places.get((row.get(grid.BOARD_TITLE), row.get(grid.AREA_TITLE)))
        return (*place, 100_000 + line) if place else None

    @cached_property
    def places(self) -> dict[tuple[str, str], tuple[int, int]]:
        """Where areas are, by the titles of their board and their own."""
        return {(self._known_board(place[0]).title, area.title): place for place, area in self.areas.items()}

    def _code(self, text: str) -> tuple[int, int, int, int] | None:
        """(board, group, area, note), 0 for what it does not say."""
        found = CODE.fullmatch(text)
        return tuple(int(part or 0) for part in found.groups()) if found else None

    def _place(self) -> None:
        """Boards, areas and notes in the order of their numbers, however the sheet was sorted."""
        for (number, _), group in sorted(self.groups.items(), key=lambda item: item[0]):
            self._known_board(number).groups.append(group)
        for place, _ in self.notes:
            self.areas.setdefault(place[:2], Area(""))
        for (number, _), area in sorted(self.areas.items(), key=lambda item: item[0]):
            self._known_board(number).areas.append(area)
        for (number, zone, _), note in sorted(self.notes, key=lambda item: item[0]):
            self.areas[number, zone].notes.append(note)
        self.reading.boards = [board for _, board in sorted(self.boards.items())]

    def _known_board(self, number: int) -> Board:
        return self.boards.setdefault(number, Board("", id=f"t{number}"))

    def _finished(self) -> Reading:
        reading = self.reading
        written = {number for number, line in enumerate(reading.lines, 1) if line.strip()}
        reading.structure = sorted((self.read_lines & written) - reading.item_lines())
        unread = sorted(written - self.read_lines)
        reading.unread = [Unread(number, reading.lines[number - 1].strip()) for number in unread]
        return reading


def _note_id(place: tuple[int, int, int]) -> str:
    return "t{}-z{}-p{}".format(*place)
