"""What the team does with an event, from the draft to the closed attendance."""

import datetime as dt
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from maillage.activities.events.models import Attendance, Event, EventClosed, NotYetBegun
from maillage.ground.journal.models import Entry
from maillage.ground.mail.models import OutgoingMail
from tests import world

FORM = {
    "title": "Lire un budget sans pleurer",
    "kind": "training",
    "date": "2027-03-09",
    "starts": "09:30",
    "ends": "17:00",
    "place": "Bain-de-Bretagne",
    "capacity": "12",
    "summary": "Une journée pour ne plus avoir peur.",
    "description": "",
    "action": "",
}


def url(name, event, *more):
    return reverse(f"events:{name}", args=[event.pid, *more])


def codes():
    return list(Entry.objects.order_by("pk").values_list("code", flat=True))


def fill(event, count):
    return [event.register(name=f"Personne {n}", email=f"p{n}@example.org", tell=False) for n in range(count)]


def test_one_form_makes_a_draft_that_serves_an_action(claire_at_vallees, claire):
    action = world.make_action()
    page = claire_at_vallees.get(reverse("events:new") + f"?action={action.pid}")
    assert action.title in page.content.decode()

    answer = claire_at_vallees.post(reverse("events:new"), FORM | {"action": action.pk})

    event = Event.objects.get()
    assert answer.url == url("team", event)
    assert (event.activity.action, event.activity.place, event.published_at) == (
        action,
        "Bain-de-Bretagne",
        None,
    )
    assert timezone.localtime(event.activity.starts_at).isoformat() == "2027-03-09T09:30:00+01:00"
    assert event.activity.hours == 7.5
    assert codes() == ["event.created"]


def test_an_evening_may_end_after_midnight_but_not_before_it_began(claire_at_vallees):
    claire_at_vallees.post(reverse("events:new"), FORM | {"starts": "20:00", "ends": "01:30"})
    assert Event.objects.get().activity.hours == 5.5

    refused = claire_at_vallees.post(reverse("events:new"), FORM | {"starts": "14:00", "ends": "09:00"})
    assert refused.status_code == 422
    assert "avant le début" in refused.content.decode()
    assert FORM["summary"] in refused.content.decode()


def test_publishing_shows_it_and_withdrawing_hides_it(claire_at_vallees, at_vallees):
    event = world.make_event(published=False)

    claire_at_vallees.post(url("publication", event))
    assert at_vallees.get(event.get_absolute_url()).status_code == 200

    claire_at_vallees.post(url("withdrawal", event))
    assert at_vallees.get(event.get_absolute_url()).status_code == 404
    assert codes() == ["event.published", "event.withdrawn"]


def as_form(event, **changes):
    activity = event.activity
    starts, ends = timezone.localtime(activity.starts_at), timezone.localtime(activity.ends_at)
    return {
        "title": activity.title,
        "kind": event.kind,
        "date": starts.date().isoformat(),
        "starts": starts.strftime("%H:%M"),
        "ends": ends.strftime("%H:%M"),
        "place": activity.place,
        "capacity": event.capacity,
        **changes,
    }


@pytest.fixture
def noon(vallees):
    event = world.make_event(capacity=2)
    day = timezone.localtime(event.activity.starts_at).replace(hour=12, minute=0, second=0)
    event.activity.starts_at, event.activity.ends_at = day, day + dt.timedelta(hours=2)
    event.activity.save()
    return event


def test_another_place_raises_the_sequence_and_tells_people(claire_at_vallees, noon, told):
    fill(noon, 3)
    with told():
        claire_at_vallees.post(url("edit", noon), as_form(noon, place="Salle des fêtes, Maure"))

    noon.refresh_from_db()
    assert noon.sequence == 1
    seated, waiting = (
        OutgoingMail.objects.get(to="p0@example.org"),
        OutgoingMail.objects.get(to="p2@example.org"),
    )
    assert "Salle des fêtes, Maure" in seated.text
    assert "SEQUENCE:1" in seated.attachments[0]["content"]
    assert not waiting.attachments


def test_other_words_disturb_nobody(claire_at_vallees, noon, told):
    fill(noon, 1)
    with told():
        claire_at_vallees.post(url("edit", noon), as_form(noon, title="Un titre plus clair"))

    noon.refresh_from_db()
    noon.activity.refresh_from_db()
    assert (noon.sequence, noon.activity.title) == (0, "Un titre plus clair")
    assert not OutgoingMail.objects.exists()


