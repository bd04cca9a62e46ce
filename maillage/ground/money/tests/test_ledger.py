"""What came is never more than what was asked, whoever records it and however often; what is taken back leaves a line."""

import datetime as dt

import pytest
from django.db import transaction
from django.db.models import Sum
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from maillage.ground.journal.models import of
from maillage.ground.money.models import Due, Payment, Refused, settled
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


def naive(due):
    """Looks, then writes: what a page that checks in Python does."""
    if Due.objects.get(pk=due.pk).left >= 5000:
        Payment.objects.create(due=due, amount=5000, method=CASH, received_on=dt.date(2026, 1, 1))


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_looking_before_writing_would_be_paid_twice(vallees, due):
    all_at_once(vallees, 8, lambda number: naive(due))
    assert balance(due) > 5000


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


OPERATIONS = st.lists(
    st.tuples(
        st.sampled_from(["ask", "pay", "reverse", "cancel"]), st.integers(0, 9), st.integers(-10, 7000)
    ),
    max_size=60,
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(OPERATIONS)
def test_whatever_is_done_the_ledger_is_the_balance(vallees, malo, claire, operations):
    """Beside a plain model in memory: {due: what is in}, and every refusal leaves both as they were."""
    with transaction.atomic():
        dues, kept, cancelled = [], {}, set()
        for what, which, amount in operations:
            due = dues[which % len(dues)] if dues else None
            try:
                if what == "ask":
                    dues.append(Due.objects.ask(malo, amount, "x", "test"))
                    kept[dues[-1].pk] = 0
                elif due is None:
                    continue
                elif what == "pay":
                    due.receive(amount, CASH, claire)
                    kept[due.pk] += amount
                elif what == "cancel":
                    due.cancel(claire)
                    cancelled.add(due.pk)
                elif payment := due.payments.filter(amount__gt=0).order_by("pk").last():
                    payment.reverse(claire, "essai")
                    kept[due.pk] -= payment.amount
            except (Refused, ValueError):
                continue
        for due in Due.objects.with_paid():
            assert due.received == kept[due.pk] == balance(due)
            assert 0 <= due.received <= due.amount
            assert due.pk not in cancelled or due.received == 0
        assert Due.objects.waiting().count() == sum(
            kept[due.pk] < due.amount for due in dues if due.pk not in cancelled
        )
        transaction.set_rollback(True)
