"""The world as fixtures: `vallees` is the pole in scope, `onde` its sister."""

import pytest
from django_scopes import scope

from tests import world


@pytest.fixture
def vallees(db):
    pole = world.make_pole("vallees", "Les Vallées vives")
    with scope(pole=pole):
        yield pole


@pytest.fixture
def onde(db):
    return world.make_pole("onde", "L’Onde")


@pytest.fixture
def claire(vallees):
    """Coordinates Les Vallées vives."""
    return world.make_someone(vallees, "Claire Morvan", "coordinator")


@pytest.fixture
def malo(vallees):
    """A member of Les Vallées vives."""
    return world.make_someone(vallees, "Malo Riou", "member")


@pytest.fixture
def oriane(onde):
    """Coordinates L’Onde, the sister pole."""
    return world.make_someone(onde, "Oriane Tessier", "coordinator")


@pytest.fixture
def at_vallees(vallees):
    """A visitor's browser on Les Vallées vives."""
    return world.client_of(vallees)


@pytest.fixture
def claire_at_vallees(vallees, claire):
    return world.client_of(vallees, claire)
