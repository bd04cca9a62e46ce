"""A workshop held in one pole, its minutes in another: what was said, voted and decided is there, in words and in tables."""

import json

import pytest
from django.core.management import call_command
from django_scopes import scope

from maillage.flows.accept_minutes.flow import accept_minutes
from maillage.needs.catalogue.ranking import rank
from maillage.needs.minutes.draft import draft, from_the_room
from maillage.needs.minutes.files import file_of, theme_of
from maillage.needs.minutes.models import Minutes
from maillage.needs.minutes.parts import digest, reading_of
from maillage.needs.minutes.reader import read_minutes
from maillage.needs.minutes.tests.held import add_board, hold_workshop
from maillage.needs.minutes.tests.told import told
from maillage.needs.workshops.models import Cluster, Poll, Source, Takeaway, Workshop
from tests import world

pytestmark = pytest.mark.django_db


@pytest.fixture
def minutes(vallees, claire):
    """Of a workshop that was lived through; somebody wrote what was said, and added an action by hand."""
    held = hold_workshop(claire)
    minutes = Minutes.objects.begin(held.workshop, claire)
    minutes.written_section("summary").write(
        {"text": "On part de ce que vivent les gens.\nÀ 17 h, plus de car."}, 0, claire
    )
    actions = minutes.written_section("actions")
    added = {
        "id": "added23456",
        "text": "Imprimer l’affiche",
        "owner": "Youenn",
        "due": None,
        "state": "fait",
        "audience": "",
    }
    actions.write({"rows": [*actions.part.rows, added]}, 0, claire)
    return minutes


def reading(minutes):
    return reading_of([written.part for written in minutes.written()])


def as_json(minutes):
    parts = [written.part for written in minutes.written()]
    return file_of(parts, "json", theme_of(minutes), with_contacts=True).content


def accepted(pole, content, by=None) -> Workshop:
    """As the page that reviews minutes does, in this pole."""
    found = read_minutes(content, "compte-rendu.json")
    with scope(pole=pole):
        source = Source.objects.create(
            name="compte-rendu.json", digest="a", lines=found.lines, reading=found.to_dict()
        )
        return accept_minutes(source, by)


def test_the_minutes_of_the_second_workshop_are_those_of_the_first(minutes, onde, oriane):
    first, content = reading(minutes), as_json(minutes)
    workshop = accepted(onde, content, oriane)
    with scope(pole=onde):
        again = Minutes.objects.begin(workshop, oriane)
        assert reading(again).to_dict() == first.to_dict()
        assert as_json(again) == content


def test_an_approved_edition_goes_the_same_way(minutes, claire, onde, oriane):
    minutes.approve(claire, digest([written.part for written in minutes.written()]))
    first = reading(minutes)
    workshop = accepted(onde, as_json(minutes), oriane)
    with scope(pole=onde):
        assert reading(Minutes.objects.begin(workshop, oriane)).to_dict() == first.to_dict()


def test_the_command_line_does_the_same(minutes, onde, tmp_path):
    first, file = reading(minutes), tmp_path / "cr.json"
    file.write_bytes(as_json(minutes))
    call_command("minutes", str(file), "--pole", "onde", "--save")
    with scope(pole=onde):
        assert reading_of(draft(Workshop.objects.get())).to_dict() == first.to_dict()


# Kept in the words of the minutes alone: no table holds them when nobody's ballot and no estimation is known.
ONLY_IN_WORDS = {"impact", "effort", "reason", "state"}


def without(value, names):
    if isinstance(value, dict):
        return {key: without(item, names) for key, item in value.items() if key not in names}
    return [without(item, names) for item in value] if isinstance(value, list) else value


def test_the_tables_of_the_second_workshop_say_nearly_all_of_it(minutes, onde, oriane):
    workshop = accepted(onde, as_json(minutes), oriane)
    with scope(pole=onde):
        found = told(reading_of(from_the_room(workshop)))
    first = told(reading(minutes))
    assert found.pop("summary", "") == ""  # the minutes themselves are its place
    first.pop("summary")
    for said in (first, found):
        said["decisions"] = [row["text"] for row in said["decisions"]]
        said["solutions"] = [(row["text"], row["cause"]) for row in said["solutions"]]
    assert without(found, ONLY_IN_WORDS) == without(first, ONLY_IN_WORDS)


