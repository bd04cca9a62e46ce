"""The pages of minutes, as people go through them."""

import re

import pytest
from django.urls import reverse

from maillage.needs.minutes.models import Minutes, Section
from maillage.needs.minutes.tests.sent import form_of, rows
from tests import world

pytestmark = pytest.mark.django_db


def url(minutes, name="minutes", *args):
    return reverse(f"minutes:{name}", args=[minutes.workshop.pid, *args])


def words(response):
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split()).replace("\u00a0", " ")


def test_minutes_begin_with_one_click_and_only_once(claire_at_vallees, held):
    path = reverse("minutes:minutes", args=[held.workshop.pid])
    assert "Rédiger le compte rendu" in words(claire_at_vallees.get(path))
    for _ in range(2):
        assert claire_at_vallees.post(path).url == path
    assert Minutes.objects.count() == 1
    page = words(claire_at_vallees.get(path))
    for said in (
        "Seuls face aux papiers",
        "Appeler la mairie",
        "On écrit la charte à trois",
        "Essayer deux mois",
        "Lou",
    ):
        assert said in page
    assert "Jean-Pierre" not in page


def test_every_section_opens_in_its_editor_and_saves_what_it_shows(claire_at_vallees, minutes):
    """Saving an untouched form changes no word: what the page shows is what it keeps."""
    for written in minutes.written():
        path = url(minutes, "editor", written.key)
        page = claire_at_vallees.get(path, headers={"HX-Request": "true"})
        assert page.status_code == 200, written.key
        before = written.part
        answer = claire_at_vallees.post(path, form_of(page), headers={"HX-Request": "true"})
        assert answer.status_code == 200, written.key
        assert minutes.written_section(written.key).part == before
    assert Section.objects.count() == len(minutes.written())


def test_rows_are_added_changed_and_emptied_in_one_form(claire_at_vallees, minutes):
    path = url(minutes, "editor", "actions")
    (known,) = minutes.written_section("actions").part.rows
    said = rows(
        {"id": known["id"], "text": "Appeler la mairie de Guichen", "owner": "Lou", "due": "2026-10-02"},
        {"text": "Imprimer l’affiche", "owner": "Youenn", "due": "", "ORDER": "1"},
        {"text": "", "owner": "", "due": ""},
        initial=1,
        version=0,
    )
    answer = claire_at_vallees.post(path, said)
    assert answer.url == url(minutes) + "#partie-actions"
    first, second = minutes.written_section("actions").part.rows
    assert (first["text"], first["due"]) == ("Imprimer l’affiche", None)
    assert (second["id"], second["owner"], second["due"]) == (known["id"], "Lou", "2026-10-02")
    emptied = rows(
        {"id": first["id"], "text": ""}, {"id": second["id"], "text": second["text"]}, initial=2, version=1
    )
    claire_at_vallees.post(path, emptied)
    assert [row["id"] for row in minutes.written_section("actions").part.rows] == [known["id"]]


def test_a_row_that_was_just_saved_by_itself_is_saved_again_and_not_lost(claire_at_vallees, minutes):
    """The page still counts it among the spare rows: what it says is what the table says already."""
    path = url(minutes, "editor", "actions")
    (known,) = minutes.written_section("actions").part.rows
    first = {"id": known["id"], "text": known["text"], "owner": "Lou", "due": "2026-10-01"}
    new = {"id": "", "text": "Imprimer l’affiche", "owner": "Youenn", "due": ""}
    quiet = {"Autosave": "1"}
    claire_at_vallees.post(path, rows(first, new, initial=1, version=0), headers=quiet)
    named = minutes.written_section("actions").part.rows[1]["id"]
    answer = claire_at_vallees.post(
        path, rows(first, {**new, "id": named}, initial=1, version=1), headers=quiet
    )
    assert answer.json()["version"] == 2
    assert [row["id"] for row in minutes.written_section("actions").part.rows] == [known["id"], named]


def test_a_row_without_its_words_says_so_and_keeps_what_was_typed(claire_at_vallees, minutes):
    path = url(minutes, "editor", "actions")
    said = rows({"text": "", "owner": "Lou Kerbrat", "due": "2026-10-02"}, version=0)
    answer = claire_at_vallees.post(path, said)
    assert answer.status_code == 422
    assert "Écrivez ce que c’est, ou videz la ligne" in words(answer)
    assert "Lou Kerbrat" in answer.content.decode()
    assert not Section.objects.exists()
    late = rows({"text": "Appeler", "due": "2026-13-45"}, version=0)
    assert claire_at_vallees.post(path, late).status_code == 422


