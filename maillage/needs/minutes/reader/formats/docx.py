"""Word documents: word/document.xml read in order, with styles, lists, tables and text boxes."""

from __future__ import annotations

import re

from ..errors import UnreadableMinutes
from ..lines import Line, Lines
from .archive import DAMAGED, PART, Archive
from .sheet import Sheet

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
TWIPS_PER_COLUMN = 180
TRANSPARENT = {
    W + tag
    for tag in (
        "sdt",
        "sdtContent",
        "smartTag",
        "customXml",
        "ins",
        "moveTo",
        "hyperlink",
        "fldSimple",
        "dir",
        "bdo",
    )
}
SIGNS = {W + "tab": "\t", W + "br": "\n", W + "cr": "\n", W + "noBreakHyphen": "-"}
TEXT_BOX = W + "txbxContent"
MAX_NESTING = 60


def read(content: bytes) -> list[Line]:
    archive = Archive(content)
    document = archive.xml("word/document.xml")
    body = None if document is None else document.find(W + "body")
    if body is None:
        raise UnreadableMinutes(DAMAGED)
    reader = _Reader(_Styles(archive.xml("word/styles.xml"), archive.xml("word/numbering.xml")))
    reader.blocks(body)
    lines = Lines(reader.sheet.lines)
    lines.carried = archive.text(PART)
    return lines


class _Styles:
    """What a paragraph style or a numbering says: heading level, list, bold, quote."""

    def __init__(self, styles, numbering):
        self.styles = {} if styles is None else {s.get(W + "styleId"): s for s in styles.iter(W + "style")}
        self.formats: dict[str, dict[str, str]] = {}
        if numbering is not None:
            abstract = {a.get(W + "abstractNumId"): a for a in numbering.iter(W + "abstractNum")}
            for num in numbering.iter(W + "num"):
                link = num.find(W + "abstractNumId")
                shape = abstract.get(link.get(W + "val")) if link is not None else None
                self.formats[num.get(W + "numId")] = {} if shape is None else _level_formats(shape)

    def chain(self, style_id):
        """The style and those it is based on."""
        for _ in range(12):
            style = self.styles.get(style_id)
            if style is None:
                return
            yield style
            based = style.find(W + "basedOn")
            style_id = None if based is None else based.get(W + "val")

    def level(self, style_id, properties) -> int:
        outlines = [] if properties is None else properties.findall(W + "outlineLvl")
        for style in self.chain(style_id):
            name = (
                style.find(W + "name").get(W + "val") if style.find(W + "name") is not None else ""
            ).lower()
            if name == "title" or name == "titre":
                return 1
            if found := re.match(r"(?:heading|titre) ?([1-9])", name):
                return min(int(found[1]), 6)
            outlines += style.findall(f"{W}pPr/{W}outlineLvl")
        values = [int(o.get(W + "val")) for o in outlines if (o.get(W + "val") or "").isdigit()]
        return values[0] + 1 if values and values[0] < 6 else 0

    def numbering(self, style_id, properties) -> tuple[str, int] | None:
        """(numbering id, depth) of a list item."""
        for holder in [properties, *(style.find(W + "pPr") for style in self.chain(style_id))]:
            number = None if holder is None else holder.find(W + "numPr")
            if number is not None:
                numbering, depth = (_value(number, tag) for tag in ("numId", "ilvl"))
                return (
                    (numbering, int(depth) if depth.isdigit() else 0) if numbering not in ("", "0") else None
                )
        return None

    def is_bold(self, style_id) -> bool:
        return any(_on(style.find(f"{W}rPr/{W}b")) for style in self.chain(style_id))

    def name(self, style_id) -> str:
        return " ".join(
            (n.get(W + "val") or "").lower()
            for s in self.chain(style_id)
            if (n := s.find(W + "name")) is not None
        )


