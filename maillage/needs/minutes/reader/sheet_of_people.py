"""Sections that say who was there: lists, lines, tables, and tables pasted one cell per line."""

from __future__ import annotations

import re
from dataclasses import replace

from .dates import find_date
from .draft import Draft
from .lines import Line
from .names import is_full_name, is_surname_first, starts_with_given_name, tidy_name
from .outline import Section
from .people import (
    EMAIL,
    PHONE,
    column_of,
    looks_like_person,
    people_in,
    person_in,
    place_by_kind,
    status_of,
    with_capitals,
)
from .reading import Participant
from .words import PRESENT, bare, strict_topic

MINIMUM_COLUMNS = 3
STATUS_INSIDE = re.compile(
    r"(?<=[\s.;,])((?:Excusé|Absent|Présent)[\w·.()-]*(?:\s+(?:non\s+)?excusé[\w·.()-]*)?)(?:\s*\(\d+\))?\s*:"
)


def read_people(section: Section, lines: list[Line], draft: Draft) -> None:
    """Participants of a section, from the lines that no table took."""
    status = section.topic
    if section.heading is not None and section.heading.source == section.heading.source.lower():
        lines = [line if line.is_row else replace(line, text=with_capitals(line.text)) for line in lines]
    columns, lines = _column_titles(lines, draft)
    if columns:
        _one_cell_per_line(columns, lines, status, draft)
    else:
        _line_by_line(lines, status, draft)


def _column_titles(lines: list[Line], draft: Draft) -> tuple[list[str], list[Line]]:
    """Titles of columns pasted one under another, and the lines that follow them."""
    titles: list[str] = []
    for index, line in enumerate(lines):
        if line.blank:
            continue
        column = "" if line.is_row else column_of(line.text)
        if not column:
            if len(titles) >= MINIMUM_COLUMNS:
                draft.feed(*[read for read in lines[:index] if not read.blank])
                return titles, lines[index:]
            return [], lines
        titles.append(column)
    return [], lines


def _one_cell_per_line(columns: list[str], lines: list[Line], status: str, draft: Draft) -> None:
    """Rows of a pasted table. Cells may be missing, blank lines too: a name where one is due starts a person."""
    person, filled, after_blank = None, 0, True
    capitals = sum(is_surname_first(line.text) for line in lines) > 2
    for line in lines:
        if line.blank:
            after_blank = True
            continue
        due = person is None or after_blank or filled >= len(columns)
        surname = is_surname_first(line.text)
        if (
            due
            and (surname or not capitals and is_full_name(line.text))
            or surname
            and filled >= 3
            or surname
            and bool(person and person.email)
        ):
            person, filled = Participant(tidy_name(line.text, surname_first=True), status=status), 1
            draft.people.append(person)
        elif person is not None and filled < len(columns) + 1:
            place_by_kind(person, line.text)
            filled += 1
        else:
            continue
        draft.feed(line)
        after_blank = False


def _line_by_line(lines: list[Line], status: str, draft: Draft) -> None:
    organisation = ""
    one_each = _one_person_a_line(lines)
    last: Participant | None = None
    for line in lines:
        if line.blank or line.is_row and _read_row(line, status, draft):
            continue
        text = line.text
        if last is not None and (alone := PHONE.sub("", EMAIL.sub("", text)).strip(" .:-–|/;,")) in (
            "",
            "Tél",
            "Mail",
            "Email",
        ):
            place_by_kind(last, text.replace(alone, "") if alone else text)
            draft.feed(line)
            continue
        if text.endswith(":") and len(text) < 80:
            organisation = text.rstrip(" :")
            draft.feed(line)
            continue
        alone = person_in(text, status) if one_each and text in one_each else None
        people, left = ([alone], []) if alone else _people_by_status(line, status)
        for person in people:
            person.organisation = person.organisation or organisation
        draft.people += people
        last = people[-1] if len(people) == 1 else None
        if people and not left:
            draft.feed(line)
        elif not people and not line.bullet and len(text) > 90:
            return


def _people_by_status(line: Line, status: str) -> tuple[list[Participant], list[str]]:
    """« A, B. Excusés : C » on one line: those after the label have its status."""
    first, *others = STATUS_INSIDE.split(line.text)
    people, left = _people_of(replace(line, text=first), status) if first.strip(" .") else ([], [])
    for label, names in zip(others[::2], others[1::2], strict=True):
        found, unknown = people_in(names, strict_topic(label) or status)
        people, left = people + found, left + unknown
    return people, left


