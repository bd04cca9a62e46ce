"""A PDF page as visual lines: characters gathered by baseline, cut into cells where a tab or a gutter left a hole."""

from __future__ import annotations

from dataclasses import dataclass, field

SAME_BASELINE = 0.35  # of the type size
SPACE = 0.16  # of the type size: a hole this wide is a space
GUTTER = 1.3  # of the type size: a hole this wide is a column's gutter
TAB = 0.25  # of the type size: where spaces are written as characters, a hole is a tab
BULLET_GAP = 3.0  # of the type size, from a bullet to its text


@dataclass
class Row:
    """One visual line: its cells as (x, text)."""

    top: float
    bottom: float
    x0: float
    x1: float
    size: float
    bold: bool
    cells: list[tuple[float, str]]
    page: int = 0
    bullet: bool = False  # a dot drawn before it
    space: float = 2.5  # width of a space
    first_word: float = 0.0  # width of the first word, to know whether it would have fitted on the line above

    @property
    def text(self) -> str:
        return "\t".join(text for _, text in self.cells)


@dataclass
class Table:
    top: float
    bottom: float
    rows: list[list[str]]
    header: bool = False
    page: int = 0


@dataclass
class Page:
    width: float
    height: float
    words: list[Row] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)


def page_of(page, limit: int) -> Page:
    """Rows and ruled tables of a pdfplumber page, at most `limit` characters of it."""
    characters = [c for c in page.chars[:limit] if c["text"] and c.get("upright", True)]
    characters = _without_doubles(characters)
    result = Page(float(page.width), float(page.height))
    for found in _ruled_tables(page) if characters else []:
        x0, top, x1, bottom = found.bbox
        table = _read_table(found, characters)
        if table is not None:
            result.tables.append(table)
            characters = [c for c in characters if not _inside(c, (x0, top, x1, bottom))]
    result.words = rows_of(characters)
    _mark_drawn_bullets(page, result.words)
    return result


def _mark_drawn_bullets(page, rows: list[Row]) -> None:
    """Browsers draw the dots of a list instead of writing them."""
    shapes = [*page.curves, *page.rects][:5000]
    dots = [s for s in shapes if 1 < s["x1"] - s["x0"] < 7 and 1 < s["bottom"] - s["top"] < 7]
    for row in rows:
        for dot in dots:
            level = row.top < (dot["top"] + dot["bottom"]) / 2 < row.bottom
            row.bullet = row.bullet or level and 0 < row.x0 - dot["x1"] < 2 * row.size


def rows_of(characters: list[dict]) -> list[Row]:
    groups: list[list[dict]] = []
    for char in sorted(characters, key=lambda c: (round(c["bottom"], 1), c["x0"])):
        if not char["text"].strip() and not groups:
            continue
        if groups and abs(char["bottom"] - _baseline(groups[-1])) <= SAME_BASELINE * max(char["size"], 4):
            groups[-1].append(char)
        else:
            groups.append([char])
    written = sum(1 for c in characters if c["text"] == " ") > 0.04 * len(characters)
    rows = [_row(sorted(group, key=lambda c: c["x0"]), written) for group in groups]
    return [row for row in rows if row is not None]


def _baseline(group: list[dict]) -> float:
    return group[0]["bottom"]


def _row(group: list[dict], spaces_are_written: bool) -> Row | None:
    solid = [c for c in group if c["text"].strip()]
    if not solid:
        return None
    size = sorted(c["size"] for c in solid)[len(solid) // 2]
    cells: list[tuple[float, str]] = []
    previous, pending = None, False
    for char in group:
        if not char["text"].strip():
            pending = previous is not None
            if previous is not None and char["x1"] > previous["x1"]:
                previous = {**previous, "x1": char["x1"], "blank": True}
            continue
        gap = 0.0 if previous is None else char["x0"] - previous["x1"]
        after_bullet = len(cells) == 1 and len(cells[0][1]) <= 2 and gap < BULLET_GAP * size
        hole = GUTTER * size if not spaces_are_written or pending else TAB * size
        if previous is None or gap > max(hole, 1.5) and not after_bullet:
            cells.append((char["x0"], char["text"]))
        else:
            space = " " if pending or gap > SPACE * size else ""
            x, text = cells[-1]
            cells[-1] = (x, text + space + char["text"])
        previous, pending = char, False
    bold = sum(_is_bold(c) for c in solid) > 0.85 * len(solid)
    return Row(
        top=min(c["top"] for c in solid), bottom=max(c["bottom"] for c in solid), x0=solid[0]["x0"], x1=solid[-1]["x1"],
        size=size, bold=bold, cells=cells, space=_space_width(group, size), first_word=_first_word_width(group),
    )  # fmt: skip


def _space_width(group: list[dict], size: float) -> float:
    widths = [c["x1"] - c["x0"] for c in group if c["text"] == " "]
    return min(min(widths), size) if widths else 0.25 * size


def _first_word_width(group: list[dict]) -> float:
    """Up to the first plain space: a no-break space does not end a word."""
    start = next(c for c in group if c["text"].strip())
    end = start["x1"]
    for char in group[group.index(start) :]:
        if char["text"] == " " or char["x0"] - end > SPACE * char["size"]:
            break
        end = char["x1"]
    return end - start["x0"]


def _is_bold(char: dict) -> bool:
    name = (char.get("fontname") or "").lower()
    return any(word in name for word in ("bold", "black", "heavy", "semibold", "demi"))


def _without_doubles(characters: list[dict]) -> list[dict]:
    """Some writers fake bold by printing a letter twice at the same place."""
    seen, kept = set(), []
    for char in characters:
        place = (char["text"], round(char["x0"]), round(char["top"]))
        if place not in seen or not char["text"].strip():
            seen.add(place)
            kept.append(char)
    return kept


def _ruled_tables(page):
    if len(page.lines) + len(page.rects) + len(page.curves) > 3000:
        return []
    return page.find_tables()


def _read_table(found, characters: list[dict]) -> Table | None:
    """A ruled table of at least two columns; boxes drawn around a text are not tables."""
    rows, bold = [], False
    for index, row in enumerate(found.rows):
        cells = []
        for box in row.cells:
            inside = [] if box is None else rows_of([c for c in characters if _inside(c, box)])
            cells.append(_cell_text(inside, box))
            bold = bold or (index == 0 and bool(inside) and all(r.bold for r in inside))
        rows.append(cells)
    if max((len(row) for row in rows), default=0) < 2:
        return None
    _, top, _, bottom = found.bbox
    return Table(top, bottom, rows, header=bold and len(rows) > 1)


def _cell_text(rows: list[Row], box) -> str:
    """Lines of a cell, those cut by its width joined again."""
    parts: list[str] = []
    inset = min((row.x0 - box[0] for row in rows), default=0)
    for above, row in zip([None, *rows], rows, strict=False):
        text = row.text.replace("\t", " ")
        cut = (
            above is not None
            and above.x1 + above.space + row.first_word > box[2] - max(inset, 0.3 * row.size) - 0.5
        )
        if parts and cut and text[:1] not in "-–•*·◦▪":
            parts[-1] += " " + text
        else:
            parts.append(text)
    return "\n".join(parts)


def _inside(char: dict, box) -> bool:
    x, y = (char["x0"] + char["x1"]) / 2, (char["top"] + char["bottom"]) / 2
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]
