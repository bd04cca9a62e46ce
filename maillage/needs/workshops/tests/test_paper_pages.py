"""Paper: printed before, typed after; each line arrives once, whoever sends it again."""

import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from maillage.needs.workshops.models import Note, keyed, type_in
from tests import world

JSON = {"HTTP_ACCEPT": "application/json"}
LIST = "Ce qui aide\n- Le prêt de salle\n- Un comptable sympa\n\nCe qui pèse\nLes horaires du soir\n"


@pytest.fixture
def board(workshop):
    return workshop.boards.get()


@pytest.fixture
def desk(workshop):
    return f"/espace/ateliers/{workshop.pid}/papier/"


def texts(area):
    return list(area.notes.shown().values_list("text", flat=True))


# --- to print -----------------------------------------------------------------------------------------------------------


def test_post_its_and_the_poster_are_pdf(workshop, helps, weighs, desk, claire_at_vallees):
    page = claire_at_vallees.get(desk).content.decode()
    assert "Ce qui aide" in page
    for path in (f"post-it/?{helps.pid}=1&{weighs.pid}=2&nom=on", "affiche/"):
        answer = claire_at_vallees.get(desk + path)
        assert answer["Content-Type"] == "application/pdf"
        assert answer.content.startswith(b"%PDF")


@pytest.mark.parametrize("asked", ["", "0", "-3", "999", "beaucoup"])
def test_sheets_that_make_no_sense_are_said_in_words(workshop, helps, desk, claire_at_vallees, asked):
    answer = claire_at_vallees.get(f"{desk}post-it/?{helps.pid}={asked}", follow=True)
    assert answer.redirect_chain
    assert len([str(message) for message in answer.context["messages"]]) == 1


# --- one by one ---------------------------------------------------------------------------------------------------------


def test_a_line_sent_again_by_the_script_is_one_note(workshop, helps, desk, claire_at_vallees):
    line = {
        "uuid": str(uuid.uuid4()),
        "area": helps.pid,
        "text": "Le prêt de salle",
        "author_name": "Mamie Jo",
    }
    for _ in range(2):
        answer = claire_at_vallees.post(f"{desk}saisie/", line, **JSON)
        assert (answer.status_code, answer.json()) == (200, {"seq": workshop.current_seq()})
    assert helps.notes.values_list("text", "author_name").get() == ("Le prêt de salle", "Mamie Jo")


def test_without_script_several_lines_are_several_notes_and_a_resend_doubles_nothing(
    workshop, helps, desk, claire_at_vallees
):
    form = {"area": helps.pid, "text": "Un\r\n\r\n  Deux  \r\nUn\r\n", "key": "cette page"}
    for _ in range(2):
        answer = claire_at_vallees.post(f"{desk}saisie/", form)
        assert answer.url.endswith(f"#{helps.pid}")
    assert texts(helps) == ["Un", "Deux", "Un"], "two papers may say the same"
    page = claire_at_vallees.get(f"{desk}saisie/").content.decode()
    assert "Deux" in page


def test_what_is_refused_stays_on_the_page(workshop, helps, desk, claire_at_vallees):
    page = claire_at_vallees.post(f"{desk}saisie/", {"area": helps.pid, "text": "Court\n" + "x" * 1001})
    assert page.status_code == 422
    assert "x" * 1001 in page.content.decode()
    assert "coupez en deux" in page.content.decode()
    assert not Note.objects.exists(), "nothing is saved half-way"


@pytest.mark.parametrize("text", ["", "  \n \n"])
def test_nothing_is_no_note(workshop, helps, desk, claire_at_vallees, text):
    answer = claire_at_vallees.post(f"{desk}saisie/", {"area": helps.pid, "text": text}, **JSON)
    assert (answer.status_code, bool(answer.json()["error"])) == (422, True)


def test_paper_is_typed_before_opening_while_hidden_and_long_after(
    workshop, board, helps, desk, claire, claire_at_vallees
):
    for phase in ("soon", "hidden", "grouping", "closed"):
        board.set_phase(phase, claire)
        claire_at_vallees.post(f"{desk}saisie/", {"area": helps.pid, "text": phase, "key": phase}, **JSON)
    workshop.close(claire)
    claire_at_vallees.post(f"{desk}saisie/", {"area": helps.pid, "text": "le lendemain", "key": "z"}, **JSON)
    assert texts(helps) == ["soon", "hidden", "grouping", "closed", "le lendemain"]


def test_an_area_of_another_workshop_takes_nothing(workshop, desk, claire_at_vallees):
    (area,) = world.make_wall(world.make_workshop("Autre"), ("Idées", "neutral", []))
    answer = claire_at_vallees.post(f"{desk}saisie/", {"area": area.pid, "text": "Ailleurs"}, **JSON)
    assert answer.status_code == 422


def test_a_name_of_the_sheet_makes_the_note_theirs(workshop, board, helps, lou, claire):
    world.make_participant(workshop, "Zoé"), world.make_participant(workshop, "Zoe")
    lines = [(helps, "De Lou", "LOU"), (helps, "D’une des Zoé", "Zoé"), (helps, "De personne", "")]
    type_in(board, keyed("k", lines), claire)
    authors = dict(helps.notes.values_list("text", "author__name"))
    assert authors == {"De Lou": "Lou", "D’une des Zoé": None, "De personne": None}


