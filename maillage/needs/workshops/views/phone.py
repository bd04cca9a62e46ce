"""What a participant does, on a phone and without an account."""

import json
import uuid
from functools import partial

from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from maillage.ground.people.access import open_to_anyone
from maillage.needs.workshops import hub, live, rules
from maillage.needs.workshops.forms import NoteForm, TextForm
from maillage.needs.workshops.models import Board, Refused, signs_of
from maillage.needs.workshops.pieces import own_pieces
from maillage.needs.workshops.scene import add_own, audience_in, ballots_of, full_scene
from maillage.needs.workshops.views import joining
from maillage.needs.workshops.views.answers import CONFLICT, INVALID, done, first_error, refused
from maillage.needs.workshops.views.following import followed
from maillage.ui.origin import from_here

# A browser keeps six lines open to one host (HTTP/1.1) and an honest phone has one or two pages: more is a machine
# that would take the room's places, one seat for each of its lines. Counted in each process.
MOST_LINES = 6
TOO_MANY_LINES = "Ce téléphone suit déjà l’atelier dans plusieurs pages. Fermez-en une."


@open_to_anyone
@from_here  # joining is what gives the cookie that all other writes ask for
def board(request, code):
    """The wall for those who joined; for the others, one question: what is your name?"""
    participant = rules.recognise(request, code)
    return wall(request, participant) if participant else joining.doorstep(request, code)


def wall(request, participant, text="", area="", error="", status=200):
    scene = full_scene(participant.workshop, audience_in(participant))
    given = ballots_of(participant, scene)
    for board in scene.boards:
        for cluster in board.groups:
            cluster.mine = given.get(cluster.pid, {})
        if board.ballots:
            board.left -= sum(cluster.mine.get("count", 0) for cluster in board.groups)
            board.given = sum(bool(cluster.mine) for cluster in board.groups)
    add_own(scene, participant)
    show_going(participant, scene)
    welcome = "bienvenue" in request.GET
    mine = [str(key) for key in participant.notes.values_list("uuid", flat=True)]
    context = {
        "workshop": participant.workshop,
        "scene": scene,
        "participant": participant,
        "mine": json.dumps(mine),
        "given": json.dumps(given),
        "votes": reverse("workshops:votes", args=[participant.workshop.join_code]),
        "key": uuid.uuid4(),
        "welcome": welcome,
        "signs": signs_of(participant) if welcome else "",
        "text": text,
        "area": area,
        "error": error,
    }
    return render(request, "workshops/board.html", context, status=status)


def show_going(participant, scene) -> None:
    """On the grid of a BarCamp, the sessions this person chose."""
    sessions = [n for b in scene.boards if b.kind == Board.Kind.GRID for a in b.hung for n in a.loose]
    if sessions:
        chosen = set(participant.going.values_list("note", flat=True))
        for note in sessions:
            note.mine = note.pk in chosen


@open_to_anyone
@require_http_methods(["GET", "POST"])
def notes(request, code):
    """POST: one more note. GET: the pieces of this person's own notes that nobody else reads yet."""
    participant = rules.get_participant(request, code)
    if request.method == "GET":
        scene = full_scene(participant.workshop, audience_in(participant))
        return JsonResponse({"seq": scene.seq, "pieces": own_pieces(participant, scene)})
    form = NoteForm(request.POST, participant.workshop)
    again = partial(wall, request, participant, request.POST.get("text", ""), request.POST.get("area", ""))
    if not form.is_valid():
        why = first_error(form)
        return refused(request, partial(again, why, INVALID), why, INVALID)
    data = form.cleaned_data
    try:
        row = data["area"].write(
            data["text"], author=participant, key=data["uuid"], author_name=data["author_name"]
        )
    except Refused as why:
        return refused(request, partial(again, str(why), CONFLICT), why)
    return done(
        request, participant.workshop, reverse("workshops:board", args=[code]), seq=row.position if row else 0
    )


@open_to_anyone
def note(request, code, key):
    row = rules.get_own_note(request, code, key)
    back = reverse("workshops:board", args=[code])
    form = TextForm(request.POST or None, instance=row)
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            row.reword(form.cleaned_data["text"], by=row.author)
            return done(request, row.area.board.workshop, back)
        except Refused as why:
            form.add_error(None, str(why))
            status = CONFLICT
    context = {"form": form, "note": row, "workshop": row.area.board.workshop, "back": back}
    return render(
        request,
        "workshops/own_note.html",
        context,
        status=INVALID if form.errors and status == 200 else status,
    )


@open_to_anyone
@require_POST
def note_removal(request, code, key):
    row = rules.get_own_note(request, code, key)
    back = reverse("workshops:board", args=[code])
    try:
        row.take_away(by=row.author)
    except Refused as why:
        return refused(request, back, why)
    return done(request, row.area.board.workshop, back, "Votre post-it est retiré.")


@open_to_anyone
@followed
def stream(request, code):
    participant = rules.get_participant(request, code)
    if hub.pages_of(participant.workshop_id, participant.pk) >= MOST_LINES:
        return HttpResponse(TOO_MANY_LINES, status=429, headers={"Retry-After": "60"})
    since = live.since_of(request, participant.workshop)
    return participant.workshop, audience_in(participant), since, participant.pk
