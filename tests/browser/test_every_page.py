"""Every page of the URL table, with the demo's objects: good on a phone and on a desktop, sober for visitors.

Pages are found by following links, so that a page nobody can reach fails too.
"""

import pytest
from django.urls import resolve

from maillage.ground.people.access import ANYONE
from tests.browser.crawl import Crawl, url_table
from tests.browser.signing import sign_in
from tests.browser.sobriety import A, Weight, weigh
from tests.browser.window import SIZES, assert_accessible, assert_no_sideways_scroll, watched_page
from tests.matrix import furnished_rooms

POLES = ("vallees", "onde", "numerik", "numeris", "etincelles")
POLE, FEDERATION = "maillage.urls", "maillage.federation_urls"
CLAIRE = "claire@vallees.example.org"

# Answered with a file, a stream or a fragment: not pages.
FILES = {
    "events:agenda_ics", "events:event_ics", "events:export", "directory:export", "people:export",
    "roadmap:sheet", "catalogue:sheet", "indicators:rows", "reports:evidence_csv", "reports:pdf",
    "reports:preview_pdf", "reports:photo", "workshops:stream", "workshops:phone_stream",
    "mail:attachment", "mail:preview", "ui:theme", "ui:art",
    "workshops:attendance_sheet", "workshops:paper_post_its", "workshops:paper_poster", "workshops:tree_pdf",
    "workshops:poll_sheet", "workshops:people", "minutes:section", "minutes:file", "minutes:edition_file", "minutes:public_file", "minutes:letter_file",
    "minutes:mail",
}  # fmt: skip
# The demo does not hold what they need; test_chain.py, test_minutes.py, test_teams.py and test_prepare.py walk through them.
ELSEWHERE = {
    "people:code", "people:logout", "accept_minutes:review", "workshops:source", "workshops:board", "workshops:note",
    "events:registration", "reports:preview", "workshops:plenary", "workshops:method_edit", "workshops:cancellation",
    "minutes:editor", "minutes:approval", "minutes:edition", "minutes:editions", "minutes:versions",
}  # fmt: skip
for room in furnished_rooms():  # `tests/doors.py` of a room says the same of its pages
    FILES |= getattr(room, "FILES", set())
    ELSEWHERE |= getattr(room, "ELSEWHERE", set())
# To come, live, over; being written, approved: other pages.
VARIED = {"workshops:workshop", "minutes:minutes"}
# Their form lets someone in, or shows how: it cannot do without a token.
DOORS = {"people:login", "workshops:join", "ui:style"}
STATUS = "path => fetch(path).then(answer => answer.status)"
# Shown to those who build the house: as heavy as it must be.
NOT_WEIGHED = {"ui:style"}


# Opened by a link in a mail or on the phone of who joined: test_minutes.py, test_joining.py and test_votes.py go there.
LETTERS = {
    "minutes:letter", "workshops:invitation", "workshops:entrance", "workshops:coming_back",
    "workshops:me", "workshops:notes", "workshops:past", "workshops:votes",
}  # fmt: skip


def is_mail(match) -> bool:
    """The outbox of the demo is empty until someone asks for a code."""
    return match.namespace == "mail"


def is_public(match, filters=()) -> bool:
    return ANYONE in match.func.access and not is_mail(match) and match.view_name not in FILES | LETTERS


def is_page(match, filters=()) -> bool:
    """In the work space. One filter at a time; a second page of a list is like the first."""
    inside = ANYONE not in match.func.access or is_mail(match)
    return inside and match.view_name not in FILES | ELSEWHERE and len(filters) < 2 and "page" not in filters


def troubles(page, address: str, turn: int) -> list[str]:
    """What is wrong with this page. One is looked at closely as on a phone, the next as on a desktop."""
    page.set_viewport_size(SIZES["phone"]["viewport"])
    status = page.goto(address).status
    if status != 200:
        return [f"{address}: {status}"]
    found = []
    if (titles := page.locator("h1").count()) != 1:
        found.append(f"{address}: {titles} h1")
    checks = [assert_no_sideways_scroll, assert_accessible]
    if turn % 2:
        checks.insert(1, widen)
    for check in checks:
        try:
            check(page)
        except AssertionError as error:
            found.append(str(error))
    return found


def widen(page) -> None:
    page.set_viewport_size(SIZES["desktop"]["viewport"])
    assert_no_sideways_scroll(page)


@pytest.mark.parametrize("pole", ["", *POLES])
def test_every_public_page(chromium, site, pole):
    """Each with an empty cache, as a first visit. A sister pole shows its colours; filters were seen before."""
    wanted = is_public if pole == POLES[0] else lambda match, filters: is_public(match) and not filters
    starts = ["/", "/style/"] if pole == POLES[0] else ["/"]
    crawl = Crawl(POLE if pole else FEDERATION, starts, wanted)
    wrong = []
    for turn, path in enumerate(crawl):
        with watched_page(chromium, "phone") as page:
            wrong += troubles(page, site.url(pole, path), turn)
            crawl.follow(page)
            view = crawl.view_of(path)
            weight = weigh(page)
            print(f"{pole or 'fédération'}{path} : {weight}")
            if view not in NOT_WEIGHED and not is_sober(weight):
                wrong.append(f"{page.url}: {weight}")
            if view not in DOORS and page.context.cookies():
                wrong.append(f"{page.url}: a cookie")
    assert wrong == []
    if pole == POLES[0]:
        with watched_page(chromium, "phone") as page:
            page.goto(site.url(pole))
            assert never_seen(page, crawl) == {}
            page.complaints.clear()


def is_sober(weight: Weight) -> bool:
    light = weight.requests <= 12 and weight.kilobytes <= 150 and weight.elements <= 350
    return light and weight.ecoindex > A


def test_every_page_of_the_work_space(chromium, site):
    with watched_page(chromium, "phone") as page:
        sign_in(page, site, CLAIRE)
        crawl = Crawl(POLE, ["/espace/", "/espace/besoins/mis-de-cote/", "/courriers/"], is_page, VARIED)
        wrong = []
        for turn, path in enumerate(crawl):
            wrong += troubles(page, site.url("vallees", path), turn)
            crawl.follow(page)
        assert wrong == []
        assert never_seen(page, crawl) == {}
        page.complaints.clear()


def never_seen(page, crawl: Crawl) -> dict[str, int]:
    """Pages that no link leads to. What only changes something refuses to be opened: 405."""
    table = {name: url for name, url in url_table(POLE).items() if crawl.wanted(resolve(url, POLE), ())}
    unseen = table.keys() - crawl.views - ELSEWHERE
    statuses = {name: page.evaluate(STATUS, table[name]) for name in unseen}
    return {name: status for name, status in statuses.items() if status != 405}


def test_the_formula_of_ecoindex():
    known = {(240, 20, 331): 83, (100, 100, 100): 72, (2355, 267, 2493): 10}
    assert {weight: Weight(*weight).ecoindex for weight in known} == known
