"""A visitor registers in one form, without an account and without a cookie, and learns nothing about others."""

import datetime as dt
import re

import pytest
from django.core import signing
from django.utils import timezone
from django_scopes import scope

from maillage.activities.events.models import Registration
from maillage.ground.mail.models import OutgoingMail
from tests import world


def stamp(event, seconds=30):
    made = int(timezone.now().timestamp()) - seconds
    return signing.dumps([event.pid, made], salt="events.registration", compress=False)


def register(client, event, name="Lou Aubry", email="lou@example.org", **more):
    fields = {"name": name, "email": email, "organisation": "", "site": "", "stamp": stamp(event), **more}
    return client.post(event.get_absolute_url(), fields)


def test_one_request_after_the_page_registers(at_vallees, vallees):
    event = world.make_event(capacity=3)
    page = at_vallees.get(event.get_absolute_url())
    stamped = re.search(r'name="stamp" value="([^"]+)"', page.content.decode())[1]

    soon = timezone.now() + dt.timedelta(seconds=5)
    with pytest.MonkeyPatch.context() as clock:
        clock.setattr("maillage.activities.events.forms.timezone.now", lambda: soon)
        answer = register(at_vallees, event, stamp=stamped, organisation="La Recyclerie du Canut")

    assert answer.status_code == 200
    assert "à bientôt" in answer.content.decode()
    registration = event.registrations.get()
    assert (registration.person.name, registration.state) == ("Lou Aubry", "confirmed")
    assert registration.organisation.name == "La Recyclerie du Canut"


def test_no_cookie_is_set(at_vallees, vallees):
    event = world.make_event()
    for response in (
        at_vallees.get("/agenda/"),
        at_vallees.get(event.get_absolute_url()),
        register(at_vallees, event),
        at_vallees.get(event.registrations.get().get_absolute_url()),
    ):
        assert not response.cookies


def test_full_means_the_waiting_list(at_vallees, vallees, told):
    event = world.make_event(capacity=1)
    register(at_vallees, event, "Première", "a@example.org")
    assert "C’est complet" in at_vallees.get(event.get_absolute_url()).content.decode()

    with told():
        answer = register(at_vallees, event, "Seconde", "b@example.org")

    assert "liste d’attente" in answer.content.decode()
    assert "1re position" in OutgoingMail.objects.get(to="b@example.org").text


def test_a_second_click_says_the_same_and_registers_once(at_vallees, vallees):
    event = world.make_event(capacity=1)

    first, second = register(at_vallees, event), register(at_vallees, event)

    assert first.content == second.content
    assert event.registrations.count() == 1


@pytest.mark.parametrize("capacity", [2, 1])
def test_a_stranger_learns_nothing_from_an_address(at_vallees, vallees, told, capacity):
    """The answer about someone who is registered is the answer about someone who is not."""
    event = world.make_event(capacity=capacity)
    malo = event.register(name="Malo Riou", email="malo@example.org", tell=False)
    Registration.objects.update(confirmed_at=timezone.now() - dt.timedelta(days=1))

    with told():
        known = register(at_vallees, event, "Malo Riou", "malo@example.org").content.decode()
        unknown = register(at_vallees, event, "Inès Roc", "ines@example.org").content.decode()

    assert known.replace("malo@example.org", "ines@example.org") == unknown
    assert malo.token not in known
    assert "Vous étiez déjà sur la liste" in OutgoingMail.objects.get(to="malo@example.org").text


def test_the_reminder_to_who_was_there_leaves_once_a_day(at_vallees, vallees, told):
    event = world.make_event()
    event.register(name="Malo Riou", email="malo@example.org", tell=False)

    with told():
        for _ in range(3):
            register(at_vallees, event, "Malo Riou", "malo@example.org")

    assert OutgoingMail.objects.filter(to="malo@example.org").count() == 1


def test_mistakes_keep_what_was_written(at_vallees, vallees):
    event = world.make_event()

    answer = register(at_vallees, event, email="lou sans arobase")

    assert answer.status_code == 422
    assert 'value="Lou Aubry"' in answer.content.decode()
    assert not event.registrations.exists()


@pytest.mark.parametrize(
    "trick",
    [
        {"stamp": ""},
        {"stamp": "faux:tampon"},
        {"name": "Gagnez https://example.org"},
        {"name": "Gagnez 500 euros sur example.org"},  # mail programs make a link of it
        {"site": "https://example.org"},
    ],
)
def test_machines_are_not_registered(at_vallees, vallees, trick):
    event = world.make_event()
    register(at_vallees, event, **trick)
    assert not event.registrations.exists()


