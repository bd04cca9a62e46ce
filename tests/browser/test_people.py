"""One signs in as people do, and a coordinator looks after the people of the pole."""

import pytest
from playwright.sync_api import expect

from tests.browser.signing import code_sent_to, sign_in
from tests.browser.window import assert_accessible, assert_no_sideways_scroll

CLAIRE = "claire@example.org"


@pytest.fixture(scope="module")
def site(small_site):
    return small_site


def is_fit(page):
    assert_no_sideways_scroll(page)
    assert_accessible(page)


def test_a_wrong_code_is_counted_then_the_right_one_opens_the_page_one_wanted(window, site):
    window.goto(site.url("vallees", "/espace/personnes/"))
    is_fit(window)
    window.get_by_role("textbox", name="adresse").fill(CLAIRE)
    window.get_by_role("button", name="Recevoir mon code").click()
    expect(window.get_by_role("textbox", name="code")).to_be_focused()
    window.get_by_role("textbox", name="code").fill("000 00")
    window.get_by_role("button", name="Entrer").click()
    expect(window.get_by_text("Il vous reste 4 essais")).to_be_visible()
    is_fit(window)
    window.get_by_role("textbox", name="code").fill(code_sent_to(window, site, CLAIRE))
    window.get_by_role("button", name="Entrer").click()
    window.wait_for_url("**/espace/personnes/")
    is_fit(window)


def test_the_outbox_follows_by_itself(window, site):
    window.goto(site.url("vallees", "/courriers/"))
    letters = window.get_by_role("listitem").filter(has_text="bastien@example.org")
    before = letters.count()
    asking = window.context.new_page()
    asking.goto(site.url("vallees", "/connexion/"))
    asking.get_by_role("textbox", name="adresse").fill("bastien@example.org")
    asking.get_by_role("button", name="Recevoir mon code").click()
    expect(asking.get_by_role("textbox", name="code")).to_be_visible()
    window.bring_to_front()
    expect(letters).to_have_count(before + 1, timeout=15_000)
    is_fit(window)
    letters.first.get_by_role("link").click()
    expect(window.frame_locator("iframe").get_by_role("heading", name="Bonjour, entrez")).to_be_visible()
    is_fit(window)


def test_a_person_is_added_given_a_role_and_stopped(desktop, site):
    sign_in(desktop, site, CLAIRE, then="/espace/personnes/")
    desktop.get_by_role("link", name="Ajouter une personne").click()
    is_fit(desktop)
    desktop.get_by_label("Prénom et nom").fill("Iris Jaouen")
    desktop.get_by_label("Son rôle ici").select_option("member")
    desktop.get_by_role("button", name="Ajouter").click()
    expect(desktop.get_by_text("il faut une adresse").first).to_be_visible()
    is_fit(desktop)
    desktop.complaints.clear()  # the browser logs the 422 we came for
    desktop.get_by_label("Adresse électronique").fill("iris@example.org")
    desktop.get_by_role("button", name="Ajouter").click()
    expect(desktop.get_by_role("heading", name="Iris Jaouen")).to_be_visible()
    desktop.get_by_label("Donner un rôle").select_option("board")
    desktop.get_by_role("button", name="Donner ce rôle").click()
    desktop.get_by_role("button", name="Arrêter le rôle membre du conseil").click()
    expect(desktop.get_by_text("arrêté par Claire Morvan")).to_be_visible()
    is_fit(desktop)


def test_an_unknown_address_leads_to_the_federation(window, site):
    window.goto(site.url("valees"))
    is_fit(window)
    window.get_by_role("link", name="Voir tous les pôles").click()
    expect(window.get_by_role("link", name="Les Vallées vives")).to_be_visible()
    window.complaints.clear()  # the browser logs the 404 we came for
