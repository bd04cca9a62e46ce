"""What comes out of a workshop: noted in one line, with who and for when; carried over to the next one, never lost."""

import datetime as dt

import pytest
from django.utils import timezone

from maillage.needs.workshops.models import Refused, group, last_gesture, open_poll
from maillage.needs.workshops.models.takeaway import Said, note_down
from maillage.needs.workshops.outcomes import last_time, outcomes_of
from maillage.needs.workshops.recall import Became, Recalls, recall
from tests import world
from tests.threads import all_at_once

JSON = {"accept": "application/json"}


@pytest.fixture
def note(workshop, claire):
    """`note("action", "Un tutorat", owner="Lou")`"""
    return lambda kind, text, **said: note_down(workshop, Said(kind, text, **said), claire)


@pytest.fixture
def following(workshop):
    """The next workshop of the same group."""
    later = world.make_workshop("La suite", follows=workshop, opened_at=timezone.now(), join_code="555111")
    world.make_wall(later, ("Idées", "neutral", []))
    return later


@pytest.fixture
def became(monkeypatch):
    """`became[takeaway.pk] = Became(…)`: what stands above knows what became of it."""
    known = {}

    class Above(Recalls):
        def became(self, pks):
            return {pk: known[pk] for pk in pks if pk in known}

        def finish(self, takeaway, by):
            if takeaway.pk not in known:
                return False
            known[takeaway.pk] = Became("done", "faite", "/la/")
            return True

    monkeypatch.setattr(recall, "room", Above())
    return known


def texts(workshop, kind):
    return list(workshop.takeaways.standing().filter(kind=kind).values_list("text", flat=True))


# --- noting --------------------------------------------------------------------------------------------------


def test_it_is_noted_with_who_and_for_when(workshop, lou, note):
    one = note("action", "Un café des employeurs", owner="Lou", due=dt.date(2026, 6, 1), audience="les assos")
    assert (one.participant, one.owner, one.due, one.audience) == (
        lou,
        "Lou",
        dt.date(2026, 6, 1),
        "les assos",
    )


@pytest.mark.parametrize("words", ["lou", "LOU", " Lou "])
def test_a_name_of_the_room_is_that_person_however_it_is_written(lou, note, words):
    assert note("action", "a", owner=words).participant == lou


def test_somebody_who_joined_as_a_known_person_is_that_person(workshop, note, malo):
    workshop.welcome("Malo", person=malo)
    assert note("action", "a", owner="Malo").person == malo


def test_somebody_of_the_pole_who_is_not_in_the_room_is_that_person(note, malo):
    one = note("action", "a", owner="malo riou")
    assert (one.participant, one.person) == (None, malo)


@pytest.mark.parametrize("words", ["toutes les structures", "Lou", ""])
def test_words_that_name_nobody_or_two_people_are_kept_as_words(workshop, note, words):
    workshop.welcome("Lou")
    workshop.welcome("Lou")
    one = note("action", "a", owner=words)
    assert (one.owner, one.participant, one.person) == (words, None, None)


def test_the_last_noted_comes_last_of_its_kind(workshop, note):
    note("action", "A")
    note("decision", "B")
    note("action", "C")
    assert texts(workshop, "action") == ["A", "C"]


def test_it_remembers_the_note_or_the_group_it_came_from(workshop, helps, lou, claire):
    post_it = helps.write("Trop de papiers", author=lou)
    papers = group(helps.board, [post_it], "Papiers", claire)
    said = Said("solution", "Un tutorat")
    assert note_down(workshop, said, claire, note=post_it).note == post_it
    assert note_down(workshop, said, claire, cluster=papers).cluster == papers


def test_a_decision_carries_the_agreement_its_proposal_received(workshop, helps, lou, youenn, claire):
    proposal = group(helps.board, (), "On se revoit en juin", claire)
    poll = open_poll(helps.board, claire, "agreement")
    poll.stand(lou, proposal, "support")
    poll.stand(youenn, proposal, "block")
    poll.close(claire)
    note_down(workshop, Said("decision", "On se revoit en juin"), claire, cluster=proposal)
    (row,) = outcomes_of(workshop).rows
    assert row.agreement == "1 pour, 1 s’y oppose"


# --- correcting, ordering, taking away, and back ---------------------------------------------------------------


def test_it_is_worded_again_and_that_is_undone(workshop, note, lou, claire):
    one = note("action", "Un café", owner="Lou", due=dt.date(2026, 6, 1))
    one.reword(Said("decision", "Un thé"), claire)
    one.refresh_from_db()
    assert (one.kind, one.text, one.owner, one.participant, one.due) == ("decision", "Un thé", "", None, None)
    last_gesture(workshop).undo(claire)
    one.refresh_from_db()
    assert (one.kind, one.text, one.participant, one.due) == ("action", "Un café", lou, dt.date(2026, 6, 1))


def test_it_goes_up_and_down_among_its_kind_only(workshop, note, claire):
    note("action", "A")
    note("decision", "D")
    second, third = note("action", "B"), note("action", "C")
    third.shift(-1, claire)
    assert texts(workshop, "action") == ["A", "C", "B"]
    second.shift(1, claire)
    assert texts(workshop, "action") == ["A", "C", "B"]
    last_gesture(workshop).undo(claire)
    assert texts(workshop, "action") == ["A", "B", "C"]


