"""The drawing as SVG. Colours come from the page: `static/workshops/tree.css` gives each class a token of the theme."""

from __future__ import annotations

from html import escape

from .drawing import Box, Drawing, Label, Link
from .scissors import ground, moved, outline
from .threads import Path

SHADE = 2, 3
PILE = 5  # how far a second paper shows under the first
KNOT = 4.5
GRASS = 7
FOOT = 16  # what a ground goes on below its last words


def svg(drawing: Drawing, title: str, says: str = "") -> str:
    """The drawing as the text of an <svg>.

    Without `says` it is decorative: the page holds the same tree as an outline, which is not to be read twice. With
    it (the drawing stands alone) it is one image named `title` and described by `says`.
    """
    if says:
        head = f'role="img" aria-labelledby="arbre-titre" aria-describedby="arbre-dit"><title id="arbre-titre">{escape(title)}</title><desc id="arbre-dit">{escape(says)}</desc>'
    else:
        head = 'aria-hidden="true" focusable="false">'
    width, height = round(drawing.width), round(drawing.height)
    return "".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" class="tree" viewBox="0 0 {width} {height}" style="--wide: {width}px; --tall: {height}px; --ratio: {height / max(1, width):.4f}" width="{width}" height="{height}" {head}',
            *map(_ground, _grounds(drawing)),
            *([_tray(*drawing.tray)] if drawing.tray else []),
            *map(_label, drawing.labels),
            *map(_link, drawing.links),
            *map(_box, drawing.boxes),
            *map(_knot, drawing.links),
            "</svg>",
        ]
    )


def d(path: Path) -> str:
    """Path data, to a tenth of a pixel."""
    return "".join(step[0] + " ".join(_short(value) for value in step[1:]) for step in path)


def _short(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")


def _grounds(drawing: Drawing) -> list[Path]:
    """At the sides, and below the last of them, the ground goes on as far as the place does."""
    last = len(drawing.grounds) - 1
    return [
        ground(-drawing.width, 2 * drawing.width, horizon, foot + (drawing.height if rank == last else FOOT))
        for rank, (horizon, foot) in enumerate(drawing.grounds)
    ]


def _ground(edge: Path) -> str:
    grass = d(moved(edge, 0, -GRASS))
    return f'<path class="tree__grass" d="{grass}"/><path class="tree__ground" d="{d(edge)}"/>'


def _tray(x: float, y: float, width: float, height: float) -> str:
    return f'<rect class="tree__tray" x="{_short(x)}" y="{_short(y)}" width="{_short(width)}" height="{_short(height)}" rx="10"/>'


def _label(label: Label) -> str:
    return f'<text class="tree__label tree__label--{label.where}" x="{_short(label.x)}" y="{_short(label.y)}" font-size="{label.size}">{escape(label.text)}</text>'


def _link(link: Link) -> str:
    return f'<path class="tree__thread tree__thread--{link.kind}" stroke-width="{link.width}" d="{d(link.path)}"/>'


def _knot(link: Link) -> str:
    x, y = link.path[-1][-2:]
    return f'<circle class="tree__knot" cx="{_short(x)}" cy="{_short(y)}" r="{KNOT}"/>'


def _box(box: Box) -> str:
    edge = outline(box)
    node, paper = box.paper.node, box.paper
    pile = ""
    if node.notes > 1:
        under = d(moved(edge, PILE, PILE))
        pile = f'<path class="tree__shade" d="{d(moved(edge, PILE + SHADE[0], PILE + SHADE[1]))}"/><path class="tree__paper tree__under" d="{under}"/>'
    x = box.x + paper.padding[0]
    rows = [
        (line, box.y + under) for line, under in zip(paper.lines + paper.foot, paper.baselines, strict=True)
    ]
    lines, foot = _lines(rows[: len(paper.lines)], x), _lines(rows[len(paper.lines) :], x)
    if foot:
        foot = f'<text class="tree__foot" font-size="{paper.foot_size}">{foot}</text>'
    marked = " tree__box--pending" if node.pending else ""
    marked += " tree__box--trunk" if node.is_trunk else ""
    return (
        f'<g class="tree__box note--{node.kind}{marked}" data-node="{escape(node.key)}">{pile}'
        f'<path class="tree__shade" d="{d(moved(edge, *SHADE))}"/><path class="tree__paper" d="{d(edge)}"/>'
        f'<text class="tree__text" font-size="{paper.size}">{lines}</text>{foot}</g>'
    )


def _lines(rows: list[tuple[str, float]], x: float) -> str:
    return "".join(f'<tspan x="{_short(x)}" y="{_short(y)}">{escape(line)}</tspan>' for line, y in rows)
