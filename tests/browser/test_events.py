"""An event from both sides of the door: visitors with a phone, the coordinator who welcomes them."""

import json
import re
import sqlite3
import subprocess
import sys

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import ROOT, Site, environment, free_port, run, wait_for
from tests.browser.window import assert_accessible, assert_no_sideways_scroll

WORLD = """
import json, django
django.setup()
from django_scopes import scope
from tests import world
from tests.browser import small_world
from maillage.ground.poles.models import Pole

made = small_world.make()
with scope(pole=Pole.objects.get(slug="vallees")):
    breakfast = world.make_event(action=world.make_action(), capacity=24, summary="On compare nos fiches de paie.")
    budget = world.make_event("Lire un budget sans pleurer", capacity=1, kind="training", in_days=5)
    seated = budget.register(name="Inès Roca", email="ines@example.org", tell=False)
    tonight = world.make_event("Apéro des associations", capacity=3, in_days=0)
    for name in ("Gaëlle Clerc", "Basile Kerven", "Fatou Diarra"):
        tonight.register(name=name, email=f"{name.split()[0]}@example.org".lower(), tell=False)
    past = world.make_event("Comprendre la paie", in_days=-9)
    cancelled = world.make_event("Soirée des coopératives", in_days=9)
    cancelled.cancel()
    world.make_event("Assemblée générale : bilan, élection du conseil, perspectives, budget et repas partagé avec tous", kind="assembly")
    pages = {key: event.get_absolute_url() for key, event in locals().items() if hasattr(event, "seats_taken")}
print(json.dumps(made | pages | {"own": seated.get_absolute_url(), "tonight_pid": tonight.pid}))
"""


@pytest.fixture(scope="module")
def places(tmp_path_factory):
    return {"folder": tmp_path_factory.mktemp("events") / "var"}


@pytest.fixture(scope="module")
def site(places):
    """The small world with a few events, instead of the demo."""
    port, folder = free_port(), places["folder"]
    (folder / "log").mkdir(parents=True)
    made = subprocess.run(
        [sys.executable, "-c", WORLD], env=environment(folder, port), cwd=ROOT, capture_output=True, text=True
    )
    assert made.returncode == 0, made.stderr
    places.update(json.loads(made.stdout.splitlines()[-1]))
    (folder / "welcome.txt").touch()
    server = run("_serve.py", "--port", port, "--folder", folder, env=environment(folder, port))
    try:
        wait_for(server, folder)
        yield Site(port, folder)
    finally:
        server.terminate()
        server.communicate(timeout=30)


@pytest.fixture
def go(site, places):
    return lambda page, key: page.goto(site.url("vallees", places[key]))


@pytest.fixture
def as_claire(site, places):
    def sign_in(page):
        page.context.add_cookies(
            [{"name": "sessionid", "value": places["claire"], "domain": "vallees.localhost", "path": "/"}]
        )
        return page

    return sign_in


def mail_to(site, address) -> str:
    with sqlite3.connect(site.folder / "maillage.sqlite3") as database:
        rows = database.execute(
            'SELECT text FROM mail_outgoingmail WHERE "to" = ? ORDER BY id DESC', [address]
        )
        return rows.fetchone()[0]


def fill_in(page, name, email):
    page.get_by_label("Prénom et nom").fill(name)
    page.get_by_label("Adresse électronique").fill(email)
    page.wait_for_timeout(1100)  # nobody fills a form in less than a second


def test_public_pages_are_accessible_and_fit(window, site, go):
    for key in ("breakfast", "budget", "tonight", "past", "cancelled", "own"):
        assert go(window, key).status == 200
        assert_accessible(window)
        assert_no_sideways_scroll(window)
    for path in ("/agenda/", "/agenda/?passes", "/agenda/?nature=visit", "/agenda/?nature=training"):
        window.goto(site.url("vallees", path))
        assert_accessible(window)
        assert_no_sideways_scroll(window)
    assert window.context.cookies() == []


def test_a_visitor_registers_with_one_form_and_one_request(phone, site, go):
    go(phone, "breakfast")
    phone.get_by_role("link", name="Je m’inscris").click()
    fill_in(phone, "Lou Aubry", "lou@example.org")
    asked = []
    phone.on(
        "request", lambda request: asked.append(request) if request.resource_type == "document" else None
    )
    phone.get_by_role("button", name="Je m’inscris").click()

    phone.get_by_role("heading", name="C’est noté, à bientôt !").wait_for()
    assert [request.method for request in asked] == ["POST"]
    assert_accessible(phone)
    assert phone.context.cookies() == []
    assert "Votre place est réservée" in mail_to(site, "lou@example.org")


