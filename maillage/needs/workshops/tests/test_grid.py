"""Boards that are not columns: the grid of a BarCamp, and sheets that each person fills."""

import pytest

from maillage.needs.workshops.models import Board, Note, Refused, go, idle_people
from maillage.needs.workshops.scene import FACILITATOR, full_scene
from tests.threads import all_at_once

CODE = "482719"
JSON = {"HTTP_ACCEPT": "application/json"}


@pytest.fixture
def grid(workshop):
    """Two slots in two rooms, and the pool of what people propose; everybody arranges it."""
    board = workshop.boards.create(title="BarCamp", kind=Board.Kind.GRID, hands=True)
    board.areas.create(title="Ce que je propose", position=0)
    for slot in ("10 h", "11 h"):
        for room in ("Salle bleue", "Verger"):
            board.areas.create(title=f"{slot}, {room}", slot=slot, room=room, position=board.areas.count())
    return board


@pytest.fixture
def pool(grid):
    return grid.areas.get(position=0)


@pytest.fixture
def cells(grid):
    return list(grid.areas.exclude(slot=""))


def test_a_cell_holds_one_session(pool, cells, lou, youenn):
    bread, tax = pool.write("Faire son pain", author=lou), pool.write("Ma compta", author=youenn)
    bread.move(cells[0], lou)
    with pytest.raises(Refused, match="déjà prise"):
        tax.move(cells[0], youenn)
    tax.refresh_from_db()
    assert tax.area == pool


@pytest.mark.django_db(transaction=True)
def test_six_people_want_the_same_cell_and_one_has_it(on_disk, workshop, pool, cells):
    people = [workshop.welcome(f"Invité {n}") for n in range(6)]
    sessions = [pool.write(person.name, author=person) for person in people]

    def place(n):
        try:
            sessions[n].move(cells[0], people[n])
        except Refused:
            return False
        return True

    assert sum(all_at_once(workshop.pole, 6, place)) == 1
    assert Note.objects.filter(area=cells[0]).count() == 1


def test_one_is_in_one_session_at_a_time(pool, cells, lou, youenn):
    bread, tax = pool.write("Pain", author=lou), pool.write("Compta", author=lou)
    bread.move(cells[0], lou)
    tax.move(cells[1], lou)
    for session in (bread, bread, tax):
        go(youenn, session)
    assert [going.note for going in youenn.going.all()] == [tax]
    go(youenn, tax, going=False)
    assert not youenn.going.exists()


def test_who_presents_nothing_and_who_chose_nothing_is_seen(grid, pool, cells, lou, youenn):
    bread = pool.write("Pain", author=lou)
    bread.move(cells[0], lou)
    go(youenn, bread)
    assert idle_people(grid, [lou, youenn]) == [
        {"what": "Ne présente rien encore", "who": ["Youenn"]},
        {"what": "Rien choisi pour 11 h", "who": ["Lou", "Youenn"]},
    ]


def test_a_phone_places_its_session_and_says_where_it_goes(grid, pool, cells, phone_of):
    phone = phone_of("Lou")
    phone.post(f"/atelier/{CODE}/notes/", {"area": pool.pid, "text": "Faire son pain"})
    session = Note.objects.get()
    base = f"/atelier/{CODE}/notes/{session.uuid}/"
    assert phone.post(f"{base}place/", {"area": cells[0].pid}, **JSON).status_code == 200
    assert phone.post(f"{base}presence/", {"going": "1"}, **JSON).status_code == 200
    page = phone.get(f"/atelier/{CODE}/").content.decode()
    assert 'aria-pressed="true"' in page
    assert "1\xa0personne y va" in page


def test_each_person_has_a_sheet_with_its_zones(workshop, lou, youenn):
    board = workshop.boards.create(title="Mon blason", kind=Board.Kind.SHEETS)
    origin = board.areas.create(title="D’où je viens", position=0)
    dream = board.areas.create(title="Mon rêve", position=1)
    origin.write("Guichen", author=lou)
    dream.write("Un café", author=lou)
    dream.write("Une fanfare", author=youenn)
    scene = full_scene(workshop, FACILITATOR)
    sheets = next(b for b in scene.boards if b == board).sheets
    told = {s.name: [[note.text for note in zone.notes] for zone in s.zones] for s in sheets}
    assert told == {"Lou": [["Guichen"], ["Un café"]], "Youenn": [[], ["Une fanfare"]]}


def test_a_sheet_written_in_secret_is_seen_by_its_author_alone(workshop, phone_of):
    board = workshop.boards.create(title="Mon blason", kind=Board.Kind.SHEETS, phase=Board.Phase.HIDDEN)
    dream = board.areas.create(title="Mon rêve")
    lou, youenn = phone_of("Lou"), phone_of("Youenn")
    lou.post(f"/atelier/{CODE}/notes/", {"area": dream.pid, "text": "Un café"})
    assert "Un café" in lou.get(f"/atelier/{CODE}/").content.decode()
    assert "Un café" not in youenn.get(f"/atelier/{CODE}/").content.decode()
