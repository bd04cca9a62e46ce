"""The workshop and what is on its walls. Every write of a live board is decided here, in one transaction."""

from maillage.needs.workshops.models.poll import Dot, Poll
from maillage.needs.workshops.models.takeaway import Takeaway
from maillage.needs.workshops.models.wall import Area, Board, Cluster, Note
from maillage.needs.workshops.models.workshop import (
    AgendaItem,
    Change,
    Participant,
    Refused,
    Source,
    Workshop,
    new_join_code,
)

__all__ = [
    "AgendaItem",
    "Area",
    "Board",
    "Change",
    "Cluster",
    "Dot",
    "Note",
    "Participant",
    "Poll",
    "Refused",
    "Source",
    "Takeaway",
    "Workshop",
    "new_join_code",
]
