"""The tree on A3 paper: on one sheet while its words stay legible, else on as many as it takes (sharing.py)."""

from __future__ import annotations

from collections.abc import Iterable

from .drawing import Box, Drawing, Label
from .measures import PAPER, TIGHT
from .nodes import Node, grow
from .outline import said
from .planning import draw
from .scissors import ground, outline
from .sharing import shared_out
from .threads import Path

PAGE = 1190.55, 841.89  # A3 landscape, in points
EDGE = 28.35  # 1 cm that printers leave white
TOP, FOOT = 74.0, 38.0  # what the title and the last line take
POINTS = PAGE[0] - 2 * EDGE, PAGE[1] - TOP - FOOT  # what they leave to the drawing
LEGIBLE, COMFORTABLE, POSTER = 9.0, 11.0, 20.0  # sizes of the words, in points
TOKENS = {
    "problem": "problem",
    "consequence": "note5",
    "cause": "note4",
    "solution": "solution",
    "objective": "pop",
    "effect": "note3",
    "means": "note4",
}
THREADS = {"cause": "main-text", "means": "main-text", "solution": "leaf-mark"}
NEUTRAL, THREAD = "note6", "warm-mark"


def sheets(nodes: Iterable[Node], display: str = "affiche") -> list[dict]:
    """One dict a sheet, for `typst/tree.typ`: what to draw where, in points, and the same in words ("says")."""

    def fits(some: list[Node]) -> bool:
        return draw(some, POINTS, display, TIGHT).scale(POINTS) * TIGHT.size >= LEGIBLE

    return [_told(_drawn(shown, display), shown) for shown in shared_out(grow(nodes), fits)]


def _drawn(nodes: list[Node], display: str) -> Drawing:
    """Airy while the words are comfortable, tight when that makes them larger."""
    airy = draw(nodes, POINTS, display, PAPER)
    if airy.scale(POINTS) * PAPER.size >= COMFORTABLE:
        return airy
    tight = draw(nodes, POINTS, display, TIGHT)
    return max(airy, tight, key=lambda drawing: drawing.scale(POINTS))


def _told(drawing: Drawing, nodes: list[Node]) -> dict:
    scale = min(drawing.scale(POINTS), POSTER / PAPER.size)
    x = EDGE + (POINTS[0] - drawing.width * scale) / 2
    y = TOP + (POINTS[1] - drawing.height * scale) / 2
    at = Place(scale, x, y)
    last = len(drawing.grounds) - 1
    grounds = [
        at.path(
            ground(
                -x / scale, (PAGE[0] - x) / scale, horizon, (PAGE[1] - y) / scale + 8 if i == last else foot
            )
        )
        for i, (horizon, foot) in enumerate(drawing.grounds)
    ]
    return {
        "scale": scale,
        "says": said(nodes),
        "grounds": grounds,
        "tray": at.rectangle(*drawing.tray) if drawing.tray else None,
        "labels": [at.label(label) for label in drawing.labels],
        "links": [
            {
                "path": at.path(link.path),
                "width": link.width * scale,
                "token": THREADS.get(link.kind, THREAD),
                "end": at.point(*link.path[-1][-2:]),
            }
            for link in drawing.links
        ],
        "boxes": [at.box(box) for box in drawing.boxes],
    }


class Place:
    """From units of the drawing to points of the page."""

    def __init__(self, scale: float, x: float, y: float):
        self.scale, self.x, self.y = scale, x, y

    def point(self, x: float, y: float) -> list[float]:
        return [round(self.x + x * self.scale, 2), round(self.y + y * self.scale, 2)]

    def path(self, path: Path) -> list[list]:
        return [
            [step[0], *(value for i in range(1, len(step), 2) for value in self.point(*step[i : i + 2]))]
            for step in path
        ]

    def rectangle(self, x: float, y: float, width: float, height: float) -> list[float]:
        return [*self.point(x, y), width * self.scale, height * self.scale]

    def label(self, label: Label) -> dict:
        x, y = self.point(label.x, label.y)
        if label.where != "tray":
            x = EDGE
        return {"text": label.text, "x": x, "y": y, "size": label.size * self.scale, "where": label.where}

    def box(self, box: Box) -> dict:
        paper, node = box.paper, box.paper.node
        count = len(paper.lines)
        rows = [
            {"text": text, "y": self.point(0, box.y + y)[1], "foot": i >= count}
            for i, (text, y) in enumerate(zip(paper.lines + paper.foot, paper.baselines, strict=True))
        ]
        return {
            "edge": self.path(outline(box)),
            "token": TOKENS.get(node.kind, NEUTRAL),
            "x": self.point(box.x + paper.padding[0], 0)[0],
            "rows": rows,
            "size": paper.size * self.scale,
            "foot_size": paper.foot_size * self.scale,
            "trunk": node.is_trunk,
            "pile": node.notes > 1,
            "pending": node.pending,
        }
