"""A problem tree made by a whole room: by the keyboard alone, by hand, seen by all, read by axe."""

import subprocess
import sys
from contextlib import contextmanager

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import ROOT, environment
from tests.browser.window import assert_accessible, assert_no_sideways_scroll, watched_page

PROBLEM, CAUSE, OTHER = "Seuls face au rôle d’employeur", "Personne n’est formé", "Trop de sites"
MAKE = f"""
import django; django.setup()
from django.utils import timezone
from django_scopes import scope
from maillage.ground.poles.models import Pole
from maillage.needs.workshops.models import Board
from tests import world
pole = Pole.objects.get(slug="vallees")
with scope(pole=pole):
    workshop = world.make_workshop(opened_at=timezone.now(), join_code="482719")
    world.make_wall(
        workshop,
        ("Conséquences", "consequence", ["On s’épuise"]),
        ("Le problème", "problem", ["{PROBLEM}"]),
        ("Causes", "cause", ["{CAUSE}", "{OTHER}"]),
        ("Solutions", "solution", []),
    )
    Board.objects.filter(workshop=workshop).update(kind="problem_tree", title="Notre arbre")
    print(workshop.pid)
"""


@pytest.fixture(scope="module")
def site(small_site):
    return small_site


@pytest.fixture(scope="module")
def address(site):
    """The workshop's page, its tree still in pieces."""
    env = environment(site.folder, site.port)
    made = subprocess.run([sys.executable, "-c", MAKE], env=env, cwd=ROOT, capture_output=True, text=True)
    assert made.returncode == 0, made.stderr
    return site.url("vallees", f"/espace/ateliers/{made.stdout.split()[-1]}/")


@pytest.fixture
def claire(desktop, site, address):
    site.sign_in(desktop, "claire")
    desktop.goto(address)
    ready(desktop)
    return desktop


@contextmanager
def lou(chromium, site, size="phone"):
    with watched_page(chromium, size) as page:
        page.goto(site.url("vallees", "/atelier/482719/"))
        page.get_by_label("Votre prénom").fill("Lou")
        page.get_by_role("button", name="Entrer").click()
        ready(page)
        yield page


def ready(page):
    expect(page.locator("[data-follow][data-ready]")).to_be_attached()


def good(page):
    assert_no_sideways_scroll(page)
    assert_accessible(page)


NAMED = """name => {
  const at = document.activeElement
  const said = [at.textContent, at.getAttribute("aria-label"), ...[...(at.labels ?? [])].map(one => one.textContent)]
  return said.some(one => one?.replace(/\\s+/g, " ").trim().startsWith(name))
}"""


def tab_to(page, name, most=120):
    """Press Tab until what has the focus is called so."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate(NAMED, name):
            return
    raise AssertionError(f"« {name} » is not reached with the keyboard")


def branch(page, words):
    return page.locator(".branch__row", has_text=words)


def test_a_tree_is_linked_grown_and_turned_with_the_keyboard_only(claire, chromium, site):
    with lou(chromium, site) as phone:
        tab_to(claire, "Relier")
        claire.keyboard.press("Enter")
        tab_to(claire, "Accrocher")
        claire.keyboard.type(CAUSE[:8])
        tab_to(claire, "sous")
        claire.keyboard.type(PROBLEM[:5])
        tab_to(claire, "Relier")
        claire.keyboard.press("Enter")
        expect(branch(claire, CAUSE)).to_be_visible()
        expect(branch(phone, CAUSE)).to_be_visible()
        assert claire.evaluate(NAMED, "Accrocher")  # ready for the next one

        tab_to(claire, f"+ solution sous « {CAUSE}")
        claire.keyboard.press("Enter")
        claire.keyboard.type("Une permanence paie")
        claire.keyboard.press("Enter")
        expect(branch(claire, "Une permanence paie")).to_be_visible()
        claire.keyboard.type("Un guide d’une page")
        claire.keyboard.press("Enter")
        expect(branch(phone, "Un guide d’une page")).to_be_visible()
        inside = claire.locator(".branch--cause .branches .branch__row")
        expect(inside).to_have_count(2)
        good(claire)
        good(phone)

        tab_to(claire, "Liste")
        claire.keyboard.press("ArrowRight")
        drawing = claire.get_by_role("region", name="Dessin de « Notre arbre »")
        expect(drawing.locator(".tree__box")).to_have_count(4)
        good(claire)
        claire.keyboard.press("ArrowLeft")

        tab_to(claire, "En faire l’arbre à objectifs")
        claire.keyboard.press("Enter")
        mirror = claire.get_by_role("region", name="Objectifs : Notre arbre", exact=True)
        expect(mirror.get_by_text("à retourner").first).to_be_visible()
        expect(claire.get_by_role("button", name="En faire l’arbre à objectifs")).to_have_count(0)
        good(claire)


def test_the_tree_is_read_as_nested_lists_and_its_drawing_is_not_read_again(claire):
    claire.get_by_role("button", name="Accrocher").first.click()
    board = claire.get_by_role("region", name="Notre arbre", exact=True).first
    expect(branch(board, OTHER)).to_be_visible()
    tree = board.get_by_role("list", name="« Notre arbre », en liste").aria_snapshot()
    assert tree.index(PROBLEM) < tree.index("On s’épuise") < tree.index(CAUSE)
    depth = {
        words: line.index("-") for line in tree.splitlines() for words in (PROBLEM, OTHER) if words in line
    }
    assert depth[OTHER] > depth[PROBLEM]
    board.locator("label", has_text="Dessin").click()
    drawn = board.get_by_role("region", name="Dessin de « Notre arbre »").aria_snapshot()
    assert PROBLEM not in drawn


def test_a_note_dropped_on_another_hangs_from_it(claire):
    claire.set_viewport_size(
        {"width": 1280, "height": 1600}
    )  # both in sight: the page does not scroll meanwhile
    board = claire.get_by_role("region", name="Notre arbre", exact=True).first
    branch(board, OTHER).locator(".post").drag_to(branch(board, CAUSE))
    under = claire.locator(".branch", has=claire.locator(":scope > .branch__row", has_text=CAUSE))
    expect(under.locator(".branches .branch__row", has_text=OTHER)).to_be_visible()
    claire.get_by_role("button", name="Annuler").click()
    expect(under.locator(".branches .branch__row", has_text=OTHER)).to_have_count(0)


def test_the_wall_of_the_room_shows_the_drawing(claire, chromium, site, address):
    with watched_page(chromium, "desktop") as projector:
        site.sign_in(projector, "claire")
        projector.goto(f"{address}projection/")
        ready(projector)
        expect(projector.locator(".tree__box", has_text="Seuls").first).to_be_visible()
        good(projector)
