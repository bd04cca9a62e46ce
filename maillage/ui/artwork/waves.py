"""Waves: one great sheaf of ribbons crosses the sheet, a second answers it, echoes open around a source."""

import math

from .shapes import blob, curve, paper


def _sheaf(dice, w, h, colours, level, thickness, swing, turns):
    """Ribbons laid side by side along one curve; they swell in the middle and narrow at the ends."""
    phase = dice.uniform(0, 6.28)
    xs = [w * (i / 9 * 1.12 - 0.06) for i in range(10)]
    lean = dice.uniform(-0.22, 0.22)

    def edge(rank):
        line = []
        for x in xs:
            t = x / w
            swell = 0.45 + 0.85 * math.sin(math.pi * (0.12 + 0.76 * min(1, max(0, t)))) ** 2
            line.append(
                (
                    x,
                    h * level
                    + h * lean * (t - 0.5)
                    + h * swing * math.sin(phase + turns * math.pi * t)
                    + rank * thickness * swell * (1 + 0.25 * math.sin(phase * 2 + rank + 3 * t)),
                )
            )
        return line

    out = []
    for k, colour in enumerate(colours):
        top, low = edge(k), edge(k + 1.03)
        down = curve(low[::-1])
        out.append(paper(colour, curve(top) + "L" + down[1:].replace("C", "C", 1) + "Z"))
    return out


def _echoes(dice, w, h, papers, x, y, size):
    """Rings of alternating papers around a source."""
    first = papers.most_visible(papers.ground)
    second = papers.pick(first)
    out = []
    for k, share in enumerate((1, 0.78, 0.56, 0.34, 0.16)):
        colour = (first, papers.ground, second, papers.ground, first)[k]
        out.append(paper(colour, blob(dice, x, y, size * share, size * share, 14, 0.018)))
    return out


def draw(dice, w, h, papers, dense):
    colours = list(papers.rest)
    span = min(w, h * 1.6)
    right = dense or dice.random() < 0.5
    out = _echoes(
        dice,
        w,
        h,
        papers,
        w * (0.8 if right else 0.22),
        h * dice.uniform(0.24, 0.36),
        span * dice.uniform(0.15, 0.2),
    )
    thick = h * (0.075 if dense else 0.09)
    many = 6 if dense else 5
    ribbons = (colours * 3)[:many]
    out += _sheaf(
        dice, w, h, ribbons[::-1][:3], dice.uniform(0.3, 0.42), thick * 0.55, 0.12, dice.uniform(2.2, 3.4)
    )
    out += _sheaf(dice, w, h, ribbons, dice.uniform(0.46, 0.56), thick, 0.15, dice.uniform(1.5, 2.3))
    for _ in range(9 if dense else 5):
        size = h * dice.choice((0.014, 0.02, 0.034))
        out.append(
            paper(
                papers.pick(papers.ground),
                blob(dice, w * dice.uniform(0.04, 0.96), h * dice.uniform(0.04, 0.26), size, size, 7, 0.08),
            )
        )
    return out
