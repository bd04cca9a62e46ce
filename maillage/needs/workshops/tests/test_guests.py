"""Pages around an invitation: the team's list, and the page of whoever holds the link."""

import datetime as dt

import pytest
from django.utils import timezone

from maillage.ground.mail.models import OutgoingMail
from maillage.ground.people.models import meet
from maillage.needs.workshops.forms_invite import name_from, read_addresses
from maillage.needs.workshops.models import Invitation, expect
from maillage.needs.workshops.models.invitation import write
from tests import world


@pytest.fixture
def workshop(vallees):
    return world.make_workshop(starts=dt.time(9, 30), join_code="482719", purpose="Ranger nos besoins")


@pytest.fixture
def page(workshop):
    return f"/espace/ateliers/{workshop.pid}/invitations/"


@pytest.fixture
def lou(workshop):
    invitation = expect(workshop, "Lou Aubry", "lou@example.org")
    write(invitation, workshop)
    return invitation


@pytest.fixture
def link(lou):
    return lou.get_absolute_url()


# What was pasted


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("lou@example.org", [("Lou", "lou@example.org")]),
        ("Lou Aubry <lou@example.org>", [("Lou Aubry", "lou@example.org")]),
        (
            '"Aubry, Lou" <lou@example.org>; malo@example.org',
            [("Lou Aubry", "lou@example.org"), ("Malo", "malo@example.org")],
        ),
        (
            "a.b@example.org\nc-d@example.org,\n\n e@example.org ",
            [("A B", "a.b@example.org"), ("C D", "c-d@example.org"), ("E", "e@example.org")],
        ),
        ("Lou Aubry lou@example.org", [("Lou Aubry", "lou@example.org")]),
        ("", []),
    ],
)
def test_addresses_are_read_as_they_come(typed, found):
    assert read_addresses(typed) == (found, [])


@pytest.mark.parametrize(
    "typed", ["lou.example.org", "lou@", "@example.org", "lou@example", "lou@exa mple.org"]
)
def test_what_is_no_address_is_told_apart(typed):
    found, wrong = read_addresses(f"{typed}\nmalo@example.org")
    assert [address for _, address in found] == ["malo@example.org"]
    assert len(wrong) == 1


def test_a_name_is_guessed_from_the_address():
    assert name_from("lou.aubry-le_bras@example.org") == "Lou Aubry Le Bras"


# The team's page


def test_addresses_are_pasted_and_each_is_written_to(claire_at_vallees, workshop, page, malo):
    answer = claire_at_vallees.post(
        page,
        {"inviter": "1", "addresses": f"Lou Aubry <lou@example.org>\n{malo.email}", "words": "Venez !"},
        follow=True,
    )
    assert "2\xa0invitations sont parties." in answer.content.decode()
    seats = {seat.email: seat for seat in workshop.participants.all()}
    assert seats[malo.email].person == malo, "the pole knows this address"
    assert seats["lou@example.org"].person is None, "nobody becomes a contact by being invited"
    assert OutgoingMail.objects.filter(text__contains="Venez !").count() == 0, "not before the commit"


