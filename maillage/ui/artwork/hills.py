"""Hills: a sun, ridges that answer one another, a village or a wood, and a road that goes there."""

import math

from .shapes import blob, curve, frond, paper, points, quad, wedges


class Ridge:
    """One sheet: y of its edge at any x, made of one great hill and one small."""

    def __init__(self, dice, w, h, level, height, side):
        self.w, self.h = w, h
        self.base = h * level
        self.peaks = [
            (w * (side + dice.uniform(-0.1, 0.1)), w * dice.uniform(0.2, 0.32), h * height),
            (
                w * (1 - side + dice.uniform(-0.14, 0.14)),
                w * dice.uniform(0.12, 0.2),
                h * height * dice.uniform(0.25, 0.6),
            ),
        ]

    def y(self, x):
        return self.base - sum(
            size * math.exp(-(((x - at) / spread) ** 2)) for at, spread, size in self.peaks
        )

    def path(self, drop=0.0, until=None):
        step = max(24, self.w // 16)
        edge = [(x, self.y(x) + drop) for x in range(-step, self.w + 2 * step, step)]
        return curve(edge) + f"V{self.h}H{-step}Z"

    def furrow(self, dice, depth, thickness):
        """A crescent that follows the great hill, `depth` px under its edge."""
        at, spread, _ = self.peaks[0]
        xs = [at + spread * t for t in (-1.5, -0.9, -0.35, 0.2, 0.75, 1.3)]
        lean = dice.uniform(-0.3, 0.3)
        top = [(x, self.y(x) + depth) for x in xs]
        belly = [0, 0.7, 1, 1, 0.7 + lean, 0]
        low = [(x, y + thickness * b) for (x, y), b in zip(top, belly, strict=True)]
        return curve(top + low[::-1][1:-1], closed=True)


def _sun(dice, w, h, papers, dense):
    size = min(w, h) * dice.uniform(0.13, 0.19)
    x, y = w * (dice.uniform(0.72, 0.8) if dense else dice.uniform(0.2, 0.82)), h * dice.uniform(0.2, 0.3)
    colour = papers.brightest(papers.ground)
    out = []
    if dice.random() < 0.6:
        out.append(
            paper(colour, wedges(dice, x, y, size * 1.18, size * 1.5, dice.choice((14, 18, 22)), fill=0.45))
        )
    out.append(paper(colour, blob(dice, x, y, size, size, 10, 0.035)))
    return out


def _house(dice, x, y, size, wall, roof):
    return [
        paper(wall, quad(dice, x, y - size * 0.4, size * 0.8, size * 0.9)),
        paper(
            roof,
            points(
                [
                    (x - size * 0.55, y - size * 0.8),
                    (x + dice.uniform(-4, 4), y - size * 1.35),
                    (x + size * 0.56, y - size * 0.78),
                ]
            ),
        ),
        paper(roof, quad(dice, x, y - size * 0.18, size * 0.2, size * 0.42)),
    ]


def _wood(dice, ridge, papers, sheet, count, size, start, spread):
    out = []
    colour = papers.most_visible(sheet, papers.ground)
    other = papers.pick(sheet, colour)
    for i in range(count):
        x = start + spread * (i + dice.uniform(-0.3, 0.3)) / max(1, count)
        tall = size * dice.uniform(0.6, 1.15)
        out.append(
            paper(
                colour if i % 3 else other,
                frond(
                    dice, x, ridge.y(x) + tall * 0.12, tall, dice.uniform(-0.16, 0.16), dice.choice((4, 5))
                ),
            )
        )
    return out


def _road(w, h, x_from, x_to, y_from, colour):
    """A thread of road: wide in front, thin where it meets the hill."""
    steps = 7
    middle = []
    for i in range(steps):
        t = i / (steps - 1)
        swing = math.sin(t * math.pi * 2.1) * w * 0.09 * (1 - t * 0.6)
        middle.append(
            (
                x_from + (x_to - x_from) * t + swing,
                h * 1.02 + (y_from - h * 1.02) * t,
                h * 0.045 * (1 - t) ** 1.4 + 2,
            )
        )
    return paper(
        colour,
        curve([(x - r, y) for x, y, r in middle] + [(x + r, y) for x, y, r in reversed(middle)], closed=True),
    )


def _sheets(papers, count):
    """Far hills light, near hills dark; never the same paper twice running, the sun's colour not first."""
    sheets = papers.light_to_dark()
    sun = papers.brightest(papers.ground)
    if len(sheets) > count and sun in sheets:
        sheets.remove(sun)
    while len(sheets) > count:
        del sheets[0]
    while len(sheets) < count:
        sheets.insert(1, sheets[-1])
    if sheets[0] == sun:
        sheets[0], sheets[1] = sheets[1], sheets[0]
    return sheets


def draw(dice, w, h, papers, dense):
    count = 5 if dense else 4
    sheets = _sheets(papers, count)
    out = _sun(dice, w, h, papers, dense)
    side = dice.choice((0.22, 0.78))
    for i, sheet in enumerate(sheets):
        t = i / (count - 1)
        ridge = Ridge(dice, w, h, 0.58 + 0.4 * t, 0.32 - 0.17 * t, side if i % 2 == 0 else 1 - side)
        behind = []
        if i == 2 or (dense and i == 3):
            start = w * dice.choice((0.5, 0.62) if dense else (0.1, 0.55))
            behind = _wood(
                dice, ridge, papers, sheet, 5 if dense else 3, h * (0.15 + 0.08 * t), start, w * 0.32
            )
        if i == 1:
            x, roof = ridge.peaks[0][0], papers.most_visible(papers.ground, sheet)
            for k in range(3 if dense else 2):
                at = x + (k - 1) * h * 0.085 + dice.uniform(-4, 4)
                behind += _house(
                    dice,
                    at,
                    ridge.y(at) + h * 0.02,
                    h * dice.uniform(0.06, 0.085),
                    papers.pick(sheet, roof, papers.ground),
                    roof,
                )
        out += behind
        out.append(paper(sheet, ridge.path()))
        if i in (0, 1, 2):
            stripe = papers.pick(sheet)
            for k in range(2 if dense else 1):
                out.append(paper(stripe, ridge.furrow(dice, h * (0.035 + 0.06 * k), h * 0.022)))
        if i == count - 2:
            peak = ridge.peaks[0][0]
            out.append(_road(w, h, w * 0.5, peak, ridge.y(peak) + 2, papers.most_visible(sheet, sheets[-1])))
    return out
