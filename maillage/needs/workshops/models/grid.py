"""BarCamp: everyone presents, everyone takes part. A session is a note; the grid says when and where it is held."""

from collections import defaultdict

from django.db import models

from maillage.ground.poles.owned import PoleOwned
from maillage.needs.workshops.models.board import Board
from maillage.needs.workshops.models.people import Participant
from maillage.needs.workshops.models.wall import Note
from maillage.needs.workshops.models.workshop import Change, Refused


class Going(PoleOwned):
    """Someone takes part in a session; one session at a time."""

    participant = models.ForeignKey(Participant, models.CASCADE, related_name="going")
    note = models.ForeignKey(Note, models.CASCADE, related_name="going")

    class Meta(PoleOwned.Meta):
        constraints = [models.UniqueConstraint(fields=["participant", "note"], name="going_once")]

    def __str__(self):
        return f"{self.participant} : {self.note}"


def go(participant: Participant, note: Note, going: bool = True) -> None:
    """Take part in a session of the grid, leaving the one chosen before at the same time; or no more. Raises Refused."""
    with note.area.board.workshop.turn() as workshop:
        workshop.must_be_live()
        note = Note.objects.shown().select_related("area__board").filter(pk=note.pk).first()
        if note is None or note.area.board.kind != Board.Kind.GRID:
            raise Refused("Cette séance n’est plus au programme.")
        slot = note.area.slot
        same_time = participant.going.filter(note__area__board=note.area.board, note__area__slot=slot)
        left = same_time.exclude(note=note) if slot and going else same_time.filter(note=note)
        for key in left.values_list("note__uuid", flat=True):
            workshop.tell(Change.Kind.NOTE, str(key))
        left.delete()
        if going:
            participant.going.get_or_create(note=note)
        workshop.tell(Change.Kind.NOTE, str(note.uuid))


def idle_people(board: Board, people: list[Participant]) -> list[dict]:
    """[{"what", "who": names}]: who presents nothing yet, and slot by slot who has chosen nothing. At most 3 queries."""
    notes = {note.pk: note for note in Note.objects.shown().filter(area__board=board).select_related("area")}
    presenting = {note.author_id for note in notes.values()}
    chosen = defaultdict(set)
    for participant, note in Going.objects.filter(note__in=notes).values_list("participant", "note"):
        chosen[notes[note].area.slot].add(participant)
    for note in notes.values():
        chosen[note.area.slot].add(note.author_id)
    slots = list(dict.fromkeys(area.slot for area in board.areas.all() if area.is_cell))
    asked = [("Ne présente rien encore", presenting), *((f"Rien choisi pour {s}", chosen[s]) for s in slots)]
    found = [{"what": what, "who": [p.name for p in people if p.pk not in busy]} for what, busy in asked]
    return [line for line in found if line["who"]]