def test_more_seats_promote_and_too_few_change_nothing(claire_at_vallees, noon, told):
    *_, third = fill(noon, 3)
    with told():
        claire_at_vallees.post(url("edit", noon), as_form(noon, capacity=3))
    third.refresh_from_db()
    assert third.state == "confirmed"
    assert OutgoingMail.objects.get().to == "p2@example.org"

    refused = claire_at_vallees.post(url("edit", noon), as_form(noon, capacity=1, title="Autre"))
    assert refused.status_code == 422
    noon.activity.refresh_from_db()
    assert noon.activity.title != "Autre"


def test_cancelling_tells_everybody_once(claire_at_vallees, noon, told):
    fill(noon, 3)
    with told():
        for _ in range(2):
            claire_at_vallees.post(url("cancellation", noon), {"mot": "La salle a brûlé."})

    assert OutgoingMail.objects.count() == 3
    mail = OutgoingMail.objects.get(to="p0@example.org")
    assert "La salle a brûlé." in mail.text
    assert "METHOD:CANCEL" in mail.attachments[0]["content"]
    assert codes().count("event.cancelled") == 1


def test_copying_keeps_the_words_and_the_time_on_the_clock(claire_at_vallees):
    event = world.make_event(summary="Une phrase", capacity=9)
    before_winter = timezone.make_aware(dt.datetime(2027, 10, 28, 9, 30))
    event.activity.starts_at, event.activity.ends_at = before_winter, before_winter + dt.timedelta(hours=2)
    event.activity.save()

    claire_at_vallees.post(url("copy", event))

    copy = Event.objects.exclude(pk=event.pk).get()
    assert timezone.localtime(copy.activity.starts_at).isoformat() == "2027-11-04T09:30:00+01:00"
    assert (copy.summary, copy.capacity, copy.published_at) == ("Une phrase", 9, None)


def test_someone_is_registered_and_removed_by_hand(claire_at_vallees, claire):
    event = world.make_event()
    claire_at_vallees.post(
        url("registrations", event), {"name": "Malo Riou", "email": "", "organisation": "L’Atelier"}
    )
    row = event.registrations.get()
    assert (row.person.name, row.organisation.name, row.state) == ("Malo Riou", "L’Atelier", "confirmed")

    asked = claire_at_vallees.get(url("removal", event, row.pid))
    assert "Annuler l’inscription de Malo Riou" in asked.content.decode()
    claire_at_vallees.post(url("removal", event, row.pid))
    row.refresh_from_db()
    assert row.state == "cancelled"


def test_the_export_neutralises_formulas(claire_at_vallees):
    event = world.make_event()
    event.register(name="=HYPERLINK(0)", email="a@example.org", tell=False)
    event.register(name="Anouk", email="b@example.org", tell=False).check_in()

    text = claire_at_vallees.get(url("export", event)).content.decode("utf-8-sig")

    assert text.splitlines()[0].startswith("Nom;Adresse électronique;Structure")
    assert "'=HYPERLINK(0);a@example.org" in text
    assert ";2,00" in text


def test_the_signature_sheet_has_a_line_for_each_seat(claire_at_vallees):
    event = world.make_event(capacity=1)
    fill(event, 2)
    page = claire_at_vallees.get(url("printed", event)).content.decode()
    assert "Personne 0" in page
    assert "Personne 1" not in page


# The door


def test_one_tap_is_a_presence_and_its_undo(claire_at_vallees, claire):
    event = world.make_event(in_days=0)
    row = event.register(name="Anouk", email="a@example.org", tell=False)

    page = claire_at_vallees.post(url("presence", event, row.pid), follow=True)
    assert "présent sur 1" in page.content.decode()
    attendance = Attendance.objects.get()
    assert (attendance.registration, attendance.by, attendance.hours) == (row, claire, Decimal("2.00"))

    claire_at_vallees.post(url("presence", event, row.pid))
    assert Attendance.objects.count() == 1

    claire_at_vallees.post(url("absence", event, row.pid))
    assert not Attendance.objects.exists()
    assert codes()[-2:] == ["attendance.recorded", "attendance.removed"]


def test_with_htmx_the_row_and_the_count_come_back_alone(vallees, claire):
    event = world.make_event(in_days=0)
    row = event.register(name="Anouk", email="a@example.org", tell=False)
    client = world.client_of(vallees, claire, HTTP_HX_REQUEST="true")

    fragment = client.post(url("presence", event, row.pid)).content.decode()

    assert "<html" not in fragment
    assert "Défaire" in fragment
    assert 'hx-swap-oob="true"' in fragment


