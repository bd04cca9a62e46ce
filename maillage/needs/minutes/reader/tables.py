"""Rows of cells: whose titles say what each column holds, or which a heading explains, or a wall of sticky notes."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from .boards import board_for
from .dates import split_times
from .draft import Draft
from .lines import Line
from .outline import Section
from .people import column_of
from .reading import AgendaEntry
from .sheet_of_people import read_people_table
from .words import (
    ACTIONS,
    AGENDA,
    CAUSE,
    CONSEQUENCE,
    FOLLOW_UPS,
    ITEMS,
    NEEDS,
    PEOPLE,
    PRESENT,
    PROBLEM,
    SENTIMENTS,
    SOLUTIONS,
    STATEMENTS,
    bare,
    loose_topic,
    strict_topic,
)

WHO = (
    "qui",
    "responsable",
    "responsables",
    "pilote",
    "porteur",
    "referent",
    "par qui",
    "qui ?",
    "pilotes",
    "en charge",
)
WHO_DOES = re.compile(
    r"(?:par )?qui (?:pilote|fait|porte|s'en (?:charge|occupe)|est responsable)s?|pilotage|pilote .*|responsables? .*|personnes? (?:responsables?|en charge|referentes?)|charge de .*"
)
ARGUED = {NEEDS, SOLUTIONS, STATEMENTS, CAUSE, PROBLEM, *SENTIMENTS}
COMMENTS = ("remarque", "remarques", "observation", "observations", "commentaires")
WHEN = (
    "quand",
    "quand ?",
    "echeance",
    "echeances",
    "date",
    "delai",
    "date limite",
    "pour quand",
    "d'ici quand",
    "pour quelle date",
    "horizon",
    "calendrier",
    "pour le",
    "avant le",
)
WHAT = (
    "quoi",
    "quoi ?",
    "action",
    "actions",
    "tache",
    "taches",
    "a faire",
    "que faire",
    "decision",
    "sujet",
    "objet",
    "description",
)


@dataclass
class Run:
    """Rows that stand together, with the plain lines among them (a row whose other cells are empty)."""

    rows: list[Line] = field(default_factory=list)


def take_tables(section: Section, draft: Draft) -> list[Line]:
    """Read the tables of a section; gives back the lines that are none of theirs."""
    rest: list[Line] = []
    topic = section.inherited_topic()
    for block in _blocks(section.lines):
        if isinstance(block, Run):
            rest += _read_run(block.rows, section, topic, draft)
        else:
            rest.append(block)
    return rest


def _blocks(lines: list[Line]) -> list[Run | Line]:
    blocks: list[Run | Line] = []
    for line in lines:
        last = blocks[-1] if blocks else None
        if line.is_row:
            if isinstance(last, Run) and last.rows[-1].table == line.table:
                last.rows.append(line)
            else:
                blocks.append(Run([line]))
        elif (
            isinstance(last, Run)
            and not line.blank
            and not line.bullet
            and not last.rows[-1].table
            and len(line.text) < 120
            and len(last.rows) > 1
        ):
            last.rows.append(line)
        else:
            blocks.append(line)
    return _bridged(blocks)


def _bridged(blocks: list[Run | Line]) -> list[Run | Line]:
    """Rows typed with a blank line between each are one table."""
    joined: list[Run | Line] = []
    for block in blocks:
        above = joined[-2] if len(joined) > 1 and isinstance(joined[-1], Line) and joined[-1].blank else None
        if isinstance(block, Run) and isinstance(above, Run) and _go_together(above, block):
            joined.pop()
            above.rows.extend(block.rows)
        else:
            joined.append(block)
    return joined


def _go_together(above: Run, below: Run) -> bool:
    typed = above.rows[-1].table == below.rows[0].table == 0
    return typed and len(above.rows[0].cells) == len(below.rows[0].cells)


def _read_run(rows: list[Line], section: Section, topic: str, draft: Draft) -> list[Line]:
    """Read rows that stand together; gives back those for the section's own reader."""
    head, body = rows[0], rows[1:]
    fields = [column_of(cell) for cell in head.cells]
    titles = [_plain_title(cell) for cell in head.cells]
    topics = [
        strict_topic(cell) or (loose_topic(cell) if head.header or len(cell) < 40 else "")
        for cell in head.cells
    ]
    if _is_task_table(titles) and body:
        _read_tasks(titles, head, body, topic, draft)
    elif _is_people_table(fields, topics, topic) and body:
        read_people_table(head, body, topic if topic in PEOPLE else PRESENT, draft)
    elif _is_agenda(rows, titles, topic):
        _read_agenda(rows, titles, draft)
    elif topic in PEOPLE:
        return rows
    elif (
        body
        and any(topics)
        and all(t or not c or len(c) < 40 for t, c in zip(topics, head.cells, strict=True))
        and (head.header or sum(map(bool, topics)) > 1)
    ):
        _read_columns(rows, section, draft)
    elif topic in ITEMS:
        for row in rows:
            draft.item(topic, " – ".join(row.filled or [row.text]).replace("\n", " ; "), row)
    elif _labels_its_rows(rows):
        _read_labelled_rows(rows, section, draft)
    else:
        _read_grid(rows, section, topic, draft)
    return []


