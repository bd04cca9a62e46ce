"""Artwork: the same for the same seed, another for another, bounded, without a word or a script."""

from xml.etree import ElementTree

import pytest

from maillage.ui.artwork import KINDS, art, data_url, logo, portrait
from maillage.ui.artwork.marks import initials
from maillage.ui.samples import PEOPLE, THEMES
from maillage.ui.theme import DEFAULT_THEME, Theme

SVG = "{http://www.w3.org/2000/svg}"


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES.keys())
def test_a_card_is_small_sound_and_in_the_palette(kind, theme):
    svg = art(kind, theme, "petit-dejeuner", 640, 320)
    tree = ElementTree.fromstring(svg)
    colours = {node.get("fill") or "none" for node in tree} | {node.get("stroke") or "none" for node in tree}
    assert colours <= {*theme.tokens.values(), "none"}
    assert {node.tag for node in tree} == {SVG + "path"}
    assert len(svg) < 9_000
    assert "." not in "".join(node.get("d") for node in tree)
    assert tree.get("aria-hidden") == "true"


@pytest.mark.parametrize("kind", KINDS)
def test_a_hero_stays_under_twenty_kilobytes(kind):
    assert len(art(kind, DEFAULT_THEME, DEFAULT_THEME.seed, 1440, 720)) < 20_000


@pytest.mark.parametrize("kind", KINDS)
def test_a_seed_is_its_picture(kind):
    assert art(kind, DEFAULT_THEME, "a", 640, 320) == art(kind, DEFAULT_THEME, "a", 640, 320)
    assert len({art(kind, DEFAULT_THEME, f"evenement-{i}", 640, 320) for i in range(40)}) == 40


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("size", [(16, 16), (16, 2000), (2000, 16), (2000, 2000)])
def test_any_size_can_be_drawn(kind, size):
    ElementTree.fromstring(art(kind, DEFAULT_THEME, "x", *size))


@pytest.mark.parametrize("kind", KINDS)
def test_a_palette_of_one_colour_still_makes_a_picture(kind):
    flat = Theme.from_look(
        {"palette": dict.fromkeys(("bg", "main", "pop", "warm", "soft", "leaf", "paper", "ink"), "#888888")},
        "Gris",
    )
    tree = ElementTree.fromstring(art(kind, flat, "x", 640, 320))
    assert len({node.get("fill") for node in tree}) > 1


def test_portraits_differ_and_are_safe():
    assert len({portrait(name, DEFAULT_THEME) for name in PEOPLE}) == len(PEOPLE)
    assert "<script" not in portrait("<script>alert(1)</script>", DEFAULT_THEME)
    ElementTree.fromstring(portrait("& < >", DEFAULT_THEME))


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Awa Diop", "AD"),
        ("Les Vallées vives", "VV"),
        ("Zoé", "Z"),
        ("Jean-Luc de la Tour", "JT"),
        ("", "?"),
        ("l’Onde", "O"),
    ],
)
def test_initials(name, expected):
    assert initials(name) == expected


def test_each_pole_has_its_logo():
    assert len({logo(theme) for theme in THEMES.values()}) == len(THEMES)


def test_a_data_url_needs_no_escape_in_an_attribute():
    url = data_url(art("tiles", DEFAULT_THEME, "x", 640, 320))
    assert url.startswith("data:image/svg+xml,")
    assert not set('"<>&#') & set(url)
