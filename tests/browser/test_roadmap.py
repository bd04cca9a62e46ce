"""From the ranked needs to a decided action and its place on the timeline, on a phone and on a desktop."""

import re
import subprocess
import sys

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import ROOT, environment
from tests.browser.window import assert_accessible, assert_no_sideways_scroll

NEEDS, ROADMAP = "/espace/besoins/", "/espace/feuille-de-route/"
SIGN_IN = """
import django; django.setup()
from django.test import Client
from maillage.ground.people.models import Account
client = Client()
client.force_login(Account.objects.get(email="claire@vallees.example.org"))
print(client.cookies["sessionid"].value)
"""


@pytest.fixture(scope="module")
def session(site) -> str:
    """Claire coordinates Les Vallées vives in the demo. Signing in by code has its own tests."""
    asked = [sys.executable, "-c", SIGN_IN]
    return subprocess.check_output(
        asked, env=environment(site.folder, site.port), cwd=ROOT, text=True
    ).strip()


@pytest.fixture
def claire(window, site, session):
    """Claire's window, on the needs of her pole."""
    place = {"domain": "vallees.localhost", "path": "/"}
    window.context.add_cookies([{"name": "sessionid", "value": session, **place}])
    window.goto(site.url("vallees", NEEDS))
    return window


def assert_good(page):
    assert_no_sideways_scroll(page)
    assert_accessible(page)


def test_every_page_is_good(claire, site):
    need = claire.locator(".need__title a").first.get_attribute("href")
    claire.goto(site.url("vallees", ROADMAP))
    action = claire.locator(".act__title a").first.get_attribute("href")
    paths = [NEEDS, f"{NEEDS}?q=zzz", f"{NEEDS}nouveau/", f"{NEEDS}mis-de-cote/"]
    paths += [need, f"{need}texte/", f"{need}estimation/", f"{need}doublons/"]
    paths += [ROADMAP, f"{ROADMAP}?vue=frise", f"{ROADMAP}?etat=dropped", f"{ROADMAP}axes/"]
    paths += [action, f"{action}texte/", "/espace/actions/nouvelle/"]
    for path in paths:
        answer = claire.goto(site.url("vallees", path))
        assert answer.status == 200, path
        assert claire.locator("h1").count() == 1, path
        assert_good(claire)


def test_a_filter_stays_in_the_address(claire):
    total = claire.locator(".need").count()
    claire.get_by_label("Réponse").select_option("non")
    claire.wait_for_url("**reponse=non**")

    assert 0 < claire.locator(".need").count() < total
    claire.reload()
    assert claire.get_by_label("Réponse").input_value() == "non"


def test_a_need_is_estimated_on_its_row_with_the_keyboard(claire):
    row = claire.locator(".need", has_text="à estimer").first
    pid = row.get_attribute("id").removeprefix("besoin-")
    row.get_by_role("link", name=re.compile("^Estimer")).click()
    for scale, word in (
        ("Impact", "impact très faible"),
        ("Urgence", "urgence très faible"),
        ("Effort", "effort très léger"),
    ):
        first = claire.locator(f"#besoin-{pid} fieldset", has_text=scale).locator("input").first
        first.wait_for(state="attached")
        # What has just been swapped in listens only once it has settled: no person is that quick.
        expect(claire.locator(".htmx-request, .htmx-swapping, .htmx-settling, .htmx-added")).to_have_count(0)
        first.focus()
        claire.keyboard.press("Space")
        claire.locator(f"#raison-{pid}", has_text=word).wait_for()

    assert "à estimer" not in claire.locator(f"#raison-{pid}").inner_text()
    assert claire.evaluate("document.activeElement.type") == "radio"
    assert_good(claire)


def test_from_a_need_to_an_action_on_the_timeline(claire, site, request):
    title = f"Une permanence {request.node.name}"
    claire.get_by_role("link", name=re.compile("^Trouver une action")).first.click()
    claire.get_by_label("Ce qu’on décide de faire").fill(title)
    claire.get_by_role("button", name="C’est décidé").click()

    # Refused: no chantier was chosen. What was typed is kept.
    claire.locator(".form__errors").wait_for()
    assert claire.get_by_label("Ce qu’on décide de faire").input_value() == title
    assert_good(claire)
    claire.complaints.clear()

    claire.get_by_label("Chantier", exact=True).select_option(index=1)
    claire.get_by_label("Qui s’en charge").fill("Gaëlle Clerc")
    claire.get_by_role("button", name="C’est décidé").click()
    claire.get_by_role("heading", name=title).wait_for()
    assert claire.locator(".notes .note").count() == 1

    claire.get_by_text("en cours", exact=True).first.click()
    claire.get_by_label("Un mot pour l’histoire").fill("Voté au conseil")
    claire.get_by_role("button", name="Garder").click()
    claire.get_by_role("heading", name="L’action est en cours").wait_for()
    assert claire.locator(".history__line").count() == 2

    claire.goto(site.url("vallees", f"{ROADMAP}?vue=frise"))
    line = claire.locator(".chart__row", has_text=title)
    assert "Gaëlle Clerc, date à fixer, en cours" in line.inner_text()
    assert line.locator(".chart__bar").bounding_box()["width"] > 10
