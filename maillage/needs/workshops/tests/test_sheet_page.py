"""The page of the sheet: its agenda and its boards, as plain forms; the script only saves the clicks."""

import datetime as dt

import pytest

from maillage.needs.workshops.methods import READY, Plan
from maillage.needs.workshops.methods.plan import PlannedBoard, Step
from maillage.needs.workshops.models import Note, sheet_of, start
from maillage.needs.workshops.tests import posting
from maillage.needs.workshops.views import preparation
from tests import world

JSON = {"HTTP_ACCEPT": "application/json"}


@pytest.fixture
def workshop(claire):
    return start(
        claire, READY["aide-pese"], title="Employer", date=dt.date(2026, 12, 3), starts=dt.time(9, 30)
    )


@pytest.fixture
def page(workshop):
    return f"/espace/ateliers/{workshop.pid}/preparation/"


def typed(workshop, **changes):
    return posting.typed(sheet_of(workshop), **changes)


def titles(workshop):
    return [step.title for step in workshop.agenda.all()]


def test_the_page_shows_the_agenda_with_its_hours_and_the_boards(claire_at_vallees, page):
    shown = claire_at_vallees.get(page).content.decode()
    assert "9\xa0h\xa040" in shown and "fin à <b data-ends>10\xa0h\xa050" in shown
    assert 'value="Ce qui pèse"' in shown


def test_words_and_lengths_are_changed(claire_at_vallees, workshop, page):
    first = workshop.agenda.first()
    answer = claire_at_vallees.post(
        page, typed(workshop, **{f"t-{first.pid}-title": "Café", f"t-{first.pid}-minutes": "25"})
    )
    assert answer.status_code == 302
    assert [(s.title, s.minutes, s.starts) for s in workshop.agenda.all()[:2]] == [
        ("Café", 25, dt.time(9, 30)),
        ("Chacun écrit pour soi", 10, dt.time(9, 55)),
    ]


def test_steps_go_up_and_down_with_what_was_typed_meanwhile(claire_at_vallees, workshop, page):
    first, second = workshop.agenda.all()[:2]
    answer = claire_at_vallees.post(
        page, typed(workshop, **{"do": f"down:step:{first.pid}", f"t-{second.pid}-title": "On écrit"})
    )
    assert answer.url == f"{page}#rang-{first.pid}"
    assert titles(workshop)[:2] == ["On écrit", "Accueil et intention"]
    claire_at_vallees.post(page, typed(workshop, do=f"up:step:{first.pid}"))
    claire_at_vallees.post(page, typed(workshop, do=f"up:step:{first.pid}"))
    assert titles(workshop)[:2] == ["Accueil et intention", "On écrit"]


def test_a_step_is_added_before_the_last_word_and_another_is_removed(claire_at_vallees, workshop, page):
    answer = claire_at_vallees.post(page, typed(workshop, **{"do": "add:step:", "new-step": "break"}))
    assert titles(workshop)[-2:] == ["Pause", "Dernier mot"]
    pause = workshop.agenda.get(title="Pause")
    assert (pause.minutes, answer.url) == (15, f"{page}#rang-{pause.pid}")
    claire_at_vallees.post(page, typed(workshop, do=f"remove:step:{pause.pid}"))
    assert "Pause" not in titles(workshop)


def test_steps_are_dragged_by_the_order_they_are_posted_in(claire_at_vallees, workshop, page):
    keys = [step.pid for step in workshop.agenda.all()]
    claire_at_vallees.post(page, typed(workshop, steps=[keys[2], *keys[:2], *keys[3:]]))
    assert titles(workshop)[:3] == ["On découvre tout", "Accueil et intention", "Chacun écrit pour soi"]


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        ("title", " ", "Donnez un titre à ce temps."),
        ("minutes", "", "Combien de minutes"),
        ("minutes", "beaucoup", "Combien de minutes"),
        ("minutes", "0", "Une minute au moins."),
        ("minutes", "601", "600 minutes au plus."),
    ],
)
def test_what_is_wrong_is_said_beside_its_field_and_all_that_was_typed_stays(
    claire_at_vallees, workshop, page, field, value, says
):
    first, second = workshop.agenda.all()[:2]
    answer = claire_at_vallees.post(
        page,
        typed(
            workshop,
            **{f"t-{first.pid}-{field}": value, f"t-{second.pid}-guide": "Mot à mot", "do": "add:step:"},
        ),
    )
    shown = answer.content.decode()
    assert answer.status_code == 422
    assert says in shown
    assert f'id="id_t-{first.pid}-{field}_erreur"' in shown
    assert "Mot à mot" in shown and 'value="Apport"' in shown, "the row just added too"
    workshop.refresh_from_db()
    assert workshop.agenda.get(pk=second.pk).guide != "Mot à mot"


