"""When a message leaves, as a pure function of the event's moment and of its rule."""

import datetime as dt

from maillage.ui.french import PARIS, clock, plural


def moment(anchor: dt.datetime, after: bool, days: int, at: dt.time | None, hours: int) -> dt.datetime:
    """With `at`: so many days before or after the day of `anchor`, at this time on the clock in Paris.

    Without: so many real hours before or after, whatever the clocks did meanwhile. The answer is aware, in UTC.
    An hour that a spring night skips is said an hour later; one that an autumn night repeats, the first time.
    """
    sign = 1 if after else -1
    if at is None:
        return anchor.astimezone(dt.UTC) + sign * dt.timedelta(hours=hours)
    day = anchor.astimezone(PARIS).date() + sign * dt.timedelta(days=days)
    return dt.datetime.combine(day, at, PARIS).astimezone(dt.UTC)


def in_words(after: bool, days: int, at: dt.time | None, hours: int) -> str:
    """« la veille à 18 h », « le lendemain à 9 h », « 2 heures avant »."""
    if at is None:
        return f"{plural(hours, 'heure')} {'après la fin' if after else 'avant'}"
    known = {0: "le jour même", 1: "le lendemain" if after else "la veille"}
    day = known.get(days) or f"{plural(days, 'jour')} {'après' if after else 'avant'}"
    return f"{day} à {clock(at)}"
