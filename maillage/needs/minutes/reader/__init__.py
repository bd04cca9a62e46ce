"""Read the minutes of a meeting: `read_minutes(content, filename)` gives what was found, with the line of each item.

Needs no Django. Shapes are in `reading.py`; nothing of the source is dropped silently (`Reading.unread`).
"""

from .errors import MAX_FILE_BYTES, UnreadableMinutes
from .formats import checked_format, lines_of
from .formats.csv_file import read_csv
from .formats.json_file import read_json
from .interpret import interpret
from .lines import settle
from .own import read_own
from .own.carried import completed
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
    """What a file of minutes says (txt, md, docx, odt, html, pdf, json or csv, told by its content).

    Raises UnreadableMinutes, whose text is a French sentence for the person who sent the file.
    """
    kind = checked_format(content, filename)
    if kind == "json":
        return read_json(content)
    if kind == "csv" and (reading := read_csv(content)):
        return reading
    lines = lines_of(content, kind)
    seen = None if getattr(lines, "guessed", False) else read_own(lines, typed=kind == "text")
    if seen is None:
        return interpret(settle(lines), filename)
    return completed(seen, getattr(lines, "carried", ""))
