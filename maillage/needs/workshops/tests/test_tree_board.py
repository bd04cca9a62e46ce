"""A board that is a tree: linking, adding, turning round, drawing, printing."""

import pypdfium2
import pytest
from django.utils import timezone

from maillage.needs.workshops import trees
from maillage.needs.workshops.models import Board, Note, Refused, group
from maillage.needs.workshops.pieces import news
from maillage.needs.workshops.scene import FACILITATOR, PARTICIPANT, PROJECTOR, full_scene
from tests import world

JSON = {"HTTP_ACCEPT": "application/json"}


@pytest.fixture
def workshop(vallees):
    return world.make_workshop(opened_at=timezone.now(), join_code="482719")


@pytest.fixture
def board(workshop):
    """Two consequences, one problem, three causes, two solutions: nothing is linked yet."""
    areas = world.make_wall(
        workshop,
        ("Conséquences", "consequence", ["On s’épuise", "On n’embauche plus"]),
        ("Le problème", "problem", ["Seuls face au rôle d’employeur"]),
        ("Causes", "cause", ["Personne n’est formé", "Les règles changent", "Trop de sites"]),
        ("Solutions", "solution", ["Une permanence paie", "Un guide d’une page"]),
    )
    Board.objects.filter(pk=areas[0].board.pk).update(kind="problem_tree", title="Notre arbre")
    return workshop.boards.get()


@pytest.fixture
def note(board):
    return lambda text: Note.objects.select_related("area__board__workshop").get(text=text, area__board=board)


@pytest.fixture
def linked(board, note, claire):
    """The same with everything hung: causes and consequences under the problem, both solutions under the first cause."""
    trunk = note("Seuls face au rôle d’employeur")
    rows = Note.objects.filter(area__board=board, area__sentiment__in=["cause", "consequence"])
    rows.update(parent=trunk)
    Note.objects.filter(area__sentiment="solution").update(parent=note("Personne n’est formé"))
    return board


@pytest.fixture
def desk(workshop, board):
    return f"/espace/ateliers/{workshop.pid}/tableaux/{board.pid}/"


def seen(workshop, audience=FACILITATOR):
    workshop.refresh_from_db()
    return full_scene(workshop, audience).boards[0]


def lines(board):
    """[(level, words)] of the outline."""
    return [(line.level, line.label) for item in board.tree.items for line in item.walk()]


def waiting(board):
    return [n.text for area in board.hung for n in area.loose]


def test_what_is_not_linked_waits_in_its_column_and_the_problem_is_the_trunk(workshop, board):
    shown = seen(workshop)
    assert lines(shown) == [(1, "Seuls face au rôle d’employeur")]
    assert len(waiting(shown)) == 7
    assert not shown.tree.grown


def test_a_linked_tree_is_an_outline_and_a_drawing(workshop, linked):
    shown = seen(workshop)
    assert lines(shown) == [
        (1, "Seuls face au rôle d’employeur"),
        (2, "On s’épuise"),
        (2, "On n’embauche plus"),
        (2, "Personne n’est formé"),
        (3, "Une permanence paie"),
        (3, "Un guide d’une page"),
        (2, "Les règles changent"),
        (2, "Trop de sites"),
    ]
    assert waiting(shown) == []
    assert shown.tree.drawing.count("data-node=") == 8


def test_several_notes_are_hung_in_one_gesture_and_undone_in_one(
    workshop, board, note, claire, desk, claire_at_vallees
):
    trunk = note("Seuls face au rôle d’employeur")
    keys = [str(note(text).uuid) for text in ("Personne n’est formé", "Trop de sites", "On s’épuise")]
    claire_at_vallees.post(f"{desk}liens/", {"note": keys, "under": str(trunk.uuid)})
    assert trunk.branches.count() == 3
    workshop.gestures.get().undo(claire)
    assert trunk.branches.count() == 0


def test_a_note_is_cut_loose_by_hanging_it_from_nothing(linked, note, desk, claire_at_vallees):
    claire_at_vallees.post(f"{desk}liens/", {"note": str(note("Trop de sites").uuid), "under": ""})
    assert note("Trop de sites").parent is None


@pytest.mark.parametrize(
    ("what", "under", "why"),
    [
        ("Une permanence paie", "Seuls face au rôle d’employeur", "ne se relie pas"),
        ("On s’épuise", "Personne n’est formé", "ne se relie pas"),
        ("Seuls face au rôle d’employeur", "Trop de sites", "ne se relie pas"),
        ("Personne n’est formé", "Personne n’est formé", "en rond"),
    ],
)
def test_a_link_that_means_nothing_is_refused_in_words(
    linked, note, desk, claire_at_vallees, what, under, why
):
    before = note(what).parent_id
    data = {"note": str(note(what).uuid), "under": str(note(under).uuid)}
    answer = claire_at_vallees.post(f"{desk}liens/", data, **JSON)
    assert answer.status_code == 409
    assert why in answer.json()["error"]
    assert note(what).parent_id == before


