"""A room for browser tests: an open workshop, the facilitator's desk, phones, the projector, and what travels to each."""

import http.client
import json
import re
import socket
import threading
import time
from contextlib import contextmanager, suppress

from playwright.sync_api import expect

from tests.browser.conftest import in_site
from tests.browser.window import assert_accessible, assert_no_sideways_scroll, watched_page

OPEN = """
import django; django.setup()
import json
from django.utils import timezone
from django_scopes import scope
from maillage.ground.poles.models import Pole
from tests import world
with scope(pole=Pole.objects.get(slug="vallees")):
    workshop = world.make_workshop(opened_at=timezone.now())
    world.make_wall(workshop, ("Ce qui aide", "favourable", []), ("Ce qui pèse", "unfavourable", []))
    board = workshop.boards.get()
    {more}
    print(json.dumps([workshop.pid, workshop.join_code, board.pid]))
"""


class Room:
    """An open workshop with one board of two columns; `more` is Python that adds to `workshop` and `board`."""

    def __init__(self, site, chromium, more="pass"):
        self.site, self.chromium = site, chromium
        script = OPEN.format(more=more.replace("\n", "\n    "))
        self.pid, self.code, self.board = json.loads(in_site(site.folder, site.port, "-c", script))
        self.path = f"/espace/ateliers/{self.pid}/"

    def url(self, path: str) -> str:
        return self.site.url("vallees", path)

    def sit_at_the_desk(self, page):
        self.site.sign_in(page, "claire")
        page.goto(self.url(self.path))
        ready(page)
        return page

    def project(self, page):
        self.site.sign_in(page, "claire")
        page.goto(self.url(f"{self.path}projection/"))
        ready(page)
        return page

    @contextmanager
    def joined(self, name, size="phone"):
        """A phone that types the code, then a name."""
        with watched_page(self.chromium, size) as page:
            page.goto(self.url("/atelier/"))
            page.get_by_label("Le code affiché").fill(self.code)
            page.get_by_role("button", name="Entrer").click()
            page.get_by_label("Votre prénom").fill(name)
            page.get_by_role("button", name="Entrer").click()
            ready(page)
            yield page

    def line_of(self, page, path: str) -> "Line":
        """What the server sends to whoever this page is, listened to beside the page, from the very beginning."""
        return Line(self.site.port, path, cookies_of(page))

    def ask(self, page, path: str, **fields) -> int:
        """The status of a POST sent as this page's person would forge it, with all its cookies and a right token."""
        token = page.locator("[data-follow]").get_attribute("data-csrf")
        cookies = cookies_of(page) | {"csrftoken": next(iter(csrf_of(page)), "")}
        headers = {
            "Cookie": written(cookies),
            "Host": f"vallees.localhost:{self.site.port}",
            "X-CSRFToken": token,
        }
        headers |= {"Accept": "application/json", "Content-Type": "application/x-www-form-urlencoded"}
        connection = http.client.HTTPConnection("127.0.0.1", self.site.port, timeout=20)
        connection.request("POST", path, "&".join(f"{k}={v}" for k, v in fields.items()), headers)
        return connection.getresponse().status


def cookies_of(page) -> dict[str, str]:
    return {cookie["name"]: cookie["value"] for cookie in page.context.cookies()}


def csrf_of(page) -> list[str]:
    return [cookie["value"] for cookie in page.context.cookies() if cookie["name"] == "csrftoken"]


def written(cookies: dict[str, str]) -> str:
    return "; ".join(f"{name}={value}" for name, value in cookies.items())


class Line:
    """One stream of events, read as it comes: `heard` is every character of it."""

    def __init__(self, port: int, path: str, cookies: dict[str, str]):
        self.heard = ""
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
        headers = {"Host": f"vallees.localhost:{port}", "Cookie": written(cookies)}
        self.connection.request("GET", path, headers=headers)
        self.socket = self.connection.sock
        self.socket.settimeout(None)
        answer = self.connection.getresponse()
        assert answer.status == 200, (path, answer.status)
        threading.Thread(target=self.listen, args=[answer], daemon=True).start()

    def listen(self, answer):
        # Closed while it listens, a connection of the standard library trips over itself.
        with suppress(OSError, ValueError, AttributeError, http.client.HTTPException):
            while line := answer.readline():
                self.heard += line.decode()

    def wait_for(self, words: str, seconds=15):
        """Until these words came."""
        until = time.monotonic() + seconds
        while words not in self.heard:
            assert time.monotonic() < until, f"never heard of {words!r}"
            time.sleep(0.05)

    def close(self):
        with suppress(OSError):
            self.socket.shutdown(socket.SHUT_RDWR)


def ready(page):
    """The script runs: before, a key would be a plain key."""
    expect(page.locator("[data-follow][data-ready]")).to_be_attached()


def stick(page, text, column="Ce qui pèse"):
    page.get_by_role("radio", name=column).check()
    page.get_by_placeholder("Une idée par post-it").fill(text)
    page.keyboard.press("Enter")


def notes(page, text):
    return page.locator(".post", has_text=text)


def acknowledged(page):
    expect(page.get_by_text("en attente d’envoi")).to_have_count(0)


def group(page, texts, name):
    for text in texts:
        notes(page, text).locator(".post__pick").check()
    page.locator("[data-pickbar].is-open").get_by_label("Nom du nouveau groupe").fill(name)
    page.get_by_role("button", name="Regrouper", exact=True).and_(page.locator("[data-do]")).click()
    expect(page.get_by_role("heading", name=name)).to_be_visible()


def launch_vote(page, points=3):
    page.get_by_role("button", name="Voter", exact=True).first.click()
    dialog = page.locator("dialog[open]")
    dialog.get_by_label("Points par personne").fill(str(points))
    dialog.get_by_role("button", name="Lancer le vote").click()
    expect(page.get_by_role("button", name="Fermer le vote").first).to_be_visible()


def next_step(page, title):
    """The one main action of the desk."""
    page.locator(".state__next").click()
    expect(page.locator("#temps-en-cours")).to_have_text(title)


def said(page):
    """What a screen reader was told last, politely."""
    return page.locator("[data-say]")


def assert_good(page):
    assert_no_sideways_scroll(page)
    assert_accessible(page)


def key_of(note) -> str:
    return re.sub("^note-", "", note.get_attribute("id"))
