"""Bytes of a text file to characters, and how titles are compared."""

import codecs
import re
import unicodedata

from .unreadable import Unreadable

MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


def decode(content: bytes) -> str:
    """UTF-8, UTF-16 with its mark, else what Windows and old spreadsheets write (CP1252, Latin-1)."""
    for mark, encoding in MARKS:
        if content.startswith(mark):
            return content[len(mark) :].decode(encoding, "replace")
    if b"\x00" in content:
        raise Unreadable(
            "Ce fichier n’est ni un texte ni un tableur lisible. Enregistrez-le en .csv, .xlsx ou .ods, "
            "puis déposez-le de nouveau."
        )
    for encoding in ("utf-8", "cp1252"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return content.decode("latin-1")


def folded(text: str) -> str:
    """« Ce qui PÈSE : » and « ce qui pese » are one title."""
    bare = unicodedata.normalize("NFKD", text.lower().replace("œ", "oe").replace("æ", "ae"))
    kept = "".join(sign for sign in bare if not unicodedata.combining(sign))
    return " ".join(re.findall(r"[^\W_]+", kept))


def tidy(text: str) -> str:
    """On one line, without control signs."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())
