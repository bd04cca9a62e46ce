"""What surrounds an event stands in rooms above this one, which must not know them. Each says once, at start:

beside.rooms.append(MessagesOfAnEvent())        (in its AppConfig.ready)
"""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Link:
    label: str
    url: str


@dataclass(frozen=True)
class Piece:
    """A part of the public page: a template of the upper room, and what it is given as `piece`."""

    template: str
    holds: dict


class Room:
    """The shape an upper room fills; as it stands, it adds nothing."""

    def links(self, event, may_organise: bool) -> list[Link]:
        """Beside the event, for the team."""
        return []

    def piece(self, event) -> Piece | None:
        """On the public page."""
        return None

    def afterwards(self, registration) -> Link | None:
        """What a mail written after the event may lead its reader to."""
        return None


@dataclass
class _Beside:
    rooms: list[Room] = field(default_factory=list)

    def links(self, event, may_organise: bool) -> list[Link]:
        return [link for room in self.rooms for link in room.links(event, may_organise)]

    def pieces(self, event) -> list[Piece]:
        return [piece for room in self.rooms if (piece := room.piece(event))]

    def afterwards(self, registration) -> list[Link]:
        return [link for room in self.rooms if (link := room.afterwards(registration))]


beside = _Beside()
