"""Bad wifi, phones that sleep, two tabs, full phones, servers that restart: nothing lost, nothing doubled, nothing stuck.

What is on the wall is read in the database, where a note that came twice would be two rows.
"""

import contextlib
import sqlite3
from contextlib import ExitStack, contextmanager

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import in_site, make_small_site, serving
from tests.browser.window import watched_page

WAITING = "en attente d’envoi"
LOST = "Connexion perdue"
MAKE = """
import django; django.setup()
from django.utils import timezone
from django_scopes import scope
from maillage.ground.poles.models import Pole
from tests import world
with scope(pole=Pole.objects.get(slug="vallees")):
    workshop = world.make_workshop(opened_at=timezone.now())
    world.make_wall(workshop, ("Ce qui aide", "favourable", []), ("Ce qui pèse", "unfavourable", []))
    print(workshop.join_code)
"""
ENTER = """
import django; django.setup()
from django_scopes import scope
from maillage.ground.poles.models import Pole
from maillage.needs.workshops.models import Workshop
with scope(pole=Pole.objects.get(slug="vallees")):
    Workshop.objects.get(join_code="{code}").boards.get().set_phase("{phase}", None)
"""
NO_DATABASE = (
    "Object.defineProperty(window, 'indexedDB', {get() { throw new DOMException('', 'SecurityError') }})"
)
SILENT_DATABASE = "IDBFactory.prototype.open = () => ({})"
FULL_PHONE = "IDBObjectStore.prototype.put = () => { throw new DOMException('', 'QuotaExceededError') }"
NO_LOCKS = "Object.defineProperty(Navigator.prototype, 'locks', {get: () => undefined})"


class Room:
    """An open workshop with two columns, on a server that may stop."""

    def __init__(self, site, running: ExitStack, chromium):
        self.site, self.running, self.chromium = site, running, chromium
        self.code = in_site(site.folder, site.port, "-c", MAKE).strip()

    @contextmanager
    def joined(self, name, script=""):
        """A phone; `script` runs before those of the page."""
        with watched_page(self.chromium, "phone") as page:
            if script:
                page.context.add_init_script(script)
            self.enter(page)
            page.get_by_label("Votre prénom").fill(name)
            page.get_by_role("button", name="Entrer").click()
            ready(page)
            yield page
            page.complaints[:] = [
                each for each in page.complaints if not each.startswith("console: Failed to load")
            ]

    def enter(self, page):
        page.goto(self.site.url("vallees", f"/atelier/{self.code}/"))

    def written(self) -> list[str]:
        """The texts on the wall, in the order they came."""
        with contextlib.closing(sqlite3.connect(self.site.folder / "maillage.sqlite3")) as database:
            rows = database.execute(
                "SELECT text FROM workshops_note n JOIN workshops_area a ON a.id = n.area_id"
                " JOIN workshops_board b ON b.id = a.board_id JOIN workshops_workshop w ON w.id = b.workshop_id"
                " WHERE w.join_code = ? ORDER BY n.position",
                [self.code],
            )
            return [text for (text,) in rows]

    def enter_phase(self, phase):
        in_site(self.site.folder, self.site.port, "-c", ENTER.format(code=self.code, phase=phase))

    def stop_server(self):
        self.running.close()

    def start_server(self):
        self.running.enter_context(serving(self.site.folder, self.site.port))


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    site = make_small_site(tmp_path_factory.mktemp("network") / "var")
    with ExitStack() as running:
        running.enter_context(serving(site.folder, site.port))
        yield site, running


@pytest.fixture
def room(server, chromium):
    return Room(*server, chromium)


def ready(page):
    expect(page.locator("[data-follow][data-ready]")).to_be_attached()


def stick(page, *texts):
    for text in texts:
        page.get_by_placeholder("Une idée par post-it").fill(text)
        page.keyboard.press("Enter")


def note(page, text):
    return page.locator(".post", has_text=text)


def waits(page, count):
    expect(page.get_by_text(WAITING)).to_have_count(count)


KEPT = """count => new Promise(resolve => {
  indexedDB.open("maillage-ateliers").onsuccess = ({ target: { result: database } }) => {
    database.transaction("notes").objectStore("notes").count().onsuccess = ({ target }) => {
      database.close()
      resolve(target.result === count)
    }
  }
})"""


def kept(page, count):
    """In the drawer of the phone: from then on, closing the page loses nothing."""
    page.wait_for_function(KEPT, arg=count)


