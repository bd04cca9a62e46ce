"""The matrix of impact and effort, drawn: four papers, a numbered dot for each group, names where there is room.

Pure text out (SVG), decorative: the table beside it says the same. Colours come from `static/workshops/votes.css`.
Nothing overlaps: dots push one another away without leaving their paper, and a name that fits nowhere leaves only
its number, which the table explains.
"""

from dataclasses import dataclass
from html import escape
from itertools import product

from maillage.needs.workshops.tree.lettering import balanced, width_of

CUT = "affiche"
GAP = 10  # between two papers
AIR = 5  # between a dot and a name
LEADING = 1.15
SCALE = (1, 3, 5)  # least, middle, most


@dataclass(frozen=True)
class Quarter:
    """One of the four papers of the matrix."""

    key: str
    name: str
    says: str


QUARTERS = {  # (much impact, much effort), in the order in which one would begin
    (True, False): Quarter("quick", "Gains rapides", "impact fort, effort léger"),
    (True, True): Quarter("big", "Grands chantiers", "impact fort, effort lourd"),
    (False, False): Quarter("small", "Petits plus", "impact faible, effort léger"),
    (False, True): Quarter("later", "Pas maintenant", "impact faible, effort lourd"),
}


def quarter_of(impact: float, effort: float) -> tuple[bool, bool]:
    """In the middle of a scale, doubt goes to the group: much impact, little effort."""
    return impact >= SCALE[1], effort > SCALE[1]


@dataclass(frozen=True)
class Point:
    """One group: its number in the table, its place from 1 to 5, how far the room is spread around it."""

    number: int
    title: str
    impact: float
    effort: float
    impact_spread: float = 0
    effort_spread: float = 0

    @property
    def place(self) -> tuple[bool, bool]:
        return quarter_of(self.impact, self.effort)


@dataclass(frozen=True)
class Format:
    """Sizes in units of the drawing."""

    key: str
    width: int
    height: int
    radius: float
    figure: float  # of the numbers
    letters: float  # of the names; 0 draws none
    heading: float
    edge: int = 40  # where the scales are named
    widest: float = 240  # of a name
    lines: int = 2


WIDE = Format("wide", 1000, 720, 19, 20, 19, 30)
NARROW = Format("narrow", 390, 440, 15, 16, 0, 19, edge=26)


@dataclass(frozen=True)
class Rect:
    x: float
    y: float
    width: float
    height: float

    def meets(self, other: "Rect") -> bool:
        return (
            self.x < other.x + other.width
            and other.x < self.x + self.width
            and self.y < other.y + other.height
            and other.y < self.y + self.height
        )

    def holds(self, other: "Rect") -> bool:
        return (
            self.x <= other.x
            and self.y <= other.y
            and other.x + other.width <= self.x + self.width
            and other.y + other.height <= self.y + self.height
        )


def draw(points: list[Point], size: Format = WIDE) -> str:
    """The text of an <svg>."""
    places = settle(points, size)
    return "".join(
        [
            f'<svg class="quarters quarters--{size.key}" viewBox="0 0 {size.width} {size.height}" aria-hidden="true" focusable="false">',
            *(paper(size, place, quarter) for place, quarter in QUARTERS.items()),
            *(heading(size, place, quarter) for place, quarter in QUARTERS.items()),
            *scales(size),
            *(spread(point, places[point.number], size) for point in points),
            *(dot(point, places[point.number], size) for point in points),
            *(name(lines, box, size, QUARTERS[one.place]) for one, lines, box in names(points, places, size)),
            "</svg>",
        ]
    )


def area(size: Format, place: tuple[bool, bool]) -> Rect:
    """Where one of the four papers lies: much impact above, much effort on the right."""
    low, right = not place[0], place[1]
    width, height = (size.width - size.edge - GAP) / 2, (size.height - size.edge - GAP) / 2
    return Rect(size.edge + right * (width + GAP), low * (height + GAP), width, height)