def test_taken_away_it_is_out_of_every_list_and_comes_back(workshop, note, claire):
    one = note("action", "A")
    one.remove(claire)
    assert (texts(workshop, "action"), outcomes_of(workshop).rows, recall.room.of(workshop)) == ([], [], [])
    with pytest.raises(Refused, match="Annuler"):
        one.reword(Said("action", "Trop tard"), claire)
    last_gesture(workshop).undo(claire)
    assert texts(workshop, "action") == ["A"]
    one.remove(claire)
    one.put_back(claire)
    assert texts(workshop, "action") == ["A"]


def test_noting_is_undone_too(workshop, note, claire):
    note("action", "A")
    last_gesture(workshop).undo(claire)
    assert texts(workshop, "action") == []


# --- the next workshop --------------------------------------------------------------------------------------


def says(workshop):
    return [(row.takeaway.text, row.state, row.says) for row in last_time(workshop).rows]


def test_the_next_workshop_opens_with_what_the_last_one_left(following, note, became):
    note("solution", "Une idée, que personne n’a promise")
    note("follow_up", "Écrire à la mairie")
    action = note("action", "Un café des employeurs")
    note("decision", "On se revoit en juin")
    became[action.pk] = Became("running", "en cours", "/la/")
    assert says(following) == [
        ("On se revoit en juin", "open", "pas encore reprise"),
        ("Un café des employeurs", "running", "en cours"),
        ("Écrire à la mairie", "open", "pas encore reprise"),
    ]


