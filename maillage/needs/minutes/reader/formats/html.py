"""HTML, from a browser, a mail, a word processor or a Markdown renderer."""

from __future__ import annotations

import re

from lxml import html as lxml_html
from lxml.etree import ParserError

from ..decode import decode
from ..errors import UnreadableMinutes
from ..lines import Line
from .sheet import Sheet

BLOCKS = {
    "p", "div", "section", "article", "main", "header", "footer", "aside", "nav", "address", "figure",
    "figcaption", "center", "form", "fieldset", "dl", "dt", "dd", "body", "html", "hgroup", "details", "summary",
    "label", "legend",
    "table", "ul", "ol", "li", "pre", "blockquote", "hr",
}  # fmt: skip
SKIPPED = {
    "script",
    "style",
    "head",
    "template",
    "noscript",
    "svg",
    "math",
    "button",
    "select",
    "iframe",
    "object",
}
BOLD = {"b", "strong", "th"}
HEADINGS = {f"h{n}": n for n in range(1, 7)}
MAX_TAGS = 300_000
MAX_DEPTH = 200
# A renderer that wants a blank line before a list leaves the list's markers at the start of source lines.
LOST_ITEM = re.compile(r"[ \t]*\n[ \t]*(?=(?:[-*•·–+]|\d{1,2}[.)])\s+\S|>|(?:->|→)\s)")


def read(content: bytes) -> list[Line]:
    if content.count(b"<") > MAX_TAGS:
        raise UnreadableMinutes(
            "Cette page contient trop de balises pour un compte rendu. Copiez-en le texte dans un document, puis déposez-le."
        )
    text = decode(content).replace("\x00", "")
    text = re.sub(r"<\?xml[^>]{0,200}\?>", "", text, count=1)
    try:
        root = lxml_html.document_fromstring(
            text, parser=lxml_html.HTMLParser(huge_tree=False, remove_comments=True, remove_pis=True)
        )
    except (ParserError, ValueError, AssertionError):
        raise UnreadableMinutes(
            "Cette page ne contient aucun texte. Vérifiez que c’est le bon fichier."
        ) from None
    writer = _Writer()
    writer.block(root, 0)
    writer.flush()
    lines = writer.sheet.lines
    while lines and not lines[-1].source.strip() and not lines[-1].cells:
        lines.pop()
    return lines


class _Writer:
    def __init__(self):
        self.sheet = Sheet()
        self.pieces: list[
            tuple[str, bool]
        ] = []  # running text of the current paragraph, and whether it is bold
        self.level = self.quote = self.ordinal = self.lists = 0
        self.depth: int | None = None
        self.preformatted = False

    def block(self, node, nesting: int, bold=False):
        if nesting > MAX_DEPTH:
            self.say("".join(node.itertext()), bold)
            return
        self.say(node.text, bold)
        for child in node:
            if isinstance(child.tag, str):
                self.element(child, nesting + 1, bold)
            self.say(child.tail, bold)

    def element(self, node, nesting: int, bold: bool):
        tag = node.tag.lower()
        if tag in SKIPPED:
            return
        if tag == "br":
            self.pieces.append(("\v", bold))
        elif tag in BLOCKS or tag in HEADINGS:
            self.flush()
            self.own_block(tag, node, nesting, bold)
            self.flush()
        else:
            self.block(node, nesting, bold or tag in BOLD)

    def own_block(self, tag: str, node, nesting: int, bold: bool):
        """An element that begins and ends its own lines."""
        if tag == "table":
            self.table(node, nesting)
        elif tag in ("ul", "ol"):
            self.listing(node, nesting, bold)
        elif tag == "hr":
            self.sheet.paragraph("---")
        else:
            kept = self.level, self.quote, self.preformatted
            self.level = HEADINGS.get(tag, self.level)
            self.quote += tag == "blockquote"
            self.preformatted = self.preformatted or tag == "pre"
            self.block(node, nesting, bold)
            if tag == "p" and not self.pieces:
                self.sheet.paragraph("")
            self.flush()
            self.level, self.quote, self.preformatted = kept

    def listing(self, node, nesting: int, bold: bool):
        outer, mine, count = self.depth, self.lists, 0
        self.lists += 1  # an item's own text ends its depth, the list inside it is still deeper
        for child in node:
            if not isinstance(child.tag, str):
                continue
            self.depth = mine
            if child.tag == "li":
                count += 1
                self.ordinal = count if node.tag == "ol" else 0
            self.element(child, nesting + 1, bold)
        self.flush()
        self.depth, self.ordinal, self.lists = outer, 0, mine

    def table(self, node, nesting: int):
        rows, header_rows = [], 0
        for row in node.iter("tr"):
            if next(row.iterancestors("table")) is not node:
                continue
            cells = [cell for cell in row if cell.tag in ("td", "th")]
            if cells and all(cell.tag == "th" for cell in cells) and header_rows == len(rows):
                header_rows += 1
            rows.append([self.cell(cell, nesting + 1) for cell in cells])
        self.sheet.table(rows, header_rows)

    def cell(self, node, nesting: int) -> str:
        kept = self.depth, self.ordinal, self.quote, self.lists
        self.depth, self.ordinal, self.quote, self.lists = None, 0, 0, 0
        outer = self.sheet.open_cell()
        self.block(node, nesting)
        self.flush()
        self.depth, self.ordinal, self.quote, self.lists = kept
        return self.sheet.close_cell(outer)

    def say(self, text: str | None, bold: bool):
        if not text:
            return
        if not self.preformatted:
            if self.pieces and self.pieces[-1][0] == "\v":
                text = re.sub(r"^\r?\n", "", text)  # the spaces that begin the next line are its own
            text = LOST_ITEM.sub("\v", text)
            text = re.sub(r"[ \t]*\n[ \t\n]*", " ", text.replace("\r", "\n"))
            if not self.pieces and text == " ":
                return
        self.pieces.append((text, bold))

    def flush(self):
        """Write the running text as a paragraph."""
        text = "".join(piece for piece, _ in self.pieces)
        bold = bool(text.strip()) and all(strong for piece, strong in self.pieces if piece.strip())
        self.pieces = []
        if not text:
            return
        text = text.replace("\r\n", "\n").replace("\v", "\n")
        text = text.strip("\n") if self.preformatted else text.rstrip()
        if text.strip() or not self.preformatted:
            self.sheet.paragraph(
                text,
                level=self.level,
                depth=self.depth,
                ordinal=self.ordinal,
                quote=bool(self.quote),
                bold=bold,
            )
        if self.depth is not None:
            # A second paragraph of the same item continues it, it is not another item.
            self.depth, self.ordinal = None, 0
