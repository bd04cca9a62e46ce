"""What visitors see: the agenda, an event, its registration form, and one's own registration."""

import datetime as dt
from contextlib import suppress

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from maillage.activities.events import calendars
from maillage.activities.events.beside import beside
from maillage.activities.events.forms import RegistrationForm
from maillage.activities.events.gatherings import invitation_of
from maillage.activities.events.models import AddressTaken, Event, EventCancelled, Registration
from maillage.ground.people.access import open_to_anyone
from maillage.ui.origin import from_here

PAGE = 12
SECOND_CLICK = dt.timedelta(seconds=15)
TAKEN = (
    "Plusieurs personnes sont déjà inscrites avec cette adresse : donnez à la suivante la sienne, "
    "ou écrivez-nous pour un groupe."
)
CALENDAR = "text/calendar; charset=utf-8"


def asked_events(request):
    """The events that the agenda's address asks for: (events, kind or "", with free seats only or not, past or not)."""
    past, free = "passes" in request.GET, "libres" in request.GET
    kind = request.GET.get("nature", "")
    events = Event.objects.public()
    events = events.past() if past else events.upcoming()
    free = free and not past  # nobody takes a seat in the past
    if free:
        events = events.with_free_seats()
    if kind in Event.Kind.values:
        return events.filter(kind=kind), kind, free, past
    return events, "", free, past


@open_to_anyone
@require_safe
def agenda(request):
    events, kind, free, past = asked_events(request)
    every = Event.objects.public()
    kinds = set((every.past() if past else every.upcoming()).order_by().values_list("kind", flat=True))
    page = Paginator(events, PAGE).get_page(request.GET.get("page"))
    context = {
        "page_obj": page,
        "kind": kind,
        "kinds": [(value, label) for value, label in Event.Kind.choices if value in kinds],
        "free": free,
        "past": past,
    }
    return render(request, "events/agenda.html", context)


@open_to_anyone
@require_safe
def agenda_ics(request):
    """The agenda to subscribe to; the same filters as the page."""
    events, _, _, _ = asked_events(request)
    text = calendars.agenda(events[:200], f"Agenda · {request.pole.name}")
    response = HttpResponse(text, content_type=CALENDAR)
    response["Content-Disposition"] = 'inline; filename="agenda.ics"'
    return response


def public_event(pid) -> Event:
    """Only what is published exists for visitors."""
    return get_object_or_404(Event.objects.public(), pid=pid)


@open_to_anyone
@from_here
@require_http_methods(["GET", "HEAD", "POST"])
def event(request, pid):
    """The page and its form. A registration is one request: the POST answers with its confirmation."""
    event = public_event(pid)
    if request.method != "POST":
        return _event_page(request, event, RegistrationForm(subject=event.pid))
    form = RegistrationForm(request.POST, subject=event.pid)
    if not event.takes_registrations:
        return _event_page(request, event, form, status=409)
    if not form.is_valid():
        return _event_page(request, event, form.again(), status=422)
    if form.is_from_a_machine:
        return _registered_page(request, event, form, seated=not event.is_full)
    return _register(request, event, form)


def _register(request, event, form):
    try:
        registration = event.register(**form.contact())
    except EventCancelled:
        event.refresh_from_db()
        return _event_page(request, event, form, status=409)
    except AddressTaken:
        form.add_error("email", TAKEN)
        return _event_page(request, event, form.again(), status=422)
    if registration.just_made or _is_second_click(registration):
        seated = registration.state == "confirmed"
    else:
        # Whether this person was there already is theirs to know: the page says what it says to a newcomer.
        seated = not event.is_full
    return _registered_page(request, event, form, seated)


def _is_second_click(registration) -> bool:
    """The same form sent twice by an impatient thumb, not somebody who tries another's address."""
    made = registration.confirmed_at or registration.waiting_since
    return timezone.now() - made < SECOND_CLICK


def _event_page(request, event, form, status=200):
    return render(
        request,
        "events/event.html",
        {"event": event, "activity": event.activity, "form": form, "pieces": beside.pieces(event)},
        status=status,
    )


def _registered_page(request, event, form, seated):
    context = {
        "event": event,
        "activity": event.activity,
        "name": form.cleaned_data["name"],
        "email": form.cleaned_data["email"],
        "seated": seated,
    }
    return render(request, "events/registered.html", context)


@open_to_anyone
@require_safe
def event_ics(request, pid):
    """One event for any calendar; says nothing of who comes."""
    event = public_event(pid)
    response = HttpResponse(calendars.agenda([event], str(event)), content_type=CALENDAR)
    response["Content-Disposition"] = f'attachment; filename="{event.pid}.ics"'
    return response


@open_to_anyone
@from_here
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def registration(request, token):
    """One's own registration, for whoever holds the address sent by mail.

    Looking never changes anything: mail scanners follow links. POST `annuler` or `revenir` does.
    """
    registration = _registration_of(token)
    if request.method == "POST":
        if "annuler" in request.POST:
            registration.cancel()
        elif (
            "revenir" in request.POST and registration.state == "cancelled" and not registration.event.is_over
        ):
            with suppress(EventCancelled):  # the page says so
                registration.event.register(registration.person)
        return redirect("events:registration", token=token)
    context = {
        "registration": registration,
        "event": registration.event,
        "activity": registration.event.activity,
        "invitation": invitation_of(registration) if registration.state == "confirmed" else None,
    }
    response = render(request, "events/registration.html", context)
    response["X-Robots-Tag"] = "noindex"
    return response


def _registration_of(token) -> Registration:
    rows = Registration.objects.select_related("person", "event__activity", "event__workshop", "attendance")
    registration = rows.filter(token=token).first()
    if registration is None:
        raise Http404
    return registration
