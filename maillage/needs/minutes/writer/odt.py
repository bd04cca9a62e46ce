"""LibreOffice: headings, lists and tables by their styles, in French, with a title and repeated column titles."""

from __future__ import annotations

from itertools import groupby

from ..reader.own.words import LIST_DEEPEST
from .blocks import Block, Heading, Item, Paragraph, Table
from .look import Look
from .markup import Xml, archive, el, joined, root, said
from .odt_styles import SPACES, VERSION, automatic_styles, styles

TYPE = "application/vnd.oasis.opendocument.text"
PARAGRAPHS = {"body": "Standard", "front": "Front", "about": "About", "signature": "Signature"}


def odt(blocks: list[Block], look: Look, parts: dict[str, str | bytes] | None = None) -> bytes:
    """`parts` are added to the archive as they are."""
    title = blocks[0].text
    tables = [block for block in blocks if isinstance(block, Table)]
    named = {id(table): f"Tableau{number}" for number, table in enumerate(tables, 1)}
    inside = joined(
        _list(list(group), 0) if is_list else joined(_block(block, named) for block in group)
        for is_list, group in groupby(blocks, lambda block: isinstance(block, Item))
    )
    content = root(
        "office:document-content",
        SPACES,
        automatic_styles(
            look, [(named[id(table)], [column.share for column in table.columns]) for table in tables]
        ),
        el("office:body", el("office:text", inside)),
        office__version=VERSION,
    )
    extra = parts or {}
    return archive(
        {
            "content.xml": content,
            "styles.xml": styles(look, title),
            "meta.xml": _meta(title, look.author),
            **extra,
            "META-INF/manifest.xml": _manifest(list(extra)),
        },
        first=("mimetype", TYPE),
    )


def _block(block: Block, named: dict[int, str]) -> Xml:
    if isinstance(block, Heading):
        return el(
            "text:h",
            _text(block.text),
            text__style_name=f"Heading_20_{block.level}",
            text__outline_level=block.level,
        )
    if isinstance(block, Paragraph):
        return _paragraph(PARAGRAPHS[block.role], block.lead, block.text)
    return _table(block, named[id(block)])


def _paragraph(style: str, lead: str, text: str, tail: str = "") -> Xml:
    """`tail` begins with its own space."""
    between = " " if lead and (text or tail) else ""
    return el(
        "text:p",
        _span("Lead", lead),
        _text(between + text),
        _span("Tail", tail),
        text__style_name=style,
    )


def _span(style: str, text: str) -> Xml | None:
    return el("text:span", _text(text), text__style_name=style) if text else None


def _text(text: str) -> Xml:
    return Xml("<text:line-break/>".join(said(line) for line in text.split("\n")))


def _list(items: list[Item], depth: int) -> Xml:
    """Items of one depth, each with the deeper ones that follow it."""
    entries: list[list[Item]] = []
    for item in items:
        if item.depth <= depth or depth == LIST_DEEPEST or not entries:
            entries.append([item])
        else:
            entries[-1].append(item)
    inside = (
        el(
            "text:list-item",
            _paragraph(
                "Bullet_20_Lead" if first.leads else "List_20_Bullet", first.lead, first.text, first.tail
            ),
            _list(below, depth + 1) if below else None,
        )
        for first, *below in entries
    )
    return el("text:list", joined(inside), text__style_name="Puces" if depth == 0 else None)


def _table(table: Table, name: str) -> Xml:
    columns = joined(
        el("table:table-column", table__style_name=f"{name}.{number}")
        for number in range(1, len(table.columns) + 1)
    )
    head = el(
        "table:table-header-rows",
        el(
            "table:table-row",
            joined(_cell(column.title, "CellHead", "HeadCell") for column in table.columns),
        ),
    )
    rows = joined(
        el(
            "table:table-row",
            joined(_cell(text, "Cell", "BodyCell") for text in row),
            table__style_name="Row",
        )
        for row in table.rows
    )
    return el(
        "table:table",
        el("table:title", table.caption),
        columns,
        head,
        rows,
        table__name=name,
        table__style_name=name,
    )


def _cell(text: str, style: str, box: str) -> Xml:
    return el(
        "table:table-cell",
        _paragraph(style, "", text),
        office__value_type="string",
        table__style_name=box,
    )


def _meta(title: str, author: str) -> str:
    inside = [el("dc:title", title), el("dc:language", "fr-FR")]
    if author:
        inside.append(el("dc:creator", author))
    return root("office:document-meta", SPACES, el("office:meta", *inside), office__version=VERSION)


def _manifest(extra: list[str]) -> str:
    entries = {"/": TYPE, **dict.fromkeys(("content.xml", "styles.xml", "meta.xml"), "text/xml")}
    entries |= dict.fromkeys(extra, "application/json")
    return root(
        "manifest:manifest",
        {"manifest": "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"},
        *(
            el("manifest:file-entry", manifest__full_path=name, manifest__media_type=kind)
            for name, kind in entries.items()
        ),
        manifest__version=VERSION,
    )