def test_a_workshop_that_follows_none_looks_back_on_nothing(workshop, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert last_time(workshop).rows == []


@pytest.mark.parametrize(
    ("state", "label", "late", "found"),
    [
        ("planned", "prévue", False, "planned"),
        ("running", "en retard", True, "late"),
        ("done", "faite", False, "done"),
        ("dropped", "abandonnée", False, "dropped"),
    ],
)
def test_each_says_where_its_action_stands(following, note, became, state, label, late, found):
    one = note("action", "A")
    became[one.pk] = Became(state, label, "/la/", late=late)
    (row,) = last_time(following).rows
    assert (row.state, row.says, row.waits) == (found, label, found in ("planned", "late"))


def test_it_is_said_done_and_not_yet(following, note, claire):
    one = note("follow_up", "Écrire à la mairie")
    one.say_done(True, following, claire)
    assert says(following) == [("Écrire à la mairie", "done", "fait")]
    one.say_done(False, following, claire)
    assert says(following)[0][1] == "open"
    last_gesture(following).undo(claire)
    assert says(following)[0][1] == "done"


def test_it_is_carried_over_once_with_who_and_what_for(following, note, lou, claire):
    one = note("action", "Un tutorat", owner="Malo et Lou", due=dt.date(2026, 4, 1), audience="les assos")
    carried = one.carry_over(following, claire)
    assert one.carry_over(following, claire) == carried
    assert (carried.kind, carried.text, carried.owner, carried.audience, carried.carried_from) == (
        "action",
        "Un tutorat",
        "Malo et Lou",
        "les assos",
        one,
    )
    assert carried.due is None  # it was missed: a new day is for the room to say
    assert says(following) == [("Un tutorat", "carried", "repris aujourd’hui")]
    last_gesture(following).undo(claire)
    assert says(following)[0][1] == "open"


def test_what_was_carried_over_keeps_the_action_it_became(following, note, became, claire):
    one = note("action", "Un tutorat")
    became[one.pk] = Became("running", "en cours", "/la/")
    one.carry_over(following, claire)
    (row,) = outcomes_of(following).rows
    assert row.became.label == "en cours"


def test_the_one_after_next_hears_of_what_still_waits_only(following, note, claire):
    waiting, done, carried = note("action", "Attend"), note("action", "Faite"), note("action", "Reprise")
    done.say_done(True, following, claire)
    carried.carry_over(following, claire)
    after = world.make_workshop("Encore la suite", follows=following)
    assert {row.takeaway.text: row.takeaway.workshop_id for row in last_time(after).rows} == {
        "Reprise": following.pk,
        "Attend": waiting.workshop_id,
    }


def test_workshops_that_follow_each_other_in_a_ring_end(workshop, following, note):
    note("action", "A")
    workshop.follows = following
    workshop.save()
    assert [row.takeaway.text for row in last_time(following).rows] == ["A"]


@pytest.mark.django_db(transaction=True)
def test_two_who_carry_it_over_at_once_make_one(on_disk, following, note, claire):
    one = note("action", "A")
    all_at_once(following.pole, 4, lambda n: one.carry_over(following, claire))
    assert following.takeaways.count() == 1


def test_reading_them_costs_the_same_however_many(following, note, became, django_assert_max_num_queries):
    for n in range(30):
        one = note("action", f"A {n}")
        became[one.pk] = Became("running", "en cours", "/la/")
    with django_assert_max_num_queries(3):
        assert len(last_time(following).rows) == 30


# --- who, and through which door -----------------------------------------------------------------------------


@pytest.fixture
def suites(workshop):
    return f"/espace/ateliers/{workshop.pid}/suites/"


@pytest.fixture
def malo_writes(workshop, malo, vallees):
    """Malo, a mere member, is the secretary of this workshop."""
    workshop.secretary = malo
    workshop.save()
    return world.client_of(vallees, malo)


def test_the_secretary_notes_words_and_takes_away_without_any_role(workshop, suites, malo_writes):
    page = malo_writes.post(f"{suites}nouvelle/", {"kind": "action", "text": "Un café", "owner": "Lou"})
    assert page.status_code == 302
    one = workshop.takeaways.get()
    malo_writes.post(f"{suites}{one.pid}/", {"kind": "action", "text": "Un thé", "due": "2027-03-12"})
    one.refresh_from_db()
    assert (one.text, one.due) == ("Un thé", dt.date(2027, 3, 12))
    malo_writes.post(f"{suites}{one.pid}/retrait/")
    assert texts(workshop, "action") == []
    assert "Remettre" in malo_writes.get(suites).content.decode()


def test_who_is_not_the_secretary_finds_nothing(workshop, suites, note, malo, vallees):
    one = note("action", "Un café")
    client = world.client_of(vallees, malo)
    for path in (suites, f"{suites}{one.pid}/"):
        assert client.get(path).status_code == 404
    assert client.post(f"{suites}nouvelle/", {"kind": "action", "text": "Intrus"}).status_code == 404
    assert texts(workshop, "action") == ["Un café"]


def test_what_was_typed_wrong_is_kept_and_told(suites, malo_writes):
    page = malo_writes.post(f"{suites}nouvelle/", {"kind": "action", "text": "", "owner": "Quelqu’un"})
    assert page.status_code == 422
    assert "Écrivez-la en une phrase" in page.content.decode()
    assert "Quelqu’un" in page.content.decode()


def test_the_board_reads_it_all_and_writes_nothing(workshop, suites, note, vallees):
    note("action", "Un café")
    bastien = world.client_of(vallees, world.make_someone(vallees, "Bastien Guérin", "board"))
    page = bastien.get(suites).content.decode()
    assert "Un café" in page
    assert "Noter" not in page
    assert bastien.post(f"{suites}nouvelle/", {"kind": "action", "text": "Intrus"}).status_code == 404


def test_the_facilitators_screen_hears_of_it_at_once(workshop, suites, claire_at_vallees):
    answer = claire_at_vallees.post(
        f"{suites}nouvelle/", {"kind": "decision", "text": "On se revoit en juin"}, headers=JSON
    )
    assert answer.json()["seq"] == workshop.current_seq()
    from maillage.needs.workshops.pieces import FACILITATOR, news

    told = {
        piece["id"]: piece["html"]
        for piece in news(workshop.pk, FACILITATOR, answer.json()["seq"] - 1)["pieces"]
    }
    assert "On se revoit en juin" in told["suites"]


def test_in_one_click_it_is_done_or_carried_over(following, note, became, claire_at_vallees):
    first, second = note("follow_up", "Écrire à la mairie"), note("action", "Un café")
    became[second.pk] = Became("running", "en cours", "/la/")
    past = f"/espace/ateliers/{following.pid}/suites/passees"
    claire_at_vallees.post(f"{past}/{first.pid}/reprise/")
    claire_at_vallees.post(f"{past}/{second.pid}/fin/")
    assert [row.state for row in last_time(following).rows] == ["done", "carried"]
    assert following.takeaways.get().carried_from == first


def test_only_what_this_workshop_follows_is_carried_over(workshop, following, note, claire_at_vallees):
    own = note("action", "À lui")
    path = f"/espace/ateliers/{workshop.pid}/suites/passees/{own.pid}/reprise/"
    assert claire_at_vallees.post(path).status_code == 404


def test_a_phone_looks_back_when_it_wants_to(following, note, vallees):
    note("action", "Un café des employeurs", owner="Lou")
    phone = world.client_of(vallees)
    phone.post("/atelier/555111/", {"name": "Youenn"})
    assert "/atelier/555111/avant/" in phone.get("/atelier/555111/").content.decode()
    page = phone.get("/atelier/555111/avant/").content.decode()
    assert "Un café des employeurs" in page
    assert "pas encore reprise" in page
    assert "Reprendre" not in page


def test_the_wall_looks_back_only_when_asked(following, note, claire_at_vallees):
    note("action", "Un café des employeurs")
    wall = f"/espace/ateliers/{following.pid}/projection/"
    assert "Un café des employeurs" not in claire_at_vallees.get(wall).content.decode()
    asked = f"/espace/ateliers/{following.pid}/suites/passees/projection/"
    claire_at_vallees.post(asked, {"shown": "1"})
    assert "Un café des employeurs" in claire_at_vallees.get(wall).content.decode()
    claire_at_vallees.post(asked, {"shown": "0"})
    assert "Un café des employeurs" not in claire_at_vallees.get(wall).content.decode()