def test_the_count_follows_the_other_phones(claire_at_vallees):
    event = world.make_event(in_days=0)
    first, _ = fill(event, 2)
    assert claire_at_vallees.get(url("door", event), {"compte": "0-2"}).status_code == 204
    first.check_in()
    assert "<b>1</b>" in claire_at_vallees.get(url("door", event), {"compte": "0-2"}).content.decode()


def test_the_list_is_searched_without_accents_nor_order(claire_at_vallees):
    event = world.make_event(in_days=0)
    for name in ("Gaëlle Clerc", "Basile Kerven"):
        event.register(name=name, tell=False)
    page = claire_at_vallees.get(url("door", event), {"q": "clerc gae"}).content.decode()
    assert "Gaëlle Clerc" in page
    assert "Basile" not in page


def test_someone_unannounced_is_on_the_list_and_present_even_when_full(claire_at_vallees):
    event = world.make_event(in_days=0, capacity=1)
    fill(event, 1)

    claire_at_vallees.post(url("walk_in", event), {"name": "Nour Belaïd"})

    attendance = Attendance.objects.get()
    assert attendance.registration.person.name == "Nour Belaïd"
    event.refresh_from_db()
    assert event.seats_taken == 1


def test_who_waited_and_came_is_present_and_takes_a_free_seat(vallees):
    event = world.make_event(in_days=0, capacity=1)
    seated, waiting = fill(event, 2)
    seated.cancel()

    waiting.check_in()

    waiting.refresh_from_db()
    assert (waiting.state, waiting.is_present) == ("confirmed", True)


def test_who_came_cannot_be_cancelled_afterwards(vallees):
    event = world.make_event(in_days=0)
    (row,) = fill(event, 1)
    row.check_in()
    assert not row.cancel()


def test_closing_ends_the_counting_until_it_is_reopened(claire_at_vallees, claire):
    event = world.make_event(in_days=0)
    first, late = fill(event, 2)
    first.check_in()

    claire_at_vallees.post(url("closing", event))

    entry = Entry.objects.get(code="event.closed")
    assert (entry.actor, entry.data) == (claire, {"present": 1, "seats_taken": 2})
    with pytest.raises(EventClosed):
        late.check_in()
    claire_at_vallees.post(url("presence", event, late.pid))
    assert Attendance.objects.count() == 1

    claire_at_vallees.post(url("reopening", event))
    late.check_in()
    assert Attendance.objects.count() == 2


def test_nothing_is_closed_before_it_began(vallees):
    with pytest.raises(NotYetBegun):
        world.make_event(in_days=2).close()


# Who may


def test_the_board_follows_and_welcomes_but_does_not_organise(vallees):
    board = world.client_of(vallees, world.make_someone(vallees, "Bruno Abel", "board"))
    event = world.make_event(in_days=0)
    (row,) = fill(event, 1)

    assert board.get(url("team", event)).status_code == 200
    assert board.post(url("presence", event, row.pid)).status_code == 302
    for name in ("edit", "cancellation"):
        assert board.get(url(name, event)).status_code == 403
    for name in ("publication", "withdrawal", "copy", "registrations"):
        assert board.post(url(name, event)).status_code == 403


def test_foreign_and_missing_events_are_the_same_404(vallees, onde, oriane):
    event = world.make_event()
    at_onde = world.client_of(onde, oriane)
    assert at_onde.get(url("team", event)).status_code == 404
    assert at_onde.get(reverse("events:team", args=["zzzzzzzzzz"])).status_code == 404
    assert at_onde.post(url("publication", event)).status_code == 404


def test_pages_cost_the_same_with_many_people(claire_at_vallees, django_assert_max_num_queries):
    for n in range(12):
        world.make_event(f"Rendez-vous {n}")
    event = world.make_event(in_days=0, capacity=30)
    for row in fill(event, 40)[::2]:
        row.check_in()
    for page in (reverse("events:manage"), url("team", event), url("door", event), url("printed", event)):
        with django_assert_max_num_queries(12):
            assert claire_at_vallees.get(page).status_code == 200


@pytest.mark.parametrize("slip", ["0001-01-01", "9999-12-31"])
def test_a_year_that_no_clock_reckons_with_is_said_in_the_form(claire_at_vallees, slip):
    late = FORM | {"date": slip, "starts": "22:00", "ends": "01:00"}
    answer = claire_at_vallees.post(reverse("events:new"), late)
    assert answer.status_code == 422
    assert 'value="Lire un budget sans pleurer"' in answer.content.decode()
