"""The top of the page: title, date, place, and who held which part."""

from __future__ import annotations

import re
from datetime import date

from .dates import find_date, find_year, split_times
from .draft import Draft
from .lines import Line
from .mail import subject
from .names import is_name
from .outline import Section
from .people import people_in
from .words import DATE, PEOPLE, PLACE, PRESENT, bare, strict_topic

TITLE_WORDS = re.compile(
    r"\b(?:compte[- ]rendu|proces[- ]verbal|pv|cr|reunion|ateliers?|assemblee|rencontre|conseil|comite|commission|bilan|seminaire|"
    r"journee|world ?cafe|forum|cafe|groupe de travail|synthese|notes|restitution|reu|assises|copil|cotech|bureau|retrospective|brainstorming|remue-meninges|diagnostic|ag|releve|arbre a problemes?|pleniere|concertation|visite)\b"
)
GREETING = re.compile(
    r"(?i)(?:bonjour|bonsoir|salut|ch[eè]re?s?\b|mesdames|messieurs|madame|monsieur|objet\s*:|de\s*:|à\s*:|envoyé)"
)
GENERIC = re.compile(
    r"compte[- ]rendu|cr|pv|proces[- ]verbal|compte[- ]rendu de (?:la )?reunion|notes?|synthese"
)
DATE_WORDS = re.compile(
    r"\b(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|janv\w*|fevr?\w*|mars|avr\w*|mai|juin|juil\w*|aout|sept\w*|oct\w*|nov\w*|dec\w*|heures?|date|min)\b"
)
OTHER_DATE = re.compile(
    r"prochain|ne le|nee le|approuve|valide|avant le|d'ici|depuis|jusqu|echeance|a venir|redige le|envoye|convocation|date limite"
)
SET_DATE = re.compile(r"\b(?:date|reunion|seance|atelier|rencontre|le|du|s'est tenue?|en date)\b")
KEPT_BY = re.compile(
    r"(?i)^((?:co-?)?(?:animat\w+|animé par|secrétaires?|présiden\w+|présidé par|rapporteu\w+|rédact\w+|rédigé par|prise de notes?|"
    r"facilitat\w+|scribe|maître du temps|garde?(?:ien|ienne)? du temps|modérat\w+|hôtes?|hôtesses?|intervenant\w*|(?:prise de )?notes?|compte[- ]rendu (?:rédigé )?par)[^:]{0,40}?)\s*:\s*(.{3,120})$"
)
PREPOSITION = re.compile(
    r"(?:^|[\s,–-])(?:à|au|aux|dans|chez|en)\s+((?:la|le|les|l[’'])?\s*[^\d\s,.;–—][^,.;–—\n]{2,70})"
)
AT = re.compile(r"[ÀA]\s?:\s*([^@]{3,120})$")
HELD = re.compile(
    r"(?i)\b(?:tenue?s?|réunie?s?|organisée?|a eu lieu|se tient|accueillie?s?)(?=\s+(?:à|au|aux|dans|chez|en)\s)"
)
PLACE_WORD = re.compile(
    r"(?:salle|mairie|maison (?:d|p)|locaux|local|mediatheque|bibliotheque|centre (?:social|culturel|de)|espace|tiers-lieu|quartier|hotel de ville|foyer|mjc|ecole|college|lycee|gymnase|halle|abbaye|chateau|theatre|cafe)\b"
)
TOWN = re.compile(
    r"(?:À\s+)?([A-ZÀ-Ý](?:[^\W\d]|[’'])*(?:[ -](?:[^\W\d]|[’'])+){0,4}), (?:le )?(?:(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche) )?(?:le )?\d"
)
REMOTE = re.compile(
    r"\b(?:en (?:visio\w*|ligne|distanciel)|visio-?conference|par (?:zoom|teams|jitsi|visio)|sur (?:zoom|teams|jitsi))\b"
)
TOP_LINES = 12


def read_front(
    sections: list[Section], lines: list[Line], mailed: list[Line], filename: str, draft: Draft
) -> None:
    """Set title, date and place, and mark the lines that gave them."""
    written = [line for line in lines if not line.blank and not line.furniture]
    title = _title_line(written)
    if said := subject(mailed):
        draft.reading.title = said
    elif title is not None:
        draft.reading.title = _whole_title(title, written, draft)
        draft.feed(*[line for line in written[:6] if line.text == title.text])
    else:
        draft.reading.title = re.sub(r"[-_]+", " ", filename.rsplit(".", 1)[0]).strip()
    _read_date(sections, written, title, mailed, filename, draft)
    _read_place(sections, written, title, draft)
    for line in written:
        for role, names in [] if line.is_row else _who_kept(line.text):
            _keep(role, names, line, draft)


def _who_kept(text: str) -> list[tuple[str, str]]:
    """(role, names) said by a line: « Animation : A / Notes : B », « Table 2 (hôte : C) »."""
    found = [part for piece in re.split(r"\s+[/|–—-]\s+", text) if (part := KEPT_BY.match(piece.strip()))]
    inside = [part for piece in re.findall(r"\(([^()]{6,80})\)", text) if (part := KEPT_BY.match(piece))]
    return [(part[1].strip(), part[2]) for part in [*found, *inside]]


