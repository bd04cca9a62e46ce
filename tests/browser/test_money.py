"""The treasurer reminds, notes a payment and takes it back; who owes sees each state on a phone."""

import pytest
from playwright.sync_api import expect

from tests.browser.signing import sign_in
from tests.browser.window import assert_accessible, assert_no_sideways_scroll, watched_page


def good(page):
    assert_no_sideways_scroll(page)
    assert_accessible(page)


@pytest.fixture
def phone_page(chromium):
    with watched_page(chromium, "phone") as page:
        yield page


def test_a_payment_noted_by_keyboard_is_seen_by_who_pays_then_taken_back(site, phone_page, desktop):
    sign_in(desktop, site, "claire@vallees.example.org", then="/espace/reglements/?etat=attente")
    good(desktop)
    desktop.get_by_role("rowheader").first.get_by_role("link").click()
    good(desktop)
    pay = desktop.get_by_role("link", name="La page où l’on paie").get_attribute("href")
    phone_page.goto(site.url("vallees", pay))
    expect(phone_page.get_by_role("heading", name="Par virement")).to_be_visible()
    good(phone_page)

    desktop.get_by_role("button", name="Enregistrer").focus()
    desktop.keyboard.press("Enter")
    expect(desktop.get_by_text("réglée")).to_be_visible()
    phone_page.reload()
    expect(phone_page.get_by_role("heading", name="C’est réglé, merci")).to_be_visible()
    good(phone_page)

    desktop.get_by_role("link", name="Annuler le règlement").click()
    good(desktop)
    desktop.get_by_label("Pourquoi").fill("chèque refusé")
    desktop.get_by_role("button", name="Annuler ce règlement").click()
    expect(desktop.get_by_text("annule celui")).to_be_visible()
    good(desktop)
    phone_page.reload()
    expect(phone_page.get_by_role("heading", name="Par virement")).to_be_visible()
    good(phone_page)
