"""Coming in and coming back: one seat for each person, and nobody takes another's."""

import re
import threading

import pytest

from maillage.needs.workshops import codes, hub
from maillage.needs.workshops.models import (
    Note,
    Participant,
    Refused,
    join,
    merge,
    open_poll,
    seat_signed,
    send_out,
    signs_of,
)
from maillage.needs.workshops.models.joining import MOST_SEATS, SIGNS
from tests import world
from tests.threads import all_at_once

HOME = "/atelier/482719/"


def key_on(page) -> str:
    return re.search(r'name="key" value="([^"]+)"', page.content.decode())[1]


# --- by a name -------------------------------------------------------------------------------------------------------


def test_a_form_that_leaves_twice_is_one_seat(workshop, at_vallees, vallees):
    key = key_on(at_vallees.get(HOME))
    for _ in range(2):  # the second comes from a browser that has no cookie yet: a double tap
        tap = world.client_of(vallees)
        assert tap.post(HOME, {"name": "Lou", "key": key}).status_code == 302
        assert "Lou" in tap.get(HOME).content.decode()
    assert Participant.objects.count() == 1


def test_two_phones_with_the_same_first_name_are_two_people(workshop, vallees):
    for _ in range(2):
        phone = world.client_of(vallees)
        phone.post(HOME, {"name": "Lou", "key": key_on(phone.get(HOME))})
    assert Participant.objects.filter(name="Lou").count() == 2


def test_one_browser_is_one_participant(workshop, phone_of):
    phone = phone_of("Lou")
    phone.post(HOME, {"name": "Youenn"})
    assert list(Participant.objects.values_list("name", flat=True)) == ["Lou"]


@pytest.mark.parametrize("name", ["", "   ", "…", "x" * 121])
def test_a_name_that_names_nobody_is_asked_again(workshop, at_vallees, name):
    page = at_vallees.post(HOME, {"name": name, "organisation": "La Recyclerie"})
    assert page.status_code == 422
    assert "La Recyclerie" in page.content.decode(), "what was typed is kept"
    assert not Participant.objects.exists()
    assert not at_vallees.cookies


@pytest.mark.parametrize(
    "headers",
    [
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"origin": "https://ailleurs.example"},
    ],
)
def test_another_site_sends_nobody_in(workshop, at_vallees, headers):
    for where in ("/atelier/", HOME, f"{HOME}retour/"):
        assert at_vallees.post(where, {"name": "Lou", "code": "482719"}, headers=headers).status_code == 403
    assert not Participant.objects.exists()


def test_our_own_pages_do(workshop, at_vallees):
    headers = {"sec-fetch-site": "same-origin", "origin": "http://vallees.localhost"}
    assert at_vallees.post(HOME, {"name": "Lou"}, headers=headers).status_code == 302


def test_a_room_of_150_comes_in_behind_one_address_and_a_machine_does_not(workshop, vallees, monkeypatch):
    for n in range(150):
        assert world.client_of(vallees).post(HOME, {"name": f"Personne {n}"}).status_code == 302
    monkeypatch.setattr(codes, "JOINS", codes.Limit("joins", 150, 60))
    page = world.client_of(vallees).post(HOME, {"name": "Une machine"})
    assert page.status_code == 429
    assert "Votre nom est toujours là" in page.content.decode()
    assert 'value="Une machine"' in page.content.decode()
    assert Participant.objects.count() == 150


def test_a_workshop_has_only_so_many_seats(workshop, monkeypatch):
    monkeypatch.setattr("maillage.needs.workshops.models.joining.MOST_SEATS", 1)
    join(workshop, "Lou")
    with pytest.raises(Refused, match="complet"):
        join(workshop, "Youenn")
    assert MOST_SEATS >= 500


# --- as a known member ----------------------------------------------------------------------------------------------


def test_a_member_comes_in_with_one_tap_and_their_last_structure(workshop, vallees, malo):
    earlier = world.make_workshop("Celui d’avant")
    earlier.participants.create(name="Malo", person=malo, organisation_name="Le Garage")
    browser = world.client_of(vallees, malo)
    assert "Entrer : Malo Riou" in browser.get(HOME).content.decode()
    assert browser.post(f"{HOME}membre/").status_code == 302
    seat = workshop.participants.get()
    assert (seat.person, seat.name, seat.organisation_name) == (malo, "Malo Riou", "Le Garage")
    assert "Malo Riou" in browser.get(HOME).content.decode()


def test_a_member_has_one_seat_on_all_their_phones(workshop, helps, vallees, malo):
    first, second = world.client_of(vallees, malo), world.client_of(vallees, malo)
    for phone in (first, second):
        phone.post(f"{HOME}membre/")
    first.post(f"{HOME}notes/", {"area": helps.pid, "text": "Le prêt de salle"})
    assert workshop.participants.count() == 1
    assert str(Note.objects.get().uuid) in second.get(HOME).content.decode()


