"""Whatever is done, in whatever order, the ledger is the balance: beside a plain model kept in memory."""

import datetime as dt
import random

import pytest
from django.db import transaction
from django.db.models import Sum
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from maillage.ground.money.models import BankLine, Due, Payment, Refused

pytestmark = pytest.mark.django_db
VERBS = ["ask", "pay", "provider", "match", "reverse", "cancel", "refund"]
OPERATIONS = st.lists(
    st.tuples(st.sampled_from(VERBS), st.integers(0, 999), st.integers(-10, 7000)), max_size=60
)


class Book:
    """What should be in, due by due, in cents; a refusal must leave it as it was."""

    def __init__(self, payer, by):
        self.payer, self.by = payer, by
        self.dues, self.kept, self.cancelled, self.done = [], {}, set(), 0

    def do(self, verb, which, amount):
        due = self.dues[which % len(self.dues)] if self.dues else None
        if due is None and verb != "ask":
            return
        try:
            with transaction.atomic():
                moved = getattr(self, verb)(due, amount)
        except (Refused, ValueError):
            return
        self.done += 1
        if due is not None:
            self.kept[due.pk] += moved

    def ask(self, _, amount):
        self.dues.append(Due.objects.ask(self.payer, amount, "x", "test"))
        self.kept.setdefault(self.dues[-1].pk, 0)
        return 0

    def pay(self, due, amount):
        return due.receive(amount, "cash", self.by).amount

    def provider(self, due, amount):
        return due.receive(amount, "card", external=f"p:{self.done}", already_in=True).amount

    def match(self, due, amount):
        if amount <= 0:
            raise Refused
        line = BankLine.objects.create(
            digest=f"{self.done:064}", on=dt.date(2026, 1, 1), amount=amount, words="VIR"
        )
        return line.confirm(due, self.by).amount

    def reverse(self, due, amount):
        rows = list(due.payments.filter(amount__gt=0).order_by("pk"))
        if not rows:
            raise Refused
        return rows[amount % len(rows)].reverse(self.by, "essai").amount

    def cancel(self, due, _):
        due.cancel(self.by)
        self.cancelled.add(due.pk)
        return 0

    def refund(self, due, amount):
        return due.refund(amount, "transfer", self.by, "trop").amount

    def check(self):
        for due in Due.objects.with_paid():
            kept = self.kept[due.pk]
            assert due.received == kept == (due.payments.aggregate(all=Sum("amount"))["all"] or 0)
            assert kept >= 0
            asked = 0 if due.pk in self.cancelled else due.amount
            assert (due.too_much, bool(due.cancelled_at)) == (max(0, kept - asked), due.pk in self.cancelled)
        waiting = {
            due.pk for due in self.dues if due.pk not in self.cancelled and self.kept[due.pk] < due.amount
        }
        assert set(Due.objects.waiting().values_list("pk", flat=True)) == waiting
        assert (Payment.objects.aggregate(all=Sum("amount"))["all"] or 0) == sum(self.kept.values())
        assert all(line.payment_id for line in BankLine.objects.all())


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(OPERATIONS)
def test_whatever_is_done_the_ledger_is_the_balance(vallees, malo, claire, operations):
    with transaction.atomic():
        book = Book(malo, claire)
        for operation in operations:
            book.do(*operation)
        book.check()
        transaction.set_rollback(True)


@pytest.mark.sqlite
def test_after_ten_thousand_operations_the_ledger_is_the_balance(vallees, malo, claire):
    chance, book = random.Random(2026), Book(malo, claire)
    for number in range(10_000):
        verb = chance.choices(VERBS, [2, 6, 2, 3, 4, 1, 2])[0]
        book.do(verb, chance.randrange(1000), chance.randint(-10, 7000))
        if number % 2500 == 0:
            book.check()
    book.check()
    assert book.done > 2000