def test_a_stranger_row_takes_no_name_of_ours(claire_at_vallees, minutes):
    claire_at_vallees.post(
        url(minutes, "editor", "decisions"), rows({"id": "stolenpid2", "text": "Décidé"}, version=0)
    )
    (row,) = [r for r in minutes.written_section("decisions").part.rows if r["text"] == "Décidé"]
    assert row["id"] != "stolenpid2"


def test_a_note_emptied_leaves_the_minutes_and_not_the_wall(claire_at_vallees, minutes, held):
    key = f"board:{held.wall.pid}"
    path = url(minutes, "editor", key)
    data = form_of(claire_at_vallees.get(path, headers={"HX-Request": "true"}))
    evening = next(name for name, text in data.items() if text == "Les horaires du soir")
    claire_at_vallees.post(path, data | {evening: ""})
    assert "Les horaires du soir" not in str(minutes.written_section(key).part.data)
    assert held.wall.areas.filter(notes__text="Les horaires du soir").exists()
    assert minutes.written_section(key).news == ""


def summary(client, minutes, text, version, **more):
    return client.post(
        url(minutes, "editor", "summary"),
        {"text": text, "version": version, **more},
        headers={"HX-Request": "true"},
    )


def text_of(minutes):
    return minutes.written_section("summary").part.data["text"]


def test_two_hands_on_one_section_see_both_texts(claire_at_vallees, lou_at_vallees, minutes):
    assert summary(lou_at_vallees, minutes, "Lou a écrit ceci.", 0).status_code == 200
    answer = summary(claire_at_vallees, minutes, "Claire a écrit cela.", 0)
    assert answer.status_code == 409
    said = answer.content.decode()
    assert "Lou Kerbrat a écrit ici en même temps que vous" in said
    assert "Lou a écrit ceci." in said
    assert "Claire a écrit cela." in said
    assert text_of(minutes) == "Lou a écrit ceci."


@pytest.mark.parametrize(
    ("gesture", "kept"),
    [
        ("merge", "Lou a écrit ceci.\nClaire a écrit cela."),
        ("overwrite", "Claire a écrit cela."),
        ("take", "Lou a écrit ceci."),
    ],
)
def test_one_click_settles_it_and_no_word_is_lost(claire_at_vallees, lou_at_vallees, minutes, gesture, kept):
    summary(lou_at_vallees, minutes, "Lou a écrit ceci.", 0)
    answer = summary(claire_at_vallees, minutes, "Claire a écrit cela.", 0, against=1, gesture=gesture)
    assert answer.status_code == 200
    assert text_of(minutes) == kept
    before = words(claire_at_vallees.get(url(minutes, "versions", "summary")))
    assert "Lou a écrit ceci." in before
    assert "Claire a écrit cela." in before


def test_a_third_text_meanwhile_is_another_conflict(claire_at_vallees, lou_at_vallees, minutes):
    summary(lou_at_vallees, minutes, "Un", 0)
    summary(lou_at_vallees, minutes, "Deux", 1)
    answer = summary(claire_at_vallees, minutes, "Trois", 0, against=1, gesture="overwrite")
    assert answer.status_code == 409
    assert text_of(minutes) == "Deux"


def test_what_is_saved_by_itself_answers_in_two_words(claire_at_vallees, lou_at_vallees, minutes):
    quiet = {"Autosave": "1"}
    path = url(minutes, "editor", "summary")
    first = claire_at_vallees.post(path, {"text": "Un", "version": 0}, headers=quiet)
    assert first.json()["version"] == 1
    assert claire_at_vallees.post(path, {"text": "", "version": "x"}, headers=quiet).status_code == 404
    assert lou_at_vallees.post(path, {"text": "Deux", "version": 0}, headers=quiet).status_code == 409
    assert text_of(minutes) == "Un"


def test_a_save_whose_answer_was_lost_is_no_conflict_with_oneself(claire_at_vallees, lou_at_vallees, minutes):
    summary(claire_at_vallees, minutes, "Un", 0, hand="claire2345")
    again = summary(claire_at_vallees, minutes, "Un, puis deux", 0, hand="claire2345")
    assert again.status_code == 200
    assert text_of(minutes) == "Un, puis deux"
    assert summary(claire_at_vallees, minutes, "Un autre onglet", 0, hand="other23456").status_code == 409
    summary(lou_at_vallees, minutes, "Lou", 2, hand="lou2345678")
    assert summary(claire_at_vallees, minutes, "Trois", 0, hand="claire2345").status_code == 409
    assert text_of(minutes) == "Lou"


