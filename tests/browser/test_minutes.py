"""Two people write the same minutes on two devices: each sees where the other is, both texts survive, all of it by keyboard."""

import json
import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import in_site
from tests.browser.window import assert_accessible, assert_no_sideways_scroll, watched_page

HELD = """
import django; django.setup()
import json
from django_scopes import scope
from maillage.ground.people.models import Person
from maillage.ground.poles.models import Pole
from maillage.needs.minutes.models import Minutes
from maillage.needs.minutes.tests.held import hold_workshop
with scope(pole=Pole.objects.get(slug="vallees")):
    claire, malo = (Person.objects.get(name=name) for name in ("Claire Morvan", "Malo Riou"))
    held = hold_workshop(claire, secretary=malo)
    minutes = Minutes.objects.begin(held.workshop, claire)
    print(json.dumps([held.workshop.pid, minutes.pid, held.wall.pid]))
"""
ONE_MORE = """
import django; django.setup()
from django_scopes import scope
from maillage.ground.poles.models import Pole
from maillage.needs.workshops.models import Workshop
with scope(pole=Pole.objects.get(slug="vallees")):
    workshop = Workshop.objects.get(pid="{pid}")
    workshop.open(by=None)
    workshop.boards.first().areas.first().write("Une remplaçante")
"""
CONFLICT = "console: Failed to load resource: the server responded with a status of 409 (Conflict)"
OFFLINE = "console: Failed to load resource: net::ERR_INTERNET_DISCONNECTED"


@pytest.fixture(scope="module")
def site(small_site):
    return small_site


@pytest.fixture
def held(site):
    """(pid of the workshop, pid of its minutes, pid of its wall): held by Claire, Malo is the secretary."""
    return json.loads(in_site(site.folder, site.port, "-c", HELD))


@pytest.fixture
def path(held):
    return f"/espace/ateliers/{held[0]}/compte-rendu/"


@pytest.fixture
def claire(desktop, site, path):
    site.sign_in(desktop, "claire")
    desktop.goto(site.url("vallees", path))
    return desktop


@pytest.fixture
def malo(phone, site, path):
    site.sign_in(phone, "malo")
    phone.goto(site.url("vallees", path))
    return phone


def part(page, title):
    return page.get_by_role("region", name=title, exact=True)


def write(page, title="Ce qui s’est dit"):
    """Open a section by its button; the cursor is where one types."""
    part(page, title).get_by_role("link", name=re.compile("Modifier|Remplir")).click()
    expect(part(page, title).locator("textarea, input:not([type=hidden])").first).to_be_focused()
    return part(page, title)


def save(section):
    section.get_by_role("button", name="Enregistrer").click()


def forgive(page, complaint):
    page.complaints = [one for one in page.complaints if one != complaint]


def assert_good(page):
    assert_no_sideways_scroll(page)
    assert_accessible(page)


def test_two_people_write_in_the_same_section_and_keep_both_texts(claire, malo):
    hers, his = write(claire), write(malo)
    expect(hers.get_by_text("Malo écrit ici")).to_be_visible(timeout=15_000)
    expect(his.get_by_text("Claire écrit ici")).to_be_visible(timeout=15_000)
    for page in (claire, malo):
        assert_good(page)
    his.get_by_role("textbox").fill("Le dernier car part à 17 h.")
    expect(his.get_by_text("Enregistré à")).to_be_visible(timeout=15_000)  # by itself
    hers.get_by_role("textbox").fill("On part de ce que vivent les gens.")
    save(hers)
    expect(claire.get_by_role("heading", name="Malo Riou a écrit ici en même temps que vous")).to_be_visible()
    expect(claire.get_by_role("alert")).to_be_focused()
    expect(hers.get_by_text("Le dernier car part à 17 h.")).to_be_visible()
    expect(hers.get_by_role("textbox")).to_have_value("On part de ce que vivent les gens.")
    assert_good(claire)
    hers.get_by_role("button", name="Réunir les deux").click()
    expect(hers.get_by_text("On part de ce que vivent les gens.")).to_be_visible()
    expect(hers.get_by_text("Le dernier car part à 17 h.")).to_be_visible()
    expect(hers.get_by_role("link", name="Modifier")).to_be_focused()
    forgive(claire, CONFLICT)
    his.get_by_role("textbox").fill("Le dernier car part à 17 h 10.")
    save(his)
    expect(
        malo.get_by_role("heading", name="Claire Morvan a écrit ici en même temps que vous")
    ).to_be_visible()
    assert_good(malo)
    his.get_by_role("button", name="Prendre le sien").click()
    expect(his.get_by_text("On part de ce que vivent les gens.")).to_be_visible()
    forgive(malo, CONFLICT)
    his.get_by_role("link", name="Versions d’avant").click()
    expect(malo.get_by_text("Le dernier car part à 17 h 10.")).to_be_visible()
    expect(malo.get_by_text("mis de côté")).to_be_visible()
    assert_good(malo)


