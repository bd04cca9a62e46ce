"""The sheet of who is there, put right by whoever facilitates: someone without a phone, two entries of one person…"""

from django.contrib import messages
from django.db.models import Count
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from maillage.ground.people.access import COORDINATION, open_to
from maillage.ground.poles.sheet import csv_file
from maillage.needs.workshops import rules
from maillage.needs.workshops.forms import SeatForm
from maillage.needs.workshops.models import (
    Participant,
    Refused,
    add_someone,
    correct,
    let_back,
    mark,
    merge,
    send_out,
)
from maillage.needs.workshops.models.sheet import namesakes
from maillage.needs.workshops.views.answers import INVALID, done, refused

WITHDRAWN = "{} n’est plus dans l’atelier : ses post-it sont masqués et ses votes ne comptent plus."


@open_to(COORDINATION)
@require_http_methods(["GET", "HEAD", "POST"])
def people(request, pid):
    """The sheet; POST adds someone who came without a phone, or excused themselves."""
    workshop = rules.get_workshop(request, pid)
    form = SeatForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        add_someone(workshop, by=request.user.person, **form.cleaned_data)
        messages.success(request, f"{form.cleaned_data['name']} est sur la feuille.")
        return redirect("workshops:attendance", pid=pid)
    rows = workshop.participants.select_related("organisation", "team", "person").order_by("name", "pk")
    seats = list(rows.annotate(wrote=Count("notes")))
    here = [seat for seat in seats if not seat.gone_at]
    context = {
        "workshop": workshop,
        "form": form,
        "seats": here,
        "gone": [seat for seat in seats if seat.gone_at and not seat.merged_into_id],
        "alike": namesakes(here),
        "present": sum(seat.is_present for seat in here),
        "statuses": Participant.Status.choices,
    }
    return render(request, "workshops/people.html", context, status=INVALID if form.errors else 200)


@open_to(COORDINATION)
@require_safe
def export(request, pid):
    workshop = rules.get_workshop(request, pid)
    seats = workshop.participants.on_sheet().select_related("organisation").order_by("name", "pk")
    header = ["Nom", "Structure", "Fonction", "Présence"]
    lines = (
        [seat.name, seat.organisation or seat.organisation_name, seat.role, seat.get_status_display()]
        for seat in seats
    )
    return csv_file("presence", header, lines)


@open_to(COORDINATION)
@require_http_methods(["GET", "HEAD", "POST"])
def seat(request, pid, seat):
    """One person: a name or a structure to correct, an entry that is the same person."""
    workshop, row = get_seat(request, pid, seat)
    said = str(row.organisation or row.organisation_name)
    form = SeatForm(
        request.POST or None, initial={"name": row.name, "organisation": said, "status": row.status}
    )
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        correct(row, data["name"], data["organisation"])
        if data["status"] != row.status:
            mark(row, data["status"], request.user.person)
        return redirect("workshops:attendance", pid=pid)
    others = workshop.participants.on_sheet().exclude(pk=row.pk).order_by("name", "pk")
    context = {"workshop": workshop, "seat": row, "form": form, "others": others, "notes": row.notes.count()}
    return render(request, "workshops/seat.html", context, status=INVALID if form.errors else 200)


@open_to(COORDINATION)
@require_POST
def status(request, pid, seat):
    workshop, row = get_seat(request, pid, seat)
    wanted = request.POST.get("status", "")
    if wanted not in Participant.Status.values:
        return refused(request, back_to(workshop), "Cette présence n’existe pas.", INVALID)
    mark(row, wanted, request.user.person)
    return done(request, workshop, back_to(workshop))


@open_to(COORDINATION)
@require_POST
def merging(request, pid, seat):
    """The entry `other` becomes this one."""
    workshop, row = get_seat(request, pid, seat)
    other = workshop.participants.on_sheet().filter(pid=request.POST.get("other", "")).first()
    if other is None:
        return refused(request, back_to(workshop), "Choisissez l’autre entrée de cette personne.", INVALID)
    other.workshop = workshop
    try:
        merge(row, other, request.user.person)
    except Refused as why:
        return refused(request, back_to(workshop), why)
    return done(
        request, workshop, back_to(workshop), f"{other.name} et {row.name} ne font plus qu’une personne."
    )


@open_to(COORDINATION)
@require_POST
def removal(request, pid, seat):
    workshop, row = get_seat(request, pid, seat)
    send_out(row, request.user.person)
    return done(request, workshop, back_to(workshop), WITHDRAWN.format(row.name))


@open_to(COORDINATION)
@require_POST
def way_back(request, pid, seat):
    workshop, row = get_seat(request, pid, seat, gone=True)
    let_back(row, request.user.person)
    return done(request, workshop, back_to(workshop), f"{row.name} est de retour, avec ses post-it.")


def back_to(workshop) -> str:
    return reverse("workshops:attendance", args=[workshop.pid])


def get_seat(request, pid, seat, gone: bool = False) -> tuple:
    workshop = rules.get_workshop(request, pid)
    rows = workshop.participants.filter(gone_at__isnull=not gone, merged_into=None)
    row = rows.select_related("organisation", "person").filter(pid=seat).first()
    if row is None:
        raise Http404
    row.workshop = workshop
    return workshop, row