def test_the_script_saves_while_one_types_and_is_told_what_is_wrong(claire_at_vallees, workshop, page):
    first = workshop.agenda.first()
    data = typed(workshop, **{f"t-{first.pid}-minutes": "25"})
    assert claire_at_vallees.post(page, data, **JSON).json() == {"saved": True, "new": False}
    data[f"t-{first.pid}-minutes"] = ""
    answer = claire_at_vallees.post(page, data, **JSON).json()
    assert answer["errors"] == {f"id_t-{first.pid}-minutes": "Combien de minutes ?"}
    assert workshop.agenda.first().minutes == 25


def test_two_hours_without_a_pause_are_noticed(claire_at_vallees, workshop, page):
    assert "sans pause" in claire_at_vallees.get(page).content.decode()
    assert "data-sitting hidden" in claire_at_vallees.get(page).content.decode()
    third = workshop.agenda.all()[2]
    claire_at_vallees.post(page, typed(workshop, **{f"t-{third.pid}-minutes": "110"}))
    shown = claire_at_vallees.get(page).content.decode()
    assert "data-sitting hidden" not in shown and "à « On découvre tout »" in shown


def test_a_board_is_added_from_the_list_and_a_step_may_use_it(claire_at_vallees, workshop, page):
    claire_at_vallees.post(page, typed(workshop, **{"do": "add:board:", "new-board": "objectifs"}))
    tree = workshop.boards.get(title="Arbre à objectifs")
    assert tree.mirrors is None, "there is no problem tree to turn round"
    last = workshop.agenda.last()
    claire_at_vallees.post(
        page, typed(workshop, **{f"t-{last.pid}-board": tree.pid, f"t-{last.pid}-phase": "closed"})
    )
    last.refresh_from_db()
    assert (last.board, last.phase) == (tree, "closed")


def test_an_objective_tree_added_beside_a_problem_tree_turns_it_round(claire_at_vallees, workshop, page):
    for board in ("arbre", "objectifs", "objectifs"):
        assert claire_at_vallees.post(page, typed(workshop, **{"do": "add:board:", "new-board": board})).url
    mirrors = [board.mirrors for board in workshop.boards.filter(kind="objective_tree")]
    assert mirrors == [workshop.boards.get(kind="problem_tree"), None], "a tree is turned round once"


def test_columns_are_added_named_coloured_and_put_in_order(claire_at_vallees, workshop, page):
    board = workshop.boards.get()
    claire_at_vallees.post(page, typed(workshop, do=f"add:area:{board.pid}"))
    new = board.areas.get(title="Nouvelle colonne")
    claire_at_vallees.post(
        page,
        typed(
            workshop,
            **{
                f"a-{new.pid}-title": "À creuser",
                f"a-{new.pid}-sentiment": "cause",
                "do": f"up:area:{new.pid}",
            },
        ),
    )
    assert [(a.title, a.sentiment) for a in board.areas.all()] == [
        ("Ce qui aide", "favourable"),
        ("À creuser", "cause"),
        ("Ce qui pèse", "unfavourable"),
    ]


def test_a_tree_keeps_the_colours_of_a_tree(claire_at_vallees, claire):
    workshop = start(claire, READY["arbre-a-problemes"], title="Financer")
    area = workshop.boards.get(kind="problem_tree").areas.first()
    answer = claire_at_vallees.post(
        f"/espace/ateliers/{workshop.pid}/preparation/",
        typed(workshop, **{f"a-{area.pid}-sentiment": "favourable"}),
    )
    assert answer.status_code == 422


@pytest.fixture
def note(workshop, claire):
    workshop.open(claire)
    return workshop.boards.get().areas.get(title="Ce qui aide").write("Un comptable sympa")


def test_a_column_with_notes_asks_where_they_go(claire_at_vallees, workshop, page, note):
    other = workshop.boards.get().areas.get(title="Ce qui pèse")
    shown = claire_at_vallees.get(page).content.decode()
    assert "1\xa0post-it : retirer cette colonne" in shown
    answer = claire_at_vallees.post(page, typed(workshop, do=f"remove:area:{note.area.pid}"))
    assert answer.status_code == 422
    assert "rien ne se perd" in answer.content.decode()
    claire_at_vallees.post(
        page, typed(workshop, **{"do": f"remove:area:{note.area.pid}", f"into-{note.area.pid}": other.pid})
    )
    note.refresh_from_db()
    assert (note.area, workshop.boards.get().areas.count()) == (other, 1)


