"""From the phone of who joins to the treasurer who notes the cheque, and back to the card."""

import re

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


def test_joining_by_keyboard_paying_by_cheque_and_the_card(chromium, site, phone_page, desktop):
    phone = phone_page
    phone.goto(site.url("vallees", "/adherer/"))
    good(phone)
    phone.get_by_role("link", name="Adhésion individuelle").click()
    good(phone)
    phone.get_by_label("Prénom et nom").focus()
    phone.keyboard.type("Soazig Le Dantec")
    phone.keyboard.press("Tab")
    phone.keyboard.type("soazig@example.org")
    phone.keyboard.press("Tab")
    phone.keyboard.press("Control+A")
    phone.keyboard.type("3")
    phone.wait_for_timeout(1100)  # nobody fills a form in less
    phone.keyboard.press("Enter")
    expect(phone.get_by_text("trop petite", exact=False).first).to_be_visible()
    good(phone)
    phone.complaints.clear()  # 422 is what a refused form answers
    phone.get_by_label("Ce que je donne").fill("12,50")
    phone.wait_for_timeout(1100)
    phone.keyboard.press("Enter")
    expect(phone.get_by_text("12,50\xa0€")).to_be_visible()
    good(phone)
    phone.get_by_role("link", name="Régler maintenant").click()
    expect(phone.get_by_role("heading", name="12,50\xa0€")).to_be_visible()
    expect(phone.get_by_role("img", name=re.compile("Code à photographier"))).to_be_visible()
    reference = phone.get_by_text(re.compile(r"^RF\d\d\w{9}$")).first.inner_text()
    good(phone)
    own = phone.url

    sign_in(desktop, site, "claire@vallees.example.org", then="/espace/reglements/")
    desktop.get_by_label("Qui, quoi").fill(reference)
    desktop.keyboard.press("Enter")
    desktop.get_by_role("link", name="Soazig Le Dantec").click()
    good(desktop)
    desktop.get_by_role("button", name="Enregistrer").click()
    expect(desktop.get_by_text("réglée")).to_be_visible()
    good(desktop)

    phone.goto(own)
    expect(phone.get_by_role("heading", name="C’est réglé, merci")).to_be_visible()
    desktop.goto(site.url("vallees", "/espace/adhesions/?q=soazig"))
    desktop.get_by_role("link", name="Soazig Le Dantec").click()
    expect(desktop.get_by_text(re.compile("à jour jusqu’au"))).to_be_visible()
    good(desktop)
    phone.goto(desktop.get_by_role("button", name="Copier le lien").get_attribute("data-copy"))
    expect(phone.get_by_role("heading", name="Vous êtes membre")).to_be_visible()
    good(phone)
    phone.get_by_role("link", name="Ce que voit la personne").click()
    expect(phone.get_by_text("à jour aujourd’hui")).to_be_visible()
    good(phone)


def test_the_board_decides_and_the_roll_says_who_votes(site, desktop):
    sign_in(desktop, site, "claire@vallees.example.org", then="/espace/adhesions/?etat=decider")
    desktop.get_by_role("link", name="Terres de Lin").click()
    desktop.get_by_text("Ne pas retenir").click()
    good(desktop)
    desktop.get_by_role("button", name="Agréer").click()
    expect(desktop.get_by_text("attend 30\xa0€")).to_be_visible()
    desktop.goto(site.url("vallees", "/espace/adhesions/votants/"))
    row = desktop.get_by_role("row", name=re.compile("Terres de Lin"))
    expect(row.get_by_text("la cotisation n’est pas réglée")).to_be_visible()
    good(desktop)
