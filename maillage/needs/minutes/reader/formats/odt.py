"""LibreOffice documents: content.xml read in order, with lists, tables and frames."""

from __future__ import annotations

import re

from ..errors import UnreadableMinutes
from ..lines import Line, Lines
from .archive import DAMAGED, PART, Archive
from .sheet import Sheet

TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
DRAW = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
FO = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}"
MILLIMETRES_PER_COLUMN = 3.2
UNITS = {"cm": 10.0, "mm": 1.0, "in": 25.4, "pt": 0.353, "px": 0.265}
MAX_REPEATS = 200
MAX_NESTING = 60
SKIPPED = {
    TEXT + "tracked-changes",
    TEXT + "note",
    OFFICE + "annotation",
    OFFICE + "forms",
    TEXT + "sequence-decls",
}


def read(content: bytes) -> list[Line]:
    archive = Archive(content)
    document = archive.xml("content.xml")
    body = None if document is None else document.find(f"{OFFICE}body/{OFFICE}text")
    if body is None:
        raise UnreadableMinutes(
            DAMAGED
            if document is None
            else "Ce document LibreOffice n’est pas un texte (Writer). Enregistrez le compte rendu en .odt, puis déposez-le."
        )
    reader = _Reader(_Styles(document, archive.xml("styles.xml")))
    reader.blocks(body, None)
    lines = Lines(reader.sheet.lines)
    lines.carried = archive.text(PART)
    return lines


class _Styles:
    def __init__(self, document, shared):
        self.styles = {}
        self.ordered: set[str] = set()
        for root in (shared, document):
            if root is None:
                continue
            self.styles.update({s.get(STYLE + "name"): s for s in root.iter(STYLE + "style")})
            for listing in root.iter(TEXT + "list-style"):
                if (
                    len(listing)
                    and listing[0].tag == TEXT + "list-level-style-number"
                    and listing[0].get(STYLE + "num-format")
                ):
                    self.ordered.add(listing.get(STYLE + "name"))

    def chain(self, name):
        for _ in range(12):
            style = self.styles.get(name)
            if style is None:
                return
            yield style
            name = style.get(STYLE + "parent-style-name")

    def is_bold(self, name) -> bool | None:
        for style in self.chain(name):
            for properties in style.iter(STYLE + "text-properties"):
                if weight := properties.get(FO + "font-weight"):
                    return weight in ("bold", "600", "700", "800", "900")
        return None

    def is_quote(self, name) -> bool:
        return any(
            re.search(r"quot|citation", (s.get(STYLE + "name") or "").lower()) for s in self.chain(name)
        )

    def is_title(self, name) -> bool:
        return any((s.get(STYLE + "name") or "") == "Title" for s in self.chain(name))

    def indent(self, name) -> int:
        for style in self.chain(name):
            for properties in style.iter(STYLE + "paragraph-properties"):
                if found := re.fullmatch(
                    r"(-?[\d.]{1,8})(cm|mm|in|pt|px)", properties.get(FO + "margin-left") or ""
                ):
                    return max(
                        0, int(float(found[1].strip(".") or 0) * UNITS[found[2]] / MILLIMETRES_PER_COLUMN)
                    )
        return 0


