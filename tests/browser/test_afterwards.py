"""What surrounds an event: a survey answered in a room from a poster, and letters after it."""

import re

from playwright.sync_api import expect

from tests.browser.signing import sign_in
from tests.browser.window import assert_accessible, assert_no_sideways_scroll

POSTER = re.compile(r"^http\S+/avis/salle/\S+$")


def good(page):
    assert_no_sideways_scroll(page)
    assert_accessible(page)


def open_a_past_event(page, site):
    """The last row of the table of what is over: nobody opened its survey yet."""
    sign_in(page, site, "claire@vallees.example.org", then="/espace/evenements/")
    page.locator("tbody tr th a").last.click()
    page.wait_for_load_state()


def test_from_the_poster_in_the_room_to_three_taps_on_a_phone(site, desktop, phone):
    open_a_past_event(desktop, site)
    desktop.get_by_role("link", name="Questionnaire").click()
    desktop.get_by_role("button", name="Ouvrir le questionnaire").click()
    good(desktop)
    desktop.get_by_role("link", name=re.compile("questions", re.IGNORECASE)).first.click()
    good(desktop)
    desktop.go_back()
    desktop.get_by_role("link", name=re.compile("ffich|QR", re.IGNORECASE)).first.click()
    good(desktop)
    phone.goto(desktop.get_by_text(POSTER).inner_text())
    good(phone)
    phone.get_by_role("radio").nth(4).check()
    phone.get_by_role("button", name="Envoyer").click()
    expect(phone.get_by_role("heading", name="Merci")).to_be_visible()
    good(phone)


def test_a_letter_to_those_who_came_and_another_to_those_who_did_not(site, desktop):
    open_a_past_event(desktop, site)
    desktop.get_by_role("link", name="Rappels et remerciements").click()
    good(desktop)
    desktop.get_by_role("link", name=re.compile("Écrire à celles et ceux")).click()
    good(desktop)
