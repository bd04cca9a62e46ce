from maillage.ground.money.models.bank import BankLine
from maillage.ground.money.models.checkout import Checkout
from maillage.ground.money.models.ledger import Due, Payment, Refused, settled
from maillage.ground.money.models.means import Means
from maillage.ground.money.models.receipt import Receipt, issue

__all__ = ["BankLine", "Checkout", "Due", "Means", "Payment", "Receipt", "Refused", "issue", "settled"]
