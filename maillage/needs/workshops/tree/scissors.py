"""The outlines of papers and of the ground, cut a little unevenly, always the same for the same key."""

from __future__ import annotations

from zlib import crc32

from .drawing import Box
from .nodes import SOLUTION
from .threads import Path

# Offsets in pixels at (share of the width, share of the height), as the cuts of ui/tokens.css.
CUTS = (
    ((0, 0, 0, 3), (0.38, 0, 0, 0), (1, 0, 0, 2), (1, 0.61, -3, 0), (1, 1, 0, 0), (0.54, 1, 0, -2), (0, 1, 2, 0), (0, 0.4, 3, 0)),
    ((0, 0, 3, 0), (0.61, 0, 0, 2), (1, 0, -2, 0), (1, 0.47, 0, 0), (1, 1, -4, -1), (0.33, 1, 0, 0), (0, 1, 0, -4), (0, 0.52, 2, 0)),
    ((0, 0, 1, 2), (0.47, 0, 0, 0), (1, 0, -4, 3), (1, 0.38, 0, 0), (1, 1, -1, -3), (0.68, 1, 0, 0), (0, 1, 4, -1), (0, 0.63, 0, 0)),
)  # fmt: skip
BIG = ((0, 0, 0, 12), (0.31, 0, 0, 3), (0.72, 0, 0, 8), (1, 0, -9, 0), (1, 0.44, 0, 0), (1, 1, -13, -7), (0.58, 1, 0, 0), (0.22, 1, 0, -6), (0, 1, 8, -2), (0, 0.52, 3, 0))  # fmt: skip
LEAF = 20  # radius of the two round corners of a solution
SWELL = 9  # how much the ground rises and falls


def outline(box: Box) -> Path:
    """The edge of a paper, inside its box."""
    if box.kind == SOLUTION:
        return _leaf(box.x, box.y, box.width, box.height)
    corners = BIG if box.paper.node.is_trunk else CUTS[crc32(box.key.encode()) % len(CUTS)]
    points = [(box.x + w * box.width + dx, box.y + h * box.height + dy) for w, h, dx, dy in corners]
    return [("M", *points[0]), *(("L", *point) for point in points[1:]), ("Z",)]


def _leaf(x: float, y: float, width: float, height: float) -> Path:
    r, soft = min(LEAF, height / 2), LEAF * 0.45
    return [
        ("M", x + r, y),
        ("L", x + width - 2, y + 1),
        ("L", x + width, y + height - r),
        ("C", x + width, y + height - soft, x + width - soft, y + height, x + width - r, y + height),
        ("L", x + 2, y + height - 1),
        ("L", x, y + r),
        ("C", x, y + soft, x + soft, y, x + r, y),
        ("Z",),
    ]


def ground(left: float, right: float, horizon: float, foot: float) -> Path:
    """The earth that the roots go down into: its top as uneven as a hill, its foot cut by hand."""
    width = right - left
    hills = max(2, round(width / 420))
    step = width / hills
    path: Path = [("M", left, horizon + SWELL)]
    for i in range(hills):
        x, lift = left + i * step, -SWELL if i % 2 else SWELL * 0.6
        crest = horizon - SWELL - lift
        path.append(
            ("C", x + step * 0.36, horizon - lift, x + step * 0.6, crest, x + step, horizon + lift * 0.4)
        )
    corners = ((right, foot - 5), (left + width * 0.62, foot), (left + width * 0.2, foot - 4), (left, foot))
    return [*path, *(("L", *corner) for corner in corners), ("Z",)]


def moved(path: Path, dx: float, dy: float) -> Path:
    return [(step[0], *(value + (dy if i % 2 else dx) for i, value in enumerate(step[1:]))) for step in path]
