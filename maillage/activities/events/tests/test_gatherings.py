"""A workshop announced to everybody: who registers is expected, who comes is in the room, and neither is typed twice."""

import datetime as dt

import pytest
from django.utils import timezone

from maillage.activities.events import gatherings
from maillage.activities.events.models import Event
from maillage.needs.workshops.announcing import announcing
from maillage.needs.workshops.models import Invitation, Participant, invite
from tests import world

S = Participant.Status


@pytest.fixture
def workshop(vallees):
    workshop = world.make_workshop(purpose="Ranger nos besoins", place="Guichen", join_code="482719")
    workshop.date, workshop.starts = timezone.localdate() + dt.timedelta(days=10), dt.time(9, 30)
    workshop.save(update_fields=["date", "starts"])
    workshop.agenda.create(title="Accueil", minutes=150)
    return workshop


@pytest.fixture
def event(workshop):
    """Announced with two seats; as the form makes it, day and place are those of the workshop."""
    event = world.make_event(capacity=2, workshop=workshop)
    event.reschedule(event.activity.starts_at, event.activity.ends_at, "Guichen")
    return event


@pytest.fixture
def register(event):
    return lambda name: event.register(name=name, email=f"{name.split()[0].lower()}@example.org", tell=False)


def statuses(workshop):
    return dict(workshop.participants.values_list("name", "status"))


def test_a_workshop_is_announced_with_what_is_known_of_it(claire_at_vallees, workshop):
    offered = announcing.room.of(workshop)
    assert offered.label == "Annoncer publiquement"
    shown = claire_at_vallees.get(offered.url).content.decode()
    assert 'value="09:30"' in shown and 'value="Guichen"' in shown and "Ranger nos besoins" in shown
    data = {"title": "Venez en parler", "kind": "meeting", "date": workshop.date, "starts": "10:00"}
    answer = claire_at_vallees.post(offered.url, data | {"ends": "12:30", "place": "Maure", "capacity": "12"})
    event = Event.objects.get()
    assert (event.workshop, answer.url) == (workshop, f"/espace/evenements/{event.pid}/")
    workshop.refresh_from_db()
    assert (workshop.starts, workshop.place) == (dt.time(10), "Maure"), (
        "the workshop follows its announcement"
    )
    assert claire_at_vallees.get(offered.url).url == answer.url, "it is announced once"
    after = announcing.room.of(workshop)
    assert (after.label, after.says) == ("Voir l’annonce", "L’annonce est encore un brouillon.")


def test_each_leads_to_the_other(claire_at_vallees, workshop, event):
    desk = f"/espace/ateliers/{workshop.pid}/preparation/"
    assert f'href="/espace/evenements/{event.pid}/"' in claire_at_vallees.get(desk).content.decode()
    assert f'href="{desk}"' in claire_at_vallees.get(f"/espace/evenements/{event.pid}/").content.decode()


def test_what_is_over_or_called_off_is_not_offered_to_everybody(workshop, claire):
    workshop.open(claire)
    workshop.close(claire)
    workshop.refresh_from_db()
    assert announcing.room.of(workshop) is None


def test_who_has_a_seat_is_expected_and_who_waits_is_not(workshop, register):
    lou, _, _ = register("Lou Aubry"), register("Youenn Le Bras"), register("Anna Kerjean")
    assert statuses(workshop) == {"Lou Aubry": S.EXPECTED, "Youenn Le Bras": S.EXPECTED}
    lou.cancel()
    assert statuses(workshop) == {
        "Lou Aubry": S.EXCUSED,
        "Youenn Le Bras": S.EXPECTED,
        "Anna Kerjean": S.EXPECTED,
    }, "whoever waited has the seat now"


def test_who_changes_their_mind_is_expected_again(workshop, event, register):
    lou = register("Lou Aubry")
    lou.cancel()
    event.register(lou.person, tell=False)
    assert statuses(workshop) == {"Lou Aubry": S.EXPECTED}


def test_who_was_invited_and_registers_has_one_seat(workshop, register, claire):
    invite(workshop, [("Lou Aubry", "lou@example.org", None)], claire)
    lou = register("Lou Aubry")
    seat = workshop.participants.get()
    assert (seat.person, seat.invitation.answer) == (lou.person, "yes")


