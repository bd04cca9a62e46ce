"""The order of needs, and the words that explain it."""

import pytest

from maillage.needs.catalogue.models import Need
from maillage.needs.catalogue.ranking import rank
from maillage.needs.workshops.models import Dot, Poll
from tests import world

pytestmark = pytest.mark.django_db


@pytest.fixture
def vote(vallees):
    """vote({"papiers": 3, "salle": 1}): a workshop whose closed vote gave these dots; returns its groups by name."""

    def hold(votes, closed=True):
        workshop = world.make_workshop()
        who = world.make_participant(workshop)
        board = workshop.boards.create(title="Le mur")
        poll = Poll.objects.create(board=board)
        groups = {}
        for name, count in votes.items():
            groups[name] = world.make_cluster(workshop, name)
            if count:
                Dot.objects.create(poll=poll, participant=who, cluster=groups[name], count=count)
        if closed:
            poll.closed_at = poll.opened_at
            poll.save()
        return groups

    return hold


def test_the_reason_says_votes_impact_urgency_and_effort(vote, claire):
    groups = vote({"Seuls face aux papiers": 23, "La salle": 37})
    need = Need.objects.raise_from_cluster(groups["Seuls face aux papiers"], claire)
    need.estimate(claire, impact=4, urgency=4, effort=2)

    (row,) = rank()

    assert row.reason == "23 voix, impact fort, urgence forte, effort léger\u00a0: à prendre en premier"
    assert (row.votes, row.cast) == (23, 60)
    assert row.arithmetic == "4 × 4 ÷ 2 × 1,38 ≈ 11,07"


def test_a_need_that_takes_every_vote_counts_double(vote, claire):
    need = Need.objects.raise_from_cluster(vote({"tout": 5})["tout"], claire)
    need.estimate(claire, impact=5, urgency=2, effort=5)

    assert rank()[0].score == 4.0


def test_a_need_never_put_to_the_vote_keeps_its_matrix_alone(vallees, claire):
    Need.objects.raise_alone(claire, "Un four à pain").estimate(claire, impact=2, urgency=2, effort=4)

    (row,) = rank()

    assert row.score == 1.0
    assert row.reason == "impact faible, urgence faible, effort lourd\u00a0: peut attendre"


def test_votes_part_needs_that_nobody_estimated_and_they_say_so(vote, claire):
    groups = vote({"peu": 1, "aucun": 0, "beaucoup": 9})
    for group in groups.values():
        Need.objects.raise_from_cluster(group, claire)

    rows = rank()

    assert [row.need.title for row in rows] == ["beaucoup", "peu", "aucun"]
    assert [row.reason for row in rows] == [
        "9 voix\u00a0: à estimer",
        "1 voix\u00a0: à estimer",
        "aucune voix\u00a0: à estimer",
    ]


def test_a_vote_still_open_does_not_count(vote, claire):
    Need.objects.raise_from_cluster(vote({"tout": 5}, closed=False)["tout"], claire)

    assert rank()[0].reason == "à estimer"


def test_votes_of_all_the_groups_of_a_need_add_up(vote, claire):
    one = Need.objects.raise_from_cluster(vote({"papiers": 3, "autre": 1})["papiers"], claire)
    two = Need.objects.raise_from_cluster(vote({"fiches de paie": 4, "autre": 2})["fiches de paie"], claire)
    one.absorb([two], claire)

    (row,) = rank()

    assert (row.votes, row.cast) == (7, 10)


def test_a_small_effort_comes_before_a_heavy_one(vallees, claire):
    for title, effort in (("lourd", 5), ("léger", 1)):
        Need.objects.raise_alone(claire, title).estimate(claire, impact=3, urgency=3, effort=effort)

    assert [row.need.title for row in rank()] == ["léger", "lourd"]


def test_needs_set_aside_are_not_ranked(vallees, claire):
    need = Need.objects.raise_alone(claire, "Un four à pain")
    need.set_aside(claire)
    assert rank() == []

    need.bring_back(claire)
    assert [row.rank for row in rank()] == [1]


def test_four_queries_however_many_needs(vote, claire, django_assert_num_queries):
    for size in (2, 12):
        groups = vote({f"groupe {n} de {size}": n for n in range(size)})
        for group in groups.values():
            world.make_action(need=Need.objects.raise_from_cluster(group, claire))
        with django_assert_num_queries(4):
            assert len(rank()) >= size