def test_mails_leave_after_the_commit(claire_at_vallees, page, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        claire_at_vallees.post(page, {"inviter": "1", "addresses": "lou@example.org", "words": "Venez !"})
    assert "Venez !" in OutgoingMail.objects.get(to="lou@example.org").text


def test_people_are_found_by_name_and_what_was_ticked_or_typed_stays(claire_at_vallees, page, workshop, malo):
    bastien = meet("Bastien Guérin", "bastien@example.org")
    sought = {"chercher": "1", "q": "malo", "addresses": "lou@", "people": [bastien.pid]}
    answer = claire_at_vallees.post(page, sought)
    shown = answer.content.decode()
    assert answer.status_code == 200
    assert f'value="{malo.pid}"' in shown and "Malo Riou" in shown
    assert f'value="{bastien.pid}"' in shown and "checked" in shown
    assert "lou@" in shown and "lisible" not in shown, "what is wrong is said when one invites"
    assert not workshop.participants.exists()
    claire_at_vallees.post(page, {"inviter": "1", "q": "malo", "people": [bastien.pid, malo.pid]})
    assert {seat.person for seat in workshop.participants.all()} == {bastien, malo}


def test_somebody_of_the_sister_pole_is_not_found(claire_at_vallees, page, workshop, oriane):
    assert "Oriane" not in claire_at_vallees.get(f"{page}?q=oriane").content.decode().replace(
        "« oriane »", ""
    )
    answer = claire_at_vallees.post(page, {"inviter": "1", "people": [oriane.pid]})
    assert answer.status_code == 422
    assert not workshop.participants.exists()


def test_a_whole_group_is_invited(claire_at_vallees, page, workshop, vallees, malo):
    world.make_someone(vallees, "Bastien Guérin", "board")
    assert "Membre du conseil (1)" in claire_at_vallees.get(page).content.decode()
    claire_at_vallees.post(page, {"inviter": "1", "groups": ["board", "member"]})
    assert {seat.name for seat in workshop.participants.all()} == {"Bastien Guérin", "Malo Riou"}


def test_those_of_last_time_are_ticked_already(claire_at_vallees, page, workshop, malo):
    last = world.make_workshop("En mars")
    world.make_participant(last, "Lou Aubry", email="lou@example.org")
    world.make_participant(last, "Malo Riou", person=malo)
    world.make_participant(last, "Sans adresse")
    workshop.follows = last
    workshop.save(update_fields=["follows"])
    shown = claire_at_vallees.get(page).content.decode()
    assert shown.count("checked") == 2 and "Sans adresse" not in shown
    pids = [one.pid for one in last.participants.exclude(name="Sans adresse")]
    claire_at_vallees.post(page, {"inviter": "1", "previous": pids})
    assert {(seat.name, seat.email, seat.person) for seat in workshop.participants.all()} == {
        ("Lou Aubry", "lou@example.org", None),
        ("Malo Riou", malo.email, malo),
    }


@pytest.mark.parametrize(
    ("data", "says"),
    [
        ({}, "Dites d’abord qui inviter"),
        ({"addresses": "lou.example.org"}, "« lou.example.org »"),
        ({"addresses": "\n".join(f"p{n}@example.org" for n in range(301))}, "300 au plus"),
    ],
)
def test_what_is_missing_is_said_and_nobody_is_written_to(claire_at_vallees, page, data, says):
    answer = claire_at_vallees.post(page, {"inviter": "1", "words": "Mot à mot", **data})
    assert answer.status_code == 422
    assert says in answer.content.decode() and "Mot à mot" in answer.content.decode()
    assert not Invitation.objects.exists()


def test_without_a_day_one_is_asked_for_first(claire_at_vallees, workshop, page):
    workshop.date = None
    workshop.save(update_fields=["date"])
    assert "Il manque le jour" in claire_at_vallees.get(page).content.decode()
    answer = claire_at_vallees.post(page, {"inviter": "1", "addresses": "lou@example.org"})
    assert answer.status_code == 422
    assert not Invitation.objects.exists()


def test_the_list_says_who_comes(claire_at_vallees, workshop, page, lou):
    assert "sans réponse" in claire_at_vallees.get(page).content.decode()
    lou.reply(coming=True)
    expect(workshop, "Youenn").reply(coming=False)
    shown = claire_at_vallees.get(page).content.decode()
    assert "1\xa0personne vient sur 2" in shown
    assert "ne peut pas" in shown


def test_the_list_costs_the_same_with_many_guests(
    claire_at_vallees, workshop, page, django_assert_max_num_queries
):
    for n in range(30):
        expect(workshop, f"Personne {n}", f"p{n}@example.org")
    with django_assert_max_num_queries(24):
        claire_at_vallees.get(page)


def test_an_invitation_is_taken_back(claire_at_vallees, workshop, page, lou):
    claire_at_vallees.post(f"{page}{lou.pid}/retrait/")
    assert not workshop.participants.exists()


def test_a_change_of_place_is_told_from_the_page(claire_at_vallees, workshop, page, lou):
    workshop.place = "Maure"
    workshop.save(update_fields=["place"])
    assert "encore l’ancienne date" in claire_at_vallees.get(page).content.decode()
    claire_at_vallees.post(f"{page}changement/")
    assert "encore l’ancienne date" not in claire_at_vallees.get(page).content.decode()


def test_it_is_called_off_and_held_after_all(claire_at_vallees, workshop, lou, link, at_vallees):
    desk = f"/espace/ateliers/{workshop.pid}/"
    assert "1\xa0personne invitée recevra" in claire_at_vallees.get(f"{desk}annulation/").content.decode()
    claire_at_vallees.post(f"{desk}annulation/", {"words": "Le chauffage est en panne."})
    assert "n’aura pas lieu" in at_vallees.get(link).content.decode()
    assert "est annulé depuis" in claire_at_vallees.get(f"{desk}preparation/").content.decode()
    claire_at_vallees.post(f"{desk}annulation/retrait/")
    shown = claire_at_vallees.get(f"{desk}preparation/").content.decode()
    assert "encore l’ancienne date" in shown, "their calendars still say it is cancelled"


# The guest's page


def test_a_guest_reads_what_it_is_about_and_looking_changes_nothing(at_vallees, link, lou):
    for _ in range(2):
        answer = at_vallees.get(link)
    shown = answer.content.decode()
    assert "Lou Aubry" in shown and "Ranger nos besoins" in shown and "Je ne peux pas" in shown
    assert answer["X-Robots-Tag"] == "noindex"
    assert not answer.cookies
    lou.refresh_from_db()
    assert lou.answered_at is None


@pytest.mark.parametrize(("said", "status"), [("oui", "expected"), ("non", "excused")])
def test_a_guest_answers_without_an_account_and_without_a_cookie(at_vallees, link, lou, said, status):
    answer = at_vallees.post(link, {"reponse": said}, follow=True)
    lou.refresh_from_db()
    assert (lou.participant.status, bool(lou.answered_at)) == (status, True)
    assert "c’est noté" in answer.content.decode()
    assert not at_vallees.cookies


def test_an_answer_that_is_none_changes_nothing(at_vallees, link, lou):
    at_vallees.post(link, {"reponse": "peut-être"})
    lou.refresh_from_db()
    assert lou.answered_at is None


def test_before_the_day_one_does_not_come_in(at_vallees, link, lou):
    assert "Entrer dans l’atelier" not in at_vallees.get(link).content.decode()
    assert at_vallees.post(f"{link}entree/").url == link
    lou.participant.refresh_from_db()
    assert not lou.participant.is_present


def test_once_open_the_link_leads_to_the_wall_under_ones_own_name(at_vallees, workshop, claire, link, lou):
    workshop.open(claire)
    assert "C’est maintenant." in at_vallees.get(link).content.decode()
    answer = at_vallees.post(f"{link}entree/", follow=True)
    assert answer.redirect_chain[0][0] == "/atelier/482719/"
    assert "Lou Aubry" in answer.content.decode()
    lou.participant.refresh_from_db()
    assert lou.participant.is_present
    assert workshop.participants.count() == 1


def test_on_its_day_one_comes_in_before_it_is_open(at_vallees, workshop, link, lou):
    workshop.date = timezone.localdate()
    workshop.save(update_fields=["date"])
    assert "C’est aujourd’hui." in at_vallees.get(link).content.decode()
    at_vallees.post(f"{link}entree/")
    lou.participant.refresh_from_db()
    assert lou.participant.is_present


def test_once_closed_the_link_only_says_so(at_vallees, workshop, claire, link, lou):
    workshop.open(claire)
    workshop.close(claire)
    shown = at_vallees.get(link).content.decode()
    assert "C’est terminé." in shown and "<form" not in shown
    assert at_vallees.post(f"{link}entree/").url == link
    assert not at_vallees.cookies


def test_who_was_told_by_another_way_is_not_asked_to_answer_here(at_vallees, workshop):
    invitation = expect(workshop, "Youenn", "youenn@example.org")
    assert "Je ne peux pas" not in at_vallees.get(invitation.get_absolute_url()).content.decode()


def test_another_poles_link_is_not_there(onde, link):
    assert world.client_of(onde).get(link).status_code == 404