def test_what_one_saves_the_other_sees_without_asking(claire, malo):
    section = write(malo, "Décisions")
    section.get_by_role("button", name="Ajouter une décision").click()
    malo.keyboard.type("On se revoit en novembre")
    save(section)
    expect(part(claire, "Décisions").get_by_text("On se revoit en novembre")).to_be_visible(timeout=20_000)
    assert_good(claire)


def test_what_happens_on_the_wall_comes_by_itself_and_never_over_what_one_types(claire, malo, site, held):
    his = write(malo)
    his.get_by_role("textbox").fill("Je note pendant que la salle écrit")
    in_site(site.folder, site.port, "-c", ONE_MORE.format(pid=held[0]))
    for page in (claire, malo):
        expect(part(page, "Ce qui aide, ce qui pèse").get_by_text("Une remplaçante")).to_be_visible(
            timeout=30_000
        )
    expect(his.get_by_role("textbox")).to_have_value("Je note pendant que la salle écrit")
    expect(his.get_by_role("textbox")).to_be_focused()
    section = write(claire, "Ce qui aide, ce qui pèse")
    save(section)
    in_site(site.folder, site.port, "-c", ONE_MORE.format(pid=held[0]))
    expect(section.get_by_text("1 post-it de plus")).to_be_visible(timeout=30_000)
    assert_good(claire)
    section.get_by_role("button", name="Ajouter ici").click()
    expect(section.get_by_text("Une remplaçante")).to_have_count(2)


def test_actions_are_written_with_the_keyboard_alone(claire):
    claire.locator("#partie-actions .part__write").focus()
    claire.keyboard.press("Enter")
    first = claire.get_by_label("À faire").first
    expect(first).to_be_focused()
    claire.get_by_role("button", name="Ajouter une action").press("Enter")
    expect(claire.get_by_label("À faire").nth(1)).to_be_focused()
    claire.keyboard.type("Imprimer l’affiche")
    claire.keyboard.press("Tab")
    claire.keyboard.type("Youenn")
    assert_good(claire)
    claire.get_by_role("button", name="Monter").nth(1).press("Enter")
    claire.get_by_role("button", name="Retirer").nth(1).press("Enter")
    claire.get_by_label("À faire").first.press("Control+Enter")
    table = part(claire, "Actions")
    expect(table.get_by_text("Imprimer l’affiche")).to_be_visible()
    expect(table.get_by_text("Youenn")).to_be_visible()
    expect(table.get_by_text("Appeler la mairie")).to_have_count(0)


def test_nothing_typed_is_lost_when_the_network_goes(malo):
    section = write(malo)
    malo.context.set_offline(True)
    section.get_by_role("textbox").fill("Écrit dans le train, sans réseau.")
    expect(section.get_by_text("Pas de connexion. Votre texte est gardé sur cet appareil")).to_be_visible(
        timeout=15_000
    )
    malo.context.set_offline(False)
    expect(section.get_by_text("Enregistré à")).to_be_visible(timeout=20_000)
    malo.complaints = []


