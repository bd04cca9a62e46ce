"""Whether the room is on time: when it will be done if every step to come keeps its length."""

import datetime as dt
from dataclasses import dataclass

from django.utils import timezone

ON_TIME = 2  # minutes: less is nobody's business


@dataclass(frozen=True)
class Pace:
    """`expected` moves as the running step goes over; pages work it out again from `ends_at` and `rest`."""

    ends_at: dt.datetime | None  # of the running step's timer
    rest: int  # minutes planned for the steps to come
    expected: dt.datetime
    planned: dt.datetime | None

    @property
    def late(self) -> int:
        """Minutes; negative when early, 0 when on time or when nothing says so."""
        if self.planned is None:
            return 0
        minutes = round((self.expected - self.planned).total_seconds() / 60)
        return minutes if abs(minutes) >= ON_TIME else 0


def pace_of(workshop, agenda: list, now: dt.datetime) -> Pace | None:
    """None before the first step and once nothing is left: there is no end to foresee."""
    begun = [rank for rank, item in enumerate(agenda) if item.started_at]
    if not begun:
        return None
    running = next((item for item in agenda if item.running), None)
    coming = agenda[(agenda.index(running) if running else begun[-1]) + 1 :]
    if not running and not coming:
        return None
    rest = sum(item.planned_minutes or 0 for item in coming)
    ends_at = running.ends_at if running else None
    expected = max(now, ends_at or now) + dt.timedelta(minutes=rest)
    return Pace(ends_at, rest, expected, planned_end(workshop, agenda, now))


def planned_end(workshop, agenda: list, now: dt.datetime) -> dt.datetime | None:
    """The hour written for the end, on the day the room meets."""
    hour = workshop.ends or next((item.ends for item in reversed(agenda) if item.ends), None)
    if hour is None:
        return None
    return timezone.make_aware(dt.datetime.combine(timezone.localdate(now), hour))
