import datetime as dt

import pytest

from maillage.ground.memberships.models import Membership, MembershipPlan

TODAY = dt.date(2026, 3, 15)


@pytest.fixture
def today(monkeypatch):
    """The 15th of March 2026, for whoever asks for the local date."""
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *_, **__: TODAY)
    return TODAY


@pytest.fixture
def plan(vallees):
    """For people, 20 € for twelve months from the day one joins."""
    return MembershipPlan.objects.create(title="Adhésion individuelle", amount=2000)


@pytest.fixture
def structures(vallees):
    """For organisations, by budget."""
    bands = [{"label": "petit budget", "amount": 3000}, {"label": "grand budget", "amount": 9000}]
    return MembershipPlan.objects.create(
        title="Adhésion des structures", who="organisation", price="bands", bands=bands
    )


@pytest.fixture
def agreed(vallees):
    """The board decides, as the statutes say."""
    return MembershipPlan.objects.create(
        title="Membre actif", amount=2000, agreed_by_board=True, article="article 5"
    )


@pytest.fixture
def lou(plan, today):
    """Lou joined today and has not paid yet."""
    return Membership.objects.join(plan, "Lou Aubry", "lou@example.org")


@pytest.fixture
def paid(lou):
    lou.last.due.receive(2000, "cash")
    return lou
