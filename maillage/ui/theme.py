"""A pole's look turned into design tokens whose contrast is computed and guaranteed.

A look is a JSON dict; anything may be missing or wrong, the federation's default fills in:

    {"palette": {"bg", "ink", "paper", "main", "pop", "warm", "soft", "leaf"},   # "#rrggbb"
     "artwork": "hills" | "waves" | "threads" | "sparks" | "tiles",
     "type": "affiche" | "gazette" | "carnet",
     "seed": "optional text; the name of the pole otherwise"}

Guarantees, tested on random palettes (WCAG 2.2):
- `on-X` on `X`, and `quiet-X` on `X`: 4.5 or more, for every ground X (1.4.3);
- `X-text` on paper, card and sunk: 4.5 or more (1.4.3);
- `edge` on paper, card and sunk; `X-mark` on paper and card: 3 or more (1.4.11);
- the two rings of the focus outline: one of them has 3 or more on any ground (1.4.11, 2.4.13).
"""

import hashlib
import json
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

from .colour import contrast, from_oklch, mix, parse_hex, readable, shade, to_oklch

# Part of every digest: what draws a look is part of what is drawn, so a new cut is a new address.
_DRAWN_BY = [Path(__file__), *sorted((Path(__file__).parent / "artwork").glob("*.py"))]
VERSION = hashlib.sha256(b"".join(path.read_bytes() for path in _DRAWN_BY)).hexdigest()[:12]

DEFAULT_PALETTE = {
    "bg": "#ffd23f",
    "ink": "#15202b",
    "paper": "#fff8ea",
    "main": "#20457c",
    "pop": "#ffd23f",
    "warm": "#ff6542",
    "soft": "#ffb59a",
    "leaf": "#2fa67a",
}
ARTWORKS = ("hills", "waves", "threads", "sparks", "tiles")
COLOURS = ("bg", "main", "pop", "warm", "soft", "leaf")
GROUNDS = (
    *COLOURS,
    "paper",
    "card",
    "sunk",
    "ink",
    "note1",
    "note2",
    "note3",
    "note4",
    "note5",
    "note6",
    "problem",
    "solution",
    "night",
    "panel",
    "danger",
)
TEXTS = ("main", "pop", "warm", "soft", "leaf", "danger")

# Axes of the variable font: width (75–100 %) and weight (400–800), then line height and tracking (em).
TYPE_PAIRS = {
    "affiche": {
        "display-wdth": "76%",
        "display-wght": "800",
        "display-lh": ".94",
        "display-track": "-.022em",
        "display-scale": "1.08",
    },
    "gazette": {
        "display-wdth": "100%",
        "display-wght": "800",
        "display-lh": ".98",
        "display-track": "-.045em",
        "display-scale": ".86",
    },
    "carnet": {
        "display-wdth": "88%",
        "display-wght": "620",
        "display-lh": "1",
        "display-track": "-.03em",
        "display-scale": ".98",
    },
}


def clean_look(look):
    """`look` with every key present and valid; wrong values give way to the default."""
    look = look if isinstance(look, dict) else {}
    given = look.get("palette") if isinstance(look.get("palette"), dict) else {}
    palette = {}
    for key, default in DEFAULT_PALETTE.items():
        try:
            palette[key] = parse_hex(given.get(key))
        except ValueError:
            palette[key] = default
    artwork, pair = look.get("artwork"), look.get("type")
    return {
        "palette": palette,
        "artwork": artwork if artwork in ARTWORKS else "threads",
        "type": pair if isinstance(pair, str) and pair in TYPE_PAIRS else "affiche",
        "seed": str(look.get("seed") or ""),
    }


def _ground_papers(palette):
    """Paper light enough, ink dark enough, for the two to stand at 9:1 (their ring works on anything)."""
    paper, ink = palette["paper"], palette["ink"]
    if to_oklch(paper)[0] < 0.93:
        paper = shade(paper, 0.965)
    ink = readable(ink, [paper, mix(paper, ink, 0.07)], 11)
    if to_oklch(ink)[0] > 0.5:
        ink = "#111111"
    return paper, ink


def ink_for(ground, ink, paper, ratio=4.5):
    """The colour of words on `ground`: the pole's ink or paper when it reads well, else a shade of them."""
    best = max((ink, paper), key=lambda colour: contrast(colour, ground))
    return best if contrast(best, ground) >= ratio else readable(best, ground, ratio)


def _apart(hue, others):
    return all(min(abs(hue - other), 360 - abs(hue - other)) >= 30 for other in others)


