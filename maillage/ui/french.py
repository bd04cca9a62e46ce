"""Dates, hours and counts said in French words, at Paris time. Pure functions, plain text out.

Numbers are tied to their word with a no-break space (U+00A0), as French typography asks.
"""

import datetime as dt
import re
from zoneinfo import ZoneInfo

from django.utils import timezone

PARIS = ZoneInfo("Europe/Paris")
NBSP = "\u00a0"
DAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
MONTHS = (
    "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre",
    "octobre", "novembre", "décembre",
)  # fmt: skip
SHORT_MONTHS = (
    "janv.",
    "févr.",
    "mars",
    "avr.",
    "mai",
    "juin",
    "juil.",
    "août",
    "sept.",
    "oct.",
    "nov.",
    "déc.",
)
UNCHANGED_IN_PLURAL = ("s", "x", "z")


def _local(value):
    """A datetime moved to Paris; a date or a naive datetime is taken as it stands."""
    if isinstance(value, dt.datetime) and timezone.is_aware(value):
        return value.astimezone(PARIS)
    return value


def day(value, today=None):
    """ "jeudi 3 décembre"; the year is said only when it is not the current one."""
    if not value:
        return ""
    value = _local(value)
    today = today or timezone.now().astimezone(PARIS)
    number = "1er" if value.day == 1 else str(value.day)
    year = f" {value.year}" if value.year != today.year else ""
    return f"{DAYS[value.weekday()]} {number}{NBSP}{MONTHS[value.month - 1]}{year}"


def short_month(value):
    """ "déc." of a date."""
    return SHORT_MONTHS[_local(value).month - 1] if value else ""


def clock(value):
    """ "9 h 30" of a time or datetime."""
    if not value:
        return ""
    value = _local(value)
    return f"{value.hour}{NBSP}h" + (f"{NBSP}{value.minute:02d}" if value.minute else "")


def moment(value):
    """ "jeudi 3 décembre, 9 h 30"; a date alone is said as a day."""
    if not value:
        return ""
    if not isinstance(value, dt.datetime):
        return day(value)
    return f"{day(value)}, {clock(value)}"


def span(start, end):
    """ "jeudi 3 décembre, de 9 h 30 à 12 h", or "du … au …" over several days."""
    if not start or not end:
        return moment(start or end)
    start, end = _local(start), _local(end)
    timed = isinstance(start, dt.datetime) and isinstance(end, dt.datetime)
    first = start.date() if isinstance(start, dt.datetime) else start
    last = end.date() if isinstance(end, dt.datetime) else end
    if first == last:
        return f"{day(start)}, de {clock(start)} à {clock(end)}" if timed else day(start)
    return f"du {moment(start)} au {moment(end)}"


def hours(value):
    """ "7 h 30" of a timedelta or of a number of hours."""
    if value is None or value == "":
        return ""
    minutes = (
        round(value.total_seconds() / 60) if isinstance(value, dt.timedelta) else round(float(value) * 60)
    )
    whole, rest = divmod(abs(minutes), 60)
    sign = "−" if minutes < 0 else ""
    if not whole and rest:
        return f"{sign}{rest}{NBSP}min"
    return f"{sign}{number(whole)}{NBSP}h" + (f"{NBSP}{rest:02d}" if rest else "")


def number(value):
    """ "1 234" or "2,5": thousands apart, decimal comma."""
    if value is None or value == "":
        return ""
    text = f"{value:,.2f}".rstrip("0").rstrip(".") if isinstance(value, float) else f"{int(value):,}"
    return text.replace(",", "\u202f").replace(".", ",")


def plural(count, forms):
    """ "3 personnes", "1 personne", "0 personne"; `forms` is "personne" or "cheval,chevaux"."""
    count = count if isinstance(count, (int, float)) else len(count)
    singular, _, several = forms.partition(",")
    if not several:
        several = " ".join(
            word if word.endswith(UNCHANGED_IN_PLURAL) else word + "s" for word in singular.split(" ")
        )
    # French counts from two: 0 and 1,5 take the singular.
    return f"{number(count)}{NBSP}{several if abs(count) >= 2 else singular}"


def ordinal(value, gender="m"):
    """ "1er", "1re" (gender "f"), "2e"."""
    if int(value) == 1:
        return "1re" if gender == "f" else "1er"
    return f"{int(value)}e"


def day_parts(value):
    """("jeudi", "3", "déc.") of a date: what a calendar leaf shows."""
    value = _local(value)
    return DAYS[value.weekday()], "1er" if value.day == 1 else str(value.day), SHORT_MONTHS[value.month - 1]


_BEFORE = re.compile(r"[ \u00a0\u202f]+([:;!?»%€])")
_AFTER = re.compile(r"«[ \u00a0\u202f]+")


def typo(text):
    """Plain text whose tall punctuation never starts a line: no-break spaces before : ; ! ? » and after «."""
    return _AFTER.sub(f"«{NBSP}", _BEFORE.sub(rf"{NBSP}\1", str(text)))