def test_typing_is_undone_in_one_gesture_and_not_typed_again(workshop, board, helps, claire):
    notes = keyed("k", [(helps, f"Idée {n}", "") for n in range(60)])
    assert type_in(board, notes, claire) == 60
    workshop.gestures.first().undo(claire)
    assert texts(helps) == []
    assert type_in(board, notes, claire) == 0


# --- from a list --------------------------------------------------------------------------------------------------------


def read(client, desk, **form):
    return client.post(f"{desk}liste/", form).content.decode()


def test_a_list_is_shown_before_it_is_stuck(workshop, board, helps, weighs, desk, claire_at_vallees):
    page = read(claire_at_vallees, desk, board=board.pid, text=LIST, key="k")
    assert "3\xa0post-it à coller" in page
    assert not Note.objects.exists()
    form = {"board": board.pid, "text": LIST, "key": "k", "coller": "1"}
    assert (
        "3\xa0post-it collés" in claire_at_vallees.post(f"{desk}liste/", form, follow=True).content.decode()
    )
    assert (texts(helps), texts(weighs)) == (
        ["Le prêt de salle", "Un comptable sympa"],
        ["Les horaires du soir"],
    )
    again = claire_at_vallees.post(f"{desk}liste/", form)
    assert "tous ces post-it sont déjà là" in again.content.decode()
    assert Note.objects.count() == 3


def test_refused_rows_are_told_with_their_line(workshop, board, desk, claire_at_vallees):
    text = (
        "Colonne;Texte;Nom\nCe qui aide;Le prêt de salle;Lou\nCe qui aide;;Lou\nAilleurs;Une idée;\nCe qui aide;"
        + "x" * 1001
    )
    page = read(claire_at_vallees, desk, board=board.pid, text=text)
    assert "Ligne 3" in page
    assert "Pas de texte" in page
    assert "Ligne 5" in page
    assert "1001 caractères" in page
    assert "1\xa0post-it sans colonne va" in page
    assert "2\xa0post-it à coller" in page


def test_notes_without_a_column_wait_for_one(workshop, board, helps, desk, claire_at_vallees):
    form = {"board": board.pid, "text": "Une idée\nUne autre", "key": "k", "coller": "1"}
    assert "Dites dans quelle colonne" in read(claire_at_vallees, desk, **form)
    assert not Note.objects.exists()
    claire_at_vallees.post(f"{desk}liste/", form | {"place": helps.pid})
    assert texts(helps) == ["Une idée", "Une autre"]


def test_copies_are_left_out_unless_they_are_wanted(workshop, board, helps, desk, claire_at_vallees):
    helps.write("Le prêt de salle")
    text = "Ce qui aide\nLE PRÊT DE SALLE\nUne idée\nUne idée"
    page = read(claire_at_vallees, desk, board=board.pid, text=text)
    assert "1\xa0post-it à coller" in page
    assert "déjà sur le mur" in page
    assert "déjà à la ligne 3" in page
    form = {"board": board.pid, "text": text, "key": "k", "coller": "1", "prendre": "4"}
    claire_at_vallees.post(f"{desk}liste/", form)
    assert texts(helps) == ["Le prêt de salle", "Une idée", "Une idée"]


def test_a_file_becomes_a_list_that_can_be_put_right(workshop, board, helps, desk, claire_at_vallees):
    file = SimpleUploadedFile(
        "mur.csv", "Ce qui aide;Ce qui pèse\n« Le prêt », de salle;\n;Le soir\n".encode()
    )
    page = claire_at_vallees.post(f"{desk}liste/", {"board": board.pid, "file": file})
    words = page.content.decode()
    assert "2\xa0post-it à coller" in words
    text = page.context["form"]["text"].value()
    assert text.splitlines()[0] == "Colonne\tTexte\tNom"
    claire_at_vallees.post(f"{desk}liste/", {"board": board.pid, "text": text, "key": "k", "coller": "1"})
    assert texts(helps) == ["« Le prêt », de salle"]


@pytest.mark.parametrize(
    ("form", "says"),
    [
        ({}, "il n’y a encore rien à lire"),
        ({"text": "\n \n"}, "il n’y a encore rien à lire"),
        ({"file": SimpleUploadedFile("a.png", b"\x89PNG rien")}, "une image"),
        ({"file": SimpleUploadedFile("vide.csv", b"")}, "vide"),
    ],
)
def test_what_cannot_be_read_says_why(workshop, board, desk, claire_at_vallees, form, says):
    answer = claire_at_vallees.post(f"{desk}liste/", {"board": board.pid, **form})
    assert answer.status_code == 422
    assert says in answer.content.decode()


def test_many_lines_cost_few_queries_to_look_at(
    workshop, board, desk, claire_at_vallees, django_assert_max_num_queries
):
    text = "Ce qui aide\n" + "\n".join(f"Idée {n}" for n in range(400))
    with django_assert_max_num_queries(14):
        assert "400\xa0post-it à coller" in read(claire_at_vallees, desk, board=board.pid, text=text)


def test_a_workshop_without_a_board_has_nothing_to_type(vallees, claire_at_vallees):
    bare = world.make_workshop("Sans tableau")
    base = f"/espace/ateliers/{bare.pid}/papier/"
    assert "pas encore de tableau" in claire_at_vallees.get(base).content.decode()
    assert [claire_at_vallees.get(base + page).status_code for page in ("saisie/", "liste/")] == [404, 404]
