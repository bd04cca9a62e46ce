"""Threads: a few large papers, more small ones, sewn together by long threads that pass over and under."""

import math

from .shapes import blob, curve, frond, paper, quad, thread

RATIO = 0.618034


def _places(dice, w, h, count):
    """`count` places spread evenly (a low-discrepancy sequence, so that nothing clumps)."""
    u, v = dice.random(), dice.random()
    for i in range(count):
        yield w * (0.06 + 0.88 * ((u + i * 0.754878) % 1)), h * (0.1 + 0.8 * ((v + i * 0.569840) % 1))


def _button(dice, x, y, size, colour, hole):
    out = [paper(colour, blob(dice, x, y, size, size, 9, 0.05))]
    for dx, dy in ((-0.28, -0.2), (0.26, 0.24)):
        out.append(paper(hole, blob(dice, x + dx * size, y + dy * size, size * 0.13, size * 0.13, 6, 0.1)))
    return out


def _piece(dice, x, y, size, colour, ground, rank):
    shape = dice.choice(("button", "note", "leaf", "moon", "button")) if rank else "button"
    if shape == "note":
        return [paper(colour, quad(dice, x, y, size * 1.7, size * 1.6, dice.uniform(-0.35, 0.35)))]
    if shape == "leaf":
        return [paper(colour, frond(dice, x, y + size, size * 2.1, dice.uniform(-0.6, 0.6), 4))]
    if shape == "moon":
        turn = dice.uniform(0, 6.28)
        arc = [(x + size * math.cos(turn + a), y + size * math.sin(turn + a)) for a in (0, 0.63, 1.26, 1.88, 2.51, 3.14)]
        return [paper(colour, curve(arc) + "Z")]
    return _button(dice, x, y, size, colour, ground)


def _long_thread(dice, stops, w, h, loop_at):
    """From edge to edge through its stops in order, with one loop: thread is never in a hurry."""
    stops = sorted(stops)
    path = [(-w * 0.03, stops[0][1] + dice.uniform(-0.2, 0.2) * h)]
    for i, (x, y) in enumerate(stops):
        path.append((x, y))
        if i == loop_at and i + 1 < len(stops):
            r = h * dice.uniform(0.08, 0.13)
            cx, cy = (x + stops[i + 1][0]) / 2, (y + stops[i + 1][1]) / 2
            path += [(cx + r, cy + r * 0.6), (cx + r * 0.5, cy - r), (cx - r * 0.8, cy - r * 0.3), (cx - r * 0.1, cy + r)]
    path.append((w * 1.03, stops[-1][1] + dice.uniform(-0.25, 0.25) * h))
    return curve(path, tension=1.15)


def draw(dice, w, h, papers, dense):
    unit = min(h, w * 0.62)
    sizes = [0.3, 0.2, 0.15, 0.11, 0.1, 0.08, 0.07, 0.06, 0.05, 0.045, 0.04] if dense else [0.34, 0.2, 0.14, 0.09, 0.07, 0.055]
    places = list(_places(dice, w, h, len(sizes)))
    pieces = []
    for rank, ((x, y), share) in enumerate(zip(places, sizes, strict=True)):
        colour = papers.rest[rank % len(papers.rest)]
        pieces.append(_piece(dice, x, y, unit * share, colour, papers.ground, rank))
    line = papers.most_visible(papers.ground)
    second = papers.pick(papers.ground, line)
    width = max(4, unit * 0.014)
    under = _long_thread(dice, places[1::2], w, h, 0)
    over = _long_thread(dice, places[0::2], w, h, 1)
    out = [shape for piece in pieces[0::3] for shape in piece]
    out.append(thread(second, under, width * 1.5))
    out += [shape for piece in pieces[1::3] + pieces[2::3] for shape in piece]
    out.append(thread(line, over, width))
    return out