def test_the_keyboard_is_enough(desktop, go):
    go(desktop, "breakfast")
    desktop.get_by_label("Prénom et nom").focus()
    desktop.keyboard.type("Nils Lambert")
    desktop.keyboard.press("Tab")
    desktop.keyboard.type("nils sans arobase")
    desktop.wait_for_timeout(1100)
    desktop.keyboard.press("Enter")

    expect(desktop.get_by_role("alert")).to_be_focused()
    assert_accessible(desktop)
    desktop.complaints.clear()  # the console reports the 422
    desktop.keyboard.press("Tab")
    desktop.keyboard.press("Enter")
    assert desktop.evaluate("document.activeElement.name") == "email"
    desktop.keyboard.press("Control+a")
    desktop.keyboard.type("nils@example.org")
    desktop.wait_for_timeout(1100)
    desktop.keyboard.press("Enter")
    desktop.get_by_role("heading", name="C’est noté, à bientôt !").wait_for()


def test_full_means_waiting_and_a_cancellation_by_link_promotes(phone, site, go):
    go(phone, "budget")
    fill_in(phone, "Hugo Marchand", "hugo@example.org")
    phone.get_by_role("button", name="Me mettre sur la liste").click()
    phone.get_by_role("heading", name="C’est noté, on vous prévient").wait_for()
    assert_accessible(phone)
    waiting = mail_to(site, "hugo@example.org")
    assert "1re position" in waiting

    go(phone, "own")
    phone.get_by_role("button", name="Je ne viens plus").click()
    phone.get_by_role("heading", name="Merci de nous avoir prévenus").wait_for()
    assert_accessible(phone)

    assert "une place s’est libérée" in mail_to(site, "hugo@example.org")
    phone.goto(re.search(r"http://\S+/inscriptions/\S+", waiting)[0])
    phone.get_by_role("heading", name="Votre place vous attend").wait_for()


def test_the_coordinator_welcomes_people_from_a_phone(phone, site, places, as_claire):
    as_claire(phone).goto(site.url("vallees", f"/espace/evenements/{places['tonight_pid']}/accueil/"))
    assert_accessible(phone)
    assert_no_sideways_scroll(phone)
    count = phone.locator("#compte")
    assert "0" in count.inner_text()

    phone.get_by_role("searchbox", name="Chercher un nom").press_sequentially("gae")
    phone.get_by_text("Basile Kerven", exact=True).wait_for(state="detached")
    phone.get_by_role("button", name="Présent·e : Gaëlle Clerc").tap()
    phone.get_by_role("button", name="Défaire : Gaëlle Clerc").wait_for()
    assert "1" in count.inner_text()
    assert_accessible(phone)

    phone.get_by_role("button", name="Défaire : Gaëlle Clerc").tap()
    phone.get_by_role("button", name="Présent·e : Gaëlle Clerc").tap()
    phone.get_by_role("button", name="Défaire : Gaëlle Clerc").wait_for()

    phone.get_by_role("searchbox", name="Chercher un nom").fill("Nour Belaïd")
    phone.get_by_role("button", name="« Nour Belaïd » est là").tap()
    phone.get_by_text("Bienvenue à Nour Belaïd").wait_for()
    assert "2" in phone.locator("#compte").inner_text()
    assert_accessible(phone)


def test_the_door_works_without_scripts(chromium, site, places):
    context = chromium.new_context(java_script_enabled=False, locale="fr-FR")
    context.add_cookies(
        [{"name": "sessionid", "value": places["claire"], "domain": "vallees.localhost", "path": "/"}]
    )
    page = context.new_page()
    page.goto(site.url("vallees", f"/espace/evenements/{places['tonight_pid']}/accueil/"))
    page.get_by_role("button", name="Présent·e : Basile Kerven").click()
    assert page.get_by_role("button", name="Défaire : Basile Kerven").is_visible()
    context.close()


def test_the_team_makes_and_publishes_an_event(window, site, as_claire):
    page = as_claire(window)
    page.goto(site.url("vallees", "/espace/evenements/"))
    assert_accessible(page)
    assert_no_sideways_scroll(page)
    page.get_by_role("link", name="Créer un événement").click()
    assert_accessible(page)
    assert_no_sideways_scroll(page)
    page.get_by_label("Titre").fill("Visite de la scierie")
    page.get_by_label("Nature").select_option("visit")
    page.get_by_label("Jour").fill("2027-03-09")
    page.get_by_label("Début").fill("14:00")
    page.get_by_label("Fin").fill("16:30")
    page.get_by_label("Lieu").fill("Maure-de-Bretagne")
    page.get_by_role("button", name="Enregistrer le brouillon").click()
    assert_accessible(page)
    page.get_by_role("button", name="Publier").click()
    page.get_by_text("les inscriptions sont ouvertes").wait_for()
    assert_accessible(page)
    assert_no_sideways_scroll(page)
    page.get_by_role("link", name="Annuler l’événement").click()
    assert_accessible(page)
    page.get_by_role("button", name="Annuler l’événement").click()
    page.get_by_text("L’événement est annulé").wait_for()
