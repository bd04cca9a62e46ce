"""Writing at the same time: each in turn, in the order they came."""

import threading
import time

import pytest
from django.db import transaction

from maillage.needs.workshops import lines
from maillage.needs.workshops.models import Change, Note
from tests.threads import all_at_once


def waiting_for(line, count):
    while len(line.waiting) < count:
        time.sleep(0.001)


def test_the_line_is_served_in_the_order_of_arrival():
    line, served, threads = lines.line_of("here"), [], []

    def wait(number):
        with line:
            served.append(number)

    with line:
        for number in range(10):
            threads.append(threading.Thread(target=wait, args=[number]))
            threads[-1].start()
            waiting_for(line, number + 1)
    for thread in threads:
        thread.join()
    assert served == list(range(10))


def test_a_turn_that_fails_gives_its_place_to_the_next():
    line = lines.line_of("here")
    with pytest.raises(ZeroDivisionError), line:
        1 / 0  # noqa: B018
    with line:
        assert line.taken
    assert not line.taken


def test_each_workshop_has_its_line_and_forgets_it():
    held = lines.line_of(1)
    assert lines.line_of(1) is held and lines.line_of(2) is not held
    del held
    assert 1 not in lines._lines


@pytest.mark.django_db(transaction=True)
def test_who_holds_the_database_does_not_wait_behind_who_waits_for_it(workshop, helps, lou, monkeypatch):
    """Each would wait for the other for ever."""

    def wait(line):
        raise AssertionError("it waits")

    monkeypatch.setattr(lines.Line, "__enter__", wait)
    with transaction.atomic():
        assert helps.write("Dans une transaction", author=lou).pk
    with pytest.raises(AssertionError):
        helps.write("Hors d’une transaction", author=lou)


@pytest.mark.django_db(transaction=True)
def test_forty_who_write_at_once_are_all_kept_and_numbered_without_a_hole(
    on_disk, vallees, workshop, helps, lou
):
    all_at_once(vallees, 40, lambda n: helps.write(f"Idée {n}", author=lou))
    assert Note.objects.count() == 40
    numbers = sorted(Change.objects.values_list("seq", flat=True))
    assert numbers == list(range(1, workshop.current_seq() + 1))
