"""What a calendar is told of an event: one stable UID, a SEQUENCE that rises, nothing personal in the words."""

from maillage.ground.mail import calendars
from maillage.ground.mail.calendars import Meeting


def invitation(registration) -> tuple[str, str, str]:
    """(file name, media type, text) that puts the event in the person's calendar, or moves it there."""
    event = registration.event
    return calendars.request(meeting_of(event), event.pole, registration.person, coming=True)


def cancellation(registration) -> tuple[str, str, str]:
    """The same, to take it out: the event is cancelled or the person does not come."""
    event = registration.event
    return calendars.cancel(meeting_of(event), event.pole, registration.person)


def agenda(events, name: str) -> str:
    """A calendar of several events to subscribe to, or of one to download."""
    return calendars.publish(map(meeting_of, events), name)


def meeting_of(event) -> Meeting:
    activity = event.activity
    page = event.pole.absolute(event.get_absolute_url())
    return Meeting(
        uid=f"{event.pid}@{event.pole.host}",
        sequence=event.sequence,
        title=activity.title,
        starts=activity.starts_at,
        ends=activity.ends_at,
        place=activity.place,
        words="\n\n".join(filter(None, [event.summary, page])),
        url=page,
        cancelled=bool(event.cancelled_at),
    )
