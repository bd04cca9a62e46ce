"""Each result of a sub-group is validated, amended or set aside; what is kept hangs on the plenary's board, nothing is lost."""

import pytest
from django.utils import timezone

from maillage.needs.workshops.harvest import harvest_of, running_plenary
from maillage.needs.workshops.models import (
    Area,
    Board,
    Note,
    Refused,
    Ruling,
    group,
    last_gesture,
    rule,
    split,
)
from maillage.needs.workshops.models.plenary import end_plenary, look_at, take_up, unrule
from maillage.needs.workshops.models.teams import causes_of
from maillage.needs.workshops.pieces import FACILITATOR, news
from tests.threads import all_at_once

S = Area.Sentiment


@pytest.fixture
def tables(workshop, ideas, room, claire):
    """The boards of two sub-groups, each with « A » and « B » in its first column."""
    room(2)
    boards = [team.boards.get() for team in split(workshop, 2, claire)]
    for board in boards:
        for text in "AB":
            board.areas.first().write(f"{text} de {board.team.name}", author=board.team.members.get())
    return boards


@pytest.fixture
def note(tables):
    return tables[0].areas.first().notes.first()


@pytest.fixture
def papers(tables, claire):
    """A group of both notes of the first sub-group."""
    return group(tables[0], Note.objects.filter(area__board=tables[0]), "Papiers", claire)


@pytest.fixture
def tree(workshop, room, claire):
    """A sub-group's problem tree: problem → cause → solution."""
    board = Board.objects.create(
        workshop=workshop, title="Arbre", kind=Board.Kind.PROBLEM_TREE, for_teams=True
    )
    for position, sentiment in enumerate((S.CONSEQUENCE, S.PROBLEM, S.CAUSE, S.SOLUTION)):
        board.areas.create(title=sentiment.label, sentiment=sentiment, position=position)
    (team,) = split(workshop, 1, claire)
    copy = team.boards.get(origin=board)
    made = {}
    for sentiment in (S.PROBLEM, S.CAUSE, S.SOLUTION):
        made[sentiment] = copy.areas.get(sentiment=sentiment).write(sentiment.label)
    made[S.CAUSE].hang(made[S.PROBLEM], claire)
    made[S.SOLUTION].hang(made[S.CAUSE], claire)
    return [made[sentiment] for sentiment in (S.PROBLEM, S.CAUSE, S.SOLUTION)]


def kept(board):
    return list(Note.objects.shown().filter(area__board=board).values_list("text", flat=True))


def kept_from(note):
    return Note.objects.shown().get(taken_from=note)


def undo(workshop, by):
    last_gesture(workshop).undo(by)


@pytest.fixture
def shared_tree(workshop, ideas, room, claire):
    """The room's tree with two causes, and one sub-group for each, whose board is « ideas »."""
    tree = Board.objects.create(workshop=workshop, title="Notre arbre", kind=Board.Kind.PROBLEM_TREE)
    for position, sentiment in enumerate((S.PROBLEM, S.CAUSE, S.SOLUTION)):
        tree.areas.create(title=sentiment.label, sentiment=sentiment, position=position)
    causes = tree.areas.get(sentiment=S.CAUSE)
    for text in ("On ne sait pas demander", "Personne ne passe"):
        causes.write(text)
    deep = causes.write("Faute de temps")
    deep.hang(causes.notes.first(), claire)
    room(2)
    split(workshop, 0, claire, boards=[ideas], causes=causes_of(workshop))
    return tree


# --- one note ------------------------------------------------------------------------------------------------


def test_a_validated_note_hangs_on_the_plenarys_board_in_its_column_with_where_it_comes_from(
    ideas, note, claire
):
    rule(note, "validated", claire)
    copy = kept_from(note)
    assert (copy.text, copy.area.board, copy.area.title) == ("A de Groupe 1", ideas, note.area.title)
    assert copy.taken_from.area.board.team.name == "Groupe 1"
    assert copy.author == note.author


