"""Who may open what in this room (see tests/matrix.py), and the objects named there."""

import datetime as dt

from maillage.ground.money.models import BankLine, Due, Means, Payment, issue

DOORS = """
money:pay                   anyone        token=due.token
money:code                  anyone        token=due.token
money:card                  anyone        token=due.token
money:returned              anyone        token=due.token
money:own_receipt           anyone        token=due.token payment=payment.pid
money:receipt_file          anyone        token=due.token receipt=receipt.pid
money:notification          anyone
money:yearly                steering
money:receipt               steering      receipt=receipt.pid
money:receipt_cancellation  treasury      receipt=receipt.pid
money:receipts              treasury      pid=due.pid payment=payment.pid
money:dues                  steering
money:journal               steering
money:entries               steering
money:means                 treasury
money:sure_ones             treasury
money:reminder              treasury      pid=due.pid
money:refund                treasury      pid=due.pid
money:bank                  treasury
money:confirmation          treasury      line=bank_line.pid
money:putting_aside         treasury      line=bank_line.pid
money:due                   steering      pid=due.pid
money:receiving             treasury      pid=due.pid
money:reversal              treasury      pid=due.pid payment=payment.pid
money:cancellation          treasury      pid=due.pid
"""
FILES = {"money:code", "money:journal", "money:entries", "money:receipt_file", "money:receipt"}
ELSEWHERE = {"money:reversal", "money:pay", "money:returned"}


def furnish(made, by):
    Means.objects.create(holder="Le pôle", iban="FR7630006000011234567890189")
    made.due = Due.objects.ask(by, 5000, "Adhésion", "test")
    made.payment = made.due.receive(1000, Payment.Method.CASH, by)
    made.receipt = issue(made.payment, by)
    made.bank_line = BankLine.objects.create(digest="0", on=dt.date(2026, 12, 1), amount=100, words="VIR")
