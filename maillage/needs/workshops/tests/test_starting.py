"""A workshop begins from a method, and its steps do what they plan."""

import datetime as dt

import pytest

from maillage.needs.workshops.methods import READY
from maillage.needs.workshops.methods.sheet import with_columns
from maillage.needs.workshops.models import Board, Note, Poll, Takeaway, sheet_of, start
from tests import world

MORNING = {"date": dt.date(2026, 12, 3), "starts": dt.time(9, 30)}


@pytest.fixture
def prepare(claire):
    def prepared(method="aide-pese", **fields):
        return start(claire, READY[method], title="Employer", **fields)

    return prepared


def step(workshop, title):
    return workshop.agenda.get(title=title)


@pytest.mark.parametrize("method", READY)
def test_each_method_makes_its_boards_and_its_agenda(prepare, method):
    plan, workshop = READY[method], prepare(method)
    assert [board.title for board in workshop.boards.all()] == [board.title for board in plan.boards]
    assert [item.title for item in workshop.agenda.all()] == [step.title for step in plan.agenda]
    assert sheet_of(workshop).minutes == plan.minutes
    words = {"title": plan.title, "says": plan.says, "when": plan.when, "people": plan.people}
    kept = sheet_of(workshop).plan(**words)
    assert kept.agenda == plan.agenda, "what is prepared can be kept as a method again"


def test_hours_follow_from_the_first(prepare):
    workshop = prepare(**MORNING)
    hours = [(item.starts, item.ends) for item in workshop.agenda.all()]
    assert hours[:2] == [(dt.time(9, 30), dt.time(9, 40)), (dt.time(9, 40), dt.time(9, 50))]
    assert workshop.ends == hours[-1][1] == dt.time(10, 50)


def test_a_workshop_late_in_the_evening_ends_the_next_day(prepare):
    assert prepare(date=dt.date(2026, 12, 3), starts=dt.time(23)).ends == dt.time(0, 20)


def test_without_an_hour_steps_have_a_length_and_no_hour(prepare):
    item = prepare().agenda.first()
    assert (item.starts, item.ends, item.minutes) == (None, None, 10)


def test_boards_wait_for_their_step(prepare):
    assert [board.phase for board in prepare("retrospective").boards.all()] == ["soon", "soon"]
    assert prepare("idees").boards.get().phase == "revealed"


def test_the_objective_tree_turns_the_problem_tree_round(prepare):
    problems, objectives = prepare("arbre-a-objectifs").boards.all()
    assert objectives.mirrors == problems


def test_a_grid_has_a_cell_for_each_slot_and_room(prepare):
    grid = prepare("barcamp").boards.first()
    cells = [area for area in grid.areas.all() if area.is_cell]
    assert len(cells) == 9
    assert {area.title for area in grid.areas.all()} - {area.title for area in cells} == {"Ce que je propose"}


def test_own_columns(claire):
    plan = with_columns(READY["mes-colonnes"], ["Hier", "Demain"])
    areas = start(claire, plan, title="Le temps").boards.get().areas.all()
    assert [area.title for area in areas] == ["Hier", "Demain"]


@pytest.fixture
def last_time(vallees, claire):
    """A workshop that left two actions and a decision."""
    workshop = world.make_workshop("En mars")
    K = Takeaway.Kind
    for kind, text, owner in (
        (K.ACTION, "Appeler la comptable", "Lou"),
        (K.FOLLOW_UP, "Envoyer la liste", ""),
        (K.DECISION, "On continue", ""),
    ):
        workshop.takeaways.create(kind=kind, text=text, owner=owner)
    return workshop


def test_the_next_workshop_opens_with_the_actions_of_the_last(prepare, last_time):
    workshop = prepare(follows=last_time)
    second = workshop.agenda.all()[1]
    assert second.title == "Où en sont nos actions ?"
    notes = Note.objects.filter(area__board=second.board)
    assert {(note.text, note.author_name, note.area.title) for note in notes} == {
        ("Appeler la comptable", "Lou", "À situer"),
        ("Envoyer la liste", "", "À situer"),
    }


def test_after_a_workshop_without_actions_nothing_is_added(prepare, vallees):
    assert prepare(follows=world.make_workshop("Sans suite")).boards.count() == 1


def test_starting_a_step_parts_the_room_once(prepare, claire):
    workshop = prepare("solutions-faisabilite")
    workshop.open(claire)
    for n in range(9):
        workshop.welcome(f"Personne {n}")
    parting = step(workshop, "Est-ce faisable ?")
    parting.start(claire)
    teams = list(workshop.teams.at_work())
    assert sorted(team.members.count() for team in teams) == [4, 5]
    copies = Board.objects.filter(team__in=teams)
    assert {(board.title, board.phase) for board in copies} == {("Ce qu’il faudrait", "revealed")}
    parting.start(claire)
    assert list(workshop.teams.at_work()) == teams, "starting again restarts the timer, not the teams"
    step(workshop, "Mise en commun").start(claire)
    assert not workshop.teams.at_work().exists()


def test_pairs_join_and_tables_turn(prepare, claire):
    workshop = prepare("1-2-4-tous")
    workshop.open(claire)
    for n in range(8):
        workshop.welcome(f"Personne {n}")
    for title, count in (("2. À deux", 4), ("4. À quatre", 2), ("Tous", 0)):
        step(workshop, title).start(claire)
        assert workshop.teams.at_work().count() == count


def test_a_table_alone_does_not_turn_and_the_step_runs_all_the_same(prepare, claire):
    workshop = prepare("world-cafe")
    workshop.open(claire)
    workshop.welcome("Lou")
    for title in ("Première conversation", "Deuxième conversation"):
        step(workshop, title).start(claire)
    assert workshop.current_step().title == "Deuxième conversation"
    assert workshop.teams.at_work().count() == 1


def test_the_planned_vote_opens_once_there_is_something_to_vote_on(prepare, claire):
    workshop = prepare("impact-effort")
    workshop.open(claire)
    vote = step(workshop, "Chacun place")
    vote.start(claire)
    board = workshop.boards.get()
    assert not Poll.objects.exists()
    assert board.phase != "voting", "an empty vote would stop everybody"
    world.make_cluster(workshop, "Une permanence", board=board)
    vote.start(claire)
    poll = Poll.objects.get()
    assert (poll.kind, poll.board) == ("matrix", board)
    vote.start(claire)
    assert Poll.objects.count() == 1
