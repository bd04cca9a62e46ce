"""What the accountant reads, and the treasurer's gestures on several lines at once."""

import csv
import datetime as dt
import io

import pytest

from maillage.ground.money.models import BankLine, Due

pytestmark = pytest.mark.django_db


def entries(client):
    text = client.get("/espace/reglements/comptable.csv").content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text), delimiter=";"))


def total(rows, side):
    return sum(int(row[side].replace(",", "")) for row in rows if row[side])


def test_each_movement_is_balanced_and_a_reversal_is_its_contrary(claire_at_vallees, due, claire):
    payment = due.receive(1250, "cheque", claire, on=dt.date(2026, 3, 1))
    rows = entries(claire_at_vallees)
    assert [(row["date"], row["compte"], row["débit"], row["crédit"]) for row in rows] == [
        ("01/03/2026", "511200", "12,50", ""),
        ("01/03/2026", "706000", "", "12,50"),
    ]
    payment.reverse(claire, "chèque refusé")
    rows = entries(claire_at_vallees)
    assert total(rows, "débit") == total(rows, "crédit") == 2500
    assert total([row for row in rows if row["compte"] == "511200"], "débit") == 1250
    assert total([row for row in rows if row["compte"] == "511200"], "crédit") == 1250


@pytest.mark.parametrize("sign", "=+-@")
def test_a_name_that_is_a_formula_is_neutralised(claire_at_vallees, malo, claire, sign):
    malo.name = f"{sign}cmd"
    malo.save()
    Due.objects.ask(malo, 100, "x", "test").receive(100, "cash", claire)
    assert entries(claire_at_vallees)[0]["libellé"].startswith(f"'{sign}")


def test_only_the_sure_lines_are_confirmed_together(claire_at_vallees, due, malo):
    other = Due.objects.ask(malo, 3000, "Autre", "test")
    lines = [
        BankLine.objects.create(digest=str(number), on=dt.date(2026, 12, 1), amount=amount, words=words)
        for number, (amount, words) in enumerate(
            [(5000, f"VIR {due.reference}"), (3000, f"VIR {other.reference}"), (700, "VIR RIOU MALO")]
        )
    ]
    assert "Confirmer les 2 qui sont sûres" in claire_at_vallees.get("/espace/reglements/banque/").text
    said = {"line": [line.pid for line in lines]}
    for _ in range(2):
        claire_at_vallees.post("/espace/reglements/banque/sures/", said)
    assert list(BankLine.objects.to_confirm()) == [lines[2]]
    assert due.payments.count() == other.payments.count() == 1


def test_two_sure_lines_for_one_due_pay_it_once(claire_at_vallees, due):
    for number in range(2):
        BankLine.objects.create(digest=str(number), on=dt.date(2026, 12, 1), amount=5000, words=due.reference)
    said = {"line": [line.pid for line in BankLine.objects.all()]}
    claire_at_vallees.post("/espace/reglements/banque/sures/", said)
    assert (due.payments.count(), BankLine.objects.to_confirm().count()) == (1, 1)


def test_what_is_too_much_is_seen_and_given_back(claire_at_vallees, due, claire):
    due.receive(5000, "cheque", claire)
    due.receive(5000, "card", external="helloasso:1", already_in=True)
    assert "50\xa0€ de trop" in claire_at_vallees.get(f"/espace/reglements/{due.pid}/").text
    assert "Malo Riou" in claire_at_vallees.get("/espace/reglements/?etat=trop").text
    where = f"/espace/reglements/{due.pid}/remboursement/"
    for amount in ("60", "50", "50"):
        claire_at_vallees.post(where, {"amount": amount, "method": "transfer"})
    due = Due.objects.get(pk=due.pk)
    assert (due.too_much, due.paid, due.is_settled) == (0, 5000, True)
