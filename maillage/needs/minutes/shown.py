"""Sections as pages show them: every name a template asks for is there, days are days, boards are drawn as they hung."""

import datetime as dt
from dataclasses import dataclass, field

from maillage.needs.minutes.kinds import Field, Kind
from maillage.needs.minutes.parts import Part
from maillage.needs.minutes.reader import Area, Board, Group, Note, Reading
from maillage.needs.minutes.reader.own import words
from maillage.needs.minutes.writer.boards import walk

# What a row may hold beside what a hand types.
BESIDE = {
    "needs": {"votes": None, "rank": None},
    "solutions": {"votes": None},
    "decisions": {"agreement": {}},
}


@dataclass
class Branch:
    """A note of a tree and what hangs from it."""

    note: Note
    area: Area
    below: list["Branch"] = field(default_factory=list)


@dataclass
class Pile:
    """A group with its notes, each beside the area it came from."""

    group: Group
    notes: list[tuple[Area, Note]]

    @property
    def grades(self) -> list[tuple[str, int]]:
        return grades(self.group.agreement)


@dataclass
class Sheet:
    """What one person wrote, zone by zone."""

    name: str
    zones: list[tuple[Area, list[Note]]]


@dataclass
class Shown:
    """One section. `rows` are complete; `board` and what is made of it are there for boards alone."""

    part: Part
    rows: list[dict]
    board: Board | None = None
    piles: list[Pile] = field(default_factory=list)
    areas: list[tuple[Area, list[Note]]] = field(default_factory=list)  # with the notes of no group
    branches: list[Branch] = field(default_factory=list)
    sheets: list[Sheet] = field(default_factory=list)

    @property
    def key(self) -> str:
        return self.part.key

    @property
    def slug(self) -> str:
        return slug_of(self.part.key)

    @property
    def title(self) -> str:
        return self.part.title

    @property
    def kind(self) -> Kind:
        return self.part.kind

    @property
    def data(self) -> dict:
        return self.part.data

    @property
    def head(self) -> dict:
        """The head, its day and its hours as such."""
        return complete_row(self.kind, self.part.data)

    @property
    def crowd(self) -> dict | None:
        """How many came and from where, for who reads no name."""
        return self.part.data if "count" in self.part.data else None

    @property
    def template(self) -> str:
        name = {"rows": self.key, "prose": "prose", "head": "head", "board": "board"}[self.kind.shape]
        return f"minutes/read/{TASKS.get(name, name)}.html"

    @property
    def has(self) -> set[str]:
        """Names of what at least one row says: columns that nobody filled are not shown."""
        return {name for row in self.rows for name, value in row.items() if value not in (None, "", {})}

    @property
    def kind_word(self) -> str:
        return words.BOARDS.get(self.board.kind, self.board.kind)

    @property
    def is_tree(self) -> bool:
        return bool(self.branches)


TASKS = {"actions": "tasks", "past_actions": "tasks", "follow_ups": "tasks"}


def shown(part: Part) -> Shown:
    rows = [complete_row(part.kind, row) for row in part.rows]
    if part.kind.shape != "board":
        return Shown(part, rows)
    board = Reading.from_dict({"boards": [part.data]}).boards[0]
    return Shown(part, rows, board, piles_of(board), loose(board), branches_of(board), sheets_of(board))


def all_shown(parts: list[Part]) -> list[Shown]:
    """Those that say something."""
    return [shown(part) for part in parts if not part.says_nothing]


def slug_of(key: str) -> str:
    return key.replace(":", "-")


def complete_row(kind: Kind, row: dict) -> dict:
    blank = {one.name: None if one.nullable else "" for one in kind.fields} | BESIDE.get(kind.key, {})
    made = {"id": "", **blank, **row}
    for one in kind.fields:
        made[one.name] = said(one, made[one.name])
    if "agreement" in made:
        made["grades"] = grades(made["agreement"])
    if kind.key == "people":
        made["away"] = "" if row.get("status", "present") == "present" else made["status"]
    return made


def said(one: Field, value):
    """A day as a day, a time as a time, a code as its word."""
    if one.kind == "date":
        return day_of(value)
    if one.kind == "time":
        return time_of(value)
    if one.kind == "choice" and value:
        return dict(one.choices).get(value, value)
    return value


def day_of(text: str | None) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text) if text else None
    except ValueError:
        return None


def time_of(text: str | None) -> dt.time | None:
    try:
        return dt.time.fromisoformat(text) if text else None
    except ValueError:
        return None


def grades(agreement: dict[str, int]) -> list[tuple[str, int]]:
    """[(« Je soutiens pleinement », 4), …] from support to opposition."""
    known = [(word, agreement[code]) for code, word in words.GRADES.items() if agreement.get(code)]
    return [*known, *((code, count) for code, count in agreement.items() if code not in words.GRADES)]


def piles_of(board: Board) -> list[Pile]:
    return [
        Pile(group, [(area, note) for area in board.areas for note in area.notes if note.group == group.id])
        for group in board.groups
    ]


def loose(board: Board) -> list[tuple[Area, list[Note]]]:
    grouped = {group.id for group in board.groups}
    areas = [(area, [note for note in area.notes if note.group not in grouped]) for area in board.areas]
    return [(area, notes) for area, notes in areas if notes]


def branches_of(board: Board) -> list[Branch]:
    """The roots of a tree, when any note hangs from another."""
    ids = {note.id for area in board.areas for note in area.notes if note.id}
    if not any(note.parent in ids for area in board.areas for note in area.notes):
        return []
    roots: list[Branch] = []
    path: list[Branch] = []
    for depth, area, note in walk(board):
        branch = Branch(note, area)
        del path[depth:]
        (path[-1].below if path else roots).append(branch)
        path.append(branch)
    return roots


def sheets_of(board: Board) -> list[Sheet]:
    """Of a board of sheets, one for each person, in the order people began."""
    if board.kind != "sheets":
        return []
    names = dict.fromkeys(note.author for area in board.areas for note in area.notes)
    return [
        Sheet(
            name,
            [
                (area, found)
                for area in board.areas
                if (found := [note for note in area.notes if note.author == name])
            ],
        )
        for name in names
    ]
