"""The door on the day, held from a phone: one tap for each person, a line for who comes unannounced.

Every button is a plain form; htmx only swaps the part that changes.
"""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from maillage.activities.events.forms import PersonForm
from maillage.activities.events.models import EventCancelled, EventClosed, NotYetBegun
from maillage.activities.events.rules import WELCOME
from maillage.activities.events.views.team import me, registration_of, team_event
from maillage.ground.people.access import open_to
from maillage.ground.people.names import name_key

CLOSED = "Les présences sont closes : rouvrez-les pour ajouter quelqu’un."


@open_to(WELCOME)
@require_safe
def door(request, pid):
    """The list, all of it or what `q` asks for; htmx asks for the list alone while one types.

    `compte` is what a phone shows: the count comes back when other phones changed it, else 204.
    """
    event = team_event(pid)
    if "compte" in request.GET:
        return _count(request, event)
    template = "events/_door_list.html" if request.htmx else "events/door.html"
    return render(request, template, _door_context(request, event, PersonForm()))


def _count(request, event):
    expected = event.seats_taken + event.waiting_count
    if request.GET["compte"] == f"{event.present_count}-{expected}":
        return HttpResponse(status=204)
    return render(request, "events/_door_count.html", {"event": event, "expected": expected, "swap": False})


def _door_context(request, event, form):
    query = request.GET.get("q", "").strip()
    rows = event.registrations.standing().with_people().order_by("person__name", "pk")
    for word in name_key(query).split():
        rows = rows.filter(person__name_key__contains=word)
    return {
        "event": event,
        "activity": event.activity,
        "rows": list(rows),
        "query": query,
        "form": form,
        "expected": event.seats_taken + event.waiting_count,
    }


@open_to(WELCOME)
@require_POST
def presence(request, pid, registration):
    return _tap(request, pid, registration, lambda row: row.check_in(me(request)))


@open_to(WELCOME)
@require_POST
def absence(request, pid, registration):
    return _tap(request, pid, registration, lambda row: row.undo_check_in(me(request)))


def _tap(request, pid, registration, verb):
    row = registration_of(team_event(pid), registration)
    try:
        verb(row)
    except EventClosed:
        messages.error(request, CLOSED)
        return _back_to_door(request, pid)
    if request.htmx:
        event = team_event(pid)
        context = {"row": row, "event": event, "expected": event.seats_taken + event.waiting_count}
        return render(request, "events/_door_tap.html", context)
    return _back_to_door(request, pid, f"#p-{row.pid}")


def _back_to_door(request, pid, anchor=""):
    if request.htmx:
        response = redirect("events:door", pid=pid)
        response.status_code = 204
        response["HX-Redirect"] = response["Location"]
        return response
    return redirect(reverse("events:door", args=[pid]) + anchor)


@open_to(WELCOME)
@require_POST
def walk_in(request, pid):
    """Someone who had not registered: on the list and present at once."""
    event = team_event(pid)
    form = PersonForm(request.POST)
    if not form.is_valid():
        return render(request, "events/door.html", _door_context(request, event, form), status=422)
    try:
        row = event.welcome(**form.contact(), by=me(request))
    except EventClosed:
        messages.error(request, CLOSED)
        return redirect("events:door", pid=pid)
    except EventCancelled:
        messages.error(request, "L’événement est annulé : il n’y a pas de présences à noter.")
        return redirect("events:door", pid=pid)
    messages.success(request, f"Bienvenue à {row.person} !")
    return redirect(reverse("events:door", args=[pid]) + f"#p-{row.pid}")


@open_to(WELCOME)
@require_POST
def closing(request, pid):
    """Attendance is complete: figures may count it."""
    try:
        team_event(pid).close(me(request))
    except NotYetBegun:
        messages.error(
            request, "L’événement n’a pas commencé : les présences ne peuvent pas encore être closes."
        )
        return redirect("events:door", pid=pid)
    messages.success(request, "Les présences sont closes. Merci, les chiffres sont à jour.")
    return redirect("events:team", pid=pid)


@open_to(WELCOME)
@require_POST
def reopening(request, pid):
    team_event(pid).reopen(me(request))
    messages.success(request, "Les présences sont rouvertes.")
    return redirect("events:door", pid=pid)
