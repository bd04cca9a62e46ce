"""Invitations, read back as a calendar reads them."""

from email import message_from_bytes, policy

import icalendar
import pytest

from maillage.activities.events import calendars
from maillage.ground.mail.message import message_of
from maillage.ground.mail.models import OutgoingMail
from tests import world


@pytest.fixture
def event(vallees):
    return world.make_event(summary="On compare nos fiches de paie ; on repart, avec un modèle.")


def only_event(text):
    calendar = icalendar.Calendar.from_ical(text)
    (component,) = calendar.walk("VEVENT")
    return calendar, component


def test_the_confirmation_carries_an_invitation_in_body_and_type(event, told):
    with told():
        registration = event.register(name="Lou Aubry", email="lou@example.org")

    mail = message_from_bytes(
        message_of(OutgoingMail.objects.get()).message().as_bytes(), policy=policy.default
    )
    (part,) = [part for part in mail.walk() if part.get_content_type() == "text/calendar"]
    assert part.get_param("method") == "request"
    calendar, component = only_event(part.get_content())
    assert calendar["METHOD"] == "REQUEST"
    assert component["UID"] == f"{event.pid}@vallees.localhost"
    assert component["SEQUENCE"] == 0
    assert component["ATTENDEE"] == "mailto:lou@example.org"
    assert component["SUMMARY"] == event.activity.title
    assert registration.token not in part.get_content()
    assert registration.token in mail.get_body(("plain",)).get_content()


def test_times_are_those_of_paris_in_winter_and_in_summer(event):
    calendar, component = only_event(
        calendars.invitation(event.register(name="Lou", email="l@example.org", tell=False))[2]
    )
    (zone,) = calendar.walk("VTIMEZONE")
    assert zone["TZID"] == component["DTSTART"].params["TZID"] == "Europe/Paris"
    assert component.start == event.activity.starts_at
    assert component.end == event.activity.ends_at


def test_moving_replaces_and_cancelling_retracts_the_same_entry(event):
    registration = event.register(name="Lou", email="l@example.org", tell=False)
    _, first = only_event(calendars.invitation(registration)[2])
    event.reschedule(event.activity.starts_at, event.activity.ends_at, "Maure")
    registration.event = event
    _, moved = only_event(calendars.invitation(registration)[2])
    event.cancel()
    calendar, cancelled = only_event(calendars.cancellation(registration)[2])

    assert first["UID"] == moved["UID"] == cancelled["UID"]
    assert [first["SEQUENCE"], moved["SEQUENCE"], cancelled["SEQUENCE"]] == [0, 1, 2]
    assert (calendar["METHOD"], cancelled["STATUS"]) == ("CANCEL", "CANCELLED")


def test_lines_are_folded_and_end_as_the_standard_asks(event):
    text = calendars.invitation(event.register(name="Lou", email="l@example.org", tell=False))[2]
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    assert "\n" not in text.replace("\r\n", "")


def test_the_agenda_is_a_feed_with_the_filters_of_the_page(at_vallees, event):
    training = world.make_event("Lire un budget", kind="training")
    world.make_event("Brouillon", published=False)

    every = icalendar.Calendar.from_ical(at_vallees.get("/agenda.ics").content)
    some = icalendar.Calendar.from_ical(at_vallees.get("/agenda.ics?nature=training").content)

    assert every["METHOD"] == "PUBLISH"
    assert {str(component["SUMMARY"]) for component in every.walk("VEVENT")} == {str(event), str(training)}
    assert [str(component["SUMMARY"]) for component in some.walk("VEVENT")] == [str(training)]


def test_free_seats_is_a_filter_of_the_page_and_of_the_feed(at_vallees, vallees):
    event = world.make_event("Visite ouverte", kind="visit")
    full = world.make_event("Salon complet", kind="fair", capacity=1)
    full.register(name="Lou", email="l@example.org", tell=False)
    off = world.make_event("Apéro annulé", kind="drinks")
    off.cancel()

    every = at_vallees.get("/agenda/").content.decode()
    page = at_vallees.get("/agenda/?libres").content.decode()
    feed = icalendar.Calendar.from_ical(at_vallees.get("/agenda.ics?libres").content)

    assert str(full) in every and str(event) in every
    assert str(event) in page
    assert str(full) not in page and str(off) not in page
    assert 'href="/agenda.ics?libres"' in page
    assert [str(component["SUMMARY"]) for component in feed.walk("VEVENT")] == [str(event)]


def test_a_free_seats_filter_with_a_kind_keeps_both_in_the_address(at_vallees, vallees):
    event = world.make_event("Visite ouverte", kind="visit")
    world.make_event("Salon des sons", kind="fair")
    assert "Visite ouverte" in at_vallees.get("/agenda/?libres").content.decode()

    page = at_vallees.get("/agenda/?nature=fair&libres").content.decode()
    assert "Salon des sons" in page and str(event) not in page
    assert 'href="/agenda.ics?nature=fair&amp;libres"' in page


def test_one_event_for_any_calendar(at_vallees, event):
    response = at_vallees.get(f"/evenements/{event.pid}.ics")
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert "ATTENDEE" not in response.content.decode()
