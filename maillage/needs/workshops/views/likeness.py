"""What seems to go together on a board, when whoever facilitates asks. Proposed with its reasons, never done."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from maillage.ground.people.access import COORDINATION, open_to
from maillage.needs.workshops import rules
from maillage.needs.workshops.likeness import Said, suggestions
from maillage.needs.workshops.models import Board, Note


@open_to(COORDINATION)
@require_safe
def likeness(request, pid, board):
    """A page of its own, or the panel of the live one."""
    workshop = rules.get_workshop(request, pid)
    row = rules.get_board(workshop, board)
    context = {"workshop": workshop, "board": row, "found": alike_on(row)}
    template = "workshops/parts/likeness.html" if request.htmx else "workshops/likeness.html"
    return render(request, template, context)


def alike_on(board: Board) -> list[dict]:
    """Surest first: {"notes", "why": words, "group": the one to join or None, "title": proposed, "alike": its key}."""
    notes = {str(note.uuid): note for note in Note.objects.shown().filter(area__board=board)}
    groups = {group.pid: group for group in board.clusters.standing()}
    pids = {group.pk: pid for pid, group in groups.items()}
    said = [Said(key, note.text, str(note.area_id), pids.get(note.cluster_id)) for key, note in notes.items()]
    found = suggestions(said, {pid: group.title for pid, group in groups.items()})
    return [
        {
            "notes": [notes[key] for key in one.keys],
            "why": one.why,
            "group": groups.get(one.into),
            "title": " et ".join(one.why[:2]).capitalize(),
            "alike": " ".join(sorted(filter(None, (*one.keys, one.into)))),
        }
        for one in found
    ]
