"""Boards and steps change on the sheet, also while people write; what they wrote is never lost."""

import datetime as dt

import pytest

from maillage.ground.journal.models import Entry
from maillage.needs.workshops.methods import READY
from maillage.needs.workshops.methods.sheet import AreaRow, BoardRow, StepRow
from maillage.needs.workshops.models import Area, Board, Note, Refused, lay_out, sheet_of, start
from tests import world


@pytest.fixture
def workshop(claire):
    workshop = start(claire, READY["aide-pese"], title="Employer", starts=dt.time(9))
    workshop.open(claire)
    return workshop


@pytest.fixture
def board(workshop):
    return workshop.boards.get()


@pytest.fixture
def helps(board):
    return board.areas.get(title="Ce qui aide")


@pytest.fixture
def weighs(board):
    return board.areas.get(title="Ce qui pèse")


@pytest.fixture
def sheet(workshop):
    return sheet_of(workshop)


def put(workshop, sheet, by):
    return lay_out(workshop, sheet, by)


def test_laying_out_what_is_there_changes_nothing(workshop, sheet, claire):
    before = list(Area.objects.values()), list(Board.objects.values()), list(workshop.agenda.values())
    put(workshop, sheet, claire)
    assert (
        list(Area.objects.values()),
        list(Board.objects.values()),
        list(workshop.agenda.values()),
    ) == before
    assert sheet_of(workshop) == sheet


def test_boards_and_columns_are_renamed_added_and_put_in_another_order(workshop, sheet, helps, claire):
    helps.write("Un comptable sympa")
    first = sheet.boards[0]
    first.title = "Notre quotidien"
    first.areas.reverse()
    first.areas.append(AreaRow("n1", "On ne sait pas", "neutral"))
    sheet.boards.insert(0, BoardRow("n2", "Idées", "columns", [AreaRow("n3", "Idées")]))
    new = put(workshop, sheet, claire)
    assert [board.title for board in workshop.boards.all()] == ["Idées", "Notre quotidien"]
    board = workshop.boards.last()
    assert [area.title for area in board.areas.all()] == ["Ce qui pèse", "Ce qui aide", "On ne sait pas"]
    assert helps.notes.count() == 1
    assert new.keys() == {"n1", "n2", "n3"}
    assert new["n2"] == workshop.boards.first().pid


def test_a_board_added_in_the_middle_is_open_at_once_unless_a_step_brings_it_out(workshop, sheet, claire):
    sheet.boards += [
        BoardRow("n1", "Idées", "columns", [AreaRow("n2", "Idées")]),
        BoardRow("n3", "Plus tard", "columns", [AreaRow("n4", "Idées")]),
    ]
    sheet.steps.append(StepRow("n5", "Plus tard", "write", 5, board="n3", phase="hidden"))
    put(workshop, sheet, claire)
    phases = dict(workshop.boards.values_list("title", "phase"))
    assert (phases["Idées"], phases["Plus tard"]) == ("revealed", "soon")


def test_an_empty_column_goes(workshop, sheet, helps, claire):
    sheet.boards[0].areas.pop(0)
    sheet.gone.add(helps.pid)
    put(workshop, sheet, claire)
    assert not Area.objects.filter(pk=helps.pk).exists()


def test_a_column_with_notes_stays_until_one_says_where_they_go(workshop, sheet, helps, weighs, claire):
    note = helps.write("Un comptable sympa")
    sheet.boards[0].areas.pop(0)
    sheet.gone.add(helps.pid)
    with pytest.raises(Refused, match="1\xa0post-it"):
        put(workshop, sheet, claire)
    assert Area.objects.filter(pk=helps.pk).exists()
    sheet.moves[helps.pid] = weighs.pid
    put(workshop, sheet, claire)
    note.refresh_from_db()
    assert note.area == weighs
    assert not Area.objects.filter(pk=helps.pk).exists()


def test_notes_do_not_go_to_a_column_that_goes_too_nor_to_another_board(
    workshop, sheet, helps, weighs, claire
):
    helps.write("Un comptable sympa")
    sheet.boards[0].areas = [AreaRow("n1", "Idées")]
    sheet.gone |= {helps.pid, weighs.pid}
    for where in (weighs.pid, helps.pid, "n1", "elsewhere"):
        sheet.moves = {helps.pid: where}
        with pytest.raises(Refused):
            put(workshop, sheet, claire)
    assert Note.objects.get().area == helps


def test_a_hidden_note_counts_as_a_note(workshop, sheet, helps, claire):
    helps.write("Une insulte").hide("abusif", claire)
    sheet.boards[0].areas.pop(0)
    sheet.gone.add(helps.pid)
    with pytest.raises(Refused):
        put(workshop, sheet, claire)


def test_a_board_with_notes_stays_also_those_of_its_sub_groups(workshop, sheet, board, claire):
    sheet.boards.append(BoardRow("n1", "Nappe", "columns", [AreaRow("n2", "Idées")], for_teams=True))
    put(workshop, sheet, claire)
    cloth = workshop.boards.get(title="Nappe")
    copy = cloth.copy_for(workshop.teams.create(name="Table 1"))
    copy.areas.get().write("Une fête")
    for gone in (cloth,):
        again = sheet_of(workshop)
        again.boards = [row for row in again.boards if row.key != gone.pid]
        again.gone.add(gone.pid)
        with pytest.raises(Refused, match="Nappe"):
            put(workshop, again, claire)
    assert Board.objects.filter(pk__in=[cloth.pk, copy.pk]).count() == 2


