import datetime as dt
from decimal import Decimal

import pytest
from django.utils import timezone

from maillage.ground.poles.sheet import cell, csv_file


@pytest.mark.parametrize("text", ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\t=1", "\r=1"])
def test_a_cell_is_never_run(text):
    assert cell(text) == f"'{text}"


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("Malo - Riou", "Malo - Riou"),
        ("+33612345678", "+33612345678"),
        (None, ""),
        (-3, "-3"),
        (Decimal("2.50"), "2,50"),
        (dt.date(2026, 12, 3), "03/12/2026"),
        (dt.datetime(2026, 12, 3, 8, 30, tzinfo=dt.UTC), "03/12/2026 09:30"),
    ],
)
def test_a_cell_reads_as_french_people_write(value, shown):
    assert cell(value) == shown


def test_the_file_says_its_encoding_and_its_day():
    response = csv_file("personnes", ["nom"], [["Éloïse"], ["a;b"]])
    assert response.content.decode("utf-8-sig").splitlines() == ["nom", "Éloïse", '"a;b"']
    assert response.content.startswith(b"\xef\xbb\xbf")
    assert f"personnes-{timezone.localdate():%Y-%m-%d}.csv" in response["Content-Disposition"]
