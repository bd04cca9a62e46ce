import pytest

from maillage.ground.poles.checks import sqlite_resets_its_journal_safely


@pytest.mark.sqlite
@pytest.mark.parametrize(
    ("version", "warned"), [((3, 40, 1), True), ((3, 51, 2), True), ((3, 51, 3), False), ((3, 60, 0), False)]
)
def test_an_old_sqlite_is_pointed_out(db, version, warned):
    assert bool(sqlite_resets_its_journal_safely(version=version)) is warned
