import datetime as dt

import pytest

from maillage.ground.money.models import Due, Means


@pytest.fixture
def due(malo):
    """50 € asked of Malo."""
    return Due.objects.ask(malo, 5000, "Adhésion 2027", "test", due_on=dt.date(2099, 1, 1))


@pytest.fixture
def means(vallees):
    return Means.objects.create(
        holder="Les Vallées vives", iban="FR7630006000011234567890189", cheque_order="Les Vallées vives"
    )
