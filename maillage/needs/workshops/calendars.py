"""What a calendar is told of a workshop: one UID for all who are invited, a SEQUENCE that rises when they are told anew."""

import datetime as dt

from django.utils import timezone
from django.utils.text import capfirst

from maillage.ground.mail import calendars
from maillage.ground.mail.calendars import Meeting
from maillage.ui.french import span

USUAL = dt.timedelta(hours=2)  # when nobody said how long it takes


def moments_of(workshop) -> tuple:
    """(begins, ends): aware moments, or twice the day when no hour is set; (None, None) without a day."""
    day, starts, ends = workshop.date, workshop.starts, workshop.ends
    if not day or not starts:
        return day, day
    begins = timezone.make_aware(dt.datetime.combine(day, starts))
    if not ends:
        return begins, begins + USUAL
    last = day if ends > starts else day + dt.timedelta(days=1)
    return begins, timezone.make_aware(dt.datetime.combine(last, ends))


def when(workshop) -> str:
    """ "Jeudi 3 décembre, de 9 h 30 à 12 h", or the day alone."""
    return capfirst(span(*moments_of(workshop)))


def meeting_of(workshop) -> Meeting:
    starts, ends = moments_of(workshop)
    return Meeting(
        uid=f"{workshop.pid}@{workshop.pole.host}",
        sequence=workshop.sequence,
        title=workshop.title,
        starts=starts,
        ends=ends,
        place=workshop.place,
        words=workshop.purpose,
        cancelled=bool(workshop.cancelled_at),
    )


def invitation(workshop, guest) -> tuple[str, str, str]:
    """(file name, media type, text) that puts the workshop in the guest's calendar, or moves it there."""
    return calendars.request(meeting_of(workshop), workshop.pole, guest)


def cancellation(workshop, guest) -> tuple[str, str, str]:
    """The same, to take it out."""
    return calendars.cancel(meeting_of(workshop), workshop.pole, guest)