def field(size: Format, place: tuple[bool, bool]) -> Rect:
    """Where dots and names go on a paper: not on the strip that bears its own name, on its outer edge."""
    paper, strip = area(size, place), strip_of(size)
    return Rect(paper.x, paper.y + place[0] * strip, paper.width, paper.height - strip)


def strip_of(size: Format) -> float:
    return size.heading * 1.45


def settle(points: list[Point], size: Format) -> dict[int, tuple[float, float]]:
    """{number: (x, y)}: where the room put each group, then pushed apart until no dot hides another."""
    home = {p.number: field(size, p.place) for p in points}
    places = {p.number: kept_in(home[p.number], *spot(p, size), size.radius) for p in points}
    apart = 2 * size.radius + 3
    for _ in range(300):
        moved = False
        for one, other in ((a, b) for a in places for b in places if a < b):
            (x1, y1), (x2, y2) = places[one], places[other]
            dx, dy = x2 - x1, y2 - y1
            distance = (dx * dx + dy * dy) ** 0.5
            if distance >= apart - 0.01:
                continue
            if distance < 0.01:  # the same place: they part along a line that depends on their numbers only
                dx, dy, distance = (
                    1 + one % 3,
                    1 + other % 2,
                    ((1 + one % 3) ** 2 + (1 + other % 2) ** 2) ** 0.5,
                )
            push = (apart - distance) / 2 / distance + 0.005
            places[one] = kept_in(home[one], x1 - dx * push, y1 - dy * push, size.radius)
            places[other] = kept_in(home[other], x2 + dx * push, y2 + dy * push, size.radius)
            moved = True
        if not moved:
            break
    return places


def spot(point: Point, size: Format) -> tuple[float, float]:
    """On the scales: effort goes right, impact goes up; 3 is the seam between two papers."""
    least, _, most = SCALE
    margin, strip = size.radius + 4, strip_of(size)
    across, up = (point.effort - least) / (most - least), (point.impact - least) / (most - least)
    width = size.width - size.edge - 2 * margin
    height = size.height - size.edge - 2 * (margin + strip)
    return size.edge + margin + across * width, margin + strip + (1 - up) * height


def kept_in(paper: Rect, x: float, y: float, radius: float) -> tuple[float, float]:
    margin = radius + 4
    return (
        min(max(x, paper.x + margin), paper.x + paper.width - margin),
        min(max(y, paper.y + margin), paper.y + paper.height - margin),
    )


# --- names ------------------------------------------------------------------------------------------------------


def names(points: list[Point], places: dict, size: Format) -> list[tuple[Point, tuple[str, ...], Rect]]:
    """The groups whose name finds room: its lines and their place, the first of eight around the dot that covers nothing."""
    if not size.letters:
        return []
    found = []
    r = size.radius
    taken = [Rect(x - r, y - r, 2 * r, 2 * r) for x, y in places.values()]
    for point in points:
        lines, (x, y) = shortened(point.title, size), places[point.number]
        width = max(width_of(line, size.letters) for line in lines)
        for box in around(x, y, width, size.letters * LEADING * len(lines), size.radius + AIR):
            if field(size, point.place).holds(box) and not any(map(box.meets, taken)):
                taken.append(box)
                found.append((point, lines, box))
                break
    return found


def around(x: float, y: float, width: float, height: float, away: float):
    """Boxes of this size beside a point: right, left, below, above, then the corners."""
    yield Rect(x + away, y - height / 2, width, height)
    yield Rect(x - away - width, y - height / 2, width, height)
    yield Rect(x - width / 2, y + away, width, height)
    yield Rect(x - width / 2, y - away - height, width, height)
    for right, low in product((1, 0), (1, 0)):
        near = away * 0.75
        left = x + near if right else x - near - width
        yield Rect(left, y + near if low else y - near - height, width, height)