def test_undo_does_not_reach_across_a_column_that_went(workshop, sheet, helps, weighs, claire):
    note = helps.write("Un comptable sympa")
    note.move(weighs, claire)
    sheet.boards[0].areas.pop(0)
    sheet.gone.add(helps.pid)
    put(workshop, sheet, claire)
    assert not workshop.gestures.filter(undone_at=None).exists()


def test_moved_notes_of_a_tree_lose_the_links_that_mean_nothing_there(claire):
    workshop = start(claire, READY["arbre-a-problemes"], title="Financer")
    workshop.open(claire)
    at = {area.sentiment: area for area in workshop.boards.get(kind="problem_tree").areas.all()}
    problem = at["problem"].write("Difficile financement")
    cause = at["cause"].write("Peu de sources", parent=problem)
    deeper = at["cause"].write("Pas de veille", parent=cause)
    sheet = sheet_of(workshop)
    sheet.boards[0].areas = [row for row in sheet.boards[0].areas if row.sentiment != "cause"]
    sheet.gone.add(at["cause"].pid)
    sheet.moves = {at["cause"].pid: at["consequence"].pid}
    put(workshop, sheet, claire)
    for note, parent in ((cause, problem), (deeper, cause)):
        note.refresh_from_db()
        assert (note.area, note.parent) == (at["consequence"], parent), "consequences hang the same way"
    sheet = sheet_of(workshop)
    sheet.boards[0].areas = [row for row in sheet.boards[0].areas if row.sentiment != "consequence"]
    sheet.gone.add(at["consequence"].pid)
    sheet.moves = {at["consequence"].pid: at["solution"].pid}
    put(workshop, sheet, claire)
    cause.refresh_from_db()
    deeper.refresh_from_db()
    assert (cause.parent, deeper.parent) == (None, cause)


def test_cells_of_a_grid_follow_slots_and_rooms_and_a_placed_session_holds_its_cell(claire):
    workshop = start(claire, READY["barcamp"], title="BarCamp")
    workshop.open(claire)
    workshop.boards.update(phase="revealed")
    grid = workshop.boards.first()
    grid.areas.get(slot="Créneau 1", room="Coin A").write("Faire son pain")
    sheet = sheet_of(workshop)
    sheet.boards[0].rooms = ["Coin A", "Verger"]
    put(workshop, sheet, claire)
    assert {area.room for area in grid.areas.all() if area.is_cell} == {"Coin A", "Verger"}
    sheet.boards[0].slots = ["Créneau 2"]
    with pytest.raises(Refused, match="Créneau 1, Coin A"):
        put(workshop, sheet, claire)
    assert grid.areas.filter(slot="Créneau 1").count() == 2


def test_hours_are_reckoned_again(workshop, sheet, claire):
    sheet.steps.insert(0, StepRow("n1", "Café", "welcome", 15))
    put(workshop, sheet, claire)
    assert [item.starts for item in workshop.agenda.all()][:2] == [dt.time(9), dt.time(9, 15)]
    workshop.refresh_from_db()
    assert workshop.ends == dt.time(10, 35)


def test_hours_read_in_minutes_are_left_alone(vallees, claire):
    workshop = world.make_workshop()
    workshop.agenda.create(title="Accueil", starts=dt.time(9), ends=dt.time(10, 45))
    put(workshop, sheet_of(workshop), claire)
    item = workshop.agenda.get()
    assert (item.starts, item.ends, item.minutes) == (dt.time(9), dt.time(10, 45), 105)


def test_a_step_that_took_place_stays(workshop, sheet, claire):
    first = workshop.agenda.first()
    first.start(claire)
    sheet.steps.pop(0)
    sheet.gone.add(first.pid)
    with pytest.raises(Refused, match="a déjà eu lieu"):
        put(workshop, sheet, claire)
    sheet.gone = {sheet.steps.pop(0).key}
    put(workshop, sheet, claire)
    assert workshop.agenda.count() == 6
    assert workshop.current_step() == first


def test_what_another_hand_added_meanwhile_stays(workshop, sheet, claire):
    workshop.agenda.create(title="Ajouté par Oriane", position=99)
    put(workshop, sheet, claire)
    assert workshop.agenda.filter(title="Ajouté par Oriane").exists()


def test_a_key_of_another_workshop_makes_a_new_row(workshop, sheet, claire):
    other = world.make_workshop("Ailleurs")
    (area,) = world.make_wall(other, ("Idées", "neutral", ["à nous"]))
    step = other.agenda.create(title="Ailleurs")
    sheet.steps.append(StepRow(step.pid, "Ici", "talk", 5))
    sheet.gone |= {area.pid, area.board.pid}
    put(workshop, sheet, claire)
    step.refresh_from_db()
    assert (step.title, step.workshop) == ("Ailleurs", other)
    assert Area.objects.filter(pk=area.pk).exists()


def test_who_follows_is_told_and_the_change_leaves_a_trace(workshop, sheet, claire):
    seq = workshop.current_seq()
    put(workshop, sheet, claire)
    assert workshop.changes.get(seq=seq + 1).kind == "wall"
    assert Entry.objects.filter(code="workshop.laid_out", actor=claire).count() == 1
