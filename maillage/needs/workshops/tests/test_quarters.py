"""The drawing of the matrix: dots that part, names that cover nothing, whatever a room finds."""

import random

import pytest

from maillage.needs.workshops.quarters import (
    NARROW,
    WIDE,
    Point,
    Rect,
    draw,
    field,
    names,
    settle,
    shortened,
)

TITLES = (
    "Seuls face aux papiers",
    "Un annuaire tenu par celles et ceux qui y figurent et que personne ne doit ressaisir",
    "Anticonstitutionnellement-interministériellement-départementalisé",
    "<b>& ”",
    "Le temps qui manque",
)


def points(count, seed):
    chance = random.Random(seed)
    return [
        Point(
            n,
            chance.choice(TITLES),
            chance.uniform(1, 5),
            chance.uniform(1, 5),
            chance.random(),
            chance.random(),
        )
        for n in range(1, count + 1)
    ]


SCENES = [points(count, seed) for count, seed in ((1, 1), (7, 2), (12, 3), (24, 4), (40, 5))]
SCENES.append([Point(n, "Au même endroit", 3, 3) for n in range(1, 13)])
SCENES.append([Point(n, "Au coin", 5, 1) for n in range(1, 7)])


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=lambda size: size.key)
@pytest.mark.parametrize("scene", SCENES, ids=len)
def test_no_dot_hides_another_and_each_stays_on_its_paper(scene, size):
    places = settle(scene, size)
    spots = [places[point.number] for point in scene]
    for n, (x, y) in enumerate(spots):
        paper = field(size, scene[n].place)
        assert paper.holds(Rect(x - size.radius, y - size.radius, 2 * size.radius, 2 * size.radius))
        for a, b in spots[:n]:
            assert ((x - a) ** 2 + (y - b) ** 2) ** 0.5 > 1.6 * size.radius


@pytest.mark.parametrize("scene", SCENES, ids=len)
def test_names_cover_neither_dots_nor_one_another_and_leave_the_papers_their_own(scene):
    places = settle(scene, WIDE)
    r = WIDE.radius
    boxes = [Rect(x - r, y - r, 2 * r, 2 * r) for x, y in places.values()]
    for point, _, box in names(scene, places, WIDE):
        assert field(WIDE, point.place).holds(box)
        assert not any(box.meets(other) for other in boxes)
        boxes.append(box)


def test_a_few_groups_all_have_their_name():
    scene = points(7, 2)
    assert len(names(scene, settle(scene, WIDE), WIDE)) == 7
    assert names(scene, settle(scene, NARROW), NARROW) == [], (
        "on a phone numbers say it, the table names them"
    )


def test_the_drawing_is_escaped_and_the_same_for_the_same_votes():
    scene = points(9, 8)
    assert draw(scene) == draw(scene)
    assert "<b>" not in draw([Point(1, "<b>gras</b>", 4, 2)])
    assert "&lt;b&gt;" in draw([Point(1, "<b>gras</b>", 4, 2)])


def test_a_long_name_is_cut_between_words():
    lines = shortened(TITLES[1], WIDE)
    assert len(lines) == 2
    assert lines[-1].endswith("…")


def test_nothing_placed_is_four_empty_papers():
    assert draw([]).count("quarters__paper--") == 4
