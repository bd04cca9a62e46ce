"""From lines to the reading: cut into sections, give each to the reader of its topic, then say what was not read."""

from __future__ import annotations

import re

from .agenda import has_timetable, read_agenda, read_timetable
from .boards import keep_empty_branch, read_notes, settle_kinds
from .draft import Draft
from .front import read_front
from .headings import Headings
from .items import is_list_of_needs, read_items, read_lone_needs
from .joining import joined
from .lines import Line
from .mail import courtesies, headers
from .names import name_key
from .outline import Section, outline
from .people import merge
from .reading import Reading, Unread
from .shape import unfold_map
from .sheet_of_people import read_contact_card, read_people
from .speech import round_of_speakers
from .tables import take_tables
from .tree import is_tree, read_tree
from .words import AGENDA, DATE, ITEMS, NEEDS, PEOPLE, PLACE, bare

PAGE = re.compile(r"(?i)(?:page\s+)?\d{1,3}\s*(?:/|sur)\s*\d{1,3}|page\s+\d{1,3}|[-–]\s*\d{1,3}\s*[-–]")


def interpret(source: list[Line], filename: str = "") -> Reading:
    """Read settled lines. Never raises on any content: what is not understood is in `unread`."""
    draft = Draft(source)
    mailed = headers(source)
    headed = {line.number for line in mailed}
    courteous = courtesies([line for line in source if not line.furniture and line.number not in headed])
    draft.feed(*mailed, *courteous)
    aside = {line.number for line in [*mailed, *courteous]}
    lines = joined([line for line in source if not line.furniture and line.number not in aside])
    unfold_map(lines)
    names = _names_of_people(lines) | round_of_speakers(lines)
    sections = outline(lines, names)
    headings = Headings(lines, names)
    read_front(sections, lines, mailed, filename, draft)
    used = read_tree(sections, draft) if is_tree(sections) else set()
    for section in sections:
        if id(section) not in used:
            _read_section(section, headings, draft)
    _keep_headings(sections, headings, draft)
    return _finish(draft, source)


def _names_of_people(lines: list[Line]) -> set[str]:
    """Words of the names of those who were there: a first reading, to recognise speakers in the second."""
    draft = Draft(lines)
    for section in outline(lines, set()):
        if section.topic in PEOPLE:
            read_people(section, take_tables(section, draft), draft)
    return {word for person in draft.people for word in name_key(person.name) if len(word) > 2}


def _read_section(section: Section, headings: Headings, draft: Draft) -> None:
    lines = take_tables(section, draft)
    topic = section.inherited_topic()
    if topic in PEOPLE:
        read_people(section, lines, draft)
        return
    if topic == AGENDA:
        read_agenda(section, lines, draft)
        return
    if topic in (DATE, PLACE):
        return
    if section.heading is None and section.parent is None:
        read_contact_card(lines, draft)
    if has_timetable(lines):
        lines = read_timetable(lines, draft)
    if topic in ITEMS:
        lines = read_items(section, topic, lines, draft)
    elif is_list_of_needs(lines):
        lines = read_items(section, NEEDS, lines, draft)
    elif not topic:
        lines = read_lone_needs(lines, draft)
    read_notes(
        section,
        [line for line in lines if line.blank or not draft.fed.intersection(line.numbers)],
        headings,
        draft,
    )


def _keep_headings(sections: list[Section], headings: Headings, draft: Draft) -> None:
    """A heading is read when something under it is; a bare branch of a mind map is read for itself."""
    planned = {bare(entry.title) for entry in draft.reading.agenda}
    for section in sections:
        if section.heading is None:
            continue
        family = [section, *section.descendants()]
        if (
            (
                any(draft.fed.intersection(line.numbers) for s in family for line in s.written)
                or not section.written
                and section.topic in PEOPLE | {DATE, PLACE}
            )
            or not section.topic
            and bare(section.title) in planned
        ):
            draft.feed(section.heading)
        elif (headings.branching or headings.blocks) and not section.written and not section.topic:
            keep_empty_branch(section, draft)


def _finish(draft: Draft, source: list[Line]) -> Reading:
    reading = draft.reading
    reading.participants = merge(draft.people)
    settle_kinds(draft)
    for line in source:
        if line.rule or not any(c.isalnum() for c in line.source) or PAGE.fullmatch(line.source.strip()):
            draft.feed(line)
    reading.structure = sorted(draft.fed - reading.item_lines())
    reading.unread = [
        Unread(line.number, line.source.strip())
        for line in source
        if line.source.strip() and line.number not in draft.fed
    ]
    return reading
