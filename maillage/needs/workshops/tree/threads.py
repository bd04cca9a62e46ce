"""The threads: paths from a statement to those that hang from it. A path is a list of ("M"|"L"|"C", x, y, …)."""

from __future__ import annotations

from math import sqrt

Path = list[tuple]
UNDER = 12
TURN = 14  # radius of the turn from the string into a paper


def hung(start: tuple[float, float], end: tuple[float, float]) -> Path:
    """From the foot of a paper down to the top of another. Two of them from one start never cross."""
    return [_hidden(start), ("L", *start), _fall(start, end)]


def strung(start: tuple[float, float], top: tuple[float, float], side: tuple[float, float]) -> Path:
    """Down to the head of the string, along it, then into the side of a paper."""
    (x, y), (side_x, side_y) = top, side
    turn = min(TURN, side_y - y)
    path: Path = [_hidden(start), ("L", *start)]
    if start != top:
        path.append(_fall(start, top))
    if side_y - turn > y:
        path.append(("L", x, side_y - turn))
    path.append(("C", x, side_y - turn * 0.35, x + min(turn, side_x - x) * 0.4, side_y, side_x, side_y))
    return path


def _hidden(start) -> tuple:
    """A thread begins under its paper, whose edge is never quite straight."""
    return ("M", start[0], start[1] - UNDER)


def _fall(start, end) -> tuple:
    (x0, y0), (x1, y1) = start, end
    reach = (y1 - y0) * 0.55
    return ("C", x0, y0 + reach, x1, y1 - reach, x1, y1)


def mirrored(path: Path, about: float) -> Path:
    """Upside down about the height `about`."""
    return [
        (step[0], *(about * 2 - value if i % 2 else value for i, value in enumerate(step[1:])))
        for step in path
    ]


def thickness(weight: int, thin: float = 2.2, most: float = 9) -> float:
    """A branch is as thick as what it bears."""
    return round(min(most, thin + 1.15 * sqrt(max(0, weight - 1))), 1)
