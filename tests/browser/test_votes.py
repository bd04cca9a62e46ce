"""Votes in a real room: each form on a phone, results on every screen, bad network, two tabs, a forged client."""

import http.client
import re
from concurrent.futures import ThreadPoolExecutor

import pytest
from playwright.sync_api import expect

from tests.browser.room import Room, assert_good, ready

GROUPS = """
from maillage.ground.people.models import Person
from maillage.needs.workshops.models import group, open_poll
claire = Person.objects.get(name="Claire Morvan")
titles = ("Seuls face aux papiers", "Le temps qui manque", "Partager un poste à six", "Se prêter des salles")
groups = [group(board, (), title, claire) for title in titles]
open_poll(board, claire, "{kind}", 3)
"""
PAPERS, TIME = "Seuls face aux papiers", "Le temps qui manque"


@pytest.fixture(scope="module")
def site(small_site):
    return small_site


@pytest.fixture
def vote(site, chromium):
    """`vote("matrix")` is a room where this vote is open on four proposals."""
    return lambda kind: Room(site, chromium, GROUPS.format(kind=kind))


def card(page, title):
    return page.locator(".cluster", has=page.get_by_role("heading", name=title))


def place(page, title, impact, effort):
    for name, value in (("Impact", impact), ("Effort", effort)):
        card(page, title).get_by_role("group", name=re.compile(f"^{name}")).get_by_text(
            str(value), exact=True
        ).click()


def stand(page, title, words):
    card(page, title).get_by_role("radio", name=words).check()


def given(page):
    return page.evaluate(
        "fetch(location.pathname + 'voix/').then((r) => r.json()).then((d) => Object.values(d.given))"
    )


def test_impact_and_effort_from_phones_to_the_matrix(vote, desktop):
    room = vote("matrix")
    claire = room.sit_at_the_desk(desktop)
    with room.joined("Lou") as lou, room.joined("Youenn") as youenn:
        place(lou, PAPERS, 5, 1)
        expect(lou.locator("[data-placed]")).to_have_text("1")
        card(lou, TIME).get_by_role("group", name=re.compile("^Impact")).get_by_text("4", exact=True).click()
        expect(lou.locator("[data-placed]")).to_have_text("1")  # one scale of two is not a place
        place(youenn, PAPERS, 4, 2)
        place(youenn, TIME, 5, 5)
        expect(claire.locator(".matrix__list")).to_contain_text("4,5")
        for page in (claire, lou):
            assert_good(page)
        expect(lou.locator(".matrix")).to_have_count(0)
        lou.get_by_role("button", name="Suivant").click()
        focused = lou.evaluate("document.activeElement.closest('.cluster').querySelector('h3').textContent")
        assert focused == TIME, "the first that is not placed whole"
        lou.reload()
        ready(lou)
        expect(lou.locator("[data-placed]")).to_have_text("1")
        claire.get_by_role("button", name="Fermer le vote").first.click()
        wall = room.project(claire.context.new_page())
        for page in (lou, youenn, claire, wall):
            expect(page.locator(".matrix__quarter--quick")).to_contain_text(PAPERS)
            expect(page.locator(".matrix__quarter--big")).to_contain_text(TIME)
            assert_good(page)
        expect(wall.locator(".quarters:visible .quarters__name")).to_have_count(2)
        expect(lou.locator(".quarters:visible .quarters__dot")).to_have_count(2)


def test_degrees_of_agreement_are_heard_opposition_first(vote, desktop):
    room = vote("agreement")
    claire = room.sit_at_the_desk(desktop)
    with room.joined("Lou") as lou, room.joined("Youenn") as youenn:
        stand(lou, PAPERS, "Je soutiens pleinement")
        stand(youenn, PAPERS, "Je m’y oppose")
        expect(claire.get_by_text("1\xa0personne s’y oppose : écoutons-la.")).to_be_visible()
        expect(lou.get_by_text("s’y oppose")).to_have_count(0)
        stand(youenn, PAPERS, "Je peux vivre avec")
        expect(claire.get_by_text("s’y oppose")).to_have_count(0)
        for page in (claire, lou):
            assert_good(page)
        card(youenn, PAPERS).get_by_role("button", name="Effacer").click()
        expect(youenn.locator("[data-placed]")).to_have_text("0")
        stand(youenn, PAPERS, "Je m’y oppose")
        expect(claire.get_by_text("écoutons-la")).to_be_visible()
        claire.get_by_role("button", name="Fermer le vote").first.click()
        wall = room.project(claire.context.new_page())
        for page in (lou, youenn, wall):
            expect(page.get_by_text("1\xa0personne s’y oppose : écoutons-la.")).to_be_visible()
            assert_good(page)


@pytest.mark.parametrize("kind", ["matrix", "agreement"])
def test_with_the_keyboard_only(vote, kind):
    room = vote(kind)
    with room.joined("Lou", size="desktop") as lou:
        first = card(lou, PAPERS).get_by_role("radio").first
        first.focus()
        lou.keyboard.press("Space")
        lou.keyboard.press("ArrowRight")
        lou.keyboard.press("ArrowRight")
        if kind == "matrix":
            lou.keyboard.press("Tab")
            lou.keyboard.press("Space")
        expect(lou.locator("[data-placed]")).to_have_text("1")
        wanted = {"impact": 3, "effort": 1} if kind == "matrix" else {"grade": "accept"}
        lou.wait_for_function(
            "(words) => fetch(location.pathname + 'voix/').then((r) => r.text()).then((t) => words.every((w) => t.includes(w)))",
            arg=[f'"{k}": {v if isinstance(v, int) else chr(34) + v + chr(34)}' for k, v in wanted.items()],
        )


