"""The outline: what a screen reader, a keyboard and a printer of words get."""

from maillage.needs.workshops.tree import Node, outline, said

WALL = [
    Node("p", "On est seuls", "problem"),
    Node("a", "Personne n’est formé", "cause", "p", votes=3),
    Node("s", "Une permanence paie", "solution", "a", notes=2),
    Node("b", "Trop de sites", "cause", "a"),
    Node("c", "On s’épuise", "consequence", "p"),
    Node("d", "On part", "consequence", "c"),
    Node("x", "Isolement", "cause", None),
]


def test_the_outline_goes_from_the_problem_up_then_down():
    told = outline(WALL)
    assert [(item.level, item.key) for item in told.walk()] == [
        (1, "p"), (2, "c"), (3, "d"), (2, "a"), (3, "b"), (3, "s"), (1, "x"),
    ]  # fmt: skip
    assert [item.key for item in told.loose] == ["x"]


def test_each_item_says_what_it_is_and_what_may_be_added_under_it():
    items = {item.key: item for item in outline(WALL).walk()}
    assert items["a"].name == "cause"
    assert items["a"].bears == ("cause", "solution")
    assert items["p"].bears == ("consequence", "cause")
    assert items["p"].is_trunk and not items["a"].is_trunk


def test_a_circle_or_a_missing_parent_leaves_a_note_apart():
    told = outline([Node("a", "A", "cause", "b"), Node("b", "B", "cause", "a"), Node("c", "C", "cause", "?")])
    assert sorted(item.key for item in told.walk()) == ["a", "b", "c"]
    assert len(told.loose) == 2


def test_the_tree_in_words():
    assert said(WALL, "Arbre") == (
        "Arbre\n"
        "Problème : On est seuls\n"
        "– Conséquence : On s’épuise\n"
        "– – Conséquence : On part\n"
        "– Cause : Personne n’est formé (3\u00a0voix)\n"
        "– – Cause : Trop de sites\n"
        "– – Solution : Une permanence paie (2\u00a0post-it)\n"
        "Pas encore reliés :\n"
        "Cause : Isolement"
    )
