"""Many hands at once, each on its own connection: one version stands, nobody's words vanish, what is frozen is whole."""

import contextlib

import pytest

from maillage.needs.minutes.models import Approved, Changed, Edition, Minutes, Moved, Section, Version
from maillage.needs.minutes.parts import digest
from tests import world
from tests.threads import all_at_once

pytestmark = pytest.mark.django_db(transaction=True)
HANDS = 6
KEYS = ("summary", "decisions", "actions", "solutions", "follow_ups", "needs")


@pytest.fixture
def minutes(on_disk, vallees, claire):
    return Minutes.objects.begin(world.make_workshop(), claire)


def hands():
    return [world.make_person(f"Main {n}") for n in range(HANDS)]


def data_of(key, words):
    return {"text": words} if key == "summary" else {"rows": [{"id": words.replace(" ", "-"), "text": words}]}


def test_of_those_who_write_in_one_section_at_once_one_stands_and_the_others_hear_of_it(minutes, vallees):
    people = hands()

    def write(n):
        section = Minutes.objects.get().written_section("summary")
        try:
            section.write({"text": f"Texte {n}"}, 0, people[n])
        except Moved as moved:
            return moved.section.data["text"]
        return None

    heard = all_at_once(vallees, HANDS, write)
    assert heard.count(None) == 1
    stands = Section.objects.get().data["text"]
    assert stands == f"Texte {heard.index(None)}"
    assert {text for text in heard if text} == {stands}
    assert Version.objects.count() == 1


def test_each_version_has_one_writer_however_they_insist(minutes, vallees):
    people = hands()

    def write(n):
        for _ in range(200):
            section = Minutes.objects.get().written_section("summary")
            with contextlib.suppress(Moved):
                words = "\n".join(filter(None, [section.part.data["text"], f"Main {n}"]))
                return section.write({"text": words}, section.version, people[n]).version
        return None

    assert sorted(all_at_once(vallees, HANDS, write)) == list(range(1, HANDS + 1))
    assert sorted(Section.objects.get().data["text"].splitlines()) == [f"Main {n}" for n in range(HANDS)]


def test_what_was_acknowledged_is_in_the_edition_and_the_rest_was_refused(minutes, vallees, claire):
    people = hands()

    def approve():
        for _ in range(200):
            one = Minutes.objects.get()
            with contextlib.suppress(Changed):
                return one.approve(claire, digest([written.part for written in one.written()]))
        return None

    def act(n):
        if n == HANDS:
            return approve()
        try:
            Minutes.objects.get().written_section(KEYS[n]).write(data_of(KEYS[n], f"mot {n}"), 0, people[n])
        except Approved:
            return False
        return True

    *written, edition = all_at_once(vallees, HANDS + 1, act)
    assert edition == Edition.objects.get()
    for n, acknowledged in enumerate(written):
        assert (f"mot {n}" in str(edition.parts)) == acknowledged


def test_two_who_begin_begin_one_and_two_who_approve_approve_once(on_disk, vallees, claire):
    workshop = world.make_workshop()
    all_at_once(vallees, HANDS, lambda n: Minutes.objects.begin(workshop, claire))
    seen = digest([written.part for written in Minutes.objects.get().written()])

    def approve(n):
        with contextlib.suppress(Approved):
            return Minutes.objects.get().approve(claire, seen).number
        return None

    assert sorted(filter(None, all_at_once(vallees, HANDS, approve))) == [1]
    assert Edition.objects.count() == 1
