"""What the facilitator does with the hands can be taken back, the last thing first."""

import pytest

from maillage.needs.workshops.models import Cluster, Note, Refused, group, last_gesture
from tests import world


@pytest.fixture
def tree(workshop):
    """A problem tree: one problem, two causes."""
    problem, causes = world.make_wall(
        workshop,
        ("Le problème", "problem", ["On ne se connaît pas"]),
        ("Causes", "cause", ["Pas de lieu", "Pas de temps"]),
    )
    return [problem.notes.get(), *causes.notes.order_by("position")]


def undo(workshop, by):
    last_gesture(workshop).undo(by)


def test_a_hidden_note_comes_back_as_it_was(workshop, helps, lou, claire):
    note = helps.write("a", author=lou)
    note.hide("Moqueur", claire)
    assert not Note.objects.shown().exists()
    undo(workshop, claire)
    note.refresh_from_db()
    assert (note.hidden_at, note.hidden_by, note.hidden_because) == (None, None, "")


def test_a_group_is_unmade_and_its_notes_go_back_where_they_were(workshop, helps, lou, claire):
    note = helps.write("a", author=lou)
    first = group(helps.board, [note], "Premier", claire)
    group(helps.board, [note], "Second", claire)
    undo(workshop, claire)
    note.refresh_from_db()
    assert note.cluster == first
    assert [cluster.title for cluster in Cluster.objects.of(workshop)] == ["Premier"]


def test_a_dissolved_group_stands_again_with_its_name_and_notes(workshop, helps, lou, claire):
    note = helps.write("a", author=lou)
    papers = group(helps.board, [note], "Papiers", claire)
    papers.dissolve(claire)
    undo(workshop, claire)
    note.refresh_from_db()
    assert (note.cluster.title, note.cluster.dissolved_at) == ("Papiers", None)


def test_what_someone_changed_since_is_left_alone(workshop, helps, lou, claire):
    note = helps.write("a", author=lou)
    papers = group(helps.board, [note], "Papiers", claire)
    papers.rename("Paperasse", claire)
    Cluster.objects.filter(pk=papers.pk).update(title="Repris ailleurs")
    assert last_gesture(workshop).undo(claire) == 0
    papers.refresh_from_db()
    assert papers.title == "Repris ailleurs"


def test_the_same_thing_is_not_undone_twice(workshop, helps, lou, claire):
    helps.write("a", author=lou).hide("", claire)
    gesture = last_gesture(workshop)
    gesture.undo(claire)
    with pytest.raises(Refused):
        gesture.undo(claire)


def test_out_of_order_links_would_turn_round(workshop, tree, claire):
    _, place, time = tree
    place.hang(time, claire)
    place.hang(None, claire)
    cut = last_gesture(workshop)
    time.hang(place, claire)
    with pytest.raises(Refused):
        cut.undo(claire)
    place.refresh_from_db()
    assert place.parent is None


def test_a_tree_never_turns_round(tree, claire):
    problem, place, time = tree
    place.hang(problem, claire)
    time.hang(place, claire)
    place.refresh_from_db()
    with pytest.raises(Refused, match="en rond"):
        place.hang(time, claire)
    with pytest.raises(Refused):
        problem.hang(place, claire)


def test_a_turn_inside_a_turn_counts_on(workshop, lou, youenn):
    with workshop.turn() as outer:
        outer.tell("head")
        with workshop.turn() as inner:
            inner.tell("head")
        outer.tell("head")
    numbers = list(workshop.changes.order_by("seq").values_list("seq", flat=True))
    assert numbers == list(range(1, len(numbers) + 1))
    assert workshop.current_seq() == len(numbers)
