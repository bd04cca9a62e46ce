"""On the wall, each group says what it may become, or the need that it is."""

from maillage.needs.catalogue.models import Need
from maillage.needs.workshops.onward import onward
from tests import world


def test_a_group_may_become_a_need_then_leads_to_it(vallees, claire, django_assert_num_queries):
    workshop = world.make_workshop()
    raised, alone = world.make_cluster(workshop), world.make_cluster(workshop, "Le temps qui manque")
    need = Need.objects.raise_from_cluster(raised, claire)

    with django_assert_num_queries(1):
        steps = onward.room.of([raised, alone])

    assert steps[raised.pk].url == need.get_absolute_url()
    assert steps[alone.pk].url.endswith(f"?groupe={alone.pid}")


def test_the_group_of_a_merged_need_leads_to_the_need_that_stays(vallees, claire):
    cluster = world.make_cluster(world.make_workshop())
    need, kept = Need.objects.raise_from_cluster(cluster, claire), world.make_need("Employer sereinement")
    kept.absorb([need], claire)

    assert onward.room.of([cluster])[cluster.pk].url == kept.get_absolute_url()


def test_the_wall_shows_the_way(vallees, claire_at_vallees):
    cluster = world.make_cluster(world.make_workshop())

    page = claire_at_vallees.get(cluster.workshop.get_absolute_url()).content.decode()

    assert f"/espace/besoins/nouveau/?groupe={cluster.pid}" in page
