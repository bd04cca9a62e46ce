"""What the structured formats (html, docx, odt) write their paragraphs, items and rows onto."""

from __future__ import annotations

from ..errors import MAX_LINES, too_many_lines
from ..lines import Line


class Sheet:
    """Collects lines in reading order. Inside a table cell, paragraphs become lines of that cell."""

    def __init__(self):
        self.lines: list[Line] = []
        self._tables = 0
        self._cell: list[str] | None = None

    def paragraph(
        self, text: str, *, level=0, depth: int | None = None, ordinal=0, quote=False, bold=False, indent=0
    ):
        """One paragraph; `depth` is that of a list item (0 outermost), None outside lists."""
        if self._cell is not None:
            self._cell.extend(part.strip() for part in text.split("\n") if part.strip())
            return
        if len(self.lines) > MAX_LINES:
            raise too_many_lines()
        for position, part in enumerate(text.split("\n")):
            line = Line(
                source=part, level=level, quote=quote, bold=bold and bool(part.strip()), indent=indent
            )
            line.continues = position > 0
            if depth is not None and part.strip():
                line.depth, line.indent, line.laid_out = depth, 2 * depth, True
                line.bullet, line.marker, line.ordinal = not ordinal, "number" if ordinal else "", ordinal
                depth, ordinal = (None, 0) if "\n" in text else (depth, ordinal)
            self.lines.append(line)

    def table(self, rows: list[list[str]], header_rows: int = 0):
        """Rows of cells, a cell's paragraphs separated by line ends. A table of one column is read as paragraphs."""
        rows = [row for row in rows if any(cell.strip() for cell in row)]
        if self._cell is not None:
            self._cell.extend(
                " – ".join(cell.replace("\n", " ") for cell in row if cell.strip()) for row in rows
            )
            return
        if all(len(row) < 2 for row in rows):
            for row in rows:
                self.paragraph("\n".join(row))
            return
        self._tables += 1
        for index, row in enumerate(rows):
            source = " | ".join(cell.replace("\n", " / ") for cell in row)
            self.lines.append(
                Line(source=source, cells=tuple(row), table=self._tables, header=index < header_rows)
            )

    def open_cell(self):
        """Start collecting a cell; returns what `close_cell` needs to go back to the outer one."""
        outer, self._cell = self._cell, []
        return outer

    def close_cell(self, outer) -> str:
        text, self._cell = "\n".join(self._cell or []), outer
        return text
