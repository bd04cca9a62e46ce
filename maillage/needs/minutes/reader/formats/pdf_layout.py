"""Visual lines of a PDF to paragraphs: cut lines joined, blank lines and indents restored, titles and page furniture told apart."""

from __future__ import annotations

import re
from collections import Counter
from statistics import median

from ..words import strict_topic
from .pdf_words import Page, Row, Table

PAGE_NUMBER = re.compile(r"(?:page\s*)?\d{1,3}(?:\s*(?:/|sur|of)\s*\d{1,3})?$", re.I)
ITEM = re.compile(r"(?:[-–•·*◦▪●○■➢→>❖\uf0b7]|\d{1,2}\s?[.)°]|[a-zA-Z]\))\s*\S")
MARGIN_ZONE = 0.08  # of the page's height, where headers and footers stand
TAB_STOP = 3.6  # of the type size: the widest hole a tab leaves
CONTACT = re.compile(r"\S+@\S+\.\w+\s*$|0\d(?:[ .]?\d\d){4}\s*$")
COLUMN_WIDTH = 0.5  # of the type size


def document_lines(pages: list[Page]) -> list[dict]:
    """Rows for `Line(**row)`: source, indent, level, bold, cells, table, furniture."""
    body = _Body(pages)
    lines: list[dict] = []
    previous: Row | Table | None = None
    for number, page in enumerate(pages):
        for piece in sorted([*page.words, *page.tables], key=lambda p: p.top):
            piece.page = number
            if isinstance(piece, Row) and body.is_furniture(piece, page):
                lines.append({"source": piece.text, "furniture": True})
                continue
            _append(lines, piece, previous, body)
            previous = piece
    for line in lines:
        line.pop("x0", None)
    return lines


def _append(lines: list[dict], piece: Row | Table, previous: Row | Table | None, body: _Body) -> None:
    if isinstance(piece, Table):
        lines.append({"source": ""})
        number = 1 + max((line.get("table", 0) for line in lines), default=0)
        for index, row in enumerate(piece.rows):
            source = " | ".join(cell.replace("\n", " / ") for cell in row)
            lines.append(
                {"source": source, "cells": row, "table": number, "header": piece.header and index == 0}
            )
        lines.append({"source": ""})
        return
    last = next((line for line in reversed(lines) if not line.get("furniture")), None)
    if isinstance(previous, Row) and last is not None and body.continues(previous, piece, last):
        _join(last, piece, body)
        return
    for _ in range(body.blank_lines(previous, piece)):
        lines.append({"source": ""})
    line = {
        "source": ("• " if piece.bullet else "") + piece.text,
        "indent": body.indent(piece),
        "level": body.level(piece),
        "bold": piece.bold,
        "x0": piece.cells[0][0],
    }
    if len(piece.cells) > 1:
        line["cells"] = [text for _, text in piece.cells]
        if body.indent(piece) >= 4:
            line["cells"].insert(0, "")
    lines.append(line)


def _join(last: dict, piece: Row, body: _Body) -> None:
    """A cut line's second half; in a row of cells one that starts at a tab is the next cell."""
    texts = [text for _, text in piece.cells]
    if last.get("cells"):
        lacking = sum(map(bool, last["cells"])) < body.row_cells
        if (
            piece.x0 > last["x0"] + 1.5 * piece.size
            or lacking
            and len(texts) == 1
            and texts[0][:1].isupper()
            and piece.x1 < (body.left + body.right) / 2
        ):
            last["cells"] += texts
        else:
            last["cells"][-1] = _glue(last["cells"][-1], texts[0])
            last["cells"] += texts[1:]
        last["source"] = "\t".join(last["cells"])
    elif len(texts) > 1:
        last["cells"] = [_glue(last["source"], texts[0]), *texts[1:]]
        last["source"] = "\t".join(last["cells"])
    else:
        last["source"] = _glue(last["source"], texts[0])


