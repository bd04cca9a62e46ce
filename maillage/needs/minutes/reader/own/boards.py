"""Boards of our own layout: groups in a table, areas as lists, problem trees as one outline."""

from __future__ import annotations

import re
from collections import Counter

from ..reading import Area, Board, Group, Note
from . import words
from .blocks import HEADING, ITEM, PARAGRAPH, Block
from .phrases import (
    NOTE_DETAILS,
    read_area,
    read_list,
    read_or_label,
    read_word,
    split_details,
    unguarded,
    unless,
)
from .rows import rows_of

FAMILIES = re.compile(rf"{re.escape(words.FAMILIES)}\s?:\s*(.*)", re.S)
TEAM = re.compile(rf"{words.TEAM}\s(.+)", re.S)
COUNTED = re.compile(r"\d+\s(?:post-it|groupes?)")
GROUPED = rf"{words.GROUP}\s\d{{1,5}}\s?:"
GROUP = re.compile(rf"{words.GROUP}\s(\d{{1,5}})\s?:")


def read_boards(blocks: list[Block], read: set[int]) -> list[Board]:
    boards: list[Board] = []
    for heading, inside in _by_board(blocks):
        read.update(heading.lines)
        boards.append(_Reader(heading, inside, len(boards) + 1, read).board)
    return boards


def labels(areas: list[Area]) -> list[str]:
    """What each item of an outline begins with, to say which area it is of: « Cause », else the area's own title."""
    said: dict[str, None] = {}
    sentiments = Counter(area.sentiment for area in areas)
    for number, area in enumerate(areas, 1):
        word = words.SENTIMENTS.get(area.sentiment, "").capitalize()
        label = word if word and area.sentiment != "neutral" and sentiments[area.sentiment] == 1 else ""
        label = label or area.title
        if not label or ":" in label or "\\" in label or label in said or re.fullmatch(r"Zone \d+", label):
            label = f"Zone {number}"
        said[label] = None
    return list(said)


def _by_board(blocks: list[Block]) -> list[tuple[Block, list[Block]]]:
    boards: list[tuple[Block, list[Block]]] = []
    for block in blocks:
        if block.kind == HEADING and block.level == 3:
            boards.append((block, []))
        elif boards:
            boards[-1][1].append(block)
    return boards


class _Reader:
    def __init__(self, heading: Block, blocks: list[Block], number: int, read: set[int]):
        self.board = Board(unless(heading.text, words.UNTITLED_BOARD), line=heading.lines[0], id=f"t{number}")
        self.read, self.count = read, 0
        self.labels: dict[str, Area] = {}  # of an outline
        self.path: list[tuple[int, str]] = []  # (depth, id) of the notes an outline's item hangs under
        self.group = ""  # that the items below are of
        self._read_groups(blocks)
        for position, block in enumerate(blocks):
            if self._takes(block, position):
                read.update(block.lines)

    def _takes(self, block: Block, position: int) -> bool:
        if block.kind == HEADING:
            title, sentiment = read_area(block.text)
            self.board.areas.append(Area(title, sentiment, line=block.lines[0]))
            self.group = ""
            return True
        if block.kind == PARAGRAPH:
            return self._takes_paragraph(block, position)
        return block.kind == ITEM and (self._branch(block) if self.labels else self._item(block))

    def _takes_paragraph(self, block: Block, position: int) -> bool:
        if block.text == words.NO_NOTE:
            return True
        if found := FAMILIES.fullmatch(block.text):
            self.board.areas = [Area(*read_area(part)) for part in read_list(found[1])]
            self.labels = dict(zip(labels(self.board.areas), self.board.areas, strict=True))
            return True
        return position == 0 and self._about(read_list(block.text))

    def _about(self, parts: list[str]) -> bool:
        """« Arbre à problèmes · sous-groupe Nord · 24 post-it »"""
        self.board.kind = read_word(parts[0], words.BOARDS)
        for part in parts[1:]:
            if found := TEAM.fullmatch(part):
                self.board.team = found[1]
            elif not COUNTED.fullmatch(part):
                return False
        return True

    def _read_groups(self, blocks: list[Block]) -> None:
        for values, _ in rows_of(blocks, "groups", self.read):
            values.pop("number", None)
            group = Group(id=f"{self.board.id}-g{len(self.board.groups) + 1}", **values)
            self.board.groups.append(group)

    def _group_id(self, number: str) -> str:
        index = int(number) - 1
        return self.board.groups[index].id if 0 <= index < len(self.board.groups) else ""

    def _note(self, text: str, line: int) -> Note:
        text, details = split_details(text, NOTE_DETAILS)
        verdict = details.get("verdict", "")
        note = Note(
            text, details.get("author", ""), line,
            group=self._group_id(details["group"]) if "group" in details else "",
            verdict=read_or_label(verdict, words.VERDICTS, "avis") if verdict else "",
        )  # fmt: skip
        self.count += 1
        return note

    def _item(self, block: Block) -> bool:
        """A note of an area, alone or under its group."""
        if not self.board.areas:
            self.board.areas.append(Area(self.board.title, line=self.board.line))
        if block.level == 0 and (found := GROUP.match(block.text)):
            self.group = self._group_id(found[1])
            return True
        if block.level == 0:
            self.group = ""
        note = self._note(unguarded(block.text, GROUPED), block.lines[0])
        note.group = self.group or note.group
        self.board.areas[-1].notes.append(note)
        return True

    def _branch(self, block: Block) -> bool:
        """A node of an outline: its label says its area, its depth what it hangs from."""
        self.path = [(depth, node) for depth, node in self.path if depth < block.level]
        text, area = self._labelled(block.text)
        note = self._note(text, block.lines[0])
        note.id = f"{self.board.id}-n{self.count}"
        note.parent = self.path[-1][1] if self.path else ""
        area.notes.append(note)
        self.path.append((block.level, note.id))
        return True

    def _labelled(self, text: str) -> tuple[str, Area]:
        label, colon, rest = text.partition(":")  # no label holds a colon
        area = self.labels.get(label.strip()) if colon else None
        return (rest.strip(), area) if area else (text, self.board.areas[-1])
