"""What minutes say, whoever brings them (a file, a live workshop): the JSON contract as dataclasses.

Every `line` is the 1-based number of a line in `Reading.lines`, None when there is no source. Dates are ISO
(`2018-06-12`) or None, times `HH:MM` or None, phones E.164. `Reading.structure` lists the lines that were
understood but carry no item of their own (headings, labels, rows of people, agenda…): with the items and
`unread` they cover every line that is not blank.

Fields made by `extra` came with live workshops. `to_dict` leaves them out when they say nothing, so that what
a plain file gives has exactly the keys it always had.
"""

from __future__ import annotations

from dataclasses import MISSING, dataclass, field, fields, is_dataclass


def extra(default=MISSING, factory=MISSING):
    return field(default=default, default_factory=factory, metadata={"extra": True})


@dataclass
class Participant:
    name: str
    organisation: str = ""
    role: str = ""
    email: str = ""
    phone: str = ""
    status: str = "present"  # present | excused | absent | expected


@dataclass
class AgendaEntry:
    title: str
    starts: str | None = None
    ends: str | None = None
    kind: str = extra("")  # of step: welcome, write, group, vote… (a code of the room that held it)
    guide: str = extra("")  # what people were asked to do


@dataclass
class Note:
    text: str
    author: str = ""
    line: int | None = None
    id: str = extra("")
    parent: str = extra("")  # id of the note of this board it hangs from
    group: str = extra("")  # id of a group of this board
    verdict: str = extra("")  # of the plenary on a sub-group's note: validated | amended | set_aside


@dataclass
class Area:
    title: str
    # neutral | favourable | unfavourable | consequence | problem | cause | solution | effect | objective | means
    sentiment: str = "neutral"
    notes: list[Note] = field(default_factory=list)
    line: int | None = None


@dataclass
class Group:
    """Notes put together, and what people made of them."""

    title: str
    id: str = ""
    votes: int | None = extra(None)
    impact: float | None = extra(None)  # mean, 1 to 5
    effort: float | None = extra(None)  # mean, 1 to 5
    agreement: dict[str, int] = extra(factory=dict)  # {grade: how many people}


@dataclass
class Board:
    title: str
    kind: str = "statements"  # columns | statements | problem_tree | objective_tree | sheets | matrix | grid
    areas: list[Area] = field(default_factory=list)
    line: int | None = None
    id: str = extra("")
    team: str = extra("")  # name of the sub-group it belongs to
    groups: list[Group] = extra(factory=list)


@dataclass
class Need:
    text: str
    audience: str = ""
    line: int | None = None
    votes: int | None = extra(None)
    rank: int | None = extra(None)
    reason: str = extra("")


@dataclass
class Solution:
    text: str
    cause: str = ""
    line: int | None = None
    votes: int | None = extra(None)


@dataclass
class Decision:
    text: str
    line: int | None = None
    agreement: dict[str, int] = extra(factory=dict)


@dataclass
class Action:
    text: str
    audience: str = ""
    line: int | None = None
    owner: str = extra("")
    due: str | None = extra(None)
    state: str = extra("")  # in words: « à faire », « en cours », « fait »…


@dataclass
class FollowUp:
    text: str
    line: int | None = None
    owner: str = extra("")
    due: str | None = extra(None)
    state: str = extra("")


@dataclass
class PastAction:
    """What had been decided the time before, and where it stands."""

    text: str
    owner: str = ""
    due: str | None = None
    state: str = ""
    line: int | None = extra(None)


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
    starts: str | None = extra(None)
    ends: str | None = extra(None)
    purpose: str = extra("")
    summary: str = extra("")  # what was said; each line is a paragraph
    decisions: list[Decision] = extra(factory=list)
    past_actions: list[PastAction] = extra(factory=list)

    def to_dict(self) -> dict:
        """The contract's keys, and those of live workshops that say something; neither `lines` nor `structure`."""
        found = _told(self)
        del found["lines"], found["structure"]
        return found

    @classmethod
    def from_dict(cls, found: dict) -> Reading:
        """The reading that `to_dict` gave; keys it does not know are ignored. `lines` may be added to the dict."""
        return cls(
            **{
                name: found.get(name) or (None if name in ("date", "starts", "ends") else "")
                for name in ("title", "date", "place", "starts", "ends", "purpose", "summary")
            },
            **{name: _rows(kind, found, name) for name, kind in ITEMS.items()},
            boards=[_board(board) for board in found.get("boards") or []],
            lines=list(found.get("lines") or []),
            structure=list(found.get("structure") or []),
        )

    def item_lines(self) -> set[int]:
        """Numbers of the lines that gave a note, a need, a solution, a decision, an action or a follow-up."""
        notes = [note for board in self.boards for area in board.areas for note in area.notes]
        items = [*notes, *self.needs, *self.solutions, *self.decisions, *self.actions, *self.follow_ups]
        return {item.line for item in [*items, *self.past_actions] if item.line}


ITEMS = {
    "participants": Participant, "agenda": AgendaEntry, "needs": Need, "solutions": Solution, "decisions": Decision,
    "actions": Action, "follow_ups": FollowUp, "past_actions": PastAction, "unread": Unread,
}  # fmt: skip


def _told(value):
    """As plain lists and dicts, without the extra fields that say nothing."""
    if is_dataclass(value):
        said = ((f, getattr(value, f.name)) for f in fields(value))
        return {
            f.name: _told(v) for f, v in said if not (f.metadata.get("extra") and v in (None, "", [], {}))
        }
    if isinstance(value, list):
        return [_told(item) for item in value]
    return dict(value) if isinstance(value, dict) else value


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
    read.groups = _rows(Group, board, "groups")
    return read
