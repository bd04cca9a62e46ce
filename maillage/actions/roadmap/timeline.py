"""The road map as a timeline: months across, one bar an action, three bands for the horizons.

A band says what the horizon words mean: short is within 6 months of today, medium within 18, long beyond. An action
without a date stands in the band of its horizon, and says that its date is to be set.
"""

import datetime as dt
from dataclasses import dataclass

from maillage.actions.roadmap.models import Action
from maillage.ui.french import MONTHS

SHORT, MEDIUM, LONG = 6, 18, 24  # months from today where each horizon ends, at least
PAST, FUTURE = 12, 48  # months beyond which bars are cut

H = Action.Horizon


def add_months(day: dt.date, months: int) -> dt.date:
    """First day of the month that many months later (or earlier)."""
    index = day.year * 12 + day.month - 1 + months
    return dt.date(index // 12, index % 12 + 1, 1)


@dataclass(frozen=True)
class Span:
    """A place across the timeline, in percent of its width."""

    start: float
    width: float


@dataclass(frozen=True)
class Scale:
    """From the first day shown to the first day no longer shown."""

    first: dt.date
    last: dt.date
    today: dt.date

    def at(self, day: dt.date) -> float:
        return max(0.0, min(100.0, 100 * (day - self.first).days / (self.last - self.first).days))

    def span(self, start: dt.date, end: dt.date) -> Span:
        left = self.at(start)
        return Span(round(left, 2), round(max(self.at(end) - left, 1.2), 2))

    @property
    def now(self) -> float:
        return round(self.at(self.today), 2)

    @property
    def months(self) -> int:
        return (self.last.year - self.first.year) * 12 + self.last.month - self.first.month

    @property
    def years(self):
        """[(year, Span)]."""
        found = []
        for year in range(self.first.year, self.last.year + 1):
            start, end = max(self.first, dt.date(year, 1, 1)), min(self.last, dt.date(year + 1, 1, 1))
            if start < end:
                found.append((year, self.span(start, end)))
        return found

    @property
    def initials(self):
        return [MONTHS[add_months(self.first, step).month - 1][0].upper() for step in range(self.months)]

    @property
    def bands(self):
        """[(horizon, label, Span)]: short, medium, long."""
        ends = [self.today, add_months(self.today, SHORT), add_months(self.today, MEDIUM), self.last]
        return [
            (horizon.value, horizon.label, self.span(start, end))
            for horizon, start, end in zip((H.SHORT, H.MEDIUM, H.LONG), ends, ends[1:], strict=False)
        ]


def scale_of(actions, today: dt.date) -> Scale:
    starts = [action.starts or action.created_at.date() for action in actions]
    ends = [action.due for action in actions if action.due]
    first = max(min([*starts, today]), add_months(today, -PAST))
    last = min(max([*ends, add_months(today, LONG)]), add_months(today, FUTURE))
    return Scale(add_months(first, 0), add_months(last, 1), today)


def bar_of(action, scale: Scale) -> Span:
    """Where the action stands: its dates, else from today, else the band of its horizon."""
    if not action.due and not action.starts:
        return next(span for horizon, _, span in scale.bands if horizon == action.horizon)
    start = action.starts or min(action.created_at.date(), action.due)
    return scale.span(start, (action.due or add_months(max(start, scale.today), 3)) + dt.timedelta(days=1))


def said(day: dt.date) -> str:
    return f"{MONTHS[day.month - 1]} {day.year}"


def when(action) -> str:
    """The dates in words: « de mars 2026 à juin 2026 », « d’ici juin 2026 », « dès mars 2026 », « date à fixer »."""
    if action.starts and action.due:
        if said(action.starts) == said(action.due):
            return f"en {said(action.due)}"
        return f"{_of(action.starts)} à {said(action.due)}"
    if action.due:
        return f"d’ici {said(action.due)}"
    return f"dès {said(action.starts)}" if action.starts else "date à fixer"


def _of(day):
    return f"d’{said(day)}" if said(day)[0] in "aoôé" else f"de {said(day)}"
