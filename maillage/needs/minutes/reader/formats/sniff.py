"""Which format a content really is."""

import io
import re
import zipfile

from ..errors import UnreadableMinutes

SUPPORTED = "txt, md, docx, odt, html, pdf, json et csv"
HTML_START = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*\?>\s*)?(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html|head|body)\b",
    re.I | re.S,
)
HTML_FRAGMENT = re.compile(
    rb"\s*<(?:p|div|h[1-6]|ul|ol|table|section|article|main|pre|meta|title)\b[^<>]{0,300}>", re.I
)
JSON_START = re.compile(rb'(?:\xef\xbb\xbf)?\s*\{\s*"')
OUR_TABLE = re.compile(rb'(?:\xef\xbb\xbf)?"?Rubrique"?[;,\t|]')
OLD_WORD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"RIFF", b"II*\x00", b"MM\x00*", b"BM")


def format_of(content: bytes, filename: str) -> str:
    """`docx`, `odt`, `pdf`, `html`, `json`, `csv` or `text`; raises UnreadableMinutes for what is none of them."""
    extension = filename.rsplit(".", 1)[-1].lower() if "." in filename else ""
    head = content[:4096]
    if head.startswith(b"PK\x03\x04"):
        return _zipped_format(content)
    if b"%PDF-" in head[:1024]:
        return "pdf"
    if head.startswith(OLD_WORD):
        raise UnreadableMinutes(
            "Ce fichier est un ancien document Office (.doc, .xls…). "
            "Ouvrez-le et enregistrez-le en .docx ou en .odt, puis déposez-le de nouveau."
        )
    if head.lstrip().startswith(b"{\\rtf"):
        raise UnreadableMinutes(
            "Ce fichier est au format RTF. Enregistrez-le en .docx ou en .odt, puis déposez-le de nouveau."
        )
    if head.startswith(PICTURES):
        raise UnreadableMinutes(
            "Ce fichier est une image, pas un texte. Recopiez-en le texte dans un document, puis déposez-le."
        )
    if extension in ("docx", "odt", "pdf"):
        raise UnreadableMinutes(
            f"Ce fichier porte l’extension .{extension}, mais son contenu n’est pas un document {extension}. "
            "Ouvrez-le avec le logiciel qui l’a produit et enregistrez-le de nouveau."
        )
    return _written_format(head, extension)


def _written_format(head: bytes, extension: str) -> str:
    """Of characters: a table or data by its name or its first words, a page by its tags, else text."""
    if extension in ("json", "csv"):
        return extension
    typed = extension in ("txt", "md", "markdown")
    page = extension in ("html", "htm", "xhtml") and b"<" in head
    if HTML_START.match(head) or page or not typed and HTML_FRAGMENT.match(head):
        return "html"
    if not typed and JSON_START.match(head):
        return "json"
    return "csv" if OUR_TABLE.match(head) else "text"


def _zipped_format(content: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = set(archive.namelist()[:10_000])
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, IndexError, KeyError):
        raise UnreadableMinutes(
            "Ce fichier est abîmé ou incomplet : il ne s’ouvre pas. "
            "Enregistrez-le de nouveau depuis votre traitement de texte, puis déposez-le."
        ) from None
    if "word/document.xml" in names:
        return "docx"
    if "content.xml" in names:
        return "odt"
    raise UnreadableMinutes(
        f"Ce fichier est une archive, pas un document Word ou LibreOffice Writer. Formats lus : {SUPPORTED}."
    )