def test_causes_never_turn_in_circles_not_even_through_a_group(workshop, linked, note, claire):
    first, second, third = (
        note(text) for text in ("Personne n’est formé", "Les règles changent", "Trop de sites")
    )
    group(linked, [first, second], "La paie est compliquée", claire)
    trees.link(linked, [third], note("Les règles changent"), claire)
    with pytest.raises(Refused, match="en rond"):
        trees.link(linked, [note("Personne n’est formé")], third, claire)


def test_notes_of_another_board_or_workshop_are_not_found(linked, note, desk, vallees, claire_at_vallees):
    (foreign,) = world.make_wall(world.make_workshop("Ailleurs"), ("Causes", "cause", ["Loin"]))
    key, trunk = str(foreign.notes.get().uuid), str(note("Seuls face au rôle d’employeur").uuid)
    assert claire_at_vallees.post(f"{desk}liens/", {"note": key, "under": trunk}, **JSON).status_code == 422
    data = {"note": str(note("Trop de sites").uuid), "under": key}
    assert claire_at_vallees.post(f"{desk}liens/", data, **JSON).status_code == 404
    assert claire_at_vallees.post(f"{desk}liens/", {"under": "x"}, **JSON).status_code == 422


def test_a_branch_is_written_where_it_hangs(workshop, linked, note, desk, claire_at_vallees):
    data = {"kind": "cause", "under": str(note("Trop de sites").uuid), "text": " Aucun  annuaire "}
    assert claire_at_vallees.post(f"{desk}branches/", data, **JSON).status_code == 200
    assert note("Aucun annuaire").parent == note("Trop de sites")
    assert (3, "Aucun annuaire") in lines(seen(workshop))


@pytest.mark.parametrize("data", [{"text": ""}, {"kind": "neutral"}, {"kind": ""}, {"text": "a" * 1001}])
def test_a_branch_without_words_or_kind_is_asked_for_again(linked, note, desk, claire_at_vallees, data):
    sent = {"kind": "cause", "under": str(note("Trop de sites").uuid), "text": "Un mot", **data}
    assert claire_at_vallees.post(f"{desk}branches/", sent, **JSON).status_code == 422
    assert Note.objects.count() == 8


def test_a_branch_that_may_not_hang_there_is_not_written(linked, note, desk, claire_at_vallees):
    sent = {"kind": "solution", "under": str(note("On s’épuise").uuid), "text": "Un mot"}
    assert claire_at_vallees.post(f"{desk}branches/", sent, **JSON).status_code == 409
    assert not Note.objects.filter(text="Un mot").exists()


def test_a_group_is_one_statement_and_what_hangs_from_any_of_its_notes_hangs_from_it(
    workshop, linked, note, claire
):
    two = [note("Personne n’est formé"), note("Les règles changent")]
    group(linked, two, "La paie est compliquée", claire)
    shown = seen(workshop)
    assert (2, "La paie est compliquée") in lines(shown)
    assert (3, "Une permanence paie") in lines(shown)
    assert not {"Personne n’est formé", "Les règles changent"} & {text for _, text in lines(shown)}
    trees.link(linked, [two[0]], None, claire)
    assert "La paie est compliquée" not in [text for level, text in lines(seen(workshop)) if level == 2]


def test_the_room_links_only_where_its_hands_are_allowed(linked, note, phone_of, workshop):
    lou = phone_of("Lou")
    url = f"/atelier/482719/tableaux/{linked.pid}/liens/"
    data = {"note": str(note("Trop de sites").uuid), "under": str(note("Personne n’est formé").uuid)}
    assert lou.post(url, data, **JSON).status_code == 409
    Board.objects.filter(pk=linked.pk).update(hands=True)
    assert lou.post(url, data, **JSON).status_code == 200
    assert note("Trop de sites").parent == note("Personne n’est formé")
    branch = {"kind": "cause", "under": str(note("Trop de sites").uuid), "text": "Pas d’annuaire"}
    assert lou.post(f"/atelier/482719/tableaux/{linked.pid}/branches/", branch, **JSON).status_code == 200
    assert note("Pas d’annuaire").author.name == "Lou"


def test_while_it_is_written_in_secret_nobody_sees_a_tree(workshop, linked, phone_of, claire_at_vallees):
    Board.objects.filter(pk=linked.pk).update(phase="hidden")
    for audience in (FACILITATOR, PARTICIPANT, PROJECTOR):
        assert seen(workshop, audience).tree is None
    page = phone_of("Lou").get("/atelier/482719/").content.decode()
    assert "Personne n’est formé" not in page
    assert "tree-drawing" not in claire_at_vallees.get(f"/espace/ateliers/{workshop.pid}/").content.decode()


def test_a_hidden_note_is_in_no_tree_and_what_hung_from_it_waits(workshop, linked, note, claire):
    note("Personne n’est formé").hide("", claire)
    shown = seen(workshop)
    assert "Personne n’est formé" not in [text for _, text in lines(shown)]
    assert sorted(waiting(shown)) == ["Un guide d’une page", "Une permanence paie"]


