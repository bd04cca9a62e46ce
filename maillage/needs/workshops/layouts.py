"""Boards that are not columns: sheets (one for each person) and the grid of a BarCamp. Read once, hung by templates."""

from collections import defaultdict
from dataclasses import dataclass, field

from django.db.models import Count

from maillage.needs.workshops.models import Area, Board, Going, Note, Participant, idle_people


@dataclass
class Zone:
    """One part of a sheet: « D’où je viens », with its notes."""

    area: Area
    notes: list[Note] = field(default_factory=list)


@dataclass
class Sheet:
    """What one person wrote, zone by zone."""

    name: str
    zones: list[Zone]


@dataclass
class Slot:
    """One moment of the grid: a cell for each room, None where there is none."""

    title: str
    cells: list[Area | None]


def lay_out(board: Board, people: list[Participant], inside: bool) -> None:
    """Add to a board with its `.hung` areas and their `.loose` notes what its kind shows.

    Sheets: `.sheets`. Grid: `.pool` (areas that are no cell), `.rooms`, `.slots`, `.idle`, and on notes `.goers`.
    """
    if board.kind == Board.Kind.SHEETS:
        board.sheets = sheets_of(board.hung)
    elif board.kind == Board.Kind.GRID:
        board.pool = [area for area in board.hung if not area.is_cell]
        cells = [area for area in board.hung if area.is_cell]
        board.rooms = list(dict.fromkeys(area.room for area in cells))
        at = {(area.slot, area.room): area for area in cells}
        titles = dict.fromkeys(area.slot for area in cells)
        board.slots = [Slot(title, [at.get((title, room)) for room in board.rooms]) for title in titles]
        board.free = [area for area in cells if not area.loose]
        board.idle = idle_people(board, people) if inside else []
        count_goers(board)


def sheets_of(areas: list[Area]) -> list[Sheet]:
    """In the order people began; notes without an author make one sheet of their own."""
    by_author, names = defaultdict(lambda: [Zone(area) for area in areas]), {}
    notes = sorted((note for area in areas for note in area.loose), key=lambda note: (note.position, note.pk))
    place = {area.pk: n for n, area in enumerate(areas)}
    for note in notes:
        who = note.author_name or "Sans nom"
        key = (note.author_id, who)
        names.setdefault(key, who)
        by_author[key][place[note.area_id]].notes.append(note)
    return [Sheet(name, by_author[key]) for key, name in names.items()]


def count_goers(board: Board) -> None:
    notes = [note for area in board.hung for note in area.loose]
    rows = Going.objects.filter(note__in=notes).order_by().values("note").annotate(people=Count("pk"))
    goers = {row["note"]: row["people"] for row in rows}
    for note in notes:
        note.goers, note.mine = goers.get(note.pk, 0), False  # the page of one person says which are theirs