def shortened(title: str, size: Format) -> tuple[str, ...]:
    lines = balanced(title, size.letters, size.widest)
    if len(lines) <= size.lines:
        return lines
    words = title.split()
    while len(words) > 1 and len(balanced(" ".join(words) + "…", size.letters, size.widest)) > size.lines:
        words.pop()
    return balanced(" ".join(words) + "…", size.letters, size.widest)[: size.lines]


def name(lines: tuple[str, ...], box: Rect, size: Format, quarter: Quarter) -> str:
    spans = "".join(
        f'<tspan x="{box.x:.0f}" y="{box.y + size.letters * (0.92 + LEADING * row):.0f}">{escape(line)}</tspan>'
        for row, line in enumerate(lines)
    )
    return f'<text class="quarters__name quarters__name--{quarter.key}" font-size="{size.letters}">{spans}</text>'


# --- papers, scales, dots ----------------------------------------------------------------------------------------


def paper(size: Format, place: tuple[bool, bool], quarter: Quarter) -> str:
    box = area(size, place)
    w, h = box.width, box.height
    edge = [(0, 3), (0.4 * w, 0), (w, 2), (w - 3, 0.6 * h), (w, h), (0.55 * w, h - 2), (2, h), (3, 0.4 * h)]
    d = "M" + " ".join(f"{box.x + x:.0f} {box.y + y:.0f}" for x, y in edge) + "Z"
    return f'<path class="quarters__paper quarters__paper--{quarter.key}" d="{d}"/>'


def heading(size: Format, place: tuple[bool, bool], quarter: Quarter) -> str:
    """In the outer corner of its paper."""
    high, right = place
    box, width = area(size, place), width_of(quarter.name, size.heading, CUT)
    pad = size.heading * 0.5
    x = box.x + box.width - pad - width if right else box.x + pad
    y = box.y + size.heading * 1.15 if high else box.y + box.height - size.heading * 0.45
    return f'<text class="quarters__heading quarters__heading--{quarter.key}" x="{x:.0f}" y="{y:.0f}" font-size="{size.heading}">{quarter.name}</text>'


def scales(size: Format) -> list[str]:
    letters = size.edge * 0.52
    low, foot = size.height - size.edge, size.height - size.edge * 0.28
    up = f'transform="rotate(-90)" y="{size.edge * 0.62:.0f}"'
    texts = (
        f'x="{size.edge + 4}" y="{foot:.0f}"', "effort léger",
        f'x="{size.width - 4}" y="{foot:.0f}" text-anchor="end"', "effort lourd →",
        f'{up} x="{-low + 4}"', "impact faible",
        f'{up} x="-4" text-anchor="end"', "impact fort →",
    )  # fmt: skip
    return [
        f'<text class="quarters__scale" font-size="{letters:.0f}" {where}>{words}</text>'
        for where, words in zip(texts[::2], texts[1::2], strict=True)
    ]


def spread(point: Point, place: tuple[float, float], size: Format) -> str:
    """A thread each way as long as the room is spread (one standard deviation), within the drawing."""
    x, y = place
    wide = point.effort_spread * (size.width - size.edge) / (SCALE[2] - SCALE[0])
    tall = point.impact_spread * (size.height - size.edge - 2 * strip_of(size)) / (SCALE[2] - SCALE[0])
    left, right = max(size.edge, x - wide), min(size.width, x + wide)
    strip = strip_of(size)
    top, foot = max(strip, y - tall), min(size.height - size.edge - strip, y + tall)
    return (
        f'<path class="quarters__spread" d="M{left:.0f} {y:.0f}H{right:.0f}M{x:.0f} {top:.0f}V{foot:.0f}"/>'
    )


def dot(point: Point, place: tuple[float, float], size: Format) -> str:
    x, y = place
    return (
        f'<circle class="quarters__dot" cx="{x:.1f}" cy="{y:.1f}" r="{size.radius}"/>'
        f'<text class="quarters__number" x="{x:.1f}" y="{y + size.figure * 0.35:.1f}" font-size="{size.figure}" text-anchor="middle">{point.number}</text>'
    )
