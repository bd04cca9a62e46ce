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
    rotate,
    split,
)
from maillage.needs.workshops.models.teams import add_team, end_team, move, place_rest
from maillage.needs.workshops.tests.seats import members, seats, sizes, undo
from tests import world
from tests.threads import all_at_once

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
