"""Memberships are counted from their periods, and each figure leads to its rows."""

import datetime as dt

import pytest

from maillage.ground.memberships.models import Membership, MembershipPlan
from maillage.impact.indicators.period import Period
from maillage.impact.indicators.pulls import PULLS, read

YEAR = Period(dt.date(2026, 1, 1), dt.date(2026, 12, 31))


@pytest.fixture
def plan(vallees):
    return MembershipPlan.objects.create(title="Adhésion", price="free")


def member(plan, name, *years):
    row = Membership.objects.join(plan, name, f"{name.lower()}@example.org")
    row.periods.all()._raw_delete("default")
    for year in years:
        row.periods.create(
            starts=dt.date(year, 3, 1),
            ends=dt.date(year + 1, 2, 27),
            counts_from=dt.datetime(year, 3, 1, tzinfo=dt.UTC),
        )
    return row


def value(code, period=YEAR):
    return read([PULLS[code]], period)[code].value


def test_old_and_new_members_are_told_apart(plan):
    member(plan, "Ana", 2024, 2025, 2026)
    member(plan, "Bob", 2026)
    member(plan, "Cléo", 2024)
    member(plan, "Dan")
    assert (value("members"), value("new_members")) == (2, 1)
    before = Period(dt.date(2025, 1, 1), dt.date(2025, 2, 1))
    assert (value("members", before), value("new_members", before)) == (2, 0)


def test_the_rows_behind_lead_to_each_membership(plan):
    bob = member(plan, "Bob", 2026)
    for code in ("members", "new_members"):
        pull = PULLS[code]
        (line,) = pull.lines(pull.evidence(YEAR), names=True)
        assert (line.url, line.who, line.amount) == (bob.get_absolute_url(), "Bob", 1)
        assert pull.lines(pull.evidence(YEAR), names=False)[0].who == ""
