"""The hour at which a message leaves, over nights when the clocks change."""

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from maillage.activities.reminders.clock import in_words, moment
from maillage.ui.french import PARIS


def paris(*when):
    return dt.datetime(*when, tzinfo=PARIS)


def the_day_before(anchor, at=dt.time(18)):
    return moment(anchor, after=False, days=1, at=at, hours=0).astimezone(PARIS)


def test_the_day_before_is_a_time_on_the_clock():
    assert the_day_before(paris(2026, 12, 3, 9, 30)) == paris(2026, 12, 2, 18)


def test_the_clock_stays_right_when_it_changes_in_between():
    """24 real hours before would say 17 h in spring and 19 h in autumn."""
    spring, autumn = paris(2026, 3, 29, 18), paris(2026, 10, 25, 18)
    assert the_day_before(spring).hour == the_day_before(autumn).hour == 18
    assert (spring - dt.timedelta(hours=24)).hour == 18, "which Python does on the clock too"
    naive = (spring.astimezone(dt.UTC) - dt.timedelta(hours=24)).astimezone(PARIS)
    assert naive.hour == 17


def test_an_hour_that_a_spring_night_skips_is_said_an_hour_later():
    assert the_day_before(paris(2026, 3, 30, 9), dt.time(2, 30)) == paris(2026, 3, 29, 3, 30)


def test_hours_are_real_hours():
    before = moment(paris(2026, 3, 29, 4), after=False, days=0, at=None, hours=2)
    assert before.astimezone(PARIS) == paris(2026, 3, 29, 1)


def test_in_words():
    assert in_words(False, 1, dt.time(18), 0) == "la veille à 18\xa0h"
    assert in_words(True, 1, dt.time(9, 30), 0) == "le lendemain à 9\xa0h\xa030"
    assert in_words(True, 3, dt.time(9), 0) == "3\xa0jours après à 9\xa0h"
    assert in_words(False, 0, None, 2) == "2\xa0heures avant"


@given(
    st.datetimes(dt.datetime(2020, 1, 1), dt.datetime(2035, 1, 1), timezones=st.just(PARIS)),
    st.booleans(),
    st.integers(0, 60),
    st.times(),
)
def test_it_is_always_the_day_and_the_hour_that_were_asked(anchor, after, days, at):
    found = moment(anchor, after, days, at, 0).astimezone(PARIS)
    day = anchor.astimezone(dt.UTC).astimezone(PARIS).date() + dt.timedelta(days=days if after else -days)
    assert found.date() == day
    wall = found.replace(tzinfo=None)
    asked = dt.datetime.combine(day, at)
    assert wall - asked in (dt.timedelta(0), dt.timedelta(hours=1))
