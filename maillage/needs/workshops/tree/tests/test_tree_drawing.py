"""However the statements hang together, the drawing holds: nothing overlaps, nothing is lost, every thread joins."""

from itertools import combinations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from maillage.needs.workshops.tree import Node, draw, svg
from maillage.needs.workshops.tree.lettering import balanced, width_of, wrap
from maillage.needs.workshops.tree.nodes import NAMES

KINDS = list(NAMES)
WORDS = st.text(alphabet="abcdeéèàçœ’'-.,;:!?« »0123456789 ", min_size=1, max_size=220)


@st.composite
def walls(draw_value, most=40):
    """Nodes of any kind under any other, circles, missing parents and keys said twice included."""
    count = draw_value(st.integers(0, most))
    keys = [f"n{i}" for i in range(count)]
    return [
        Node(
            key=draw_value(st.sampled_from(keys)) if draw_value(st.integers(0, 30)) == 0 else key,
            text=draw_value(WORDS),
            kind=draw_value(st.sampled_from(KINDS)),
            parent=draw_value(st.sampled_from([None, "nulle part", *keys])),
            notes=draw_value(st.integers(1, 9)),
            votes=draw_value(st.one_of(st.none(), st.integers(0, 99))),
            tag=draw_value(st.sampled_from(["", "à retourner"])),
        )
        for key in keys
    ]


def overlap(one, other):
    return (
        one.x < other.x + other.width
        and other.x < one.x + one.width
        and one.y < other.y + other.height
        and other.y < one.y + one.height
    )


def on_edge(box, x, y, leeway=0.6):
    inside = (
        box.x - leeway <= x <= box.x + box.width + leeway
        and box.y - leeway <= y <= box.y + box.height + leeway
    )
    near = min(abs(x - box.x), abs(x - box.x - box.width), abs(y - box.y), abs(y - box.y - box.height))
    return inside and near <= leeway


def samples(path, steps=12):
    """Points along a path."""
    at, points = None, []
    for name, *values in path:
        ends = list(zip(values[::2], values[1::2], strict=True))
        if name == "C":
            a, b, c = ends
            for i in range(1, steps + 1):
                t = i / steps
                u = 1 - t
                points.append(
                    tuple(
                        u**3 * at[k] + 3 * u * u * t * a[k] + 3 * u * t * t * b[k] + t**3 * c[k]
                        for k in (0, 1)
                    )
                )
        elif name == "L":
            points += [
                tuple(at[k] + (ends[0][k] - at[k]) * i / steps for k in (0, 1)) for i in range(1, steps + 1)
            ]
        at = ends[-1]
    return points


EVERYTHING = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


@EVERYTHING
@given(walls(), st.sampled_from([(1280, 860), (1718, 1180), (390, 2000)]))
def test_papers_stand_apart_inside_the_sheet(nodes, room):
    drawing = draw(nodes, room)
    assert not [pair for pair in combinations(drawing.boxes, 2) if overlap(*pair)]
    for box in drawing.boxes:
        assert box.x >= 0 and box.x + box.width <= drawing.width
        assert box.y >= 0 and box.y + box.height <= drawing.height


@EVERYTHING
@given(walls())
def test_every_node_is_drawn_once_with_all_its_words(nodes):
    drawing = draw(nodes)
    first = {}
    for node in nodes:
        first.setdefault(node.key, node)
    assert sorted(box.key for box in drawing.boxes) == sorted(first)
    for box in drawing.boxes:
        drawn = "".join(box.paper.lines).replace("\u00a0", "").replace(" ", "")
        assert drawn == first[box.key].text.replace(" ", "")


@EVERYTHING
@given(walls())
def test_a_thread_joins_each_paper_to_what_it_hangs_from(nodes):
    drawing = draw(nodes)
    boxes = {box.key: box for box in drawing.boxes}
    assert len({link.child for link in drawing.links}) == len(drawing.links)
    for link in drawing.links:
        assert boxes[link.child].paper.node.parent == link.parent
        assert on_edge(boxes[link.parent], *link.path[1][-2:])
        assert on_edge(boxes[link.child], *link.path[-1][-2:])


@EVERYTHING
@given(walls())
def test_a_thread_passes_under_no_other_paper(nodes):
    drawing = draw(nodes)
    for link in drawing.links:
        for box in drawing.boxes:
            if box.key in (link.parent, link.child):
                continue
            for x, y in samples(link.path):
                through = box.x + 1 < x < box.x + box.width - 1 and box.y + 1 < y < box.y + box.height - 1
                assert not through, (link.parent, link.child, box.key)


@EVERYTHING
@given(walls(most=20))
def test_the_same_wall_is_drawn_the_same(nodes):
    assert svg(draw(nodes), "Arbre") == svg(draw(list(nodes)), "Arbre")


def family(texts, kind, parent):
    return [Node(f"{kind}{i}", text, kind, parent) for i, text in enumerate(texts)]


PROBLEM = Node("p", "Les petites associations sont seules face à leur rôle d’employeur", "problem")
CAUSES = family(["Personne n’a été formé", "Les règles changent", "On ne sait pas qui appeler"], "cause", "p")
CONSEQUENCES = family(["On s’épuise", "On n’embauche plus"], "consequence", "p")
SOLUTIONS = family(["Une permanence paie", "Un guide d’une page"], "solution", "cause0")


