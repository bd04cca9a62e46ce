"""What goes wrong in a treasurer's day, and what must not be lost or said twice because of it."""

import datetime as dt

import pytest

from maillage.ground.money import helloasso
from maillage.ground.money.models import BankLine, Due, Payment, Receipt, Refused, issue

pytestmark = pytest.mark.django_db


@pytest.fixture
def entitled(means):
    means.legal_name, means.address, means.number = (
        "Les Vallées vives",
        "1 place du Bourg, Villeneuve",
        "732829320",
    )
    means.purpose, means.signatory, means.gives_tax_receipts = "Coopérer", "La trésorière", True
    means.save()
    return means


def fiscal(payment, claire):
    return issue(payment, claire, Receipt.Kind.PERSON, "3 rue Haute, Villeneuve")


def test_a_cheque_sent_back_takes_its_tax_receipt_with_it(due, entitled, claire, claire_at_vallees):
    payment = due.receive(5000, "cheque", claire)
    receipt = fiscal(payment, claire)
    payment.reverse(claire, "chèque refusé par la banque")
    receipt.refresh_from_db()
    assert receipt.cancelled_at
    assert "chèque refusé" in receipt.why
    assert not list(claire_at_vallees.get("/espace/reglements/recus/").context["years"])


def test_a_tax_receipt_is_not_answered_by_the_plain_one_already_issued(due, entitled, claire):
    payment = due.receive(5000, "cheque", claire)
    plain = issue(payment, None)
    with pytest.raises(Refused, match=plain.name):
        fiscal(payment, claire)
    plain.cancel(claire, "remplacé par un reçu fiscal")
    assert fiscal(payment, claire).is_fiscal


def test_a_card_paid_after_the_cheque_is_not_forgotten(due, claire):
    """Somebody paid twice: the ledger owes them, so the sum stands somewhere until it is given back."""
    due.receive(5000, "cheque", claire)
    assert helloasso.settle(due, {"id": 7, "state": "Authorized", "amount": 5000})
    assert not helloasso.settle(due, {"id": 7, "state": "Authorized", "amount": 5000})
    due = Due.objects.get(pk=due.pk)
    assert (due.paid, due.left, due.too_much) == (10000, 0, 5000)
    assert list(Due.objects.overpaid()) == [due]
    assert helloasso.settle(due, {"id": 7, "state": "Refunded", "amount": 5000})
    due = Due.objects.get(pk=due.pk)
    assert (due.too_much, due.is_settled) == (0, True)


def test_a_card_paid_for_what_is_no_longer_asked_waits_to_be_given_back(due, claire):
    due.cancel(claire)
    assert helloasso.settle(due, {"id": 8, "state": "Authorized", "amount": 5000})
    due = Due.objects.get(pk=due.pk)
    assert (due.too_much, due.is_settled) == (5000, False)


def test_a_line_matched_to_the_wrong_due_can_be_matched_again(due, malo, claire):
    other = Due.objects.ask(malo, 5000, "Autre", "test")
    line = BankLine.objects.create(digest="d", on=dt.date(2026, 12, 1), amount=5000, words="VIR")
    line.confirm(other, claire).reverse(claire, "pas la bonne somme")
    assert list(BankLine.objects.to_confirm()) == [line]
    line.refresh_from_db()
    line.confirm(due, claire)
    assert Due.objects.get(pk=due.pk).is_settled
    assert not BankLine.objects.to_confirm().exists()
    assert Payment.objects.count() == 3
