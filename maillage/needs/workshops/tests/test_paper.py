"""What is printed for a workshop: post-its to cut, and the poster of the door."""

import re

import pypdfium2
import pytest

from maillage.needs.workshops.paper import MOST_SHEETS, Door, Pad, post_its, poster
from maillage.ui.samples import THEMES

DOOR = Door(
    "Être employeur dans une petite association",
    "482-719",
    "https://vallees.example/atelier/482719/",
    "https://vallees.example/atelier/",
)
A4 = [595, 842]


def pages(content):
    """[(size, words)] of a PDF, which is tagged for accessibility."""
    assert b"pdfuaid" in content
    with pypdfium2.PdfDocument(content) as pdf:
        return [
            ([round(side) for side in page.get_size()], page.get_textpage().get_text_range()) for page in pdf
        ]


@pytest.mark.parametrize("slug", THEMES)
def test_eight_post_its_a_sheet_say_their_area_in_words_and_the_code(slug):
    pads = [Pad("Causes", "cause", 2), Pad("Ce qui pèse", "unfavourable")]
    told = pages(post_its(DOOR, pads, THEMES[slug]))
    assert [size for size, _ in told] == [A4] * 3
    assert [words.count("Causes") for _, words in told] == [8, 8, 0]
    assert told[2][1].count("Ce qui pèse") == 8
    assert all(words.count("482-719") == 8 for _, words in told)


def test_the_name_is_optional_and_may_not_be_asked_at_all():
    asked, not_asked = (
        post_its(DOOR, [Pad("Idées")], THEMES["onde"], named=named) for named in (True, False)
    )
    assert "si vous voulez" in pages(asked)[0][1]
    assert "nom" not in pages(not_asked)[0][1]


def test_a_long_title_and_a_hundred_sheets_asked_by_mistake_still_print():
    title = "Conséquences pour les habitantes, les habitants et les associations de tout le territoire " * 2
    told = pages(post_its(DOOR, [Pad(title, "consequence", 500)], THEMES["pixel"]))
    assert len(told) == MOST_SHEETS


@pytest.mark.parametrize("slug", THEMES)
def test_the_poster_says_where_and_how_to_join(slug):
    content = poster(DOOR, THEMES[slug], "jeudi 3 décembre, 9 h 30")
    ((size, words),) = pages(content)
    said = re.sub(r"\s+", " ", words)
    assert size == A4
    for expected in ("Être employeur dans une petite association", "482-719", "jeudi 3 décembre"):
        assert expected in said
    assert "vallees.example/atelier" in said.replace("\u200b", "").replace(" ", "")
    assert b"QR code" in content or b"/Figure" in content
