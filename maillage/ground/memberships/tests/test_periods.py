"""From when to when one is a member: leap years, month ends, year ends, early and late renewals."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage.ground.memberships.periods import (
    ONE_DAY,
    Rhythm,
    Span,
    add_months,
    first_span,
    may_renew,
    next_span,
    starts_after,
)

D = dt.date
days = st.dates(D(2000, 1, 1), D(2099, 12, 31))
rolling = st.builds(Rhythm, months=st.integers(1, 36), window=st.integers(0, 90), grace=st.integers(0, 90))
month_days = st.dates(D(2024, 1, 1), D(2024, 12, 31)).map(lambda day: (day.month, day.day))
fixed = st.builds(
    Rhythm,
    months=st.sampled_from([1, 2, 3, 4, 6, 12]),
    start=month_days,
    rollover=st.none() | month_days,
    window=st.integers(0, 90),
    grace=st.integers(0, 90),
)
rhythms = rolling | fixed


@pytest.mark.parametrize(
    ("joined", "ends"),
    [
        (D(2026, 3, 15), D(2027, 3, 14)),
        (D(2026, 1, 1), D(2026, 12, 31)),
        (D(2024, 2, 29), D(2025, 2, 27)),
        (D(2023, 3, 1), D(2024, 2, 29)),
        (D(2026, 12, 31), D(2027, 12, 30)),
    ],
)
def test_a_year_from_the_day_one_joins(joined, ends):
    assert first_span(Rhythm(), joined) == Span(joined, ends)


@pytest.mark.parametrize(
    ("joined", "ends"),
    [
        (D(2026, 1, 1), D(2026, 12, 31)),
        (D(2026, 9, 30), D(2026, 12, 31)),
        (D(2026, 10, 1), D(2027, 12, 31)),
        (D(2026, 12, 31), D(2027, 12, 31)),
    ],
)
def test_the_calendar_year_and_after_the_rollover_the_next_one_too(joined, ends):
    assert first_span(Rhythm(start=(1, 1), rollover=(10, 1)), joined) == Span(joined, ends)


def test_a_school_year():
    rhythm = Rhythm(start=(9, 1), rollover=(6, 1))
    assert first_span(rhythm, D(2026, 2, 10)) == Span(D(2026, 2, 10), D(2026, 8, 31))
    assert first_span(rhythm, D(2026, 6, 15)) == Span(D(2026, 6, 15), D(2027, 8, 31))


def test_the_end_of_a_month_stays_one():
    assert add_months(D(2026, 1, 31), 1) == D(2026, 2, 28)
    assert add_months(D(2024, 2, 29), 12) == D(2025, 2, 28)


@given(rhythms, days)
def test_who_joins_is_a_member_that_very_day(rhythm, day):
    assert day in first_span(rhythm, day)


@given(rhythms, days, st.integers(0, 120))
def test_renewing_in_time_leaves_no_day_out_and_counts_none_twice(rhythm, day, early):
    first = first_span(rhythm, day)
    renewed = next_span(rhythm, first, first.ends - dt.timedelta(days=early))
    assert renewed.starts == first.ends + ONE_DAY
    assert renewed.ends > renewed.starts


@given(rhythms, days, st.integers(1, 400))
def test_renewing_after_the_grace_is_a_new_start(rhythm, day, late):
    first = first_span(rhythm, day)
    then = first.ends + dt.timedelta(days=rhythm.grace + late)
    renewed = next_span(rhythm, first, then)
    assert renewed.starts == then
    assert renewed.starts > first.ends


@given(rolling, days)
def test_early_or_on_the_last_day_the_end_is_the_same(rhythm, day):
    first = first_span(rhythm, day)
    ends = {next_span(rhythm, first, first.ends - dt.timedelta(days=early)).ends for early in (0, 10, 60)}
    assert len(ends) == 1


@given(fixed, days)
def test_a_fixed_period_ends_on_the_eve_of_a_start(rhythm, day):
    begun, following, *_ = starts_after(rhythm, day)
    assert begun <= day < following
    eve = first_span(rhythm, day).ends + ONE_DAY
    assert starts_after(rhythm, eve)[0] == eve


@given(rhythms, days)
def test_the_window_opens_before_the_end_and_stays_open(rhythm, day):
    span = first_span(rhythm, day)
    opens = span.ends - dt.timedelta(days=rhythm.window)
    assert may_renew(rhythm, span, opens)
    assert may_renew(rhythm, span, span.ends + dt.timedelta(days=1000))
    assert not may_renew(rhythm, span, opens - ONE_DAY)
