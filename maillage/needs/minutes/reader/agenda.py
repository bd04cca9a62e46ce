"""What was planned: entries with their hours, or the plain points of an « Ordre du jour »."""

from __future__ import annotations

import re

from .dates import split_times
from .draft import Draft
from .lines import Line
from .outline import Section
from .reading import AgendaEntry
from .words import bare


def read_agenda(section: Section, lines: list[Line], draft: Draft) -> None:
    """Entries of an agenda section, from the lines that no table took."""
    timed = any(split_times(line.text) for line in lines)
    listed = any(line.bullet or line.marker for line in lines)
    untitled: AgendaEntry | None = None
    for line in lines:
        if line.blank:
            continue
        if times := split_times(line.text):
            if section.inline and not times[2] and len(lines) == 1 + sum(x.blank for x in lines):
                draft.feed(line)  # « Horaires : 14h – 16h30 » says when the meeting was, not what was planned
                continue
            untitled = AgendaEntry(_title(times[2]), times[0], times[1])
            draft.reading.agenda.append(untitled)
            untitled = None if untitled.title else untitled
            draft.feed(line)
        elif untitled is not None:
            untitled.title, untitled = _title(line.text), None
            draft.feed(line)
        elif not timed and (not listed or line.bullet or line.marker):
            if not listed and len(line.text) > 160 and ";" not in line.text:
                continue
            pieces = re.split(r"\s*;\s*", line.text) if section.inline else [line.text]
            pieces = [piece for piece in pieces if bare(piece).strip(" .") not in ("neant", "rien")]
            pieces = (
                pieces if len(pieces) > 1 or not section.inline else re.split(r",\s+(?![^(]*\))", line.text)
            )
            draft.reading.agenda += [AgendaEntry(_title(piece)) for piece in pieces if _title(piece)]
            draft.feed(line)


def has_timetable(lines: list[Line]) -> bool:
    """Whether lines outside of any agenda section are one all the same."""
    return sum(1 for line in lines if not line.is_row and (t := split_times(line.text)) and t[1]) >= 2


def read_timetable(lines: list[Line], draft: Draft) -> list[Line]:
    """Take the timed lines as the agenda; gives back the others."""
    rest = []
    for line in lines:
        times = None if line.blank or line.is_row else split_times(line.text)
        if times and times[2]:
            draft.reading.agenda.append(AgendaEntry(_title(times[2]), times[0], times[1]))
            draft.feed(line)
        else:
            rest.append(line)
    return rest


def _title(text: str) -> str:
    return text.strip(" \t:-–—;").strip()
