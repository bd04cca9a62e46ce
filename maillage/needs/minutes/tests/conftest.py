import pytest

from maillage.needs.minutes.models import Minutes
from maillage.needs.minutes.parts import digest
from maillage.needs.minutes.tests.held import hold_workshop
from tests import world


@pytest.fixture
def held(vallees, claire):
    """A workshop that was lived through, with all that it left (tests/held.py)."""
    return hold_workshop(claire)


@pytest.fixture
def minutes(held, claire):
    return Minutes.objects.begin(held.workshop, claire)


@pytest.fixture
def secretary(held, vallees):
    """Lou Kerbrat: no role in the pole, and the secretary of that workshop."""
    person = world.make_person("Lou Kerbrat", "lou@example.org")
    world.Account.objects.create_user(person.email, person=person)
    held.workshop.secretary = person
    held.workshop.save()
    return person


@pytest.fixture
def lou_at_vallees(vallees, secretary):
    return world.client_of(vallees, secretary)


@pytest.fixture
def approve(claire):
    """`approve(minutes)`: freezes what it says now."""
    return lambda minutes, remark="": minutes.approve(
        claire, digest([written.part for written in minutes.written()]), remark
    )
