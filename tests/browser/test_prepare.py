"""Before a workshop: a method is chosen, its agenda and boards are changed, people are invited and answer."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.window import SIZES, assert_accessible, assert_no_sideways_scroll, watched_page

TITLES = "rows => rows.map(row => row.querySelector('input[name$=-title]').value)"


@pytest.fixture(scope="module")
def site(small_site):
    return small_site


@pytest.fixture
def claire(window, site):
    site.sign_in(window, "claire")
    return window


@pytest.fixture
def sheet(claire, site):
    """The sheet of a workshop just begun from the default method."""
    return begin(claire, site)


def begin(page, site, method="", ready="[data-ready]"):
    page.goto(site.url("vallees", f"/espace/ateliers/nouveau/?methode={method}"))
    page.get_by_label("De quoi parle-t-on").fill("Être employeur dans une petite asso")
    page.get_by_label("Quel jour").fill("2027-03-11")
    page.get_by_label("À quelle heure").fill("09:30")
    page.get_by_role("button", name="Préparer l’atelier").click()
    expect(page.get_by_role("heading", name="Déroulé")).to_be_visible()
    expect(page.locator(f"[data-plan]{ready}")).to_be_attached()
    return page


def titles(page) -> list[str]:
    return page.locator("[data-row]").evaluate_all(TITLES)


def saved(page):
    expect(page.locator("[data-saved]")).to_have_text("Enregistré.")


def assert_good(page):
    assert_no_sideways_scroll(page)
    assert_accessible(page)


def test_from_the_catalogue_to_a_workshop_that_is_ready(claire, site):
    claire.goto(site.url("vallees", "/espace/methodes/"))
    assert_good(claire)
    claire.get_by_role("link", name="Mon blason").click()
    expect(claire.get_by_text("Chacun son blason")).to_be_visible()
    assert_good(claire)
    claire.get_by_role("link", name="Préparer avec").click()
    expect(claire.get_by_text("un nom et quatre quartiers")).to_be_visible()
    claire.get_by_label("Avec quelle méthode").select_option("Mes colonnes")
    expect(claire.get_by_label("Vos colonnes")).to_be_visible()
    assert_good(claire)
    claire.get_by_label("Avec quelle méthode").select_option("World café")
    expect(claire.get_by_text("des conversations qui voyagent")).to_be_visible()
    claire.get_by_label("De quoi parle-t-on").fill("Nos lieux")
    claire.get_by_role("button", name="Préparer l’atelier").click()
    expect(claire.get_by_role("group", name=re.compile("La règle du jeu"))).to_be_visible()
    assert_good(claire)


def test_hours_follow_what_is_typed_and_it_is_saved_by_itself(sheet):
    first = sheet.locator("[data-row]").first
    first.get_by_label("Minutes").fill("25")
    expect(sheet.locator("[data-at]").nth(1)).to_have_text("9\xa0h\xa055")
    expect(sheet.locator("[data-ends]")).to_have_text("11\xa0h\xa005")
    saved(sheet)
    first.get_by_label("Minutes").fill("")
    expect(first.get_by_text("Combien de minutes ?")).to_be_visible()
    expect(first.get_by_label("Minutes")).to_have_attribute("aria-invalid", "true")
    assert_good(sheet)
    first.get_by_label("Minutes").fill("15")
    saved(sheet)
    expect(sheet.get_by_text("Combien de minutes ?")).to_have_count(0)
    sheet.reload()
    expect(sheet.locator("[data-at]").nth(1)).to_have_text("9\xa0h\xa045")


def test_a_step_is_added_named_moved_and_removed_with_the_keyboard_only(sheet):
    sheet.get_by_label("Type du temps à ajouter").focus()
    sheet.keyboard.type("Pau")
    sheet.keyboard.press("Tab")
    sheet.keyboard.press("Enter")
    expect(sheet.locator("[data-row]")).to_have_count(8)
    expect(sheet.locator("input:focus")).to_have_value("Pause")
    sheet.keyboard.type("Café")
    saved(sheet)
    assert titles(sheet)[-2:] == ["Café", "Dernier mot"]
    sheet.get_by_role("button", name="Monter « Café »").press("Enter")
    sheet.keyboard.press("Enter")
    expect(sheet.get_by_role("button", name="Monter « Café »")).to_be_focused()
    assert titles(sheet)[4] == "Café"
    expect(sheet.locator("[data-at]").nth(5)).to_have_text("10\xa0h\xa035")
    saved(sheet)
    sheet.get_by_role("button", name="Retirer « Café »").press("Enter")
    expect(sheet.locator("[data-row]")).to_have_count(7)
    expect(sheet.locator("li:focus [name$=-title]")).to_have_value("Regrouper")
    assert_good(sheet)


def test_a_step_is_dragged_by_its_grip(desktop, site):
    site.sign_in(desktop, "claire")
    begin(desktop, site)
    rows = desktop.locator("[data-row]")
    desktop.evaluate("scrollTo(0, 300)")  # away from the bar at the bottom
    grip, under = rows.nth(1).locator("[data-grip]").bounding_box(), rows.nth(2).bounding_box()
    desktop.mouse.move(grip["x"] + 8, grip["y"] + grip["height"] / 2)
    desktop.mouse.down()
    desktop.mouse.move(grip["x"] + 12, grip["y"] + 45, steps=4)
    desktop.mouse.move(under["x"] + 80, under["y"] + under["height"] - 12, steps=8)
    desktop.mouse.up()
    saved(desktop)
    moved = ["Accueil et intention", "On découvre tout", "Chacun écrit pour soi", "Regrouper"]
    assert titles(desktop)[:4] == moved
    desktop.reload()
    assert titles(desktop)[:4] == moved


def test_boards_are_added_and_their_columns_named(sheet):
    sheet.get_by_label("Tableau à ajouter").select_option("Le programme")
    sheet.get_by_role("button", name="Ajouter un tableau").click()
    expect(sheet.get_by_label("Créneaux")).to_be_visible()
    saved(sheet)
    sheet.get_by_role("button", name="Colonne sur « Ce qui aide, ce qui pèse »").click()
    expect(sheet.locator("input:focus")).to_have_value("Nouvelle colonne")
    sheet.keyboard.type("À creuser")
    saved(sheet)
    assert_good(sheet)
    sheet.reload()
    columns = sheet.locator(".plan-areas").first.get_by_label("Titre de la colonne")
    assert [columns.nth(n).input_value() for n in range(3)] == ["Ce qui aide", "Ce qui pèse", "À creuser"]


def test_without_a_network_what_was_typed_waits_and_leaves_when_it_is_back(sheet):
    sheet.context.set_offline(True)
    sheet.locator("[data-row]").first.get_by_label("Titre du temps").fill("Café")
    expect(sheet.get_by_text("Pas de connexion")).to_be_visible()
    sheet.context.set_offline(False)
    saved(sheet)
    sheet.complaints.clear()
    sheet.reload()
    assert titles(sheet)[0] == "Café"


@pytest.mark.parametrize("size", SIZES)
def test_without_script_every_button_does_its_work(chromium, site, size):
    context = chromium.new_context(java_script_enabled=False, locale="fr-FR", **SIZES[size])
    page = context.new_page()
    site.sign_in(page, "claire")
    begin(page, site, ready="")
    page.locator("[data-row]").first.get_by_label("Titre du temps").fill("Café")
    page.get_by_role("button", name="Descendre « Accueil et intention »").click()
    expect(page.locator("[data-row]").nth(1).get_by_label("Titre du temps")).to_have_value("Café")
    page.get_by_label("Type du temps à ajouter").select_option("Pause")
    page.get_by_role("button", name="Ajouter un temps").click()
    expect(page.locator("[data-row]")).to_have_count(8)
    page.locator("[data-row]").nth(1).get_by_label("Minutes").fill("")
    page.get_by_role("button", name="Enregistrer").last.click()
    expect(page.get_by_text("Combien de minutes ?")).to_be_visible()
    context.close()


def test_a_guest_answers_and_comes_in_by_the_same_link(claire, site, chromium):
    begin(claire, site, "idees")
    claire.get_by_role("link", name="Inviter").last.click()
    claire.get_by_label("Des personnes du pôle").fill("bastien")
    expect(claire.get_by_label("Bastien Guérin")).to_be_visible()
    claire.get_by_label("Bastien Guérin").check()
    claire.get_by_label("Coller des adresses").fill("Lou Aubry <lou@example.org>")
    assert_good(claire)
    claire.get_by_role("button", name="Inviter").last.click()
    expect(claire.get_by_text("2\xa0invitations sont parties.")).to_be_visible()
    assert_good(claire)
    room = claire.url.removesuffix("invitations/")
    with watched_page(chromium, "phone") as lou:
        lou.goto(link_sent_to(claire, site, "lou@example.org"))
        assert_good(lou)
        lou.get_by_role("button", name="Je viens").click()
        expect(lou.get_by_text("Vous venez : c’est noté.")).to_be_visible()
        assert_good(lou)
        claire.goto(room)
        claire.get_by_role("button", name="Ouvrir l’atelier").click()
        expect(claire.get_by_role("heading", name="La salle s’installe")).to_be_visible()
        lou.reload()
        lou.get_by_role("button", name="Entrer dans l’atelier").click()
        expect(lou.get_by_placeholder("Une idée par post-it")).to_be_visible()
        expect(lou.get_by_text("Lou Aubry").first).to_be_visible()


def link_sent_to(page, site, address: str) -> str:
    """Where the button of the newest invitation to this address leads, read in the demo's outbox."""
    outbox = page.context.new_page()
    try:
        outbox.goto(site.url("vallees", "/courriers/"))
        outbox.get_by_role("listitem").filter(has_text=address).first.get_by_role("link").first.click()
        frame = outbox.frame_locator("iframe")
        return frame.get_by_role("link", name="Dire si je viens").get_attribute("href")
    finally:
        outbox.close()
