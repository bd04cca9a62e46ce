"""XML written as text: what is given as a plain string is always escaped."""

from __future__ import annotations

import io
import zipfile
from xml.sax.saxutils import escape, quoteattr

LONG_AGO = (1980, 1, 1, 0, 0, 0)  # the same minutes give the same bytes
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


class Xml(str):
    """Markup that is ready; any other string is text."""

    __slots__ = ()


def el(tag: str, *inside: str | None, **attributes) -> Xml:
    """`el("w:p", el("w:r"), w__val="x")`: two underscores stand for the colon of a prefix, one for a hyphen."""
    given = "".join(
        f" {name.replace('__', ':').replace('_', '-')}={quoteattr(str(value))}"
        for name, value in attributes.items()
        if value is not None
    )
    body = "".join(part if isinstance(part, Xml) else escape(part) for part in inside if part is not None)
    return Xml(f"<{tag}{given}>{body}</{tag}>" if body else f"<{tag}{given}/>")


def said(text: str) -> Xml:
    return Xml(escape(text))


def joined(parts) -> Xml:
    return Xml("".join(parts))


def root(tag: str, spaces: dict[str, str], *inside: str, **attributes) -> str:
    """A whole part: declaration and namespaces with it."""
    named = {f"xmlns:{prefix}" if prefix else "xmlns": uri for prefix, uri in spaces.items()}
    return DECLARATION + el(tag, *inside, **named, **attributes)


def archive(parts: dict[str, str | bytes], first: tuple[str, str] | None = None) -> bytes:
    """A zip of named parts; `first` stands uncompressed at the front (the type of an .odt)."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as file:
        if first:
            file.writestr(zipfile.ZipInfo(first[0], LONG_AGO), first[1], zipfile.ZIP_STORED)
        for name, part in parts.items():
            info = zipfile.ZipInfo(name, LONG_AGO)
            info.compress_type = zipfile.ZIP_DEFLATED
            file.writestr(info, part)
    return content.getvalue()
