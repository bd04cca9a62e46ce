"""Bars, bands and words of the timeline, on actions that no database has seen."""

import datetime as dt

import pytest

from maillage.actions.roadmap.models import Action
from maillage.actions.roadmap.timeline import add_months, bar_of, scale_of, when

TODAY = dt.date(2026, 11, 23)


class Decided:
    def __init__(self, starts=None, due=None, horizon="short", decided=TODAY):
        self.starts, self.due, self.horizon = starts, due, horizon
        self.created_at = dt.datetime.combine(decided, dt.time(9))


@pytest.mark.parametrize(
    ("months", "expected"),
    [(0, (2026, 11)), (1, (2026, 12)), (2, (2027, 1)), (-11, (2025, 12)), (14, (2028, 1))],
)
def test_months_are_counted_over_years(months, expected):
    assert add_months(TODAY, months) == dt.date(*expected, 1)


def test_two_years_ahead_are_always_shown():
    scale = scale_of([], TODAY)

    assert (scale.first, scale.last) == (dt.date(2026, 11, 1), dt.date(2028, 12, 1))
    assert scale.months == 25 == len(scale.initials)
    assert [year for year, _ in scale.years] == [2026, 2027, 2028]


def test_far_past_and_far_future_are_cut():
    scale = scale_of([Decided(starts=dt.date(2011, 1, 1), due=dt.date(2050, 1, 1))], TODAY)

    assert (scale.first, scale.last) == (dt.date(2025, 11, 1), dt.date(2030, 12, 1))
    bar = bar_of(Decided(starts=dt.date(2011, 1, 1), due=dt.date(2050, 1, 1)), scale)
    assert (bar.start, bar.width) == (0, 100)


def test_a_bar_goes_from_start_to_due():
    scale = scale_of([], TODAY)
    bar = bar_of(Decided(starts=dt.date(2026, 12, 1), due=dt.date(2027, 5, 31)), scale)

    assert bar.start == round(100 * 30 / 761, 2)
    assert bar.start + bar.width == pytest.approx(100 * 212 / 761, abs=0.02)


def test_an_action_without_start_begins_the_day_it_was_decided():
    scale = scale_of([], TODAY)

    assert bar_of(Decided(due=dt.date(2027, 3, 1)), scale).start == scale.now


@pytest.mark.parametrize("horizon", Action.Horizon.values)
def test_an_action_without_date_stands_in_the_band_of_its_horizon(horizon):
    scale = scale_of([], TODAY)
    band = next(span for name, _, span in scale.bands if name == horizon)

    assert bar_of(Decided(horizon=horizon), scale) == band
    assert when(Decided(horizon=horizon)) == "date à fixer"


def test_bands_follow_one_another_from_today():
    scale = scale_of([], TODAY)
    short, medium, long = (span for _, _, span in scale.bands)

    assert short.start == scale.now
    assert medium.start == pytest.approx(short.start + short.width, abs=0.02)
    assert long.start + long.width == pytest.approx(100, abs=0.02)


@pytest.mark.parametrize(
    ("starts", "due", "said"),
    [
        (dt.date(2026, 3, 2), dt.date(2027, 6, 30), "de mars 2026 à juin 2027"),
        (dt.date(2026, 8, 1), dt.date(2026, 9, 1), "d’août 2026 à septembre 2026"),
        (dt.date(2026, 3, 2), dt.date(2026, 3, 9), "en mars 2026"),
        (None, dt.date(2027, 6, 30), "d’ici juin 2027"),
        (dt.date(2027, 6, 30), None, "dès juin 2027"),
    ],
)
def test_dates_in_words(starts, due, said):
    assert when(Decided(starts, due)) == said