def test_a_page_closed_too_soon_gives_back_what_was_typed(malo):
    section = write(malo)
    malo.route(
        "**/texte/", lambda route: route.abort() if route.request.method == "POST" else route.continue_()
    )
    section.get_by_role("textbox").fill("La batterie était presque vide.")
    expect(section.get_by_text("Votre texte est gardé sur cet appareil")).to_be_visible(timeout=15_000)
    malo.on("dialog", lambda dialog: dialog.accept())
    malo.reload()
    malo.unroute("**/texte/")
    section = write(malo)
    section.get_by_role("button", name="Le reprendre").click()
    expect(section.get_by_role("textbox")).to_have_value("La batterie était presque vide.")
    save(section)
    expect(section.get_by_text("La batterie était presque vide.")).to_be_visible()
    malo.complaints = []


def test_every_editor_is_accessible_on_both_screens(claire, malo):
    for title in (
        "L’atelier",
        "Qui était là",
        "Déroulé",
        "Besoins, dans l’ordre",
        "Ce qui aide, ce qui pèse",
    ):
        for page in (claire, malo):
            section = write(page, title)
            assert_good(page)
            section.get_by_role("link", name="Fermer").click()
            expect(section.get_by_role("link", name="Modifier")).to_be_focused()


def test_approve_send_publish_then_correct(claire, held, site, chromium):
    claire.get_by_role("link", name="Relire et approuver").click()
    assert_good(claire)
    claire.get_by_role("button", name="Approuver").click()
    expect(claire.get_by_text("c’est l’édition 1")).to_be_visible()
    assert_good(claire)
    claire.get_by_role("link", name="Envoyer aux personnes").click()
    claire.get_by_label("Un mot de votre part").fill("Merci à toutes et tous !")
    letter = claire.frame_locator("iframe")
    expect(letter.get_by_text("Merci à toutes et tous !")).to_be_visible()
    assert_good(claire)
    claire.get_by_role("button", name="Envoyer").click()
    expect(claire.get_by_text("C’est parti : 2 courriers")).to_be_visible()
    expect(claire.get_by_role("heading", name="2 personnes l’ont reçu")).to_be_visible()
    claire.get_by_role("link", name="Le compte rendu").click()
    claire.get_by_role("link", name="Publier…").click()
    expect(claire.get_by_role("heading", name="Décisions")).to_be_visible()
    claire.get_by_role("checkbox", name="Décisions").uncheck()
    expect(claire.get_by_role("heading", name="Décisions")).to_have_count(0)
    assert_good(claire)
    claire.get_by_role("button", name="Publier").click()
    expect(claire).to_have_url(re.compile(f"/comptes-rendus/{held[1]}/"))
    for size in ("phone", "desktop"):
        with watched_page(chromium, size) as anyone:
            anyone.goto(site.url("vallees", f"/comptes-rendus/{held[1]}/"))
            expect(anyone.get_by_role("main").get_by_text("Youenn")).to_have_count(0)
            expect(anyone.get_by_role("heading", name="Décisions")).to_have_count(0)
            assert_good(anyone)
            anyone.locator("#contenu").get_by_role("link", name="Comptes rendus").click()
            assert_good(anyone)
    claire.goto(site.url("vallees", f"/espace/ateliers/{held[0]}/compte-rendu/"))
    claire.get_by_role("button", name="Corriger").click()
    expect(claire.get_by_text("Vous pouvez corriger.")).to_be_visible()
    expect(claire.get_by_role("link", name="édition 1")).to_be_visible()


def test_minutes_are_begun_without_script(site, chromium, held):
    context = chromium.new_context(java_script_enabled=False, locale="fr-FR")
    page = context.new_page()
    site.sign_in(page, "malo")
    page.goto(site.url("vallees", f"/espace/ateliers/{held[0]}/compte-rendu/"))
    part(page, "Suites à donner").get_by_role("link", name="Modifier").click()
    page.get_by_label("Suite à donner").nth(1).fill("Écrire à la presse")
    page.get_by_role("button", name="Enregistrer").click()
    expect(part(page, "Suites à donner").get_by_text("Écrire à la presse")).to_be_visible()
    context.close()
