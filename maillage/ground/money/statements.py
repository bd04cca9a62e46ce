"""A bank's list of movements, as CSV: which column is the date, which the words, which the sum. Only what came in is kept."""

import csv
import datetime as dt
import hashlib
import io
import re
from collections import Counter
from dataclasses import dataclass

from maillage.ground.people.names import name_key
from maillage.ui.money import cents

MOST_LINES, MOST_BYTES = 5000, 2_000_000
DATE = [
    *map(
        name_key,
        ("Date opération", "Date de l’opération", "Date", "Date comptable", "Date valeur", "Date de valeur"),
    )
]
CREDIT = [*map(name_key, ("Crédit", "Crédit euros", "Montant crédit"))]
SIGNED = [*map(name_key, ("Montant", "Montant EUR", "Montant euros", "Montant en euros", "Somme"))]
DULL = {*map(name_key, ("Débit", "Débit euros", "Montant débit", "Devise", "Solde")), *DATE, *CREDIT, *SIGNED}
DAY = re.compile(r"(\d{2})[/.-](\d{2})[/.-](\d{4}|\d{2})|(\d{4})-(\d{2})-(\d{2})")


class Unreadable(ValueError):
    """A sentence for people: what in the file could not be understood."""


@dataclass(frozen=True)
class Movement:
    """One sum that came in: `amount` in cents; `digest` is the same each time the same file is read."""

    on: dt.date
    amount: int
    words: str
    digest: str


def read_statement(content: bytes) -> list[Movement]:
    """The sums that came in. UTF-8 or Latin-1, `;` `,` or tab. Raises Unreadable."""
    if len(content) > MOST_BYTES:
        raise Unreadable("Ce fichier est trop grand pour un relevé : exportez quelques mois seulement.")
    rows = rows_of(decoded(content))
    for number, row in enumerate(rows[:30]):
        header = [name_key(cell) for cell in row]
        if (columns := columns_of(header)) is not None:
            return list(movements(rows[number + 1 :], *columns))
    raise Unreadable(
        "On n’y trouve pas la ligne de titres : il faut une colonne « Date », et une colonne « Crédit » ou « Montant »."
    )


def decoded(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def rows_of(text: str) -> list[list[str]]:
    text = text.replace("\0", "")
    separator = max(";,\t", key=text[:4000].count)
    try:
        rows = [[cell.strip() for cell in row] for row in csv.reader(io.StringIO(text), delimiter=separator)]
    except csv.Error:
        raise Unreadable("Ce fichier n’est pas un tableau CSV : exportez le relevé dans ce format.") from None
    if len(rows) > MOST_LINES:
        raise Unreadable(f"Plus de {MOST_LINES} lignes : exportez une période plus courte.")
    return rows


def columns_of(header: list[str]) -> tuple[int, int, list[int]] | None:
    """(date, sum, columns of words), or None when this is not the line of titles."""
    date = next((header.index(name) for name in DATE if name in header), None)
    amount = next((header.index(name) for name in (*CREDIT, *SIGNED) if name in header), None)
    if date is None or amount is None:
        return None
    return date, amount, [n for n, name in enumerate(header) if name and name not in DULL]


def movements(rows, date: int, amount: int, words: list[int]):
    seen = Counter()
    for row in rows:
        if len(row) <= max(date, amount):
            continue
        day, sum_ = day_of(row[date]), sum_of(row[amount])
        if day is None or sum_ is None or sum_ <= 0:
            continue
        said = " ".join(" ".join(row[n] for n in words if n < len(row)).split())[:400]
        same = (day, sum_, said)
        seen[same] += 1  # two equal lines on one day are two payments
        digest = hashlib.sha256(f"{day}|{sum_}|{said}|{seen[same]}".encode()).hexdigest()
        yield Movement(day, sum_, said, digest)


def sum_of(text: str) -> int | None:
    try:
        return cents(text)
    except ValueError:
        return None


def day_of(text: str) -> dt.date | None:
    found = DAY.match(text)
    if not found:
        return None
    day, month, year, iso_year, iso_month, iso_day = found.groups()
    try:
        if iso_year:
            return dt.date(int(iso_year), int(iso_month), int(iso_day))
        return dt.date(int(year) + (2000 if len(year) == 2 else 0), int(month), int(day))
    except ValueError:
        return None
