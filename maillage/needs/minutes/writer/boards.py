"""Boards: what people made of the notes first (groups and their votes), then the notes where they hung."""

from __future__ import annotations

from ..reader.own import words
from ..reader.own.boards import GROUPED, labels
from ..reader.own.phrases import (
    NOTE_DETAILS,
    guarded,
    or_else,
    say_area,
    say_cell,
    say_list,
    say_or_label,
    say_word,
    tail,
)
from ..reader.own.words import COLON, MARK, NBSP
from ..reader.reading import Area, Board, Note
from .blocks import Block, Heading, Item, Paragraph, Table


def board_blocks(board: Board) -> list[Block]:
    blocks: list[Block] = [Heading(3, or_else(board.title, words.UNTITLED_BOARD)), _about(board)]
    if board.groups:
        blocks.append(_groups(board))
    numbers = {group.id: number for number, group in enumerate(board.groups, 1) if group.id}
    ids = {note.id for area in board.areas for note in area.notes if note.id}
    if any(note.parent in ids for area in board.areas for note in area.notes):
        return [*blocks, *_outline(board, numbers)]
    for area in board.areas:
        if not _is_the_board(area, board):
            blocks.append(Heading(4, say_area(area.title, area.sentiment)))
        blocks += _area(area, numbers, board)
    return blocks


def _about(board: Board) -> Paragraph:
    notes = sum(len(area.notes) for area in board.areas)
    parts = [say_word(board.kind, words.BOARDS)]
    if board.team:
        parts.append(f"{words.TEAM} {board.team}")
    parts.append(f"{notes}{NBSP}post-it")
    if board.groups:
        parts.append(f"{len(board.groups)}{NBSP}groupe{'s' * (len(board.groups) > 1)}")
    return Paragraph(say_list(parts), role="about")


def _is_the_board(area: Area, board: Board) -> bool:
    """A single list without a title of its own needs no second heading."""
    same = (area.title, area.sentiment) == (board.title, "neutral")
    return len(board.areas) == 1 and same and bool(area.notes)


def _groups(board: Board) -> Table:
    rows = [
        {
            "number": str(number),
            **{
                f: say_cell(f, getattr(group, f)) for f in ("title", "votes", "impact", "effort", "agreement")
            },
        }
        for number, group in enumerate(board.groups, 1)
    ]
    columns = [
        column
        for column in words.TABLES["groups"]
        if column.field in ("number", "title") or any(row[column.field] for row in rows)
    ]
    return Table(
        "groups",
        f"Groupes de post-it, {board.title}",
        columns,
        [[row[column.field] for column in columns] for row in rows],
    )


def _area(area: Area, numbers: dict[str, int], board: Board) -> list[Block]:
    """Its notes under their groups, then those that are alone; in the order of the groups."""
    blocks: list[Block] = []
    grouped: dict[int, list[Note]] = {}
    for note in area.notes:
        grouped.setdefault(numbers.get(note.group, 0), []).append(note)
    for number, group in enumerate(board.groups, 1):
        if inside := grouped.get(number):
            blocks.append(Item("", lead=f"{words.GROUP} {number}{COLON}{group.title}".strip()))
            blocks += [_item(note, 1) for note in inside]
    blocks += [_item(note, 0) for note in grouped.get(0, [])]
    shown = [block for block in blocks if block.lead or block.text or block.tail]
    return shown or [Paragraph(words.NO_NOTE, role="about")]


def _item(note: Note, depth: int) -> Item:
    return Item(guarded(note.text, GROUPED), depth, tail=_tail(note, None))


def _tail(note: Note, group: int | None) -> str:
    parts = [f"{words.BY} {note.author}"] if note.author else []
    if group:
        parts.append(f"groupe {group}")
    if note.verdict:
        parts.append(say_or_label(note.verdict, words.VERDICTS, "avis"))
    return tail(note.text, parts, NOTE_DETAILS)


def _outline(board: Board, numbers: dict[str, int]) -> list[Block]:
    """Each note under the one it hangs from, whatever its area; its label says which area that is."""
    families = [say_area(area.title, area.sentiment) for area in board.areas]
    blocks: list[Block] = [Paragraph(say_list(families), words.FAMILIES + MARK, "about")]
    said = {id(area): label for area, label in zip(board.areas, labels(board.areas), strict=True)}
    for depth, area, note in walk(board):
        group = numbers.get(note.group)
        item = Item(
            note.text,
            min(depth, words.DEEPEST),
            f"{said[id(area)]}{MARK}",
            _tail(note, group),
            tone=area.sentiment,
        )
        blocks.append(item)
    return blocks


def walk(board: Board) -> list[tuple[int, Area, Note]]:
    """(depth, area, note), parents before their children. What hangs from nothing known, or in a circle, is a root."""
    placed = [(area, note) for area in board.areas for note in area.notes]
    known = {note.id for _, note in placed if note.id}
    below: dict[str, list[tuple[Area, Note]]] = {}
    for area, note in placed:
        below.setdefault(note.parent if note.parent in known else "", []).append((area, note))
    met: set[int] = set()
    order: list[tuple[int, Area, Note]] = []
    for start in [*below.get("", []), *placed]:
        stack = [(0, *start)]
        while stack:
            depth, area, note = stack.pop()
            if id(note) in met:
                continue
            met.add(id(note))
            order.append((depth, area, note))
            if note.id:
                stack += [(depth + 1, *child) for child in reversed(below.get(note.id, []))]
    return order