def _plain_title(cell: str) -> str:
    return bare(cell).strip(" :*.?")


def _is_people_table(fields: list[str], topics: list[str], topic: str) -> bool:
    known = sum(map(bool, fields))
    named = any(field in ("name", "surname") for field in fields)
    return (
        named
        and known >= 2
        and (
            topic in PEOPLE
            or any(
                f in ("organisation", "email", "phone", "given", "role", "contact", "signature", "status")
                for f in fields
            )
        )
    )


def _is_task_table(titles: list[str]) -> bool:
    who, when, what = (any(title in words for title in titles) for words in (WHO, WHEN, WHAT))
    who = who or any(WHO_DOES.fullmatch(title) for title in titles)
    if any(strict_topic(title) in ARGUED and title not in (*WHAT, *COMMENTS) for title in titles):
        return False
    return what and (who or when) or who and when


def _read_tasks(titles: list[str], head: Line, body: list[Line], topic: str, draft: Draft) -> None:
    """Qui, quoi, quand: one item a row, what is to be done first, then who and when."""
    what = next((i for i, title in enumerate(titles) if title in WHAT), None)
    if what is None:
        what = next((i for i, title in enumerate(titles) if title not in WHO + WHEN), 0)
    if topic not in (ACTIONS, FOLLOW_UPS):
        topic = ACTIONS if titles[what].startswith("action") else FOLLOW_UPS
    draft.feed(head)
    for row in body:
        cells = [cell.replace("\n", ", ") for cell in row.cells] or [row.text]
        main = cells[what] if what < len(cells) else ""
        others = [cell for index, cell in enumerate(cells) if cell and index != what]
        draft.item(topic, " – ".join([main, *others] if main else others), row)


def _is_agenda(rows: list[Line], titles: list[str], topic: str) -> bool:
    timed = sum(1 for row in rows if row.cells and split_times(row.cells[0] or (row.filled or [""])[0]))
    return timed >= 1 and (
        topic == AGENDA or timed >= 2 or titles[:1] in (["horaire"], ["horaires"], ["heure"])
    )


def _read_agenda(rows: list[Line], titles: list[str], draft: Draft) -> None:
    for row in rows:
        cells = row.filled or [row.text]
        times = split_times(cells[0])
        title = " – ".join([times[2], *cells[1:]] if times else cells).strip(" –").replace("\n", ", ")
        if times:
            draft.reading.agenda.append(AgendaEntry(title, times[0], times[1]))
        elif row is not rows[0] or not row.header:
            draft.reading.agenda.append(AgendaEntry(title))
        draft.feed(row)


