"""Dates and times as French minutes write them."""

import re
from datetime import date

from .words import bare

MONTHS = {
    "janvier": 1, "janv": 1, "fevrier": 2, "fevr": 2, "fev": 2, "mars": 3, "avril": 4, "avr": 4, "mai": 5, "juin": 6, "juillet": 7,
    "juil": 7, "aout": 8, "septembre": 9, "sept": 9, "octobre": 10, "oct": 10, "novembre": 11, "nov": 11, "decembre": 12, "dec": 12,
}  # fmt: skip
_MONTH = "|".join(MONTHS)
IN_WORDS = re.compile(rf"\b(\d{{1,2}})(?:er)?\s+({_MONTH})\b\.?(?:\s+(\d{{4}}|\d{{2}}(?!\s*(?:h|:|\w))))?")
SEVERAL_DAYS = re.compile(
    rf"\b(\d{{1,2}})(?:er)?(?:,\s*\d{{1,2}})*(?:\s+(?:et|au|&)\s+|[-–/])\d{{1,2}}\s+({_MONTH})\s+(\d{{4}})"
)
ISO = re.compile(r"(?<!\d)(\d{4})[-/._](\d{1,2})[-/._](\d{1,2})(?!\d)")
NUMERIC = re.compile(r"(?<![\d/])(\d{1,2})\s?[/.\-_]\s?(\d{1,2})\s?[/.\-_]\s?(\d{4}|\d{2})(?![\d/])")
COMPACT = re.compile(r"(?<!\d)(20\d{2})(0[1-9]|1[0-2])([0-3]\d)(?!\d)")
YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})(?!\d)")

NEXT = re.compile(
    r"(?i)((?:(?:la|notre|le)\s+)?(?:prochaine?s?\s+(?:r[ée]union|rencontre|s[ée]ance|date|atelier|rendez-vous|rdv|rv|conseil|ca|ag|copil|cotech|comit[ée]|bureau)\b|"
    r"rendez-vous|rdv|on se (?:revoit|retrouve))(?:[^\d:]{0,50}?))\s*(?:est fixée?\s+|aura lieu\s+|se tiendra\s+|:\s*)?"
    r"((?:(?:au|le|du|en)\s+)?(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|\d).*)$"
)
WEEKDAY = re.compile(r"(?i)(?:(?:le|au)\s+)?(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)\b")

_CLOCK = r"(\d{1,2})\s?(?:heures?|[hH:])\s?(\d{2})?(?:\s?(?:mn|min))?"
RANGE = re.compile(
    rf"^(?:de\s+|entre\s+)?{_CLOCK}\s*(?:[-–—/à>]|->|→|au|jusqu[’']à|et)+\s*{_CLOCK}(?!\d)\s*[:.\-–—|]?\s*",
    re.I,
)
MOMENT = re.compile(rf"^(?:à\s+|vers\s+|dès\s+)?{_CLOCK}(?![\d/])\s*[:.\-–—|]?\s*", re.I)

DURATION = re.compile(r"\d{1,2}\s?(?:h|heures?)\s+(?:de|d[’']|par|pour)\b", re.I)


def find_date(text: str, year: int | None = None) -> date | None:
    """The first date in a text; `year` completes « mardi 3 décembre »."""
    words = bare(text)
    for pattern, order in ((ISO, "ymd"), (SEVERAL_DAYS, "dmy"), (NUMERIC, "dmy"), (COMPACT, "ymd")):
        for found in pattern.finditer(words):
            parts = dict(zip(order, found.groups(), strict=True))
            if when := _date(parts["y"], parts["m"], parts["d"]):
                return when
    for found in IN_WORDS.finditer(words):
        if when := _date(found[3] or year, found[2], found[1]):
            return when
    return None


def next_meeting(text: str) -> tuple[str, str] | None:
    """(what, when) of « Prochaine rencontre le 2 novembre à 19h », written without a colon."""
    found = NEXT.match(text) if len(text) < 160 else None
    if not found or not (find_date(found[2], 2000) or WEEKDAY.match(found[2])):
        return None
    return found[1].strip(), found[2].strip()


def find_year(text: str) -> int | None:
    found = YEAR.search(text)
    return int(found[1]) if found else None


def split_times(text: str) -> tuple[str | None, str | None, str] | None:
    """(starts, ends, what follows) of a line that begins with an hour or a range of hours, else None."""
    text = text.strip()
    if found := RANGE.match(text):
        starts, ends = _clock(found[1], found[2]), _clock(found[3], found[4])
        if starts and ends:
            return starts, ends, text[found.end() :].strip()
    if (found := MOMENT.match(text)) and not DURATION.match(text) and (starts := _clock(found[1], found[2])):
        return starts, None, text[found.end() :].strip()
    return None


def _clock(hour: str, minute: str | None) -> str | None:
    h, m = int(hour), int(minute or 0)
    return f"{h:02d}:{m:02d}" if h < 24 and m < 60 else None


def _date(year, month, day) -> date | None:
    if not year:
        return None
    year, month = int(year), MONTHS.get(month) or int(month)
    year += 2000 if year < 70 else 1900 if year < 100 else 0
    try:
        return date(year, month, int(day)) if 1950 <= year <= 2100 else None
    except ValueError:
        return None
