"""Whatever the content: a reading or a refusal, and every line of the source is accounted for."""

import json
import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from maillage.needs.minutes.reader import Reading, UnreadableMinutes, read_minutes
from maillage.needs.minutes.reader.words import bare

FIXTURES = sorted((Path(__file__).parent / "fixtures").iterdir())
PIECES = [
    "Présents : Ysé MORVAN, Paul", "Présents", "Besoins :", "BESOINS", "- un lieu", "  - plus loin", "• Besoin d'un lieu", "## Titre",
    "> Ysé :", "> on verra", "**Actions :**", "CAUSES", "Problème :", "Problème : rien ne va", "CONSEQUENCES", "SOLUTIONS", "9h - 10h\tcafé",
    "Ordre du jour", "1. Budget", "2. Fête", "a\tb\tc", "\tcellule", "| Forces | Faiblesses |", "|---|---|", "| x | y |", "Qui | Quoi | Quand",
    "NOM\tStructure\tMail", "BARON Luce\tLes Lilas\tluce@example.org", "06 00 00 00 01", "le 3 mai 2020 à Lorient", "-----", "A) Freins",
    "I. Atouts", "« Une parole » (Ysé)", "Arbre à problème", "", "", "texte courant qui ne dit rien de particulier", "Prochaine réunion : lundi",
    "mot " * 60, "***", "* ", ":", "-> Et vous ?", "=> 80 %", "<p>x</p>", "Table 1 : se loger",
]  # fmt: skip


def accounted_for(reading: Reading):
    written = {number for number, line in enumerate(reading.lines, 1) if line.strip()}
    items, structure, unread = (
        reading.item_lines(),
        set(reading.structure),
        {unread.line for unread in reading.unread},
    )
    assert written <= items | structure | unread
    assert not unread & (items | structure)
    for unread in reading.unread:
        assert unread.text == reading.lines[unread.line - 1].strip()
    found = reading.to_dict()
    assert Reading.from_dict(json.loads(json.dumps(found))).to_dict() == found


@pytest.mark.parametrize("path", FIXTURES, ids=lambda path: path.stem)
def test_words_of_each_item_line_are_in_what_was_read(path):
    reading = read_minutes(path.read_bytes(), path.name)
    accounted_for(reading)
    said = bare_words(json.dumps(reading.to_dict(), ensure_ascii=False))
    for number in reading.item_lines():
        assert bare_words(reading.lines[number - 1].split(" :")[-1]) <= said  # what precedes is a label


def bare_words(text):
    return set(re.findall(r"\w{3,}", " ".join(bare(word) for word in text.split())))


@settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=40)), max_size=40))
def test_any_lines(lines):
    try:
        reading = read_minutes("\n".join(lines).encode("utf-8", "replace"), "cr.txt")
    except UnreadableMinutes:
        return
    accounted_for(reading)


@settings(max_examples=120, deadline=None)
@given(st.binary(max_size=400), st.sampled_from(["cr.txt", "cr.docx", "cr.html", "cr.odt", "cr"]))
def test_any_bytes(content, filename):
    try:
        accounted_for(read_minutes(content, filename))
    except UnreadableMinutes as why:
        assert str(why)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "<p>",
                "</p>",
                "<ul><li>",
                "</li>",
                "<table><tr><td>",
                "</td><td>",
                "<blockquote>",
                "<h2>",
                "<br>",
                "un besoin",
                "Présents : Ysé",
                "\n",
            ]
        )
    )
)
def test_any_tags(tags):
    try:
        accounted_for(read_minutes(("<html><body>" + "".join(tags)).encode(), "cr.html"))
    except UnreadableMinutes as why:
        assert str(why)