def test_a_member_may_come_in_under_another_name(workshop, vallees, malo):
    phone = world.client_of(vallees, malo)
    phone.post(HOME, {"name": "Personne"})
    assert workshop.participants.get().person is None


def test_a_visitor_is_no_member(workshop, at_vallees):
    assert "Entrer :" not in at_vallees.get(HOME).content.decode()
    assert at_vallees.post(f"{HOME}membre/").url.startswith("/connexion/")


def test_another_site_does_not_bring_a_member_in(workshop, vallees, malo):
    browser = world.client_of(vallees, malo, enforce_csrf_checks=True)
    assert browser.post(f"{HOME}membre/").status_code == 403
    assert not workshop.participants.exists()


# --- back from another phone ----------------------------------------------------------------------------------------


def signs_shown_on(phone) -> str:
    return re.search(r'class="signs__value">([^<]+)<', phone.get(f"{HOME}moi/").content.decode())[1]


def test_four_signs_bring_back_notes_and_points_on_another_phone(workshop, helps, phone_of, vallees, claire):
    lost, cluster = phone_of("Lou"), world.make_cluster(workshop)
    lost.post(f"{HOME}notes/", {"area": helps.pid, "text": "Le prêt de salle"})
    poll = open_poll(workshop.boards.get(), claire)
    lost.post(f"{HOME}voix/", {"cluster": cluster.pid, "count": "2"})
    found = world.client_of(vallees)
    typed = f" {signs_shown_on(lost)[:2].lower()}-{signs_shown_on(lost)[2:]} "
    assert found.post(f"{HOME}retour/", {"signs": typed}).status_code == 302
    assert workshop.participants.count() == 1
    assert found.get(f"{HOME}voix/").json()["given"] == {cluster.pid: {"count": 2}}
    assert str(Note.objects.get().uuid) in found.get(HOME).content.decode()
    answer = found.post(
        f"{HOME}voix/", {"cluster": cluster.pid, "count": "4"}, HTTP_ACCEPT="application/json"
    )
    assert answer.status_code == 409, "the budget came back too"
    assert poll.turnout()["dots"] == 2


def test_the_signs_are_shown_when_one_comes_in(workshop, at_vallees):
    page = at_vallees.post(HOME, {"name": "Lou"}, follow=True).content.decode()
    assert "Bienvenue, Lou" in page
    assert workshop.participants.get().signs in page
    assert workshop.participants.get().signs not in at_vallees.get(HOME).content.decode()


def test_a_name_alone_brings_nobody_back(workshop, phone_of, vallees):
    phone_of("Lou")
    other = world.client_of(vallees)
    other.post(HOME, {"name": "Lou"})
    assert workshop.participants.count() == 2, "the facilitator may bring them together; nobody else"


@pytest.mark.parametrize("typed", ["", "ABCD", "A", "AAAAAAAAAAAA", "<b>"])
def test_wrong_signs_open_nothing_and_leave_the_name_to_be_typed(workshop, phone_of, vallees, typed):
    phone_of("Lou")
    other = world.client_of(vallees)
    page = other.post(f"{HOME}retour/", {"signs": typed})
    assert page.status_code == 422
    assert "Votre prénom" in page.content.decode()
    assert not other.cookies


def test_guessing_signs_is_stopped_and_names_still_come_in(workshop, phone_of, vallees):
    signs = signs_shown_on(phone_of("Lou"))
    guesser = world.client_of(vallees)
    for _ in range(codes.WRONG_SIGNS.most):
        guesser.post(f"{HOME}retour/", {"signs": "0000"})
    assert "Trop d’essais" in guesser.post(f"{HOME}retour/", {"signs": signs}).content.decode()
    assert not guesser.cookies
    assert guesser.post(HOME, {"name": "Youenn"}).status_code == 302


def test_signs_are_of_one_workshop_and_of_people_with_a_way_in(workshop, vallees, lou):
    elsewhere = world.make_workshop("Autre", join_code="111111", opened_at=workshop.opened_at)
    signs = signs_of(lou)
    assert seat_signed(workshop, signs) == lou
    assert seat_signed(elsewhere, signs) is None
    read = world.make_participant(workshop, "Lue dans un compte rendu", signs="KKKK")
    assert seat_signed(workshop, read.signs) is None


def test_signs_are_told_apart_and_are_not_those_of_another(workshop):
    seats = [join(workshop, f"Personne {n}") for n in range(60)]
    assert len({seat.signs for seat in seats}) == 60
    assert set("".join(seat.signs for seat in seats)) <= set(SIGNS)
    assert not set(SIGNS) & set("0O1IL5S8B2Z") - {"2", "5", "8"}