def test_everybody_is_told_of_a_link(workshop, linked, note, claire):
    workshop.refresh_from_db()
    before = workshop.seq
    trees.link(linked, [note("Trop de sites")], None, claire)
    for audience in (FACILITATOR, PARTICIPANT, PROJECTOR):
        (piece,) = [
            p for p in news(workshop.pk, audience, before)["pieces"] if p["id"] == f"tableau-{linked.pid}"
        ]
        assert "Trop de sites" in piece["html"]
        assert f'id="arbre-{linked.pid}"' in piece["html"]


def test_the_three_pages_show_the_tree(workshop, linked, phone_of, claire_at_vallees):
    desk = claire_at_vallees.get(f"/espace/ateliers/{workshop.pid}/").content.decode()
    wall = claire_at_vallees.get(f"/espace/ateliers/{workshop.pid}/projection/").content.decode()
    phone = phone_of("Lou").get("/atelier/482719/").content.decode()
    for page in (desk, wall, phone):
        assert 'class="tree" viewBox' in page
        assert page.count('class="branch branch--') == 8
    assert "En faire l’arbre à objectifs" in desk and "En faire l’arbre" not in phone
    assert "data-relinks" in desk and "data-relinks" not in phone


def test_the_objective_tree_says_the_same_words_until_they_are_turned(
    workshop, linked, desk, claire_at_vallees, note
):
    claire_at_vallees.post(f"{desk}objectifs/")
    mirror = Board.objects.get(mirrors=linked)
    workshop.refresh_from_db()
    shown = next(b for b in full_scene(workshop, FACILITATOR).boards if b == mirror)
    assert [(level, text) for level, text in lines(shown)][:2] == [
        (1, "Seuls face au rôle d’employeur"),
        (2, "On s’épuise"),
    ]
    kinds = {line.label: (line.kind, line.tag) for item in shown.tree.items for line in item.walk()}
    assert kinds["On s’épuise"] == ("effect", "à retourner")
    assert kinds["Personne n’est formé"] == ("means", "à retourner")
    assert kinds["Une permanence paie"] == ("solution", "")
    turned = Note.objects.get(area__board=mirror, text="Personne n’est formé")
    turned.reword("Deux personnes par bureau sont formées")
    workshop.refresh_from_db()
    shown = next(b for b in full_scene(workshop, FACILITATOR).boards if b == mirror)
    kinds = {line.label: line.tag for item in shown.tree.items for line in item.walk()}
    assert kinds["Deux personnes par bureau sont formées"] == ""
    assert turned.mirror_of == note("Personne n’est formé")


def test_a_group_is_turned_as_one_statement(linked, note, claire):
    group(
        linked, [note("Personne n’est formé"), note("Les règles changent")], "La paie est compliquée", claire
    )
    mirror = trees.turn_round(linked, claire)
    texts = list(Note.objects.filter(area__board=mirror).values_list("text", flat=True))
    assert texts.count("La paie est compliquée") == 1 and "Les règles changent" not in texts
    assert (
        Note.objects.get(area__board=mirror, text="Une permanence paie").parent.text
        == "La paie est compliquée"
    )


def test_the_objective_tree_is_made_once(linked, desk, claire, claire_at_vallees):
    trees.turn_round(linked, claire)
    assert claire_at_vallees.post(f"{desk}objectifs/", **JSON).status_code == 409
    assert Board.objects.filter(mirrors=linked).count() == 1


def test_the_tree_is_printed_as_who_asks_may_see_it(workshop, linked, desk, vallees, claire_at_vallees):
    answer = claire_at_vallees.get(f"{desk}arbre.pdf")
    assert answer["Content-Type"] == "application/pdf"
    with pypdfium2.PdfDocument(answer.content) as pdf:
        words = pdf[0].get_textpage().get_text_range()
    said = " ".join(words.split())
    assert "Seuls face au rôle d’employeur" in said and "12 mars 2026" in said
    Board.objects.filter(pk=linked.pk).update(phase="hidden")
    board_member = world.client_of(vallees, world.make_someone(vallees, "Brieuc Le Gall", "board"))
    assert board_member.get(f"{desk}arbre.pdf").status_code == 302


def test_a_board_that_is_no_tree_is_not_printed_as_one(workshop, board, claire_at_vallees, desk):
    Board.objects.filter(pk=board.pk).update(kind="columns")
    assert claire_at_vallees.get(f"{desk}arbre.pdf").status_code == 404


def test_queries_do_not_grow_with_the_tree(workshop, linked, django_assert_max_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    workshop.refresh_from_db()
    with CaptureQueriesContext(connection) as few:
        full_scene(workshop, FACILITATOR)
    causes = linked.areas.get(sentiment="cause")
    Note.objects.bulk_create([Note(area=causes, text=f"Cause {i}", pole=workshop.pole) for i in range(40)])
    Note.objects.filter(text__startswith="Cause ").update(parent=Note.objects.get(area__sentiment="problem"))
    with django_assert_max_num_queries(len(few)):
        assert len(lines(full_scene(workshop, FACILITATOR).boards[0])) == 48
