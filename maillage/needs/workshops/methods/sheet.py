"""A plan while hands are on it: rows that keep a key when they move, so that a step still knows its board.

A method and a workshop are prepared on the same sheet: read from a Plan or from rows, written back to either.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from maillage.needs.workshops.methods.boards import LAST_ACTIONS
from maillage.needs.workshops.methods.plan import Plan, PlannedBoard, Step


@dataclass
class AreaRow:
    key: str
    title: str
    sentiment: str = "neutral"


@dataclass
class BoardRow:
    key: str
    title: str
    kind: str
    areas: list[AreaRow] = field(default_factory=list)
    for_teams: bool = False
    hands: bool = False
    slots: list[str] = field(default_factory=list)
    rooms: list[str] = field(default_factory=list)
    mirrors: str = ""  # the key of a board
    recalls: bool = False


@dataclass
class StepRow:
    """As `Step`, but `board` is the key of a board, "" for none."""

    key: str
    title: str
    kind: str
    minutes: int
    guide: str = ""
    board: str = ""
    phase: str = ""
    teams: str = ""
    vote: str = ""


@dataclass
class Sheet:
    """`gone`: keys of rows that were taken off. `moves`: {area taken off: area that takes its notes}."""

    boards: list[BoardRow] = field(default_factory=list)
    steps: list[StepRow] = field(default_factory=list)
    gone: set[str] = field(default_factory=set)
    moves: dict[str, str] = field(default_factory=dict)

    @property
    def minutes(self) -> int:
        return sum(step.minutes for step in self.steps)

    def opens_soon(self, board: str) -> bool:
        """A board that a step brings out waits for it; a board that no step opens is there from the start."""
        first = next((step for step in self.steps if step.board == board), None)
        return bool(first and first.phase)

    @classmethod
    def of_plan(cls, plan: Plan) -> Sheet:
        boards = [
            BoardRow(
                key=f"b{n}",
                title=board.title,
                kind=board.kind,
                areas=[AreaRow(f"b{n}a{rank}", *area) for rank, area in enumerate(board.areas)],
                for_teams=board.for_teams,
                hands=board.hands,
                slots=list(board.slots),
                rooms=list(board.rooms),
                mirrors="" if board.mirrors is None else f"b{board.mirrors}",
                recalls=board.recalls,
            )
            for n, board in enumerate(plan.boards)
        ]
        steps = [
            StepRow(
                f"t{n}",
                step.title,
                step.kind,
                step.minutes,
                step.guide,
                "" if step.board is None else f"b{step.board}",
                step.phase,
                step.teams,
                step.vote,
            )
            for n, step in enumerate(plan.agenda)
        ]
        return cls(boards, steps)

    def plan(self, title: str, says: str = "", when: str = "", people: str = "") -> Plan:
        """Raises BadPlan."""
        number = {board.key: n for n, board in enumerate(self.boards)}
        return Plan(
            title=title,
            says=says,
            when=when,
            people=people,
            agenda=tuple(
                Step(
                    step.title,
                    step.kind,
                    step.minutes,
                    step.guide,
                    number.get(step.board),
                    step.phase if step.board in number else "",
                    step.teams,
                    step.vote,
                )
                for step in self.steps
            ),
            boards=tuple(
                PlannedBoard(
                    board.title,
                    board.kind,
                    tuple((area.title, area.sentiment) for area in board.areas),
                    board.for_teams,
                    board.hands,
                    tuple(board.slots),
                    tuple(board.rooms),
                    number.get(board.mirrors),
                    board.recalls,
                )
                for board in self.boards
            ),
        )


def with_columns(plan: Plan, titles: list[str]) -> Plan:
    """The same, with these columns on its first board."""
    first, *others = plan.boards
    return replace(
        plan, boards=(replace(first, areas=tuple((title, "neutral") for title in titles)), *others)
    )


def with_recall(plan: Plan) -> Plan:
    """The same, opening with the state of the actions of the workshop before; as it is when it does already."""
    if any(board.recalls for board in plan.boards):
        return plan
    step = Step(
        "Où en sont nos actions ?",
        "plenary",
        15,
        "Une action après l’autre, une minute chacune : faite, en cours ou en panne. On range, on ne se justifie pas.",
        board=len(plan.boards),
        phase="grouping",
    )
    agenda = list(plan.agenda)
    agenda.insert(1 if agenda and agenda[0].kind == "welcome" else 0, step)
    return replace(plan, agenda=tuple(agenda), boards=(*plan.boards, LAST_ACTIONS))