def test_offline_for_a_while_then_back(room):
    with room.joined("Lou") as lou, room.joined("Youenn") as youenn:
        lou.context.set_offline(True)
        expect(lou.get_by_text(LOST)).to_be_visible()
        stick(lou, "Un", "Deux", "Trois")
        waits(lou, 3)
        stick(youenn, "Pendant ce temps")
        expect(note(youenn, "Pendant ce temps")).to_have_count(1)
        lou.wait_for_timeout(4000)  # tries in vain
        expect(note(lou, "Pendant ce temps")).to_have_count(0)
        lou.context.set_offline(False)
        waits(lou, 0)
        for page in (lou, youenn):
            for text in ("Pendant ce temps", "Un", "Deux", "Trois"):
                expect(note(page, text)).to_have_count(1)
        expect(lou.get_by_text(LOST)).to_be_hidden()
        assert room.written() == ["Pendant ce temps", "Un", "Deux", "Trois"]


@pytest.mark.parametrize("script", ["", NO_LOCKS], ids=["locks", "no locks"])
def test_two_tabs_of_one_phone(room, script):
    with room.joined("Lou", script) as first:
        second = first.context.new_page()
        room.enter(second)
        ready(second)
        first.context.set_offline(True)
        stick(first, "Du premier onglet")
        stick(second, "Du second")
        for tab in (first, second):
            waits(tab, 2)
        first.context.set_offline(False)
        for tab in (first, second):
            waits(tab, 0)
            expect(note(tab, "Du premier onglet")).to_have_count(1)
            expect(note(tab, "Du second")).to_have_count(1)
        assert sorted(room.written()) == ["Du premier onglet", "Du second"]


def test_a_tab_that_cannot_send_hears_that_the_other_did(room):
    """On a board written in secret nothing comes back by the line: only the other tab can say it."""
    room.enter_phase("hidden")
    with room.joined("Lou") as first:
        second = first.context.new_page()
        room.enter(second)
        ready(second)
        second.route("**/notes/", lambda route: route.abort())
        first.context.set_offline(True)
        stick(second, "Écrit ici, parti par là")
        waits(first, 1)
        first.context.set_offline(False)
        for tab in (first, second):
            waits(tab, 0)
        assert room.written() == ["Écrit ici, parti par là"]


def test_a_page_closed_while_notes_wait_sends_them_when_it_opens_again(room):
    with room.joined("Lou") as lou:
        lou.context.set_offline(True)
        stick(lou, "Un", "Deux")
        waits(lou, 2)
        kept(lou, 2)
        lou.close()
        lou.context.set_offline(False)
        again = lou.context.new_page()
        room.enter(again)
        ready(again)
        waits(again, 0)
        for text in ("Un", "Deux"):
            expect(note(again, text)).to_have_count(1)
        assert room.written() == ["Un", "Deux"]


def test_the_server_restarts_in_the_middle(room):
    with room.joined("Lou") as lou, room.joined("Youenn") as youenn:
        stick(lou, "Avant")
        expect(note(youenn, "Avant")).to_have_count(1)
        room.stop_server()
        stick(lou, "Pendant la panne")
        stick(youenn, "Moi aussi")
        expect(lou.get_by_text(LOST)).to_be_visible()
        waits(lou, 1)
        room.start_server()
        for page in (lou, youenn):
            waits(page, 0)
            expect(page.get_by_text(LOST)).to_be_hidden(timeout=30_000)
            for text in ("Pendant la panne", "Moi aussi"):
                expect(note(page, text)).to_have_count(1)
        assert sorted(room.written()) == ["Avant", "Moi aussi", "Pendant la panne"]


@pytest.mark.parametrize(
    "script", [NO_DATABASE, SILENT_DATABASE, FULL_PHONE], ids=["private", "silent", "full"]
)
def test_a_phone_that_keeps_nothing_sends_all_the_same_and_asks_before_it_closes(room, script):
    with room.joined("Lou", script) as lou:
        stick(lou, "Tout de suite")
        waits(lou, 0)
        asked = []
        lou.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
        lou.context.set_offline(True)
        stick(lou, "En mémoire")
        waits(lou, 1)
        lou.wait_for_timeout(100)
        lou.close(run_before_unload=True)
        expect(lou.get_by_text(WAITING)).to_have_count(1)
        lou.context.set_offline(False)
        waits(lou, 0)
        assert asked == ["beforeunload"]
        assert room.written() == ["Tout de suite", "En mémoire"]


