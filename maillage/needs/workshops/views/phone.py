"""What a participant does, on a phone and without an account."""

import json
import uuid
from functools import partial

from django.conf import settings
from django.http import JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from maillage.ground.people.access import open_to_anyone
from maillage.needs.workshops import codes, live, rules
from maillage.needs.workshops.forms import CodeForm, NameForm, NoteForm, TextForm
from maillage.needs.workshops.models import Board, Refused, Workshop
from maillage.needs.workshops.pieces import own_pieces
from maillage.needs.workshops.scene import add_own, audience_in, ballots_of, full_scene
from maillage.needs.workshops.views.answers import CONFLICT, INVALID, done, first_error, refused
from maillage.needs.workshops.views.following import followed

WRONG = "Ce code n’ouvre aucun atelier. Vérifiez les six chiffres affichés dans la salle."
WAIT = "Beaucoup de codes faux viennent de votre réseau. Attendez quelques minutes, puis recommencez."


@open_to_anyone
@csrf_exempt  # nobody is known yet: no cookie before joining, and nothing is written here
def join(request):
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        code = codes.clean(form.cleaned_data["code"])
        if find(code) and not codes.too_many(request):
            return redirect("workshops:board", code=code)
        form.add_error("code", why_not(request))
    return ask(request, "workshops/join.html", {"form": form})


@open_to_anyone
@csrf_exempt  # joining is what gives the cookie that all other writes ask for
def board(request, code):
    """The wall for those who joined; for the others, one question: what is your name?"""
    workshop = find(code)
    participant = workshop and rules.recognise(request, code)
    if participant:
        return wall(request, participant)
    if workshop is None or codes.too_many(request):
        form = CodeForm({"code": code[:12]})
        form.add_error("code", why_not(request))
        return ask(request, "workshops/join.html", {"form": form}, 404)
    form = NameForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            participant = workshop.welcome(**form.cleaned_data)
        except Refused as why:
            form.add_error(None, str(why))
        else:
            response = redirect("workshops:board", code=code)
            rules.remember(response, participant, settings.SECURE)
            return response
    return ask(request, "workshops/name.html", {"form": form, "workshop": workshop})


def find(code):
    return Workshop.objects.reachable().select_related("pole").filter(join_code=code).first()


def why_not(request) -> str:
    """The reason a code is refused; one more wrong code is counted."""
    if codes.too_many(request):
        return WAIT
    codes.count_wrong(request)
    return WRONG


def ask(request, template, context, status=None):
    """A page with one question. Its form carries no CSRF token: looking at it sets no cookie."""
    return render(request, template, context, status=status or (INVALID if context["form"].errors else 200))


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
    mine = [str(key) for key in participant.notes.values_list("uuid", flat=True)]
    context = {
        "workshop": participant.workshop,
        "scene": scene,
        "participant": participant,
        "mine": json.dumps(mine),
        "given": json.dumps(given),
        "votes": reverse("workshops:votes", args=[participant.workshop.join_code]),
        "key": uuid.uuid4(),
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
    since = live.since_of(request, participant.workshop)
    return participant.workshop, audience_in(participant), since, participant.pk
