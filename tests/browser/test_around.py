"""Around an event, on a phone: an opinion in three taps, a photo agreed to and taken back, the morning in one click."""

import json

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import in_site, make_small_site, serving
from tests.browser.window import assert_accessible, assert_no_sideways_scroll

MAKE = """
import datetime as dt, json, django
django.setup()
from django.utils import timezone
from django_scopes import scope
from maillage.activities.photos.models import in_two_years
from maillage.activities.photos.tests.doors import make_photo
from maillage.activities.surveys.models import Survey, token_of
from maillage.ground.people.models import Person
from maillage.ground.poles.models import Pole
from tests import world
with scope(pole=Pole.objects.get(slug="vallees")):
    claire = Person.objects.get(name="Claire Morvan")
    event = world.make_event("Visite de la scierie", in_days=-1)
    ines = event.register(name="Inès Roca", email="ines@example.org", tell=False)
    ines.check_in(claire)
    Survey.objects.open_for(event, claire)
    photo = make_photo(event, claire)
    consent = photo.ask(world.make_person("Lou Kerbrat"), claire, purpose="montrer la vie du pôle", until=in_two_years())
    world.make_action("Le cercle", due=timezone.localdate() - dt.timedelta(days=2))
    print(json.dumps({"reply": f"/avis/{token_of(ines)}/", "consent": consent.get_absolute_url(), "pid": photo.pid,
                      "event": event.get_absolute_url(), "photo": f"/espace/evenements/{event.pid}/photos/{photo.pid}/"}))
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    site = make_small_site(tmp_path_factory.mktemp("around") / "var")
    site.places = json.loads(in_site(site.folder, site.port, "-c", MAKE).splitlines()[-1])
    with serving(site.folder, site.port):
        yield site


def go(page, site, key):
    page.goto(site.url("vallees", site.places[key]))


def test_an_opinion_in_three_taps(site, phone):
    go(phone, site, "reply")
    assert_accessible(phone)
    assert_no_sideways_scroll(phone)
    phone.get_by_text("plutôt oui").tap()
    phone.get_by_text("Je veux aller plus loin").tap()
    phone.get_by_role("button", name="Envoyer").tap()
    expect(phone.get_by_role("heading", name="Merci Inès Roca")).to_be_visible()
    assert_accessible(phone)
    assert phone.context.cookies() == []
    go(phone, site, "reply")
    expect(phone.get_by_label("Je veux aller plus loin")).to_be_checked()


def test_a_photo_is_agreed_to_published_and_taken_back(site, phone, desktop):
    go(phone, site, "consent")
    assert_accessible(phone)
    assert_no_sideways_scroll(phone)
    phone.get_by_role("button", name="Je suis d’accord").tap()
    expect(phone.get_by_role("heading", name="Merci, c’est noté")).to_be_visible()
    site.sign_in(desktop, "claire")
    go(desktop, site, "photo")
    assert_accessible(desktop)
    desktop.get_by_role("button", name="Publier").click()
    go(desktop, site, "event")
    image = desktop.get_by_alt_text("Six personnes autour d’une table")
    image.scroll_into_view_if_needed()
    expect(image).to_have_js_property("complete", True)
    shown = image.evaluate("one => one.currentSrc")
    assert_accessible(desktop)
    phone.get_by_role("button", name="Retirer mon accord").tap()
    expect(phone.get_by_role("heading", name="Vous avez dit non")).to_be_visible()
    assert_accessible(phone)
    assert desktop.evaluate("url => fetch(url).then(answer => answer.status)", shown) == 404
    desktop.complaints.clear()  # the browser tells of that 404 too
    go(desktop, site, "event")
    expect(image).to_have_count(0)


def test_the_morning_settles_in_one_click(site, window):
    site.sign_in(window, "claire")
    window.goto(site.url("vallees", "/espace/"))
    assert_accessible(window)
    assert_no_sideways_scroll(window)
    button = window.get_by_role("button", name="C’est fait")
    if button.count():  # the first window settles it for both
        button.click()
        expect(window.get_by_text("L’action est faite.")).to_be_visible()
        assert_accessible(window)
        assert "/espace/" in window.url
