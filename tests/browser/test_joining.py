"""Coming in, coming back from another phone, the sheet, and post-its typed from paper, in a real browser."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.room import Room, acknowledged, assert_good, notes, ready, stick
from tests.browser.window import watched_page


@pytest.fixture(scope="module")
def site(small_site):
    return small_site


@pytest.fixture
def room(site, chromium):
    return Room(site, chromium)


def signs_of(page) -> str:
    page.get_by_role("link", name=re.compile("mes quatre signes")).click()
    assert_good(page)
    signs = page.locator(".signs__value").inner_text()
    page.get_by_role("link", name="Retour au mur").click()
    ready(page)
    return signs


def test_a_phone_that_dies_is_followed_by_another(room, chromium):
    with room.joined("Lou") as lou:
        expect(lou.get_by_role("heading", name="Bienvenue, Lou")).to_be_visible()
        assert_good(lou)
        shown = lou.locator(".welcome .signs__value").inner_text()
        lou.get_by_role("link", name="C’est noté").click()
        ready(lou)
        stick(lou, "Seuls avec nos fiches de paie")
        acknowledged(lou)
        assert signs_of(lou) == shown
        with watched_page(chromium, "phone") as other:
            other.goto(room.url(f"/atelier/{room.code}/"))
            assert_good(other)
            other.get_by_text("J’étais déjà là").click()
            other.get_by_label("Vos quatre signes").fill("0000")
            other.get_by_role("button", name="Reprendre ma place").click()
            expect(other.get_by_role("link", name=re.compile("ne sont ceux de personne"))).to_be_visible()
            assert_good(other)
            other.get_by_label("Vos quatre signes").fill(shown.lower())
            other.get_by_role("button", name="Reprendre ma place").click()
            ready(other)
            expect(other.locator(".post--mine", has_text="fiches de paie")).to_be_attached()
            other.complaints.clear()  # the browser names the page that refused


def test_a_member_comes_in_with_one_tap(room, chromium, site):
    with watched_page(chromium, "phone") as malo:
        site.sign_in(malo, "malo")
        malo.goto(room.url(f"/atelier/{room.code}/"))
        assert_good(malo)
        malo.get_by_role("button", name="Entrer : Malo Riou").click()
        ready(malo)
        expect(malo.locator(".phone__me")).to_contain_text("Malo Riou")


def test_the_sheet_brings_two_entries_together_while_the_room_works(room, desktop):
    claire = room.sit_at_the_desk(desktop)
    with room.joined("Lou") as lou, room.joined("Lou") as again:
        stick(again, "Écrit du second téléphone")
        acknowledged(again)
        claire.get_by_role("link", name="Feuille de présence").click()
        assert_good(claire)
        claire.get_by_role("button", name=re.compile("^Réunir")).click()
        expect(claire.get_by_text("ne font plus qu’une personne")).to_be_visible()
        lou.reload()
        ready(lou)
        expect(lou.locator(".post--mine", has_text="second téléphone")).to_be_attached()
        claire.get_by_role("link", name="Lou", exact=True).click()
        assert_good(claire)
        claire.get_by_role("button", name="Retirer Lou").click()
        expect(claire.get_by_text("ses post-it sont masqués")).to_be_visible()
        lou.reload()
        expect(lou.get_by_role("heading", name="Vous n’êtes plus dans cet atelier.")).to_be_visible()
        claire.get_by_role("button", name="Faire revenir").click()
        lou.reload()
        ready(lou)
        expect(notes(lou, "second téléphone")).to_have_count(1)


def test_paper_is_typed_through_a_bad_network_and_arrives_once(room, desktop):
    claire = room.sit_at_the_desk(desktop)
    with room.joined("Lou") as lou:
        claire.goto(room.url(f"{room.path}papier/saisie/"))
        expect(claire.locator("[data-typing][data-ready]")).to_be_attached()
        assert_good(claire)
        claire.get_by_label("Post-it pour « Ce qui aide »").focus()
        for line in ("Le prêt de salle", "Un four à pain"):
            claire.keyboard.type(line)
            claire.keyboard.press("Enter")
        expect(notes(lou, "Un four à pain")).to_have_count(1)
        claire.context.set_offline(True)
        claire.keyboard.type("Écrit sans réseau")
        claire.keyboard.press("Enter")
        expect(claire.get_by_text("en attente d’envoi")).to_be_visible()
        assert_good(claire)
        claire.context.set_offline(False)
        expect(notes(lou, "Écrit sans réseau")).to_have_count(1)
        expect(claire.get_by_text("en attente d’envoi")).to_have_count(0)
        claire.complaints.clear()  # the browser names each request that the missing network refused


def test_a_pasted_list_is_looked_at_before_it_is_stuck(room, desktop):
    claire = room.sit_at_the_desk(desktop)
    for page in ("", "liste/"):
        claire.goto(room.url(f"{room.path}papier/{page}"))
        assert_good(claire)
    claire.get_by_label("La liste").fill(
        "Ce qui aide\nLe prêt de salle\nCe qui pèse\n- Les horaires\nAilleurs ;\n" + "x" * 1001
    )
    claire.get_by_role("button", name="Lire la liste").click()
    expect(claire.get_by_text("1001 caractères", exact=False)).to_be_visible()
    assert_good(claire)
    claire.get_by_role("button", name="Coller sur le mur").click()
    ready(claire)
    expect(notes(claire, "Les horaires")).to_have_count(1)
