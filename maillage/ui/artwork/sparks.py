"""Sparks: one great burst, two that answer it, small ones and confetti in what is left of the sheet."""

import math

from .shapes import blob, paper, petals, quad, star, wedges


def _burst(dice, x, y, size, papers, ground, large):
    """Two or three layers, each on a paper that shows against the one below."""
    turn = dice.uniform(0, 3)
    first = papers.pick(ground)
    second = papers.pick(first)
    kind = dice.choice(("star", "wedges", "petals"))
    tips = dice.choice((9, 11, 13)) if large else dice.choice((6, 7, 8))
    if kind == "wedges":
        out = [paper(first, wedges(dice, x, y, size * 0.42, size, tips + 3, turn))]
    elif kind == "petals":
        out = [paper(first, petals(dice, x, y, size * 0.24, size, tips, turn))]
    else:
        out = [paper(first, star(dice, x, y, size, size * 0.5, tips, turn))]
    if size > 18:
        out.append(
            paper(
                second,
                star(dice, x, y, size * 0.5, size * 0.27, tips - 2, turn + 0.4)
                if kind != "star"
                else petals(dice, x, y, size * 0.08, size * 0.44, tips - 1, turn),
            )
        )
    if large:
        out.append(paper(papers.pick(second), blob(dice, x, y, size * 0.15, size * 0.15, 8, 0.08)))
    return out


def _apart(spots, x, y, size):
    return all(math.hypot(x - ox, y - oy) > (size + other) * 0.92 for ox, oy, other in spots)


def draw(dice, w, h, papers, dense):
    unit = min(h, w * 0.7)
    right = dense or dice.random() < 0.5
    spots = [
        (w * (0.74 if right else 0.27), h * dice.uniform(0.4, 0.56), unit * 0.47),
        (w * (0.3 if right else 0.76), h * dice.choice((0.1, 0.94)), unit * 0.3),
    ]
    for size, count in ((0.17, 3 if dense else 1), (0.1, 5 if dense else 2), (0.055, 9 if dense else 4)):
        for _ in range(count * 6):
            x, y = w * dice.uniform(0.02, 0.98), h * dice.uniform(0.03, 0.97)
            if count and _apart(spots, x, y, unit * size):
                spots.append((x, y, unit * size))
                count -= 1
    out = []
    for rank, (x, y, size) in enumerate(spots):
        out += _burst(dice, x, y, size, papers, papers.ground, rank < 2)
    for _ in range(22 if dense else 9):
        x, y, size = w * dice.random(), h * dice.random(), unit * 0.014
        if _apart(spots, x, y, size * 2):
            out.append(
                paper(papers.pick(papers.ground), quad(dice, x, y, size * 2.2, size, dice.uniform(0, 3)))
            )
    return out
