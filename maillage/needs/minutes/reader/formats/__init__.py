"""One reader per format; the content decides which, the file's name only breaks a tie."""

from ..errors import (
    MAX_CHARACTERS,
    MAX_FILE_BYTES,
    MAX_LINE_CHARACTERS,
    MAX_LINES,
    MEGABYTE,
    UnreadableMinutes,
    too_many_lines,
)
from ..lines import Line
from .sniff import format_of


def checked_format(content: bytes, filename: str) -> str:
    """The format of a file that may be opened; raises UnreadableMinutes with the reason and the remedy."""
    if len(content) > MAX_FILE_BYTES:
        raise UnreadableMinutes(
            f"Ce fichier pèse {len(content) / MEGABYTE:.0f} Mo : la limite est de {MAX_FILE_BYTES // MEGABYTE} Mo. "
            "Retirez-en les images, ou n’envoyez que le texte du compte rendu."
        )
    if not content.strip(b" \t\r\n\x00\xef\xbb\xbf\xff\xfe"):
        raise UnreadableMinutes("Ce fichier est vide. Vérifiez que c’est le bon, puis déposez-le de nouveau.")
    return format_of(content, filename)


def lines_of(content: bytes, kind: str) -> list[Line]:
    """Lines of a file as its format brings them, not settled yet; raises UnreadableMinutes."""
    lines = _reader(kind)(content)
    _check_extent(lines)
    return lines


def _reader(name: str):
    # Imported when needed: the command line should not load a PDF library to read a text.
    if name == "docx":
        from .docx import read
    elif name == "odt":
        from .odt import read
    elif name == "pdf":
        from .pdf import read
    elif name == "html":
        from .html import read
    elif name == "csv":
        from .csv_file import read
    else:
        from .text import read
    return read


def _check_extent(lines: list[Line]) -> None:
    if not any(line.source.strip() for line in lines):
        raise UnreadableMinutes("Ce document ne contient aucun texte. Vérifiez que c’est le bon fichier.")
    if len(lines) > MAX_LINES:
        raise too_many_lines()
    if sum(len(line.source) for line in lines) > MAX_CHARACTERS or any(
        len(line.source) > MAX_LINE_CHARACTERS for line in lines
    ):
        raise UnreadableMinutes(
            "Ce document contient trop de texte pour un compte rendu (ou une ligne sans fin). "
            "N’en gardez que la partie utile, puis déposez-le de nouveau."
        )
