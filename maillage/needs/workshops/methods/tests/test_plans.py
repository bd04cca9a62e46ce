"""Methods as data: the ready ones hold together, and what is read from JSON is checked, in French."""

import copy
import json

import pytest

from maillage.needs.workshops.methods import DEFAULT, OWN, READY, BadPlan, Plan, plan
from maillage.needs.workshops.methods.boards import CHOICES
from maillage.needs.workshops.methods.plan import (
    PlannedBoard,
    Step,
    how_many_teams,
    parse_teams,
    parse_vote,
)
from maillage.needs.workshops.methods.sheet import Sheet, with_columns, with_recall
from maillage.needs.workshops.models import AgendaItem, Area, Board, Poll

ALL = pytest.mark.parametrize("method", READY.values(), ids=READY)


def test_the_words_are_those_of_the_tables():
    assert set(plan.STEP_KINDS) == set(AgendaItem.Kind.values)
    assert set(plan.PHASES) == set(Board.Phase.values)
    assert set(plan.BOARD_KINDS) == set(Board.Kind.values)
    assert set(plan.SENTIMENTS) == set(Area.Sentiment.values)
    assert {parse_vote(vote)[0] for vote in ("dots:3", "matrix", "agreement")} == set(Poll.Kind.values)


def test_every_method_that_was_asked_for_is_there():
    assert len(READY) == 13
    assert {DEFAULT, OWN} <= set(READY)
    kinds = {board.kind for method in READY.values() for board in method.boards}
    assert kinds == {"columns", "problem_tree", "objective_tree", "sheets", "matrix", "grid"}


@ALL
def test_it_is_kept_as_json_and_read_back_equal(method):
    assert Plan.from_json(json.loads(json.dumps(method.to_json()))) == method


@ALL
def test_a_volunteer_can_follow_it(method):
    assert method.says.endswith(".") and method.when and method.people
    assert 30 <= method.minutes <= 180
    assert method.minutes == sum(step.minutes for step in method.agenda)
    for step in method.agenda:
        assert step.guide or step.kind in ("break", "teams"), f"{step.title} does not say what to do"
        assert "'" not in step.guide + step.title, "a typewriter’s apostrophe"


@ALL
def test_it_begins_with_people_and_ends_with_a_word(method):
    assert method.agenda[0].kind in ("welcome", "talk")
    assert method.agenda[-1].kind == "close"


@ALL
def test_nobody_sits_for_two_hours_without_a_break(method):
    seated = 0
    for step in method.agenda:
        seated = 0 if step.kind == "break" else seated + step.minutes
        assert seated <= 120


@ALL
def test_sub_groups_are_formed_before_they_turn_and_come_back_to_plenary(method):
    formed = False
    for step in method.agenda:
        verb, _ = parse_teams(step.teams)
        if verb in ("pairs_merge", "rotate", "gather"):
            assert formed, f"{step.title}: nobody is in a sub-group yet"
        formed = verb != "gather" and (formed or bool(verb))
    assert not formed, "the last sub-groups never come back"


@ALL
def test_what_sub_groups_find_has_a_board_of_theirs(method):
    parted = [step for step in method.agenda if parse_teams(step.teams)[0] in ("count", "size")]
    assert all(method.boards[step.board].for_teams for step in parted)


@ALL
def test_a_vote_says_on_what_and_comes_after_grouping(method):
    grouped = set()
    for step in method.agenda:
        if step.phase == "grouping":
            grouped.add(step.board)
        if step.kind == "vote":
            assert step.phase == "voting" and step.vote
            assert step.board in grouped


def test_a_board_waits_for_the_step_that_brings_it_out():
    sheet = Sheet.of_plan(READY["retrospective"])
    assert [sheet.opens_soon(board.key) for board in sheet.boards] == [True, True]
    assert not Sheet.of_plan(READY["idees"]).opens_soon("b0"), "people write as soon as they are there"


@ALL
def test_a_sheet_gives_the_plan_back(method):
    words = {name: getattr(method, name) for name in ("title", "says", "when", "people")}
    assert Sheet.of_plan(method).plan(**words) == method


def test_a_step_follows_its_board_and_loses_it_with_it():
    sheet = Sheet.of_plan(READY["les-personas"])
    sheet.boards.reverse()
    assert {step.title: step.board for step in sheet.plan("Essai").agenda}["Donner vie"] == 0
    sheet.boards.pop(0)
    step = next(step for step in sheet.plan("Essai").agenda if step.title == "Donner vie")
    assert (step.board, step.phase) == (None, "")


def test_any_method_may_open_with_the_actions_of_last_time():
    plan = with_recall(READY["aide-pese"])
    assert plan.agenda[1].title == "Où en sont nos actions ?"
    assert plan.boards[plan.agenda[1].board].recalls
    assert with_recall(READY["retrospective"]) is READY["retrospective"]


