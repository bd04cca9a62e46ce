"""Post-its written on paper, typed by a helper: during the workshop, before it opens or long after it has ended."""

import uuid
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from maillage.ground.journal import models as journal
from maillage.ground.people.models import Person
from maillage.ground.people.names import name_key
from maillage.needs.workshops.models.board import Area, Board
from maillage.needs.workshops.models.gestures import gesture
from maillage.needs.workshops.models.people import Participant
from maillage.needs.workshops.models.wall import Note
from maillage.needs.workshops.models.workshop import Change, Workshop

TOLD_ONE_BY_ONE = 40  # beyond, the whole wall is shorter to tell


@dataclass(frozen=True)
class PaperNote:
    """One line as it was typed. `key` is made once for it, so that sending it again writes nothing twice."""

    key: uuid.UUID
    area: Area
    text: str
    author_name: str = ""


def key_of(sending: str, area: Area, text: str, author_name: str, copy: int) -> uuid.UUID:
    """The same for the same line of the same `sending` (a form); `copy` tells identical lines apart, from 0."""
    said = "\x1f".join((sending, area.pid, text, author_name, str(copy)))
    return uuid.uuid5(uuid.NAMESPACE_OID, said)


def keyed(sending: str, lines: Iterable[tuple[Area, str, str]]) -> list[PaperNote]:
    """Lines (area, text, author's name) of one form, each with its key."""
    copies, notes = Counter(), []
    for area, text, author_name in lines:
        same = (area.pk, text, author_name)
        notes.append(
            PaperNote(key_of(sending, area, text, author_name, copies[same]), area, text, author_name)
        )
        copies[same] += 1
    return notes


def type_in(board: Board, typed: list[PaperNote], by: Person) -> int:
    """Hang them on their board, in one gesture; how many were not there yet.

    A name that one person of the sheet bears makes the note theirs. Unlike what phones write, the phase of the board
    does not matter: paper is typed when there is time.
    """
    label = "Saisir un post-it papier" if len(typed) == 1 else f"Saisir {len(typed)} post-it papier"
    with gesture(board.workshop, label, by) as (workshop, hand):
        fresh = [one for one in typed if one.key not in known_keys(workshop, typed)]
        authors = authors_of(workshop, {one.author_name for one in fresh})
        notes = []
        for rank, one in enumerate(fresh, start=1):
            note = Note.objects.create(
                uuid=one.key,
                area=one.area,
                text=one.text,
                author=authors.get(one.author_name),
                author_name=one.author_name,
                position=workshop.seq + rank,
            )
            hand.made(note, gone="hidden_at")
            notes.append(note)
        tell(workshop, notes)
        if notes:
            journal.record("workshop.paper_typed", workshop, by, notes=len(notes))
    return len(notes)


def known_keys(workshop: Workshop, typed: list[PaperNote]) -> set[uuid.UUID]:
    """Those written before, also when the note was taken away since."""
    keys = [one.key for one in typed]
    told = workshop.changes.filter(target__in=map(str, keys)).values_list("target", flat=True)
    return {uuid.UUID(target) for target in told} | set(
        Note.objects.filter(uuid__in=keys).values_list("uuid", flat=True)
    )


def authors_of(workshop: Workshop, names: set[str]) -> dict[str, Participant]:
    """{name as typed: the only person of the sheet who bears it}."""
    by_key: dict[str, list[Participant]] = {}
    for seat in workshop.participants.on_sheet() if names - {""} else ():
        by_key.setdefault(name_key(seat.name), []).append(seat)
    found = {name: by_key.get(name_key(name), []) for name in names if name}
    return {name: seats[0] for name, seats in found.items() if len(seats) == 1}


def tell(workshop: Workshop, notes: list[Note]) -> None:
    for note in notes:
        if len(notes) <= TOLD_ONE_BY_ONE:
            workshop.tell(Change.Kind.NOTE, str(note.uuid))
    if len(notes) > TOLD_ONE_BY_ONE:
        workshop.tell(Change.Kind.WALL)
