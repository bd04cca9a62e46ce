"""Contrast: the arithmetic, and the promise kept on any palette a pole may choose."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maillage.ui.colour import contrast, from_oklch, mix, parse_hex, readable, to_oklch
from maillage.ui.samples import THEMES
from maillage.ui.theme import ARTWORKS, DEFAULT_PALETTE, GROUNDS, TEXTS, TYPE_PAIRS, Theme

hex_colours = st.integers(0, 0xFFFFFF).map(lambda n: f"#{n:06x}")
palettes = st.fixed_dictionaries({}, optional=dict.fromkeys(DEFAULT_PALETTE, hex_colours))


def test_contrast_agrees_with_wcag():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)
    assert contrast("#ff5a3c", "#fff8ea") < 4.5  # the orange of the first sketch, on its paper


@pytest.mark.parametrize("bad", ["", "red", "#12", "#12345g", None, 7, "#1234567"])
def test_what_is_not_a_colour_is_refused(bad):
    with pytest.raises(ValueError, match="not a hex colour"):
        parse_hex(bad)


def test_a_short_colour_is_spelt_out():
    assert parse_hex("#FA0") == "#ffaa00"


@given(hex_colours)
def test_oklch_there_and_back(colour):
    back = from_oklch(*to_oklch(colour))
    assert all(abs(int(colour[i : i + 2], 16) - int(back[i : i + 2], 16)) <= 2 for i in (1, 3, 5))


@given(hex_colours, hex_colours)
def test_readable_reads(fg, bg):
    assert contrast(readable(fg, bg, 4.5), bg) >= 4.5


def test_readable_leaves_alone_what_reads_already():
    assert readable("#123456", "#ffffff") == "#123456"


def test_mix_ends():
    assert mix("#102030", "#ffffff", 0) == "#102030"
    assert mix("#102030", "#ffffff", 1) == "#ffffff"


def pairs_of_the_sheet(tokens):
    """(name, ratio asked, ratio found) of every pair the style sheet puts together."""
    for ground in GROUNDS:
        yield f"on-{ground}", 4.5, contrast(tokens[f"on-{ground}"], tokens[ground])
        yield f"quiet-{ground}", 4.5, contrast(tokens[f"quiet-{ground}"], tokens[ground])
        rings = (tokens["ring-dark"], tokens["ring-light"])
        yield f"ring on {ground}", 3, max(contrast(ring, tokens[ground]) for ring in rings)
    for paper in ("paper", "card", "sunk"):
        yield f"edge on {paper}", 3, contrast(tokens["edge"], tokens[paper])
        for text in TEXTS:
            yield f"{text}-text on {paper}", 4.5, contrast(tokens[f"{text}-text"], tokens[paper])
    for paper in ("paper", "card"):
        for text in TEXTS:
            yield f"{text}-mark on {paper}", 3, contrast(tokens[f"{text}-mark"], tokens[paper])
    yield "thread on main", 3, contrast(tokens["thread-on-main"], tokens["main"])
    for night in ("night", "panel"):
        yield f"pop on {night}", 7, contrast(tokens["pop-on-night"], tokens[night])
        yield f"leaf on {night}", 3, contrast(tokens["leaf-on-night"], tokens[night])
    yield "projected words", 7, contrast(tokens["on-night"], tokens["night"])


def failures(tokens):
    return [
        (name, ratio, round(found, 2)) for name, ratio, found in pairs_of_the_sheet(tokens) if found < ratio
    ]


@settings(max_examples=60, deadline=None)
@given(palettes)
def test_any_palette_reads(palette):
    assert failures(Theme.from_look({"palette": palette}, "Essai").tokens) == []


@pytest.mark.parametrize("slug", THEMES)
def test_the_sample_looks_read_and_keep_their_colours(slug):
    theme = THEMES[slug]
    assert failures(theme.tokens) == []
    assert all(
        theme.tokens[key] == theme.palette[key] for key in ("bg", "main", "pop", "warm", "soft", "leaf")
    )


@pytest.mark.parametrize(
    "look", [None, {}, [], {"palette": "red"}, {"palette": {"bg": 3}}, {"artwork": "x", "type": []}]
)
def test_a_broken_look_gives_the_default_one(look):
    theme = Theme.from_look(look, "Pôle")
    assert theme.palette == DEFAULT_PALETTE
    assert theme.artwork in ARTWORKS
    assert theme.type in TYPE_PAIRS


def test_the_digest_follows_the_look():
    one, two = Theme.from_look({}, "A"), Theme.from_look({"type": "carnet"}, "A")
    assert one.digest == Theme.from_look({}, "A").digest != two.digest


def test_the_sheet_has_no_way_out():
    """A look comes from a form: nothing of it but colours reaches the CSS."""
    theme = Theme.from_look({"palette": {"bg": "red;}</style>"}, "type": "}", "seed": "}"}, "};</style>")
    assert "<" not in theme.css()
    assert theme.css().count("}") == 1
