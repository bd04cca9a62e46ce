"""The facilitator's pages."""

import pytest

from maillage.needs.workshops.models import Cluster, Note, Poll, Source, Workshop
from tests import world

JSON = {"HTTP_ACCEPT": "application/json"}


@pytest.fixture
def desk(workshop):
    return f"/espace/ateliers/{workshop.pid}/"


def test_the_page_shows_the_code_its_qr_and_the_wall(workshop, helps, lou, desk, claire_at_vallees):
    helps.write("Un comptable sympa", author=lou)
    page = claire_at_vallees.get(desk).content.decode()
    assert "482-719" in page
    assert "<svg role=" in page
    assert "Un comptable sympa" in page


def test_opening_and_closing_are_dated(workshop, desk, claire_at_vallees):
    claire_at_vallees.post(f"{desk}cloture/")
    workshop.refresh_from_db()
    assert workshop.closed_at and not workshop.live
    opened = workshop.opened_at
    claire_at_vallees.post(f"{desk}ouverture/")
    workshop.refresh_from_db()
    assert workshop.live and workshop.opened_at == opened


def test_notes_are_chosen_and_grouped_by_plain_forms(workshop, weighs, lou, desk, claire_at_vallees):
    notes = [weighs.write(text, author=lou) for text in "abc"]
    keys = [str(note.uuid) for note in notes]
    claire_at_vallees.post(f"{desk}groupes/", {"note": keys[:2], "title": "Papiers"})
    cluster = Cluster.objects.of(workshop).get()
    assert cluster.notes.count() == 2
    claire_at_vallees.post(f"{desk}groupes/", {"note": keys[2], "into": cluster.pid})
    claire_at_vallees.post(f"{desk}groupes/", {"note": keys[0], "into": "aucun"})
    assert [note.text for note in cluster.notes.all()] == ["b", "c"]
    claire_at_vallees.post(f"{desk}groupes/{cluster.pid}/", {"title": "Seuls face aux papiers"})
    cluster.refresh_from_db()
    assert cluster.title == "Seuls face aux papiers"
    claire_at_vallees.post(f"{desk}groupes/{cluster.pid}/dissolution/")
    assert not Cluster.objects.of(workshop).exists()


@pytest.mark.parametrize("data", [{}, {"note": "nimporte"}, {"note": "0" * 36}])
def test_grouping_nothing_says_what_to_do(workshop, desk, claire_at_vallees, data):
    answer = claire_at_vallees.post(f"{desk}groupes/", {"title": "Vide", **data}, **JSON)
    assert (answer.status_code, answer.json()["error"]) == (
        422,
        "Choisissez d’abord un ou plusieurs post-it.",
    )


def test_a_vote_is_launched_followed_and_closed(workshop, desk, lou, claire_at_vallees):
    cluster = world.make_cluster(workshop)
    claire_at_vallees.post(f"{desk}tableaux/{workshop.boards.get().pid}/votes/", {"budget": "3"})
    Poll.objects.of(workshop).open().first().place(lou, cluster, 2)
    page = claire_at_vallees.get(desk).content.decode()
    assert "1 sur 1\xa0personne" in page
    assert "2\xa0voix" in page
    claire_at_vallees.post(f"{desk}tableaux/{workshop.boards.get().pid}/votes/cloture/")
    assert "Ce qui compte le plus" in claire_at_vallees.get(desk).content.decode()


@pytest.mark.parametrize("budget", ["0", "21", "trois"])
def test_a_budget_that_makes_no_sense_is_refused(workshop, desk, claire_at_vallees, budget):
    world.make_cluster(workshop)
    assert (
        claire_at_vallees.post(
            f"{desk}tableaux/{workshop.boards.get().pid}/votes/", {"budget": budget}, **JSON
        ).status_code
        == 422
    )


def test_the_facilitator_writes_for_someone_and_corrects(workshop, helps, desk, claire_at_vallees):
    claire_at_vallees.post(f"{desk}notes/", {"area": helps.pid, "text": "Dicté"})
    note = Note.objects.get()
    claire_at_vallees.post(f"{desk}notes/{note.uuid}/", {"text": "Bien dicté"})
    note.refresh_from_db()
    assert (note.text, note.author) == ("Bien dicté", None)
    claire_at_vallees.post(f"{desk}notes/{note.uuid}/retrait/")
    assert not Note.objects.exists()


def test_the_board_reads_but_does_not_act(workshop, helps, lou, desk, vallees):
    helps.write("Un comptable sympa", author=lou)
    bastien = world.client_of(vallees, world.make_someone(vallees, "Bastien Guérin", "board"))
    page = bastien.get(desk).content.decode()
    assert "Un comptable sympa" in page
    assert "Lancer le vote" not in page and 'type="checkbox"' not in page
    assert bastien.post(f"{desk}cloture/").status_code == 403


def test_each_note_of_minutes_leads_to_its_line(vallees, claire_at_vallees):
    source = Source.objects.create(
        name="mars.txt", digest="d", lines=["Titre", "- Seuls <b>face</b> aux papiers"]
    )
    workshop = world.make_workshop("Lu", source=source)
    (area,) = world.make_wall(workshop, ("Ce qui pèse", "unfavourable", ["Seuls"]))
    area.notes.update(line=2)
    assert f'href="{source.url_of(2)}"' in claire_at_vallees.get(workshop.get_absolute_url()).content.decode()
    page = claire_at_vallees.get(source.get_absolute_url()).content.decode()
    assert 'id="L2"' in page
    assert "&lt;b&gt;face" in page


def test_the_list_costs_the_same_with_many_workshops(claire_at_vallees, django_assert_max_num_queries):
    for n in range(20):
        world.make_wall(world.make_workshop(f"Atelier {n}"), ("Idées", "neutral", ["a", "b"]))
    with django_assert_max_num_queries(9):
        page = claire_at_vallees.get("/espace/ateliers/").content.decode()
    assert "2 post-it" in page


def test_counts_do_not_multiply_each_other(workshop, helps, weighs, lou, youenn):
    for area in (helps, helps, weighs):
        area.write("a", author=lou)
    counted = Workshop.objects.with_counts().get()
    assert (counted.notes, counted.people) == (3, 2)


def test_the_wall_costs_the_same_with_eighty_notes(
    workshop, helps, desk, claire_at_vallees, django_assert_max_num_queries
):
    for n in range(80):
        note = helps.notes.create(text=f"Idée {n}", position=n, author_name="Lou")
        world.make_participant(workshop, f"Personne {n}")
        if n % 4 == 0:
            world.make_cluster(workshop, f"Groupe {n}", [note])
    with django_assert_max_num_queries(19):
        claire_at_vallees.get(desk)


def test_a_group_whose_name_is_no_text_is_asked_for_again(workshop, desk, claire_at_vallees):
    cluster = world.make_cluster(workshop)
    answer = claire_at_vallees.post(f"{desk}groupes/{cluster.pid}/", {"title": " \x00"}, **JSON)
    assert answer.status_code == 422
    cluster.refresh_from_db()
    assert cluster.title == "Seuls face aux papiers"
