"""The reading being filled, and which lines have been understood."""

from __future__ import annotations

import re

from .lines import Line
from .reading import Action, Area, Board, FollowUp, Need, Note, Participant, Reading, Solution
from .words import ACTIONS, FOLLOW_UPS, NEEDS, SOLUTIONS

CITED = re.compile(
    r"^(?P<said>[«\"“].{3,}[»\"”])\s*(?:[-–—,]\s*(?:dit|selon|a dit|explique|témoigne|résume)?|\(|(?=[A-ZÀ-Ý]))\s*(?P<who>[A-ZÀ-Ý][\w’'-]+(?:\s[A-ZÀ-Ý][\w’'.-]*)?(?:,[^()]{0,60})?)\)?\.?$"
)


class Draft:
    def __init__(self, lines: list[Line]):
        self.lines = lines
        self.reading = Reading(lines=[line.source for line in lines])
        self.fed: set[int] = set()
        self.people: list[Participant] = []

    def feed(self, *lines: Line | None) -> None:
        for line in lines:
            if line is not None:
                self.fed.update(line.numbers)

    def item(self, topic: str, text: str, line: Line, *, audience="", cause="") -> None:
        """Add a need, a solution, an action or a follow-up."""
        text = tidy(text)
        if not text:
            return
        self.feed(line)
        if topic == NEEDS:
            self.reading.needs.append(Need(text, audience, line.number))
        elif topic == SOLUTIONS:
            self.reading.solutions.append(Solution(text, cause, line.number))
        elif topic == ACTIONS:
            self.reading.actions.append(Action(text, audience, line.number))
        elif topic == FOLLOW_UPS:
            self.reading.follow_ups.append(FollowUp(text, line.number))

    def board(self, title: str, line: Line | None = None, fresh=False) -> Board:
        """The board of that title, made when there is none; `fresh` never takes one made before the last."""
        known = [board for board in self.reading.boards if board.title == title]
        if known and (not fresh or known[-1] is self.reading.boards[-1]):
            return known[-1]
        board = Board(title, line=line.number if line else None)
        self.reading.boards.append(board)
        return board

    def area(self, board: Board, title: str, sentiment: str, line: Line | None = None) -> Area:
        for area in board.areas:
            if area.title == title and area.sentiment == sentiment:
                return area
        area = Area(title, sentiment, line=line.number if line else None)
        board.areas.append(area)
        return area

    def note(self, area: Area, text: str, line: Line, author="") -> None:
        text = tidy(text)
        if not text:
            return
        self.feed(line)
        if not author and (cited := CITED.match(text)):
            text, author = cited["said"], cited["who"]
        area.notes.append(Note(text, author, line.number))


def tidy(text: str) -> str:
    """Without the list's own punctuation at its end."""
    return re.sub(r"\s*;$", "", re.sub(r"\s+", " ", text).strip()).strip()
