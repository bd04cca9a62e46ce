"""The impact / effort matrix as a grid of dots: who stands where, how big, in what colour."""

from dataclasses import dataclass

from maillage.needs.catalogue.ranking import EFFORT, IMPACT, Ranked

SMALLEST, GROWTH = 1.85, 1.5  # rem; 1.85 rem is a comfortable touch target
MOST = 4  # dots in one cell; the list says the others
TONES = {"": "warm", "planned": "pop", "running": "note4", "done": "leaf"}


@dataclass(frozen=True)
class Dot:
    row: Ranked
    size: float
    tone: str


@dataclass(frozen=True)
class Cell:
    effort: int
    dots: list[Dot]
    more: int


@dataclass(frozen=True)
class Line:
    impact: int
    label: str
    cells: list[Cell]


def cell_of(effort: int, dots: list[Dot]) -> Cell:
    return Cell(effort, dots[:MOST], max(0, len(dots) - MOST))


def matrix(rows: list[Ranked]) -> list[Line]:
    """Five lines, the strongest impact on top, of five cells, the lightest effort first. Area grows with votes."""
    placed = [row for row in rows if row.need.is_estimated]
    most = max((row.votes for row in placed), default=0)
    cells = {}
    for row in placed:
        size = SMALLEST + GROWTH * (row.votes / most) ** 0.5 if most else SMALLEST
        cells.setdefault((row.need.impact, row.need.effort), []).append(
            Dot(row, round(size, 2), TONES[row.answer])
        )
    return [
        Line(impact, IMPACT[impact], [cell_of(effort, cells.get((impact, effort), [])) for effort in EFFORT])
        for impact in sorted(IMPACT, reverse=True)
    ]
