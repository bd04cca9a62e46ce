"""Where one pays, and where the treasurer notes what came."""

import datetime as dt

import pytest
from django_scopes import scope

from maillage.ground.money.models import Due, Means
from tests import world


def test_the_page_says_how_much_how_and_nothing_else(at_vallees, due, means):
    page = at_vallees.get(due.get_absolute_url())
    assert not page.cookies
    for words in ("50\xa0€", "Malo Riou", due.reference, means.iban):
        assert words in page.text
    assert "example.org" not in page.text


def test_the_code_says_the_same_as_the_page(at_vallees, due, means):
    answer = at_vallees.get(f"{due.get_absolute_url()}code.svg")
    assert answer["Content-Type"] == "image/svg+xml"
    due.receive(5000, "cash")
    assert at_vallees.get(f"{due.get_absolute_url()}code.svg").status_code == 404
    assert "C’est réglé, merci" in at_vallees.get(due.get_absolute_url()).text


def test_a_due_of_the_sister_pole_is_not_there(at_vallees, onde, vallees):
    with scope(pole=onde):
        theirs = Due.objects.ask(world.make_person("Une voisine"), 100, "x", "test")
    assert at_vallees.get(theirs.get_absolute_url()).status_code == 404


def test_two_clicks_note_a_payment(claire_at_vallees, due):
    page = claire_at_vallees.get(f"/espace/reglements/{due.pid}/")
    form = page.context["form"]
    said = {name: form[name].value() or "" for name in form.fields} | {"amount": "50"}
    assert claire_at_vallees.post(f"/espace/reglements/{due.pid}/reglement/", said).status_code == 302
    assert Due.objects.get(pk=due.pk).is_settled


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"amount": "beaucoup"}, "comme 12"),
        ({"amount": "51"}, "trop"),
        ({"received_on": "2999-01-01"}, "année"),
    ],
)
def test_a_wrong_payment_keeps_what_was_typed(claire_at_vallees, due, wrong, says):
    said = {"amount": "50", "method": "cheque", "received_on": "2026-01-05", "note": "n° 42", **wrong}
    answer = claire_at_vallees.post(f"/espace/reglements/{due.pid}/reglement/", said)
    assert answer.status_code == 422
    assert says in answer.text
    assert "n° 42" in answer.text
    assert not due.payments.exists()


def test_a_wrong_iban_is_refused(claire_at_vallees, vallees):
    answer = claire_at_vallees.post(
        "/espace/reglements/moyens/", {"iban": "FR7630006000011234567890188", "holder": "x"}
    )
    assert answer.status_code == 422
    assert not Means.objects.exists()


def test_the_journal_neutralises_formulas_and_writes_commas(claire_at_vallees, due, claire):
    due.receive(1250, "cheque", claire, note="=1+1", on=dt.date(2026, 3, 1))
    text = claire_at_vallees.get("/espace/reglements/journal.csv").content.decode()
    assert "01/03/2026" in text
    assert ";12,5;" in text
    assert "'=1+1" in text


def test_queries_do_not_grow(claire_at_vallees, malo, django_assert_num_queries):
    Due.objects.ask(malo, 100, "x", "test")
    claire_at_vallees.get("/espace/reglements/")
    with django_assert_num_queries(10):
        claire_at_vallees.get("/espace/reglements/")
    for _ in range(5):
        Due.objects.ask(malo, 100, "x", "test")
    with django_assert_num_queries(10):
        claire_at_vallees.get("/espace/reglements/")
