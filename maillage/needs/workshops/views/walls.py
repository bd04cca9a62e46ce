"""What the facilitator does on the wall: groups, and notes on behalf of the room."""

from contextlib import suppress
from uuid import UUID

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_POST

from maillage.ground.people.access import COORDINATION, open_to
from maillage.needs.workshops import rules
from maillage.needs.workshops.forms import NoteForm, TextForm
from maillage.needs.workshops.models import Note, Refused
from maillage.needs.workshops.views.answers import INVALID, done, first_error, refused

NEW, LOOSE = "", "aucun"


@open_to(COORDINATION)
@require_POST
def grouping(request, pid):
    """Notes chosen on the wall go into a new group, an existing one, or out of theirs."""
    workshop = rules.get_workshop(request, pid)
    keys = valid_keys(request.POST.getlist("note"))
    notes = Note.objects.of(workshop).filter(uuid__in=keys)
    if len(chosen := [*notes]) == 0:
        return refused(request, workshop, "Choisissez d’abord un ou plusieurs post-it.", INVALID)
    into, title = request.POST.get("into", NEW), request.POST.get("title", "").strip()[:200]
    if into == LOOSE:
        notes.ungroup(workshop, request.user.person)
    elif into == NEW:
        if not title:
            return refused(request, workshop, "Donnez un nom au groupe : quelques mots suffisent.", INVALID)
        workshop.group(chosen, title, request.user.person)
    else:
        try:
            get_cluster(workshop, into).add(chosen, request.user.person)
        except Refused as why:
            return refused(request, workshop, why)
    return done(request, workshop, workshop)


@open_to(COORDINATION)
@require_POST
def cluster(request, pid, cluster):
    workshop = rules.get_workshop(request, pid)
    row = get_cluster(workshop, cluster)
    title = request.POST.get("title", "").strip()[:200]
    if not title:
        return refused(request, workshop, "Donnez un nom au groupe : quelques mots suffisent.", INVALID)
    row.rename(title, request.user.person)
    return done(request, workshop, workshop)


@open_to(COORDINATION)
@require_POST
def dissolution(request, pid, cluster):
    workshop = rules.get_workshop(request, pid)
    get_cluster(workshop, cluster).dissolve(request.user.person)
    return done(request, workshop, workshop)


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
        data["area"].write(data["text"], key=data["uuid"])
    except Refused as why:
        return refused(request, workshop, why)
    return done(request, workshop, workshop)


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
    context = {"form": form, "note": row, "workshop": workshop, "back": workshop.get_absolute_url()}
    return render(request, "workshops/note.html", context, status=INVALID if form.errors else 200)


@open_to(COORDINATION)
@require_POST
def note_removal(request, pid, key):
    workshop, row = get_note(request, pid, key)
    row.take_away()
    return done(request, workshop, workshop, "Le post-it est retiré.")


def valid_keys(values: list[str]) -> list[UUID]:
    keys = []
    for value in values:
        with suppress(ValueError):
            keys.append(UUID(value))
    return keys


def get_cluster(workshop, pid):
    row = workshop.clusters.filter(pid=pid).first()
    if row is None:
        raise Http404
    row.workshop = workshop
    return row


def get_note(request, pid, key):
    workshop = rules.get_workshop(request, pid)
    row = get_object_or_404(Note.objects.of(workshop).select_related("area__board"), uuid=key)
    row.area.board.workshop = workshop
    return workshop, row