def _one_person_a_line(lines: list[Line]) -> set[str]:
    """Texts « Simon Ortega, Emmaüs Connect » of a list where others, unmistakable, are a name and what is said of it."""
    pairs = [line.text for line in lines if not line.is_row and 1 <= line.text.count(",") <= 2]
    told = [[part.strip() for part in text.split(",")] for text in pairs]
    if len(told) < 2 or not all(is_full_name(parts[0]) for parts in told):
        return set()
    clear = [parts for parts in told if not any(is_full_name(part) for part in parts[1:])]
    if not clear:
        return set()
    return {
        text
        for text, parts in zip(pairs, told, strict=True)
        if not any(map(starts_with_given_name, parts[1:]))
    }


def _people_of(line: Line, status: str) -> tuple[list[Participant], list[str]]:
    """Several people when the line is a list of names, one when it is a name and what is said of it."""
    text = line.text
    if re.fullmatch(r"(?i)(?:néant|aucune?s?|personne|-+|/)\W*", text):
        return [], []
    outside = re.sub(r"\([^()]*\)", "", text)
    listed = re.split(r"[,;]", outside.partition(":")[2])
    if sum(is_full_name(part) for part in listed) > 1:
        return people_in(text, status)
    parts = [part for part in re.split(r"[,;]", outside) if part.strip(" .")]
    named = sum(1 for part in parts if looks_like_person(part) and not EMAIL.search(part))
    if (
        line.bullet
        and ";" not in text
        and (len(parts) == 1 or named < len(parts))
        or len(parts) > 1
        and named == 1
    ):
        person = person_in(text, status)
        if person is not None and " et " not in text.split("(")[0].split(",")[0]:
            return [person], []
    return people_in(text, status)


def _read_row(line: Line, status: str, draft: Draft) -> bool:
    """A row of people that no title explained: one person and cells told by their content, or one name a cell."""
    cells = line.filled
    if sum(is_full_name(cell) for cell in cells) == len(cells) and len(cells) > 1:
        draft.people += [Participant(tidy_name(cell), status=status) for cell in cells]
    else:
        name = next((cell for cell in cells[:3] if is_full_name(cell)), "")
        if not name:
            return False
        person = Participant(tidy_name(name), status=status)
        for cell in cells:
            if cell != name:
                place_by_kind(person, cell.replace("\n", ", "))
        draft.people.append(person)
    draft.feed(line)
    return True


def read_people_table(header: Line, rows: list[Line], status: str, draft: Draft) -> None:
    """Rows under titles such as Nom, Structure, Fonction, Mail, Tél., Présent, Excusé."""
    columns = [column_of(cell) for cell in header.cells]
    draft.feed(header)
    for row in rows:
        person = _person_of_row(columns, row, status)
        if person is not None:
            draft.people.append(person)
            draft.feed(row)


def _person_of_row(columns: list[str], row: Line, status: str) -> Participant | None:
    if label := strict_topic(row.text.rstrip(" :")):
        status = label
    values: dict[str, str] = {}
    for column, cell in zip(columns, row.cells, strict=False):
        if cell and column not in values:
            values[column] = cell.replace("\n", " ")
    named = (
        [values.get("given", ""), values.get("surname", "")]
        if "given" in values
        else [values.get("name") or values.get("surname", "")]
    )
    name = " ".join(part for part in named if part).strip()
    if not name:
        return None
    surname_first = "name" in columns or "given" not in columns
    person = person_in(name, status) or Participant(name, status=status)
    person.name = tidy_name(
        " ".join(p.title() if p.isupper() else p for p in named)
        if "given" in values
        else name.split("(")[0].split(",")[0],
        surname_first,
    )
    for column in ("email", "phone", "contact"):
        place_by_kind(person, values.get(column, ""))
    for column in ("organisation", "role"):
        if text := values.get(column):
            setattr(person, column, text)
    person.status = _row_status(columns, values, status)
    return person


def _row_status(columns: list[str], values: dict[str, str], status: str) -> str:
    if "status" in values:
        return status_of(values["status"], status)
    for column in ("excused", "absent", PRESENT):
        if values.get(column):
            return column
    return status


def read_contact_card(lines: list[Line], draft: Draft) -> None:
    """A name alone above an e-mail or a telephone, before anything else is said."""
    written = [line for line in lines if not line.blank]
    for line, below in zip(written, written[1:], strict=False):
        alone = not PHONE.sub("", EMAIL.sub("", below.text)).strip(" .:-–|/")
        if (
            alone
            and is_full_name(line.text)
            and not find_date(line.text)
            and not bare(line.text).startswith("compte")
        ):
            person = Participant(tidy_name(line.text), status=PRESENT)
            draft.people.append(person)
            draft.feed(line)
            for contact in written[written.index(line) + 1 :][:3]:
                if PHONE.sub("", EMAIL.sub("", contact.text)).strip(" .:-–|/"):
                    break
                place_by_kind(person, contact.text)
                draft.feed(contact)
