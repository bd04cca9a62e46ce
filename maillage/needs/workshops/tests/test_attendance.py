"""The sheet put right by whoever facilitates: no phone, excused, twice the same person, somebody sent out."""

import pytest

from maillage.needs.workshops.models import (
    Cluster,
    Refused,
    add_someone,
    go,
    let_back,
    mark,
    merge,
    open_poll,
    send_out,
)
from maillage.needs.workshops.models.sheet import namesakes
from maillage.needs.workshops.pieces import FACILITATOR, PARTICIPANT, full_scene
from maillage.needs.workshops.tally import tally
from tests import world


def undo(workshop, by):
    return workshop.gestures.filter(undone_at=None).first().undo(by)


@pytest.fixture
def papers(workshop):
    return world.make_cluster(workshop, "Seuls face aux papiers")


@pytest.fixture
def time(workshop):
    return world.make_cluster(workshop, "Le temps qui manque")


@pytest.fixture
def sheet(workshop):
    return f"/espace/ateliers/{workshop.pid}/presence/"


def test_someone_without_a_phone_is_present_and_has_no_way_in(workshop, claire):
    seat = add_someone(workshop, "Mamie Jo", claire, "Le Garage")
    assert seat.is_present
    assert (seat.token, seat.signs) == ("", "")
    assert full_scene(workshop, FACILITATOR).people == 1


def test_excused_then_here_after_all(workshop, claire):
    seat = add_someone(workshop, "Ilyes", claire, status="excused")
    mark(seat, "present", claire)
    assert workshop.participants.present().get() == seat
    undo(workshop, claire)
    assert not workshop.participants.present().exists()


# --- sent out ---------------------------------------------------------------------------------------------------------


def test_a_joker_is_sent_out_with_notes_and_votes_and_let_back_with_them(
    workshop, helps, papers, lou, youenn, claire
):
    funny, old = helps.write("Une blague", author=lou), helps.write("Déjà masqué", author=lou)
    kept = helps.write("De Youenn", author=youenn)
    old.hide("hors sujet", claire)
    poll = open_poll(workshop.boards.get(), claire)
    poll.place(lou, papers, 3)
    send_out(lou, claire)
    assert list(helps.notes.shown()) == [kept]
    assert poll.turnout() == {"voters": 0, "dots": 0}
    assert [seat.name for seat in full_scene(workshop, FACILITATOR).who] == ["Youenn"]
    lou.refresh_from_db()
    let_back(lou, claire)
    assert set(helps.notes.shown()) == {kept, funny}, "what was hidden before stays hidden"
    assert poll.turnout() == {"voters": 1, "dots": 3}
    lou.refresh_from_db()
    assert lou.is_present


def test_sending_out_is_undone_like_any_gesture(workshop, helps, lou, claire):
    note = helps.write("Une blague", author=lou)
    send_out(lou, claire)
    undo(workshop, claire)
    lou.refresh_from_db()
    assert (lou.gone_at, lou.is_present) == (None, True)
    assert helps.notes.shown().get() == note


def test_phones_are_asked_again_who_they_are(workshop, lou, claire):
    from maillage.needs.workshops.pieces import news

    since = workshop.current_seq()
    send_out(lou, claire)
    assert news(workshop.pk, PARTICIPANT, since)["over"]


# --- two entries, one person --------------------------------------------------------------------------------------------


def test_notes_sessions_and_votes_come_together_within_one_budget(
    workshop, helps, papers, time, lou, youenn, claire
):
    one, other = helps.write("De l’un", author=lou), helps.write("De l’autre", author=youenn)
    go(lou, session(workshop, one))
    go(youenn, session(workshop, one))
    poll = open_poll(workshop.boards.first(), claire, budget=5)
    poll.place(lou, papers, 2)
    poll.place(youenn, papers, 2)
    poll.place(youenn, time, 3)
    merge(lou, youenn, claire)
    assert set(lou.notes.values_list("author_name", flat=True)) == {"Lou"}
    assert set(lou.notes.all()) == {one, other}
    counted = tally([poll])
    assert (counted[papers.pk].votes, counted[time.pk].votes) == (4, 1), "five in all, as for anybody"
    assert poll.turnout()["voters"] == 1
    assert workshop.participants.on_sheet().get() == lou


def session(workshop, note):
    from maillage.needs.workshops.models import Board, Note

    Board.objects.filter(pk=note.area.board_id).update(kind=Board.Kind.GRID)
    return Note.objects.select_related("area__board__workshop").get(pk=note.pk)


@pytest.mark.parametrize(
    ("kind", "mine", "theirs", "kept"),
    [
        ("matrix", (5, 1), (1, 5), {"impact": 5, "effort": 1}),
        ("agreement", ("support",), ("block",), {"grade": "support"}),
    ],
)
def test_where_both_gave_something_the_kept_entry_stands(
    workshop, papers, time, lou, youenn, claire, kind, mine, theirs, kept
):
    poll = open_poll(workshop.boards.get(), claire, kind)
    give = poll.situate if kind == "matrix" else poll.stand
    give(lou, papers, *mine)
    give(youenn, papers, *theirs)
    give(youenn, time, *theirs)
    merge(lou, youenn, claire)
    rows = poll.placements if kind == "matrix" else poll.stances
    assert rows.counted().filter(cluster=papers).values(*kept).get() == kept
    assert rows.counted().get(cluster=time).participant == lou


