"""The world as fixtures: `vallees` is the pole in scope, `onde` its sister."""

import contextlib
import sqlite3

import pytest
from django.db import connection
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


@pytest.fixture
def on_disk(db, tmp_path):
    """SQLite as it runs in life: tests keep it in memory, where threads share one cache and lock whole tables."""
    if connection.vendor != "sqlite" or not connection.is_in_memory_db():
        yield
        return
    in_memory, name = connection.connection, connection.settings_dict["NAME"]
    path = tmp_path / "on_disk.sqlite3"
    with contextlib.closing(sqlite3.connect(path)) as copy:
        in_memory.backup(copy)
    connection.connection, connection.settings_dict["NAME"] = None, str(path)
    yield
    connection.close()
    connection.connection, connection.settings_dict["NAME"] = in_memory, name