def _read_columns(rows: list[Line], section: Section, draft: Draft) -> None:
    """Columns under titles; a row of titles further down changes them (the two halves of a SWOT)."""
    titles: list[str] = []
    topics: list[str] = []
    board = None
    for row in rows:
        found = [
            strict_topic(cell) or (loose_topic(cell) if row is rows[0] or row.header else "")
            for cell in row.cells
        ]
        if row is rows[0] or (any(found) and all(t or not c for t, c in zip(found, row.cells, strict=True))):
            titles, topics = [cell.rstrip(" :") for cell in row.cells], found
            draft.feed(row)
            continue
        said_of = (
            next(
                (
                    c
                    for c, t in zip(row.cells, topics, strict=False)
                    if c and (not t or t in (CAUSE, PROBLEM))
                ),
                "",
            )
            or ""
        )
        settled = _who_and_when(row, titles)
        for cell, title, topic in zip(row.cells or (row.text,), titles, topics, strict=False):
            if cell and cell == said_of and topics[0] == "" and {NEEDS, ACTIONS} & set(topics):
                continue  # the audience of the row's items
            if settled and (_plain_title(title) in WHO + WHEN or WHO_DOES.fullmatch(_plain_title(title))):
                continue
            for part in _pieces(cell) if topic in ITEMS else _parts(cell):
                if topic in ITEMS:
                    part = " – ".join([part, *settled])
                    cause = said_of.replace("\n", " ") if topic == SOLUTIONS else ""
                    audience = said_of.replace("\n", " ") if topic != SOLUTIONS and topics[0] == "" else ""
                    draft.item(topic, part, row, audience=audience, cause=cause)
                elif topic or title or part:
                    board = board or board_for(section, draft)
                    draft.note(
                        draft.area(board, title or section.title, _sentiment(topic), rows[0]), part, row
                    )


def _who_and_when(row: Line, titles: list[str]) -> list[str]:
    """Cells that say who does it and for when."""
    plain = [_plain_title(title) for title in titles]
    return [
        cell.replace("\n", ", ")
        for cell, title in zip(row.cells, plain, strict=False)
        if cell and (title in WHO + WHEN or WHO_DOES.fullmatch(title))
    ]


def _pieces(cell: str) -> list[str]:
    return [piece.strip() for part in _parts(cell) for piece in part.split(" ; ") if piece.strip()]


def _labels_its_rows(rows: list[Line]) -> bool:
    labels = [strict_topic(row.cells[0]) for row in rows if row.cells]
    return len(labels) > 1 and all(labels)


def _read_labelled_rows(rows: list[Line], section: Section, draft: Draft) -> None:
    """A topic in the first cell, what belongs to it in the others."""
    for row in rows:
        topic = strict_topic(row.cells[0])
        for part in (part for cell in row.cells[1:] for part in _parts(cell)):
            if topic in ITEMS:
                draft.item(topic, part, row)
            else:
                draft.note(
                    draft.area(board_for(section, draft), row.cells[0].rstrip(" :"), _sentiment(topic), row),
                    part,
                    row,
                )


def _read_grid(rows: list[Line], section: Section, topic: str, draft: Draft) -> None:
    """A wall of sticky notes: each cell is one, under its column's title when there is one."""
    board = board_for(section, draft)
    head = rows[0] if rows[0].header and len(rows) > 1 else None
    draft.feed(head)
    for row in rows[1:] if head else rows:
        for index, cell in enumerate(row.cells or (row.text,)):
            title = (
                head.cells[index]
                if head and index < len(head.cells) and head.cells[index]
                else section.title or board.title
            )
            area = draft.area(board, title.rstrip(" :"), _sentiment(topic), section.heading)
            for part in _parts(cell) if row.table else [cell]:
                draft.note(area, part, row)


def _parts(cell: str) -> list[str]:
    """Notes of one cell: one a line, list markers taken off."""
    return [part.lstrip("-–—•·*◦▪ ").strip() for part in cell.split("\n") if part.strip("-–—•·*◦▪ ")]


def _sentiment(topic: str) -> str:
    return topic if topic in SENTIMENTS | {CONSEQUENCE, PROBLEM, CAUSE} else "neutral"
