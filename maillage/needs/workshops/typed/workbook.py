"""The rows of a spreadsheet (XLSX, ODS), read as a stream and no further than needed.

Own reading, with lxml: a library that loads whole sheets asks for 550 GB, and takes the process with it, when one cell
stands far away (docs/decisions, “spreadsheets”). Numbers and dates come as the file keeps them; formulas by their last value.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator

from lxml import etree

from .unreadable import MEGABYTE, MOST_ROWS, Unreadable, too_many_rows

MOST_COLUMNS = 30
MOST_UNZIPPED = 30 * MEGABYTE
MOST_STRINGS = 200_000
BROKEN = "Ce classeur est abîmé ou incomplet : il ne s’ouvre pas. Enregistrez-le de nouveau, puis déposez-le."
SECRET = "Ce classeur est protégé par un mot de passe. Enregistrez-le sans mot de passe, puis déposez-le."
CLOSED = {"resolve_entities": False, "no_network": True, "load_dtd": False}

Row = tuple[int, list[str]]


def sheets_of(content: bytes) -> list[tuple[str, list[Row]]]:
    """[(title of the sheet, its rows that are not empty)]; raises Unreadable. A row is (line, cells)."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _check(archive)
            names = set(archive.namelist())
            if "xl/workbook.xml" in names:
                return [(title, _bounded(rows)) for title, rows in _Xlsx(archive).sheets()]
            if "content.xml" in names:
                return _ods(archive)
    except (zipfile.BadZipFile, KeyError, etree.XMLSyntaxError, EOFError, OSError, NotImplementedError):
        raise Unreadable(BROKEN) from None
    raise Unreadable(
        "Ce fichier n’est pas un classeur. Enregistrez-le en .xlsx (Excel) ou .ods (LibreOffice), puis déposez-le."
    )


def _check(archive: zipfile.ZipFile) -> None:
    entries = archive.infolist()
    if any(entry.flag_bits & 1 for entry in entries):
        raise Unreadable(SECRET)
    if sum(entry.file_size for entry in entries) > MOST_UNZIPPED or len(entries) > 2000:
        raise Unreadable(
            "Ce classeur est trop lourd pour une liste de post-it. N’en gardez que la feuille utile, puis déposez-le."
        )


def _bounded(rows: Iterator[Row]) -> list[Row]:
    kept = []
    for line, cells in rows:
        if any(cell.strip() for cell in cells):
            kept.append((line, cells))
        if len(kept) > MOST_ROWS + 1:  # one more for the titles
            raise too_many_rows()
    return kept


def _elements(stream, *tags: str) -> Iterator:
    """Elements of these local names as they end, given back to memory once used. No entity is followed."""
    wanted = tuple(f"{{*}}{tag}" for tag in tags)
    for _, element in etree.iterparse(
        stream, tag=wanted, resolve_entities=False, no_network=True, load_dtd=False
    ):
        yield element
        element.clear()
        while element.getprevious() is not None:
            del element.getparent()[0]


class _Xlsx:
    def __init__(self, archive: zipfile.ZipFile):
        self.archive = archive
        self.strings = self.shared_strings()

    def shared_strings(self) -> list[str]:
        if "xl/sharedStrings.xml" not in self.archive.namelist():
            return []
        strings = []
        with self.archive.open("xl/sharedStrings.xml") as stream:
            for item in _elements(stream, "si"):
                strings.append(_text(item))
                if len(strings) > MOST_STRINGS:
                    raise too_many_rows()
        return strings

    def sheets(self) -> Iterator[tuple[str, Iterator[Row]]]:
        targets = {}
        with self.archive.open("xl/_rels/workbook.xml.rels") as stream:
            for relation in _elements(stream, "Relationship"):
                targets[relation.get("Id")] = posixpath.normpath(
                    posixpath.join("/xl", relation.get("Target", ""))
                ).lstrip("/")
        with self.archive.open("xl/workbook.xml") as stream:
            named = [(sheet.get("name", ""), _named(sheet, "id", "")) for sheet in _elements(stream, "sheet")]
        for title, relation in named:
            if targets.get(relation) in self.archive.namelist():
                yield title, self.rows(targets[relation])

    def rows(self, path: str) -> Iterator[Row]:
        line = 0
        with self.archive.open(path) as stream:
            for row in _elements(stream, "row"):
                said = row.get("r", "")
                line = int(said) if said.isdecimal() else line + 1
                cells: list[str] = []
                for cell in row.iterchildren("{*}c"):
                    column = _column(cell.get("r", "")) if cell.get("r") else len(cells)
                    value = self.value(cell)
                    if value.strip():
                        _check_column(column)
                        cells += [""] * (column + 1 - len(cells))
                        cells[column] = value
                yield line, cells

    def value(self, cell) -> str:
        kind = cell.get("t", "n")
        if kind == "inlineStr":
            return _text(cell)
        said = cell.findtext("{*}v") or ""
        if kind == "s":
            return self.strings[int(said)] if said.isdecimal() and int(said) < len(self.strings) else ""
        if kind == "e":
            return ""
        return re.sub(r"^(-?\d+)\.0+$", r"\1", said)


def _text(item) -> str:
    """The words of a rich text, without how they are pronounced (rPh)."""
    return "".join(
        part.text or "" for part in item.iter("{*}t") if not any(True for _ in part.iterancestors("{*}rPh"))
    )


def _column(reference: str) -> int:
    """« C7 » → 2."""
    column = 0
    for letter in re.match(r"[A-Za-z]{0,3}", reference)[0].upper():
        column = column * 26 + ord(letter) - 64
    return column - 1


def _ods(archive: zipfile.ZipFile) -> list[tuple[str, list[Row]]]:
    sheets: list[tuple[str, list[Row]]] = []
    line = 0
    with archive.open("content.xml") as stream:
        for event, element in etree.iterparse(
            stream, events=("start", "end"), tag=("{*}table", "{*}table-row"), **CLOSED
        ):
            if etree.QName(element).localname == "table":
                if event == "start":
                    sheets.append((_named(element, "name", ""), []))
                    line = 0
            elif event == "end" and sheets:
                rows, times, cells = (
                    sheets[-1][1],
                    _repeated(element, "number-rows-repeated"),
                    _ods_cells(element),
                )
                if any(cell.strip() for cell in cells):
                    rows += [(line + again, cells) for again in range(1, min(times, MOST_ROWS + 2) + 1)]
                    if len(rows) > MOST_ROWS + 1:
                        raise too_many_rows()
                line += times
                element.clear()
    return sheets


def _ods_cells(row) -> list[str]:
    cells: list[str] = []
    column = 0
    for cell in row.iterchildren("{*}table-cell", "{*}covered-table-cell"):
        times = _repeated(cell, "number-columns-repeated")
        words = "\n".join("".join(paragraph.itertext()) for paragraph in cell.iterchildren("{*}p"))
        if words.strip():
            _check_column(column + times - 1)
            cells += [""] * (column - len(cells)) + [words] * times
        column += times
    return cells


def _check_column(column: int) -> None:
    if column >= MOST_COLUMNS:
        raise Unreadable(
            f"Cette feuille a plus de {MOST_COLUMNS} colonnes remplies. Gardez celles du texte, de la colonne du "
            "tableau et du nom, puis déposez-la."
        )


def _named(element, name: str, default: str) -> str:
    """An attribute, whatever prefix the file gives its namespace."""
    return next((value for key, value in element.attrib.items() if key.endswith("}" + name)), default)


def _repeated(element, name: str) -> int:
    said = _named(element, name, "1")
    return max(1, int(said)) if said.isdecimal() else 1
