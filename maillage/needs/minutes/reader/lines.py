"""The one form every format is brought to: a list of `Line`, with what its layout says about it."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field

from .words import strict_topic

TAB_COLUMNS = 4
FOREIGN_CHARACTERS = str.maketrans(
    {
        "\u00a0": " ", "\u202f": " ", "\u2007": " ", "\u2009": " ", "\u200a": " ",
        "\u00ad": None, "\u200b": None, "\u200c": None, "\u200d": None, "\u2060": None, "\ufeff": None,
        "\ufb00": "ff", "\ufb01": "fi", "\ufb02": "fl", "\ufb03": "ffi", "\ufb04": "ffl",
        "\uf0b7": "•", "\uf0a7": "•", "\uf0d8": "•", "\uf0fc": "•", "\uf02d": "-",
        "\u2011": "-", "\u2010": "-", "\x0b": " ", "\x0c": " ",
    }
)  # fmt: skip

BULLET = re.compile(
    r"(?:[-–—•·*◦▪▫‣⁃●○■□➢➤✓✔►❖☐☑☒]|\+(?=\s+\S)|o(?=\s{1,3}\S))\s+(?=\S)|[–•·●▪◦■➢➤✔►]\s*(?=\w)|-(?=[^\W\d])"
)
SIGNS = {"+": "+", "-": "-", "–": "-", "—": "-"}
CHECKBOX = re.compile(r"\[[ xX]\]\s+")
HASHES = re.compile(r"(#{1,6})\s+(.*?)\s*#*$")
QUOTE = re.compile(r"(?:>\s?)+")
RULE = re.compile(r"([-_=*~+])(?:\s*\1){2,}$")
ARROW = re.compile(r"(?:->|→|=>|⇒)\s*(?=\S)")
ORDINAL = re.compile(r"(\d{1,2})(?:\s?[.)°](?!\d)\s*[-–)]?\s*|\s+[-–]\s+|\s?/\s+)(?=\D)")
PICTURE = re.compile(
    r"(?:\(cid:\d+\)|[\U0001f000-\U0001faff\u2600-\u260f\u2613-\u2712\u2716-\u27af\u2b00-\u2bff]\ufe0f?[\U0001f3fb-\U0001f3ff]?)+\s*(?=\w)"
)
PICTURED = {"📍": "Lieu : ", "👥": "Présents : "}
SUB_ORDINAL = re.compile(r"(?:\d{1,2}|[A-H])(?:\.\d{1,2})*\.(\d{1,2})[.)]?\s+(?=\S)")
TOPIC_LETTER = re.compile(r"([A-H])\.\s+(?=\S)")
LETTERED = re.compile(r"([A-H])(?:\s?[)/]|\.(?=\s+\S+\s+\S+\s+\S))\s*[-–]?\s+(?=\S)|([a-h])\)\s+(?=\S)")
ROMAN = re.compile(r"[IVX]{1,5}(?:\s?[.)°/]|\s+[-–])\s*[-–]?\s+(?=\S)")
ALL_BOLD = re.compile(r"(\*\*|__)(?=\S)(?P<inside>[^*]+?)\1(?P<colon>\s*:?)$")
EMPHASIS = re.compile(r"(\*{1,3}|(?<!\w)_{1,2})(?=[^\s*_])([^*\n]{1,2000}?)(?<=[^\s*])\1(?!\w)")
MARKDOWN_LINK = re.compile(r"\[([^\[\]]{1,300})\]\(([^()\s]{1,500})\)")
MARKDOWN_ESCAPE = re.compile(r"\\([-+*_&#>.!()\[\]])")
PIPE_RULE = re.compile(r"\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?$")
WIDE_GAP = re.compile(r" {3,}")


@dataclass(slots=True)
class Line:
    """A line of the source. `text` is without its markers; `cells` has the cells of a row (empty ones too)."""

    source: str
    text: str = ""
    number: int = 0
    joined: list[int] = field(default_factory=list)  # numbers of the lines wrapped into this one
    indent: int = 0
    level: int = 0  # of an explicit heading, 1 to 6
    bullet: bool = False
    depth: int = 0  # of a list item, outermost 0
    marker: str = ""  # "number", "letter", "roman" or ""
    ordinal: int = 0
    quote: bool = False
    bold: bool = False
    arrow: bool = False
    sign: str = ""  # "+" or "-" when the item begins with one
    rule: bool = False
    furniture: bool = False  # page header, footer or number
    cells: tuple[str, ...] = ()
    table: int = 0  # lines of one real table share a number
    header: bool = False  # row of column titles
    laid_out: bool = False  # a list item by its format, not by a marker typed in its text
    continues: bool = False  # after a line break inside the paragraph above

    @property
    def blank(self) -> bool:
        return not self.text and not self.cells

    @property
    def numbers(self) -> list[int]:
        return [self.number, *self.joined]

    @property
    def filled(self) -> list[str]:
        return [cell for cell in self.cells if cell]

    @property
    def is_row(self) -> bool:
        return len(self.filled) > 1 or (self.table > 0 and len(self.cells) > 1)


class Lines(list):
    """The lines of a file; `carried` is what our writer put beside them, "" in any other file.

    `guessed`: headings, lists and tables were told by their place on a page (a PDF without tags).
    """

    carried = ""
    guessed = False


def clean(text: str) -> str:
    """Composed characters, plain spaces, no ligature, no invisible character; tabs and line ends kept."""
    text = unicodedata.normalize("NFC", text.translate(FOREIGN_CHARACTERS))
    return "".join(c if c >= " " or c in "\t\n" else " " for c in text)


def plain(text: str) -> str:
    """Without Markdown emphasis, escapes and link brackets, spaces squeezed."""
    text = MARKDOWN_LINK.sub(
        lambda m: m[1] if m[1] == m[2] or m[2].startswith("mailto:") else f"{m[1]} ({m[2]})", text
    )
    if "*" in text or "_" in text:
        for _ in range(3):
            text = EMPHASIS.sub(r"\2", text)
    text = MARKDOWN_ESCAPE.sub(r"\1", text).replace("**", "")
    return re.sub(r"\s+", " ", text).strip()


def settle(lines: list[Line]) -> list[Line]:
    """Number the lines and read the markers written in their text. Works in place and returns the list."""
    for number, line in enumerate(lines, 1):
        line.number = number
        if line.cells:
            line.cells = tuple(plain_cell(clean(cell)) for cell in line.cells)
            line.text = " | ".join(line.filled)
        else:
            _read_markers(line)
    _read_pipes(lines)
    _read_underlined_titles(lines)
    _read_offset_cells(lines)
    _read_lettered_titles(lines)
    return lines


def plain_cell(text: str) -> str:
    text = re.sub(r"(?<=[^\W\d])-\n(?=[A-ZÀ-Ý])", "-", text)
    return "\n".join(part for part in (plain(part) for part in text.split("\n")) if part)


def _read_markers(line: Line) -> None:
    raw = clean(line.source).replace("\n", " ")
    body = raw.lstrip()
    line.indent += columns(raw[: len(raw) - len(body)])
    body = body.rstrip(" ") if "\t" in body else body.rstrip()
    if quoted := QUOTE.match(body):
        line.quote, rest = True, body[quoted.end() :]
        body = rest.lstrip()
        line.indent += columns(rest[: len(rest) - len(body)])
    if not line.level and (hashes := HASHES.match(body)):
        line.level, body = len(hashes[1]), hashes[2]
    if RULE.match(body):
        line.rule = True
        return
    body = _without_bullet(line, body)
    if pictured := PICTURE.match(body):
        said = PICTURED.get(body[0], "") if ":" not in body else ""
        body = said + body[pictured.end() :]
        line.bold = not line.bullet and len(body) < 60 and not body.rstrip().endswith((".", ";", ","))
    if whole := ALL_BOLD.match(body.strip()):
        line.bold, body = True, whole["inside"] + whole["colon"]
    _read_cells(line, body)
    line.text = plain(_without_ordinal(line, plain(body) if line.level or line.bold else body))


def _without_bullet(line: Line, body: str) -> str:
    if arrow := ARROW.match(body):
        body = body[arrow.end() :]
        line.arrow = body.rstrip(" *_").endswith("?")
        line.bullet = line.bullet or not line.arrow
        return body
    if not line.level and (bullet := BULLET.match(body)):
        line.bullet, line.sign, body = True, SIGNS.get(body[0], ""), body[bullet.end() :]
        line.depth = max(line.depth, line.indent // 2)
        if box := CHECKBOX.match(body):
            body = body[box.end() :]
    return body


def _without_ordinal(line: Line, body: str) -> str:
    for pattern, name in (
        (SUB_ORDINAL, "sub"),
        (ORDINAL, "number"),
        (LETTERED, "letter"),
        (ROMAN, "roman"),
    ):
        if found := pattern.match(body):
            if not line.bullet:
                line.marker = name
                line.ordinal = _ordinal(found, name)
            return body[found.end() :]
    return body


def _ordinal(found: re.Match, name: str) -> int:
    if name in ("number", "sub"):
        return int(found[1])
    return _rank(found[1] or found[2]) if name == "letter" else _roman(re.match("[IVX]+", found[0])[0])


def _roman(text: str) -> int:
    values = [{"I": 1, "V": 5, "X": 10}[c] for c in text]
    return sum(-a if a < b else a for a, b in zip(values, [*values[1:], 0], strict=True))


def _rank(letter: str) -> int:
    return ord(letter.lower()) - ord("a") + 1


def _read_cells(line: Line, body: str) -> None:
    if "\t" in body.strip():
        leading = [""] if line.source.startswith("\t") else []
        cells = leading + body.split("\t")
    elif len(WIDE_GAP.findall(body)) >= 1 and not line.bullet:
        cells = WIDE_GAP.split(body)
    else:
        return
    cells = [plain(cell) for cell in cells]
    if sum(map(bool, cells)) > 1:
        line.cells = tuple(cells)


def _read_pipes(lines: list[Line]) -> None:
    """`| a | b |` and `a | b` written in plain text, with the `---|---` line under the titles."""
    for i, line in enumerate(lines):
        if line.cells or "|" not in line.text:
            continue
        if PIPE_RULE.match(line.text):
            line.rule, line.text = True, ""
            if i and lines[i - 1].cells:
                lines[i - 1].header = True
            continue
        neighbours = lines[max(0, i - 1) : i] + lines[i + 1 : i + 2]
        if line.text.startswith("|") or line.text.count(" | ") > 1 or any("|" in n.text for n in neighbours):
            text = line.text.strip().removeprefix("|").removesuffix("|")
            cells = tuple(plain_cell(re.sub(r"<br\s*/?>", "\n", cell)) for cell in text.split("|"))
            if len(cells) > 1:
                line.cells, line.bullet = cells, False


def _read_lettered_titles(lines: list[Line]) -> None:
    """« A. Participants », « B. Vision »: not initials, since a known word comes first and the letters follow."""
    awaited = 0
    for line in lines:
        found = None if line.bullet or line.marker or line.cells else TOPIC_LETTER.match(line.text)
        if found and (_rank(found[1]) == awaited or strict_topic(line.text[found.end() :])):
            line.marker, line.ordinal, line.text = "letter", _rank(found[1]), line.text[found.end() :]
        if line.marker == "letter":
            awaited = line.ordinal + 1


def _read_offset_cells(lines: list[Line]) -> None:
    """Under columns set by spaces, a line that starts where the second one does is a row whose first cell is empty."""
    starts: list[int] = []
    for line in lines:
        if len(line.cells) > 1 and not line.table and WIDE_GAP.search(line.source.strip()):
            starts = [found.end() for found in WIDE_GAP.finditer(line.source.rstrip())]
        elif line.blank or line.cells or line.bullet:
            starts = [] if not line.blank else starts
        elif near := [n for n, start in enumerate(starts, 1) if abs(start - line.indent) < 3]:
            line.cells = ("",) * near[0] + (line.text,)


def _read_underlined_titles(lines: list[Line]) -> None:
    for above, line in zip(lines, lines[1:], strict=False):
        mark = line.source.strip()[:1]
        marked = above.bullet or above.cells or above.quote or above.level or above.rule
        if line.rule and mark in ("=", "-", "~") and 0 < len(above.text) <= 120 and not marked:
            above.level = 1 if mark == "=" else 2


def columns(blank: str) -> int:
    return sum(TAB_COLUMNS if c == "\t" else 1 for c in blank)
