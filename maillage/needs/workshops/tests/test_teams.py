"""Sub-groups: even, drawn by lot or mixed, moved by hand, joined late; nothing of one reaches another; all undone."""

from collections import Counter

import pytest
from django.utils import timezone

from maillage.ground.directory.models import Organisation
from maillage.needs.workshops.models import (
    AgendaItem,
    Board,
    Participant,
    Refused,
    gather,
    last_gesture,
    pair_up,
    rotate,
    split,
)
from maillage.needs.workshops.models.teams import add_team, end_team, move, place_rest
from tests import world
from tests.threads import all_at_once


def sizes(workshop):
    """Of the teams at work, in order."""
    return [team.size for team in workshop.teams.at_work().with_sizes()]


def members(team):
    return set(team.members.values_list("name", flat=True))


def seats(workshop):
    """{name of a person: name of their team, None without one}"""
    return dict(workshop.participants.values_list("name", "team__name"))


def undo(workshop, by):
    return last_gesture(workshop).undo(by)


# --- forming -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("people", "teams", "found"), [(7, 3, [3, 2, 2]), (2, 3, [1, 1, 0]), (1, 1, [1])])
def test_teams_differ_by_one_person_at_most(workshop, room, claire, people, teams, found):
    room(people)
    split(workshop, teams, claire)
    assert sizes(workshop) == found


@pytest.mark.parametrize("how", ["lot", "mixed"])
def test_only_people_who_are_here_are_placed(workshop, room, claire, how):
    room(3)
    for status in ("expected", "excused", "absent"):
        world.make_participant(workshop, status, status=status)
    world.make_participant(workshop, "gone", gone_at=timezone.now())
    split(workshop, 2, claire, how=how)
    assert sum(sizes(workshop)) == 3
    assert {name for name, team in seats(workshop).items() if not team} == {
        "expected",
        "excused",
        "absent",
        "gone",
    }


def test_the_lot_is_drawn_anew_each_time(workshop, room, claire):
    room(12)
    drawn = set()
    for _ in range(6):
        first, *_ = split(workshop, 3, claire)
        drawn.add(frozenset(members(first)))
    assert len(drawn) > 1


def test_mixing_spreads_each_structure_over_the_teams(workshop, claire):
    known = Organisation.objects.create(name="La Recyclerie")
    for n in range(5):
        workshop.welcome(f"Recycle {n}", "La Recyclerie")
    for n in range(3):
        workshop.welcome(f"Garage {n}", "Le Garage")
    for n in range(4):
        workshop.welcome(f"Seule {n}")
    teams = split(workshop, 4, claire, how="mixed")
    assert sizes(workshop) == [3, 3, 3, 3]
    for team in teams:
        counted = Counter(str(p.organisation_id or p.organisation_name) for p in team.members.all())
        assert counted[str(known.pk)] in (1, 2)
        assert counted["Le Garage"] <= 1


def test_names_and_questions_are_those_of_the_first_tables(workshop, claire):
    teams = split(
        workshop, 3, claire, ["Accueillir", "  "], questions=["Comment accueille-t-on ?"], how="hand"
    )
    assert [(team.name, team.question) for team in teams] == [
        ("Accueillir", "Comment accueille-t-on ?"),
        ("Groupe 2", ""),
        ("Groupe 3", ""),
    ]


@pytest.mark.parametrize("count", [0, -1, 41])
def test_no_teams_and_too_many_are_refused(workshop, claire, count):
    with pytest.raises(Refused):
        split(workshop, count, claire)
    assert not workshop.teams.exists()


def test_each_team_gets_the_boards_meant_for_teams_and_no_other(workshop, ideas, claire):
    Board.objects.create(workshop=workshop, title="Pour tout le monde")
    one, two = split(workshop, 2, claire)
    for team in (one, two):
        copy = team.boards.get()
        assert (copy.title, copy.origin, copy.hands) == (ideas.title, ideas, True)
        assert [area.title for area in copy.areas.all()] == ["Ce qui aide", "Ce qui pèse"]


def test_splitting_again_ends_the_teams_before_and_keeps_their_boards(workshop, room, ideas, claire):
    room(4)
    (before, _) = split(workshop, 2, claire)
    lou = before.members.first()
    before.boards.get().areas.first().write("Déjà dit", author=lou)
    split(workshop, 4, claire)
    assert sizes(workshop) == [1, 1, 1, 1]
    assert before.boards.get().areas.first().notes.get().text == "Déjà dit"


def test_a_workshop_that_is_over_forms_no_teams(workshop, claire):
    workshop.close(claire)
    with pytest.raises(Refused):
        split(workshop, 2, claire)


# --- late, and by hand ---------------------------------------------------------------------------------------


def test_a_late_arrival_joins_the_smallest_team(workshop, room, claire):
    room(5)
    split(workshop, 2, claire)
    workshop.welcome("En retard")
    assert sizes(workshop) == [3, 3]


def test_somebody_expected_who_comes_late_is_placed_too(workshop, room, claire):
    room(2)
    world.make_participant(workshop, "Aïcha Benali", status=Participant.Status.EXPECTED)
    one, two = split(workshop, 2, claire, ["Une", "Deux"])
    move(workshop, one.members.all(), two, claire)
    workshop.welcome("Aïcha Benali")
    assert seats(workshop)["Aïcha Benali"] == "Une"


