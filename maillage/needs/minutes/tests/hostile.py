"""Readings made of everything that could break a layout, for hypothesis."""

import datetime as dt

from hypothesis import strategies as st

from maillage.needs.minutes.reader import (
    Action,
    AgendaEntry,
    Area,
    Board,
    Decision,
    FollowUp,
    Group,
    Need,
    Note,
    Participant,
    PastAction,
    Reading,
    Solution,
)
from maillage.needs.minutes.reader.own import words
from maillage.needs.minutes.writer.plain import clean

PIECES = [
    "un car", "l’été", "C'est \"ça\"", "a | b", "||", "=1+1", "+33600000001", "-cmd", "@SUM(A1)", "'=x", "*gras*", "**", "__init__", "`code`", "# titre",
    "## Décisions", "- item", "1. un", "12) deux", "> cité", "---", "===", "[lien](http://a.b)", "<b>&amp;</b>", "<br>", "</w:t>", "]]>", "&nbsp;",
    "\\", "\\(", "a\\", "(3 voix)", "(par Malo)", "(par Malo · validé en plénière)\\", "Groupe 1 : x", "\\Groupe 2 : y", "Cause : z", "Date : hier", "Lieu :",
    "(favorable)", "·", " · ", "(", ")", "Sans titre", "Tableau sans titre", "\\Sans titre", "Rien n’y a été écrit.", "Objet :", "5 post-it", "neutre",
    "Je m’y oppose : 4", "présent·e", "vote", words.SIGNATURE, "Familles de post-it : a", "12 mars 2027", "9 h 30 – 10 h", "é",
    "\x00", "\x0b", "\x1f", "\ud800", "\ufffe", "\u2028", "\u200b", "\u00a0", "  ", "\t", "\n", "\r\n", "ﬁ", "œuvre", "x" * 300, "mot " * 120, "https://exemple.org/" + "a/" * 60,
    "$x$", "#let a = 1", "#", "~", "%", "\"; DROP", "{\"a\": 1}", "Compte rendu", "Action", "| --- |", "Rubrique;Texte", ";", ",",
]  # fmt: skip
DRAWN = PIECES[:]
UNDRAWN = ["😀", "👩‍🚒", "日本", "مرحبا"]  # no font of ours draws them
PIECES += UNDRAWN
date = st.none() | st.dates(dt.date(1950, 1, 1), dt.date(2100, 12, 31)).map(str)
clock = st.none() | st.times().map(lambda moment: f"{moment:%H:%M}")
votes = st.none() | st.integers(0, 5000)
mean = st.none() | st.integers(100, 500).map(lambda hundredths: hundredths / 100)


def texts(pieces):
    """Any text, then one that says something."""
    several = st.lists(st.sampled_from(pieces), max_size=4)
    text = several.map(" ".join) | several.map("".join)
    return text, text.map(lambda value: value if clean(value) else f"x{value}")


def code(known, said):
    return st.sampled_from(list(known)) | st.sampled_from(list(known)) | said


def counts_of(said):
    return st.dictionaries(st.sampled_from(list(words.GRADES)) | said, st.integers(0, 200), max_size=3)


@st.composite
def boards(draw, number, text, said):
    agreement = counts_of(said)
    groups = [
        Group(draw(text), f"{number}g{i}", draw(votes), draw(mean), draw(mean), draw(agreement))
        for i in range(draw(st.integers(0, 3)))
    ]
    linked, notes, areas = draw(st.booleans()), [], []
    for _ in range(draw(st.integers(0, 3))):
        area = Area(draw(text), draw(code(words.SENTIMENTS, said)))
        for _ in range(draw(st.integers(0, 3))):
            parents = [note.id for note in notes][-6:] if linked else []
            note = Note(
                draw(said),
                draw(text),
                id=f"{number}n{len(notes)}",
                parent=draw(st.sampled_from(["", *parents])),
                group=draw(st.sampled_from(["", *(group.id for group in groups)])),
                verdict=draw(st.sampled_from(["", *words.VERDICTS])),
            )
            notes.append(note)
            area.notes.append(note)
        areas.append(area)
    return Board(
        draw(text),
        draw(st.sampled_from(list(words.BOARDS))),
        areas,
        id=f"b{number}",
        team=draw(text),
        groups=groups,
    )


@st.composite
def readings(draw, pieces=tuple(PIECES)):
    text, said = texts(pieces)
    agreement = counts_of(said)

    def some(shape, **fields):
        return draw(st.lists(st.builds(shape, **fields), max_size=3))

    task = {"text": said, "owner": text, "due": date, "state": text}
    return Reading(
        title=draw(text), date=draw(date), place=draw(text), starts=draw(clock), ends=draw(clock), purpose=draw(text), summary=draw(text),
        participants=some(Participant, name=said, organisation=text, role=text, status=st.sampled_from(list(words.STATUSES))),
        agenda=some(AgendaEntry, title=said, starts=clock, ends=clock, kind=code(words.STEPS, said), guide=text),
        decisions=some(Decision, text=said, agreement=agreement),
        actions=some(Action, audience=text, **task),
        past_actions=some(PastAction, **task),
        follow_ups=some(FollowUp, **task),
        needs=some(Need, text=said, audience=text, votes=votes, rank=votes, reason=text),
        solutions=some(Solution, text=said, cause=text, votes=votes),
        boards=[draw(boards(number, text, said)) for number in range(draw(st.integers(0, 2)))],
    )  # fmt: skip
