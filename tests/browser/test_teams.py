"""Sub-groups in real browsers: formed on the desk, found on phones and on the wall, heard by nobody else; then taken up."""

import re
from contextlib import ExitStack

import pytest
from playwright.sync_api import expect

from tests.browser.room import Room, acknowledged, assert_good, group, notes, ready, said, stick
from tests.browser.window import watched_page

FOR_TEAMS = "board.for_teams = True; board.save()"
SECRET = "Entre nous seulement"
LAST_TIME = """
from maillage.ground.people.models import Person
from maillage.needs.workshops.models.takeaway import Said, note_down
last = world.make_workshop("La première fois")
for kind, text in (("action", "Tenir un café des employeurs"), ("follow_up", "Écrire à la mairie")):
    note_down(last, Said(kind, text, "Lou"), Person.objects.get(name="Claire Morvan"))
workshop.follows = last; workshop.save(update_fields=["follows"])
"""


@pytest.fixture(scope="module")
def site(small_site):
    return small_site


@pytest.fixture
def stack():
    with ExitStack() as stack:
        yield stack


@pytest.fixture
def room(chromium, site):
    return Room(site, chromium, FOR_TEAMS)


def form(desk, number, how="Au hasard", tables=""):
    desk.get_by_role("button", name=re.compile("Former des sous-groupes|Reformer")).click()
    dialog = desk.locator("dialog[open]")
    dialog.get_by_label("Combien").fill(str(number))
    dialog.get_by_role("radio", name=how).check()
    if tables:
        dialog.get_by_text("Nommer les tables").click()
        dialog.get_by_label("Une ligne par table").fill(tables)
    dialog.get_by_role("button", name="Former", exact=True).click()
    expect(desk.locator(".table-card")).to_have_count(number)


def table_of(desk, name):
    """The name of the table where this person sits."""
    return desk.locator(".table-card", has_text=name).locator("h3").inner_text()


def test_each_table_has_its_board_and_no_other_hears_of_it(room, stack):
    desk = room.sit_at_the_desk(stack.enter_context(watched_page(room.chromium, "desktop")))
    wall = room.project(stack.enter_context(watched_page(room.chromium, "desktop")))
    lou, youenn, awa, noe = (stack.enter_context(room.joined(n)) for n in ("Lou", "Youenn", "Awa", "Noé"))
    phones = {"Lou": lou, "Youenn": youenn, "Awa": awa, "Noé": noe}
    form(desk, 2, tables="Accueillir : Comment accueille-t-on ?\nTenir")
    for page in phones.values():
        expect(page.locator("#avec")).to_contain_text("Vous êtes avec")
    where = {name: table_of(desk, name) for name in phones}
    (mate,) = [name for name in phones if name != "Lou" and where[name] == where["Lou"]]
    other = next(name for name in phones if where[name] != where["Lou"])
    expect(lou.locator("#avec")).to_have_text(f"Vous êtes avec {mate}.")
    line = room.line_of(phones[other], f"/atelier/{room.code}/flux/?since=-1")
    stack.callback(line.close)

    stick(lou, SECRET)
    acknowledged(lou)
    expect(notes(phones[mate], SECRET)).to_be_visible()
    group(lou, [SECRET], "Un groupe à nous")  # on the phone, by themselves
    expect(phones[mate].get_by_role("heading", name="Un groupe à nous")).to_be_visible()
    stick(phones[other], "De l’autre table")
    line.wait_for("De l’autre table")
    expect(desk.locator(".table-card", has_text="Lou").get_by_text("1 post-it")).to_be_visible()
    expect(wall.locator(".wall-table")).to_have_count(2)
    expect(wall.get_by_text(SECRET)).to_have_count(0)

    lou.get_by_role("button", name="Nous avons fini").click()
    for page in (lou, phones[mate]):
        expect(page.locator("#avons-fini")).to_have_text("C’est dit : votre groupe a fini.")
    expect(wall.locator(".wall-table.is-done")).to_contain_text("Lou")
    expect(desk.get_by_role("heading", name=re.compile("1 a fini"))).to_be_visible()
    for page in (desk, wall, lou):
        assert_good(page)

    desk.get_by_role("button", name="Tourner").click()
    line.wait_for(
        "event: retour"
    )  # that line was another table's: it has ended, without a word of the new one
    assert SECRET not in line.heard
    assert "Un groupe à nous" not in line.heard
    expect(notes(phones[other], SECRET)).to_be_visible()
    expect(notes(lou, "De l’autre table")).to_be_visible()
    expect(notes(lou, SECRET)).to_have_count(0)

    desk.keyboard.press("Control+z")
    expect(notes(lou, SECRET)).to_be_visible()
    desk.get_by_role("button", name="Tous en plénière").click()
    for page in phones.values():
        expect(page.locator("#mon-groupe")).to_be_hidden()
        expect(notes(page, SECRET)).to_have_count(0)


