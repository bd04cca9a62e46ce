"""One workshop through all its phases, on the desk, on two phones and on the wall of the room; and what travels to each."""

import re
from contextlib import ExitStack

import pytest
from playwright.sync_api import expect

from tests.browser.room import (
    Room,
    acknowledged,
    assert_good,
    group,
    key_of,
    launch_vote,
    next_step,
    notes,
    ready,
    said,
    stick,
)
from tests.browser.window import watched_page

SECRET = "Ce que je n’ose pas dire tout haut"
AGENDA = """
second = workshop.boards.create(title="Par quoi commencer", phase="soon", position=1)
second.areas.create(title="Tout de suite", sentiment="solution")
board.phase = "soon"; board.save()
steps = [("Accueil", "welcome", 10, None, ""), ("Chacun pour soi", "write", 8, board, "hidden"),
    ("On découvre", "feedback", 10, board, "revealed"), ("On regroupe", "group", 15, board, "grouping"),
    ("On choisit", "vote", 5, board, ""), ("Pause", "break", 10, None, ""), ("Par quoi commencer", "close", 20, second, "revealed")]
for rank, (title, kind, minutes, wall, phase) in enumerate(steps):
    workshop.agenda.create(position=rank, title=title, kind=kind, minutes=minutes, board=wall, phase=phase, guide="Une idée par post-it, des phrases courtes.")
"""


@pytest.fixture(scope="module")
def site(small_site):
    return small_site


class Screens:
    """The desk, two phones, the projector, and the lines of those who must not be told."""

    def __init__(self, room: Room, stack: ExitStack):
        self.room = room
        self.desk = room.sit_at_the_desk(stack.enter_context(watched_page(room.chromium, "desktop")))
        self.wall = room.project(stack.enter_context(watched_page(room.chromium, "desktop")))
        self.lou = stack.enter_context(room.joined("Lou"))
        self.youenn = stack.enter_context(room.joined("Youenn"))
        self.all = (self.desk, self.wall, self.lou, self.youenn)
        self.bodies = {self.youenn: "", self.wall: ""}
        for page in self.bodies:
            page.on("response", self.note_body)
        self.lines = {
            self.youenn: room.line_of(self.youenn, f"/atelier/{room.code}/flux/?since=-1"),
            self.wall: room.line_of(self.wall, f"{room.path}flux/?since=-1&vue=projector"),
        }
        for line in self.lines.values():
            stack.callback(line.close)

    def note_body(self, response):
        if "flux/" not in response.url and response.request.resource_type in ("document", "fetch", "xhr"):
            self.bodies[response.frame.page] += response.text()

    def assert_all_good(self):
        for page in self.all:
            assert_good(page)

    def assert_untold(self, *secrets):
        for page, line in self.lines.items():
            for secret in secrets:
                assert secret not in line.heard
                assert secret not in self.bodies[page]
                assert secret not in page.content()


@pytest.fixture
def screens(chromium, site):
    with ExitStack() as stack:
        yield Screens(Room(site, chromium, AGENDA), stack)