def _keep(role: str, names: str, line: Line, draft: Draft) -> None:
    people, _ = people_in(names, PRESENT)
    for person in people:
        if is_name(person.name):
            person.role = person.role or role
            draft.people.append(person)
            if KEPT_BY.match(line.text):
                draft.feed(line)


def _whole_title(title: Line, written: list[Line], draft: Draft) -> str:
    """« COMPTE RENDU » alone says nothing: the short line below it says of what."""
    said = title.text.rstrip(" :")
    below = written[written.index(title) + 1 :][:1]
    if GENERIC.fullmatch(bare(said)) and below and _may_be_title(below[0]) and not _is_date(below[0].text):
        draft.feed(below[0])
        return f"{said} – {below[0].text}"
    return said


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
    short = [line for line in top[:8] if _may_be_title(line)]
    if top and top[0] not in short and TITLE_WORDS.match(bare(top[0].text)) and len(top[0].text) <= 90:
        return top[0]
    worded = [line for line in short if TITLE_WORDS.search(bare(line.text)) and not line.text.endswith(".")]
    named = [line for line in short if not _is_date(line.text)]
    return next(iter(worded or named or short), None)


def _may_be_title(line: Line) -> bool:
    return not (
        GREETING.match(line.text)
        or len(line.text) > 160
        or line.bullet
        or line.is_row
        or _is_label(line)
        or KEPT_BY.match(line.text)
        or line.text[:1].islower()
        or line.text.endswith(",")
    )


def _is_date(text: str) -> bool:
    """A date, with a day of the week and hours at most."""
    return find_date(text, 2000) is not None and not re.search(
        r"[a-z]{3,}", DATE_WORDS.sub("", re.sub(r"\d+(?:er)?", "", bare(text)))
    )


def _is_label(line: Line) -> bool:
    label, colon, _ = line.text.partition(":")
    return bool(colon) and bool(strict_topic(label))


def _read_date(
    sections: list[Section],
    written: list[Line],
    title: Line | None,
    mailed: list[Line],
    filename: str,
    draft: Draft,
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
    ordered = [*labelled, *([title] if title else []), *top, *further, *reversed(mailed)]
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
    labelled = [section.written[0] for section in sections if section.topic == PLACE and section.written]
    if labelled:
        draft.reading.place = labelled[0].text.strip(" .;,")
        draft.feed(labelled[0])
        return
    for line in written[:TOP_LINES]:
        if found := AT.match(line.text):
            draft.reading.place = found[1].strip(" .;,")
            draft.feed(line)
            return
        if len(line.text) > 160 or not find_date(line.text, 2000) or OTHER_DATE.search(bare(line.text)):
            continue
        after = re.split(r"(?:19|20)\d{2}|\d{1,2}/\d{1,2}/\d{2}(?!\d)", line.text, maxsplit=1)[-1]
        if after == line.text:
            continue
        if place := _place_after(after, loose=line is not title):
            draft.reading.place = place
            draft.feed(line)
            return
    for line in written[:TOP_LINES]:
        if place := _place_said(line, title):
            draft.reading.place = place
            draft.feed(line)
            return
    remote = next((line for line in written[:TOP_LINES] if REMOTE.search(bare(line.text))), None)
    if remote is not None and len(remote.text) < 120:
        draft.reading.place = "Visioconférence"
        draft.feed(remote)


def _place_said(line: Line, title: Line | None) -> str:
    """« Réunion tenue à la mairie », « Salle des mariages, Mairie de Lussac », « Quartier des Acacias, 17 novembre 2020 »."""
    if line.is_row or line.bullet or len(line.text) > 120 or OTHER_DATE.search(bare(line.text)):
        return ""
    if found := HELD.search(line.text):
        return _place_after(line.text[found.end() :], loose=False)
    if line is not title and (town := TOWN.match(line.text)) and find_date(line.text, 2000):
        return town[1]
    if line is title or not PLACE_WORD.match(bare(line.text)) or line.text.endswith(":"):
        return ""
    return re.split(
        r"\s*[,–-]?\s*\b(?:(?:le\s+)?(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)|le \d|\d{1,2}(?:er)? \w+ \d{4}|\d{1,2}[/.]\d)",
        line.text,
    )[0].strip(" .,–-")


def _place_after(text: str, loose: bool) -> str:
    """« , 18 h 30, à la Maison des associations »: what follows a date, hours set aside."""
    pieces = [piece.strip(" .()") for piece in re.split(r"[,;|]|\s[-–—]\s", text)]
    pieces = [times[2].strip(" .()") if (times := split_times(piece)) else piece for piece in pieces]
    pieces = [piece for piece in pieces if piece and not re.match(r"(?i)de\s+\d", piece)]
    rest = ", ".join(pieces)
    named = loose and rest[:1].isupper() and 2 < len(rest) < 80
    if (found := PREPOSITION.search(" " + rest)) and not (named and found.start() > 0):
        place = found[1].strip()
        if found[0].strip().startswith("chez "):
            place = f"chez {place}"
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
    return rest if named else ""
