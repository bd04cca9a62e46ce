"""The tree on paper: legible, whole, and said in words for those who do not see it."""

import re

import pypdfium2
import pytest
from hypothesis import HealthCheck, given, settings

from maillage.needs.workshops.tree import Node, grow, sheets
from maillage.needs.workshops.tree.measures import PAPER
from maillage.needs.workshops.tree.sharing import shared_out
from maillage.needs.workshops.tree.tests.test_tree_drawing import walls
from maillage.ui.pdf import render_pdf
from maillage.ui.samples import THEMES

PROBLEM = Node("p", "Les petites associations sont seules face à leur rôle d’employeur", "problem")
SENTENCE = "Les financements arrivent avec six mois de retard, il faut avancer l’argent, {}e fois"


def a_wall(count):
    """A problem with consequences, causes and sub-causes, and solutions to the causes: `count` sentences in all."""
    nodes = [PROBLEM]
    causes = []
    for i in range(1, count):
        kind = ("consequence", "cause", "cause", "solution")[i % 4]
        parent = {
            "consequence": "p",
            "cause": causes[-1] if i % 12 == 5 else "p",
            "solution": causes[-1] if causes else "p",
        }
        nodes.append(
            Node(f"n{i}", SENTENCE.format(i)[: 30 + 7 * (i % 8)], kind, parent[kind] if causes else "p")
        )
        causes += [f"n{i}"] if kind == "cause" else []
    return nodes  # fmt: skip


def words_of(told):
    return {row["text"] for sheet in told for box in sheet["boxes"] for row in box["rows"]}


@pytest.mark.parametrize("count", [1, 5, 12, 40, 60])
def test_up_to_sixty_statements_stay_legible_on_one_sheet(count):
    (sheet,) = sheets(a_wall(count))
    assert len(sheet["boxes"]) == count
    sizes = [box["foot_size"] for box in sheet["boxes"]] + [box["size"] for box in sheet["boxes"]]
    assert min(sizes) >= 9


def test_beyond_that_it_goes_on_over_several_sheets_and_says_where():
    nodes = a_wall(130)
    told = sheets(nodes)
    assert len(told) > 1
    assert all(box["size"] >= 9 for sheet in told for box in sheet["boxes"])
    assert "suite feuille 2" in " ".join(words_of(told[:1]))
    assert "suite de la feuille 1" in " ".join(words_of(told[1:2]))
    # Every statement is on one sheet; the one that bears the others is on each.
    assert sum(len(sheet["boxes"]) for sheet in told) == len(nodes) + len(told) - 1


def test_a_tree_stays_inside_its_sheet():
    for sheet in sheets(a_wall(60)):
        points = [step[1:3] for box in sheet["boxes"] for step in box["edge"] if len(step) > 1]
        assert all(28 <= x <= 1163 and 70 <= y <= 810 for x, y in points)


def enough_for(most):
    return lambda nodes: len(nodes) <= most


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(walls())
def test_however_it_is_shared_out_every_statement_is_somewhere_once(nodes):
    forest = grow(nodes)
    shared = shared_out(forest, enough_for(6))
    keys = [node.key for sheet in shared for node in sheet if "suite de la feuille" not in node.tag]
    assert sorted(keys) == sorted(branch.key for branch in forest.walk())
    above = {below.key: branch.key for branch in forest.walk() for below in (*branch.up, *branch.down)}
    loose = {branch.key for top in forest.loose for branch in top.walk()}
    for sheet in shared:
        here = {node.key for node in sheet}
        assert len(sheet) <= 6 or here <= loose
        for node in sheet:
            taken_up = "suite de la feuille" in node.tag
            assert taken_up or above.get(node.key) is None or above[node.key] in here


def test_a_long_chain_takes_no_more_sheets_than_it_needs():
    nodes = [PROBLEM, *(Node(f"c{i}", "Pourquoi ?", "cause", f"c{i - 1}" if i else "p") for i in range(49))]
    shared = shared_out(grow(nodes), enough_for(10))
    assert len(shared) == 6


@pytest.mark.parametrize("slug", ["vallees", "pixel"])
def test_the_sheet_is_a3_tagged_and_its_alternative_is_the_outline(slug):
    nodes = [*a_wall(8), Node("x", "Isolement 🎉", "cause", votes=4), Node("y", "#panic()", "objective")]
    told = sheets(nodes, THEMES[slug].type)
    data = {"title": "L’arbre de nos problèmes", "subtitle": "Atelier du 3 décembre", "sheets": told}
    content = render_pdf("workshops/tree.typ", data, THEMES[slug])
    with pypdfium2.PdfDocument(content) as pdf:
        assert len(pdf) == 1
        assert [round(side) for side in pdf[0].get_size()] == [1191, 842]
        words = pdf[0].get_textpage().get_text_range()
    assert "Isolement" in words and "#panic()" in words
    assert b"pdfuaid" in content
    assert re.search(rb"/Figure", content)
    assert "Problème : Les petites associations" in told[0]["says"]
    assert "Pas encore reliés :" in told[0]["says"]


def test_a_small_tree_is_a_poster_not_a_giant():
    (sheet,) = sheets([PROBLEM])
    assert sheet["scale"] * PAPER.size <= 20


def test_no_statement_makes_no_sheet():
    assert sheets([]) == []