def test_the_stamp_of_another_event_too_fast_or_too_old_asks_once_more(at_vallees, vallees):
    event, other = world.make_event(), world.make_event("Autre rendez-vous")
    for wrong in (stamp(other), stamp(event, seconds=-5), stamp(event, seconds=90_000)):
        answer = register(at_vallees, event, stamp=wrong)
        assert answer.status_code == 422
        assert (
            "Validez encore une fois" in answer.content.decode()
            or "validez encore une fois" in answer.content.decode()
        )


def test_another_site_cannot_send_its_visitors(vallees):
    event = world.make_event()
    for headers in ({"sec-fetch-site": "cross-site"}, {"origin": "https://ailleurs.example"}):
        client = world.client_of(vallees)
        client.defaults.update(
            {f"HTTP_{name.upper().replace('-', '_')}": value for name, value in headers.items()}
        )
        assert register(client, event).status_code == 403
    assert not event.registrations.exists()


def test_only_published_events_exist_for_visitors(at_vallees, vallees):
    draft = world.make_event(published=False)
    assert at_vallees.get(draft.get_absolute_url()).status_code == 404
    assert register(at_vallees, draft).status_code == 404
    assert draft.activity.title not in at_vallees.get("/agenda/").content.decode()


def test_past_and_cancelled_events_are_read_but_not_joined(at_vallees, vallees):
    past, cancelled = world.make_event(in_days=-3), world.make_event()
    cancelled.cancel()
    for event in (past, cancelled):
        assert at_vallees.get(event.get_absolute_url()).status_code == 200
        assert register(at_vallees, event).status_code == 409
        assert not event.registrations.exists()


def test_a_link_scanner_cancels_nothing(at_vallees, vallees):
    registration = world.make_event().register(name="Lou", email="lou@example.org", tell=False)
    page = registration.get_absolute_url()

    for _ in range(2):
        assert at_vallees.get(page).status_code == 200
        assert at_vallees.head(page).status_code == 200

    registration.refresh_from_db()
    assert registration.state == "confirmed"


def test_one_cancels_and_comes_back_with_the_link_from_the_mail(at_vallees, vallees, told):
    event = world.make_event(capacity=1)
    mine = event.register(name="Lou", email="lou@example.org", tell=False)
    next_one = event.register(name="Inès", email="ines@example.org", tell=False)

    with told():
        at_vallees.post(mine.get_absolute_url(), {"annuler": "1"})
    next_one.refresh_from_db()
    assert next_one.state == "confirmed"
    assert "Une place s’est libérée" in OutgoingMail.objects.get(to="ines@example.org").subject

    at_vallees.post(mine.get_absolute_url(), {"revenir": "1"})
    mine.refresh_from_db()
    assert (mine.state, mine.position) == ("waiting", 1)


def test_a_registration_of_a_sister_pole_or_of_nobody_is_the_same_404(vallees, onde):
    registration = world.make_event().register(name="Lou", email="lou@example.org", tell=False)
    at_onde = world.client_of(onde)
    with scope(pole=onde):
        foreign = at_onde.get(registration.get_absolute_url())
        missing = at_onde.get("/inscriptions/nimportequoi/")
    assert foreign.status_code == missing.status_code == 404


def test_pages_cost_the_same_with_many_events(at_vallees, vallees, django_assert_max_num_queries):
    for n in range(15):
        world.make_event(f"Rendez-vous {n}")
    with django_assert_max_num_queries(8):
        at_vallees.get("/agenda/")
    event = world.make_event()
    with django_assert_max_num_queries(5):
        at_vallees.get(event.get_absolute_url())
    with django_assert_max_num_queries(24):
        register(at_vallees, event)


def test_an_address_too_long_to_be_written_to_is_a_mistake_of_the_form(at_vallees, vallees):
    event = world.make_event()
    answer = register(at_vallees, event, email=f"ab@{'c' * 60}.{'.'.join(['d' * 60] * 4)}.fr")
    assert answer.status_code == 422
    assert not event.registrations.exists()


def test_one_address_stands_for_a_few_people_and_no_flood(at_vallees, vallees, told):
    """Each registration writes a message: a stranger could send hundreds to one address, and take every seat."""
    event = world.make_event(capacity=50)
    with told():
        answers = [
            register(at_vallees, event, f"Personne {letter}", "lou@example.org") for letter in "ABCDEFGH"
        ]
    assert [answer.status_code for answer in answers] == [200] * 6 + [422] * 2
    assert "déjà" in answers[-1].content.decode()
    assert OutgoingMail.objects.count() == event.registrations.count() == 6
    assert register(at_vallees, event, "Personne A", "lou@example.org").status_code == 200, (
        "already on the list"
    )
