"""The dot vote: budgets kept by the database, whatever a phone sends."""

import threading

import pytest
from django.db.models import Sum

from maillage.needs.workshops.models import Cluster, Dot, Poll, Refused, open_poll
from tests import world
from tests.threads import all_at_once


@pytest.fixture
def papers(workshop):
    return world.make_cluster(workshop, "Seuls face aux papiers")


@pytest.fixture
def time(workshop):
    return world.make_cluster(workshop, "Le temps qui manque")


@pytest.fixture
def poll(workshop, papers, time, claire):
    return open_poll(workshop.boards.get(), claire, budget=3)


def placed(poll, participant):
    return poll.dots.filter(participant=participant).aggregate(total=Sum("count"))["total"] or 0


def test_points_are_placed_moved_and_taken_back(poll, papers, time, lou):
    poll.place(lou, papers, 2)
    poll.place(lou, time, 1)
    poll.place(lou, papers, 1)
    poll.place(lou, time, 0)
    assert list(poll.dots.values_list("cluster", "count")) == [(papers.pk, 1)]


def test_nobody_has_more_points_than_the_budget(poll, papers, time, lou):
    poll.place(lou, papers, 2)
    with pytest.raises(Refused, match="il en reste 1"):
        poll.place(lou, time, 2)
    assert placed(poll, lou) == 2


def test_results_are_those_of_the_last_closed_vote(workshop, poll, papers, time, lou, youenn, claire):
    poll.place(lou, papers, 3)
    assert papers.votes == 0, "nothing is counted while people vote"
    poll.close(claire)
    second = open_poll(workshop.boards.get(), claire, budget=2)
    second.place(youenn, time, 2)
    assert dict(Cluster.objects.with_votes().values_list("title", "votes"))["Seuls face aux papiers"] == 3
    second.close(claire)
    votes = dict(Cluster.objects.with_votes().values_list("title", "votes"))
    assert votes == {"Seuls face aux papiers": 0, "Le temps qui manque": 2}
    assert Cluster.objects.get(pk=time.pk).votes == 2


def test_votes_of_many_groups_are_one_query(workshop, poll, papers, claire, django_assert_num_queries):
    poll.close(claire)
    for n in range(20):
        world.make_cluster(workshop, f"Groupe {n}")
    with django_assert_num_queries(1):
        assert len(Cluster.objects.with_votes()) == 22


def test_a_closed_vote_refuses_and_keeps(poll, papers, lou, claire):
    poll.place(lou, papers, 1)
    poll.close(claire)
    with pytest.raises(Refused, match="est gardé"):
        poll.place(lou, papers, 3)
    assert placed(poll, lou) == 1


def test_closing_the_workshop_closes_its_vote_once(workshop, poll, claire):
    workshop.close(claire)
    poll.close(claire)
    poll.refresh_from_db()
    assert poll.closed_at
    assert Poll.objects.of(workshop).open().first() is None


def test_a_second_vote_and_a_vote_on_nothing_are_refused(workshop, poll, claire):
    with pytest.raises(Refused, match="déjà ouvert"):
        open_poll(workshop.boards.get(), claire, budget=3)
    poll.close(claire)
    Cluster.objects.of(workshop).all().delete()
    with pytest.raises(Refused, match="regroupez"):
        open_poll(workshop.boards.get(), claire, budget=3)


def test_a_group_of_another_wall_gets_no_points(poll, lou):
    elsewhere = world.make_cluster(world.make_workshop("Autre"), "Ailleurs")
    with pytest.raises(Refused):
        poll.place(lou, elsewhere, 1)


def test_a_group_dissolved_during_the_vote_gets_no_points(poll, papers, lou, claire):
    Cluster.objects.get(pk=papers.pk).dissolve(claire)
    with pytest.raises(Refused, match="n’est plus sur ce mur"):
        poll.place(lou, papers, 1)


@pytest.mark.django_db(transaction=True)
def test_counting_then_writing_oversteps_the_budget(on_disk, vallees, workshop, poll, lou):
    clusters = [world.make_cluster(workshop, f"Groupe {n}") for n in range(10)]
    counted = threading.Barrier(10)

    def naive(number):
        free = placed(poll, lou) < poll.budget
        counted.wait(30)  # everyone has looked; nobody has written yet
        if free:
            Dot.objects.create(poll=poll, participant=lou, cluster=clusters[number], count=1)

    all_at_once(vallees, 10, naive)
    assert placed(poll, lou) == 10


@pytest.mark.django_db(transaction=True)
def test_a_forged_phone_with_ten_requests_at_once_places_its_budget_and_no_more(
    on_disk, vallees, workshop, poll, lou
):
    clusters = [world.make_cluster(workshop, f"Groupe {n}") for n in range(10)]

    def place(number):
        try:
            poll.place(lou, clusters[number], 1)
        except Refused:
            return 0
        return 1

    assert sum(all_at_once(vallees, 10, place)) == 3
    assert placed(poll, lou) == 3
