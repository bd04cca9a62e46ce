"""What becomes of a group stands above this room, which must not know it. The upper room says how, once, at start:

onward.room = NeedsFromGroups()        (in its AppConfig.ready)
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Step:
    """One link shown on a group: « En faire un besoin », or the need it became."""

    label: str
    url: str


class Steps:
    """The shape an upper room fills; as it stands, groups lead nowhere."""

    def of(self, clusters) -> dict[int, Step]:
        """The link of each group by its pk, in one query."""
        return {}


class _Onward:
    room: Steps = Steps()


onward = _Onward()
