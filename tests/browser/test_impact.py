"""From the key figures to a published report and back to who came, on a phone and on a desktop."""

import io
import re
import subprocess
import sys

import pdfplumber
import pytest
from PIL import Image

from tests.browser.conftest import ROOT, environment
from tests.browser.window import assert_accessible, assert_no_sideways_scroll

FIGURES, REPORTS = "/espace/chiffres/", "/espace/bilans/"
# Whatever the demo tells, this pole has one story that has reached the figures.
MAKE = """
import django; django.setup()
from django.test import Client
from django_scopes import scope
from maillage.ground.people.models import Account
from maillage.ground.poles.models import Pole
from maillage.impact.indicators.models import Indicator
from maillage.impact.reports.tests.makers import make_story
with scope(pole=Pole.objects.get(slug="vallees")):
    make_story()
    Indicator.objects.update(public=True)
client = Client()
client.force_login(Account.objects.get(email="claire@vallees.example.org"))
print(client.cookies["sessionid"].value)
"""


@pytest.fixture(scope="module")
def session(site) -> str:
    asked = [sys.executable, "-W", "ignore", "-c", MAKE]
    return subprocess.check_output(
        asked, env=environment(site.folder, site.port), cwd=ROOT, text=True
    ).strip()


@pytest.fixture
def claire(window, site, session):
    """Claire coordinates Les Vallées vives."""
    place = {"domain": "vallees.localhost", "path": "/"}
    window.context.add_cookies([{"name": "sessionid", "value": session, **place}])
    window.goto(site.url("vallees", FIGURES))
    return window


def assert_good(page):
    assert page.locator("h1").count() == 1, page.url
    assert_no_sideways_scroll(page)
    assert_accessible(page)


def photo() -> dict:
    out = io.BytesIO()
    Image.new("RGB", (900, 600), "teal").save(out, "JPEG")
    return {"name": "soiree.jpg", "mimeType": "image/jpeg", "buffer": out.getvalue()}


def fetched(page, url: str) -> bytes:
    """What the page's own browser gets: it knows where *.localhost is."""
    return bytes(
        page.evaluate("async url => [...new Uint8Array(await (await fetch(url)).arrayBuffer())]", url)
    )


def test_a_figure_leads_to_who_came_and_to_the_thread(claire):
    assert_good(claire)
    claire.get_by_role("link", name="Douze derniers mois").click()
    assert "periode=douze-mois" in claire.url
    claire.locator(".figure__more").first.click()
    assert "periode=douze-mois" in claire.url
    assert_good(claire)
    claire.locator(".table tbody th a").first.click()
    assert "/espace/fil/inscription/" in claire.url


def test_figures_are_chosen_and_ordered(claire, site):
    claire.goto(site.url("vallees", f"{FIGURES}reglages/"))
    assert_good(claire)
    first = claire.locator(".choices-list h2").first.inner_text()
    claire.get_by_role("button", name=f"Descendre « {first} »").first.click()
    assert claire.locator(".choices-list h2").nth(1).inner_text() == first
    claire.get_by_role("link", name="Ajouter un chiffre").click()
    assert_good(claire)
    claire.get_by_label(re.compile("Post-it recueillis")).check()
    claire.get_by_role("button", name="Enregistrer").click()
    assert "est enregistré" in claire.locator(".message").first.inner_text()


def test_a_report_is_written_previewed_published_and_proven(claire, site):
    claire.goto(site.url("vallees", REPORTS))
    assert_good(claire)
    claire.get_by_role("link", name="Commencer un bilan").click()
    assert_good(claire)
    claire.get_by_label("Titre").fill("Une année à s’entraider")
    claire.locator("[name=starts]").fill("2026-01-01")
    claire.locator("[name=ends]").fill("2026-12-31")
    claire.get_by_role("button", name="Continuer").click()
    assert_good(claire)

    claire.locator("[name=image]").set_input_files(photo())
    claire.get_by_label("Ce qu’on voit").fill("Six personnes autour d’une table")
    claire.get_by_role("button", name="Ajouter la photo").click()
    assert claire.get_by_alt_text("Six personnes autour d’une table").count() == 1

    claire.get_by_label(re.compile("Introduction")).fill("Un soir de mars, un post-it.")
    claire.get_by_role("button", name="Voir l’aperçu et publier").click()
    assert "Un soir de mars, un post-it." in claire.content()
    assert_good(claire)
    claire.get_by_role("button", name="Publier").click()
    assert re.search(r"/bilans/[a-z0-9]+/$", claire.url)
    assert_good(claire)

    url = claire.get_by_role("link", name="Lire en PDF").get_attribute("href")
    with pdfplumber.open(io.BytesIO(fetched(claire, url))) as pdf:
        proofs = {
            link["uri"] for page in pdf.pages for link in page.hyperlinks if "/chiffres/" in link["uri"]
        }
    assert proofs
    claire.goto(sorted(proofs)[0])
    assert_good(claire)


def test_public_pages_are_light_and_good(window, site, session):
    for path in ("/chiffres/", "/bilans/"):
        requests = []
        window.on("request", lambda request, seen=requests: seen.append(request.url))
        window.goto(site.url("vallees", path), wait_until="networkidle")
        assert_good(window)
        assert len(requests) <= 12
        elements = window.evaluate(
            "[...document.querySelectorAll('*')].filter(e => !e.parentElement?.closest('svg')).length"
        )
        assert elements <= 350
