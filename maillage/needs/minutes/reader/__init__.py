"""Read the minutes of a meeting: `read_minutes(content, filename)` gives what was found, with the line of each item.

Needs no Django. Shapes are in `reading.py`; nothing of the source is dropped silently (`Reading.unread`).
"""

from .errors import MAX_FILE_BYTES, UnreadableMinutes
from .formats import lines_of
from .interpret import interpret
from .reading import (
    Action,
    AgendaEntry,
    Area,
    Board,
    Decision,
    FollowUp,
    Group,
    Need,
    Note,
    Participant,
    PastAction,
    Reading,
    Solution,
    Unread,
)

__all__ = [
    "MAX_FILE_BYTES", "Action", "AgendaEntry", "Area", "Board", "Decision", "FollowUp", "Group", "Need", "Note", "Participant",
    "PastAction", "Reading", "Solution", "Unread", "UnreadableMinutes", "read_minutes",
]  # fmt: skip


def read_minutes(content: bytes, filename: str) -> Reading:
    """What a file of minutes says (txt, md, docx, odt, html or pdf, told by its content).

    Raises UnreadableMinutes, whose text is a French sentence for the person who sent the file.
    """
    return interpret(lines_of(content, filename), filename)
