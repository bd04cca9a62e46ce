"""Open the zip that a .docx or .odt is, without trusting what it declares."""

import io
import zipfile
import zlib

from lxml import etree

from ..errors import MEGABYTE, UnreadableMinutes

MAX_ENTRIES = 3000
MAX_DECLARED_BYTES = 200 * MEGABYTE
MAX_PART_BYTES = 16 * MEGABYTE
MAX_RATIO = 150
SMALL_PART_BYTES = MEGABYTE  # a part this small may be as repetitive as it likes
CHUNK = 64 * 1024
PART = "maillage/minutes.json"  # what our writer carries beside the text (`own.carried`)

BOMB = (
    "Ce document se déplie en un volume anormal : par prudence, il n’a pas été ouvert. "
    "Copiez-en le texte dans un document neuf, puis déposez celui-ci."
)
DAMAGED = (
    "Ce document est abîmé, ou protégé par un mot de passe : son texte ne peut pas être lu. "
    "Ouvrez-le, enregistrez-le sans mot de passe, puis déposez-le de nouveau."
)


class Archive:
    """The checked archive; `xml(name)` gives a parsed part or None."""

    def __init__(self, content: bytes):
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(content))
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, IndexError, KeyError):
            raise UnreadableMinutes(DAMAGED) from None
        entries = self._zip.infolist()
        declared = sum(entry.file_size for entry in entries)
        if len(entries) > MAX_ENTRIES or declared > MAX_DECLARED_BYTES:
            raise UnreadableMinutes(BOMB)
        if any(_too_dense(entry.file_size, entry.compress_size) for entry in entries):
            raise UnreadableMinutes(BOMB)

    def names(self) -> list[str]:
        return self._zip.namelist()

    def xml(self, name: str):
        """The root element of a part, None when the archive has no such part."""
        if name not in self._zip.namelist():
            return None
        parser = etree.XMLParser(resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False)
        try:
            root = etree.fromstring(self._read(name), parser)
        except (etree.XMLSyntaxError, ValueError):
            raise UnreadableMinutes(DAMAGED) from None
        if root.getroottree().docinfo.doctype:
            raise UnreadableMinutes(DAMAGED)
        return root

    def text(self, name: str) -> str:
        """A part as it is, "" when the archive has none of that name."""
        return self._read(name).decode("utf-8", "replace") if name in self._zip.namelist() else ""

    def _read(self, name: str) -> bytes:
        entry, parts, size = self._zip.getinfo(name), [], 0
        try:
            with self._zip.open(entry) as stream:
                while chunk := stream.read(CHUNK):
                    size += len(chunk)
                    if size > MAX_PART_BYTES or _too_dense(size, entry.compress_size):
                        raise UnreadableMinutes(BOMB)
                    parts.append(chunk)
        except (
            zipfile.BadZipFile,
            zlib.error,
            RuntimeError,
            NotImplementedError,
            OSError,
            EOFError,
            ValueError,
        ) as why:
            if isinstance(why, UnreadableMinutes):
                raise
            raise UnreadableMinutes(DAMAGED) from None
        return b"".join(parts)


def _too_dense(size: int, compressed: int) -> bool:
    return size > SMALL_PART_BYTES and size > MAX_RATIO * max(compressed, 1)
