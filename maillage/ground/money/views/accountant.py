"""The same ledger in the accountant's words: two balanced entries for each movement of money."""

from django.views.decorators.http import require_safe

from maillage.ground.money.models import Payment
from maillage.ground.people.access import STEERING, open_to
from maillage.ground.poles.sheet import csv_file

# Chart of accounts of associations (règlement ANC 2018-06): what the accountant maps otherwise is changed on import.
MONEY = {"transfer": "512000", "card": "512000", "cheque": "511200", "cash": "530000"}
INCOME = {"membership": "756000"}
OTHER = "706000"


@open_to(STEERING)
@require_safe
def entries(request):
    """Cash basis: what came is debited to bank, cheques or cash and credited to income; what went back is the contrary."""
    rows = Payment.objects.select_related("due__person", "due__organisation").order_by("received_on", "pk")
    lines = (line for row in rows.iterator() for line in balanced(row))
    return csv_file("ecritures", ["date", "pièce", "compte", "libellé", "débit", "crédit"], lines)


def balanced(payment: Payment):
    """Two rows (date, piece, account, label, debit, credit) of one sum, in euros with two decimals."""
    due, sum_ = payment.due, f"{abs(payment.amount) // 100},{abs(payment.amount) % 100:02}"
    label = f"{due.payer}, {due.label}"
    accounts = MONEY[payment.method], INCOME.get(due.kind, OTHER)
    debited, credited = accounts if payment.amount > 0 else accounts[::-1]
    yield payment.received_on, due.reference, debited, label, sum_, None
    yield payment.received_on, due.reference, credited, label, None, sum_
