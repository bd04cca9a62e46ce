"""Putting a sheet up: its boards and its steps become rows, under the workshop's lock, and nothing written is lost."""

import datetime as dt
from dataclasses import dataclass, field

from django.db import models
from django.utils import timezone

from maillage.ground.journal import models as journal
from maillage.ground.people.models import Person
from maillage.needs.workshops.methods.sheet import AreaRow, BoardRow, Sheet, StepRow
from maillage.needs.workshops.models.board import Area, Board
from maillage.needs.workshops.models.wall import HANGS_UNDER, Note
from maillage.needs.workshops.models.workshop import Change, Refused, Workshop
from maillage.needs.workshops.recall import COLUMN_OF, recall
from maillage.ui.french import plural

DAY = dt.date(2000, 1, 1)  # hours are added to a time of day on it
LONGEST_NOTE = 1000


def after(start: dt.time, minutes: int) -> dt.time:
    return (dt.datetime.combine(DAY, start) + dt.timedelta(minutes=minutes)).time()


def sheet_of(workshop: Workshop) -> Sheet:
    """What is planned now, keys being pids. Three queries."""
    boards, keys = [], {}
    for board in workshop.boards.plenary().select_related("mirrors").prefetch_related("areas"):
        keys[board.pk] = board.pid
        cells = [area for area in board.areas.all() if area.is_cell]
        boards.append(
            BoardRow(
                board.pid,
                board.title,
                board.kind,
                [AreaRow(a.pid, a.title, a.sentiment) for a in board.areas.all() if not a.is_cell],
                board.for_teams,
                board.hands,
                list(dict.fromkeys(area.slot for area in cells)),
                list(dict.fromkeys(area.room for area in cells)),
                board.mirrors.pid if board.mirrors_id else "",
            )
        )
    steps = [
        StepRow(
            item.pid,
            item.title,
            item.kind,
            item.planned_minutes or 10,
            item.guide,
            keys.get(item.board_id, ""),
            item.phase,
            item.teams,
            item.vote,
        )
        for item in workshop.agenda.all()
    ]
    return Sheet(boards, steps)


def lay_out(workshop: Workshop, sheet: Sheet, by: Person | None) -> dict[str, str]:
    """Make the rows what the sheet says; {key of a new row: its pid}. Rows the sheet does not know stay.

    Raises Refused, and changes nothing, rather than lose a note or a step that has taken place.
    """
    with workshop.turn() as locked:
        laying = Laying(locked, sheet)
        laying.put_boards()
        laying.take_off()
        laying.put_steps()
        set_hours(locked)
        locked.tell(Change.Kind.WALL)
        if locked.opened_at:
            journal.record("workshop.laid_out", locked, by, gone=len(sheet.gone))
    return laying.new