def test_after_the_workshop_one_may_come_back_to_read_but_not_come_in(workshop, phone_of, vallees, claire):
    signs = signs_shown_on(phone_of("Lou"))
    workshop.close(claire)
    late = world.client_of(vallees)
    page = late.post(HOME, {"name": "Youenn"})
    assert "terminé" in page.content.decode()
    assert late.post(f"{HOME}retour/", {"signs": signs}).status_code == 302
    assert "Lou" in late.get(HOME).content.decode()


# --- oneself --------------------------------------------------------------------------------------------------------


def test_one_corrects_ones_own_name_and_notes_follow(workshop, helps, phone_of):
    phone = phone_of("Luo")
    phone.post(f"{HOME}notes/", {"area": helps.pid, "text": "À moi"})
    phone.post(f"{HOME}notes/", {"area": helps.pid, "text": "Dictée", "author_name": "Mamie"})
    phone.post(f"{HOME}moi/", {"name": "Lou", "organisation": "Le Garage"})
    seat = workshop.participants.get()
    assert (seat.name, seat.organisation_name) == ("Lou", "Le Garage")
    assert set(Note.objects.values_list("author_name", flat=True)) == {"Lou", "Mamie"}


def test_once_over_a_name_is_the_facilitators_to_correct(workshop, phone_of, claire):
    phone = phone_of("Luo")
    workshop.close(claire)
    assert phone.post(f"{HOME}moi/", {"name": "Lou"}).status_code == 422
    assert workshop.participants.get().name == "Luo"


def test_leaving_makes_this_phone_forget_and_keeps_the_seat(workshop, phone_of):
    phone = phone_of("Lou")
    phone.post(f"{HOME}depart/")
    assert "Votre prénom" in phone.get(HOME).content.decode()
    assert workshop.participants.get().is_present


def test_who_was_sent_out_is_told_so_and_does_not_come_in_by_the_same_phone(
    workshop, helps, phone_of, claire
):
    phone = phone_of("Joker")
    seat = workshop.participants.get()
    signs = signs_of(seat)
    send_out(seat, claire)
    assert "Vous n’êtes plus dans cet atelier" in phone.get(HOME).content.decode()
    assert phone.post(HOME, {"name": "Joker bis"}).status_code == 200
    assert phone.post(f"{HOME}notes/", {"area": helps.pid, "text": "Encore"}).status_code == 404
    assert phone.post(f"{HOME}retour/", {"signs": signs}).status_code == 422
    assert workshop.participants.count() == 1
    assert phone.get(f"{HOME}flux/").status_code == 404  # last: following gives its connections back


def test_the_phone_of_a_merged_entry_is_the_other_from_then_on(workshop, helps, phone_of, claire):
    first, second = phone_of("Lou"), phone_of("Lou K.")
    kept, other = workshop.participants.order_by("pk")
    merge(kept, other, claire)
    second.post(f"{HOME}notes/", {"area": helps.pid, "text": "Du second téléphone"})
    assert Note.objects.get().author == kept
    assert str(Note.objects.get().uuid) in first.get(HOME).content.decode()


# --- many at once ----------------------------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_ten_taps_at_once_are_one_seat(on_disk, vallees, workshop):
    seats = all_at_once(vallees, 10, lambda _: join(workshop, "Lou", key="la même page").pk)
    assert len(set(seats)) == 1


@pytest.mark.django_db(transaction=True)
def test_a_member_who_taps_on_ten_phones_at_once_has_one_seat(on_disk, vallees, workshop, malo):
    ready = threading.Barrier(10)

    def tap(number):
        ready.wait(30)
        return join(workshop, "Malo", person=malo, key=f"page {number}").pk

    assert len(set(all_at_once(vallees, 10, tap))) == 1


# --- lines ------------------------------------------------------------------------------------------------------------


def test_a_phone_holds_six_lines_at_most(workshop, phone_of, monkeypatch):
    phone = phone_of("Lou")
    monkeypatch.setattr("maillage.needs.workshops.hub.pages_of", lambda *_: 6)
    answer = phone.get(f"{HOME}flux/")
    assert (answer.status_code, answer["Retry-After"]) == (429, "60")


class Quiet:
    """A workshop where nothing happens."""

    async def read_seq(self):
        return 0

    async def draw(self, audience, since):
        return hub.Told(since, since)

    async def stamp(self, people): ...

    async def count_here(self):
        return 0


async def test_lines_are_counted_for_each_person_while_they_last():
    def line(who):
        return hub.following(-1, Quiet(), 0, "participant", 0, who)

    async with line(7), line(7), line(8):
        assert (hub.pages_of(-1, 7), hub.pages_of(-1, 8), hub.pages_of(-1, 9)) == (2, 1, 0)
    assert hub.pages_of(-1, 7) == 0