def test_own_columns_take_the_place_of_the_planned_ones():
    plan = with_columns(READY["mes-colonnes"], ["Hier", "Demain"])
    assert plan.boards[0].areas == (("Hier", "neutral"), ("Demain", "neutral"))


@pytest.mark.parametrize(
    ("people", "size", "teams"),
    [
        (0, 3, 1),
        (1, 2, 1),
        (3, 2, 1),
        (5, 2, 2),
        (7, 2, 3),
        (7, 3, 2),
        (7, 4, 2),
        (8, 3, 2),
        (9, 5, 2),
        (20, 5, 4),
    ],
)
def test_nobody_is_left_alone_when_the_room_is_parted(people, size, teams):
    assert how_many_teams(people, size) == teams


def test_boards_to_add_are_boards_of_a_method():
    for board in CHOICES.values():
        assert Plan(title="Essai", says="", boards=(board,)).boards == (board,)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("", ("", 0)),
        ("count:4", ("count", 4)),
        ("size:3", ("size", 3)),
        ("rotate", ("rotate", 0)),
    ],
)
def test_what_becomes_of_the_sub_groups_is_one_word(typed, read):
    assert parse_teams(typed) == read


@pytest.mark.parametrize("typed", ["count", "count:0", "count:41", "size:deux", "rotate:2", "partout", ":3"])
def test_another_word_is_refused(typed):
    with pytest.raises(BadPlan, match="sous-groupes"):
        parse_teams(typed)


@pytest.mark.parametrize("typed", ["dots", "dots:0", "dots:21", "matrix:3", "main levée"])
def test_another_vote_is_refused(typed):
    with pytest.raises(BadPlan, match="voter"):
        parse_vote(typed)


def break_it(where, value):
    data = json.loads(json.dumps(READY["arbre-a-objectifs"].to_json()))
    *path, last = where
    row = data
    for step in path:
        row = row[step]
    row[last] = value
    return data


@pytest.mark.parametrize(
    ("where", "value", "says"),
    [
        (["title"], " ", "n’a pas de titre"),
        (["title"], 3, "« title » est un texte"),
        (["agenda"], {}, "« agenda » est une liste"),
        (["agenda"], [{}] * 61, "au plus 60"),
        (["agenda", 0], "Accueil", "Le temps 1 n’est pas lisible"),
        (["agenda", 1, "title"], "", "Le temps 2 n’a pas de titre"),
        (["agenda", 1, "kind"], "party", "type inconnu"),
        (["agenda", 1, "minutes"], 0, "entre 1 et 600"),
        (["agenda", 1, "minutes"], True, "nombre entier"),
        (["agenda", 1, "minutes"], "20", "nombre entier"),
        (["agenda", 1, "board"], 2, "tableau que la méthode n’a pas"),
        (["agenda", 1, "board"], -1, "tableau que la méthode n’a pas"),
        (["agenda", 1, "phase"], "open", "phase"),
        (["agenda", 0, "phase"], "revealed", "phase sans tableau"),
        (["agenda", 1, "teams"], "size:99", "sous-groupes"),
        (["agenda", 1, "vote"], "dots:99", "voter"),
        (["boards", 0, "kind"], "canvas", "genre inconnu"),
        (["boards", 0, "areas"], [], "aucune colonne"),
        (["boards", 0, "areas"], [["Causes"]], "un titre et une couleur"),
        (["boards", 0, "areas", 0, 1], "mauve", "couleur inconnue"),
        (["boards", 0, "areas", 0, 0], " ", "colonne sans titre"),
        (["boards", 0, "kind"], "grid", "un créneau et une salle"),
        (["boards", 0, "rooms"], [""], "« rooms »"),
        (["boards", 0, "hands"], "oui", "vrai ou faux"),
        (["boards", 1, "mirrors"], 1, "arbre à problèmes que la méthode n’a pas"),
    ],
)
def test_what_makes_no_method_is_said_in_french(where, value, says):
    with pytest.raises(BadPlan, match=says):
        Plan.from_json(break_it(where, value))


@pytest.mark.parametrize("data", [None, [], "Idées", 3])
def test_what_is_no_object_is_no_method(data):
    with pytest.raises(BadPlan, match="pas lisible"):
        Plan.from_json(data)


def test_reading_changes_nothing_of_what_was_read():
    data = READY["barcamp"].to_json()
    before = copy.deepcopy(data)
    Plan.from_json(data)
    assert data == before


def test_a_plan_made_in_code_is_checked_too():
    with pytest.raises(BadPlan, match="aucune colonne"):
        Plan(title="Essai", says="", boards=(PlannedBoard("Vide"),))
    with pytest.raises(BadPlan, match="n’a pas"):
        Plan(title="Essai", says="", agenda=(Step("Écrire", "write", 5, board=0),))
