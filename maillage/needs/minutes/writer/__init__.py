"""Minutes written: `write_minutes(reading, "docx")` gives the bytes of a document that a mayor can read and `reader` reads back.

Needs no Django. The PDF, which wears the pole's look, is made by `minutes/printing.py` from the same blocks.
"""

from __future__ import annotations

from ..reader.formats.archive import PART
from ..reader.reading import Reading
from .csv_file import csv_file
from .docx import docx
from .json_file import json_file
from .layout import document
from .look import Look
from .markdown import markdown
from .odt import odt
from .plain import legible, without_contacts, without_source

__all__ = ["FORMATS", "Look", "carried", "document", "legible", "write_minutes"]

FORMATS = {
    "md": "text/markdown; charset=utf-8",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "odt": "application/vnd.oasis.opendocument.text",
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
}


def write_minutes(
    reading: Reading,
    format: str,
    *,
    with_contacts: bool = False,
    look: Look | None = None,
    carry: bool = True,
) -> bytes:
    """The minutes as a file; `format` is a key of FORMATS, KeyError otherwise.

    Without contacts, nobody's e-mail or telephone is in it, nor the raw lines of a source. JSON for one's own use
    asks for them. What a person wrote in a note or a need stays as it is. `carry`: a document also carries the
    reading beside its text, for what a page does not show (`reader.own.carried`).
    """
    if format == "json":
        return json_file(reading if with_contacts else without_contacts(reading), with_contacts)
    shown = legible(reading, with_contacts)
    if format == "csv":
        return csv_file(shown)
    if format == "md":
        return markdown(document(shown))
    parts = {PART: carried(reading, with_contacts)} if carry else None
    return {"docx": docx, "odt": odt}[format](document(shown), look or Look(), parts)


def carried(reading: Reading, with_contacts: bool) -> bytes:
    """What a document carries: never more than what it shows, save ids."""
    return json_file(without_source(reading) if with_contacts else without_contacts(reading), False)