def test_the_wall_says_which_sub_group_brought_what_was_kept(workshop, note, papers, tables, claire):
    other = tables[1].areas.first().notes.first()
    rule(other, "validated", claire)
    rule(papers, "validated", claire)
    told = {piece["id"]: piece["html"] for piece in news(workshop.pk, FACILITATOR, -1)["pieces"]}
    assert told["mur"].count("Rapporté par") == 4  # the note, the group, and the two notes of the group
    assert "Groupe 2" in told["mur"]


def test_an_amended_note_hangs_in_its_new_words_and_keeps_the_old_ones_where_they_were(ideas, note, claire):
    rule(note, "amended", claire, " Autrement dit ")
    note.refresh_from_db()
    assert (kept(ideas), note.text) == (["Autrement dit"], "A de Groupe 1")


def test_amending_asks_for_words(ideas, note, claire):
    with pytest.raises(Refused, match="Écrivez"):
        rule(note, "amended", claire, "   ")
    assert not Ruling.objects.exists()


def test_what_is_set_aside_is_not_kept_but_not_lost(ideas, note, claire):
    rule(note, "set_aside", claire)
    assert kept(ideas) == []
    assert harvest_of(ideas.workshop).find(f"note-{note.pid}").ruling.verdict == "set_aside"


@pytest.mark.parametrize(
    ("again", "found"),
    [("validated", ["A de Groupe 1"]), ("amended", ["Mieux"]), ("set_aside", [])],
)
def test_deciding_again_replaces_what_was_decided(ideas, note, claire, again, found):
    rule(note, "amended", claire, "D’abord")
    rule(note, again, claire, "Mieux")
    assert kept(ideas) == found
    assert note.rulings.standing().get().verdict == again


def test_each_decision_is_undone_back_to_the_one_before(workshop, ideas, note, claire):
    rule(note, "amended", claire, "D’abord")
    rule(note, "set_aside", claire)
    undo(workshop, claire)
    assert (kept(ideas), note.rulings.standing().get().verdict) == (["D’abord"], "amended")
    undo(workshop, claire)
    assert (kept(ideas), note.rulings.standing().count()) == ([], 0)


def test_a_decision_is_taken_back_and_the_result_waits_again(ideas, note, claire):
    rule(note, "validated", claire)
    unrule(note, claire)
    assert kept(ideas) == []
    assert harvest_of(ideas.workshop).find(f"note-{note.pid}").ruling is None


def test_only_a_sub_groups_board_is_taken_up(ideas, claire):
    own = ideas.areas.first().write("En plénière")
    with pytest.raises(Refused, match="sous-groupe"):
        rule(own, "validated", claire)


def test_a_note_hidden_or_grouped_meanwhile_is_not_taken_up_alone(tables, note, papers, claire):
    with pytest.raises(Refused, match="ailleurs"):
        rule(note, "validated", claire)
    other = tables[1].areas.first().notes.first()
    other.hide("", claire)
    with pytest.raises(Refused):
        rule(other, "validated", claire)


def test_in_a_column_renamed_since_what_is_kept_goes_to_the_one_of_the_same_meaning(ideas, note, claire):
    ideas.areas.filter(sentiment=note.area.sentiment).update(title="Nos forces")
    rule(note, "validated", claire)
    assert kept_from(note).area.title == "Nos forces"


@pytest.mark.django_db(transaction=True)
def test_two_who_decide_at_once_leave_one_decision(on_disk, ideas, note, claire):
    verdicts = ["validated", "amended", "set_aside", "validated"]
    all_at_once(ideas.workshop.pole, 4, lambda n: rule(note, verdicts[n], claire, f"Mots {n}"))
    standing = note.rulings.standing().get()
    assert len(kept(ideas)) == (standing.verdict != "set_aside")


# --- a group -------------------------------------------------------------------------------------------------


def test_a_group_is_one_result_kept_with_its_notes(ideas, papers, claire):
    rule(papers, "validated", claire)
    copy = ideas.clusters.standing().get()
    assert (copy.title, copy.taken_from) == ("Papiers", papers)
    assert [note.text for note in copy.notes.shown()] == ["A de Groupe 1", "B de Groupe 1"]
    assert papers.notes.shown().count() == 2


