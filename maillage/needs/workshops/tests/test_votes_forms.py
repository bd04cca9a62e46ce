"""Impact and effort, degrees of agreement: what people give, what comes out, in which order."""

import pytest

from maillage.needs.workshops.models import Cluster, Poll, Refused, group, group_each, open_poll
from maillage.needs.workshops.scene import FACILITATOR, full_scene
from maillage.needs.workshops.tally import Matrix, past_results, tally, turnouts, weigh
from tests import world

MATRIX, AGREEMENT = Poll.Kind.MATRIX, Poll.Kind.AGREEMENT


@pytest.fixture
def board(workshop):
    return workshop.boards.get()


@pytest.fixture
def papers(workshop):
    return world.make_cluster(workshop, "Seuls face aux papiers")


@pytest.fixture
def time(workshop):
    return world.make_cluster(workshop, "Le temps qui manque")


@pytest.fixture
def room(workshop):
    return [workshop.welcome(f"Personne {n}") for n in range(4)]


def received(poll, cluster):
    return tally([poll])[cluster.pk]


def test_each_places_a_group_on_two_scales_and_may_take_it_back(board, papers, room, claire):
    poll = open_poll(board, claire, MATRIX)
    poll.situate(room[0], papers, 5, 2)
    poll.situate(room[0], papers, 4, 1)
    assert list(poll.placements.values_list("impact", "effort")) == [(4, 1)]
    poll.situate(room[0], papers, None, None)
    assert not poll.placements.exists()


@pytest.mark.parametrize("forged", [(0, 3), (6, 3), (3, 6), (3, None), (None, 3), (-1, -1)])
def test_a_place_off_the_scales_changes_nothing(board, papers, room, claire, forged):
    poll = open_poll(board, claire, MATRIX)
    with pytest.raises(Refused, match="de 1 à 5"):
        poll.situate(room[0], papers, *forged)
    assert not poll.placements.exists()


def test_means_and_spread_of_a_place(board, papers, room, claire):
    poll = open_poll(board, claire, MATRIX)
    for person, place in zip(room, [(5, 1), (5, 1), (4, 5), (4, 5)], strict=True):
        poll.situate(person, papers, *place)
    one = received(poll, papers)
    assert (one.impact.mean, one.effort.mean, one.judges) == (4.5, 3, 4)
    assert (one.impact.spread, one.effort.spread) == (0.5, 2)
    assert one.impact.between == "de 4 à 5"
    assert one.divided, "half the room says light, the other half heavy"
    assert one.quarter.name == "Gains rapides", "in the middle of a scale, doubt goes to the group"


@pytest.mark.parametrize(
    ("place", "name"),
    [
        ((5, 1), "Gains rapides"),
        ((5, 5), "Grands chantiers"),
        ((1, 1), "Petits plus"),
        ((1, 5), "Pas maintenant"),
    ],
)
def test_the_four_quarters(board, papers, room, claire, place, name):
    poll = open_poll(board, claire, MATRIX)
    poll.situate(room[0], papers, *place)
    assert received(poll, papers).quarter.name == name


def test_once_counted_the_most_worthy_comes_first_and_has_number_one(board, papers, time, room, claire):
    forgotten = world.make_cluster(board.workshop, "Oublié de tous")
    poll = open_poll(board, claire, MATRIX)
    poll.situate(room[0], papers, 2, 4)
    poll.situate(room[0], time, 5, 2)
    poll.close(claire)
    (result,) = past_results(board)
    matrix = Matrix(result.groups)
    assert [(c.number, c.title) for c in matrix.placed] == [
        (1, "Le temps qui manque"),
        (2, "Seuls face aux papiers"),
    ]
    assert matrix.missing == [forgotten]


def test_each_stands_somewhere_on_a_proposal_and_may_change(board, room, claire):
    proposal = group(board, (), "Se voir un jeudi par mois", claire)
    poll = open_poll(board, claire, AGREEMENT)
    poll.stand(room[0], proposal, "support")
    poll.stand(room[0], proposal, "block")
    poll.stand(room[1], proposal, "block")
    poll.stand(room[2], proposal, "abstain")
    one = received(poll, proposal)
    assert [(grade.value, n) for grade, n in one.grades] == [("abstain", 1), ("block", 2)]
    assert (one.against, one.judges, one.worth) == (2, 3, 0)
    poll.stand(room[0], proposal, None)
    assert received(poll, proposal).against == 1
    with pytest.raises(Refused, match="degrés"):
        poll.stand(room[0], proposal, "maybe")


def test_who_abstains_weighs_nothing(board, papers, time, room, claire):
    poll = open_poll(board, claire, AGREEMENT)
    for person in room[:3]:
        poll.stand(person, papers, "abstain")
    poll.stand(room[3], papers, "support")
    poll.stand(room[3], time, "reserve")
    counted = tally([poll])
    assert counted[papers.pk].worth == 5
    assert counted[time.pk].worth == 4


def test_a_vote_of_another_form_is_refused(board, papers, room, claire):
    poll = open_poll(board, claire, AGREEMENT)
    with pytest.raises(Refused, match="forme"):
        poll.place(room[0], papers, 1)
    with pytest.raises(Refused, match="forme"):
        poll.situate(room[0], papers, 1, 1)
    assert poll.turnout() == {"voters": 0, "dots": 0}


# --- groups that go, people who go --------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", Poll.Kind.values)
def test_the_votes_of_a_dissolved_group_do_not_count(board, papers, time, room, claire, kind):
    poll = open_poll(board, claire, kind)
    give = {
        "dots": lambda who, what: poll.place(who, what, 1),
        "matrix": lambda who, what: poll.situate(who, what, 4, 2),
        "agreement": lambda who, what: poll.stand(who, what, "accept"),
    }[kind]
    give(room[0], papers)
    give(room[1], time)
    Cluster.objects.get(pk=papers.pk).dissolve(claire)
    assert poll.turnout() == {"voters": 1, "dots": 1}
    assert set(tally([poll])) == {time.pk}


