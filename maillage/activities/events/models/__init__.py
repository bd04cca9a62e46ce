"""Events, seats, registrations, attendance. The last seat is decided by the database."""

from maillage.activities.events.models.event import (
    AddressTaken,
    Event,
    EventCancelled,
    NotYetBegun,
    TooFewSeats,
)
from maillage.activities.events.models.registration import (
    Attendance,
    EventClosed,
    Registration,
    contact_key,
    new_token,
)

__all__ = [
    "AddressTaken",
    "Attendance",
    "Event",
    "EventCancelled",
    "EventClosed",
    "NotYetBegun",
    "Registration",
    "TooFewSeats",
    "contact_key",
    "new_token",
]
