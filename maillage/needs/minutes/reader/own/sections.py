"""From the blocks of our own layout to the reading. What is in no known place is left unread, never guessed."""

from __future__ import annotations

import re

from ..people import status_of
from ..reading import (
    Action,
    AgendaEntry,
    Decision,
    FollowUp,
    Need,
    Participant,
    PastAction,
    Reading,
    Solution,
)
from ..words import ACTIONS, AGENDA, FOLLOW_UPS, NEEDS, PRESENT, SOLUTIONS, bare, loose_topic
from . import words
from .blocks import HEADING, ITEM, PARAGRAPH, ROW, Block
from .boards import read_boards
from .phrases import (
    SOLUTION_DETAILS,
    agreement_details,
    read_when,
    split_details,
    unguarded,
    unless,
)
from .rows import main_field, rows_of

LABELS = (words.DATE, words.PLACE, words.PURPOSE, words.BRIEF)
LABELLED = re.compile(rf"({'|'.join(LABELS)})\s?:(?:\s+(.*))?", re.S)
LABEL = rf"(?:{'|'.join(LABELS)})\s?:"
TITLES = {bare(title): name for name, title in words.SECTIONS.items()} | words.FORMER
TOPICS = {
    PRESENT: "participants",
    AGENDA: "agenda",
    NEEDS: "needs",
    SOLUTIONS: "solutions",
    ACTIONS: "actions",
    FOLLOW_UPS: "follow_ups",
}
KINDS = {
    "participants": Participant, "agenda": AgendaEntry, "needs": Need, "actions": Action, "past_actions": PastAction,
    "follow_ups": FollowUp,
}  # fmt: skip


def is_signed(text: str) -> bool:
    return text.startswith(words.SIGNED)


def read_blocks(blocks: list[Block]) -> tuple[Reading, set[int]]:
    """The reading, and the numbers of the lines that were understood."""
    reading, read = Reading(), set()
    signed = [block for block in blocks if block.kind == PARAGRAPH and is_signed(block.text)][-1:]
    read.update(*(block.lines for block in signed))
    front, sections = _cut([block for block in blocks if not any(block is mark for mark in signed)])
    _read_front(front, reading, read)
    for heading, inside in sections:
        name = _section_named(heading.text)
        if not name:
            continue
        read.update(heading.lines)
        if name == "boards":
            reading.boards += read_boards(inside, read)
        elif name == "summary":
            _read_summary(inside, reading, read)
        elif name == "solutions":
            _read_solutions(inside, reading, read)
        elif name == "decisions":
            _read_decisions(inside, reading, read)
        else:
            _read_entries(name, inside, reading, read)
    return reading, read


def _section_named(title: str) -> str:
    """Its name by our own title, else by the words a person put in its place (« Plan d’action »)."""
    return TITLES.get(bare(title)) or TOPICS.get(loose_topic(title), "")


def _cut(blocks: list[Block]) -> tuple[list[Block], list[tuple[Block, list[Block]]]]:
    """What stands before the first section, and each section with its heading."""
    front, sections = [], []
    for block in blocks:
        if block.kind == HEADING and block.level == 2:
            sections.append((block, []))
        else:
            (sections[-1][1] if sections else front).append(block)
    return front, sections


def _read_front(blocks: list[Block], reading: Reading, read: set[int]) -> None:
    label, further = "", []
    for block in blocks:
        if block.kind == HEADING and block.level == 1:
            reading.title = unless(block.text, words.UNTITLED)
        elif block.kind != PARAGRAPH:
            continue
        elif found := LABELLED.fullmatch(block.text):
            label = found[1]
            _read_label(label, found[2] or "", reading)
        elif label == words.PURPOSE:
            further.append(unguarded(block.text, LABEL))
        else:
            continue
        read.update(block.lines)
    reading.purpose = "\n".join(filter(None, [reading.purpose, *further]))


def _read_label(label: str, text: str, reading: Reading) -> None:
    if label == words.DATE:
        reading.date, reading.starts, reading.ends = read_when(text)
    elif label == words.PLACE:
        reading.place = text
    elif label == words.PURPOSE:
        reading.purpose = text


def _read_summary(blocks: list[Block], reading: Reading, read: set[int]) -> None:
    said = []
    for block in blocks:
        if block.kind != ROW:
            said.append(f"{words.LIST_MARK} {block.text}" if block.kind == ITEM else block.text)
            read.update(block.lines)
    reading.summary = "\n".join(filter(None, [reading.summary, *said]))


def _read_decisions(blocks: list[Block], reading: Reading, read: set[int]) -> None:
    for block in _items(blocks, read):
        text, agreement = split_details(block.text, agreement_details)
        reading.decisions.append(Decision(text, block.lines[0], agreement))


def _read_solutions(blocks: list[Block], reading: Reading, read: set[int]) -> None:
    cause = ""
    for block in blocks:
        if block.kind == HEADING:
            cause = unless(block.text, words.NO_CAUSE)
            read.update(block.lines)
        elif block.kind == ITEM:
            text, details = split_details(block.text, SOLUTION_DETAILS)
            votes = int(details["votes"]) if details else None
            reading.solutions.append(Solution(text, cause, block.lines[0], votes))
            read.update(block.lines)


def _items(blocks: list[Block], read: set[int]) -> list[Block]:
    items = [block for block in blocks if block.kind == ITEM]
    read.update(*(block.lines for block in items))
    return items


# ---- Tables, or plain lists of the same things.


def _read_entries(name: str, blocks: list[Block], reading: Reading, read: set[int]) -> None:
    """Rows under known column titles, items of a list: one entry each."""
    kind, into = KINDS[name], getattr(reading, name)
    for block in _items(blocks, read):
        into.append(_entry(kind, name, {main_field(name): block.text}, block))
    for values, row in rows_of(blocks, name, read):
        into.append(_entry(kind, name, values, row))


def _entry(kind, name: str, values: dict, block: Block):
    if name == "agenda":
        values["starts"], values["ends"] = values.pop("times", None) or (None, None)
    if name == "participants" and (status := values.get("status")) not in words.STATUSES:
        values["status"] = status_of(status or "", status or "present")
    if "line" in kind.__dataclass_fields__:
        values["line"] = block.lines[0]
    return kind(**values)