TREE = (
    FOR_TEAMS
    + """
tree = workshop.boards.create(title="Notre arbre", kind="problem_tree", position=9)
for title, sentiment, texts in (
    ("Le problème", "problem", ["Seuls"]), ("Causes", "cause", ["Personne n’est formé", "Trop de sites"]),
    ("Solutions", "solution", []),
):
    area = tree.areas.create(title=title, sentiment=sentiment)
    for text in texts:
        area.write(text)
"""
)


def test_a_table_for_each_cause_and_its_solution_hangs_from_it(chromium, site, stack):
    room = Room(site, chromium, TREE)
    desk = room.sit_at_the_desk(stack.enter_context(watched_page(chromium, "desktop")))
    lou = stack.enter_context(room.joined("Lou"))
    desk.get_by_role("button", name=re.compile("Former des sous-groupes")).click()
    dialog = desk.locator("dialog[open]")
    dialog.get_by_label("Un sous-groupe par cause").check()
    expect(dialog.get_by_text("Autant de sous-groupes que de causes")).to_be_visible()
    assert_good(desk)
    dialog.get_by_role("button", name="Former", exact=True).click()
    expect(desk.locator(".table-card")).to_have_count(2)
    cause = table_of(desk, "Lou")
    assert cause in ("Personne n’est formé", "Trop de sites")
    expect(lou.locator("#titre-mon-groupe")).to_have_text(cause)
    stick(lou, "Une matinée par mois")
    acknowledged(lou)

    desk.get_by_role("button", name="Tous en plénière").click()
    desk.get_by_role("link", name="Les prendre un par un").click()
    ready(desk)
    desk.get_by_role("button", name="Commencer la mise en commun").click()
    expect(desk.locator("#resultat")).to_have_text("Une matinée par mois")
    desk.keyboard.press("v")
    expect(desk.locator("#avancement")).to_contain_text("1 sur 1")
    room.sit_at_the_desk(desk)
    branch = desk.locator(".branch", has=desk.locator(":scope > .branch__row", has_text=cause))
    expect(branch.get_by_text("Une matinée par mois", exact=True)).to_be_visible()
    assert_good(desk)


def test_people_are_moved_with_the_keyboard_or_dropped_and_a_table_is_renamed(room, stack):
    desk = room.sit_at_the_desk(stack.enter_context(watched_page(room.chromium, "desktop")))
    for name in ("Lou", "Youenn"):
        stack.enter_context(room.joined(name))
    form(desk, 2, "À la main")
    desk.get_by_role("checkbox", name="Lou").focus()
    desk.keyboard.press("Space")
    expect(said(desk)).to_contain_text("1 personne choisie")
    desk.keyboard.press("Enter")
    expect(desk.get_by_label("Vers quel sous-groupe")).to_be_focused()
    desk.keyboard.press("ArrowDown")
    desk.keyboard.press("Tab")
    desk.keyboard.press("Enter")
    expect(desk.locator(".table-card").first).to_contain_text("Lou")
    desk.locator(".seat", has_text="Youenn").drag_to(desk.locator(".table-card").nth(1))
    expect(desk.locator(".table-card").nth(1)).to_contain_text("Youenn")
    assert_good(desk)

    desk.get_by_role("button", name="Modifier Groupe 2").click()
    dialog = desk.locator("dialog[open]")
    dialog.get_by_label("Son nom").fill("La cuisine")
    dialog.get_by_label("Qui accueille").select_option(label="Youenn")
    assert_good(desk)
    dialog.get_by_role("button", name="Enregistrer").click()
    expect(desk.locator(".table-card").nth(1)).to_contain_text("La cuisine")
    expect(desk.locator(".table-card").nth(1)).to_contain_text("accueil")


def test_people_choose_their_table_on_their_phone(room, stack):
    desk = room.sit_at_the_desk(stack.enter_context(watched_page(room.chromium, "desktop")))
    lou = stack.enter_context(room.joined("Lou"))
    form(desk, 2, "Chacun·e choisit", "Accueillir\nTenir")
    lou.get_by_role("button", name="Tenir").click()
    expect(lou.locator("#titre-mon-groupe")).to_have_text("Tenir")
    assert_good(lou)
    lou.get_by_text("Changer de groupe").click()
    lou.get_by_role("button", name="Accueillir").click()
    expect(lou.locator("#titre-mon-groupe")).to_have_text("Accueillir")
    expect(desk.locator(".table-card").first).to_contain_text("Lou")


BROUGHT = (
    FOR_TEAMS
    + """
from maillage.ground.people.models import Person
from maillage.needs.workshops.models import group, split
claire = Person.objects.get(name="Claire Morvan")
for team in split(workshop, 2, claire):
    area = team.boards.get().areas.first()
    pair = [area.write(f"{text} de {team.name}") for text in ("Un", "Deux", "Trois")]
    group(area.board, pair[:2], f"Ensemble {team.position}", claire)
"""
)


