"""iCalendar (RFC 5545, RFC 5546): one stable UID an event, a SEQUENCE that rises, nothing personal in the words."""

import datetime as dt
from zoneinfo import ZoneInfo

import icalendar
from django.utils import timezone

PARIS = ZoneInfo("Europe/Paris")

# Europe/Paris since 1996 (directive 2000/84/CE); by rule rather than by a list of dates that ends one day.
VTIMEZONE = icalendar.Timezone.from_ical(
    """BEGIN:VTIMEZONE
TZID:Europe/Paris
BEGIN:DAYLIGHT
DTSTART:19960331T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
TZNAME:CEST
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:19961027T030000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
TZNAME:CET
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
END:STANDARD
END:VTIMEZONE
""".replace("\n", "\r\n")
)
MIME = "text/calendar; charset=utf-8; method={method}"


def invitation(registration) -> tuple[str, str, str]:
    """(file name, media type, text) that puts the event in the person's calendar, or moves it there."""
    return _message(registration, "REQUEST")


def cancellation(registration) -> tuple[str, str, str]:
    """The same, to take it out: the event is cancelled or the person does not come."""
    return _message(registration, "CANCEL")


def _message(registration, method: str) -> tuple[str, str, str]:
    event, person = registration.event, registration.person
    component = component_of(event)
    component["STATUS"] = icalendar.vText("CANCELLED" if method == "CANCEL" else "CONFIRMED")
    component.add("organizer", _address(_writes_for(event.pole), event.pole.name), encode=False)
    guest = _address(person.email, person.name)
    guest.params["PARTSTAT"] = icalendar.vText("ACCEPTED")
    guest.params["ROLE"] = icalendar.vText("REQ-PARTICIPANT")
    component.add("attendee", guest, encode=False)
    calendar = _calendar(method)
    calendar.add_component(component)
    return "invitation.ics", MIME.format(method=method.lower()), text_of(calendar)


def agenda(events, name: str) -> str:
    """A calendar of several events to subscribe to, or of one to download."""
    calendar = _calendar("PUBLISH")
    calendar.add("x-wr-calname", name)
    calendar.add(
        "refresh-interval", icalendar.vDuration(dt.timedelta(hours=6)), parameters={"VALUE": "DURATION"}
    )
    for event in events:
        calendar.add_component(component_of(event))
    return text_of(calendar)


def component_of(event) -> icalendar.Event:
    activity = event.activity
    page = event.pole.absolute(event.get_absolute_url())
    component = icalendar.Event()
    component.add("uid", f"{event.pid}@{event.pole.host}")
    component.add("sequence", event.sequence)
    component.add("dtstamp", timezone.now())
    component.add("dtstart", activity.starts_at.astimezone(PARIS))
    component.add("dtend", activity.ends_at.astimezone(PARIS))
    component.add("summary", activity.title)
    if activity.place:
        component.add("location", activity.place)
    component.add("description", "\n\n".join(filter(None, [event.summary, page])))
    component.add("url", page)
    component.add("status", "CANCELLED" if event.cancelled_at else "CONFIRMED")
    return component


def text_of(calendar: icalendar.Calendar) -> str:
    return calendar.to_ical().decode()


def _calendar(method: str) -> icalendar.Calendar:
    calendar = icalendar.Calendar()
    calendar.add("prodid", "-//Maillage//Agenda//FR")
    calendar.add("version", "2.0")
    calendar.add("method", method)
    calendar.add_component(VTIMEZONE)
    return calendar


def _address(email: str, name: str) -> icalendar.vCalAddress:
    address = icalendar.vCalAddress(f"mailto:{email}")
    address.params["CN"] = icalendar.vText(name)
    return address


def _writes_for(pole) -> str:
    return pole.contact_email or f"ne-pas-repondre@{pole.host}"