def test_a_board_with_notes_stays(claire_at_vallees, workshop, page, note):
    board = workshop.boards.get()
    answer = claire_at_vallees.post(page, typed(workshop, do=f"remove:board:{board.pid}"))
    assert answer.status_code == 422
    assert "ce tableau porte 1 post-it" in answer.content.decode().lower()
    assert workshop.boards.count() == 1


def test_the_last_column_stays(claire_at_vallees, workshop, page):
    one, two = workshop.boards.get().areas.all()
    claire_at_vallees.post(page, typed(workshop, do=f"remove:area:{one.pid}"))
    answer = claire_at_vallees.post(page, typed(workshop, do=f"remove:area:{two.pid}"))
    assert answer.status_code == 422
    assert "au moins une colonne" in answer.content.decode()


def test_a_step_that_took_place_stays(claire_at_vallees, workshop, page, claire):
    workshop.open(claire)
    first = workshop.agenda.first()
    first.start(claire)
    assert "a eu lieu" in claire_at_vallees.get(page).content.decode()
    answer = claire_at_vallees.post(page, typed(workshop, do=f"remove:step:{first.pid}"))
    assert answer.status_code == 422
    assert workshop.agenda.filter(pk=first.pk).exists()


def test_a_note_stuck_while_its_column_is_being_removed_is_not_lost(
    claire_at_vallees, workshop, page, claire, monkeypatch
):
    area = workshop.boards.get().areas.first()
    workshop.open(claire)
    count = preparation.notes_on

    def then_somebody_writes(workshop):
        seen = count(workshop)
        if not area.notes.exists():
            area.write("Juste à temps")
        return seen

    monkeypatch.setattr(preparation, "notes_on", then_somebody_writes)
    answer = claire_at_vallees.post(page, typed(workshop, do=f"remove:area:{area.pid}"))
    assert answer.status_code == 422
    assert "1\xa0post-it" in answer.content.decode()
    assert Note.objects.get().area == area


@pytest.mark.parametrize(
    "do", ["", "up", "up:step", "remove:workshop:x", "add:area:nobody2345", "down:step:nobody2345"]
)
def test_a_button_that_means_nothing_changes_nothing(claire_at_vallees, workshop, page, do):
    before = titles(workshop)
    assert claire_at_vallees.post(page, typed(workshop, do=do)).status_code == 302
    assert titles(workshop) == before


def test_a_post_that_lost_its_rows_on_the_way_removes_nothing(claire_at_vallees, workshop, page):
    before = titles(workshop)
    for data in ({}, {"do": "save"}, {"do": "add:step:"}):
        claire_at_vallees.post(page, data)
    assert titles(workshop) == ["Apport", *before], "what the post did not know comes after"
    assert workshop.boards.count() == 1


def test_there_is_an_end_to_what_one_adds(claire_at_vallees, vallees, claire):
    boards = (PlannedBoard("Mur", areas=(("Idées", "neutral"),)),) * 12
    steps = (Step("Écrire", "write", 1),) * 60
    workshop = start(claire, Plan(title="Long", says="", agenda=steps, boards=boards), title="Long")
    page = f"/espace/ateliers/{workshop.pid}/preparation/"
    for do in ("add:step:", "add:board:"):
        answer = claire_at_vallees.post(page, typed(workshop, do=do))
        assert answer.status_code == 422
        assert "le plus que l’on puisse préparer" in answer.content.decode()
    assert (workshop.agenda.count(), workshop.boards.count()) == (60, 12)


def test_the_page_costs_the_same_with_a_long_agenda(claire_at_vallees, claire, django_assert_max_num_queries):
    boards = (PlannedBoard("Mur", areas=(("Idées", "neutral"), ("Autres", "neutral"))),) * 10
    steps = tuple(Step(f"Temps {n}", "write", 5, board=n % 10) for n in range(40))
    long = start(claire, Plan(title="Long", says="", agenda=steps, boards=boards), title="Long")
    with django_assert_max_num_queries(20):
        assert claire_at_vallees.get(f"/espace/ateliers/{long.pid}/preparation/").status_code == 200


def test_minutes_that_were_read_may_be_prepared_too(claire_at_vallees, vallees):
    read = world.make_workshop("Lu")
    world.make_wall(read, ("Ce qui pèse", "unfavourable", ["Seuls"]))
    read.agenda.create(title="Accueil", starts=dt.time(9), ends=dt.time(10, 45))
    page = f"/espace/ateliers/{read.pid}/preparation/"
    assert 'value="105"' in claire_at_vallees.get(page).content.decode()
    claire_at_vallees.post(page, typed(read))
    assert read.agenda.get().ends == dt.time(10, 45)
