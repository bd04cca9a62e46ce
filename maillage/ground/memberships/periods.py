"""From when to when one is a member. Pure: days in, days out; both ends belong to the period.

A plan's `months` is the length. *Rolling*: from the day one joins. *Fixed*: every period begins on the plan's start day;
who joins before the rollover day gets the running period, who joins from that day on also gets the whole next one.
(CiviCRM and Tendenci call them so.)
"""

import calendar
import datetime as dt
from dataclasses import dataclass

ONE_DAY = dt.timedelta(days=1)


@dataclass(frozen=True)
class Rhythm:
    """`start` and `rollover` are (month, day) of a fixed plan, whose months divide a year; `window` and `grace` are in days."""

    months: int = 12
    start: tuple[int, int] | None = None
    rollover: tuple[int, int] | None = None
    window: int = 30
    grace: int = 30


@dataclass(frozen=True, order=True)
class Span:
    starts: dt.date
    ends: dt.date

    def __contains__(self, day: dt.date) -> bool:
        return self.starts <= day <= self.ends


def add_months(day: dt.date, months: int) -> dt.date:
    """31 January + 1 month is the last day of February; 29 February + 12 months is 28 February."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return dt.date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def on(year: int, month_day: tuple[int, int]) -> dt.date:
    """That day of the year; 29 February is the 28th when there is none."""
    month, day = month_day
    return dt.date(year, month, min(day, calendar.monthrange(year, month)[1]))


def starts_after(rhythm: Rhythm, day: dt.date) -> list[dt.date]:
    """The starts of a fixed rhythm: the one that holds this day, then those that follow, for two years."""
    firsts = (on(year, rhythm.start) for year in range(day.year - 1, day.year + 3))
    starts = sorted({add_months(first, step) for first in firsts for step in range(0, 12, rhythm.months)})
    begun = max(start for start in starts if start <= day)
    return starts[starts.index(begun) :]


def first_span(rhythm: Rhythm, day: dt.date) -> Span:
    """For whoever joins that day."""
    if rhythm.start is None:
        return Span(day, add_months(day, rhythm.months) - ONE_DAY)
    begun, following, after, *_ = starts_after(rhythm, day)
    rolled = rhythm.rollover and next_on(rhythm.rollover, begun) <= day
    return Span(day, (after if rolled else following) - ONE_DAY)


def next_on(month_day: tuple[int, int], since: dt.date) -> dt.date:
    """The first such day on or after `since`."""
    here = on(since.year, month_day)
    return here if here >= since else on(since.year + 1, month_day)


def next_span(rhythm: Rhythm, last: Span, day: dt.date) -> Span:
    """For whoever renews that day after `last`. Within the grace it follows on; later it is a new start, and the gap stays a gap."""
    if day > last.ends + dt.timedelta(days=rhythm.grace):
        return first_span(rhythm, day)
    starts = last.ends + ONE_DAY
    if rhythm.start is None:
        return Span(starts, add_months(starts, rhythm.months) - ONE_DAY)
    return Span(starts, starts_after(rhythm, starts)[1] - ONE_DAY)


def may_renew(rhythm: Rhythm, last: Span, day: dt.date) -> bool:
    """The window is open: some days before the end, and ever after."""
    return day >= last.ends - dt.timedelta(days=rhythm.window)
