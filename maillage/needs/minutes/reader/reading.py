"""What the reader found in minutes: the JSON contract as dataclasses.

Every `line` is the 1-based number of a line in `Reading.lines`. Dates are ISO (`2018-06-12`) or None,
times `HH:MM` or None, phones E.164. `Reading.structure` lists the lines that were understood but carry no
item of their own (headings, labels, rows of people, agenda…): with the items and `unread` they cover every
line that is not blank.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, field, fields


@dataclass
class Participant:
    name: str
    organisation: str = ""
    role: str = ""
    email: str = ""
    phone: str = ""
    status: str = "present"  # present | excused | absent


@dataclass
class AgendaEntry:
    title: str
    starts: str | None = None
    ends: str | None = None


@dataclass
class Note:
    text: str
    author: str = ""
    line: int | None = None


@dataclass
class Area:
    title: str
    sentiment: str = "neutral"
    notes: list[Note] = field(default_factory=list)
    line: int | None = None


@dataclass
class Board:
    title: str
    kind: str = "statements"  # columns | problem_tree | statements
    areas: list[Area] = field(default_factory=list)
    line: int | None = None


@dataclass
class Need:
    text: str
    audience: str = ""
    line: int | None = None


@dataclass
class Solution:
    text: str
    cause: str = ""
    line: int | None = None


@dataclass
class Action:
    text: str
    audience: str = ""
    line: int | None = None


@dataclass
class FollowUp:
    text: str
    line: int | None = None


@dataclass
class Unread:
    line: int
    text: str


@dataclass
class Reading:
    title: str = ""
    date: str | None = None
    place: str = ""
    participants: list[Participant] = field(default_factory=list)
    agenda: list[AgendaEntry] = field(default_factory=list)
    boards: list[Board] = field(default_factory=list)
    needs: list[Need] = field(default_factory=list)
    solutions: list[Solution] = field(default_factory=list)
    actions: list[Action] = field(default_factory=list)
    follow_ups: list[FollowUp] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    structure: list[int] = field(default_factory=list)

    def to_dict(self) -> dict:
        """The contract's keys, all present; neither `lines` nor `structure`."""
        found = asdict(self)
        del found["lines"], found["structure"]
        return found

    @classmethod
    def from_dict(cls, found: dict) -> Reading:
        """The reading that `to_dict` gave; keys it does not know are ignored. `lines` may be added to the dict."""
        return cls(
            title=found.get("title") or "",
            date=found.get("date") or None,
            place=found.get("place") or "",
            participants=_rows(Participant, found, "participants"),
            agenda=_rows(AgendaEntry, found, "agenda"),
            boards=[_board(board) for board in found.get("boards") or []],
            needs=_rows(Need, found, "needs"),
            solutions=_rows(Solution, found, "solutions"),
            actions=_rows(Action, found, "actions"),
            follow_ups=_rows(FollowUp, found, "follow_ups"),
            unread=_rows(Unread, found, "unread"),
            lines=list(found.get("lines") or []),
            structure=list(found.get("structure") or []),
        )

    def item_lines(self) -> set[int]:
        """Numbers of the lines that gave a note, a need, a solution, an action or a follow-up."""
        notes = [note for board in self.boards for area in board.areas for note in area.notes]
        items = [*notes, *self.needs, *self.solutions, *self.actions, *self.follow_ups]
        return {item.line for item in items if item.line}


def _rows(kind, found: dict, key: str) -> list:
    return [_row(kind, row) for row in found.get(key) or []]


def _row(kind, row: dict):
    known = {f.name for f in fields(kind)}
    return kind(**{key: value for key, value in row.items() if key in known})


def _board(board: dict) -> Board:
    areas = []
    for area in board.get("areas") or []:
        read = _row(Area, area)
        read.notes = _rows(Note, area, "notes")
        areas.append(read)
    read = _row(Board, board)
    read.areas = areas
    return read
