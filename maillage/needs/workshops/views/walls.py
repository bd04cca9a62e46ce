"""What only the facilitator does on the wall: notes for the room, notes hidden or erased, and undo."""

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_POST

from maillage.ground.people.access import COORDINATION, open_to
from maillage.needs.workshops import rules
from maillage.needs.workshops.forms import NoteForm, TextForm
from maillage.needs.workshops.models import Note, Refused
from maillage.needs.workshops.views.answers import INVALID, done, first_error, refused


@open_to(COORDINATION)
@require_POST
def notes(request, pid):
    """The facilitator writes for someone in the room."""
    workshop = rules.get_workshop(request, pid)
    form = NoteForm(request.POST, workshop)
    if not form.is_valid():
        return refused(request, workshop, first_error(form), INVALID)
    data = form.cleaned_data
    try:
        row = data["area"].write(data["text"], key=data["uuid"], author_name=data["author_name"])
    except Refused as why:
        return refused(request, workshop, why)
    return done(request, workshop, workshop, seq=row.position if row else 0)


@open_to(COORDINATION)
def note(request, pid, key):
    workshop, row = get_note(request, pid, key)
    form = TextForm(request.POST or None, instance=row)
    if request.method == "POST" and form.is_valid():
        try:
            row.reword(form.cleaned_data["text"])
        except Refused as why:
            return refused(request, workshop, why)
        return done(request, workshop, workshop)
    context = {
        "form": form,
        "note": row,
        "areas": row.area.board.areas.all(),
        "workshop": workshop,
        "back": workshop.get_absolute_url(),
    }
    return render(request, "workshops/note.html", context, status=INVALID if form.errors else 200)


@open_to(COORDINATION)
@require_POST
def note_removal(request, pid, key):
    """Erased for good; « masquer » keeps it and can be undone."""
    workshop, row = get_note(request, pid, key)
    row.take_away(by=request.user.person)
    return done(request, workshop, workshop, "Le post-it est effacé.")


@open_to(COORDINATION)
@require_POST
def note_hiding(request, pid, key):
    workshop, row = get_note(request, pid, key)
    row.hide(request.POST.get("because", "").strip()[:200], request.user.person)
    return done(request, workshop, workshop, "Le post-it est masqué. Il reste dans les post-it masqués.")


@open_to(COORDINATION)
@require_POST
def note_showing(request, pid, key):
    workshop, row = get_note(request, pid, key)
    row.show_again(request.user.person)
    return done(request, workshop, workshop, "Le post-it est de nouveau sur le mur.")


@open_to(COORDINATION)
@require_POST
def undo(request, pid, gesture):
    workshop = rules.get_workshop(request, pid)
    row = workshop.gestures.filter(pid=gesture).first()
    if row is None:
        raise Http404
    row.workshop = workshop
    try:
        row.undo(request.user.person)
    except Refused as why:
        return refused(request, workshop, why)
    return done(request, workshop, workshop, f"Annulé : {row.label}.")


def get_note(request, pid, key):
    workshop = rules.get_workshop(request, pid)
    row = get_object_or_404(Note.objects.of(workshop).select_related("area__board"), uuid=key)
    row.area.board.workshop = workshop
    return workshop, row