def test_votes_count_though_nobodys_ballot_is_known(minutes, onde, oriane):
    accepted(onde, as_json(minutes), oriane)
    with scope(pole=onde):
        votes = {cluster.title: cluster.votes for cluster in Cluster.objects.with_votes()}
        assert votes == {"Seuls face aux papiers": 3, "Le soir": 1, "Une charte écrite": 0}
        assert {poll.kind for poll in Poll.objects.all() if poll.closed_at} == {"dots", "agreement"}
        assert [(row.need.title, row.votes, row.cast) for row in rank()] == [
            ("Seuls face aux papiers", 3, 4),
            ("Le soir", 1, 4),
        ]


def test_the_page_of_the_second_workshop_shows_its_votes(minutes, onde, oriane):
    workshop = accepted(onde, as_json(minutes), oriane)
    page = world.client_of(onde, oriane).get(f"/espace/ateliers/{workshop.pid}/")
    assert page.status_code == 200
    assert "Une charte écrite" in page.text


def test_what_is_to_be_done_keeps_who_and_for_when(minutes, onde, oriane):
    accepted(onde, as_json(minutes), oriane)
    with scope(pole=onde):
        rows = {row.text: row for row in Takeaway.objects.all()}
        assert (rows["Appeler la mairie"].owner, str(rows["Appeler la mairie"].due)) == ("Lou", "2026-10-01")
        assert rows["Imprimer l’affiche"].done_at
        assert rows["On écrit la charte à trois"].kind == "decision"


def test_a_grid_finds_its_cells_again(vallees, claire, onde, oriane):
    workshop = world.make_workshop()
    grid = add_board(workshop, "Le programme", "grid", ("Ce que je propose", "neutral"))
    cell = grid.areas.create(title="10 h, Coin A", slot="10 h", room="Coin A", position=1)
    cell.notes.create(text="Réparer son vélo", author_name="Lou")
    content = as_json(Minutes.objects.begin(workshop, claire))
    again = accepted(onde, content, oriane)
    with scope(pole=onde):
        areas = again.boards.get().areas.values_list("title", "slot", "room")
        assert list(areas) == [("Ce que je propose", "", ""), ("10 h, Coin A", "10 h", "Coin A")]


def test_links_that_turn_round_are_cut(onde, oriane):
    notes = [{"text": "A", "id": "a", "parent": "b"}, {"text": "B", "id": "b", "parent": "a"}]
    areas = [{"title": "Causes", "sentiment": "cause", "notes": notes}]
    board = {"title": "Arbre", "kind": "problem_tree", "areas": areas}
    content = json.dumps({"title": "Rond", "boards": [board]}).encode()
    with scope(pole=onde):
        notes = {
            note.text: note
            for area in accepted(onde, content, oriane).boards.get().areas.all()
            for note in area.notes.all()
        }
        assert (notes["A"].parent, notes["B"].parent) == (notes["B"], None)


def test_days_and_hours_that_do_not_exist_are_said_before_anything_is_kept(claire_at_vallees, claire):
    told = {"title": "Lu", "starts": "25:00", "actions": [{"text": "Appeler", "due": "2026-13-01"}]}
    reading = read_minutes(json.dumps(told).encode(), "cr.json").to_dict() | {"starts": "25:00"}
    reading["actions"] = [{"text": "Appeler", "audience": "", "line": 1, "due": "2026-13-01"}]
    source = Source.objects.create(name="cr.json", digest="a", reading=reading)
    answer = claire_at_vallees.post(f"/espace/comptes-rendus/{source.pid}/", {"accept": "1"})
    assert answer.status_code == 400
    assert "Cette date n’existe pas" in answer.text
    assert "Cette heure n’existe pas" in answer.text
    assert not Workshop.objects.exists()


def test_decisions_and_who_does_what_are_corrected_before_they_are_kept(claire_at_vallees):
    reading = read_minutes(b"Atelier du 12 mars 2026\n\nActions\n- Appeler la mairie\n", "cr.txt").to_dict()
    source = Source.objects.create(name="cr.txt", digest="a", reading=reading)
    path = f"/espace/comptes-rendus/{source.pid}/"
    claire_at_vallees.post(path, {"actions.0.owner": "Lou", "actions.0.due": "2026-10-01"})
    claire_at_vallees.post(path, {"correction": "keep:decisions:actions.0"})
    source.refresh_from_db()
    assert source.reading["actions"] == []
    assert [row["text"] for row in source.reading["decisions"]] == ["Appeler la mairie"]
