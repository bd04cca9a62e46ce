"""What comes in the two weeks ahead: meetings of all kinds, and what was promised for a day."""

import datetime as dt
from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone

from maillage.actions.roadmap.models import Action, ActionState
from maillage.activities.events.models import Event
from maillage.needs.workshops.models import Workshop
from maillage.ui.french import clock, plural

DAYS = 14
MOST = 10  # of each sort


@dataclass(frozen=True)
class Coming:
    on: dt.date
    title: str
    text: str
    url: str
    sort: str  # "événement", "atelier" or "échéance"
    taken: int = 0
    capacity: int = 0


def coming(days: int = DAYS) -> list[Coming]:
    """The nearest first; three queries."""
    today = timezone.localdate()
    until = today + dt.timedelta(days=days)
    found = [*_events(until), *_workshops(today, until), *_promised(today, until)]
    return sorted(found, key=lambda one: (one.on, one.sort != "événement", one.title))


def _events(until: dt.date):
    events = Event.objects.public_upcoming().filter(activity__starts_at__date__lte=until)
    for event in events[:MOST]:
        activity = event.activity
        seats = f"{plural(event.seats_taken, 'inscription')} pour {plural(event.capacity, 'place')}"
        yield Coming(
            timezone.localdate(activity.starts_at),
            activity.title,
            f"{clock(activity.starts_at)} · {seats}",
            reverse("events:team", args=[event.pid]),
            "événement",
            event.seats_taken,
            event.capacity,
        )


def _workshops(today: dt.date, until: dt.date):
    """Those that no event announces."""
    rows = Workshop.objects.filter(
        date__gte=today, date__lte=until, closed_at=None, cancelled_at=None, event=None
    )
    for workshop in rows.order_by("date", "pk")[:MOST]:
        told = filter(None, [clock(workshop.starts) if workshop.starts else "", workshop.place])
        yield Coming(workshop.date, workshop.title, " · ".join(told), workshop.get_absolute_url(), "atelier")


def _promised(today: dt.date, until: dt.date):
    running = [ActionState.State.PLANNED, ActionState.State.RUNNING]
    rows = Action.objects.with_state().filter(due__gte=today, due__lte=until, state__in=running)
    for action in rows.select_related("owner").order_by("due", "pk")[:MOST]:
        who = f"à finir · {action.owner} s’en charge" if action.owner else "à finir · personne ne s’en charge"
        yield Coming(action.due, action.title, who, action.get_absolute_url(), "échéance")