def test_the_plenary_decides_with_three_keys_before_everybody(chromium, site, stack):
    room = Room(site, chromium, BROUGHT)
    desk = room.sit_at_the_desk(stack.enter_context(watched_page(chromium, "desktop")))
    wall = room.project(stack.enter_context(watched_page(chromium, "desktop")))
    lou = stack.enter_context(room.joined("Lou"))
    desk.get_by_role("button", name="Tous en plénière").click()
    desk.get_by_role("link", name="Les prendre un par un").click()
    ready(desk)
    assert_good(desk)
    desk.get_by_role("button", name="Commencer la mise en commun").click()
    current = desk.locator("#resultat")
    expect(current).to_have_text("Ensemble 1")
    for page in (wall, lou):
        expect(page.locator("#en-commun-texte")).to_have_text("Ensemble 1")
        assert_good(page)
    assert_good(desk)

    desk.keyboard.press("v")
    expect(current).to_have_text("Trois de Groupe 1")
    expect(wall.locator("#en-commun")).to_contain_text("1 sur 4")
    desk.keyboard.press("a")
    expect(desk.get_by_label("Le texte, amendé")).to_be_focused()
    desk.keyboard.type(", et mieux")
    desk.keyboard.press("Control+Enter")
    expect(current).to_have_text("Ensemble 2")
    desk.locator("h1").click()  # out of the words
    desk.keyboard.press("m")
    expect(current).to_have_text("Trois de Groupe 2")
    desk.keyboard.press("Control+z")
    expect(current).to_have_text("Ensemble 2")
    desk.keyboard.press("ArrowRight")
    expect(current).to_have_text("Trois de Groupe 2")
    expect(lou.locator("#en-commun-texte")).to_have_text("Trois de Groupe 2")
    desk.get_by_label("Décider avec les touches").uncheck()
    desk.locator("h1").click()
    desk.keyboard.press("v")
    expect(desk.locator("#avancement")).to_contain_text("2 sur 4")
    desk.get_by_role("button", name="Validé", exact=True).click()
    expect(desk.locator("#avancement")).to_contain_text("3 sur 4")

    desk.get_by_role("button", name="Finir la mise en commun").click()
    expect(lou.locator("#en-commun")).to_be_hidden()
    kept = lou.locator("[data-board]").first
    expect(kept).to_contain_text("Trois de Groupe 1, et mieux")
    expect(kept.get_by_role("heading", name="Ensemble 1")).to_be_visible()
    expect(kept).not_to_contain_text("Ensemble 2")
    expect(desk.get_by_role("button", name="Reprendre la mise en commun")).to_be_visible()


def test_what_comes_out_is_noted_with_the_keyboard_and_last_time_is_taken_up(chromium, site, stack):
    room = Room(site, chromium, LAST_TIME)
    desk = room.sit_at_the_desk(stack.enter_context(watched_page(chromium, "desktop")))
    lou = stack.enter_context(room.joined("Lou"))
    past = desk.locator("#avant")
    expect(past).to_contain_text("Tenir un café des employeurs")
    past.get_by_role("button", name="C’est fait : Écrire à la mairie").click()
    expect(past.locator(".past__row--done")).to_contain_text("Écrire à la mairie")
    past.get_by_role("button", name="Reprendre : Tenir un café").click()
    out = desk.locator("#suites")
    expect(out).to_contain_text("reprise de la dernière fois")

    desk.keyboard.press("Alt+n")
    desk.keyboard.type("On se revoit en juin")
    desk.keyboard.press("Enter")
    expect(out).to_contain_text("On se revoit en juin")
    expect(desk.get_by_placeholder("En une phrase")).to_be_focused()
    expect(desk.get_by_placeholder("En une phrase")).to_have_value("")
    out.get_by_role("link", name="Modifier « On se revoit").click()
    dialog = desk.locator("dialog[open]")
    assert_good(desk)
    dialog.get_by_label("Qui s’en charge").fill("Lou")
    dialog.get_by_label("C’est").select_option(label="une action")
    dialog.get_by_role("button", name="Enregistrer").click()
    expect(out.get_by_role("region", name="Actions")).to_contain_text("Lou")
    assert_good(desk)

    stick(lou, "Trop de papiers")
    notes(desk, "Trop de papiers").hover()
    notes(desk, "Trop de papiers").locator("[data-tools]").click()
    desk.get_by_role("button", name="En tirer une décision").click()
    expect(dialog.get_by_label("En une phrase")).to_have_value("Trop de papiers")
    dialog.get_by_role("button", name="Noter").click()
    expect(out.get_by_role("region", name="Décisions")).to_contain_text("Trop de papiers")

    lou.get_by_role("link", name="Où en est ce que nous avions décidé").click()
    expect(lou.get_by_text("repris aujourd’hui")).to_be_visible()
    assert_good(lou)
