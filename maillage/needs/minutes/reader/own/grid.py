"""Minutes as one table, an item a row: its columns, and what each kind of row holds in them.

A number says where a row belongs, so that a person may sort the sheet: T1 is a board, T1-G2 a group of it, T1-Z3 an
area, T1-Z3-P4 a note of that area. The columns « Tableau » and « Zone » only repeat titles, to filter by.
"""

from __future__ import annotations

import re
from datetime import date

from .phrases import read_cell, say_cell

RUBRIC, NUMBER, TEXT, GROUP, PARENT = "Rubrique", "N°", "Texte", "Groupe", "Dépend de"
BOARD_TITLE, AREA_TITLE = "Tableau", "Zone"
FIELDS = {
    "organisation": "Structure", "role": "Fonction", "status": "Présence", "email": "E-mail", "phone": "Téléphone", "starts": "Début",
    "ends": "Fin", "kind": "Type", "team": "Sous-groupe", "sentiment": "Nature", "guide": "Consigne", "author": "Auteur",
    "verdict": "Avis", "audience": "Pour qui", "cause": "Cause", "owner": "Qui", "due": "Pour le", "state": "État", "rank": "Rang",
    "votes": "Voix", "impact": "Impact", "effort": "Effort", "agreement": "Accord", "reason": "Pourquoi",
}  # fmt: skip
COLUMNS = [RUBRIC, NUMBER, TEXT, BOARD_TITLE, AREA_TITLE, GROUP, PARENT, *FIELDS.values()]

# One row each, its text is the value.
FRONT = {
    "title": "Titre", "date": "Date", "starts": "Heure de début", "ends": "Heure de fin", "place": "Lieu", "purpose": "Objet",
    "summary": "Ce qui s’est dit",
}  # fmt: skip
# A row for each entry: (rubric, field of its text, the others).
ENTRIES = {
    "participants": ("Participant", "name", ("organisation", "role", "status", "email", "phone")),
    "agenda": ("Temps", "title", ("starts", "ends", "kind", "guide")),
    "decisions": ("Décision", "text", ("agreement",)),
    "actions": ("Action", "text", ("audience", "owner", "due", "state")),
    "past_actions": ("Action de la dernière fois", "text", ("owner", "due", "state")),
    "needs": ("Besoin", "text", ("audience", "rank", "votes", "reason")),
    "solutions": ("Solution", "text", ("cause", "votes")),
    "follow_ups": ("Suite à donner", "text", ("owner", "due", "state")),
}
BOARD, TEAM_GROUP, AREA, NOTE = "Tableau", "Groupe", "Zone", "Post-it"
UNREAD = "Ligne non comprise"
FRENCH_DAY = re.compile(r"(\d{2})/(\d{2})/(\d{4})")
CLOCK = re.compile(r"(\d{1,2}):(\d{2})(?::\d{2})?")  # spreadsheets add seconds
FORMULA = re.compile(r"'*[=+\-@\t\r]")
PHONE = re.compile(r"\+\d{6,15}")


def say(field: str, value) -> str:
    if field in ("date", "due"):
        return _say_day(value)
    return say_cell(field, value)


def read(field: str, text: str):
    """The value; None when the cell holds something that this column cannot."""
    if field in ("date", "due"):
        return _read_day(text)
    if field in ("starts", "ends") and (found := CLOCK.fullmatch(text)):
        return f"{int(found[1]):02d}:{found[2]}"
    return read_cell(field, text)


def _say_day(iso: str | None) -> str:
    try:
        return date.fromisoformat(iso or "").strftime("%d/%m/%Y")
    except ValueError:
        return iso or ""


def _read_day(text: str) -> str | None:
    found = FRENCH_DAY.fullmatch(text)
    try:
        return (
            date(int(found[3]), int(found[2]), int(found[1])).isoformat() if found else read_cell("due", text)
        )
    except ValueError:
        return text


# ---- What a spreadsheet would run: the rule of `ground/poles/sheet.py`, and the way back.


def harmless(text: str) -> str:
    """An apostrophe before what a spreadsheet takes for a formula, and before a text that begins like one so marked."""
    return f"'{text}" if FORMULA.match(text) and not PHONE.fullmatch(text) else text


def as_typed(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and FORMULA.match(cell) else cell
