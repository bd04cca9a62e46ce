"""What is exported is read back equal, by the text that a person sees."""

import pytest

from maillage.needs.minutes.reader import read_minutes
from maillage.needs.minutes.writer import FORMATS, legible, write_minutes

from .told import told, workshop


@pytest.mark.parametrize("form", FORMATS)
def test_a_workshop_comes_back_whole(form):
    back = read_minutes(write_minutes(workshop(), form), f"compte-rendu.{form}")
    assert told(back) == told(legible(workshop()))
    assert back.unread == []


def test_json_kept_for_oneself_is_the_very_same_reading():
    reading = workshop()
    reading.lines, reading.structure = ["Présents :", "Malo", "06 00 00 00 01"], [1]
    assert read_minutes(write_minutes(reading, "json", with_contacts=True), "cr.json") == reading
