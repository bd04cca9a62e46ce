"""What became of the actions of a workshop. The road map stands above this room and knows more than was said that day:

recall.room = RoadmapRecall()        (in its AppConfig.ready)
"""

import datetime as dt
from dataclasses import dataclass

from maillage.needs.workshops.models.takeaway import Takeaway

K = Takeaway.Kind
DONE, RUNNING, STUCK, DROPPED = "done", "running", "stuck", "dropped"
# Under which colour of column each state stands.
COLUMN_OF = {DONE: "favourable", RUNNING: "solution", STUCK: "unfavourable", DROPPED: "unfavourable"}


@dataclass(frozen=True)
class Recalled:
    """One action of last time. `state` is "done", "running", "stuck", "dropped", or "" when nobody said."""

    text: str
    owner: str = ""
    state: str = ""
    due: dt.date | None = None
    pid: str = ""  # of what was said that day


@dataclass(frozen=True)
class Became:
    """What something said in a workshop has become since, as it stands today."""

    state: str  # "planned", "running", "done" or "dropped"
    label: str  # « en cours »
    url: str
    owner: str = ""
    due: dt.date | None = None
    late: bool = False

    @property
    def closed(self) -> bool:
        return self.state in (DONE, DROPPED)


class Recalls:
    """The shape an upper room fills; as it stands, what was said that day and nothing of what came after."""

    def of(self, workshop) -> list[Recalled]:
        rows = workshop.takeaways.standing().filter(kind__in=(K.ACTION, K.FOLLOW_UP))
        return [
            Recalled(row.text, row.owner, DONE if row.done_at else "", due=row.due, pid=row.pid)
            for row in rows
        ]

    def became(self, pks) -> dict[int, Became]:
        """{pk of a takeaway: what it became}, in one query; those that became nothing are not there."""
        return {}

    def finish(self, takeaway: Takeaway, by) -> bool:
        """Somebody says it is done: so is what it became. False when it became nothing."""
        return False


class _Recall:
    room: Recalls = Recalls()


recall = _Recall()