def test_a_group_is_amended_in_its_name(ideas, papers, claire):
    rule(papers, "amended", claire, "Seuls face aux papiers")
    assert ideas.clusters.standing().get().title == "Seuls face aux papiers"


def test_a_group_set_aside_after_all_leaves_the_plenarys_board_with_its_notes(
    workshop, ideas, papers, claire
):
    rule(papers, "validated", claire)
    rule(papers, "set_aside", claire)
    assert (kept(ideas), ideas.clusters.standing().count()) == ([], 0)
    undo(workshop, claire)
    assert len(kept(ideas)) == 2
    assert ideas.clusters.standing().get().notes.shown().count() == 2


def test_a_dissolved_group_is_not_taken_up(papers, claire):
    papers.dissolve(claire)
    with pytest.raises(Refused):
        rule(papers, "validated", claire)


# --- a tree --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 2, 0)])
def test_branches_hang_again_whatever_the_order_they_are_kept_in(tree, claire, order):
    for n in order:
        rule(tree[n], "validated", claire)
    problem, cause, solution = map(kept_from, tree)
    assert (problem.parent, cause.parent, solution.parent) == (None, problem, cause)


def test_a_branch_whose_trunk_is_set_aside_after_all_hangs_from_nothing(workshop, tree, claire):
    problem, cause, _ = tree
    rule(problem, "validated", claire)
    rule(cause, "validated", claire)
    rule(problem, "set_aside", claire)
    assert kept_from(cause).parent is None
    undo(workshop, claire)
    assert kept_from(cause).parent == kept_from(problem)


def test_an_amended_trunk_keeps_its_branches(tree, claire):
    problem, cause, _ = tree
    rule(problem, "validated", claire)
    rule(cause, "validated", claire)
    rule(problem, "amended", claire, "En d’autres mots")
    assert kept_from(cause).parent.text == "En d’autres mots"


# --- the whole plenary ---------------------------------------------------------------------------------------


def texts(harvest):
    return [one.text for one in harvest.found]


def test_results_come_team_by_team_groups_first(workshop, tables, claire):
    group(tables[1], [tables[1].areas.first().notes.last()], "Un groupe", claire)
    assert texts(harvest_of(workshop)) == ["A de Groupe 1", "B de Groupe 1", "Un groupe", "A de Groupe 2"]


def test_a_tree_is_taken_up_branch_by_branch(workshop, tree, claire):
    problem, cause, _ = tree
    causes = cause.area
    other = causes.write("Autre cause")
    other.hang(problem, claire)
    causes.write("Sans lien")
    found = harvest_of(workshop).found
    assert [(one.text, one.depth) for one in found] == [
        ("problème", 0),
        ("cause", 1),
        ("solution", 2),
        ("Autre cause", 1),
        ("Sans lien", 0),
    ]


def test_taking_up_gathers_the_room_and_shows_the_first_result(workshop, tables, claire):
    take_up(workshop, claire)
    assert not workshop.teams.at_work().exists()
    harvest = harvest_of(workshop, running_plenary(workshop))
    assert (harvest.current.text, harvest.rank, harvest.ruled, harvest.left) == ("A de Groupe 1", 1, 0, 4)


def test_beginning_twice_is_one_plenary(workshop, tables, claire):
    assert take_up(workshop, claire) == take_up(workshop, claire)


def test_deciding_brings_the_next_one_before_everybody(workshop, tables, claire):
    take_up(workshop, claire)
    rule(harvest_of(workshop, running_plenary(workshop)).current.result, "validated", claire)
    harvest = harvest_of(workshop, running_plenary(workshop))
    assert (harvest.current.text, harvest.ruled, harvest.left) == ("B de Groupe 1", 1, 3)


