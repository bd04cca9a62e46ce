import pytest
from django.core.cache import cache
from django.utils import timezone

from maillage.needs.workshops import live
from maillage.needs.workshops.pieces import news
from tests import world

CODE = "482719"


@pytest.fixture(autouse=True)
def no_wrong_codes_yet():
    cache.clear()


@pytest.fixture
def workshop(vallees):
    """Open, with one board of two empty columns; people join with 482-719."""
    workshop = world.make_workshop(opened_at=timezone.now(), join_code=CODE)
    world.make_wall(workshop, ("Ce qui aide", "favourable", []), ("Ce qui pèse", "unfavourable", []))
    return workshop


@pytest.fixture
def helps(workshop):
    return workshop.boards.get().areas.get(position=0)


@pytest.fixture
def weighs(workshop):
    return workshop.boards.get().areas.get(position=1)


@pytest.fixture
def lou(workshop):
    return workshop.welcome("Lou")


@pytest.fixture
def youenn(workshop):
    return workshop.welcome("Youenn")


@pytest.fixture
def phone_of(vallees):
    """`phone_of("Lou")` is a phone that has joined the open workshop."""

    def join(name):
        phone = world.client_of(vallees)
        phone.post(f"/atelier/{CODE}/", {"name": name})
        return phone

    return join


@pytest.fixture
def room(workshop):
    """`room(5)`: five people join."""
    return lambda many, **said: [workshop.welcome(f"Personne {n}", **said) for n in range(many)]


@pytest.fixture
def ideas(workshop):
    """The workshop's board is one that each sub-group fills."""
    board = workshop.boards.get()
    board.for_teams = True
    board.save()
    return board


@pytest.fixture
def drawn(monkeypatch):
    """The calls of `news`, as they come."""
    calls = []
    monkeypatch.setattr(live, "news", lambda *args: calls.append(args) or news(*args))
    return calls
