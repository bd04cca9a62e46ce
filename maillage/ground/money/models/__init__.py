from maillage.ground.money.models.bank import BankLine
from maillage.ground.money.models.checkout import Checkout
from maillage.ground.money.models.ledger import Due, Payment, Refused, settled
from maillage.ground.money.models.means import Means
from maillage.ground.money.models.receipt import Receipt, issue
from maillage.ground.money.models.reminder import Reminder, remind, step_of

__all__ = [
    "BankLine",
    "Checkout",
    "Due",
    "Means",
    "Payment",
    "Receipt",
    "Refused",
    "Reminder",
    "issue",
    "remind",
    "settled",
    "step_of",
]
