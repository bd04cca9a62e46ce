"""A span of days in Europe/Paris, both ends included, and the ways people choose one."""

import datetime as dt
from dataclasses import dataclass
from functools import cached_property

from django.utils import timezone

from maillage.ui.french import MONTHS, NBSP, PARIS, SHORT_MONTHS

MOST_MONTHS = 24
DEFAULT = "annee"


def today() -> dt.date:
    return timezone.now().astimezone(PARIS).date()


def years_before(day: dt.date, years: int) -> dt.date:
    """The same day some years earlier; 29 February becomes the 28th."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return day.replace(year=day.year - years, day=28)


def midnight(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(), PARIS)


def said(day: dt.date) -> str:
    """ "1er mars 2026"; a report is read years later, so the year is always said."""
    return f"{'1er' if day.day == 1 else day.day}{NBSP}{MONTHS[day.month - 1]} {day.year}"


@dataclass(frozen=True)
class Slice:
    """One bar of a picture: a month, or a year when there are too many months."""

    label: str
    start: dt.date
    end: dt.date


@dataclass(frozen=True)
class Period:
    start: dt.date
    end: dt.date

    @cached_property
    def since(self) -> dt.datetime:
        """First instant inside."""
        return midnight(self.start)

    @cached_property
    def until(self) -> dt.datetime:
        """First instant after."""
        return midnight(self.end + dt.timedelta(days=1))

    @property
    def last(self) -> dt.datetime:
        """Last instant inside."""
        return self.until - dt.timedelta(microseconds=1)

    @cached_property
    def before(self) -> "Period":
        """The same days one year earlier (seasons compare), or as many years as the period lasts."""
        years = self.years
        return Period(years_before(self.start, years), years_before(self.end, years))

    @cached_property
    def years(self) -> int:
        """How many years the period spreads over: 1 up to a year."""
        years = 1
        while years_before(self.end, years) >= self.start:
            years += 1
        return years

    @cached_property
    def slices(self) -> list[Slice]:
        months = (self.end.year - self.start.year) * 12 + self.end.month - self.start.month + 1
        if months > MOST_MONTHS:
            years = range(self.start.year, self.end.year + 1)
            cuts = [(str(year), dt.date(year, 1, 1), dt.date(year, 12, 31)) for year in years]
        else:
            cuts = [self._month(index) for index in range(months)]
        return [Slice(label, max(first, self.start), min(last, self.end)) for label, first, last in cuts]

    def _month(self, index: int):
        year, month = divmod(self.start.year * 12 + self.start.month - 1 + index, 12)
        following = dt.date(year + (month == 11), (month + 1) % 12 + 1, 1)
        return SHORT_MONTHS[month], dt.date(year, month + 1, 1), following - dt.timedelta(days=1)

    def __str__(self):
        first, last = self.start, self.end
        whole_year = (first.day, first.month, last.day, last.month) == (
            1,
            1,
            31,
            12,
        ) and first.year == last.year
        if whole_year:
            return f"année {first.year}"
        if first == last:
            return f"le {said(first)}"
        return f"du {said(first)} au {said(last)}"


def this_year() -> Period:
    now = today()
    return Period(dt.date(now.year, 1, 1), now)


def last_year() -> Period:
    year = today().year - 1
    return Period(dt.date(year, 1, 1), dt.date(year, 12, 31))


def last_twelve_months() -> Period:
    now = today()
    return Period(years_before(now, 1) + dt.timedelta(days=1), now)


NAMED = {
    "annee": ("Cette année", this_year),
    "annee-derniere": ("L’année dernière", last_year),
    "douze-mois": ("Douze derniers mois", last_twelve_months),
}
