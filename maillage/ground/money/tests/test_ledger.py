"""What came is never more than what was asked, whoever records it and however often; what is taken back leaves a line."""

import datetime as dt
import threading

import pytest
from django.db import transaction
from django.db.models import Sum

from maillage.ground.journal.models import of
from maillage.ground.money.models import Due, Payment, Refused, settled
from tests import world
from tests.threads import all_at_once

CASH = Payment.Method.CASH
pytestmark = pytest.mark.django_db


def balance(due):
    return due.payments.aggregate(all=Sum("amount"))["all"] or 0


def test_a_due_is_settled_by_several_payments(due, claire):
    due.receive(2000, CASH, claire)
    assert (Due.objects.get(pk=due.pk).left, Due.objects.waiting().count()) == (3000, 1)
    due.receive(3000, "cheque", claire)
    assert Due.objects.get(pk=due.pk).is_settled
    assert [entry.code for entry in of(due)] == ["due.settled", "due.asked"]


def test_more_than_is_left_is_refused_and_nothing_is_written(due, claire):
    due.receive(4000, CASH, claire)
    with pytest.raises(Refused, match="Il reste 10"):
        due.receive(2000, CASH, claire)
    assert balance(due) == 4000


def test_a_payment_is_never_changed_nor_removed(due, claire):
    payment = due.receive(1000, CASH, claire)
    for act in (payment.save, due.payments.all().delete, lambda: due.payments.update(amount=1)):
        with pytest.raises(TypeError):
            act()


def test_who_noted_it_may_be_erased_and_the_line_stays(due):
    someone = world.make_person("Une bénévole de passage")
    due.receive(1000, CASH, someone)
    someone.delete()
    assert due.payments.get().by is None


def test_what_is_taken_back_is_one_more_line_once(due, claire):
    payment = due.receive(5000, CASH, claire)
    payment.reverse(claire, "chèque refusé")
    assert [row.amount for row in due.payments.order_by("pk")] == [5000, -5000]
    with pytest.raises(Refused):
        payment.reverse(claire, "encore")
    with pytest.raises(Refused):
        due.payments.get(amount=-5000).reverse(claire, "l’annulation")
    assert Due.objects.get(pk=due.pk).left == 5000


def test_the_room_above_hears_when_it_is_settled_and_when_it_is_no_longer(due, claire, monkeypatch):
    heard = []
    monkeypatch.setitem(settled.rooms, "test", lambda due: heard.append(due.is_settled))
    payment = due.receive(5000, CASH, claire)
    payment.reverse(claire, "erreur")
    assert heard == [True, False]


def test_when_the_room_above_fails_nothing_is_recorded(due, claire, monkeypatch):
    def broken(due):
        raise RuntimeError

    monkeypatch.setitem(settled.rooms, "test", broken)
    with pytest.raises(RuntimeError), transaction.atomic():
        due.receive(5000, CASH, claire)
    assert balance(due) == 0


def test_cancelled_nothing_is_received_and_paid_it_is_not_cancelled(due, malo, claire):
    other = Due.objects.ask(malo, 100, "Autre", "test")
    other.cancel(claire)
    with pytest.raises(Refused):
        other.receive(100, CASH, claire)
    due.receive(100, CASH, claire)
    with pytest.raises(Refused):
        due.cancel(claire)


def test_a_bank_line_or_a_provider_is_believed_once(due, claire):
    due.receive(1000, "card", external="ha:1")
    with pytest.raises(Refused, match="déjà"):
        due.receive(1000, "card", external="ha:1")


def test_late_is_after_its_day(malo):
    for days in (-1, 0, 1):
        Due.objects.ask(malo, 100, str(days), "test", due_on=dt.date(2026, 6, 15) + dt.timedelta(days))
    assert [due.label for due in Due.objects.late(dt.date(2026, 6, 15))] == ["-1"]


def naive(due, looked):
    """Looks, then writes: what a page that checks in Python does. All have looked before one writes."""
    left = Due.objects.get(pk=due.pk).left
    looked.wait(timeout=20)
    if left >= 5000:
        Payment.objects.create(due=due, amount=5000, method=CASH, received_on=dt.date(2026, 1, 1))


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_looking_before_writing_would_be_paid_twice(vallees, due):
    looked = threading.Barrier(8)
    all_at_once(vallees, 8, lambda number: naive(due, looked))
    assert balance(due) == 8 * 5000


@pytest.mark.django_db(transaction=True)
def test_eight_clicks_at_once_pay_once(on_disk, vallees, due, claire):
    def pay(number):
        try:
            due.receive(5000, CASH, claire)
        except Refused:
            return False
        return True

    assert sum(all_at_once(vallees, 8, pay)) == 1
    assert balance(due) == 5000