def test_a_choice_made_without_network_leaves_by_itself_when_it_is_back(vote, desktop):
    room = vote("dots")
    claire = room.sit_at_the_desk(desktop)
    with room.joined("Lou") as lou:
        lou.context.set_offline(True)
        more = card(lou, PAPERS).get_by_role("button", name=re.compile("Mettre un point"))
        more.click()
        more.click()
        expect(card(lou, PAPERS).get_by_text("en attente d’envoi")).to_be_visible()
        expect(lou.locator("[data-left-to-place]")).to_have_text("1")
        lou.context.set_offline(False)
        expect(card(claire, PAPERS)).to_contain_text("2\xa0voix")
        expect(lou.get_by_text("en attente d’envoi")).to_have_count(0)
        lou.complaints.clear()  # the browser names each request that the missing network refused


def test_a_choice_survives_a_page_closed_without_network(vote):
    room = vote("agreement")
    with room.joined("Lou") as lou:
        lou.route("**/voix/", lambda route: route.abort())
        stand(lou, PAPERS, "Je m’abstiens")
        expect(lou.get_by_text("en attente d’envoi")).to_be_visible()
        where = lou.url
        lou.goto("about:blank")
        lou.unroute("**/voix/")
        lou.goto(where)
        ready(lou)
        expect(card(lou, PAPERS).get_by_role("radio", name="Je m’abstiens")).to_be_checked()
        expect(lou.get_by_text("en attente d’envoi")).to_have_count(0)
        assert given(lou) == [{"grade": "abstain"}]
        lou.complaints.clear()


def test_two_tabs_of_one_phone_share_one_budget(vote):
    room = vote("dots")
    with room.joined("Lou") as lou:
        other = lou.context.new_page()
        other.goto(lou.url)
        ready(other)
        for page, title in ((lou, PAPERS), (other, TIME)):
            for _ in range(2):
                card(page, title).get_by_role("button", name=re.compile("Mettre un point")).click()
        expect(other.get_by_text("Vous avez 3 points en tout")).to_be_visible()
        expect(other.locator("[data-left-to-place]")).to_have_text("0")
        assert sorted(one["count"] for one in given(other)) == [1, 2], "what the server has is what both show"
        other.close()
        lou.complaints.clear()  # the refusal of the second tab


def test_a_forged_client_spends_its_budget_and_no_more(vote):
    room = vote("dots")
    with room.joined("Lou") as lou:
        pids = [one.get_attribute("data-ballot") for one in lou.locator("[data-ballot]").all()]
        cookies = lou.context.cookies()
        assert cookies
        asks = [(pid, count) for count in (1, 2, 3, 20) for pid in pids]
        token = lou.locator("[data-follow]").get_attribute("data-csrf")
        jar = "; ".join(f"{c['name']}={c['value']}" for c in cookies)
        with ThreadPoolExecutor(8) as crowd:
            list(crowd.map(lambda one: forge(room, jar, token, *one), asks))
        assert sum(one["count"] for one in given(lou)) <= 3


def forge(room, jar, token, pid, count) -> int:
    headers = {"Host": f"vallees.localhost:{room.site.port}", "Cookie": jar, "X-CSRFToken": token}
    headers |= {"Accept": "application/json", "Content-Type": "application/x-www-form-urlencoded"}
    connection = http.client.HTTPConnection("127.0.0.1", room.site.port, timeout=30)
    connection.request("POST", f"/atelier/{room.code}/voix/", f"cluster={pid}&count={count}", headers)
    return connection.getresponse().status


def test_nothing_of_a_ballot_is_on_the_line_before_the_close(vote, desktop):
    room = vote("agreement")
    claire = room.sit_at_the_desk(desktop)
    with room.joined("Lou") as lou, room.joined("Youenn") as youenn:
        line = room.line_of(youenn, f"/atelier/{room.code}/flux/?since=-1")
        stand(lou, PAPERS, "Je m’y oppose")
        expect(claire.get_by_text("écoutons-la")).to_be_visible()
        assert "s’y opposent" not in line.heard
        assert "s’y oppose :" not in line.heard
        claire.get_by_role("button", name="Fermer le vote").first.click()
        line.wait_for("écoutons-la")
        line.close()


def test_a_new_vote_begins_with_empty_ballots_and_the_old_one_stays_readable(vote, desktop):
    room = vote("dots")
    claire = room.sit_at_the_desk(desktop)
    with room.joined("Lou") as lou:
        card(lou, PAPERS).get_by_role("button", name=re.compile("Mettre un point")).click()
        expect(card(claire, PAPERS)).to_contain_text("1\xa0voix")
        claire.get_by_role("button", name="Fermer le vote").first.click()
        expect(claire.get_by_role("button", name="Fermer le vote")).to_have_count(0)
        claire.get_by_role("button", name="Voter", exact=True).first.click()
        claire.locator("dialog[open]").get_by_text("Degrés d’accord").click()
        claire.locator("dialog[open]").get_by_role("button", name="Lancer le vote").click()
        expect(lou.locator("[data-placed]")).to_have_text("0")
        expect(lou.locator(".cluster[data-given]")).to_have_count(0)
        stand(lou, TIME, "Je soutiens pleinement")
        expect(card(claire, TIME)).to_contain_text("1 Je soutiens")
        claire.get_by_role("button", name="Fermer le vote").first.click()
        claire.get_by_role("link", name=re.compile("Tous les votes")).click()
        expect(claire.get_by_role("heading", name=re.compile("Points, 3"))).to_be_visible()
        expect(claire.get_by_role("heading", name="Degrés d’accord")).to_be_visible()
        assert_good(claire)
