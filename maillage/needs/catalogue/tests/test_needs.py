"""How a need is born, merged and set aside, and what never gets lost on the way."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import IntegrityError, connection, transaction
from django_scopes import scope

from maillage.ground.journal.models import of
from maillage.ground.search.models import SearchRow
from maillage.needs.catalogue.models import AlreadyMerged, Need, Origin
from tests import world


@pytest.fixture
def group(vallees):
    workshop = world.make_workshop()
    (area,) = world.make_wall(
        workshop, ("Ce qui pèse", "unfavourable", ["Seuls avec nos fiches de paie", "Peur de mal faire"])
    )
    return world.make_cluster(workshop, "Seuls face aux papiers", area.notes.all())


@pytest.mark.django_db
def test_a_group_becomes_a_need_that_remembers_where_it_comes_from(group, claire):
    need = Need.objects.raise_from_cluster(group, claire, audience="petites associations")

    origin = need.origins.get()
    assert need.title == origin.text == "Seuls face aux papiers"
    assert (origin.cluster, origin.workshop) == (group, group.workshop)
    assert [entry.code for entry in of(need)] == ["need.raised"]


@pytest.mark.django_db
def test_a_group_becomes_one_need_however_often_it_is_asked(group, claire):
    first = Need.objects.raise_from_cluster(group, claire)
    second = Need.objects.raise_from_cluster(group, claire, title="Autrement dit")

    assert second == first
    assert second.title == "Seuls face aux papiers"
    assert (Need.objects.count(), Origin.objects.count()) == (1, 1)


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_eight_simultaneous_clicks_make_one_need(group, claire, vallees):
    def click(_):
        try:
            with scope(pole=vallees):
                return Need.objects.raise_from_cluster(group, claire).pid
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as threads:
        pids = set(threads.map(click, range(8)))

    assert pids == {Need.objects.get().pid}


@pytest.mark.django_db
def test_the_database_itself_refuses_a_second_need_for_a_group(group, claire):
    world.make_need(cluster=group)

    with pytest.raises(IntegrityError), transaction.atomic():
        world.make_need("Encore", cluster=group)


@pytest.mark.django_db
def test_a_group_whose_need_was_merged_leads_to_the_one_that_stays(group, claire):
    merged = Need.objects.raise_from_cluster(group, claire)
    kept = Need.objects.raise_alone(claire, "Bien vivre son rôle d’employeur")
    kept.absorb([merged], claire)

    assert Need.objects.raise_from_cluster(group, claire) == kept


@pytest.mark.django_db
def test_one_note_becomes_one_need(group, claire):
    note = group.notes.first()

    need = Need.objects.raise_from_note(note, claire)

    assert need.title == note.text
    assert Need.objects.raise_from_note(note, claire) == need


@pytest.mark.django_db
def test_merging_keeps_origins_and_answers(group, claire):
    kept = Need.objects.raise_alone(claire, "Bien vivre son rôle d’employeur")
    duplicate = Need.objects.raise_from_cluster(group, claire)
    shared = world.make_action("Un cercle d’entraide", need=kept)
    shared.answer([kept, duplicate])
    own = world.make_action("Petits-déjeuners", need=duplicate)

    kept.absorb([duplicate], claire)

    assert kept.origins.get().cluster == group
    assert set(kept.answers.values_list("action", flat=True)) == {shared.pk, own.pk}
    assert not duplicate.answers.exists()
    duplicate.refresh_from_db()
    assert duplicate.standing() == kept
    assert of(duplicate)[0].data["into"] == kept.pid


@pytest.mark.django_db
def test_parting_gives_each_need_its_origins_and_answers_back(group, claire):
    kept = Need.objects.raise_alone(claire, "Bien vivre son rôle d’employeur")
    duplicate = Need.objects.raise_from_cluster(group, claire)
    shared = world.make_action("Un cercle d’entraide", need=kept)
    shared.answer([kept, duplicate])
    own = world.make_action("Petits-déjeuners", need=duplicate)
    kept.absorb([duplicate], claire)

    duplicate.refresh_from_db()
    duplicate.release(claire)

    assert duplicate.origins.get().cluster == group
    assert not kept.origins.exists()
    assert set(duplicate.answers.values_list("action", flat=True)) == {shared.pk, own.pk}
    assert kept.answers.get().action == shared
    assert [entry.code for entry in of(duplicate)] == ["need.released", "need.merged", "need.raised"]
    duplicate.release(claire)
    assert of(duplicate).count() == 3


@pytest.mark.django_db
def test_a_need_merged_twice_leads_to_the_last_one_in_one_step(vallees, claire):
    one, two, three = (Need.objects.raise_alone(claire, title) for title in ("un", "deux", "trois"))
    two.absorb([one], claire)
    three.absorb([two], claire)

    one.refresh_from_db()
    assert one.merged_into == three
    assert list(Need.objects.live()) == [three]


@pytest.mark.django_db
def test_a_merged_need_cannot_absorb_others(vallees, claire):
    one, two, three = (Need.objects.raise_alone(claire, title) for title in ("un", "deux", "trois"))
    two.absorb([one], claire)

    with pytest.raises(AlreadyMerged):
        one.absorb([three], claire)

    assert Need.objects.live().count() == 2


@pytest.mark.django_db
def test_merging_a_need_with_itself_changes_nothing(vallees, claire):
    need = Need.objects.raise_alone(claire, "un")

    need.absorb([need], claire)

    need.refresh_from_db()
    assert need.merged_into is None


@pytest.mark.django_db
def test_search_no_longer_finds_what_was_merged_or_set_aside(vallees, claire):
    kept, merged, aside = (Need.objects.raise_alone(claire, f"Le pain {n}") for n in range(3))
    kept.absorb([merged], claire)
    aside.set_aside(claire)

    assert [row.title for row in SearchRow.objects.answering("pain")] == ["Le pain 0"]


@pytest.mark.django_db
def test_scales_go_from_one_to_five(vallees, claire):
    need = Need.objects.raise_alone(claire, "un")

    with pytest.raises(IntegrityError), transaction.atomic():
        need.estimate(claire, impact=6)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "verb",
    [
        lambda need, by: need.estimate(by, 5, 1, 5),
        lambda need, by: need.reword(by, title="Dit autrement"),
        lambda need, by: need.set_aside(by),
        lambda need, by: need.bring_back(by),
    ],
)
def test_a_page_read_before_a_merging_does_not_undo_it(vallees, claire, verb):
    kept, duplicate = world.make_need("Comprendre la paie"), world.make_need("La paie")
    read_before = Need.objects.get(pk=duplicate.pk)
    kept.absorb([duplicate], claire)
    verb(read_before, claire)
    assert Need.objects.get(pk=duplicate.pk).merged_into == kept
    assert not SearchRow.objects.filter(subject=duplicate.pid).exists()


@pytest.mark.django_db
def test_two_people_who_estimate_and_reword_at_once_both_have_their_say(vallees, claire):
    need = world.make_need("La paie")
    read_before = Need.objects.get(pk=need.pk)
    need.reword(claire, title="Comprendre la paie")
    read_before.estimate(claire, 5, 1, 5)
    now = Need.objects.get(pk=need.pk)
    assert (now.title, now.impact) == ("Comprendre la paie", 5)
    assert SearchRow.objects.get(subject=need.pid).title == "Comprendre la paie"