class _Reader:
    def __init__(self, styles: _Styles):
        self.styles, self.sheet, self.nesting = styles, Sheet(), 0
        self.counters: dict[tuple[str, int], int] = {}

    def blocks(self, node):
        self.nesting += 1
        if self.nesting < MAX_NESTING:
            for child in node:
                if child.tag == W + "p":
                    self.paragraph(child)
                elif child.tag == W + "tbl":
                    self.table(child)
                elif child.tag in TRANSPARENT:
                    self.blocks(child)
        self.nesting -= 1

    def paragraph(self, node):
        properties = node.find(W + "pPr")
        style = node.find(f"{W}pPr/{W}pStyle")
        style_id = None if style is None else style.get(W + "val")
        pieces, boxes = [], []
        _runs(node, pieces, boxes, 0)
        text = "".join(piece for piece, _ in pieces)
        strong = [on for piece, on in pieces if piece.strip()]
        bold = bool(strong) and all(
            on is True or (on is None and self.styles.is_bold(style_id)) for on in strong
        )
        depth, ordinal = self._list_place(style_id, properties)
        name = self.styles.name(style_id)
        quote = any(word in name for word in ("quot", "citation", "block text"))
        level = self.styles.level(style_id, properties)
        self.sheet.paragraph(
            text,
            level=level if text.strip() else 0,
            depth=None if level else depth,
            ordinal=ordinal,
            quote=quote,
            bold=bold,
            indent=_indent(properties),
        )
        for box in boxes:
            self.blocks(box)

    def _list_place(self, style_id, properties):
        place = self.styles.numbering(style_id, properties)
        if place is None:
            return None, 0
        numbering, depth = place
        if self.styles.formats.get(numbering, {}).get(str(depth), "bullet") in ("bullet", "none"):
            return depth, 0
        self.counters[place] = self.counters.get(place, 0) + 1
        for other in [key for key in self.counters if key[0] == numbering and key[1] > depth]:
            del self.counters[other]
        return depth, self.counters[place]

    def table(self, node):
        rows, header_rows = [], 0
        for row in _children(node, "tr"):
            cells = [self.cell(cell) for cell in _children(row, "tc")]
            marked = _on(row.find(f"{W}trPr/{W}tblHeader")) or _all_bold(row)
            if marked and header_rows == len(rows):
                header_rows += 1
            rows.append(cells)
        self.sheet.table(rows, header_rows if header_rows < len(rows) else 0)

    def cell(self, node) -> str:
        outer = self.sheet.open_cell()
        self.blocks(node)
        return self.sheet.close_cell(outer)


def _runs(node, pieces, boxes, nesting):
    """Append (text, bold or None) pieces and text boxes found in a paragraph."""
    if nesting > MAX_NESTING:
        return
    for child in node:
        tag = child.tag
        if tag == W + "t":
            pieces.append((child.text or "", _run_bold(node)))
        elif tag in SIGNS:
            pieces.append((SIGNS[tag], None))
        elif tag == TEXT_BOX:
            boxes.append(child)
        elif tag == MC + "AlternateContent":
            # The same drawing twice, for old and new readers: one is enough.
            for choice in list(child)[:1]:
                _runs(choice, pieces, boxes, nesting + 1)
        elif isinstance(tag, str) and tag not in (W + "pPr", W + "rPr", W + "del", W + "moveFrom"):
            _runs(child, pieces, boxes, nesting + 1)


def _run_bold(run):
    bold = run.find(f"{W}rPr/{W}b")
    return None if bold is None else _on(bold)


def _on(flag) -> bool:
    return flag is not None and flag.get(W + "val", "true") not in ("0", "false", "off", "none")


def _children(node, tag):
    for child in node:
        if child.tag == W + tag:
            yield child
        elif child.tag in TRANSPARENT:
            yield from _children(child, tag)


def _all_bold(row) -> bool:
    runs = [run for run in row.iter(W + "r") if any((t.text or "").strip() for t in run.iter(W + "t"))]
    return len(runs) > 1 and all(_run_bold(run) for run in runs)


def _level_formats(shape) -> dict[str, str]:
    return {level.get(W + "ilvl"): _value(level, "numFmt") or "bullet" for level in shape.iter(W + "lvl")}


def _value(node, tag) -> str:
    found = node.find(W + tag)
    return "" if found is None else found.get(W + "val") or ""


def _indent(properties) -> int:
    indent = None if properties is None else properties.find(W + "ind")
    if indent is None:
        return 0
    value = indent.get(W + "left") or indent.get(W + "start") or "0"
    return max(0, int(float(value)) // TWIPS_PER_COLUMN) if re.fullmatch(r"-?\d{1,6}(\.\d+)?", value) else 0
