"""The tree of a board: links, branches, the objective tree, the A3 sheets."""

import datetime as dt

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from maillage.ground.people.access import STEERING, open_to
from maillage.needs.workshops import rules, trees
from maillage.needs.workshops.models import Area, Participant
from maillage.needs.workshops.scene import full_scene
from maillage.needs.workshops.tree import sheets
from maillage.needs.workshops.views.answers import INVALID, done, refused
from maillage.ui.french import day
from maillage.ui.pdf import render_pdf
from maillage.ui.theme import theme_of

CHOOSE = "Choisissez d’abord ce que vous voulez relier."
WRITE = "Écrivez quelques mots, et dites sous quoi les accrocher."


def links(request, workshop, by, back, board):
    """Notes of the board (`note`, several) hang under another one (`under`); nothing in `under` cuts them loose."""
    wall = rules.get_board(workshop, board)
    notes = get_notes(workshop, by, wall, request.POST.getlist("note"))
    if not notes:
        return refused(request, back, CHOOSE, INVALID)
    under = request.POST.get("under", "")
    trees.link(wall, notes, get_statement(workshop, by, wall, under) if under else None, by)
    return done(request, workshop, back)


def branches(request, workshop, by, back, board):
    """One more statement (`text`) of a kind (`kind`), written under another (`under`)."""
    wall = rules.get_board(workshop, board)
    text = " ".join(request.POST.get("text", "").split())
    area = Area.objects.filter(board=wall, sentiment=request.POST.get("kind", "")).first()
    if not text or len(text) > 1000 or area is None:
        return refused(request, back, WRITE, INVALID)
    area.board = wall
    author = by if isinstance(by, Participant) else None
    trees.add(area, text, get_statement(workshop, by, wall, request.POST.get("under", "")), by, author)
    return done(request, workshop, back)


def objectives(request, workshop, by, back, board):
    """The objective tree of a problem tree."""
    trees.turn_round(rules.get_board(workshop, board), by)
    return done(request, workshop, back, "L’arbre à objectifs est prêt : il reste à retourner chaque phrase.")


@open_to(STEERING)
@require_safe
def pdf(request, pid, board):
    """The tree on A3 sheets, as whoever asks may see it now."""
    workshop = rules.get_workshop(request, pid)
    scene = full_scene(workshop, rules.audience_of(request))
    wall = next((one for one in scene.boards if one.pid == board and one.is_tree), None)
    if wall is None:
        raise Http404
    nodes = wall.tree.nodes if wall.tree else []
    if not nodes:
        return redirect(workshop)
    theme = theme_of(request)
    # Paper is read again years later: the year is always said.
    subtitle = " · ".join(
        filter(None, [workshop.title, day(workshop.date, today=dt.date.min), workshop.place])
    )
    data = {"title": wall.title, "subtitle": subtitle, "sheets": sheets(nodes, theme.type)}
    answer = HttpResponse(render_pdf("workshops/tree.typ", data, theme), content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="{slugify(wall.title) or "arbre"}-a3.pdf"'
    return answer


def get_notes(workshop, by, board, keys):
    """The notes of these keys that this person may act upon, in the order of the wall."""
    rows = rules.notes_before(workshop, by).filter(uuid__in=rules.valid_keys(keys), area__board=board)
    notes = list(rows.select_related("area__board", "parent__area"))
    for note in notes:
        note.area.board.workshop = workshop
    return notes


def get_statement(workshop, by, board, key):
    """One of them; 404 when it is not there."""
    notes = get_notes(workshop, by, board, [key])
    if not notes:
        raise Http404
    return notes[0]
