"""Money in, as the bank's file says, until a person says what it pays."""

from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone

from maillage.ground.money.models.ledger import Due, Payment, Refused
from maillage.ground.people.models import Person
from maillage.ground.poles.owned import PoleOwned, PoleQuerySet, manager


class BankLineQuerySet(PoleQuerySet):
    def to_confirm(self):
        return self.unused().filter(set_aside_at=None)

    def unused(self):
        """Matched to nothing, or to a payment taken back since."""
        return self.filter(Q(payment=None) | Q(payment__reversal__isnull=False))


class BankLine(PoleOwned):
    """Money in, as the bank's file says. `digest` keeps a file read twice from doubling it."""

    digest = models.CharField(max_length=64)
    on = models.DateField()
    amount = models.PositiveIntegerField(help_text="Cents")
    words = models.CharField(max_length=400)
    payment = models.OneToOneField(Payment, models.PROTECT, null=True, related_name="bank_line")
    set_aside_at = models.DateTimeField(null=True)

    objects = manager(BankLineQuerySet)

    class Meta(PoleOwned.Meta):
        ordering = ["on", "pk"]
        constraints = [models.UniqueConstraint(fields=["pole", "digest"], name="one_line_of_the_bank")]

    def __str__(self):
        return f"{self.on:%d/%m/%Y} {self.words}"

    @transaction.atomic
    def confirm(self, due: Due, by: Person) -> Payment:
        """This line pays this due. Raises Refused: used meanwhile, or more than is left."""
        before = Payment.objects.filter(external__startswith=f"bank:{self.digest}").count()
        payment = due.receive(
            self.amount,
            Payment.Method.TRANSFER,
            by,
            on=self.on,
            note=self.words[:200],
            external=f"bank:{self.digest}" + (f":{before}" if before else ""),
        )
        free = BankLine.objects.unused().filter(pk=self.pk, payment=self.payment_id)
        if not BankLine.objects.filter(
            pk__in=list(free.values_list("pk", flat=True)), payment=self.payment_id
        ).update(payment=payment):
            raise Refused("Cette ligne vient d’être utilisée. Rien n’a changé.")
        return payment

    def set_aside(self) -> None:
        BankLine.objects.filter(pk__in=BankLine.objects.unused().filter(pk=self.pk).values("pk")).update(
            set_aside_at=timezone.now()
        )
