"""Tiles: large and small squares, each cut from quarter rounds, so that neighbours join into bigger figures."""


def paper(colour, d):
    """A cut with a rim of its own colour, so that no hairline shows between neighbours."""
    return f'<path fill="{colour}" stroke="{colour}" d="{d}"/>'


def _motif(dice, x, y, s, over, top):
    """One of eight cuts inside the square (x, y, s), whole pixels."""
    half = s // 2
    x2, y2 = x + s, y + s
    kind = dice.randrange(8)
    if kind == 0:
        return [paper(over, f"M{x} {y}h{s}A{s} {s} 0 0 1 {x} {y2}Z")]
    if kind == 1:
        return [paper(over, f"M{x2} {y}v{s}A{s} {s} 0 0 1 {x} {y}Z")]
    if kind == 2:
        return [paper(over, f"M{x} {y2}A{s} {s} 0 0 1 {x2} {y}A{s} {s} 0 0 1 {x} {y2}Z")]
    if kind == 3:
        return [
            paper(over, f"M{x} {y}h{s}A{s} {s} 0 0 1 {x} {y2}Z"),
            paper(top, f"M{x} {y}h{half}A{half} {half} 0 0 1 {x} {y + half}Z"),
        ]
    if kind == 4:
        return [
            paper(over, f"M{x} {y}A{half} {half} 0 0 0 {x2} {y}ZM{x} {y2}A{half} {half} 0 0 1 {x2} {y2}Z")
        ]
    if kind == 5:
        r = s * 2 // 5
        return [
            paper(over, f"M{x + half - r} {y + half}a{r} {r} 0 1 0 {2 * r} 0a{r} {r} 0 1 0 {-2 * r} 0Z"),
            paper(
                top,
                f"M{x + half - r // 2} {y + half}a{r // 2} {r // 2} 0 1 0 {r // 2 * 2} 0a{r // 2} {r // 2} 0 1 0 {-(r // 2 * 2)} 0Z",
            ),
        ]
    if kind == 6:
        return [paper(over, f"M{x} {y2}L{x2} {y}V{y2}Z")]
    return [
        paper(
            over,
            f"M{x} {y}A{half} {half} 0 0 1 {x + half} {y + half}A{half} {half} 0 0 1 {x} {y}ZM{x2} {y}A{half} {half} 0 0 1 {x + half} {y + half}A{half} {half} 0 0 1 {x2} {y}Z",
        ),
        paper(
            top,
            f"M{x2} {y2}A{half} {half} 0 0 1 {x + half} {y + half}A{half} {half} 0 0 1 {x2} {y2}ZM{x} {y2}A{half} {half} 0 0 1 {x + half} {y + half}A{half} {half} 0 0 1 {x} {y2}Z",
        ),
    ]


def draw(dice, w, h, papers, dense):
    rows = 6 if dense else 3
    s = -(-h // rows)
    s += s % 2
    columns = -(-w // s)
    taken, out = set(), []
    leading, *others = papers.rest
    for row in range(rows):
        for column in range(columns):
            if (column, row) in taken:
                continue
            big = (
                dice.random() < (0.22 if dense else 0.2) and row + 1 < rows and (column + 1, row) not in taken
            )
            size = 2 * s if big else s
            if big:
                taken |= {(column + 1, row), (column, row + 1), (column + 1, row + 1)}
            x, y = column * s, row * s
            # Six squares of ten stay on the ground, three take the leading paper, one any other.
            chance = dice.random()
            base = (
                papers.ground
                if chance < 0.55
                else leading
                if chance < 0.8
                else dice.choice(others or [leading])
            )
            if base != papers.ground:
                out.append(paper(base, f"M{x} {y}h{size}v{size}h{-size}Z"))
            if chance > 0.08 or big:
                over = papers.pick(base)
                out += _motif(dice, x, y, size, over, papers.pick(over, base))
    return out