def test_through_every_phase_each_screen_says_what_to_do_and_the_secret_is_kept(screens):
    desk, wall, lou, youenn = screens.all
    expect(wall.locator(".join-card__code")).to_contain_text(screens.room.code[:3])
    expect(lou.get_by_role("heading", name="Bienvenue.")).to_be_visible()
    screens.assert_all_good()

    next_step(desk, "Accueil")
    expect(wall.get_by_role("heading", name="Accueil")).to_be_visible()
    expect(lou.get_by_role("heading", name="Accueil")).to_be_visible()

    next_step(desk, "Chacun pour soi")
    expect(lou.get_by_text("Vos post-it ne sont vus que de vous").first).to_be_visible()
    stick(lou, SECRET)
    acknowledged(lou)
    note = notes(lou, SECRET)
    expect(note.get_by_role("link", name="Corriger")).to_be_visible()
    key = key_of(note)
    expect(wall.get_by_text("1 post-it déjà écrit")).to_be_visible()
    expect(notes(desk, SECRET)).to_have_count(1)
    expect(notes(desk, SECRET).locator(".note__text")).to_be_hidden()
    screens.lines[screens.wall].wait_for(">1</b>")
    stick(youenn, "Le mien, pour moi")
    acknowledged(youenn)
    youenn.reload()
    wall.reload()
    for page in (youenn, wall):
        ready(page)
    screens.assert_untold(SECRET, key)
    screens.assert_all_good()
    desk.locator(".veil").click()
    expect(notes(desk, SECRET).locator(".note__text")).to_be_visible()
    assert_good(desk)

    next_step(desk, "On découvre")
    for page in screens.all:
        expect(notes(page, SECRET)).to_have_count(1)
    for line in screens.lines.values():
        line.wait_for(SECRET)  # the line was good: it would have told
    expect(said(lou)).to_contain_text("On découvre")
    screens.assert_all_good()

    next_step(desk, "On regroupe")
    group(desk, [SECRET, "Le mien, pour moi"], "Ce qui se tait")
    for page in (wall, lou, youenn):
        expect(page.get_by_role("heading", name="Ce qui se tait")).to_be_visible()
    screens.assert_all_good()

    next_step(desk, "On choisit")
    launch_vote(desk)
    lou.get_by_role("button", name=re.compile("Mettre un point")).click()
    expect(wall.get_by_text("1 sur 2 ont voté")).to_be_visible()
    screens.assert_all_good()
    desk.get_by_role("button", name="Fermer le vote").first.click()
    for page in (wall, lou, youenn):
        expect(page.get_by_text("1\xa0voix").first).to_be_visible()
    screens.assert_all_good()

    desk.get_by_role("button", name="Figer").first.click()
    next_step(desk, "Pause")
    expect(
        lou.get_by_text("C’est la pause", exact=False).or_(lou.get_by_role("heading", name="Pause")).first
    ).to_be_visible()
    expect(wall.get_by_role("heading", name="Pause")).to_be_visible()
    screens.assert_all_good()

    desk.get_by_text("Plus", exact=True).click()
    desk.get_by_role("button", name="Terminer l’atelier").click()
    for page in (lou, youenn):
        expect(page.get_by_role("heading", name="Merci !")).to_be_visible()
    expect(wall.get_by_role("heading", name="Terminé, merci !")).to_be_visible()
    screens.assert_all_good()


def test_undo_and_hide_reach_everybody(screens):
    desk, wall, lou, youenn = screens.all
    desk.get_by_role("button", name="À découvert").first.click()
    stick(lou, "C’est la faute de Marc")
    for page in screens.all:
        expect(notes(page, "Marc")).to_have_count(1)
    group(desk, ["Marc"], "Des noms")
    for page in screens.all:
        expect(page.locator(".cluster")).to_have_count(1)
    desk.get_by_role("button", name=re.compile("Annuler.*Regrouper « Des noms »")).click()
    for page in screens.all:
        expect(page.locator(".cluster")).to_have_count(0)
        expect(notes(page, "Marc")).to_have_count(1)

    notes(desk, "Marc").hover()
    notes(desk, "Marc").locator("[data-tools]").click()
    assert_good(desk)
    desk.get_by_label("Le masquer, parce que").fill("Il vise une personne")
    desk.get_by_role("button", name="Masquer").click()
    for page in screens.all:
        expect(notes(page, "Marc")).to_have_count(0)
    hidden = desk.get_by_role("region", name="1 post-it masqué")
    expect(hidden).to_contain_text("Il vise une personne")
    assert_good(desk)
    hidden.get_by_role("button", name="Remettre").click()
    for page in screens.all:
        expect(notes(page, "Marc")).to_have_count(1)
    desk.locator("body").press("Control+z")  # as everywhere: it is hidden again
    expect(notes(youenn, "Marc")).to_have_count(0)
    desk.locator("body").press("Control+z")
    expect(notes(youenn, "Marc")).to_have_count(1)

    notes(desk, "Marc").hover()
    notes(desk, "Marc").locator("[data-tools]").click()
    desk.get_by_role("button", name="Effacer pour de bon").click()
    assert_good(desk)
    desk.get_by_role("button", name="Effacer", exact=True).click()
    for page in screens.all:
        expect(notes(page, "Marc")).to_have_count(0)


