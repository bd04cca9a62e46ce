"""Dates, hours and counts as French people say them."""

import datetime as dt

import pytest

from maillage.ui import french
from maillage.ui.french import PARIS

TODAY = dt.date(2026, 11, 23)


def plain(text):
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def at(*parts):
    return dt.datetime(*parts, tzinfo=PARIS)


def test_a_day_in_words():
    assert plain(french.day(dt.date(2026, 12, 3), TODAY)) == "jeudi 3 décembre"
    assert plain(french.day(dt.date(2026, 12, 1), TODAY)) == "mardi 1er décembre"
    assert plain(french.day(dt.date(2018, 6, 12), TODAY)) == "mardi 12 juin 2018"


def test_the_clock_is_that_of_paris():
    summer = dt.datetime(2026, 7, 1, 22, 30, tzinfo=dt.UTC)
    assert plain(french.clock(summer)) == "0 h 30"
    assert plain(french.day(summer, TODAY)) == "jeudi 2 juillet"


def test_a_moment():
    assert plain(french.moment(at(2026, 12, 3, 9, 30))).startswith("jeudi 3 décembre")
    assert plain(french.moment(at(2026, 12, 3, 9, 30))).endswith(", 9 h 30")
    assert french.moment(None) == ""


def test_a_span_of_hours_or_of_days():
    morning = french.span(at(2026, 12, 3, 9, 30), at(2026, 12, 3, 12, 0))
    assert plain(morning).endswith(", de 9 h 30 à 12 h")
    days = plain(french.span(dt.date(2026, 12, 3), dt.date(2026, 12, 5)))
    assert days.startswith("du jeudi 3 décembre")
    assert " au samedi 5 décembre" in days


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (7.5, "7 h 30"),
        (dt.timedelta(hours=2), "2 h"),
        (dt.timedelta(minutes=45), "45 min"),
        (0, "0 h"),
        (1312, "1 312 h"),
        (None, ""),
    ],
)
def test_hours(value, expected):
    assert plain(french.hours(value)) == expected


@pytest.mark.parametrize(
    ("count", "forms", "expected"),
    [(0, "personne", "0 personne"), (1, "personne", "1 personne"), (2, "personne", "2 personnes"), (3, "voix", "3 voix"),
     (2, "cheval,chevaux", "2 chevaux"), (1312, "heure", "1 312 heures"), (2, "place libre", "2 places libres"), ([1, 2], "note", "2 notes")],
)  # fmt: skip
def test_plural(count, forms, expected):
    assert plain(french.plural(count, forms)) == expected


def test_ordinals():
    assert [french.ordinal(1), french.ordinal(1, "f"), french.ordinal(2)] == ["1er", "1re", "2e"]


def test_tall_punctuation_stays_with_its_word():
    assert french.typo("Café surprise : la panne ?") == "Café surprise\u00a0: la panne\u00a0?"
    assert french.typo("« Seuls » !") == "«\u00a0Seuls\u00a0»\u00a0!"
