"""Minutes drafted from what happened: everything said is there, what was hidden is not, rows cost no query."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from maillage.needs.minutes.draft import draft
from maillage.needs.minutes.models import Minutes
from maillage.needs.minutes.parts import digest, reading_of
from maillage.needs.minutes.tests.held import add_board, hold_workshop
from maillage.needs.workshops.models import Source, Takeaway, group
from tests import world

pytestmark = pytest.mark.django_db


@pytest.fixture
def held(vallees, claire):
    return hold_workshop(claire)


@pytest.fixture
def reading(held):
    return reading_of(draft(held.workshop))


def test_the_head_says_when_where_and_what_for(reading):
    assert (reading.title, reading.date) == ("Être employeur dans une petite asso", "2026-03-12")
    assert (reading.starts, reading.ends, reading.place) == ("09:00", "12:00", "Salle des fêtes, Guichen")
    assert reading.purpose == "Ne plus être seul·e."


def test_people_present_come_first_and_who_was_expected_in_vain_was_absent(reading):
    assert [(person.name, person.organisation, person.status) for person in reading.participants] == [
        ("Lou", "La Recyclerie", "present"),
        ("Youenn", "La Recyclerie", "present"),
        ("Awen Le Goff", "", "excused"),
        ("Noé Marchal", "", "absent"),
    ]
    assert reading.participants[0].email == "lou@example.org"


def test_the_agenda_is_what_took_place_at_its_real_hours(reading, held):
    (step,) = reading.agenda
    assert (step.title, step.kind, step.guide) == ("Écrire", "write", "Trois post-it au plus.")
    assert step.starts and step.starts != "09:15"


def board(reading, title, team=""):
    return next(board for board in reading.boards if (board.title, board.team) == (title, team))


def notes_of(board):
    return {note.text: note for area in board.areas for note in area.notes}


def test_the_wall_brings_its_groups_with_all_their_votes_the_weightiest_first(reading):
    wall = board(reading, "Ce qui aide, ce qui pèse")
    alone, evening, charter = wall.groups
    assert (alone.title, alone.votes, alone.impact, alone.effort) == ("Seuls face aux papiers", 3, 4.5, 2.0)
    assert (evening.title, evening.votes, evening.impact) == ("Le soir", 1, None)
    assert (charter.title, charter.agreement) == ("Une charte écrite", {"support": 1, "reserve": 1})
    notes = notes_of(wall)
    assert {text: note.group for text, note in notes.items()} == {
        "Un comptable sympa": "",
        "Seuls avec nos fiches de paie": alone.id,
        "Peur de mal faire": alone.id,
        "Les horaires du soir": evening.id,
    }


def test_a_hidden_note_never_enters(reading):
    assert "Jean-Pierre" not in str(reading.to_dict())


def test_the_tree_brings_its_links(reading):
    notes = notes_of(board(reading, "Pourquoi si seuls ?"))
    parents = {note.id: note.text for note in notes.values()}
    assert {text: parents.get(note.parent, "") for text, note in notes.items()} == {
        "On est seuls": "",
        "On ne se connaît pas": "On est seuls",
        "Un café chaque mois": "On ne se connaît pas",
    }


def test_a_sub_group_brings_what_the_plenary_made_of_its_words(reading):
    table = notes_of(board(reading, "La nappe", "Table du fond"))
    assert {text: note.verdict for text, note in table.items()} == {
        "Essayer un mois": "amended",
        "Tout arrêter": "set_aside",
    }
    assert list(notes_of(board(reading, "La nappe"))) == ["Essayer deux mois"]


def test_needs_come_in_their_order_with_the_reason(reading):
    first, second = reading.needs
    assert (first.text, first.rank, first.votes) == ("Seuls face aux papiers", 1, 3)
    assert first.audience == "les petites associations"
    assert first.reason == "3 voix, impact très fort, urgence forte, effort léger\u00a0: à prendre en premier"
    assert (second.text, second.rank, second.votes) == ("Le soir", 2, 1)


def test_what_was_decided_and_is_to_be_done_is_there(reading):
    (decision,), (solution,) = reading.decisions, reading.solutions
    assert (decision.text, decision.agreement) == ("On écrit la charte à trois", {"support": 1, "reserve": 1})
    assert (solution.cause, solution.votes) == ("On ne se connaît pas", 3)
    (action,), (follow_up,) = reading.actions, reading.follow_ups
    assert (action.owner, action.due, action.audience) == ("Lou", "2026-10-01", "les élus")
    assert (follow_up.text, follow_up.due) == ("Se revoir", "2026-11-05")


def test_the_next_workshop_begins_with_what_the_last_one_left(held, claire):
    after = world.make_workshop("La suite", follows=held.workshop)
    past = reading_of(draft(after)).past_actions
    assert [(row.text, row.owner, row.due, row.state) for row in past] == [
        ("Appeler la mairie", "Lou", "2026-10-01", ""),
        ("Se revoir", "", "2026-11-05", ""),
    ]


def test_the_next_workshop_hears_the_minutes_once_approved_and_the_road_map(held, claire):
    minutes = Minutes.objects.begin(held.workshop, claire)
    actions = minutes.written_section("actions")
    row = {**actions.part.rows[0], "text": "Appeler le maire", "state": "en cours"}
    actions.write({"rows": [row, {"id": "n" * 10, "text": "Dite à la main", "owner": "Youenn"}]}, 0, claire)
    seen = digest([written.part for written in minutes.written()])
    minutes.approve(claire, seen)
    after = world.make_workshop("La suite", follows=held.workshop)

    def told():
        return {row.text: row.state for row in reading_of(draft(after)).past_actions}

    assert told() == {"Appeler le maire": "en cours", "Dite à la main": "", "Se revoir": ""}
    world.make_action(takeaway=held.action, state="done")
    assert told() == {"Appeler le maire": "fait", "Dite à la main": "", "Se revoir": ""}


def test_a_workshop_only_read_says_what_its_file_said(vallees, claire):
    reading = {
        "title": "Lu",
        "summary": "On a parlé.",
        "needs": [{"text": "Souffler", "reason": "dit par tous"}],
    }
    source = Source.objects.create(name="cr.json", digest="a", reading=reading)
    workshop = world.make_workshop("Lu", source=source)
    found = reading_of(draft(workshop))
    assert (found.summary, found.needs[0].reason) == ("On a parlé.", "dit par tous")
    workshop.opened_at = workshop.created_at
    workshop.save()
    assert reading_of(draft(workshop)).needs == []


def queries(workshop):
    with CaptureQueriesContext(connection) as made:
        draft(workshop)
    return len(made)


def test_drafting_takes_as_many_queries_for_many_rows(held, claire):
    workshop = held.workshop
    before = queries(workshop)
    assert before <= 20
    workshop.closed_at = None
    workshop.save()
    for n in range(5):
        other = add_board(workshop, f"Mur {n}", "columns", ("Une", "neutral"), ("Deux", "neutral"))
        notes = [area.write(f"Post-it {n}") for area in other.areas.all() for _ in range(3)]
        group(other, notes[:2], f"Groupe {n}", claire)
        workshop.participants.create(name=f"Personne {n}", person=world.make_person(f"Connue {n}"))
        workshop.agenda.create(title=f"Temps {n}")
        Takeaway.objects.create(workshop=workshop, kind="action", text=f"Action {n}")
        world.make_need(f"Besoin {n}", cluster=other.clusters.get())
    assert queries(workshop) == before