def test_who_forges_the_facilitators_requests_changes_nothing(screens, chromium, site):
    desk, _, lou, youenn = screens.all
    room = screens.room
    desk.get_by_role("button", name="À découvert").first.click()
    stick(lou, "Ici")
    expect(notes(desk, "Ici")).to_have_count(1)
    key = key_of(notes(desk, "Ici"))
    step = desk.locator(".agenda form").first.get_attribute("action")
    forged = {
        f"{room.path}tableaux/{room.board}/phase/": {"phase": "closed"},
        f"{room.path}tableaux/{room.board}/mains/": {"lent": "1"},
        f"{room.path}tableaux/{room.board}/votes/": {"kind": "dots"},
        f"{room.path}notes/{key}/masque/": {"because": "Parce que"},
        f"{room.path}notes/{key}/retrait/": {},
        f"{room.path}groupes/": {"note": key, "title": "Forgé"},
        f"{room.path}cloture/": {},
        step: {},
    }
    with watched_page(chromium, "desktop") as member:
        site.sign_in(member, "malo")
        member.goto(room.url(f"/atelier/{room.code}/"))
        member.get_by_role("button", name=re.compile("Entrer")).first.click()
        ready(member)
        for path, fields in forged.items():
            assert room.ask(member, path, **fields) in (403, 404), path
            assert room.ask(youenn, path, **fields) in (302, 403, 404), (
                path
            )  # to the door, for who has no account
    own = f"/atelier/{room.code}/"
    for path, fields in {
        f"{own}notes/{key}/": {"text": "Réécrit"},
        f"{own}notes/{key}/retrait/": {},
    }.items():
        assert room.ask(youenn, path, **fields) == 404, path
    assert room.ask(youenn, f"{own}groupes/", note=key, title="Forgé") == 409
    desk.reload()
    ready(desk)
    expect(notes(desk, "Ici")).to_have_count(1)
    expect(desk.locator(".cluster")).to_have_count(0)
    expect(desk.locator("[data-board]").first).to_have_attribute("data-phase", "revealed")
    expect(desk.locator("[aria-current=step].agenda__step")).to_have_count(0)


def test_what_is_being_typed_survives_every_change_and_finds_another_board(screens):
    desk, _, lou, _ = screens.all
    desk.get_by_role("button", name="À découvert").first.click()
    text = lou.get_by_placeholder("Une idée par post-it")
    lou.get_by_role("radio", name="Ce qui pèse").check()
    text.press_sequentially("Et quand elle part en vac")
    desk.get_by_role("button", name="Regrouper", exact=True).and_(desk.locator("[name=phase]")).first.click()
    expect(lou.get_by_text("Votre texte est gardé ici")).to_be_visible()
    expect(text).to_have_value("Et quand elle part en vac")
    expect(text).to_be_focused()
    lou.keyboard.type("ances")
    assert_good(lou)
    lou.reload()
    ready(lou)
    expect(text).to_have_value("Et quand elle part en vacances")
    desk.get_by_role("button", name="À découvert").nth(1).click()
    lou.get_by_role("radio", name="Tout de suite").check()
    expect(lou.get_by_text("Votre texte est gardé")).to_be_hidden()
    lou.get_by_role("button", name="Coller").click()
    expect(notes(desk, "Et quand elle part en vacances")).to_have_count(1)
    expect(text).to_have_value("")


def test_a_redraw_never_takes_the_focus_nor_what_is_unfolded(screens):
    desk, _, lou, youenn = screens.all
    desk.get_by_role("button", name="À découvert").first.click()
    for text in ("Une", "Deux"):
        stick(lou, text)
    group(desk, ["Une"], "Groupe")
    desk.get_by_text("Modifier le groupe « Groupe »").or_(
        desk.locator(".cluster__edit > summary")
    ).first.click()
    desk.get_by_label("Nouveau nom du groupe").fill("Un autre n")
    stick(youenn, "Trois")
    expect(notes(desk, "Trois")).to_have_count(1)
    youenn.get_by_placeholder("Une idée par post-it").fill("à moitié")
    desk.evaluate("document.querySelector('.state__next').click()")  # the whole wall is drawn again
    expect(desk.locator("#temps-en-cours")).to_have_text("Accueil")
    expect(desk.get_by_label("Nouveau nom du groupe")).to_be_focused()
    expect(desk.get_by_label("Nouveau nom du groupe")).to_have_value("Un autre n")
    expect(youenn.get_by_placeholder("Une idée par post-it")).to_be_focused()