def test_consequences_rise_causes_go_down_and_solutions_hang_below_their_cause():
    drawing = draw([PROBLEM, *CAUSES, *CONSEQUENCES, *SOLUTIONS])
    at = {box.key: box for box in drawing.boxes}
    trunk = at["p"]
    assert all(at[node.key].y + at[node.key].height < trunk.y for node in CONSEQUENCES)
    assert all(at[node.key].y > trunk.y + trunk.height for node in CAUSES)
    assert all(at[node.key].y > at["cause0"].y + at["cause0"].height for node in SOLUTIONS)
    assert at["cause0"].x < at["cause1"].x < at["cause2"].x
    assert [label.text for label in drawing.labels] == ["Conséquences", "Causes et solutions"]


def test_an_objective_tree_says_its_own_words():
    nodes = [
        Node("o", "Ensemble", "objective"),
        Node("e", "On reste", "effect", "o"),
        Node("m", "On est formé", "means", "o"),
    ]
    drawing = draw(nodes)
    assert [label.text for label in drawing.labels] == ["Effets attendus", "Moyens"]
    at = {box.key: box.y for box in drawing.boxes}
    assert at["e"] < at["o"] < at["m"]


def test_what_is_not_linked_waits_apart_and_says_what_it_is():
    drawing = draw(
        [PROBLEM, *CAUSES, Node("x", "Isolement", "cause"), Node("y", "Un cercle", "solution", "x")]
    )
    x, y, width, height = drawing.tray
    within = [box for box in drawing.boxes if x <= box.x < x + width and y <= box.y < y + height]
    assert [box.key for box in within] == ["x", "y"]
    assert [box.paper.foot for box in within] == [("cause",), ("solution",)]
    assert "Pas encore reliés" in [label.text for label in drawing.labels]


def test_several_problems_stand_on_one_ground():
    others = [Node("q", "Le numérique exclut", "problem"), Node("r", "Trop de sites", "cause", "q")]
    drawing = draw([PROBLEM, *CAUSES, *others])
    at = {box.key: box for box in drawing.boxes}
    assert abs(at["p"].y + at["p"].height / 2 - at["q"].y - at["q"].height / 2) < 1
    assert len(drawing.grounds) == 1


@pytest.mark.parametrize("count", [1, 30, 120])
def test_a_wall_of_any_size_keeps_the_shape_of_the_room(count):
    nodes = [
        PROBLEM,
        *family([f"Une cause dite en quelques mots, la {i}e" for i in range(count - 1)], "cause", "p"),
    ]
    drawing = draw(nodes, (1280, 860))
    assert len(drawing.boxes) == count
    assert 0.4 < drawing.width / drawing.height < 3.2


def test_a_chain_of_a_thousand_causes_is_drawn():
    nodes = [PROBLEM, *(Node(f"c{i}", "Pourquoi ?", "cause", f"c{i - 1}" if i else "p") for i in range(1000))]
    assert len(draw(nodes).boxes) == 1001


def test_a_narrow_problem_still_bears_a_wide_list():
    nodes = [PROBLEM, Node("c0", "Pourquoi ?", "cause", "p"), Node("d", "Et aussi", "cause", "p")]
    nodes += [Node(f"c{i}", "Pourquoi ?", "cause", f"c{i - 1}") for i in range(1, 14)]
    nodes += [Node(f"e{i}", "Et aussi", "cause", f"c{i}") for i in range(14)]
    for room in ((200, 4000), (400, 3000), (1280, 860)):
        drawing = draw(nodes, room)
        trunk = next(box for box in drawing.boxes if box.key == "p")
        assert all(on_edge(trunk, *link.path[1][-2:]) for link in drawing.links if link.parent == "p")


def test_nothing_to_draw_is_an_empty_sheet():
    assert draw([]).boxes == []
    assert svg(draw([]), "Arbre").startswith("<svg")


def test_words_are_words_in_the_picture():
    drawn = svg(draw([Node('p"><b>', "<script>alert(1)</script> & Co", "problem")]), "Arbre")
    assert "<script" not in drawn and "<b>" not in drawn
    assert "&lt;script&gt;" in drawn and "&amp; Co" in drawn


def test_the_picture_is_silent_beside_the_outline_and_speaks_when_alone():
    drawing = draw([PROBLEM])
    assert 'aria-hidden="true"' in svg(drawing, "Arbre")
    alone = svg(drawing, "Arbre", "Problème : seuls")
    assert 'role="img"' in alone and "<desc" in alone and "Problème : seuls" in alone
    assert "aria-hidden" not in alone


@given(WORDS, st.floats(40, 300))
def test_lines_end_between_words_and_stay_inside_the_paper(text, width):
    for lines in (wrap(text, 15.5, width), balanced(text, 15.5, width)):
        assert "".join(lines).replace("\u00a0", "").replace(" ", "") == text.replace(" ", "")
        assert all(width_of(line, 15.5) <= width + 0.01 or len(line) == 1 for line in lines)
    assert len(balanced(text, 15.5, width)) == len(wrap(text, 15.5, width))


def test_french_punctuation_never_starts_a_line():
    for width in range(80, 240, 7):
        lines = wrap("Et « nous » alors : on fait quoi ? Rien !", 15.5, width)
        assert not [line for line in lines if line[0] in ":?!»"]
