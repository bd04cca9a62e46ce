"""The same minutes in another format, made on the fly: real headings, lists and tables where the format has them."""

import html
import io
import re

import docx
import typst
from markdown_it import MarkdownIt
from odfdo import Document, Header, List, ListItem, Paragraph, Row, Table

HEADING = re.compile(r"(#{1,6})\s+(.*)")
BULLET = re.compile(r"(\s*)[-•*·]\s+(.*)")
PIPES = re.compile(r"\|(.*)\|\s*$")


def pieces(text):
    """(kind, value) of a source: heading, bullet, rows or line."""
    rows = []
    for line in [*text.split("\n"), None]:
        cells = None if line is None else cells_of(line)
        if rows and cells is None:
            yield "rows", rows
            rows = []
        if line is None:
            return
        if cells is not None:
            if not all(re.fullmatch(r"\s*:?-+:?\s*", cell) for cell in cells):
                rows.append(cells)
        elif found := HEADING.match(line):
            yield "heading", (len(found[1]), found[2].strip("*"))
        elif found := BULLET.match(line):
            yield "bullet", (len(found[1]) // 2, found[2])
        else:
            yield "line", line


def cells_of(line):
    if found := PIPES.match(line):
        return [cell.strip() for cell in found[1].split("|")]
    return line.split("\t") if "\t" in line.strip() else None


def as_docx(text, tables=True):
    document = docx.Document()
    for kind, value in pieces(text):
        if kind == "heading":
            document.add_heading(value[1], value[0])
        elif kind == "bullet":
            document.add_paragraph(value[1], style="List Bullet 2" if value[0] else "List Bullet")
        elif kind == "rows" and tables:
            width = max(map(len, value))
            table = document.add_table(0, width)
            for row in value:
                for cell, said in zip(table.add_row().cells, row, strict=False):
                    cell.text = said.strip()
        elif kind == "rows":
            for row in value:
                document.add_paragraph("\t".join(row))
        else:
            document.add_paragraph(value)
    return saved(document)


def as_odt(text):
    document = Document("text")
    document.body.clear()
    for kind, value in pieces(text):
        if kind == "heading":
            document.body.append(Header(value[0], value[1]))
        elif kind == "bullet":
            item = List([ListItem(value[1])])
            document.body.append(item)
        elif kind == "rows":
            table = Table("rows")
            for cells in value:
                row = Row()
                for column, cell in enumerate(cells):
                    row.set_value(column, cell.strip())
                table.append_row(row)
            document.body.append(table)
        else:
            document.body.append(Paragraph(value))
    return saved(document)


def as_odt_lines(text):
    document = Document("text")
    document.body.clear()
    for line in text.split("\n"):
        document.body.append(Paragraph(line))
    return saved(document)


def as_html(text):
    """A page with real tags: h1, ul, table; other lines are paragraphs."""
    parts = []
    for kind, value in pieces(text):
        if kind == "heading":
            parts.append(f"<h{value[0]}>{html.escape(value[1])}</h{value[0]}>")
        elif kind == "bullet":
            parts.append(f"<ul><li>{html.escape(value[1])}</li></ul>")
        elif kind == "rows":
            rows = ["".join(f"<td>{html.escape(cell.strip())}</td>" for cell in row) for row in value]
            parts.append("<table>" + "".join(f"<tr>{row}</tr>" for row in rows) + "</table>")
        else:
            parts.append(f"<p>{html.escape(value)}</p>")
    return page("\n".join(parts))


def as_html_text(text):
    return page(f"<pre>{html.escape(text)}</pre>")


def as_html_from_markdown(text):
    return page(MarkdownIt("commonmark").enable("table").render(text))


def page(body):
    return f'<!doctype html><html lang="fr"><head><meta charset="utf-8"><title>Compte rendu</title></head><body>{body}</body></html>'.encode()


def as_pdf(text):
    """Set by typst as a person would: each source line a line, blank lines blank, tables ruled, pages numbered."""
    parts = [
        '#set page(numbering: "1 / 1")',
        '#set text(lang: "fr", size: 10pt, font: "DejaVu Sans")',
        "#set par(leading: 0.55em, spacing: 0.55em)",
    ]
    for kind, value in pieces(text):
        if kind == "heading":
            parts.append("=" * value[0] + " " + quoted(value[1]))
        elif kind == "bullet":
            parts.append(f"#h({value[0]}em)#sym.bullet {quoted(value[1])}\n")
        elif kind == "rows":
            width = max(map(len, value))
            cells = [
                f"[{quoted(cell.strip())}]" for row in value for cell in [*row, *[""] * (width - len(row))]
            ]
            parts.append(f"#table(columns: {width}, {', '.join(cells)})")
        elif not value.strip():
            parts.append("#v(1em)")
        else:
            indent = len(value) - len(value.lstrip(" \t"))
            parts.append(f"#h({indent * 0.6:.1f}em){quoted(value.strip())}\n")
    return typst.compile("\n".join(parts).encode())


def quoted(text):
    return '#"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"' if text else ""


def saved(document):
    content = io.BytesIO()
    document.save(content)
    return content.getvalue()


FORMS = {"docx": as_docx, "odt": as_odt, "html": as_html, "pdf": as_pdf}
