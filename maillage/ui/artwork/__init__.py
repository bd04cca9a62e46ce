"""Cut-paper artwork: flat SVG drawn from a pole's palette, the same for the same seed, a few kB each.

    art(kind, theme, seed, w, h)   a picture w × h px; kind in KINDS
    portrait(name, theme, size)    a paper-cut face without features, with initials
    logo(theme, size)              the pole's mark
    data_url(svg)                  the same picture inside an attribute

All pictures are decorative: they carry aria-hidden and no words.
"""

import random
from functools import lru_cache
from urllib.parse import quote

from . import hills, marks, sparks, threads, tiles, waves
from .papers import Papers

DRAW = {
    "hills": hills.draw,
    "waves": waves.draw,
    "threads": threads.draw,
    "sparks": sparks.draw,
    "tiles": tiles.draw,
}
KINDS = tuple(DRAW)
HERO_AREA = 400_000  # px²; above it a picture gets its full detail


@lru_cache(maxsize=512)  # about 6 kB each: what a page of cards shows is drawn once, not at each visit
def art(kind, theme, seed, w, h, dense=None):
    """SVG text of `kind`, w × h px, cropped by its box. `dense`: full detail (by default, when large).

    The pole's own seed keeps the pole's own ground; any other takes one of its other papers,
    so that a row of cards does not repeat itself.
    """
    dice = random.Random(f"{seed}|{kind}")
    own = str(seed) == theme.seed
    papers = Papers(theme.tokens, dice, own)
    dense = w * h > HERO_AREA if dense is None else dense
    shapes = DRAW[kind](dice, w, h, papers, dense)
    crop = f"0 0 {w} {h}" if own else _crop(dice, w, h)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{crop}" width="{w}" height="{h}" '
        f'preserveAspectRatio="{"xMaxYMid" if own else "xMidYMid"} slice" aria-hidden="true" focusable="false">'
        f'<path fill="{papers.ground}" d="M0 0h{w}v{h}H0Z"/>{"".join(shapes)}</svg>'
    )


def _crop(dice, w, h):
    """A near or far view of the same sheet, as a viewBox inside it."""
    zoom = dice.choice((1, 1.25, 1.5, 1.9))
    near_w, near_h = round(w / zoom), round(h / zoom)
    return f"{round((w - near_w) * dice.random())} {round((h - near_h) * dice.uniform(0.2, 0.8))} {near_w} {near_h}"


portrait = marks.portrait
logo = marks.logo


@lru_cache(maxsize=256)
def data_url(svg):
    """`svg` as a data: URL, percent-encoded (shorter than base64 and it compresses)."""
    return "data:image/svg+xml," + quote(svg, safe=" /:=,;'-.()!*")