@dataclass
class Laying:
    workshop: Workshop
    sheet: Sheet
    new: dict[str, str] = field(default_factory=dict)

    def __post_init__(self):
        self.boards = {board.pid: board for board in self.workshop.boards.plenary()}
        self.steps = {step.pid: step for step in self.workshop.agenda.all()}
        self.rows: dict[str, Board] = {}  # by the key each has on the sheet

    def put_boards(self) -> None:
        for position, told in enumerate(self.sheet.boards):
            board = self.boards.get(told.key)
            fields = {"title": told.title, "for_teams": told.for_teams, "hands": told.hands}
            if board is None:
                phase = Board.Phase.SOON if self.sheet.opens_soon(told.key) else Board.Phase.REVEALED
                board = self.workshop.boards.create(kind=told.kind, phase=phase, position=position, **fields)
                self.new[told.key] = board.pid
            else:
                save(board, position=position, **fields)
            self.rows[told.key] = board
            self.put_areas(board, told)
            if told.recalls and told.key in self.new and self.workshop.follows:
                hang(board, recall.room.of(self.workshop.follows))
        for told in self.sheet.boards:
            board, mirrored = self.rows[told.key], self.rows.get(told.mirrors)
            if mirrored and not board.mirrors_id and not Board.objects.filter(mirrors=mirrored).exists():
                save(board, mirrors=mirrored)

    def put_areas(self, board: Board, told: BoardRow) -> None:
        areas = {area.pid: area for area in board.areas.all()}
        for position, row in enumerate(told.areas):
            area, fields = areas.get(row.key), {"title": row.title, "sentiment": row.sentiment}
            if area is None:
                self.new[row.key] = board.areas.create(position=position, **fields).pid
            else:
                save(area, position=position, **fields)
        for key in self.sheet.gone & areas.keys():
            self.remove_area(areas[key], areas.get(self.sheet.moves.get(key, "")))
        if board.kind == Board.Kind.GRID:
            put_cells(board, told)

    def remove_area(self, area: Area, into: Area | None) -> None:
        notes = Note.objects.filter(area=area)
        if notes.exists():
            if into is None or into.pid in self.sheet.gone:
                raise Refused(kept(notes.count(), f"La colonne « {area.title} »", "Dites où les déplacer."))
            move_all(notes, into)
        area.delete()

    def take_off(self) -> None:
        """Boards and steps that were removed; what was done before cannot be undone across that."""
        for key in self.sheet.gone & self.boards.keys():
            board = self.boards[key]
            family = Board.objects.filter(models.Q(pk=board.pk) | models.Q(origin=board))
            if notes := Note.objects.filter(area__board__in=family).count():
                raise Refused(kept(notes, f"Le tableau « {board.title} »", "Il reste à sa place."))
            for one in family:
                one.delete()
        for key in self.sheet.gone & self.steps.keys():
            step = self.steps[key]
            if step.started_at:
                raise Refused(f"« {step.title} » a déjà eu lieu : ce temps reste au compte rendu.")
            step.delete()
        if self.sheet.gone - self.steps.keys():
            self.workshop.gestures.filter(undone_at=None).update(undone_at=timezone.now())

    def put_steps(self) -> None:
        told = {row.key for row in self.sheet.steps} | self.sheet.gone
        for position, key in enumerate((k for k in self.steps if k not in told), start=len(self.sheet.steps)):
            save(self.steps[key], position=position)  # added by another hand meanwhile: after the others
        for position, told in enumerate(self.sheet.steps):
            board = self.rows.get(told.board)
            fields = {
                "title": told.title,
                "kind": told.kind,
                "minutes": told.minutes,
                "guide": told.guide,
                "board": board,
                "phase": told.phase if board else "",
                "teams": told.teams,
                "vote": told.vote,
                "position": position,
            }
            step = self.steps.get(told.key)
            if step is None:
                self.new[told.key] = self.workshop.agenda.create(**fields).pid
            else:
                save(step, **fields)


def hang(board: Board, last) -> None:
    """The actions of last time, each under its state; where none is said, in the first column."""
    areas = list(board.areas.all())
    of = {area.sentiment: area for area in reversed(areas)}
    for position, action in enumerate(last):
        area = of.get(COLUMN_OF.get(action.state, ""), areas[0])
        area.notes.create(text=action.text[:LONGEST_NOTE], author_name=action.owner[:120], position=position)


def save(row: models.Model, **fields) -> None:
    """Only what changed, and only when something did."""
    changed = [name for name, value in fields.items() if getattr(row, name) != value]
    for name in changed:
        setattr(row, name, fields[name])
    if changed:
        row.save(update_fields=changed)


def kept(notes: int, where: str, then: str) -> str:
    return f"{where} porte {plural(notes, 'post-it')} : rien n’a été retiré. {then}"


def move_all(notes, into: Area) -> None:
    """Notes go to another area of their board; in a tree, links that would mean nothing there are cut."""
    moved = list(notes.values_list("pk", flat=True))
    Note.objects.filter(pk__in=moved).update(area=into)
    rows = Note.objects.filter(models.Q(pk__in=moved) | models.Q(parent__in=moved)).select_related(
        "area", "parent__area"
    )
    loose = [
        row.pk
        for row in rows
        if row.parent and row.parent.area.sentiment not in HANGS_UNDER.get(row.area.sentiment, ())
    ]
    Note.objects.filter(pk__in=loose).update(parent=None)


def put_cells(board: Board, told: BoardRow) -> None:
    """One cell for each slot and room; a cell that goes must be empty. Raises Refused."""
    have = {(area.slot, area.room): area for area in board.areas.all() if area.is_cell}
    wanted = [(slot, room) for slot in told.slots for room in told.rooms]
    for position, place in enumerate(wanted, start=len(told.areas)):
        if area := have.pop(place, None):
            save(area, position=position)
        else:
            slot, room = place
            board.areas.create(title=f"{slot}, {room}"[:250], slot=slot, room=room, position=position)
    for area in have.values():
        if Note.objects.filter(area=area).exists():
            raise Refused(f"Une séance est placée en « {area.title} » : déplacez-la avant d’ôter cette case.")
        area.delete()


def set_hours(workshop: Workshop) -> None:
    """The hour of each step, from the one the workshop begins at; without it, hours stay as they were."""
    if workshop.starts is None:
        return
    hour = workshop.starts
    for step in workshop.agenda.all():
        ends = after(hour, step.planned_minutes or 0)
        save(step, starts=hour, ends=ends)
        hour = ends
    if hour != workshop.starts:
        Workshop.objects.filter(pk=workshop.pk).update(ends=hour)
        workshop.ends = hour
