"""Voting on notes that nobody grouped: each becomes a group of its own."""

from maillage.ground.journal import models as journal
from maillage.ground.people.models import Person
from maillage.needs.workshops.models.board import Board
from maillage.needs.workshops.models.gestures import gesture
from maillage.needs.workshops.models.wall import Note
from maillage.needs.workshops.models.workshop import Change, Refused

LONGEST = 200  # characters of a group's name


def group_each(board: Board, by: Person) -> int:
    """One group for each note of the board that is in none, in one gesture; how many. Raises Refused."""
    with gesture(board.workshop, "Un groupe par post-it restant", by) as (workshop, hand):
        workshop.must_be_live()
        notes = list(Note.objects.shown().filter(area__board=board, cluster=None))
        if not notes:
            raise Refused("Tous les post-it de ce tableau sont déjà dans un groupe.")
        for note in notes:
            cluster = board.clusters.create(title=shortened(note.text), position=workshop.seq + 1)
            hand.made(cluster, gone="dissolved_at")
            hand.change(Note.objects.filter(pk=note.pk), cluster=cluster)
        workshop.tell(Change.Kind.WALL)
        journal.record("workshop.grouped", workshop, by)
    return len(notes)


def shortened(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1].rstrip()}…"
