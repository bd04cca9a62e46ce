"""Who stands where on the map, how big, in what colour; needs that no database has seen."""

from maillage.needs.catalogue.answering import AnswerLine
from maillage.needs.catalogue.matrix import MOST, matrix
from maillage.needs.catalogue.models import Need
from maillage.needs.catalogue.ranking import Ranked


def ranked(impact, effort, votes=0, state=""):
    answers = [AnswerLine("", "", state, "", "", None)] if state else []
    return Ranked(Need(impact=impact, effort=effort, urgency=3), votes=votes, cast=10, answers=answers)


def cells(*rows):
    return {(line.impact, cell.effort): cell for line in matrix(list(rows)) for cell in line.cells}


def test_strong_impact_is_on_top_and_light_effort_on_the_left():
    lines = matrix([])

    assert [line.impact for line in lines] == [5, 4, 3, 2, 1]
    assert [cell.effort for cell in lines[0].cells] == [1, 2, 3, 4, 5]


def test_a_need_not_estimated_is_nowhere_on_the_map():
    found = cells(ranked(4, 2), Ranked(Need(impact=4, effort=2)))

    assert len(found[4, 2].dots) == sum(len(cell.dots) for cell in found.values()) == 1


def test_more_votes_make_a_larger_dot_and_the_state_of_its_actions_a_colour():
    found = cells(ranked(4, 2, votes=9, state="done"), ranked(1, 1), ranked(1, 2, votes=4, state="planned"))

    assert found[4, 2].dots[0].size > found[1, 2].dots[0].size > found[1, 1].dots[0].size
    assert [found[place].dots[0].tone for place in ((4, 2), (1, 2), (1, 1))] == ["leaf", "pop", "warm"]


def test_a_crowded_cell_says_how_many_more():
    found = cells(*[ranked(3, 3)] * (MOST + 4))

    assert (len(found[3, 3].dots), found[3, 3].more) == (MOST, 4)
