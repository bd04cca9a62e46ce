"""What is exported is read back equal: by the text that a person sees, then with what the document carries beside it."""

from functools import partial
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from markdown_it import MarkdownIt

from maillage.needs.minutes.printing import render
from maillage.needs.minutes.reader import Area, Board, Note, Reading, read_minutes
from maillage.needs.minutes.writer import FORMATS, legible, write_minutes
from maillage.needs.minutes.writer.plain import without_contacts, without_source
from maillage.ui.theme import DEFAULT_THEME

from .hostile import DRAWN, readings
from .told import plain, told, workshop

FIXTURES = sorted((Path(__file__).parents[1] / "reader" / "tests" / "fixtures").iterdir())
SHARED = sorted(Path(__file__).resolve().parents[5].glob("shared/minutes/0*"))
SEEN = ["md", "docx", "odt", "csv"]  # formats whose text alone says everything
hostile = partial(settings, deadline=None, suppress_health_check=list(HealthCheck))


def back_by_text(reading, form):
    content = (
        render(reading, DEFAULT_THEME, carry=False)
        if form == "pdf"
        else write_minutes(reading, form, carry=False)
    )
    return read_minutes(content, f"compte-rendu.{form}")


def back(reading, form, **options):
    if form == "pdf":
        return read_minutes(render(reading, DEFAULT_THEME, **options), "compte-rendu.pdf")
    return read_minutes(write_minutes(reading, form, **options), f"compte-rendu.{form}")


@pytest.mark.parametrize("form", [*FORMATS, "pdf"])
def test_a_workshop_comes_back_whole_by_its_text_alone(form):
    read = back_by_text(workshop(), form)
    assert told(read) == told(legible(workshop()))
    if form != "json":
        assert read.unread == []
        assert all(read.lines[line - 1] for line in read.item_lines())


@pytest.mark.parametrize("form", SEEN)
@hostile(max_examples=40)
@given(reading=readings())
def test_whatever_people_typed_comes_back_by_its_text_alone(form, reading):
    assert told(back_by_text(reading, form)) == told(legible(reading))


@hostile(max_examples=6)
@given(reading=readings(tuple(DRAWN)))
def test_a_pdf_comes_back_by_its_text_alone(reading):
    assert told(back_by_text(reading, "pdf")) == told(legible(reading))


@pytest.mark.parametrize("form", ["docx", "odt", "pdf"])
def test_a_document_carries_what_its_page_does_not_show(form):
    """Ids, the order of notes that groups and branches change, emoji that no font of ours draws."""
    reading = workshop()
    reading.boards[0].areas[0].notes.reverse()
    reading.needs[0].text = "Rentrer le soir 🚲"
    assert plain(back(reading, form)) == plain(without_contacts(reading))
    seen = back_by_text(reading, form)
    assert seen.boards[0].areas[0].notes[0].text == "Décaler la fin de journée"  # under its group
    assert seen.boards[0].id != reading.boards[0].id
    assert seen.needs[0].text == ("Rentrer le soir" if form == "pdf" else "Rentrer le soir 🚲")


@pytest.mark.parametrize("form", ["docx", "odt"])
@hostile(max_examples=25)
@given(reading=readings())
def test_whatever_people_typed_is_carried(form, reading):
    assert plain(back(reading, form)) == plain(reading)


@pytest.mark.parametrize("form", ["md", "docx", "odt", "csv", "json", "pdf"])
@pytest.mark.parametrize("path", [*FIXTURES, *SHARED], ids=lambda path: path.stem)
def test_minutes_typed_by_others_come_back(path, form):
    if form == "pdf" and path not in SHARED[-2:]:
        return  # the PDF takes half a second each
    reading = without_source(read_minutes(path.read_bytes(), path.name))
    assert told(back_by_text(reading, form)) == told(legible(reading))


def test_json_kept_for_oneself_is_the_very_same_reading():
    reading = workshop()
    reading.lines, reading.structure = ["Présents :", "Malo", "06 00 00 00 01"], [1]
    assert back(reading, "json", with_contacts=True) == reading


@pytest.mark.parametrize("form", [*FORMATS, "pdf"])
def test_contacts_are_there_only_when_asked_for(form):
    without, asked = back(workshop(), form), back(workshop(), form, with_contacts=True)
    assert {person.email for person in without.participants} | {p.phone for p in without.participants} == {""}
    assert asked.participants[0].email == "malo@lin.example"
    assert asked.participants[0].phone == "+33600000001"


@hostile(max_examples=40)
@given(reading=readings())
def test_markdown_says_the_same_in_a_renderer(reading):
    page = MarkdownIt("commonmark").enable("table").render(write_minutes(reading, "md").decode())
    assert told(read_minutes(f"<html><body>{page}</body></html>".encode(), "cr.html")) == told(
        legible(reading)
    )


def test_notes_that_hang_in_a_circle_or_from_nothing_are_all_there():
    notes = [Note("un", id="1", parent="2"), Note("deux", id="2", parent="1"), Note("trois", id="3", parent="9"), Note("moi", id="4", parent="4")]  # fmt: skip
    reading = Reading(
        title="Arbre", boards=[Board("Arbre", "problem_tree", [Area("Causes", "cause", notes)])]
    )
    read = back_by_text(reading, "md")
    assert sorted(note.text for note in read.boards[0].areas[0].notes) == ["deux", "moi", "trois", "un"]


def test_a_branch_deeper_than_the_lists_of_a_word_processor():
    notes = [Note(f"cause {n}", id=str(n), parent=str(n - 1)) for n in range(14)]
    reading = Reading(
        title="Arbre", boards=[Board("Arbre", "problem_tree", [Area("Causes", "cause", notes)])]
    )
    for form in ("md", "pdf"):
        assert told(back_by_text(reading, form)) == told(reading)
    for form in ("docx", "odt"):
        read = back_by_text(reading, form).boards[0].areas[0].notes
        assert [note.text for note in read] == [note.text for note in notes]
        assert {note.parent for note in read[8:]} == {read[7].id}  # its text alone loses these links
        assert plain(back(reading, form)) == plain(reading)