def test_a_family_that_shares_an_address_has_a_seat_each(workshop, event):
    for name in ("Lou Aubry", "Malo Aubry"):
        event.register(name=name, email="aubry@example.org", tell=False)
    assert statuses(workshop) == {"Lou Aubry": S.EXPECTED, "Malo Aubry": S.EXPECTED}


def test_checked_in_at_the_door_is_in_the_room_and_a_slip_of_the_thumb_is_undone(workshop, register):
    lou = register("Lou Aubry")
    lou.check_in()
    assert statuses(workshop) == {"Lou Aubry": S.PRESENT}
    lou.undo_check_in()
    assert statuses(workshop) == {"Lou Aubry": S.EXPECTED}


def test_who_has_written_stays_whatever_the_door_says(workshop, register, claire):
    lou = register("Lou Aubry")
    lou.check_in()
    (area,) = world.make_wall(workshop, ("Idées", "neutral", []))
    workshop.open(claire)
    area.write("Un verger", author=workshop.participants.get())
    lou.undo_check_in()
    assert statuses(workshop) == {"Lou Aubry": S.PRESENT}


def test_the_door_stays_open_when_the_workshop_is_over(workshop, register, claire):
    lou = register("Lou Aubry")
    workshop.open(claire)
    workshop.close(claire)
    lou.check_in()
    lou.refresh_from_db()
    assert lou.is_present


def test_who_joined_by_phone_was_there(workshop, event, register, claire):
    lou, youenn = register("Lou Aubry"), register("Youenn Le Bras")
    workshop.open(claire)
    Invitation.objects.get(participant__person=lou.person).come_in()
    event.activity.starts_at = timezone.now() - dt.timedelta(hours=3)
    event.activity.save(update_fields=["starts_at"])
    Event.objects.get().close(claire)
    lou, youenn = (type(lou).objects.get(pk=one.pk) for one in (lou, youenn))
    assert lou.is_present and not youenn.is_present


def test_another_day_is_another_day_for_both(workshop, event):
    later = event.activity.starts_at + dt.timedelta(days=7)
    event.reschedule(later, later + dt.timedelta(hours=2), "Maure")
    workshop.refresh_from_db()
    local = timezone.localtime(later)
    assert (workshop.date, workshop.starts, workshop.place) == (local.date(), local.time(), "Maure")


def test_when_the_workshop_moves_the_announcement_says_so_and_follows_with_one_button(
    claire_at_vallees, workshop, event
):
    page = f"/espace/evenements/{event.pid}/"
    assert "Les personnes inscrites y sont attendues" in claire_at_vallees.get(page).content.decode()
    workshop.refresh_from_db()
    workshop.place, workshop.date = "Redon", workshop.date + dt.timedelta(days=1)
    workshop.save(update_fields=["place", "date"])
    assert "Mettre l’annonce d’accord" in claire_at_vallees.get(page).content.decode()
    claire_at_vallees.post(f"{page}atelier/")
    activity = Event.objects.with_activity().get().activity
    assert (activity.place, timezone.localtime(activity.starts_at).date()) == ("Redon", workshop.date)
    assert "Mettre l’annonce d’accord" not in claire_at_vallees.get(page).content.decode()


def test_on_the_day_the_registration_is_the_way_in(at_vallees, workshop, register, claire):
    lou = register("Lou Aubry")
    page = at_vallees.get(lou.get_absolute_url()).content.decode()
    assert "Entrer dans l’atelier" not in page
    workshop.open(claire)
    token = Invitation.objects.get().token
    assert f'action="/invitations/{token}/entree/"' in at_vallees.get(lou.get_absolute_url()).content.decode()
    answer = at_vallees.post(f"/invitations/{token}/entree/", follow=True)
    assert answer.redirect_chain[0][0].startswith("/atelier/482719/")
    assert statuses(workshop) == {"Lou Aubry": S.PRESENT}


def test_or_the_name_that_was_registered(workshop, register, claire):
    lou = register("Lou Aubry")
    workshop.open(claire)
    assert workshop.welcome("lou aubry").person == lou.person
    assert workshop.participants.count() == 1


def test_an_event_without_a_workshop_costs_no_query_more(vallees, django_assert_num_queries):
    plain = world.make_event()
    registration = plain.register(name="Lou", email="l@example.org", tell=False)
    with django_assert_num_queries(0):
        gatherings.keep_seat(registration)
        assert gatherings.invitation_of(registration) is None
        assert gatherings.agrees(plain) and gatherings.in_the_room(plain) == []
