"""Bytes of a text file to characters, whatever saved them: UTF-8, UTF-16, Latin-1, CP1252, or a mixture."""

import codecs

from .errors import UnreadableMinutes

BINARY = UnreadableMinutes(
    "Ce fichier n’est pas un texte lisible. Enregistrez le compte rendu en .txt, .docx, .odt, .html ou .pdf, "
    "puis déposez-le de nouveau."
)


def decode(content: bytes) -> str:
    """The text of `content`; raises UnreadableMinutes when it is not text at all."""
    text = _with_byte_order_mark(content) or _utf16_without_mark(content) or _line_by_line(content)
    if _looks_binary(text):
        raise UnreadableMinutes(BINARY.message_fr)
    return text


def _with_byte_order_mark(content: bytes) -> str:
    marks = (
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
    )
    for mark, encoding in marks:
        if content.startswith(mark):
            body = content[len(mark) :]
            return _line_by_line(body) if encoding == "utf-8" else body.decode(encoding, "replace")
    return ""


def _utf16_without_mark(content: bytes) -> str:
    """French text is mostly ASCII: in UTF-16 every other byte is then zero, on one side only."""
    sample = content[:4000]
    if len(sample) < 8:
        return ""
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    half = len(sample) // 2
    if odd > 0.6 * half and even < 0.1 * half:
        return content.decode("utf-16-le", "replace")
    if even > 0.6 * half and odd < 0.1 * half:
        return content.decode("utf-16-be", "replace")
    return ""


def _line_by_line(content: bytes) -> str:
    """UTF-8 where a line is valid UTF-8, CP1252 where it is not: pasted files mix both."""
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return "\n".join(_one_line(line) for line in content.split(b"\n"))


def _one_line(line: bytes) -> str:
    for encoding in ("utf-8", "cp1252"):
        try:
            return line.decode(encoding)
        except UnicodeDecodeError:
            continue
    return line.decode("latin-1")


def _looks_binary(text: str) -> bool:
    sample = text[:20_000]
    if not sample:
        return False
    strange = sum(
        1 for c in sample if (c < " " and c not in "\t\n\r\f\v") or "\x7f" <= c <= "\x9f" or c == "\ufffd"
    )
    return "\x00" in sample or strange > 0.03 * len(sample) + 1