def test_two_open_sections_have_fields_of_their_own(claire_at_vallees, minutes):
    pages = [
        claire_at_vallees.get(url(minutes, "editor", key), headers={"HX-Request": "true"}).text
        for key in ("actions", "follow_ups")
    ]
    ids = [set(re.findall(r' id="([^"]+)"', page)) for page in pages]
    assert ids[0] & ids[1] == set()
    for page, mine in zip(pages, ids, strict=True):
        assert set(re.findall(r' (?:for|list)="([^"]+)"', page)) <= mine


def test_what_came_since_is_offered_and_added_without_touching_a_word(claire_at_vallees, minutes, held):
    key = f"board:{held.wall.pid}"
    path = url(minutes, "editor", key)
    data = form_of(claire_at_vallees.get(path, headers={"HX-Request": "true"}))
    claire_at_vallees.post(path, data | {"title": "Le mur, relu"})
    assert "de plus" not in words(claire_at_vallees.get(url(minutes)))
    held.workshop.open(by=None)
    for text in ("Une de plus", "Et une autre"):
        held.wall.areas.first().write(text)
    assert "Depuis, dans l’atelier : 2 post-it de plus ." in words(claire_at_vallees.get(url(minutes)))
    claire_at_vallees.post(url(minutes, "news", key))
    data = minutes.written_section(key).part.data
    assert data["title"] == "Le mur, relu"
    assert "Et une autre" in str(data)
    assert minutes.written_section(key).news == ""


def test_a_note_hidden_after_a_hand_wrote_in_its_board_leaves_it_too(
    claire_at_vallees, minutes, held, claire
):
    key = f"board:{held.wall.pid}"
    path = url(minutes, "editor", key)
    data = form_of(claire_at_vallees.get(path, headers={"HX-Request": "true"}))
    claire_at_vallees.post(path, data | {"title": "Le mur, relu"})
    assert "Peur de mal faire" in claire_at_vallees.get(url(minutes)).text
    held.wall.areas.last().notes.get(text="Peur de mal faire").hide("nomme quelqu’un", claire)
    page = claire_at_vallees.get(url(minutes)).text
    assert "Le mur, relu" in page
    assert "Peur de mal faire" not in page


def test_an_earlier_wording_is_taken_up_again_and_so_is_the_workshops(claire_at_vallees, minutes):
    summary(claire_at_vallees, minutes, "Premier jet", 0)
    summary(claire_at_vallees, minutes, "Second jet", 1)
    path = url(minutes, "versions", "summary")
    first = Section.objects.get().versions.get(number=1)
    claire_at_vallees.post(path, {"texte": first.pid})
    assert text_of(minutes) == "Premier jet"
    claire_at_vallees.post(path, {"texte": "atelier"})
    assert text_of(minutes) == ""
    assert Section.objects.get().versions.count() == 4
    assert claire_at_vallees.post(path, {"texte": "inconnu"}).status_code == 404


def test_each_sees_where_the_other_writes(claire_at_vallees, lou_at_vallees, minutes):
    path = url(minutes, "presence")
    lou_at_vallees.post(path, {"partie": "summary"})
    said = claire_at_vallees.post(path, {"partie": ""}).json()
    assert said["people"] == [{"name": "Lou", "place": "summary"}]
    assert said["versions"] == {}
    summary(lou_at_vallees, minutes, "Un", 0)
    assert claire_at_vallees.post(path).json()["versions"] == {"summary": 1}
    assert lou_at_vallees.post(path).json()["people"] == [{"name": "Claire", "place": ""}]


def test_the_page_costs_as_many_queries_for_many_rows(
    claire_at_vallees, minutes, held, django_assert_max_num_queries
):
    for n in range(12):
        held.workshop.participants.create(name=f"Personne {n}")
        held.wall.areas.first().notes.create(text=f"Note {n}", position=100 + n)
        world.make_need(
            f"Besoin {n}", cluster=world.make_cluster(held.workshop, f"Groupe {n}", board=held.wall)
        )
    summary(claire_at_vallees, minutes, "Un texte", 0)
    with django_assert_max_num_queries(25) as made:
        claire_at_vallees.get(url(minutes))
    print(len(made))
