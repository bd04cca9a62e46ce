"""Word: headings, lists and tables by their styles, in French, with a title and repeated column titles."""

from __future__ import annotations

from ..reader.own.words import LIST_DEEPEST
from .blocks import Block, Heading, Item, Paragraph, Table
from .docx_styles import W, numbering, styles
from .look import Look
from .markup import Xml, archive, el, joined, root

R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
OFFICE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
PARTS = {"styles": "styles", "numbering": "numbering", "settings": "settings", "footer1": "footer"}
CARRIES = "urn:maillage:minutes"
SPACES = {"w": W, "r": R}
PARAGRAPHS = {"body": None, "front": "Front", "about": "About", "signature": "Signature"}
TEXT_WIDTH = 9638  # twips: A4 less two margins of 2 cm


def docx(blocks: list[Block], look: Look, parts: dict[str, str | bytes] | None = None) -> bytes:
    """`parts` are added to the archive as they are."""
    title = blocks[0].text
    body = joined(_block(block) for block in blocks)
    return archive(
        {
            "[Content_Types].xml": _content_types(),
            "_rels/.rels": _relations(
                (f"{R}/officeDocument", "word/document.xml"),
                (f"{PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
                *((CARRIES, name) for name in parts or {}),
            ),
            "docProps/core.xml": _properties(title, look.author),
            "word/document.xml": root("w:document", SPACES, el("w:body", body, _page())),
            "word/_rels/document.xml.rels": _relations(
                *((f"{R}/{kind}", f"{name}.xml") for name, kind in PARTS.items())
            ),
            "word/styles.xml": styles(look),
            "word/numbering.xml": numbering(),
            "word/settings.xml": _settings(),
            "word/footer1.xml": root("w:ftr", SPACES, _footer(title)),
            **(parts or {}),
        }
    )


def _block(block: Block) -> Xml:
    if isinstance(block, Heading):
        return _paragraph(_run(block.text), f"Heading{block.level}")
    if isinstance(block, Paragraph):
        return _paragraph(_runs(block.lead, block.text, ""), PARAGRAPHS[block.role])
    if isinstance(block, Item):
        depth = el("w:numPr", el("w:ilvl", w__val=min(block.depth, LIST_DEEPEST)), el("w:numId", w__val=1))
        kept = el("w:keepNext") if block.leads else Xml()
        return _paragraph(_runs(block.lead, block.text, block.tail), "ListBullet", joined([kept, depth]))
    return _table(block)


def _paragraph(runs: Xml, style: str | None = None, properties: Xml | None = None) -> Xml:
    styled = el("w:pPr", el("w:pStyle", w__val=style), properties) if style else None
    return el("w:p", styled, runs)


def _runs(lead: str, text: str, tail: str) -> Xml:
    """`tail` begins with its own space."""
    between = " " if lead and (text or tail) else ""
    return joined(
        [_run(lead, "Lead") if lead else Xml(), _run(between + text), _run(tail, "Tail") if tail else Xml()]
    )


def _run(text: str, style: str | None = None) -> Xml:
    properties = el("w:rPr", el("w:rStyle", w__val=style)) if style else Xml()
    lines = [el("w:t", line, **{"xml:space": "preserve"}) for line in text.split("\n")]
    return el("w:r", properties, Xml("<w:br/>".join(lines))) if text else Xml()


def _table(table: Table) -> Xml:
    whole = sum(column.share for column in table.columns)
    widths = [round(TEXT_WIDTH * column.share / whole) for column in table.columns]
    head = el(
        "w:tr",
        el("w:trPr", el("w:cantSplit"), el("w:tblHeader")),
        joined(
            _cell(column.title, width, "CellHead")
            for column, width in zip(table.columns, widths, strict=True)
        ),
    )
    rows = joined(
        el(
            "w:tr",
            el("w:trPr", el("w:cantSplit")),
            joined(_cell(text, width, "Cell") for text, width in zip(row, widths, strict=True)),
        )
        for row in table.rows
    )
    properties = el(
        "w:tblPr",
        el("w:tblStyle", w__val="MinutesTable"),
        el("w:tblW", w__w=sum(widths), w__type="dxa"),
        el("w:tblLayout", w__type="fixed"),
        el("w:tblLook", w__val="0020", w__firstRow=1, w__lastRow=0, w__firstColumn=0, w__lastColumn=0, w__noHBand=1, w__noVBand=1),
        el("w:tblCaption", w__val=table.caption),
    )  # fmt: skip
    grid = el("w:tblGrid", joined(el("w:gridCol", w__w=width) for width in widths))
    # Two tables that touch would be one: a paragraph always follows.
    return joined(
        [el("w:tbl", properties, grid, head, rows), el("w:p", el("w:pPr", el("w:pStyle", w__val="After")))]
    )


def _cell(text: str, width: int, style: str) -> Xml:
    return el("w:tc", el("w:tcPr", el("w:tcW", w__w=width, w__type="dxa")), _paragraph(_run(text), style))


def _page() -> Xml:
    return el(
        "w:sectPr",
        el("w:footerReference", w__type="default", r__id="rId4"),
        el("w:pgSz", w__w=11906, w__h=16838),
        el("w:pgMar", w__top=1134, w__right=1134, w__bottom=1134, w__left=1134, w__header=567, w__footer=567, w__gutter=0),
    )  # fmt: skip


def _footer(title: str) -> Xml:
    page = el("w:fldSimple", el("w:r", el("w:t", "1")), w__instr=" PAGE ")
    return el(
        "w:p",
        el("w:pPr", el("w:pStyle", w__val="Footer")),
        _run(title),
        el("w:r", el("w:tab")),
        page,
    )


def _settings() -> str:
    compatible = el(
        "w:compatSetting",
        w__name="compatibilityMode",
        w__uri="http://schemas.microsoft.com/office/word",
        w__val=15,
    )
    return root("w:settings", SPACES, el("w:compat", compatible), el("w:themeFontLang", w__val="fr-FR"))


def _properties(title: str, author: str) -> str:
    spaces = {
        "cp": f"{PACKAGE}/metadata/core-properties",
        "dc": "http://purl.org/dc/elements/1.1/",
    }
    inside = [el("dc:title", title), el("dc:language", "fr-FR")]
    if author:
        inside.insert(1, el("dc:creator", author))
    return root("cp:coreProperties", spaces, *inside)


def _content_types() -> str:
    overrides = [
        el("Override", PartName="/word/document.xml", ContentType=f"{OFFICE}.document.main+xml"),
        el("Override", PartName="/docProps/core.xml", ContentType="application/vnd.openxmlformats-package.core-properties+xml"),
        *(el("Override", PartName=f"/word/{name}.xml", ContentType=f"{OFFICE}.{kind}+xml") for name, kind in PARTS.items()),
    ]  # fmt: skip
    rels = el(
        "Default", Extension="rels", ContentType="application/vnd.openxmlformats-package.relationships+xml"
    )
    defaults = [
        rels,
        el("Default", Extension="xml", ContentType="application/xml"),
        el("Default", Extension="json", ContentType="application/json"),
    ]
    return root("Types", {"": f"{PACKAGE}/content-types"}, *defaults, *overrides)


def _relations(*targets: tuple[str, str]) -> str:
    return root(
        "Relationships",
        {"": f"{PACKAGE}/relationships"},
        *(
            el("Relationship", Id=f"rId{number}", Type=kind, Target=target)
            for number, (kind, target) in enumerate(targets, 1)
        ),
    )