def test_dots_of_a_dissolved_group_spent_elsewhere_never_come_back(board, papers, time, lou, claire):
    poll = open_poll(board, claire, budget=3)
    poll.place(lou, papers, 2)
    Cluster.objects.get(pk=papers.pk).dissolve(claire)
    poll.place(lou, time, 2)
    board.workshop.gestures.first().undo(claire)
    assert dict(poll.dots.values_list("cluster__title", "count")) == {
        "Seuls face aux papiers": 1,
        "Le temps qui manque": 2,
    }


def test_what_somebody_taken_off_the_sheet_gave_does_not_count(board, papers, lou, youenn, claire, now):
    poll = open_poll(board, claire)
    poll.place(lou, papers, 2)
    poll.place(youenn, papers, 1)
    lou.gone_at = now
    lou.save()
    assert received(poll, papers).votes == 1
    with pytest.raises(Refused, match="feuille"):
        poll.place(lou, papers, 1)


@pytest.fixture
def now():
    from django.utils import timezone

    return timezone.now()


# --- sub-groups ---------------------------------------------------------------------------------------------------


@pytest.fixture
def teams(workshop, board, lou, youenn, claire):
    from maillage.needs.workshops.models import split

    board.for_teams = True
    board.save()
    teams = split(workshop, 2, claire)
    for person, team in zip((lou, youenn), teams, strict=True):
        person.team = team
        person.save()
    return teams


def test_a_vote_on_a_teams_board_is_the_teams(workshop, board, teams, lou, youenn, claire):
    copy = board.copies.get(team=teams[0])
    cluster = group(copy, (), "Une idée du groupe 1", claire)
    poll = open_poll(copy, claire)
    poll.place(lou, cluster, 1)
    with pytest.raises(Refused, match="autre sous-groupe"):
        poll.place(youenn, cluster, 1)


def test_a_vote_on_the_board_all_teams_fill_opens_on_each_copy_that_has_groups(board, teams, claire):
    copies = list(board.copies.order_by("team__position"))
    group(copies[0], (), "Une idée du groupe 1", claire)
    open_poll(board, claire, AGREEMENT)
    assert [wall.polls.open().count() for wall in (board, *copies)] == [0, 1, 0]
    board.refresh_from_db()
    board.set_phase("revealed", claire)
    assert not Poll.objects.open().exists()


def test_who_has_voted_is_told_out_of_the_team_and_costs_no_more_for_forty(
    workshop, board, teams, lou, claire, django_assert_num_queries
):
    for copy in board.copies.all():
        group(copy, (), "Une idée", claire)
    open_poll(board, claire)
    copy = board.copies.get(team=teams[0])
    copy.polls.get().place(lou, copy.clusters.get(), 1)
    scene = full_scene(workshop, FACILITATOR)
    told = {wall.team_id: (wall.turnout["voters"], wall.electors) for wall in scene.boards if wall.poll}
    assert told == {teams[0].pk: (1, 1), teams[1].pk: (0, 1)}
    polls = list(Poll.objects.open())
    with django_assert_num_queries(1):
        turnouts(polls)


# --- notes without a group ----------------------------------------------------------------------------------------


def test_each_remaining_note_becomes_a_group_and_one_undo_takes_it_back(board, helps, claire, papers):
    helps.write("Le prêt de salle")
    helps.write("x" * 300)
    helps.write("Déjà groupé").__class__.objects.filter(text="Déjà groupé").update(cluster=papers)
    assert group_each(board, claire) == 2
    titles = set(board.clusters.standing().values_list("title", flat=True))
    assert titles == {"Seuls face aux papiers", "Le prêt de salle", "x" * 199 + "…"}
    with pytest.raises(Refused, match="déjà dans un groupe"):
        group_each(board, claire)
    board.workshop.gestures.first().undo(claire)
    assert board.clusters.standing().get() == papers
    assert helps.notes.filter(cluster=None).count() == 2


# --- votes of the past --------------------------------------------------------------------------------------------


def test_voting_again_keeps_what_came_out_before(board, papers, time, lou, claire):
    first = open_poll(board, claire, budget=3)
    first.place(lou, papers, 3)
    first.close(claire)
    Cluster.objects.get(pk=papers.pk).dissolve(claire)
    late = group(board, (), "Venu après", claire)
    second = open_poll(board, claire, MATRIX)
    second.situate(lou, late, 5, 1)
    second.close(claire)
    newer, older = past_results(board)
    assert [(g.title, g.votes) for g in older.groups] == [
        ("Seuls face aux papiers", 3),
        ("Le temps qui manque", 0),
    ]
    assert [g.title for g in newer.groups] == ["Venu après", "Le temps qui manque"]
    assert (newer.voters, older.voters) == (1, 1)


def test_past_votes_cost_the_same_however_many(board, papers, lou, claire, django_assert_max_num_queries):
    for kind in Poll.Kind.values * 3:
        open_poll(board, claire, kind).close(claire)
    with django_assert_max_num_queries(8):
        assert len(past_results(board)) == 9


def test_while_people_vote_groups_keep_their_places(board, papers, time, lou, claire):
    poll = open_poll(board, claire)
    poll.place(lou, time, 3)
    clusters = list(board.clusters.all())
    weigh(None, clusters, tally([poll]))
    assert [c.rank for c in clusters] == [c.position for c in clusters]
    assert [c.votes for c in clusters] == [0, 3]