def _spread_hues(palette):
    """Five hues, at least 30 degrees apart, the palette's own where it can be: colours of sticky notes."""
    hues = []
    for key, usual in (("pop", 95), ("warm", 35), ("leaf", 155), ("main", 250), ("soft", 330)):
        _, chroma, own = to_oklch(palette[key])
        turned = [(usual + turn) % 360 for turn in (0, 30, -30, 60, -60, 90, -90, 120, -120, 150, 180)]
        candidates = [own, *turned] if chroma > 0.03 else turned
        hues.append(next(hue for hue in candidates if _apart(hue, hues)))
    return hues


def _note_paper(hue):
    """A pale paper: yellows bear a strong tint, blues and greens a weak one before they glare."""
    yellow = max(0.0, 1 - abs(hue - 95) / 35)
    red = max(0.0, 1 - min(abs(hue - 40), 360 - abs(hue - 40)) / 50)
    return from_oklch(0.885 + 0.03 * yellow, 0.058 + 0.085 * yellow + 0.028 * red, hue)


def _note_colours(palette):
    hues = _spread_hues(palette)
    notes = {f"note{i}": _note_paper(hue) for i, hue in enumerate(hues, 1)}
    notes["note6"] = from_oklch(0.92, 0.025, to_oklch(palette["paper"])[2])
    notes["problem"] = from_oklch(0.79, 0.125, hues[1])
    notes["solution"] = from_oklch(0.79, 0.115, hues[2])
    return notes


@dataclass(frozen=True)
class Theme:
    """The look of one pole: `palette`, `artwork`, `type`, `name`, and the tokens computed from them."""

    name: str
    look_json: str

    @classmethod
    def from_look(cls, look, name):
        """Build from any look dict; never raises on bad values (they come from a form or an import)."""
        return _theme(json.dumps(clean_look(look), sort_keys=True), str(name or ""))

    @cached_property
    def look(self):
        return json.loads(self.look_json)

    @property
    def palette(self):
        return self.look["palette"]

    @property
    def artwork(self):
        return self.look["artwork"]

    @property
    def type(self):
        return self.look["type"]

    @property
    def seed(self):
        return self.look["seed"] or self.name

    @cached_property
    def digest(self):
        """Ten hex digits that change when anything visible changes; part of cached URLs."""
        return hashlib.sha256(f"{VERSION}|{self.name}|{self.look_json}".encode()).hexdigest()[:10]

    @cached_property
    def tokens(self):
        """All colours by token name, "#rrggbb"."""
        palette = self.palette
        paper, ink = _ground_papers(palette)
        tokens = {key: palette[key] for key in COLOURS}
        tokens |= {
            "paper": paper,
            "ink": ink,
            "card": mix(paper, "#ffffff", 0.75),
            "sunk": mix(paper, ink, 0.07),
            "danger": from_oklch(0.5, 0.19, 27),
            **_note_colours(palette),
        }
        hue = to_oklch(palette["main"])[2]
        chroma = min(0.05, to_oklch(palette["main"])[1])
        tokens |= {"night": from_oklch(0.19, chroma, hue), "panel": from_oklch(0.28, chroma, hue)}
        for ground in GROUNDS:
            on = ink_for(tokens[ground], ink, paper)
            tokens[f"on-{ground}"] = on
            tokens[f"quiet-{ground}"] = readable(mix(on, tokens[ground], 0.28), tokens[ground], 4.6)
        papers = [tokens[key] for key in ("paper", "card", "sunk")]
        for key in TEXTS:
            tokens[f"{key}-text"] = readable(tokens[key], papers, 4.5)
            tokens[f"{key}-mark"] = readable(tokens[key], papers[:2], 3)
        tokens["edge"] = readable(mix(ink, paper, 0.45), papers, 3)
        tokens["line"] = mix(paper, ink, 0.16)
        tokens["ring-dark"], tokens["ring-light"] = ink, paper
        tokens["thread-on-main"] = readable(tokens["warm"], tokens["main"], 3)
        nights = [tokens["night"], tokens["panel"]]
        tokens["pop-on-night"] = readable(tokens["pop"], nights, 7)
        tokens["leaf-on-night"] = readable(tokens["leaf"], nights, 3)
        return tokens

    def css(self):
        """The `:root { --token: value; … }` text served as this pole's own style sheet."""
        colours = [f"--{key}:{value}" for key, value in self.tokens.items()]
        pair = [f"--{key}:{value}" for key, value in TYPE_PAIRS[self.type].items()]
        return ":root{" + ";".join(colours + pair) + "}\n"


@lru_cache(maxsize=512)
def _theme(look_json, name):
    return Theme(name=name, look_json=look_json)


DEFAULT_THEME = Theme.from_look({}, "Maillage")


def theme_of(request):
    """The theme of `request.pole` (.look, .name); the federation's default when there is no pole."""
    pole = getattr(request, "pole", None)
    if pole is None:
        return DEFAULT_THEME
    return Theme.from_look(getattr(pole, "look", None), getattr(pole, "name", ""))
