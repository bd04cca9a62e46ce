"""What a document of ours carries beside its text: the reading itself, believed only while it says what is seen.

The text comes first. A person who corrects the document changes what is seen, and then only what is seen counts.
As long as both agree, what the page cannot show is taken from what was carried: ids, the order of notes inside an
area, emoji that no font of a PDF draws.
"""

from __future__ import annotations

import re
from dataclasses import fields

from ..errors import UnreadableMinutes
from ..formats.json_file import read_json
from ..reading import Board, Note, Reading
from .words import LIST_DEEPEST

# What every format shows without fail.
SURE = re.compile(r"[^!-~À-ÖØ-öø-ÿŒœ]+")
LISTS = ("participants", "agenda", "needs", "solutions", "decisions", "actions", "follow_ups", "past_actions")
UNSEEN = {"line", "id", "parent", "group", "unread", "lines", "structure"}


def completed(seen: Reading, carried: str) -> Reading:
    """The carried reading with the lines of the seen one, when they say the same; else the seen one."""
    try:
        found = read_json(carried.encode()) if carried else None
    except UnreadableMinutes:
        return seen
    if found is None or _essence(found) != _essence(seen):
        return seen
    for name in LISTS:
        for item, shown in zip(getattr(found, name), getattr(seen, name), strict=True):
            if hasattr(item, "line"):
                item.line = shown.line
    for board, shown in zip(found.boards, seen.boards, strict=True):
        _give_lines(board, shown)
    found.lines, found.structure, found.unread = seen.lines, seen.structure, seen.unread
    return found


def _give_lines(board: Board, shown: Board) -> None:
    board.line = shown.line
    theirs, ours = _names(board), _names(shown)
    for area, seen in zip(board.areas, shown.areas, strict=True):
        area.line = seen.line
        left: dict[tuple, list[Note]] = {}
        for note in seen.notes:
            left.setdefault(ours(note), []).append(note)
        for note in area.notes:
            note.line = left[theirs(note)].pop(0).line


def _essence(value) -> object:
    """What is seen of it, letters and figures only; the notes of an area in no order, named by what they hang from."""
    if isinstance(value, Board):
        name = _names(value)
        areas = [(_sure(a.title), _sure(a.sentiment), sorted(map(name, a.notes))) for a in value.areas]
        return [_sure(value.title), _sure(value.kind), _sure(value.team), _essence(value.groups), areas]
    if isinstance(value, str):
        return _sure(value)
    if isinstance(value, float):
        return round(value, 2)
    if isinstance(value, list):
        return [_essence(item) for item in value]
    if isinstance(value, dict):
        return {_sure(key): item for key, item in value.items()}
    if value is None or isinstance(value, int):
        return value
    return [_essence(getattr(value, f.name)) for f in fields(value) if f.name not in UNSEEN]


def _names(board: Board):
    """A function that names a note of the board: its words, its group's rank, and the words of those it hangs from.

    Below the ninth level a word processor shows branches side by side: what they hang from is not compared.
    """
    notes = {note.id: note for area in board.areas for note in area.notes if note.id}
    groups = {group.id: rank for rank, group in enumerate(board.groups) if group.id}
    branches = _branches(notes)

    def name(note: Note) -> tuple:
        return (
            _sure(note.text),
            _sure(note.author),
            groups.get(note.group, -1),
            _sure(note.verdict),
            branches.get(note.parent, ()),
        )

    return name


def _branches(notes: dict[str, Note]) -> dict[str, tuple[str, ...]]:
    """By id of a note, the words from the root of its branch down to it, as far as lists go. A circle is cut anywhere."""
    known: dict[str, tuple[str, ...]] = {}
    for start in notes:
        chain: dict[str, None] = {}
        at = start
        while at in notes and at not in known and at not in chain:
            chain[at] = None
            at = notes[at].parent
        above = known.get(at, ())
        for node in reversed(chain):
            above = known[node] = (*above, _sure(notes[node].text))[:LIST_DEEPEST]
    return known


def _sure(text: str) -> str:
    return SURE.sub("", text)
