"""The workshop and what is on its walls. Every write of a live board is decided here, in one transaction."""

from maillage.needs.workshops.models.agenda import AgendaItem
from maillage.needs.workshops.models.board import Area, Board
from maillage.needs.workshops.models.gestures import Gesture, last_gesture
from maillage.needs.workshops.models.grid import Going, go, idle_people
from maillage.needs.workshops.models.invitation import (
    Invitation,
    call_off,
    expect,
    hold_after_all,
    invite,
    tell_change,
)
from maillage.needs.workshops.models.joining import join, seat_signed, signs_of
from maillage.needs.workshops.models.layout import lay_out, sheet_of
from maillage.needs.workshops.models.lone import group_each
from maillage.needs.workshops.models.method import Method
from maillage.needs.workshops.models.paper_notes import PaperNote, keyed, type_in
from maillage.needs.workshops.models.people import Participant, Team
from maillage.needs.workshops.models.plenary import Plenary, Ruling, rule
from maillage.needs.workshops.models.polls import Dot, Placement, Poll, Stance, open_poll
from maillage.needs.workshops.models.sheet import add_someone, correct, let_back, mark, merge, send_out
from maillage.needs.workshops.models.starting import start
from maillage.needs.workshops.models.takeaway import Takeaway
from maillage.needs.workshops.models.teams import gather, pair_up, rotate, split
from maillage.needs.workshops.models.wall import HANGS_UNDER, Cluster, Note, group
from maillage.needs.workshops.models.workshop import (
    Change,
    Refused,
    Source,
    Workshop,
    new_join_code,
)

__all__ = [
    "HANGS_UNDER",
    "AgendaItem",
    "Area",
    "Board",
    "Change",
    "Cluster",
    "Dot",
    "Gesture",
    "Going",
    "Invitation",
    "Method",
    "Note",
    "Participant",
    "Placement",
    "Plenary",
    "Poll",
    "Refused",
    "Ruling",
    "Source",
    "Stance",
    "Takeaway",
    "Team",
    "Workshop",
    "call_off",
    "expect",
    "gather",
    "go",
    "group",
    "group_each",
    "hold_after_all",
    "idle_people",
    "invite",
    "last_gesture",
    "lay_out",
    "new_join_code",
    "open_poll",
    "pair_up",
    "rotate",
    "rule",
    "sheet_of",
    "split",
    "start",
    "tell_change",
    "add_someone",
    "correct",
    "join",
    "let_back",
    "mark",
    "merge",
    "signs_of",
    "seat_signed",
    "send_out",
    "PaperNote",
    "keyed",
    "type_in",
]
