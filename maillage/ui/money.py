"""Sums as French people write them. Amounts are integer cents everywhere."""

import re

from maillage.ui.french import NBSP

WRITTEN = re.compile(r"([+-]?)(\d{1,9})(?:[.,](\d{1,2}))?")


def euros(cents: int) -> str:
    """1234500 → « 12 345 € », 1250 → « 12,50 € »."""
    sign, cents = ("-" if cents < 0 else ""), abs(cents)
    whole = f"{cents // 100:,}".replace(",", NBSP)
    return f"{sign}{whole}{f',{cents % 100:02}' if cents % 100 else ''}{NBSP}€"


def cents(text: str) -> int:
    """« 1 234,50 € » → 123450. ValueError for what is no sum of money."""
    plain = re.sub(r"[\s\u00a0\u202f'’€]|EUR", "", text)
    found = WRITTEN.fullmatch(plain)
    if not found:
        raise ValueError(text)
    sign, whole, part = found.groups()
    return (-1 if sign == "-" else 1) * (int(whole) * 100 + int((part or "").ljust(2, "0")))
