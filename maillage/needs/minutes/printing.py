"""Minutes as a PDF in the pole's look, and the one way to every export.

The PDF is made of the blocks of `writer`, and is tagged: that is how `reader` reads it back, text by text.
"""

from __future__ import annotations

from maillage.needs.minutes.reader import Reading
from maillage.needs.minutes.reader.own import words
from maillage.needs.minutes.reader.own.phrases import read_number
from maillage.needs.minutes.writer import FORMATS, Look, carried, document, legible, write_minutes
from maillage.needs.minutes.writer.blocks import Block, Heading, Item, Paragraph, Table
from maillage.ui.pdf import render_pdf
from maillage.ui.theme import Theme

TEMPLATE = "minutes/minutes.typ"
MEDIA_TYPES = {"pdf": "application/pdf", **FORMATS}


def export(reading: Reading, form: str, theme: Theme, with_contacts: bool = False) -> bytes:
    """The minutes as a file; `form` is a key of MEDIA_TYPES. What it holds of contacts: `write_minutes`."""
    if form == "pdf":
        return render(reading, theme, with_contacts)
    return write_minutes(reading, form, with_contacts=with_contacts, look=look_of(theme))


def look_of(theme: Theme) -> Look:
    """The pole's colours for a white page: what reads on its paper reads on white."""
    tokens = theme.tokens
    return Look(
        ink=tokens["ink"], accent=tokens["main-text"], quiet=tokens["quiet-paper"], tint=tokens["sunk"], line=tokens["line"],
        author=theme.name,
    )  # fmt: skip


def render(reading: Reading, theme: Theme, with_contacts: bool = False, carry: bool = True) -> bytes:
    """A tagged PDF. Signs that no font draws (emoji) are left out. Raises typst.TypstError."""
    title, *blocks = document(legible(reading, with_contacts))
    front = [_paragraph(block) for block in blocks if isinstance(block, Paragraph) and block.role == "front"]
    body = [block for block in blocks if not (isinstance(block, Paragraph) and block.role == "front")]
    data = {"title": title.text, "front": front, "blocks": _data(body), "carry": carry}
    files = {"minutes.json": carried(reading, with_contacts)} if carry else None
    return render_pdf(TEMPLATE, data, theme, files)


def _data(blocks: list[Block]) -> list[dict]:
    """Blocks as the template takes them: items gathered in lists, nested."""
    found: list[dict] = []
    items: list[Item] = []
    section = ""
    for block in [*blocks, None]:
        if isinstance(block, Item):
            items.append(block)
            continue
        if items:
            kind = "decisions" if section == words.SECTIONS["decisions"] else "list"
            found.append({"kind": kind, "items": _nested(items, 0)})
            items = []
        if isinstance(block, Heading):
            section = block.text if block.level == 2 else section
            found.append({"kind": "heading", "level": block.level, "text": block.text})
        elif isinstance(block, Paragraph):
            found.append(_paragraph(block))
        elif isinstance(block, Table):
            found += _table(block)
    return found


def _paragraph(block: Paragraph) -> dict:
    return {"kind": "paragraph", "role": block.role, "lead": block.lead, "text": block.text}


def _nested(items: list[Item], depth: int) -> list[dict]:
    entries: list[tuple[Item, list[Item]]] = []
    for item in items:
        if item.depth <= depth or not entries:
            entries.append((item, []))
        else:
            entries[-1][1].append(item)
    return [
        {
            "lead": first.lead,
            "text": first.text,
            "tail": first.tail,
            "tone": first.tone,
            "leads": first.leads,
            "below": _nested(below, depth + 1),
        }
        for first, below in entries
    ]


def _table(table: Table) -> list[dict]:
    drawn = {
        "kind": "table",
        "head": [column.title for column in table.columns],
        "shares": [column.share for column in table.columns],
        "rows": table.rows,
    }
    points = _points(table)
    return [{"kind": "matrix", "points": points}, drawn] if points else [drawn]


def _points(table: Table) -> list[dict]:
    """Groups that were placed between impact and effort."""
    fields = [column.field for column in table.columns]
    if table.name != "groups" or not {"impact", "effort"} <= set(fields):
        return []
    rows = [dict(zip(fields, row, strict=True)) for row in table.rows]
    return [
        {"number": row["number"], "impact": impact, "effort": effort}
        for row in rows
        if (impact := read_number(row["impact"])) and (effort := read_number(row["effort"]))
        if 1 <= impact <= 5 and 1 <= effort <= 5
    ]