def test_bringing_together_is_undone_to_the_last_vote(
    workshop, helps, papers, time, lou, youenn, claire, malo
):
    youenn.person, youenn.signs = malo, "KKKK"
    youenn.save()
    lou.signs = ""
    lou.save()
    helps.write("De l’autre", author=youenn)
    poll = open_poll(workshop.boards.get(), claire, budget=3)
    poll.place(lou, papers, 1)
    poll.place(youenn, papers, 2)
    poll.place(youenn, time, 1)
    before = sorted(poll.dots.values_list("participant", "cluster", "count"))
    merge(lou, youenn, claire)
    lou.refresh_from_db()
    assert (lou.person, lou.signs) == (malo, "KKKK")
    undo(workshop, claire)
    assert sorted(poll.dots.values_list("participant", "cluster", "count")) == before
    for seat in (lou, youenn):
        seat.refresh_from_db()
    assert (lou.person, youenn.person, youenn.signs) == (None, malo, "KKKK")
    assert youenn.notes.get().author_name == "Youenn"
    assert workshop.participants.on_sheet().count() == 2


def test_three_entries_become_one_and_every_phone_follows(workshop, lou, youenn, claire):
    third = workshop.welcome("Lou K.")
    merge(youenn, third, claire)
    youenn.refresh_from_db()
    merge(lou, youenn, claire)
    third.refresh_from_db()
    assert third.merged_into == lou


def test_two_people_the_pole_knows_are_not_one(workshop, lou, youenn, claire, malo):
    for seat, person in ((lou, claire), (youenn, malo)):
        seat.person = person
        seat.save()
    with pytest.raises(Refused, match="deux personnes"):
        merge(lou, youenn, claire)
    for other in (lou, world.make_participant(world.make_workshop("Autre"), "Lou")):
        with pytest.raises(Refused, match="deux entrées"):
            merge(lou, other, claire)


def test_namesakes_are_proposed_whatever_accents_and_order(workshop):
    names = ["Zoé Tanguy", "TANGUY Zoe", "Zoé", "Malo Riou", "Maloù"]
    seats = [world.make_participant(workshop, name) for name in names]
    assert [(a.name, b.name) for a, b in namesakes(seats)] == [
        ("Zoé Tanguy", "TANGUY Zoe"),
        ("Zoé Tanguy", "Zoé"),
        ("TANGUY Zoe", "Zoé"),
    ]


# --- the pages ----------------------------------------------------------------------------------------------------------


def test_the_whole_sheet_by_plain_forms(workshop, lou, youenn, sheet, claire_at_vallees):
    add = {"name": "Mamie Jo", "organisation": "Le Garage", "status": "present"}
    page = claire_at_vallees.post(sheet, add, follow=True).content.decode()
    assert "Mamie Jo" in page
    assert "sans téléphone" in page
    jo = workshop.participants.get(name="Mamie Jo")
    claire_at_vallees.post(f"{sheet}{jo.pid}/statut/", {"status": "excused"})
    claire_at_vallees.post(
        f"{sheet}{lou.pid}/", {"name": "Lou Kerbrat", "organisation": "", "status": "present"}
    )
    claire_at_vallees.post(f"{sheet}{lou.pid}/fusion/", {"other": youenn.pid})
    claire_at_vallees.post(f"{sheet}{jo.pid}/retrait/")
    page = claire_at_vallees.get(sheet).content.decode()
    assert "Lou Kerbrat" in page
    assert "Faire revenir" in page
    assert ">Youenn<" not in page
    claire_at_vallees.post(f"{sheet}{jo.pid}/retour/")
    table = claire_at_vallees.get(f"{sheet}tableur/").content.decode("utf-8-sig").splitlines()
    assert table == [
        "Nom;Structure;Fonction;Présence",
        "Lou Kerbrat;;;présent·e",
        "Mamie Jo;Le Garage;;présent·e",
    ]


def test_the_sheet_says_nothing_of_tokens_signs_or_votes(
    workshop, papers, phone_of, sheet, claire, claire_at_vallees
):
    phone_of("Lou")
    seat = workshop.participants.get()
    open_poll(workshop.boards.get(), claire).place(seat, Cluster.objects.get(), 3)
    for page in (sheet, f"{sheet}{seat.pid}/"):
        words = claire_at_vallees.get(page).content.decode()
        assert seat.token not in words
        assert f">{seat.signs}<" not in words


@pytest.mark.parametrize(
    ("act", "form"), [("statut/", {"status": "roi"}), ("fusion/", {"other": "personne"}), ("fusion/", {})]
)
def test_what_makes_no_sense_changes_nothing(workshop, lou, sheet, claire_at_vallees, act, form):
    answer = claire_at_vallees.post(f"{sheet}{lou.pid}/{act}", form, HTTP_ACCEPT="application/json")
    assert answer.status_code == 422
    lou.refresh_from_db()
    assert lou.is_present


def test_the_sheet_costs_the_same_for_three_or_sixty(
    workshop, sheet, claire_at_vallees, django_assert_max_num_queries
):
    for n in range(60):
        world.make_participant(workshop, f"Personne {n}", organisation_name=f"Structure {n}")
    with django_assert_max_num_queries(14):
        claire_at_vallees.get(sheet)
