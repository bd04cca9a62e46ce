"""The catalogue of methods, and those a pole makes its own."""

import pytest

from maillage.needs.workshops.methods import READY
from maillage.needs.workshops.methods.picture import cover, picture, rhythm
from maillage.needs.workshops.methods.sheet import Sheet
from maillage.needs.workshops.models import Method, Workshop
from maillage.needs.workshops.tests import posting
from tests import world

LIST = "/espace/methodes/"


@pytest.fixture
def own(vallees, claire):
    return Method.objects.keep(READY["idees"], claire)


def typed(plan, **changes):
    words = {"title": plan.title, "says": plan.says, "when": plan.when, "people": plan.people}
    return posting.typed(Sheet.of_plan(plan), **words | changes)


def test_the_catalogue_shows_each_method_with_its_length_and_its_people(claire_at_vallees, own):
    shown = claire_at_vallees.get(LIST).content.decode()
    for plan in READY.values():
        assert plan.title in shown
    assert "1\xa0h\xa020" in shown and "5 à 40 personnes" in shown
    assert shown.index("Les nôtres") < shown.index("Prêtes à l’emploi")
    assert shown.count('class="pic"') == len(READY) + 1


def test_the_catalogue_costs_the_same_with_many_methods(
    claire_at_vallees, claire, django_assert_max_num_queries
):
    for plan in READY.values():
        Method.objects.keep(plan, claire)
    with django_assert_max_num_queries(8):
        claire_at_vallees.get(LIST)


@pytest.mark.parametrize("name", READY)
def test_each_is_read_in_full(claire_at_vallees, name):
    plan, shown = READY[name], claire_at_vallees.get(f"{LIST}{name}/").content.decode()
    assert all(board.title in shown for board in plan.boards)
    for step in plan.agenda:
        assert step.title.replace(" ?", "\xa0?") in shown
    assert f"?methode={name}" in shown


def test_the_board_reads_and_does_not_change(vallees, own):
    bastien = world.client_of(vallees, world.make_someone(vallees, "Bastien Guérin", "board"))
    shown = bastien.get(own.get_absolute_url()).content.decode()
    assert "Préparer avec" not in shown and "Copier" not in shown
    assert bastien.post(f"{own.get_absolute_url()}copie/").status_code == 403


@pytest.mark.parametrize("name", ["aide-pese", "own"])
def test_any_method_is_copied_and_the_original_stays(claire_at_vallees, own, name):
    name = own.pid if name == "own" else name
    answer = claire_at_vallees.post(f"{LIST}{name}/copie/")
    copy = Method.objects.exclude(pk=own.pk).get()
    assert answer.url == f"{LIST}{copy.pid}/modification/"
    assert copy.as_plan() == (own.as_plan() if name == own.pid else READY[name])


def test_an_own_method_is_renamed_and_changed(claire_at_vallees, own):
    plan = own.as_plan()
    answer = claire_at_vallees.post(
        f"{own.get_absolute_url()}modification/",
        typed(plan, **{"title": "Nos idées", "when": "Le lundi", "t-t0-minutes": "12", "do": "down:step:t0"}),
    )
    assert answer.status_code == 302
    own.refresh_from_db()
    changed = own.as_plan()
    assert (own.title, changed.title, changed.when) == ("Nos idées", "Nos idées", "Le lundi")
    assert (changed.agenda[1].title, changed.agenda[1].minutes) == ("Accueil et question", 12)
    assert READY["idees"].title == "Idées"


def test_boards_of_a_method_are_added_and_removed_and_steps_keep_theirs(claire_at_vallees, own):
    page = f"{own.get_absolute_url()}modification/"
    claire_at_vallees.post(page, typed(own.as_plan(), **{"do": "add:board:", "new-board": "bilan"}))
    own.refresh_from_db()
    assert [board.recalls for board in own.as_plan().boards] == [False, True]
    claire_at_vallees.post(page, typed(own.as_plan(), do="up:board:b1"))
    own.refresh_from_db()
    assert [step.board for step in own.as_plan().agenda] == [None, 1, 1, 1, None]
    claire_at_vallees.post(page, typed(own.as_plan(), do="remove:board:b1"))
    own.refresh_from_db()
    assert [step.board for step in own.as_plan().agenda] == [None] * 5
    assert len(own.as_plan().boards) == 1


@pytest.mark.parametrize("field", ["title", "t-t0-title", "t-t0-minutes", "a-b0a0-title", "b-b0-title"])
def test_what_is_wrong_is_said_and_what_was_typed_stays(claire_at_vallees, own, field):
    before = own.as_plan()
    answer = claire_at_vallees.post(
        f"{own.get_absolute_url()}modification/", typed(own.as_plan(), **{field: "", "says": "Mot à mot"})
    )
    assert answer.status_code == 422
    assert f"id_{field}_erreur" in answer.content.decode()
    assert "Mot à mot" in answer.content.decode()
    own.refresh_from_db()
    assert own.as_plan() == before


def test_a_post_without_a_button_changes_nothing(claire_at_vallees, own):
    claire_at_vallees.post(f"{own.get_absolute_url()}modification/", {"title": "Vide"})
    own.refresh_from_db()
    assert own.title == "Idées" and own.as_plan().agenda


def test_a_ready_method_is_not_changed(claire_at_vallees):
    assert claire_at_vallees.get(f"{LIST}idees/modification/").status_code == 404
    assert claire_at_vallees.post(f"{LIST}idees/retrait/").status_code == 404


def test_a_method_is_retired_and_comes_back(claire_at_vallees, own):
    claire_at_vallees.post(f"{own.get_absolute_url()}retrait/")
    new = claire_at_vallees.get("/espace/ateliers/nouveau/").content.decode()
    assert f'value="{own.pid}"' not in new
    shown = claire_at_vallees.get(LIST).content.decode()
    assert "1\xa0méthode retirée" in shown
    claire_at_vallees.post(f"{own.get_absolute_url()}retour/")
    own.refresh_from_db()
    assert own.retired_at is None
    assert f'value="{own.pid}"' in claire_at_vallees.get("/espace/ateliers/nouveau/").content.decode()


def test_a_workshop_is_prepared_with_ones_own(claire_at_vallees, own):
    claire_at_vallees.post("/espace/ateliers/nouveau/", {"title": "Fête", "method": own.pid})
    assert Workshop.objects.get().agenda.count() == len(READY["idees"].agenda)


@pytest.mark.parametrize("name", READY)
def test_pictures_are_the_same_at_each_visit_and_hold_no_word(name):
    plan = READY[name]
    drawn = [cover(plan), rhythm(plan.agenda), *map(picture, plan.boards)]
    assert drawn == [cover(plan), rhythm(plan.agenda), *map(picture, plan.boards)]
    for svg in drawn:
        assert svg.startswith("<svg") and svg.endswith("</svg>")
        assert svg.count("<g") == svg.count("</g>")
        assert 'aria-hidden="true"' in svg and "style=" not in svg and "<text" not in svg


def test_no_two_methods_look_alike():
    assert len({cover(plan) for plan in READY.values()}) == len(READY)
