"""iCalendar (RFC 5545, RFC 5546, RFC 6047) for any room that sends people somewhere.

One stable UID a meeting, a SEQUENCE that rises when it moves or is cancelled, METHOD in the body and in the type,
nothing personal in the words. `Meeting` is what a calendar is told; rooms make one from their own rows.
"""

import datetime as dt
from dataclasses import dataclass
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


@dataclass(frozen=True)
class Meeting:
    """`starts` and `ends`: aware moments, or two dates for whole days (the last one included)."""

    uid: str
    sequence: int
    title: str
    starts: dt.datetime | dt.date
    ends: dt.datetime | dt.date
    place: str = ""
    words: str = ""
    url: str = ""
    cancelled: bool = False

    def component(self) -> icalendar.Event:
        component = icalendar.Event()
        component.add("uid", self.uid)
        component.add("sequence", self.sequence)
        component.add("dtstamp", timezone.now())
        component.add("dtstart", _in_paris(self.starts))
        component.add("dtend", _in_paris(self.ends, last=True))
        component.add("summary", self.title)
        if self.place:
            component.add("location", self.place)
        if self.words:
            component.add("description", self.words)
        if self.url:
            component.add("url", self.url)
        component.add("status", "CANCELLED" if self.cancelled else "CONFIRMED")
        return component


def request(meeting: Meeting, pole, guest, coming: bool = False) -> tuple[str, str, str]:
    """(file name, media type, text) that puts the meeting in the guest's calendar, or moves it there.

    `guest`: anything with `name` and `email`; `coming` when they have said so already.
    """
    return _message(meeting, "REQUEST", pole, guest, "ACCEPTED" if coming else "NEEDS-ACTION")


def cancel(meeting: Meeting, pole, guest) -> tuple[str, str, str]:
    """The same, to take it out: it is cancelled, or this person does not come."""
    return _message(meeting, "CANCEL", pole, guest, "ACCEPTED")


def publish(meetings, name: str) -> str:
    """A calendar of several meetings to subscribe to, or of one to download."""
    calendar = _calendar("PUBLISH")
    calendar.add("x-wr-calname", name)
    calendar.add(
        "refresh-interval", icalendar.vDuration(dt.timedelta(hours=6)), parameters={"VALUE": "DURATION"}
    )
    for meeting in meetings:
        calendar.add_component(meeting.component())
    return _text(calendar)


def _message(meeting: Meeting, method: str, pole, guest, answer: str) -> tuple[str, str, str]:
    component = meeting.component()
    component["STATUS"] = icalendar.vText("CANCELLED" if method == "CANCEL" else "CONFIRMED")
    component.add("organizer", _address(_writes_for(pole), pole.name), encode=False)
    address = _address(guest.email, guest.name)
    address.params["PARTSTAT"] = icalendar.vText(answer)
    address.params["ROLE"] = icalendar.vText("REQ-PARTICIPANT")
    component.add("attendee", address, encode=False)
    calendar = _calendar(method)
    calendar.add_component(component)
    return "invitation.ics", MIME.format(method=method.lower()), _text(calendar)


def _in_paris(moment: dt.datetime | dt.date, last: bool = False) -> dt.datetime | dt.date:
    """DTEND of whole days is the day after the last one."""
    if isinstance(moment, dt.datetime):
        return moment.astimezone(PARIS)
    return moment + dt.timedelta(days=1) if last else moment


def _text(calendar: icalendar.Calendar) -> str:
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
