"""Five real minutes that stand beside a working copy, when they do: every count of their `expected.json`."""

import json
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from maillage.needs.minutes.reader import read_minutes

from .counting import areas, notes, runs
from .forms import as_docx, as_html, as_html_from_markdown, as_html_text, as_odt, as_odt_lines, as_pdf

MINUTES = Path(__file__).resolve().parents[6] / "shared" / "minutes"
pytestmark = pytest.mark.skipif(
    not (MINUTES / "expected.json").exists(), reason="no ../shared/minutes beside this copy"
)
FORMS = {
    "source": str.encode,
    "docx": as_docx,
    "docx lines": lambda text: as_docx(text, tables=False),
    "odt": as_odt,
    "odt lines": as_odt_lines,
    "html": as_html,
    "html text": as_html_text,
    "pdf": as_pdf,
}
NAMES = [
    "01-working-group.txt",
    "02-founding-meeting.txt",
    "03-network-mindmap.txt",
    "04-problem-tree.txt",
    "05-strategy-workshop.md",
]


@cache
def found(name, form):
    text = (MINUTES / name).read_text(encoding="utf-8")
    filename = name if form == "source" else f"cr.{form.split()[0]}"
    return read_minutes(FORMS[form](text), filename)


@cache
def expected(name):
    return json.loads((MINUTES / "expected.json").read_text(encoding="utf-8"))[name]


def sentiment(reading, wanted):
    return sum(len(area.notes) for area in areas(reading) if area.sentiment == wanted)


@pytest.mark.parametrize("form", FORMS)
def test_working_group(form):
    reading, wanted = found(NAMES[0], form), expected(NAMES[0])
    statuses = Counter(person.status for person in reading.participants)
    assert (reading.date, statuses["present"], statuses["excused"]) == (
        wanted["date"],
        wanted["present"],
        wanted["excused"],
    )
    assert len(reading.needs) >= wanted["needs_at_least"]
    assert len(reading.solutions) >= wanted["solutions_at_least"]
    for name, count in wanted["post_its"].items():
        assert count in [len(area.notes) for area in areas(reading) if area.sentiment == name]
    for words in wanted["must_contain_need"]:
        assert any(words in need.text for need in reading.needs)
    for words in wanted["must_contain_note"]:
        assert any(words in note.text for note in notes(reading))


@pytest.mark.parametrize("form", FORMS)
def test_founding_meeting(form):
    reading, wanted = found(NAMES[1], form), expected(NAMES[1])
    assert [board.kind for board in reading.boards] == ["statements"]
    assert len(notes(reading)) >= wanted["statements"]
    for words in wanted["must_contain_note"]:
        assert any(words in note.text for note in notes(reading))


@pytest.mark.parametrize("form", FORMS)
def test_mind_map(form):
    reading, wanted = found(NAMES[2], form), expected(NAMES[2])
    assert len(areas(reading)) >= wanted["areas_at_least"]
    assert len(notes(reading)) >= wanted["notes_at_least"]
    people = [{"name": p.name, "email": p.email, "phone": p.phone} for p in reading.participants]
    assert people == wanted["participants"]


@pytest.mark.parametrize("form", FORMS)
def test_problem_tree(form):
    reading, wanted = found(NAMES[3], form), expected(NAMES[3])
    assert reading.date == wanted["date"]
    assert len(reading.participants) == wanted["participants_unique"]
    assert sum(bool(person.email) for person in reading.participants) == wanted["with_email"]
    assert "+33600000018" in {person.phone for person in reading.participants}
    assert len(reading.agenda) == wanted["agenda_items"]
    first = reading.agenda[0]
    assert {"starts": first.starts, "ends": first.ends} == wanted["agenda_first"]
    assert all(entry.title for entry in reading.agenda)
    assert wanted["problem"] in [
        note.text for area in areas(reading) if area.sentiment == "problem" for note in area.notes
    ]
    assert sentiment(reading, "consequence") >= wanted["consequences_at_least"]
    assert sentiment(reading, "cause") == wanted["causes"]
    assert len(reading.solutions) == wanted["solutions"]
    assert [count for _, count in runs(s.cause for s in reading.solutions)] == wanted["solutions_per_group"]
    assert len(reading.follow_ups) == wanted["follow_ups"]


@pytest.mark.parametrize("form", [*FORMS, "html rendered"])
def test_strategy_workshop(form):
    if form == "html rendered":
        reading = read_minutes(
            as_html_from_markdown((MINUTES / NAMES[4]).read_text(encoding="utf-8")), "page.html"
        )
    else:
        reading = found(NAMES[4], form)
    wanted = expected(NAMES[4])
    assert reading.date == wanted["date"]
    assert sum(person.status == "present" for person in reading.participants) == wanted["present"]
    assert dict(Counter(need.audience for need in reading.needs)) == wanted["needs_by_audience"]
    assert dict(Counter(action.audience for action in reading.actions)) == wanted["actions_by_audience"]
    assert set(wanted["authors"]) <= {note.author for note in notes(reading)}
