"""Tables turn, join two by two, say they have finished, come back in plenary; and each of these is undone."""

import pytest

from maillage.needs.workshops.models import Refused, gather, group, last_gesture, pair_up, rotate, split
from maillage.needs.workshops.models.plenary import take_up
from maillage.needs.workshops.models.teams import move
from maillage.needs.workshops.tests.seats import members, seats, sizes, undo

# --- the table turns -----------------------------------------------------------------------------------------


def test_when_tables_turn_everybody_goes_to_the_next_but_the_hosts(workshop, room, claire):
    room(6)
    tables = split(workshop, 3, claire)
    host = tables[0].members.first()
    tables[0].choose_host(host, claire)
    before = [members(table) for table in tables]
    rotate(workshop, claire)
    after = [members(table) for table in tables]
    assert after[1] == before[0] - {host.name}
    assert after[2] == before[1]
    assert after[0] == before[2] | {host.name}


def test_turning_as_often_as_there_are_tables_brings_everybody_home(workshop, room, claire):
    room(5)
    split(workshop, 3, claire)
    before = seats(workshop)
    for _ in range(3):
        rotate(workshop, claire)
    assert seats(workshop) == before


def test_tables_of_one_turn_too(workshop, room, claire):
    room(2)
    one, two = split(workshop, 2, claire)
    there = members(one)
    rotate(workshop, claire)
    assert members(two) == there


def test_a_host_who_moves_is_no_longer_one(workshop, room, claire):
    room(4)
    one, two = split(workshop, 2, claire)
    host = one.members.first()
    one.choose_host(host, claire)
    move(workshop, [host], two, claire)
    one.refresh_from_db()
    assert one.host is None


def test_the_host_is_one_of_the_table(workshop, room, claire):
    room(4)
    one, two = split(workshop, 2, claire)
    with pytest.raises(Refused):
        one.choose_host(two.members.first(), claire)


def test_turning_needs_two_tables_and_says_so(workshop, room, claire):
    room(2)
    split(workshop, 1, claire)
    with pytest.raises(Refused, match="deux"):
        rotate(workshop, claire)
    gather(workshop, claire)
    with pytest.raises(Refused):
        pair_up(workshop, claire)


@pytest.mark.parametrize(("teams", "found"), [(4, [4, 4]), (5, [4, 4]), (3, [8]), (2, [8])])
def test_neighbours_join_two_by_two_and_an_odd_one_joins_the_last(workshop, room, claire, teams, found):
    room(8)
    split(workshop, teams, claire)
    pair_up(workshop, claire)
    assert sum(sizes(workshop)) == 8
    assert len(sizes(workshop)) == len(found)


def test_a_pair_keeps_both_boards_and_says_whose_they_were(workshop, room, ideas, claire):
    room(4)
    one, two = split(workshop, 2, claire)
    two.boards.get().areas.first().write("De la deux", author=two.members.first())
    pair_up(workshop, claire)
    titles = list(one.boards.order_by("pk").values_list("title", flat=True))
    assert titles == ["Ce qui aide, ce qui pèse", "Ce qui aide, ce qui pèse · Groupe 2"]
    undo(workshop, claire)
    assert [two.boards.get().title, *sizes(workshop)] == ["Ce qui aide, ce qui pèse", 2, 2]


# --- done, and together again --------------------------------------------------------------------------------


def test_a_team_says_it_has_finished_and_may_take_it_back(workshop, room, claire):
    room(2)
    one, two = split(workshop, 2, claire)
    one.say_done(True, by=one.members.get())
    assert workshop.teams.get(pk=one.pk).done_at
    one.say_done(False, by=one.members.get())
    assert workshop.teams.get(pk=one.pk).done_at is None
    with pytest.raises(Refused):
        one.say_done(True, by=two.members.get())


def test_saying_it_twice_tells_it_once(workshop, room, claire):
    (lou,) = room(1)
    (team,) = split(workshop, 1, claire)
    team.say_done(True, by=lou)
    seq = workshop.current_seq()
    team.say_done(True, by=lou)
    assert workshop.current_seq() == seq


@pytest.mark.parametrize("turn", [rotate, pair_up])
def test_nobody_has_finished_once_the_tables_have_turned(workshop, room, claire, turn):
    room(4)
    one, *_ = split(workshop, 4, claire)
    one.say_done(True, by=one.members.get())
    turn(workshop, claire)
    assert not workshop.teams.at_work().exclude(done_at=None).exists()


