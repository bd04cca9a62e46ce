"""What answers needs stands above this room, which must not know it. The upper room says how, once, at start:

answering.room = RoadmapAnswers()        (in its AppConfig.ready)
"""

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True)
class AnswerLine:
    """One thing that answers a need. `state` is "planned", "running", "done" or "dropped"."""

    title: str
    url: str
    state: str
    state_label: str
    owner: str
    due: dt.date | None


class Answers:
    """The shape an upper room fills; as it stands, nothing answers any need."""

    def of(self, needs) -> dict[int, list[AnswerLine]]:
        """Lines of each need that has some, by its pk, in one query."""
        return {}

    def answered(self, needs, until: dt.datetime | None = None):
        """The queryset of `needs` narrowed to those with an answer running or done at `until` (now by default)."""
        return needs.none()

    def move(self, duplicate, kept) -> dict:
        """What answered `duplicate` answers `kept`; returns, in JSON, what `give_back` needs to undo it."""
        return {}

    def give_back(self, duplicate, kept, moved: dict) -> None:
        """Undo `move`, given what it returned."""


class _Answering:
    room: Answers = Answers()


answering = _Answering()