def test_one_may_be_chosen_by_hand_then_the_first_left_comes_back(workshop, tables, claire):
    take_up(workshop, claire)
    last = harvest_of(workshop).found[-1].result
    look_at(workshop, last)
    assert harvest_of(workshop, running_plenary(workshop)).current.result == last
    rule(last, "validated", claire)
    assert harvest_of(workshop, running_plenary(workshop)).current.text == "A de Groupe 1"


def test_what_was_not_ruled_when_the_plenary_ends_is_still_listed(workshop, tables, note, claire):
    take_up(workshop, claire)
    rule(note, "validated", claire)
    end_plenary(workshop, claire)
    harvest = harvest_of(workshop, running_plenary(workshop))
    assert (harvest.current, harvest.left, len(harvest.found)) == (None, 3, 4)
    take_up(workshop, claire)
    assert harvest_of(workshop, running_plenary(workshop)).current.text == "B de Groupe 1"


def test_the_results_of_groups_formed_before_are_still_there(workshop, tables, claire):
    split(workshop, 2, claire)
    assert len(harvest_of(workshop).found) == 4


def test_reading_them_costs_the_same_however_many(
    workshop, tables, papers, claire, django_assert_num_queries
):
    for n in range(20):
        tables[1].areas.first().write(f"Idée {n}")
    rule(papers, "validated", claire)
    with django_assert_num_queries(4):
        assert harvest_of(workshop).left == 22


# --- a sub-group for each cause ---------------------------------------------------------------------------------


def solution(team, text="Un café des voisins"):
    return team.boards.get().areas.first().write(text, author=team.members.first())


def test_each_cause_that_hangs_from_no_other_has_its_sub_group(workshop, shared_tree):
    teams = workshop.teams.at_work()
    assert [team.name for team in teams] == ["On ne sait pas demander", "Personne ne passe"]
    assert [team.cause.text for team in teams] == [team.name for team in teams]


def test_what_the_plenary_keeps_from_it_hangs_from_the_cause(workshop, shared_tree, ideas, claire):
    _, team = workshop.teams.at_work()
    note = solution(team)
    rule(note, "validated", claire)
    there = shared_tree.areas.get(sentiment=S.SOLUTION).notes.get()
    assert (there.text, there.parent, there.taken_from) == (note.text, team.cause, note)
    assert kept(ideas) == []
    undo(workshop, claire)
    assert kept(shared_tree.areas.get(sentiment=S.SOLUTION).board).count(note.text) == 0


def test_a_group_it_kept_is_one_solution_of_the_cause(workshop, shared_tree, ideas, claire):
    team = workshop.teams.at_work().first()
    papers = group(team.boards.get(), [solution(team, "A"), solution(team, "B")], "S’entraider", claire)
    rule(papers, "amended", claire, "S’entraider chaque mois")
    there = shared_tree.areas.get(sentiment=S.SOLUTION).notes.shown().get()
    assert (there.text, there.parent) == ("S’entraider chaque mois", team.cause)
    assert ideas.clusters.standing().get().title == "S’entraider chaque mois"
    unrule(papers, claire)
    assert not shared_tree.areas.get(sentiment=S.SOLUTION).notes.shown().exists()
    assert not ideas.clusters.standing().exists()


def test_when_the_cause_is_taken_off_the_tree_solutions_hang_on_the_board_of_all(
    workshop, shared_tree, ideas, claire
):
    team = workshop.teams.at_work().first()
    note = solution(team)
    Note.objects.filter(pk=team.cause_id).update(hidden_at=timezone.now())
    rule(note, "validated", claire)
    assert kept(ideas) == [note.text]


def test_without_a_cause_on_the_tree_none_is_formed(workshop, ideas, claire_at_vallees):
    workshop.boards.create(title="Arbre vide", kind=Board.Kind.PROBLEM_TREE)
    answer = claire_at_vallees.post(
        f"/espace/ateliers/{workshop.pid}/sous-groupes/",
        {"how": "lot", "causes": "1"},
        headers={"Accept": "application/json"},
    )
    assert answer.status_code == 422
    assert "pas encore de cause" in answer.text
    assert not workshop.teams.exists()