def test_everybody_comes_back_in_plenary(workshop, room, ideas, claire):
    room(4)
    split(workshop, 2, claire)
    gather(workshop, claire)
    assert set(seats(workshop).values()) == {None}
    assert not workshop.teams.at_work().exists()
    assert workshop.boards.filter(origin=ideas).count() == 2


def test_gathering_a_room_that_is_together_changes_nothing(workshop, room, claire):
    room(2)
    seq = workshop.current_seq()
    gather(workshop, claire)
    assert (workshop.current_seq(), last_gesture(workshop)) == (seq, None)


# --- undo ----------------------------------------------------------------------------------------------------


def test_everything_is_undone_one_gesture_after_the_other(workshop, room, claire):
    room(8)
    found = [seats(workshop)]
    for act in (lambda w, c: split(w, 4, c), rotate, pair_up, gather):
        act(workshop, claire)
        found.append(seats(workshop))
    for earlier in reversed(found[:-1]):
        undo(workshop, claire)
        assert seats(workshop) == earlier
    assert not workshop.teams.at_work().exists()


def test_undoing_brings_back_the_teams_before(workshop, room, claire):
    room(6)
    split(workshop, 2, claire)
    before = seats(workshop)
    split(workshop, 3, claire)
    undo(workshop, claire)
    assert seats(workshop) == before
    assert sizes(workshop) == [3, 3]


def test_undoing_leaves_nobody_in_a_team_that_is_no_more(workshop, room, claire):
    room(2)
    split(workshop, 2, claire)
    workshop.welcome("En retard")
    undo(workshop, claire)
    assert seats(workshop)["En retard"] is None


def test_undoing_is_told_to_those_whose_boards_change(workshop, room, claire):
    room(2)
    split(workshop, 2, claire)
    seq = workshop.current_seq()
    undo(workshop, claire)
    assert workshop.changes.filter(seq__gt=seq, kind="teams", target="").exists()


def test_what_tables_do_meanwhile_does_not_stand_in_the_way_of_undoing_a_turn(workshop, ideas, room, claire):
    people = room(4)
    split(workshop, 2, claire)
    before = seats(workshop)
    rotate(workshop, claire)
    here = type(people[0]).objects.select_related("team").get(pk=people[0].pk)
    board = here.team.boards.get()
    group(board, [board.areas.first().write("Un", author=here)], "À nous", here)
    undo(workshop, claire)
    assert seats(workshop) == before
    assert board.clusters.standing().get().title == "À nous"


def test_sub_groups_that_have_written_are_not_unformed_by_a_reflex(workshop, ideas, room, claire):
    own = group(ideas, (), "Une proposition", claire)
    (lou,) = room(1)
    (team,) = split(workshop, 1, claire)
    team.boards.get().areas.first().write("Un", author=type(lou).objects.get(pk=lou.pk))
    assert last_gesture(workshop).label == "Regrouper « Une proposition »"
    undo(workshop, claire)
    own.refresh_from_db()
    assert own.dissolved_at
    assert sizes(workshop) == [1]


def test_undoing_the_return_to_plenary_ends_the_taking_up(workshop, room, claire):
    room(2)
    split(workshop, 2, claire)
    take_up(workshop, claire)
    undo(workshop, claire)
    assert sizes(workshop) == [1, 1]
    assert not workshop.plenaries.filter(ended_at=None).exists()


def test_forming_others_ends_the_taking_up(workshop, room, claire):
    room(2)
    split(workshop, 2, claire)
    take_up(workshop, claire)
    split(workshop, 1, claire)
    assert not workshop.plenaries.filter(ended_at=None).exists()


def test_when_the_workshop_ends_everybody_reads_the_boards_of_all(workshop, ideas, room, claire):
    room(2)
    split(workshop, 2, claire)
    workshop.close(claire)
    assert set(seats(workshop).values()) == {None}
    assert workshop.changes.filter(kind="teams").order_by("-seq").first()


def test_on_the_boards_of_all_a_table_arranges_nothing_meanwhile(workshop, ideas, room, claire):
    (lou,) = room(1)
    ideas.hands = True
    ideas.save()
    note = ideas.areas.first().write("De tous")
    split(workshop, 1, claire)
    with pytest.raises(Refused):
        group(ideas, [note], "Par la table", type(lou).objects.get(pk=lou.pk))
