"""What the team sees: coming and past events, one event, its list; and what it does with them."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import IntegrityError
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from maillage.actions.roadmap.models import Action
from maillage.activities.events import exports, gatherings
from maillage.activities.events.beside import beside
from maillage.activities.events.forms import EventForm, PersonForm
from maillage.activities.events.models import Event, EventCancelled, Registration
from maillage.activities.events.rules import FOLLOW, ORGANISE, may_organise
from maillage.ground.people.access import open_to
from maillage.needs.workshops.models import Workshop
from maillage.ui.french import plural

PAGE = 20


def team_event(pid) -> Event:
    return get_object_or_404(Event.objects.with_activity().with_counts(), pid=pid)


def registration_of(event: Event, pid) -> Registration:
    return get_object_or_404(event.registrations.with_people(), pid=pid)


def me(request):
    return request.user.person


@open_to(FOLLOW)
@require_safe
def manage(request):
    events = Event.objects.with_activity().with_counts()
    past = Paginator(events.past(), PAGE).get_page(request.GET.get("page"))
    context = {"upcoming": list(events.upcoming()), "page_obj": past, "may_organise": may_organise(request)}
    return render(request, "events/manage.html", context)


@open_to(ORGANISE)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request):
    """`action` in the address: what it serves; `atelier`: the workshop it announces, once."""
    served = Action.objects.filter(pid=request.GET.get("action", "")).first()
    workshop = Workshop.objects.filter(pid=request.GET.get("atelier", "")).first()
    if workshop and (announced := Event.objects.filter(workshop=workshop).first()):
        return redirect("events:team", pid=announced.pid)
    initial = {"action": served} if served else {}
    if workshop:
        initial |= gatherings.told_of(workshop)
    form = EventForm(request.POST or None, workshop=workshop, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            event = form.save(me(request))
        except IntegrityError:  # announced by a second click
            event = get_object_or_404(Event, workshop=workshop)
        messages.success(request, "Le brouillon est prêt. Relisez, puis publiez.")
        return redirect("events:team", pid=event.pid)
    context = {"form": form, "served": served, "workshop": workshop}
    return render(request, "events/new.html", context, status=422 if form.errors else 200)


@open_to(ORGANISE)
@require_POST
def agreement(request, pid):
    """The announcement takes the day, the hours and the place of its workshop; those registered are told."""
    event = team_event(pid)
    if event.workshop and (hours := gatherings.moments(event.workshop)):
        event.reschedule(*hours, event.workshop.place, me(request))
        messages.success(
            request, "L’annonce dit la même chose que l’atelier. Les personnes inscrites sont prévenues."
        )
    return redirect("events:team", pid=pid)


@open_to(ORGANISE)
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request, pid):
    event = team_event(pid)
    form = EventForm(request.POST or None, event=event)
    if request.method == "POST" and form.is_valid() and form.save(me(request)):
        messages.success(request, "C’est enregistré.")
        return redirect("events:team", pid=pid)
    status = 422 if form.errors else 200
    return render(request, "events/edit.html", {"form": form, "event": event}, status=status)


@open_to(FOLLOW)
@require_safe
def event(request, pid):
    event = team_event(pid)
    return render(request, "events/team.html", _team_context(request, event, PersonForm()))


def _team_context(request, event, form):
    everyone = list(event.registrations.with_people().order_by("person__name", "pk"))
    waiting = [row for row in everyone if row.state == "waiting"]
    waiting.sort(key=lambda row: row.ticket)
    return {
        "event": event,
        "activity": event.activity,
        "confirmed": [row for row in everyone if row.state == "confirmed"],
        "waiting": waiting,
        "gone": [row for row in everyone if row.state == "cancelled"],
        "form": form,
        "may_organise": may_organise(request),
        "agrees": gatherings.agrees(event),
        "public_address": request.build_absolute_uri(event.get_absolute_url()),
        "around": beside.links(event, may_organise(request)),
    }


@open_to(ORGANISE)
@require_POST
def registrations(request, pid):
    """Register someone by hand."""
    event = team_event(pid)
    form = PersonForm(request.POST)
    if not form.is_valid():
        return render(request, "events/team.html", _team_context(request, event, form), status=422)
    try:
        registration = event.register(**form.contact(), by=me(request))
    except EventCancelled:
        messages.error(request, "L’événement est annulé : personne ne peut plus s’y inscrire.")
        return redirect("events:team", pid=pid)
    if not registration.just_made:
        messages.info(request, f"{registration.person} était déjà sur la liste.")
    elif registration.state == "confirmed":
        messages.success(request, f"{registration.person} a sa place.")
    else:
        messages.warning(request, f"C’est complet : {registration.person} est sur la liste d’attente.")
    return redirect("events:team", pid=pid)


@open_to(ORGANISE)
@require_http_methods(["GET", "HEAD", "POST"])
def removal(request, pid, registration):
    """Cancel someone's registration for them: asked first, for the seat goes to the next at once."""
    event = team_event(pid)
    row = registration_of(event, registration)
    if request.method != "POST":
        return render(request, "events/removal.html", {"event": event, "row": row})
    if row.cancel(me(request)):
        messages.success(request, f"L’inscription de {row.person} est annulée.")
    return redirect("events:team", pid=pid)


@open_to(ORGANISE)
@require_POST
def publication(request, pid):
    team_event(pid).publish(me(request))
    messages.success(request, "C’est en ligne : les inscriptions sont ouvertes.")
    return redirect("events:team", pid=pid)


@open_to(ORGANISE)
@require_POST
def withdrawal(request, pid):
    team_event(pid).withdraw(me(request))
    messages.success(request, "L’événement n’est plus visible. Les inscriptions sont gardées.")
    return redirect("events:team", pid=pid)


@open_to(ORGANISE)
@require_http_methods(["GET", "HEAD", "POST"])
def cancellation(request, pid):
    event = team_event(pid)
    told = event.seats_taken + event.waiting_count
    if request.method == "POST" and not event.cancelled_at and not event.is_over:
        event.cancel(me(request), request.POST.get("mot", "").strip()[:1000])
        written = f" {plural(told, 'personne')} vont recevoir un message." if told else ""
        messages.success(request, f"L’événement est annulé.{written}")
        return redirect("events:team", pid=pid)
    if event.cancelled_at or event.is_over:
        return redirect("events:team", pid=pid)
    return render(
        request, "events/cancellation.html", {"event": event, "activity": event.activity, "told": told}
    )


@open_to(ORGANISE)
@require_POST
def copy(request, pid):
    event = team_event(pid).copy(me(request))
    messages.success(request, "Voici la copie, une semaine plus tard. Choisissez la date.")
    return redirect("events:edit", pid=event.pid)


@open_to(FOLLOW)
@require_safe
def export(request, pid):
    return exports.registrations_csv(team_event(pid))


@open_to(FOLLOW)
@require_safe
def printed(request, pid):
    """A signature sheet for the table at the entrance."""
    event = team_event(pid)
    rows = event.registrations.confirmed().with_people().order_by("person__name", "pk")
    context = {"event": event, "activity": event.activity, "registrations": rows, "blank_lines": range(6)}
    return render(request, "events/printed.html", context)
