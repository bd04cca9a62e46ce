"""Signing in by a code: a stranger learns nothing, a code is guessed by nobody, one comes back where one was."""

import re
import time

import pytest
from allauth.account.internal.flows import code_verification
from django.core.cache import cache

from maillage.ground.mail.models import OutgoingMail
from tests import world
from tests.matrix import without_tokens


@pytest.fixture(autouse=True)
def no_limit_left_by_others():
    cache.clear()


def ask(client, email, **data):
    return client.post("/connexion/", {"email": email, **data})


def code_sent():
    return OutgoingMail.objects.first().code


def is_signed_in(client) -> bool:
    return "_auth_user_id" in client.session


def test_a_member_signs_in_with_the_code_received(vallees, malo, at_vallees):
    assert ask(at_vallees, "malo@example.org").url == "/connexion/code/"
    mail = OutgoingMail.objects.get()
    assert (mail.pole, mail.to) == (vallees, "malo@example.org")
    assert re.fullmatch(r"\d{3} \d{3}", mail.code)
    assert mail.code in mail.text

    answer = at_vallees.post("/connexion/code/", {"code": mail.code})
    assert answer.url == "/espace/"
    assert is_signed_in(at_vallees)


def test_the_address_is_typed_as_people_type(malo, at_vallees):
    ask(at_vallees, "  MALO@Example.ORG ")
    at_vallees.post("/connexion/code/", {"code": code_sent().replace(" ", "-")})
    assert is_signed_in(at_vallees)


def test_the_same_account_signs_in_at_the_sister_pole_where_it_has_no_role(malo, onde):
    client = world.client_of(onde)
    ask(client, "malo@example.org")
    assert OutgoingMail.objects.get().pole == onde
    answer = client.post("/connexion/code/", {"code": code_sent()})
    assert is_signed_in(client)
    assert answer.url == "/"


def test_the_federation_has_its_own_door(db):
    world.make_federation_coordinator("Fanny Le Goff")
    client = world.client_of(None)
    ask(client, "fanny@example.org")
    assert OutgoingMail.objects.get().pole is None
    assert client.post("/connexion/code/", {"code": code_sent()}).url == "/"
    assert is_signed_in(client)


def test_an_unknown_address_is_answered_the_same_and_warned_by_mail(malo, at_vallees, vallees):
    known, unknown = world.client_of(vallees), world.client_of(vallees)
    assert ask(known, "malo@example.org").url == ask(unknown, "nemo@example.org").url
    pages = [without_tokens(client.get("/connexion/code/")) for client in (known, unknown)]
    assert pages[0].replace("malo@", "nemo@") == pages[1]
    wrong = [
        without_tokens(client.post("/connexion/code/", {"code": "000 00"})) for client in (known, unknown)
    ]
    assert wrong[0].replace("malo@", "nemo@") == wrong[1]
    letter = OutgoingMail.objects.get(to="nemo@example.org")
    assert not letter.code
    assert "n’ouvre pas d’espace" in letter.text


def test_an_inactive_account_is_an_unknown_one(malo, at_vallees):
    malo.account.is_active = False
    malo.account.save()
    ask(at_vallees, "malo@example.org")
    assert not code_sent()


def test_wrong_codes_are_counted_then_refused(malo, at_vallees):
    ask(at_vallees, "malo@example.org")
    right = code_sent()
    page = at_vallees.post("/connexion/code/", {"code": "12345"})
    assert "Il vous reste 4\u00a0essais" in page.content.decode()
    for _ in range(3):
        at_vallees.post("/connexion/code/", {"code": "12345"})
    answer = at_vallees.post("/connexion/code/", {"code": "12345"}, follow=True)
    assert answer.redirect_chain[-1][0] == "/connexion/"
    assert "Cinq essais manqués" in answer.content.decode()
    at_vallees.post("/connexion/code/", {"code": right})
    assert not is_signed_in(at_vallees)


def test_guesses_sent_at_once_share_one_count(malo, at_vallees):
    """Each of them reads the session as it was before the others: the session's own count would be fooled."""
    ask(at_vallees, "malo@example.org")
    right, session = code_sent(), at_vallees.session
    before = dict(session.items())
    for _ in range(5):
        at_vallees.post("/connexion/code/", {"code": "12345"})
        session = at_vallees.session
        session.update(before)
        session.save()
    at_vallees.post("/connexion/code/", {"code": right})
    assert not is_signed_in(at_vallees)


def test_an_expired_code_says_so_and_keeps_the_address(malo, at_vallees, monkeypatch):
    ask(at_vallees, "malo@example.org")
    code = code_sent()
    a_while_later = time.time() + 16 * 60
    monkeypatch.setattr(code_verification.time, "time", lambda: a_while_later)
    answer = at_vallees.post("/connexion/code/", {"code": code}, follow=True)
    page = answer.content.decode()
    assert "n’est plus valable" in page
    assert 'value="malo@example.org"' in page
    assert not is_signed_in(at_vallees)


def test_too_many_codes_asked_for_one_address(malo, at_vallees):
    for _ in range(3):
        ask(at_vallees, "malo@example.org")
    assert "Attendez une minute" in ask(at_vallees, "malo@example.org").content.decode()
    assert OutgoingMail.objects.count() == 3


def test_one_comes_back_to_the_page_one_wanted(claire, at_vallees):
    door = at_vallees.get("/espace/personnes/")
    assert door.url == "/connexion/?next=/espace/personnes/"
    code_page = ask(at_vallees, "claire@example.org", next="/espace/personnes/").url
    assert code_page == "/connexion/code/?next=%2Fespace%2Fpersonnes%2F"
    answer = at_vallees.post(code_page, {"code": code_sent(), "next": "/espace/personnes/"})
    assert answer.url == "/espace/personnes/"


def test_nobody_is_sent_to_another_site(malo, at_vallees):
    page = at_vallees.get("/connexion/?next=https://mechant.example/")
    assert "mechant" not in page.content.decode()
    ask(at_vallees, "malo@example.org", next="https://mechant.example/")
    answer = at_vallees.post("/connexion/code/", {"code": code_sent(), "next": "https://mechant.example/"})
    assert answer.url == "/espace/"


def test_signing_out_is_asked_then_done(vallees, malo):
    client = world.client_of(vallees, malo)
    assert "Se déconnecter" in client.get("/deconnexion/").content.decode()
    assert is_signed_in(client)
    assert client.post("/deconnexion/").url == "/"
    assert not is_signed_in(client)


def test_the_pages_of_allauth_are_not_there(at_vallees):
    for path in ("/signup/", "/accounts/login/", "/login/", "/password/reset/"):
        assert at_vallees.get(path).status_code == 404


def test_an_address_too_long_to_be_written_to_is_said_so(at_vallees):
    answer = ask(at_vallees, f"ab@{'c' * 60}.{'.'.join(['d' * 60] * 4)}.fr")
    assert answer.status_code == 200
    assert not OutgoingMail.objects.exists()


@pytest.mark.parametrize("next", ["https://onde.localhost/espace/", "http://localhost/", "//onde.localhost/"])
def test_nobody_is_sent_to_a_sister_site_either(malo, at_vallees, next):
    assert 'name="next"' not in at_vallees.get("/connexion/", {"next": next}).content.decode()
