"""A workshop may be announced to everybody, as an event. The room of events stands above this one, which must not know it:

announcing.room = WorkshopsInTheAgenda()        (in its AppConfig.ready)
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Announcement:
    """What the team is offered: « Annoncer publiquement », or the event it became with what is known of it."""

    label: str
    url: str
    says: str = ""


class Announcements:
    """The shape an upper room fills; as it stands, a workshop is not announced."""

    def of(self, workshop) -> Announcement | None:
        return None


class _Announcing:
    room: Announcements = Announcements()


announcing = _Announcing()
