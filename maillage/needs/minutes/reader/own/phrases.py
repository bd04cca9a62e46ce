"""The small grammar of our own layout: each thing is said and read side by side, so that one is the other turned round.

What people typed may look like our grammar (« (3 voix) » at the end of a note). It is then marked with one
backslash, which the reader takes off: nothing is lost, and it is seldom seen.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from ..dates import find_date, split_times
from ..words import bare
from . import words
from .words import COLON, DOT, NBSP

MONTHS = (
    "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre",
)  # fmt: skip
DAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
CLOCK = r"(\d{1,2}\s?h(?:\s?\d{2})?)"
HHMM = re.compile(r"([01]\d|2[0-3]):([0-5]\d)")
TIMES = re.compile(rf"{CLOCK}(?:\s*[–-]\s*{CLOCK})?|jusqu[’']à\s{CLOCK}")
HOURS = re.compile(rf"(?:^|,\s*)(?:de\s{CLOCK}\s?à\s{CLOCK}|à partir de\s{CLOCK}|jusqu[’']à\s{CLOCK})$", re.I)
DETAILS = re.compile(r"(?:^|\s)\(((?:[^()\\]|\\.)*)\)$", re.S)
COUNTED = re.compile(r"(.+?)\s?:\s*(\d{1,9})", re.S)
Details = Callable[[list[str]], dict | None]


# ---- Marks: what could be taken for something else.


def guarded(text: str, pattern: str) -> str:
    """`text` with a backslash before it when it begins like `pattern`."""
    return "\\" + text if re.match(rf"\\*(?:{pattern})", text) else text


def unguarded(text: str, pattern: str) -> str:
    return text[1:] if re.match(rf"\\+(?:{pattern})", text) else text


def or_else(text: str, placeholder: str) -> str:
    """A title that is never empty."""
    return guarded(text, re.escape(placeholder) + r"\Z") if text else placeholder


def unless(text: str, placeholder: str) -> str:
    return "" if text == placeholder else unguarded(text, re.escape(placeholder) + r"\Z")


def say_word(code: str, known: dict[str, str]) -> str:
    """The French word of a code; a code without one is said as it stands."""
    if code in known:
        return known[code]
    return "\\" + code if _code_of(code.lstrip("\\"), known) else code


def read_word(text: str, known: dict[str, str]) -> str:
    """The code of a French word, whatever its accents and capitals; a word that is none is a code itself."""
    if code := _code_of(text, known):
        return code
    return text[1:] if text.startswith("\\") and _code_of(text.lstrip("\\"), known) else text


def _code_of(text: str, known: dict[str, str]) -> str:
    return next((code for code, word in known.items() if bare(text) == bare(word)), "")


# ---- Details: « … (par Malo · validé en plénière) » at the end of an item.


def say_list(parts: list[str], special: str = r"[\\·]") -> str:
    return DOT.join(re.sub(special, r"\\\g<0>", part) for part in parts)


def read_list(text: str) -> list[str]:
    parts, current, escaped = [], [], False
    for char in text:
        if escaped or char not in "\\·":
            current.append("\\" + char if escaped and char not in "\\()·" else char)
            escaped = False
        elif char == "\\":
            escaped = True
        else:
            parts.append("".join(current).strip())
            current = []
    return [*parts, "".join(current).strip()]


def tail(text: str, parts: list[str], reads: Details) -> str:
    """What to print after `text`: its details, or the mark that says it has none though it looks as if."""
    if parts:
        said = say_list(parts, r"[\\()·]")
        return f" ({said})" if text else f"({said})"
    return "\\" if _looks_detailed(text, reads) else ""


def split_details(text: str, reads: Details) -> tuple[str, dict]:
    """(text, details) of what `tail` completed; {} when there are none."""
    found = DETAILS.search(text)
    details = reads(read_list(found[1])) if found else None
    if details is not None:
        return text[: found.start()].rstrip(), details
    return (text[:-1] if text.endswith("\\") and _looks_detailed(text, reads) else text), {}


def _looks_detailed(text: str, reads: Details) -> bool:
    found = DETAILS.search(text.rstrip("\\"))
    return found is not None and reads(read_list(found[1])) is not None


def details_of(patterns: dict[str, str]) -> Details:
    """A reader of details: {name: pattern with one group}; None when a part is none of them, or said twice."""
    compiled = {name: re.compile(pattern, re.S | re.I) for name, pattern in patterns.items()}

    def read(parts: list[str]) -> dict | None:
        found = {}
        for part in parts:
            name, said = next(((n, m) for n, p in compiled.items() if (m := p.fullmatch(part))), ("", None))
            if said is None or name in found:
                return None
            found[name] = said[1]
        return found

    return read


def _either(known: dict[str, str], label: str) -> str:
    """One of the known words, or « label : code »."""
    return "(" + "|".join(map(re.escape, known.values())) + rf"|{label}\s?:\s.+)"


def say_or_label(code: str, known: dict[str, str], label: str) -> str:
    return known.get(code) or f"{label}{COLON}{code}"


def read_or_label(text: str, known: dict[str, str], label: str) -> str:
    labelled = re.fullmatch(rf"{label}\s?:\s(.+)", text, re.S)
    return labelled[1] if labelled else read_word(text, known)


NOTE_DETAILS = details_of(
    {
        "author": rf"{words.BY}\s(.+)",
        "group": r"groupe\s(\d{1,5})",
        "verdict": _either(words.VERDICTS, "avis"),
    }
)
SOLUTION_DETAILS = details_of({"votes": rf"(-?\d{{1,9}})\s{words.VOTES}"})
AREA_DETAILS = details_of({"sentiment": _either(words.SENTIMENTS, "nature")})


def agreement_details(parts: list[str]) -> dict | None:
    """{grade: count} when each part is « degré : nombre », else None."""
    counted = [COUNTED.fullmatch(part) for part in parts]
    if not counted or not all(counted):
        return None
    found = {read_word(part[1], words.GRADES): int(part[2]) for part in counted}
    return found if len(found) == len(counted) else None


def agreement_parts(agreement: dict[str, int]) -> list[str]:
    return [f"{say_word(grade, words.GRADES)}{COLON}{count}" for grade, count in agreement.items()]


# ---- Areas: how they are meant is said when their title does not.


def sentiment_of(title: str) -> str:
    return words.SAID_BY_TITLE.get(bare(title), "neutral")


def say_area(title: str, sentiment: str) -> str:
    named = or_else(title, words.UNTITLED_AREA)
    parts = []
    if sentiment != sentiment_of(title):
        parts = [say_or_label(sentiment, words.SENTIMENTS, "nature")]
    return named + tail(named, parts, AREA_DETAILS)


def read_area(text: str) -> tuple[str, str]:
    """(title, sentiment)"""
    named, details = split_details(text, AREA_DETAILS)
    title = unless(named, words.UNTITLED_AREA)
    if said := details.get("sentiment"):
        return title, read_or_label(said, words.SENTIMENTS, "nature")
    return title, sentiment_of(title)


# ---- Dates, hours, numbers.


def say_date(iso: str | None, with_day: bool = False) -> str:
    """« 12 mars 2027 »; what is no date of this century or the last is said as it stands."""
    try:
        day = date.fromisoformat(iso or "")
    except ValueError:
        return iso or ""
    number = "1er" if day.day == 1 else str(day.day)
    said = f"{number}{NBSP}{MONTHS[day.month - 1]} {day.year}"
    if with_day:
        said = f"{DAYS[day.weekday()]} {said}"
    return said if find_date(said) == day else iso


def read_date(text: str) -> str | None:
    day = find_date(text) if len(text) < 60 else None
    return day.isoformat() if day else text or None


def say_clock(time: str | None) -> str:
    """« 9 h 30 »"""
    found = HHMM.fullmatch(time or "")
    if not found:
        return time or ""
    return f"{int(found[1])}{NBSP}h" + (f"{NBSP}{found[2]}" if found[2] != "00" else "")


def read_clock(text: str | None) -> str | None:
    found = re.fullmatch(r"(\d{1,2})\s?h(?:\s?(\d{2}))?", text or "")
    return f"{int(found[1]):02d}:{found[2] or '00'}" if found else None


def say_times(starts: str | None, ends: str | None) -> str:
    """« 9 h 30 – 10 h »"""
    if starts and ends:
        return f"{say_clock(starts)} – {say_clock(ends)}"
    return say_clock(starts) if starts else f"jusqu’à {say_clock(ends)}" if ends else ""


def read_times(text: str) -> tuple[str | None, str | None] | None:
    if found := TIMES.fullmatch(text):
        return read_clock(found[1]), read_clock(found[2] or found[3])
    times = split_times(text)
    return (times[0], times[1]) if times and not times[2] else None


def say_when(day: str | None, starts: str | None, ends: str | None) -> str:
    """« vendredi 12 mars 2027, de 9 h 30 à 12 h »"""
    hours = ""
    if starts and ends:
        hours = f"de {say_clock(starts)} à {say_clock(ends)}"
    elif starts or ends:
        hours = f"à partir de {say_clock(starts)}" if starts else f"jusqu’à {say_clock(ends)}"
    return ", ".join(part for part in (say_date(day, with_day=True), hours) if part)


def read_when(text: str) -> tuple[str | None, str | None, str | None]:
    starts = ends = None
    if found := HOURS.search(text):
        starts, ends = read_clock(found[1] or found[3]), read_clock(found[2] or found[4])
        text = text[: found.start()]
    return read_date(text), starts, ends


def say_number(value: float | int | None) -> str:
    """« 4,25 »: two decimals at most."""
    if value is None:
        return ""
    return (
        f"{value:.2f}".rstrip("0").rstrip(".").replace(".", ",") if isinstance(value, float) else str(value)
    )


def read_number(text: str) -> float | None:
    return float(text.replace(",", ".")) if re.fullmatch(r"-?\d{1,9}(?:[.,]\d{1,6})?", text) else None


def read_count(text: str) -> int | None:
    return int(text) if re.fullmatch(r"-?\d{1,9}", text) else None


# ---- One cell of one of our tables.


def say_cell(field: str, value) -> str:
    if field == "due":
        return say_date(value)
    if field == "status":
        return say_word(value, words.STATUSES)
    if field == "kind":
        return say_word(value, words.STEPS)
    if field in ("votes", "rank", "number", "impact", "effort"):
        return say_number(value)
    if field == "agreement":
        return "\n".join(agreement_parts(value))
    return value or ""


def read_cell(field: str, text: str):
    """The value of a cell; None when it holds something that this column cannot."""
    if field == "due":
        return read_date(text)
    if field == "status":
        return read_word(text, words.STATUSES)
    if field == "kind":
        return read_word(text, words.STEPS)
    if field in ("votes", "rank", "number"):
        return read_count(text)
    if field in ("impact", "effort"):
        return read_number(text)
    if field == "agreement":
        return agreement_details(text.split("\n"))
    return text
