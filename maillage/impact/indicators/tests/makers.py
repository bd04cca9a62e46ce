"""Rows that only figures need: people who came, at a moment said in Paris time."""

import datetime as dt

from maillage.activities.events.models import Attendance, Event, Registration, contact_key
from maillage.activities.register.models import Activity
from maillage.activities.surveys.models import Survey
from maillage.ui.french import PARIS
from tests import world


def paris(year, month, day, hour=9, minute=0, second=0) -> dt.datetime:
    return dt.datetime(year, month, day, hour, minute, second, tzinfo=PARIS)


def event_on(starts, title="Petit-déj des employeurs", hours=2, action=None, **fields):
    activity = Activity.objects.create(
        kind=Activity.Kind.EVENT, title=title, place="Guichen", action=action,
        starts_at=starts, ends_at=starts + dt.timedelta(hours=hours),
    )  # fmt: skip
    fields = {"published_at": starts - dt.timedelta(days=20), "capacity": 500, **fields}
    return Event.objects.create(activity=activity, **fields)


def register(event, person, organisation=None, **fields):
    moment = event.activity.starts_at - dt.timedelta(days=3)
    return Registration.objects.create(
        event=event, person=person, organisation=organisation, contact_key=contact_key(person),
        created_at=moment, confirmed_at=moment, **fields
    )  # fmt: skip


def came(event, person, organisation=None, hours=None, **fields):
    registration = register(event, person, organisation, **fields)
    hours = (
        hours
        if hours is not None
        else (event.activity.ends_at - event.activity.starts_at).total_seconds() / 3600
    )
    return Attendance.objects.create(registration=registration, at=event.activity.starts_at, hours=hours)


def surveyed(event, scores, *registrations):
    """A survey with these marks, of which those registered replied by their link."""
    survey = Survey.objects.open_for(event)
    for rank, score in enumerate(scores):
        survey.replies.create(key=f"k{rank}", score=score)
    for registration in registrations:
        survey.answered.create(registration=registration)


def someone(name):
    return world.make_person(name, email="")
