"""Rows to post-its: which column says what, under which area each falls, and what is wrong, row by row."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from .unreadable import MOST_BYTES, MOST_NAME, MOST_ROWS, MOST_SIGNS, Unreadable, too_many_rows
from .words import decode, folded, tidy
from .workbook import Row, sheets_of

AREA, TEXT, AUTHOR = "area", "text", "author"
HEADS = {
    AREA: "colonne zone area categorie rubrique theme partie",
    TEXT: "texte post it postit note idee contenu text proposition phrase",
    AUTHOR: "auteur auteure autrice auteur ice nom prenom qui author personne participant participante",
}
ROLES = {word: role for role, said in HEADS.items() for word in said.split()} | {
    "post it": TEXT,
    "auteur ice": AUTHOR,
    "auteur e": AUTHOR,
    "ecrit par": AUTHOR,
}
SEPARATORS = ("\t", ";", "|")
BULLET = re.compile(r"^\s*(?:[-–—•*·▪◦]|\d{1,3}[.)])\s+")
ZIPPED, OLD_OFFICE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"%PDF", b"RIFF")


@dataclass(frozen=True)
class Typed:
    """One post-it. `area`: a title of the board, or None when the row does not say. `same_as`: line of its first copy."""

    area: str | None
    text: str
    author: str
    line: int
    same_as: int | None = None


@dataclass(frozen=True)
class Trouble:
    """What a person should look at. `taken`: the post-it is in the list all the same."""

    line: int
    says: str
    taken: bool


@dataclass
class Reading:
    notes: list[Typed] = field(default_factory=list)
    troubles: list[Trouble] = field(default_factory=list)


def read_text(text: str, areas: Sequence[str]) -> Reading:
    """A list as one types or pastes it: a post-it a line, under the titles of areas, or columns from a spreadsheet."""
    return _Reader(areas).read(_rows_of_text(text, areas))


def read_file(content: bytes, name: str, areas: Sequence[str]) -> Reading:
    """The post-its of a TXT, CSV, XLSX or ODS file. What it is, its content says; its name only helps."""
    if len(content) > MOST_BYTES:
        raise Unreadable("Ce fichier dépasse 5 Mo : c’est trop pour une liste de post-it. Rien n’a été pris.")
    if content.startswith(OLD_OFFICE):
        raise Unreadable(
            "Ce fichier est un ancien classeur (.xls). Enregistrez-le en .xlsx ou en .ods, puis déposez-le."
        )
    if content.startswith(PICTURES):
        raise Unreadable(
            "Ce fichier est une image ou un PDF. Déposez un texte, un .csv, un .xlsx ou un .ods."
        )
    if not content.startswith(ZIPPED):
        return _Reader(areas).read(_rows_of_text(decode(content), areas, name.lower().endswith(".csv")))
    filled = [(title, rows) for title, rows in sheets_of(content) if rows]
    reading = _Reader(areas).read(filled[0][1] if filled else [])
    if len(filled) > 1:
        others = ", ".join(f"« {title} »" for title, _ in filled[1:])
        says = f"Seule la première feuille, « {filled[0][0]} », est lue ; pas {others}."
        reading.troubles.insert(0, Trouble(1, says, taken=False))
    return reading


def _rows_of_text(text: str, areas: Sequence[str], is_csv: bool = False) -> list[Row]:
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n")
    if text.count("\n") > 20 * MOST_ROWS:
        raise too_many_rows()
    plain = [(line, [row]) for line, row in enumerate(text.split("\n"), 1) if row.strip()]
    titles = {folded(area) for area in areas}
    tried = [(_cut(text, sign), sign) for sign in SEPARATORS] + [(_cut(text, ","), "," if is_csv else "")]
    rows, worth = max(
        ((rows, _worth(rows, sign, titles)) for rows, sign in tried),
        key=lambda one: one[1],
        default=(plain, 0),
    )
    return rows if worth > 0 else plain


def _cut(text: str, sign: str) -> list[Row]:
    """Rows of cells. A quotation mark left open must not swallow the lines after it."""
    for quoting in (csv.QUOTE_MINIMAL, csv.QUOTE_NONE):
        reader = csv.reader(io.StringIO(text, newline="\n"), delimiter=sign, quoting=quoting)
        rows, started = [], 1
        try:
            for cells in reader:
                if any(cell.strip() for cell in cells):
                    rows.append((started, cells))
                started = reader.line_num + 1
        except csv.Error:
            continue
        if quoting == csv.QUOTE_NONE or not any(cell.count("\n") > 5 for _, cells in rows for cell in cells):
            return rows
    return [(line, [row]) for line, row in enumerate(text.split("\n"), 1) if row.strip()]


def _worth(rows: list[Row], sign: str, titles: set[str]) -> float:
    """How much these rows look like columns that mean something; 0 when the sign is only punctuation."""
    if not rows or max(len(cells) for _, cells in rows) < 2:
        return 0
    head = [folded(cell) for cell in rows[0][1]]
    if len(head) > 1 and (TEXT in map(ROLES.get, head) or sum(cell in titles for cell in head) > 1):
        return 3
    led = sum(len(cells) > 1 and folded(cells[0]) in titles for _, cells in rows) / len(rows)
    if led >= 0.5:
        return 2
    same = len({len(cells) for _, cells in rows}) == 1 and len(rows) > 1 and len(rows[0][1]) < 4
    return 1 if same and sign in SEPARATORS or sign == "\t" else 0


class _Reader:
    def __init__(self, areas: Sequence[str]):
        self.areas = {folded(area): area for area in areas}
        self.reading = Reading()
        self.seen: dict[tuple[str | None, str], int] = {}
        self.unknown: set[str] = set()

    def read(self, rows: list[Row]) -> Reading:
        if len(rows) > MOST_ROWS + 1:
            raise too_many_rows()
        if not rows:
            raise Unreadable("Il n’y a rien à lire ici : aucune ligne n’a de texte.")
        head = [folded(cell) for cell in rows[0][1]]
        roles = [ROLES.get(cell) for cell in head]
        if TEXT in roles:
            self.by_title(
                {role: roles.index(role) for role in (AREA, TEXT, AUTHOR) if role in roles}, rows[1:]
            )
        elif sum(cell in self.areas for cell in head) > 1:
            self.by_area(head, rows)
        elif max(len(cells) for _, cells in rows) == 1:
            self.one_a_line(rows)
        else:
            self.by_place(rows)
        return self.reading

    def by_title(self, columns: dict[str, int], rows: list[Row]) -> None:
        """A first row says what each column is."""
        for line, cells in rows:
            said = {role: cells[at] if at < len(cells) else "" for role, at in columns.items()}
            self.note(line, said[TEXT], said.get(AREA, ""), said.get(AUTHOR, ""))

    def by_area(self, head: list[str], rows: list[Row]) -> None:
        """Each column is an area of the board, its title on the first row."""
        for line, cells in rows[1:]:
            for at, cell in enumerate(cells):
                if cell.strip():
                    title = rows[0][1][at] if at < len(head) else ""
                    self.note(line, cell, title, "")

    def one_a_line(self, rows: list[Row]) -> None:
        """A post-it a line; a line that is the title of an area says where the next ones go."""
        area = ""
        for line, (text,) in rows:
            if folded(text) in self.areas:
                area = text
            else:
                self.note(line, BULLET.sub("", text), area, "")

    def by_place(self, rows: list[Row]) -> None:
        """No titles: area, text, author; or text and author when no first column is an area."""
        led = any(folded(cells[0]) in self.areas for _, cells in rows)
        widest = max(len([cell for cell in cells if cell.strip()]) for _, cells in rows)
        for line, cells in rows:
            cells = [*cells, "", "", ""]
            if led or widest > 2:
                self.note(line, cells[1], cells[0], cells[2])
            else:
                self.note(line, cells[0], "", cells[1])

    def note(self, line: int, text: str, area: str, author: str) -> None:
        text, area, author = tidy(text), tidy(area), tidy(author)
        if not text:
            if area or author:
                self.trouble(
                    line, "Pas de texte sur cette ligne : il n’y a pas de post-it à coller.", taken=False
                )
            return
        if len(text) > MOST_SIGNS:
            self.trouble(
                line,
                f"{len(text)} caractères : un post-it en tient {MOST_SIGNS}. Coupez ce texte en deux (« {text[:40]}… »).",
                taken=False,
            )
            return
        if len(author) > MOST_NAME:
            self.trouble(
                line, f"Le nom dépasse {MOST_NAME} caractères : le post-it est pris sans nom.", taken=True
            )
            author = ""
        title = self.area_of(line, area)
        first = self.seen.setdefault((title, folded(text) or text), line)
        same_as = first if first != line else None
        if same_as:
            self.trouble(line, f"Déjà écrit à la ligne {first} : « {text[:60]} ».", taken=True)
        self.reading.notes.append(Typed(title, text, author, line, same_as))

    def area_of(self, line: int, area: str) -> str | None:
        """The board's own title of this area; an unknown one is said once, and its post-its wait to be placed."""
        if not area:
            return None
        title = self.areas.get(folded(area))
        if title is None and folded(area) not in self.unknown:
            self.unknown.add(folded(area))
            known = ", ".join(f"« {one} »" for one in self.areas.values())
            says = f"« {area[:60]} » n’est pas une colonne de ce tableau ({known}) : à vous de dire où coller ces post-it."
            self.trouble(line, says, taken=True)
        return title

    def trouble(self, line: int, says: str, taken: bool) -> None:
        self.reading.troubles.append(Trouble(line, says, taken))
