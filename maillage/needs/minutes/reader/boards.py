"""Boards, areas and notes from the sections that are neither people, agenda nor a list of items."""

from __future__ import annotations

import re

from .draft import Draft
from .headings import Headings
from .lines import Line
from .outline import Section
from .reading import Board
from .words import FAVOURABLE, ITEMS, PEOPLE, SENTIMENTS, STATEMENTS, UNFAVOURABLE

BY_SIGN = {"+": FAVOURABLE, "-": UNFAVOURABLE}
BIG = 30  # headings up to this level name boards; those below name areas


QUOTED = re.compile(r"[«“].{8,}[»”][^«»“”]{0,60}")


def board_for(section: Section, draft: Draft) -> Board:
    """The board that a section's notes go to: named by the nearest big heading, else by the document."""
    if facing := _facing(section):
        above = section.parent
        if above is not None and above.heading is not None and above.title != draft.reading.title:
            return draft.board(above.title, above.heading, fresh=True)
        return draft.board(" / ".join(dict.fromkeys(s.title for s in facing)), facing[0].heading, fresh=True)
    holder = section
    while holder is not None and (holder.heading is None or holder.level > BIG):
        holder = holder.parent
    if holder is None or holder.level <= 10 and holder is not section:
        return draft.board(draft.reading.title or section.title or "Notes", section.heading)
    return draft.board(holder.title, holder.heading, fresh=True)


def _facing(section: Section) -> list[Section]:
    """Sections that face one another (« Points forts », « Points faibles ») and belong on one board."""
    if section.topic not in SENTIMENTS or section.parent is None:
        return []
    siblings = section.parent.children
    run: list[Section] = []
    for sibling in siblings:
        if sibling.topic in SENTIMENTS and sibling.level == section.level:
            run.append(sibling)
        elif section in run:
            break
        else:
            run = []
    return run if section in run and len({s.topic for s in run}) > 1 else []


def read_notes(section: Section, lines: list[Line], headings: Headings, draft: Draft) -> None:
    """Notes of a section: its items, its quoted passages with their speaker, and its lines when it is all short lines."""
    topic = section.inherited_topic()
    sentiment = topic if topic in SENTIMENTS else "neutral"
    passages = _Passages(section, lines, headings, _takes_plain_lines(section, headings, topic))
    signed = sentiment == "neutral" and {line.sign for line in lines} >= {"+", "-"}
    for text, line, author in passages.notes(draft):
        board = board_for(section, draft)
        felt = BY_SIGN.get(line.sign, sentiment) if signed else sentiment
        area = draft.area(board, _area_title(section, board), felt, section.heading)
        draft.note(area, text, line, author)


def keep_empty_branch(section: Section, draft: Draft) -> None:
    """A branch of a mind map that nothing hangs on is still said."""
    board = board_for(section, draft)
    draft.area(board, section.title, "neutral", section.heading)
    draft.feed(section.heading)


def settle_kinds(draft: Draft) -> None:
    """A board with several areas or a sentiment has columns; one with a single neutral area is a list of statements."""
    draft.reading.boards = [board for board in draft.reading.boards if board.areas]
    for board in draft.reading.boards:
        if board.kind != "problem_tree":
            neutral = all(area.sentiment == "neutral" for area in board.areas)
            board.kind = "statements" if len(board.areas) == 1 and neutral else "columns"


def _area_title(section: Section, board: Board) -> str:
    titled = section.resumed or section
    if section.topic in ITEMS and titled.parent is not None and titled.parent.heading is not None:
        titled = titled.parent
    return titled.title or board.title


def _takes_plain_lines(section: Section, headings: Headings, topic: str) -> bool:
    if any(line.bullet or line.marker for line in section.written):
        return False
    if section.heading is not None and (headings.branching or headings.blocks):
        return True
    return topic in SENTIMENTS or topic == STATEMENTS


class _Passages:
    """Walks the lines of a section and says which are notes and who spoke."""

    def __init__(self, section: Section, lines: list[Line], headings: Headings, plain_lines: bool):
        self.lines, self.headings, self.plain_lines = lines, headings, plain_lines
        self.author, self.author_quoted, self.author_indent, self.blanks = "", False, 0, 0
        self.closed = section.topic in ITEMS | PEOPLE
        self.several = len(section.written) > 1

    def notes(self, draft: Draft):
        """(text, line, author) of each note."""
        last: Line | None = None
        for line in self.lines:
            if line.blank:
                self.blanks += 1
                continue
            self._maybe_end_speech(line)
            self.blanks = 0
            if speaker := self.headings.speaker(line):
                self.author, self.author_quoted, self.author_indent = speaker, line.quote, line.indent
                rest = line.text.split(":", 1)[1].strip()
                draft.feed(line)
                if rest:
                    yield rest, line, speaker
                continue
            if self._is_note(line, last):
                yield line.text, line, self.author
                last = line

    def _maybe_end_speech(self, line: Line) -> None:
        if line.laid_out and line.bullet and not self.blanks:
            return  # a list inside a quotation may have lost the mark of it
        left = (
            self.author_quoted
            and not line.quote
            or not self.author_quoted
            and self.blanks > 1
            and not line.bullet
        )
        if left or line.indent < self.author_indent and not line.bullet:
            self.author = ""

    def _is_note(self, line: Line, last: Line | None) -> bool:
        if self.author or line.quote:
            return True
        if line.bullet or line.marker:
            return not self.closed
        if self.closed:
            return False
        return (
            self.plain_lines
            or bool(re.match(r"[«“\"].{8,}[»”\"]", line.text))
            and (
                last is not None
                and last.text[:1] in '«“"'
                or self.several
                and bool(QUOTED.fullmatch(line.text))
            )
        )
