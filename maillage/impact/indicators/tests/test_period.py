import datetime as dt

import pytest

from maillage.impact.indicators.figures import spans
from maillage.impact.indicators.forms import PeriodForm
from maillage.impact.indicators.period import Period, last_twelve_months, this_year, today


def period(start, end):
    return Period(dt.date.fromisoformat(start), dt.date.fromisoformat(end))


def test_the_period_before_is_the_same_season_a_year_earlier():
    assert period("2026-03-01", "2026-05-31").before == period("2025-03-01", "2025-05-31")
    assert period("2024-02-29", "2024-02-29").before == period("2023-02-28", "2023-02-28")
    assert period("2023-01-01", "2026-06-30").before == period("2019-01-01", "2022-06-30")


def test_a_period_is_cut_in_months_or_in_years_when_it_is_long():
    spring = period("2026-03-10", "2026-05-20").slices
    assert [(part.label, part.start.day, part.end.day) for part in spring] == [
        ("mars", 10, 31),
        ("avr.", 1, 30),
        ("mai", 1, 20),
    ]
    winter = period("2025-12-01", "2026-02-28").slices
    assert [part.label for part in winter] == ["déc.", "janv.", "févr."]
    assert [part.label for part in period("2022-05-01", "2026-02-28").slices] == [
        "2022",
        "2023",
        "2024",
        "2025",
        "2026",
    ]


def test_slices_cover_the_period_without_hole_nor_overlap():
    for one in (period("2025-11-24", "2026-11-23"), period("2020-02-29", "2026-01-01")):
        parts = one.slices
        assert (parts[0].start, parts[-1].end) == (one.start, one.end)
        for left, right in zip(parts, parts[1:], strict=False):
            assert right.start - left.end == dt.timedelta(days=1)


def test_a_period_is_said_in_words():
    assert str(period("2026-01-01", "2026-12-31")) == "année 2026"
    assert str(period("2026-03-01", "2026-05-31")) == "du 1er\u00a0mars 2026 au 31\u00a0mai 2026"
    assert str(period("2026-03-01", "2026-03-01")) == "le 1er\u00a0mars 2026"


def test_the_form_keeps_the_period_in_the_url():
    assert PeriodForm({}).period == this_year()
    assert PeriodForm({"periode": "douze-mois"}).period == last_twelve_months()
    free = PeriodForm({"periode": "libre", "du": "2026-03-01", "au": "2026-05-31"})
    assert free.period == period("2026-03-01", "2026-05-31")
    assert PeriodForm(dict(part.split("=") for part in free.query.split("&"))).period == free.period


@pytest.mark.parametrize(
    "given",
    [
        {"periode": "jamais"},
        {"periode": "libre"},
        {"periode": "libre", "du": "2026-05-31", "au": "2026-03-01"},
        {"periode": "libre", "du": "0001-01-01", "au": "9999-12-31"},
        {"periode": "libre", "du": "0001-01-01", "au": "0001-03-01"},
        {"periode": "libre", "du": "9999-12-01", "au": "9999-12-31"},
        {"periode": "libre", "du": "hier", "au": "2026-03-01"},
    ],
)
def test_a_wrong_period_gives_this_year_and_says_why(given):
    form = PeriodForm(given)
    assert form.period == this_year()
    assert form.errors


def test_this_year_ends_today():
    assert this_year().end == today()


@pytest.mark.parametrize("count", range(1, 30))
def test_papers_fill_their_rows(count):
    widths = spans(count)
    assert len(widths) == count
    row = 0
    for width in widths:
        row = row + width if row < 6 else width
        assert row <= 6
    assert row == 6
