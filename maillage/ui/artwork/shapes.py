"""Shapes cut with scissors, as SVG path data in whole pixels."""

import math


def points(pairs):
    """Straight cuts through (x, y) pairs, closed."""
    return "M" + "L".join(f"{round(x)} {round(y)}" for x, y in pairs) + "Z"


def curve(pairs, closed=False, tension=1.0):
    """A smooth line through (x, y) pairs (Catmull-Rom as cubic Béziers)."""
    n = len(pairs)
    at = (lambda i: pairs[i % n]) if closed else (lambda i: pairs[max(0, min(n - 1, i))])
    out = [f"M{round(pairs[0][0])} {round(pairs[0][1])}C"]
    cuts = []
    for i in range(n if closed else n - 1):
        (x0, y0), (x1, y1), (x2, y2), (x3, y3) = at(i - 1), at(i), at(i + 1), at(i + 2)
        k = tension / 6
        cuts.append(
            f"{round(x1 + (x2 - x0) * k)} {round(y1 + (y2 - y0) * k)} "
            f"{round(x2 - (x3 - x1) * k)} {round(y2 - (y3 - y1) * k)} {round(x2)} {round(y2)}"
        )
    return out[0] + " ".join(cuts) + ("Z" if closed else "")


def blob(dice, x, y, rx, ry, corners=8, wobble=0.1):
    """A round cut by hand: a closed curve about (x, y)."""
    turn = dice.uniform(0, 6.28)
    ring = []
    for i in range(corners):
        angle = turn + 2 * math.pi * i / corners
        reach = 1 + dice.uniform(-wobble, wobble)
        ring.append((x + rx * reach * math.cos(angle), y + ry * reach * math.sin(angle)))
    return curve(ring, closed=True)


def star(dice, x, y, outer, inner, tips, turn=0.0, wobble=0.1):
    """A burst with `tips` uneven points."""
    pairs = []
    for i in range(2 * tips):
        reach = (outer if i % 2 == 0 else inner) * (1 + dice.uniform(-wobble, wobble))
        angle = turn + math.pi * i / tips
        pairs.append((x + reach * math.cos(angle), y + reach * math.sin(angle)))
    return points(pairs)


def wedges(dice, x, y, inner, outer, count, turn=0.0, fill=0.55):
    """Separate papers radiating from (x, y), each wider outside: one path."""
    out = []
    for i in range(count):
        angle = turn + 2 * math.pi * i / count
        half = math.pi / count * fill
        far, near = outer * (1 + dice.uniform(-0.12, 0.12)), inner
        out.append(
            points(
                [
                    (x + near * math.cos(angle - half * 0.7), y + near * math.sin(angle - half * 0.7)),
                    (x + far * math.cos(angle - half), y + far * math.sin(angle - half)),
                    (
                        x + far * 1.03 * math.cos(angle + half * 0.8),
                        y + far * 1.03 * math.sin(angle + half * 0.8),
                    ),
                    (x + near * math.cos(angle + half * 0.7), y + near * math.sin(angle + half * 0.7)),
                ]
            )
        )
    return "".join(out)


def petals(dice, x, y, inner, outer, count, turn=0.0):
    """Leaf-shaped papers around (x, y): one path."""
    out = []
    for i in range(count):
        angle = turn + 2 * math.pi * i / count
        far = outer * (1 + dice.uniform(-0.1, 0.1))
        side = (far - inner) * 0.3
        middle = (inner + far) / 2
        cos, sin = math.cos(angle), math.sin(angle)
        a, b = (x + inner * cos, y + inner * sin), (x + far * cos, y + far * sin)
        left = (x + middle * cos - side * sin, y + middle * sin + side * cos)
        right = (x + middle * cos + side * sin, y + middle * sin - side * cos)
        out.append(
            f"M{round(a[0])} {round(a[1])}Q{round(left[0])} {round(left[1])} {round(b[0])} {round(b[1])}"
            f"Q{round(right[0])} {round(right[1])} {round(a[0])} {round(a[1])}Z"
        )
    return "".join(out)


def frond(dice, x, y, size, lean=0.0, lobes=4):
    """A leaf as Matisse cut them: lobes on both sides of a stem, standing on (x, y)."""
    spine, width = [], size * 0.34
    for i in range(lobes):
        t = (i + 0.55) / lobes
        reach = width * math.sin(math.pi * min(0.94, 0.22 + t * 0.78)) * dice.uniform(0.9, 1.1)
        spine.append((t, reach))
    right = [(0.05, size * 0.02)]
    for t, reach in spine:
        right += [(reach, t - 0.02), (reach * 0.98, t + 0.07), (size * 0.06, t + 0.1)]
    right[0] = (size * 0.04, 0.0)
    outline = [(dx, t) for dx, t in right] + [(0, 1.08)] + [(-dx, t) for dx, t in reversed(right)]
    cos, sin = math.cos(lean), math.sin(lean)
    placed = []
    for dx, t in outline:
        up = t * size
        placed.append((x + dx * cos + up * sin, y - up * cos + dx * sin))
    return curve(placed, closed=True, tension=0.9)


def quad(dice, x, y, w, h, turn=0.0, wobble=0.05):
    """A rectangle cut freehand about its centre (a sticky note, a house)."""
    cos, sin = math.cos(turn), math.sin(turn)
    pairs = []
    for sx, sy in ((-1, -1), (1, -1), (1, 1), (-1, 1)):
        dx = sx * w / 2 * (1 + dice.uniform(-wobble, wobble))
        dy = sy * h / 2 * (1 + dice.uniform(-wobble, wobble))
        pairs.append((x + dx * cos - dy * sin, y + dx * sin + dy * cos))
    return points(pairs)


def paper(colour, d):
    return f'<path fill="{colour}" d="{d}"/>'


def thread(colour, d, width):
    return (
        f'<path fill="none" stroke="{colour}" stroke-width="{round(width)}" '
        f'stroke-linecap="round" stroke-linejoin="round" d="{d}"/>'
    )