def _glue(first: str, second: str) -> str:
    if first.endswith("\u00ad") or re.search(r"[^\W\d]{2}-$", first) and second[:1].islower():
        # A hyphen put there by the line's end cannot be told from a word's own: keep it when the word looks compound.
        return first.rstrip("\u00ad") + second
    if re.search(r"[^\W\d]-$", first) and second[:1].isupper():
        return first + second  # « Marc- » then « Antoine »
    return f"{first} {second}"


class _Body:
    """What the document's own measures are: type size, line height, margins, repeated headers."""

    def __init__(self, pages: list[Page]):
        rows = [row for page in pages for row in page.words]
        self.size = _weighted_median([(row.size, len(row.text)) for row in rows]) or 10.0
        self.left = min((row.x0 for row in rows), default=0.0)
        self.right = _right_margin(rows, pages, self.left)
        self.step = self._line_step(pages)
        self.rights = self._own_rights(pages)
        self.sizes = sorted({round(row.size, 1) for row in rows if row.size > 1.12 * self.size}, reverse=True)
        places = Counter((_stable(row.text), round(row.top / 6)) for page in pages for row in page.words)
        self.repeated = {place for place, count in places.items() if count > 1 and count >= 0.5 * len(pages)}
        counts = Counter(len(row.cells) for row in rows if len(row.cells) > 1)
        self.row_cells = counts.most_common(1)[0][0] if counts else 0
        self.pages = pages

    def _line_step(self, pages: list[Page]) -> float:
        steps = [b.top - a.top for page in pages for a, b in zip(page.words, page.words[1:], strict=False)]
        steps = sorted(step for step in steps if 0.8 * self.size < step < 3 * self.size)
        return steps[len(steps) // 5] if steps else 1.3 * self.size

    def _own_rights(self, pages: list[Page]) -> dict[int, float]:
        """The right margin of lines that start further in, when they are set in paragraphs with a space between."""
        groups: dict[int, list[Row]] = {}
        loose: Counter = Counter()
        for page in pages:
            for above, row in zip([None, *page.words], page.words, strict=False):
                groups.setdefault(round(row.x0), []).append(row)
                loose[round(row.x0)] += above is None or row.top - above.top > 1.45 * self.step
        rights = {}
        for x, rows in groups.items():
            furthest = max(row.x1 for row in rows)
            near = sum(row.x1 > furthest - 0.12 * self.right for row in rows)
            if (
                x > self.left + 1.5 * self.size
                and near > 1
                and furthest > 0.7 * self.right
                and loose[x] > 0.25 * len(rows)
            ):
                rights[x] = furthest
        return rights

    def is_furniture(self, row: Row, page: Page) -> bool:
        if MARGIN_ZONE * page.height < row.top < (1 - MARGIN_ZONE) * page.height - row.size:
            return False
        if (_stable(row.text), round(row.top / 6)) in self.repeated and len(self.pages) > 1:
            return True
        return bool(PAGE_NUMBER.match(row.text.strip()))

    def blank_lines(self, above: Row | Table | None, row: Row) -> int:
        if above is None:
            return 0
        if above.page != row.page or isinstance(above, Table):
            return 1 if isinstance(above, Table) or _ends(above.text) or row.bold else 0
        gap = row.top - above.top if abs(row.size - above.size) < 1 else row.bottom - above.bottom
        return max(0, min(4, round((gap - self.step * 1.3) / self.step + 0.45)))

    def indent(self, row: Row) -> int:
        return max(0, round((row.x0 - self.left) / (COLUMN_WIDTH * self.size)))

    def level(self, row: Row) -> int:
        if row.size <= 1.12 * self.size or len(row.text) > 160:
            return 0
        return min(1 + self.sizes.index(round(row.size, 1)), 6)

    def continues(self, above: Row, row: Row, last: dict) -> bool:
        """Whether `row` is the rest of the line above: its first word would not have fitted there."""
        if ":" in row.text and strict_topic(row.text.split(":")[0]):
            return False
        if (
            abs(above.size - row.size) > 0.6
            or above.bold != row.bold
            and _ends(above.text)
            or CONTACT.match(row.text)
        ):
            return False
        if above.page == row.page and row.top - above.top > 1.45 * self.step:
            return False
        if above.page != row.page and (_ends(above.text) or not row.text.lstrip("*_ ")[:1].islower()):
            return False
        if last.get("cells"):
            return self._continues_row(above, row, last)
        if row.bullet or ITEM.match(row.text) and not row.text[:1].islower() and not _open_number(above, row):
            return False
        right = self.rights.get(round(row.x0), self.right)
        cut = above.x1 + above.space + row.first_word > right - 0.5
        # Where paragraphs have a space between, a line set close under a nearly full one is its rest.
        close = (
            round(row.x0) in self.rights and above.x1 > 0.88 * right and row.top - above.top < 1.2 * self.step
        )
        return (cut or close) and self._starts_where_a_rest_would(above, row, last)

    def _starts_where_a_rest_would(self, above: Row, row: Row, last: dict) -> bool:
        """Under the paragraph's own edge; under an item's text; or at the margin when the indent was typed with spaces."""
        start, item = last.get("x0", 0), bool(ITEM.match(last["source"])) or last.get("bullet", False)
        typed = 0.2 * row.size < start - self.left < 1.5 * row.size and not item
        if row.x0 > start + 0.3 * row.size:
            return item or len(row.cells) > 1
        if row.x0 < start - 0.3 * row.size:
            return row.x0 < self.left + 0.3 * row.size and (
                typed or row.text[:1].islower() or start - self.left > 3 * row.size and not _ends(above.text)
            )
        return not typed

    def _continues_row(self, above: Row, row: Row, last: dict) -> bool:
        """The rest of a row of cells: never more cells than rows have here; what starts at a tab is the next cell."""
        at_tab = row.x0 > last["x0"] + 1.5 * row.size
        cells = sum(map(bool, last["cells"])) + len(row.cells) - (0 if at_tab else 1)
        room = TAB_STOP * row.size if at_tab else above.space
        if (
            not at_tab
            and row.text[:1].isupper()
            and cells < self.row_cells
            and row.x1 < (self.left + self.right) / 2
            and len(row.cells) == 1
        ):
            # The row still lacks a cell, and this begins like one: the line was cut at the tab.
            return above.x1 + TAB_STOP * row.size + row.first_word > self.right
        full = not at_tab and cells == sum(map(bool, last["cells"])) == self.row_cells
        if full and row.text[:1].isupper() and row.x1 > (self.left + self.right) / 2:
            return False  # a long line that starts with a capital is the next row's first cell
        return cells <= self.row_cells and above.x1 + room + row.first_word > self.right - 0.5


def _open_number(above: Row, row: Row) -> bool:
    """A line that starts with a figure may be the end of a sentence: « … le salon des 9) »."""
    return (
        row.text[:1].isdigit()
        and above.text[-1:].isalpha()
        and not re.match(r"\d{1,2}\s?[.)°]\s+[A-ZÀ-Ý]", row.text)
    )


def _ends(text: str) -> bool:
    return text.rstrip()[-1:] in ".;:!?»”"


def _stable(text: str) -> str:
    return re.sub(r"\d+", "0", text)


def _weighted_median(weighted: list[tuple[float, int]]) -> float:
    values = [value for value, weight in weighted for _ in range(min(weight, 80))]
    return median(values) if values else 0.0


def _right_margin(rows: list[Row], pages: list[Page], left: float) -> float:
    """Where lines are cut: at the edge many lines come near to, else as far from the right edge as text is from the left."""
    if not rows:
        return 0.0
    furthest = max(row.x1 for row in rows)
    width = pages[0].width
    near = [row for row in rows if row.x1 > furthest - 0.09 * width]
    mirrored = width - left
    if (
        furthest > 0.62 * width
        and len(near) >= 4
        and len(near) >= 0.12 * len(rows)
        and abs(mirrored - furthest) > 0.02 * width
    ):
        return furthest
    return max(furthest, mirrored)
