"""The journal is only ever added to, and each pole reads its own."""

import pytest
from django_scopes import scope

from maillage.ground.journal.models import AppendOnly, Entry, of, record
from tests import world


def test_a_line_says_who_did_what_to_what(vallees, claire):
    workshop = world.make_workshop()
    record("workshop.opened", workshop, claire, people=12)
    line = of(workshop).get()
    assert (line.pole, line.actor, line.code, line.data) == (
        vallees,
        claire,
        "workshop.opened",
        {"people": 12},
    )
    assert line.subject == f"workshop:{workshop.pid}"


def test_a_line_without_subject_belongs_to_the_pole_in_scope(vallees):
    assert record("pole.opened").pole == vallees


def test_the_newest_line_comes_first_with_its_actor_in_one_query(claire, django_assert_num_queries):
    workshop = world.make_workshop()
    for code in ("workshop.opened", "workshop.closed"):
        record(code, workshop, claire)
    with django_assert_num_queries(1):
        assert [(line.code, line.actor.name) for line in of(workshop)] == [
            ("workshop.closed", "Claire Morvan"),
            ("workshop.opened", "Claire Morvan"),
        ]


def test_the_same_subject_in_two_poles_has_two_stories(vallees, onde):
    record("workshop.opened", world.make_workshop())
    with scope(pole=onde):
        assert not of(world.make_workshop()).exists()


CHANGES = {
    "save": lambda line: line.save(),
    "delete": lambda line: line.delete(),
    "update": lambda line: Entry.objects.update(code="nothing"),
    "delete all": lambda line: Entry.objects.all().delete(),
    "bulk_update": lambda line: Entry.objects.bulk_update([line], ["code"]),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_nothing_is_changed_nor_removed(vallees, change):
    line = record("pole.opened")
    with pytest.raises(AppendOnly):
        change(line)
