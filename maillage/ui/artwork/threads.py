"""Threads: papers strung like beads on long threads that cross, loop, and pass over and under."""

import math

from .shapes import blob, curve, frond, paper, petals, quad, thread


class Strand:
    """A thread from edge to edge: a slow wave, with loops where it takes its time."""

    def __init__(self, dice, w, h, level, swing, loops):
        self.w, self.h, self.level, self.swing, self.loops = w, h, level, swing, loops
        self.phase, self.turns = dice.uniform(0, 6.28), dice.uniform(0.8, 1.25)
        self.radius = min(h, w * 0.6) * dice.uniform(0.1, 0.14) if loops else 0

    def at(self, t):
        """Point at share t of the way. Looped strands are trochoids: the hand that writes eee."""
        y = self.level + self.swing * math.sin(self.phase + 2 * math.pi * self.turns * t)
        x = -0.06 + 1.12 * t
        if not self.loops:
            return self.w * x, self.h * y
        angle = 2 * math.pi * self.loops * t
        swell = math.sin(math.pi * t) ** 2
        return (
            self.w * x - self.radius * 2 * swell * math.sin(angle),
            self.h * y + self.radius * swell * math.cos(angle),
        )

    def path(self):
        steps = 10 + 8 * self.loops
        return curve([self.at(i / steps) for i in range(steps + 1)])


def _button(dice, x, y, size, colour, hole):
    out = [paper(colour, blob(dice, x, y, size, size, 10, 0.035))]
    turn = dice.uniform(0, 3.1)
    for side in (-1, 1):
        dx, dy = side * size * 0.27 * math.cos(turn), side * size * 0.27 * math.sin(turn)
        out.append(paper(hole, blob(dice, x + dx, y + dy, size * 0.12, size * 0.12, 6, 0.06)))
    return out


def _scribble(x, y, size, turn, ink):
    """Three lines of writing nobody can read."""
    out = []
    cos, sin = math.cos(turn), math.sin(turn)
    for row, length in ((-0.42, 1.0), (-0.05, 0.8), (0.32, 0.5)):
        ends = [(-0.52 * size, row * size), ((-0.52 + length) * size, row * size)]
        (x1, y1), (x2, y2) = ((x + dx * cos - dy * sin, y + dx * sin + dy * cos) for dx, dy in ends)
        out.append(thread(ink, f"M{round(x1)} {round(y1)}L{round(x2)} {round(y2)}", max(3, size * 0.09)))
    return out


def _moon(dice, x, y, size):
    turn = dice.uniform(0, 6.28)
    arc = [(x + size * math.cos(turn + k * 0.524), y + size * math.sin(turn + k * 0.524)) for k in range(7)]
    return curve(arc) + "Z"


def _bead(dice, x, y, size, colour, papers, shape):
    if shape == "button":
        return _button(dice, x, y, size, colour, papers.ground)
    if shape == "note":
        turn = dice.uniform(-0.3, 0.3)
        return [
            paper(colour, quad(dice, x, y, size * 1.75, size * 1.7, turn, 0.04)),
            *_scribble(x, y, size, turn, papers.pick(colour)),
        ]
    if shape == "leaf":
        return [
            paper(
                colour, frond(dice, x - size * 0.2, y + size * 1.05, size * 2.3, dice.uniform(-0.5, 0.5), 4)
            )
        ]
    if shape == "flower":
        inner = papers.pick(colour)
        return [
            paper(colour, petals(dice, x, y, size * 0.2, size * 1.1, 7, dice.uniform(0, 1))),
            paper(inner, blob(dice, x, y, size * 0.3, size * 0.3, 8, 0.06)),
        ]
    if shape == "rings":
        inner = papers.pick(colour)
        return [
            paper(colour, blob(dice, x, y, size, size, 10, 0.03)),
            paper(inner, blob(dice, x, y, size * 0.62, size * 0.62, 10, 0.04)),
            paper(papers.pick(inner), blob(dice, x, y, size * 0.28, size * 0.28, 8, 0.06)),
        ]
    return [paper(colour, _moon(dice, x, y, size))]


def _string(dice, strand, papers, unit, sizes, line, offset):
    """Beads along a strand, the large ones far from one another."""
    out = []
    shapes = ["button", "note", "rings", "leaf", "moon", "flower"]
    dice.shuffle(shapes)
    for i, share in enumerate(sizes):
        x, y = strand.at((offset + (i + dice.uniform(-0.18, 0.18)) / len(sizes)) % 1)
        colour = papers.pick(papers.ground, line)
        out.append(_bead(dice, x, y, unit * share, colour, papers, shapes[i % len(shapes)]))
    return out


def draw(dice, w, h, papers, dense):
    unit = min(h, w * 0.6)
    width = max(4, unit * 0.016)
    strands = [
        Strand(dice, w, h, 0.34, 0.16, 0),
        Strand(dice, w, h, 0.66, 0.2, 0),
        Strand(dice, w, h, dice.uniform(0.45, 0.55), 0.12, 5 if dense else 3),
    ]
    lines = [papers.most_visible(papers.ground)]
    lines.append(papers.pick(papers.ground, lines[0]))
    lines.append(papers.pick(papers.ground, *lines))
    first = [0.25, 0.07, 0.13, 0.05, 0.17] if dense else [0.29, 0.08, 0.13]
    second = [0.06, 0.2, 0.045, 0.11, 0.08, 0.15] if dense else [0.08, 0.21, 0.06]
    low = _string(dice, strands[0], papers, unit, first, lines[0], 0.72)
    high = _string(dice, strands[1], papers, unit, second, lines[1], 0.12)
    out = [thread(lines[1], strands[1].path(), width)]
    out += [shape for bead in low for shape in bead]
    out.append(thread(lines[0], strands[0].path(), width * 1.5))
    out += [shape for bead in high for shape in bead]
    out.append(thread(lines[2], strands[2].path(), width))
    return out