def test_one_person_writes_for_another_and_the_name_stays(screens):
    desk, _, lou, _ = screens.all
    desk.get_by_role("button", name="À découvert").first.click()
    lou.get_by_role("radio", name="Ce qui pèse").check()
    lou.get_by_text("Pour quelqu’un d’autre").click()
    lou.get_by_label("Son prénom ou son nom").fill("Soizic")
    for text in ("Dit à voix haute", "Et encore ceci"):
        lou.get_by_placeholder("Une idée par post-it").fill(text)
        lou.keyboard.press("Enter")
        expect(notes(desk, text).locator(".note__author")).to_have_text("Soizic")
    expect(lou.get_by_text("Pour Soizic")).to_be_visible()
    assert_good(lou)


def test_the_timer_is_the_same_everywhere_and_warns_politely(screens):
    desk, wall, lou, _ = screens.all
    next_step(desk, "Accueil")
    for page in (wall, lou):
        expect(page.locator("[data-clock]")).to_be_visible()
    desk.get_by_role("button", name="Cinq minutes de plus").click()
    ends = {page: page.locator("[data-clock]") for page in (desk, wall, lou)}
    expect(ends[desk]).to_have_text(re.compile(r"^1[45]:\d\d$"))
    end = ends[desk].get_attribute("data-ends-at")
    for clock in ends.values():
        expect(clock).to_have_attribute("data-ends-at", end)
    for _ in range(10):
        desk.get_by_role("button", name="Une minute de moins").click()
        expect(desk.locator("[data-clock]")).not_to_have_attribute("data-ends-at", end)
        end = desk.locator("[data-clock]").get_attribute("data-ends-at")
    expect(said(lou)).to_have_text("Il reste cinq minutes.")
    for _ in range(6):
        desk.get_by_role("button", name="Une minute de moins").click()
    expect(lou.locator("[data-clock]")).to_have_text(re.compile(r"^\+0:"))
    expect(said(lou)).to_contain_text("Le temps prévu est écoulé.")
    assert_good(lou)


def test_hands_lent_to_the_room_group_on_a_phone(screens):
    desk, wall, lou, _ = screens.all
    desk.get_by_role("button", name="À découvert").first.click()
    for text in ("Une", "Deux"):
        stick(lou, text)
    acknowledged(lou)
    desk.get_by_role("button", name=re.compile("La salle range aussi")).first.click()
    expect(lou.locator(".post__pick").first).to_be_visible()
    group(lou, ["Une", "Deux"], "Toutes les deux")
    expect(wall.get_by_role("heading", name="Toutes les deux")).to_be_visible()
    assert_good(lou)
    stick(lou, "Trois")
    notes(lou, "Trois").locator(".post__pick").check()
    lou.get_by_label("Ranger dans").and_(lou.locator(".is-open *")).select_option(label="Ce qui aide")
    lou.get_by_role("button", name="Ranger", exact=True).click()
    expect(wall.get_by_role("region", name="Ce qui aide").locator(".post", has_text="Trois")).to_have_count(1)


def test_what_looks_alike_is_proposed_declined_and_grouped(screens):
    desk, _, lou, _ = screens.all
    desk.get_by_role("button", name="À découvert").first.click()
    for text in (
        "Mutualiser le matériel",
        "Mutualiser du matériel",
        "La paie, un casse-tête",
        "Un casse-tête, cette paie",
    ):
        stick(lou, text)
    expect(notes(desk, "cette paie")).to_have_count(1)
    desk.reload()  # proposed from four notes on
    ready(desk)
    desk.get_by_role("link", name=re.compile("Ce qui se ressemble")).first.click()
    panel = desk.locator("[data-likeness-list]")
    expect(panel.locator("[data-alike]")).to_have_count(2)
    assert_good(desk)
    panel.locator("[data-alike]", has_text="paie").get_by_role("button", name="Non merci").click()
    panel.get_by_role("button", name="Regrouper").click()
    expect(desk.locator(".cluster .post")).to_have_count(2)
    expect(panel.get_by_text("Vos yeux sont meilleurs")).to_be_visible()
    desk.reload()
    ready(desk)
    desk.get_by_role("link", name=re.compile("Ce qui se ressemble")).first.click()
    expect(panel.get_by_text("Vos yeux sont meilleurs")).to_be_visible()
    expect(panel.locator("[data-alike]")).to_have_count(0)
