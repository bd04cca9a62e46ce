"""The top of the page: title, date, place, and who held which part."""

from __future__ import annotations

import re
from datetime import date

from .dates import find_date, find_year, split_times
from .draft import Draft
from .lines import Line
from .names import is_name
from .outline import Section
from .people import people_in
from .words import DATE, PEOPLE, PLACE, PRESENT, bare, strict_topic

TITLE_WORDS = re.compile(
    r"\b(?:compte[- ]rendu|proces[- ]verbal|pv|cr|reunion|ateliers?|assemblee|rencontre|conseil|comite|commission|bilan|seminaire|"
    r"journee|world ?cafe|forum|cafe|groupe de travail|synthese|notes|restitution|copil|cotech|bureau)\b"
)
GREETING = re.compile(
    r"(?i)(?:bonjour|bonsoir|salut|ch[eè]re?s?\b|mesdames|messieurs|madame|monsieur|objet\s*:|de\s*:|à\s*:|envoyé)"
)
OTHER_DATE = re.compile(
    r"prochain|ne le|nee le|approuve|valide|avant le|d'ici|depuis|jusqu|echeance|a venir|redige le|envoye|convocation|date limite"
)
SET_DATE = re.compile(r"\b(?:date|reunion|seance|atelier|rencontre|le|du|s'est tenue?|en date)\b")
KEPT_BY = re.compile(
    r"(?i)^((?:co-?)?(?:animat\w+|animé par|secrétaires?|présiden\w+|présidé par|rapporteu\w+|rédact\w+|rédigé par|prise de notes?|"
    r"facilitat\w+|scribe|maître du temps|modérat\w+|compte[- ]rendu (?:rédigé )?par)[^:]{0,40}?)\s*:\s*(.{3,120})$"
)
PREPOSITION = re.compile(
    r"(?:^|[\s,–-])(?:à|au|aux|dans|chez|en)\s+((?:la|le|les|l[’'])?\s*[^\d\s,.;–—][^,.;–—\n]{2,70})"
)
TOP_LINES = 12


def read_front(sections: list[Section], lines: list[Line], filename: str, draft: Draft) -> None:
    """Set title, date and place, and mark the lines that gave them."""
    written = [line for line in lines if not line.blank and not line.furniture]
    title = _title_line(written)
    if title is not None:
        draft.reading.title = title.text.rstrip(" :")
        draft.feed(*[line for line in written[:6] if line.text == title.text])
    else:
        draft.reading.title = re.sub(r"[-_]+", " ", filename.rsplit(".", 1)[0]).strip()
    _read_date(sections, written, title, filename, draft)
    _read_place(sections, written, title, draft)
    for line in written:
        if (found := KEPT_BY.match(line.text)) and not line.is_row:
            people, _ = people_in(found[2], PRESENT)
            for person in people:
                if is_name(person.name):
                    person.role = person.role or found[1].strip()
                    draft.people.append(person)
                    draft.feed(line)


def _title_line(written: list[Line]) -> Line | None:
    top = []
    for line in written[:TOP_LINES]:
        label = line.text.split(":")[0]
        if top and strict_topic(label) in PEOPLE:
            break
        top.append(line)
    explicit = [line for line in top if line.level]
    if explicit and min(line.level for line in explicit) <= 2:
        best = min(explicit, key=lambda line: line.level)
        return next(
            (line for line in explicit if line.level == best.level and TITLE_WORDS.search(bare(line.text))),
            best,
        )
    short = [
        line
        for line in top[:8]
        if not GREETING.match(line.text)
        and len(line.text) <= 160
        and not line.bullet
        and not line.is_row
        and not _is_label(line)
    ]
    short = [line for line in short if not line.text[:1].islower() and not line.text.endswith(",")]
    worded = [line for line in short if TITLE_WORDS.search(bare(line.text)) and not line.text.endswith(".")]
    return next(iter(worded or short), None)


def _is_label(line: Line) -> bool:
    label, colon, _ = line.text.partition(":")
    return bool(colon) and bool(strict_topic(label))


def _read_date(
    sections: list[Section], written: list[Line], title: Line | None, filename: str, draft: Draft
) -> None:
    year = next((y for line in written[:TOP_LINES] if (y := find_year(line.text))), None) or find_year(
        filename
    )
    labelled = [line for section in sections if section.topic == DATE for line in section.lines]
    top = [line for line in written[:TOP_LINES] if not OTHER_DATE.search(bare(line.text))]
    further = [
        line
        for line in written[TOP_LINES:40]
        if SET_DATE.search(bare(line.text)) and not OTHER_DATE.search(bare(line.text))
    ]
    ordered = [*labelled, *([title] if title else []), *top, *further]
    for hint in (None, year):
        for line in ordered:
            if when := find_date(line.text, hint):
                _set_date(when, line, draft)
                return
    if when := find_date(filename.rsplit(".", 1)[0]):
        draft.reading.date = when.isoformat()


def _set_date(when: date, line: Line, draft: Draft) -> None:
    draft.reading.date = when.isoformat()
    if len(line.text) < 110:
        draft.feed(line)


def _read_place(sections: list[Section], written: list[Line], title: Line | None, draft: Draft) -> None:
    for section in sections:
        if section.topic == PLACE and section.written:
            line = section.written[0]
            draft.reading.place = line.text.strip(" .;,")
            draft.feed(line)
            return
    for line in written[:TOP_LINES]:
        if len(line.text) > 160 or not find_date(line.text, 2000) or OTHER_DATE.search(bare(line.text)):
            continue
        after = re.split(r"(?:19|20)\d{2}|\d{1,2}/\d{1,2}/\d{2}(?!\d)", line.text, maxsplit=1)[-1]
        if after == line.text:
            continue
        if place := _place_after(after, loose=line is not title):
            draft.reading.place = place
            draft.feed(line)
            return


def _place_after(text: str, loose: bool) -> str:
    """« , 18 h 30, à la Maison des associations »: what follows a date, hours set aside."""
    pieces = [piece.strip(" .()") for piece in re.split(r"[,;|]|\s[-–—]\s", text)]
    pieces = [
        piece for piece in pieces if piece and not split_times(piece) and not re.match(r"(?i)de\s+\d", piece)
    ]
    rest = ", ".join(pieces)
    if found := PREPOSITION.search(" " + rest):
        place = found[1].strip()
        after = rest.split(place, 1)[-1].strip(" ,").split(",")[0].strip()
        if after[:1].isupper() and len(after.split()) <= 3:
            place = f"{place}, {after}"
        return (
            place if not re.match(r"(?i)(?:partir|distance|visio|l[’']ordre|l[’']initiative)", place) else ""
        )
    worded = re.search(
        r"(?i)\b(?:salle|maison|mairie|locaux|médiathèque|centre|espace|tiers-lieu)\b[^,.;]{0,60}", rest
    )
    if worded:
        return worded[0].strip()
    return rest if loose and 2 < len(rest) < 80 and rest[0].isupper() else ""
