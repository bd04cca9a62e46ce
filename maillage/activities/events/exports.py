"""The list of an event as a spreadsheet. Cells that a spreadsheet would compute are neutralised."""

import csv
import io

from django.utils import timezone

HEAD = ["Nom", "Adresse électronique", "Structure", "État", "Inscription", "Présence", "Heures"]
STATES = {"confirmed": "place réservée", "waiting": "liste d’attente", "cancelled": "annulée"}
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def registrations_csv(registrations) -> bytes:
    """UTF-8 with a mark and semicolons, as French spreadsheets open it with a double click."""
    text = io.StringIO()
    rows = csv.writer(text, delimiter=";")
    rows.writerow(HEAD)
    for registration in registrations:
        rows.writerow([harmless(cell) for cell in _row(registration)])
    return text.getvalue().encode("utf-8-sig")


def _row(registration) -> list[str]:
    present = registration.attendance if registration.is_present else None
    return [
        registration.person.name,
        registration.person.email,
        registration.organisation.name if registration.organisation else "",
        STATES[registration.state],
        _moment(registration.created_at),
        _moment(present.at) if present else "",
        str(present.hours).replace(".", ",") if present else "",
    ]


def _moment(value) -> str:
    return timezone.localtime(value).strftime("%d/%m/%Y %H:%M")


def harmless(cell: str) -> str:
    """Never a formula: an apostrophe tells the spreadsheet that it is text."""
    return f"'{cell}" if cell.startswith(FORMULA) else cell