def test_coming_back_keeps_ones_team(workshop, room, claire, malo):
    room(4)
    here = workshop.welcome("Malo", person=malo)
    split(workshop, 2, claire)
    team = Participant.objects.get(pk=here.pk).team
    move(workshop, [here], team, claire)
    workshop.welcome("Malo", person=malo)
    assert Participant.objects.get(pk=here.pk).team == team


def test_where_people_choose_nobody_is_placed_until_they_do(workshop, room, claire):
    (lou,) = room(1)
    one, two = split(workshop, 2, claire, how="free")
    late = workshop.welcome("En retard")
    assert sizes(workshop) == [0, 0]
    lou.join_team(two)
    late.join_team(two)
    lou.join_team(one)
    assert (members(one), members(two)) == ({"Personne 0"}, {"En retard"})


def test_nobody_enters_by_themselves_a_team_composed_by_others(workshop, room, claire):
    (lou,) = room(1)
    _, two = split(workshop, 2, claire)
    with pytest.raises(Refused, match="animation"):
        lou.join_team(two)


def test_a_team_that_has_ended_is_entered_by_nobody(workshop, room, claire):
    (lou,) = room(1)
    one, _ = split(workshop, 2, claire, how="free")
    gather(workshop, claire)
    with pytest.raises(Refused, match="n’existe plus"):
        lou.join_team(one)
    with pytest.raises(Refused, match="n’existe plus"):
        move(workshop, [lou], one, claire)
    assert seats(workshop) == {"Personne 0": None}


def test_people_are_moved_by_hand_and_that_can_be_undone(workshop, room, claire):
    room(4)
    one, two = split(workshop, 2, claire)
    before = seats(workshop)
    move(workshop, one.members.all(), two, claire)
    assert sizes(workshop) == [0, 4]
    undo(workshop, claire)
    assert seats(workshop) == before


def test_people_who_are_not_here_are_not_moved(workshop, room, claire):
    away = world.make_participant(workshop, "Excusée", status="excused")
    one, _ = split(workshop, 2, claire, how="hand")
    move(workshop, [away], one, claire)
    assert sizes(workshop) == [0, 0]


def test_the_rest_of_the_room_is_placed_evenly(workshop, room, claire):
    people = room(7)
    one, *_ = split(workshop, 3, claire, how="hand")
    move(workshop, people[:3], one, claire)
    assert place_rest(workshop, claire) == 4
    assert sizes(workshop) == [3, 2, 2]
    assert place_rest(workshop, claire) == 0


def test_placing_the_rest_asks_for_teams(workshop, room, claire):
    room(2)
    with pytest.raises(Refused, match="formez-les"):
        place_rest(workshop, claire)


def test_one_more_team_is_empty_with_its_own_boards(workshop, room, ideas, claire):
    room(4)
    split(workshop, 2, claire)
    team = add_team(workshop, claire)
    assert (team.name, sizes(workshop), team.boards.count()) == ("Groupe 3", [2, 2, 0], 1)


def test_a_team_taken_away_leaves_its_people_to_be_placed(workshop, room, claire):
    room(4)
    one, _ = split(workshop, 2, claire)
    gone = members(one)
    end_team(one, claire)
    assert {name for name, team in seats(workshop).items() if not team} == gone
    undo(workshop, claire)
    assert members(one) == gone
    assert sizes(workshop) == [2, 2]


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


# --- an agenda that forms them -------------------------------------------------------------------------------


@pytest.mark.parametrize(("planned", "found"), [("count:3", [2, 2, 1]), ("size:2", [3, 2])])
def test_a_step_of_the_agenda_forms_the_teams_it_plans(workshop, room, claire, planned, found):
    room(5)
    workshop.agenda.create(title="En groupes", kind=AgendaItem.Kind.TEAMS, teams=planned).start(claire)
    assert sizes(workshop) == found


# --- many at once --------------------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_twenty_who_arrive_while_teams_form_are_all_placed_or_told_apart(on_disk, workshop, claire):
    for n in range(6):
        workshop.welcome(f"Là {n}")

    def arrive_or_form(n):
        if n == 0:
            split(workshop, 4, claire)
        else:
            workshop.welcome(f"Vient {n}")

    all_at_once(workshop.pole, 16, arrive_or_form)
    assert sum(sizes(workshop)) == 21
    assert max(sizes(workshop)) - min(sizes(workshop)) <= 1


@pytest.mark.django_db(transaction=True)
def test_two_who_form_teams_at_once_leave_one_set_of_teams(on_disk, workshop, ideas, room, claire):
    room(6)
    all_at_once(workshop.pole, 4, lambda n: split(workshop, n + 1, claire))
    assert sum(sizes(workshop)) == 6
    assert len(sizes(workshop)) in (1, 2, 3, 4)
    at_work = workshop.boards.filter(team__closed_at=None, team__isnull=False)
    assert at_work.count() == len(sizes(workshop))


@pytest.mark.django_db(transaction=True)
def test_people_who_choose_while_tables_turn_are_each_in_one_team(on_disk, workshop, room, claire):
    people = room(8)
    one, two = split(workshop, 2, claire, how="free")

    def choose_or_turn(n):
        if n < 8:
            people[n].join_team((one, two)[n % 2])
        else:
            rotate(workshop, claire)

    all_at_once(workshop.pole, 10, choose_or_turn)
    assert sum(sizes(workshop)) == 8