class _Reader:
    def __init__(self, styles: _Styles):
        self.styles, self.sheet, self.nesting = styles, Sheet(), 0

    def blocks(self, node, depth: int | None, ordinal: int = 0):
        self.nesting += 1
        if self.nesting < MAX_NESTING:
            for child in node:
                self.block(child, depth, ordinal)
                if child.tag == TEXT + "p":
                    depth, ordinal = None, 0  # the next paragraph of an item continues it
        self.nesting -= 1

    def block(self, node, depth, ordinal):
        if node.tag in (TEXT + "p", TEXT + "h"):
            self.paragraph(node, depth, ordinal)
        elif node.tag == TEXT + "list":
            self.listing(node, depth)
        elif node.tag == TABLE + "table":
            self.table(node)
        elif isinstance(node.tag, str) and node.tag not in SKIPPED:
            self.blocks(node, depth, ordinal)

    def listing(self, node, depth, style=None):
        style = node.get(TEXT + "style-name") or style
        inner, count = (0 if depth is None else depth + 1), 0
        for item in node:
            if item.tag == TEXT + "list-item":
                count += 1
                self.item(item, inner, count if style in self.styles.ordered else 0, style)
            elif item.tag == TEXT + "list-header":
                self.blocks(item, None)

    def item(self, node, depth, ordinal, style):
        first = True
        for child in node:
            if child.tag == TEXT + "list":
                self.listing(child, depth, style)
            else:
                self.block(child, depth if first else None, ordinal if first else 0)
                first = False

    def paragraph(self, node, depth, ordinal):
        style = node.get(TEXT + "style-name")
        pieces, frames = [], []
        self._inline(node, pieces, frames, self.styles.is_bold(style), 0)
        text = "".join(piece for piece, _ in pieces)
        strong = [on for piece, on in pieces if piece.strip()]
        level = 0
        if node.tag == TEXT + "h":
            given = node.get(TEXT + "outline-level") or "1"
            level = min(int(given), 6) if given.isdigit() else 1
        elif self.styles.is_title(style):
            level = 1
        self.sheet.paragraph(
            text,
            level=level if text.strip() else 0,
            depth=None if level else depth,
            ordinal=ordinal,
            quote=self.styles.is_quote(style),
            bold=bool(strong) and all(strong),
            indent=0 if depth is not None else self.styles.indent(style),
        )
        for frame in frames:
            self.blocks(frame, None)

    def _inline(self, node, pieces, frames, bold, nesting):
        if nesting > MAX_NESTING:
            return
        pieces.append((_squeezed(node.text), bold))
        for child in node:
            self._inline_child(child, pieces, frames, bold, nesting)
            pieces.append((_squeezed(child.tail), bold))

    def _inline_child(self, node, pieces, frames, bold, nesting):
        if node.tag == TEXT + "tab":
            pieces.append(("\t", bold))
        elif node.tag == TEXT + "line-break":
            pieces.append(("\n", bold))
        elif node.tag == TEXT + "s":
            count = node.get(TEXT + "c") or "1"
            pieces.append((" " * min(int(count) if count.isdigit() else 1, MAX_REPEATS), bold))
        elif node.tag == DRAW + "text-box":
            frames.append(node)
        elif isinstance(node.tag, str) and node.tag not in SKIPPED:
            own = self.styles.is_bold(node.get(TEXT + "style-name"))
            self._inline(node, pieces, frames, bold if own is None else own, nesting + 1)

    def table(self, node):
        rows, header_rows = [], 0
        for row in node.iter(TABLE + "table-row"):
            if next(row.iterancestors(TABLE + "table")) is not node:
                continue
            cells = []
            for cell in row:
                if cell.tag == TABLE + "table-cell":
                    repeat = cell.get(TABLE + "number-columns-repeated") or "1"
                    cells += [self.cell(cell)] * min(int(repeat) if repeat.isdigit() else 1, 30)
            if header_rows == len(rows) and (
                row.getparent().tag == TABLE + "table-header-rows" or self._all_bold(row)
            ):
                header_rows += 1
            rows.append(cells)
        self.sheet.table(rows, header_rows if header_rows < len(rows) else 0)

    def _all_bold(self, row) -> bool:
        pieces: list = []
        for paragraph in row.iter(TEXT + "p", TEXT + "h"):
            self._inline(paragraph, pieces, [], self.styles.is_bold(paragraph.get(TEXT + "style-name")), 0)
        strong = [on for piece, on in pieces if piece.strip()]
        return len(strong) > 1 and all(strong)

    def cell(self, node) -> str:
        outer = self.sheet.open_cell()
        self.blocks(node, None)
        return self.sheet.close_cell(outer)


def _squeezed(text: str | None) -> str:
    """Outside of its own space elements, OpenDocument means one space by any run of them; tabs are kept as written."""
    return re.sub(r"[ \r\n]+", " ", text or "")