def test_a_refused_note_stays_with_its_reason_and_leaves_when_the_board_opens_again(room):
    with room.joined("Lou") as lou:
        lou.context.set_offline(True)
        stick(lou, "Trop tard")
        room.enter_phase("closed")
        lou.context.set_offline(False)
        refused = lou.locator(".post--refused", has_text="Trop tard")
        expect(refused).to_have_count(1)
        reason = refused.locator(".post__wait").inner_text()
        assert reason and reason != WAITING
        expect(lou.get_by_role("alert")).to_have_text(reason)
        lou.reload()
        ready(lou)
        expect(refused.get_by_role("button", name="Reprendre ce texte")).to_be_visible()
        expect(refused).to_contain_text(reason)
        expect(lou.get_by_role("alert")).to_have_count(0)
        assert room.written() == []
        room.enter_phase("revealed")
        expect(lou.locator(".post--refused")).to_have_count(0)
        expect(note(lou, "Trop tard")).to_have_count(1)
        assert room.written() == ["Trop tard"]


def test_a_refused_note_taken_back_leaves_the_other_tab_too(room):
    with room.joined("Lou") as lou:
        second = lou.context.new_page()
        room.enter(second)
        ready(second)
        lou.context.set_offline(True)
        stick(lou, "À reprendre")
        room.enter_phase("closed")
        lou.context.set_offline(False)
        for tab in (lou, second):
            expect(tab.locator(".post--refused")).to_have_count(1)
        lou.get_by_role("button", name="Reprendre ce texte").click()
        expect(lou.get_by_placeholder("Une idée par post-it")).to_have_value("À reprendre")
        for tab in (lou, second):
            expect(tab.locator(".post--refused")).to_have_count(0)
        room.enter_phase("revealed")
        expect(second.get_by_role("radio", name="Ce qui aide")).to_be_visible()
        stick(second, "Autre chose")
        expect(note(second, "Autre chose").locator(".post__own")).to_have_count(1)
        assert room.written() == ["Autre chose"]


def test_a_note_on_which_the_server_stumbles_holds_up_no_other(room):
    with room.joined("Lou") as lou:

        def stumble(route):
            return route.fulfill(status=500) if "Obstacle" in route.request.post_data else route.continue_()

        lou.route("**/notes/", stumble)
        stick(lou, "Obstacle", "Suivant")
        waits(lou, 1)
        expect(note(lou, "Suivant").locator(".post__own")).to_have_count(1)
        lou.unroute("**/notes/")
        waits(lou, 0)
        assert room.written() == ["Suivant", "Obstacle"]
        lou.complaints.clear()


def test_a_gate_that_answers_for_the_server_is_not_believed(room):
    """The page of a hotel's wifi says « 200 » to everything."""
    with room.joined("Lou") as lou:
        lou.route("**/notes/", lambda route: route.fulfill(status=200, body="<h1>Bienvenue</h1>"))
        stick(lou, "Derrière le portail")
        waits(lou, 1)
        lou.wait_for_timeout(1500)
        waits(lou, 1)
        lou.unroute("**/notes/")
        waits(lou, 0)
        assert room.written() == ["Derrière le portail"]


def test_a_page_put_away_gives_its_line_back_and_catches_up_when_it_is_seen_again(room):
    with room.joined("Youenn") as youenn, watched_page(room.chromium, "phone") as lou:
        lou.clock.install()
        room.enter(lou)
        lou.get_by_label("Votre prénom").fill("Lou")
        lou.get_by_role("button", name="Entrer").click()
        ready(lou)
        stick(youenn, "Vu")
        expect(note(lou, "Vu")).to_have_count(1)
        set_visibility(lou, "hidden")
        lou.clock.fast_forward(61_000)
        stick(youenn, "Pendant le sommeil")
        expect(note(youenn, "Pendant le sommeil").locator(".post__own")).to_have_count(1)
        youenn.wait_for_timeout(500)
        expect(note(lou, "Pendant le sommeil")).to_have_count(0)
        set_visibility(lou, "visible")
        lou.clock.fast_forward(1000)
        expect(note(lou, "Pendant le sommeil")).to_have_count(1)


def set_visibility(page, state):
    page.evaluate(
        "state => { Object.defineProperty(document, 'visibilityState', {value: state, configurable: true});"
        " document.dispatchEvent(new Event('visibilitychange')); }",
        state,
    )


def test_a_line_that_says_nothing_more_is_opened_again(room):
    with room.joined("Youenn") as youenn, watched_page(room.chromium, "phone") as lou:
        lou.clock.install()
        room.enter(lou)
        lou.get_by_label("Votre prénom").fill("Lou")
        lou.get_by_role("button", name="Entrer").click()
        ready(lou)
        with lou.expect_request("**/flux/**"):
            lou.clock.fast_forward(46_000)
            lou.clock.fast_forward(5_000)
            lou.clock.fast_forward(3_000)
        stick(youenn, "Toujours là")
        expect(note(lou, "Toujours là")).to_have_count(1)
