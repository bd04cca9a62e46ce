"""What is owed and what came. A payment is a line that is only ever added; what is taken back is one more line."""

import datetime as dt
import secrets

from django.db import models, transaction
from django.db.models import F, OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from stdnum.iso7064 import mod_97_10
from stdnum.iso11649 import validate as valid_reference

from maillage.ground.directory.models import Organisation
from maillage.ground.journal.models import record
from maillage.ground.people.models import Person
from maillage.ground.people.names import name_key
from maillage.ground.poles.owned import ALPHABET, PoleOwned, PoleQuerySet, manager
from maillage.ui.money import euros


class Refused(Exception):
    """A sentence for people: why nothing was written."""


class Settled:
    """`settled.rooms[kind](due)`: what an upper room does when one of its dues is settled, or is no longer."""

    rooms: dict = {}


settled = Settled()
WEEKS = dt.timedelta(days=30)


def new_token() -> str:
    return secrets.token_urlsafe(24)


def new_reference() -> str:
    """ISO 11649 creditor reference: « RF », two check digits, nine signs; what people write on a transfer."""
    body = "".join(secrets.choice(ALPHABET) for _ in range(9)).upper()
    return valid_reference(f"RF{mod_97_10.calc_check_digits(body + 'RF')}{body}")


class DueQuerySet(PoleQuerySet):
    def ask(
        self,
        person: Person,
        amount: int,
        label: str,
        kind: str,
        *,
        organisation: Organisation | None = None,
        due_on: dt.date | None = None,
        by: Person | None = None,
    ) -> "Due":
        """Somebody owes `amount` cents, in their own name or in that of their organisation. ValueError unless it is more than 0."""
        if amount <= 0:
            raise ValueError("A due is of one cent at least.")
        due = self.create(
            person=person,
            organisation=organisation,
            amount=amount,
            label=label,
            kind=kind,
            due_on=due_on or timezone.localdate() + WEEKS,
            asked_by=by,
        )
        record("due.asked", due, by, amount=amount, kind=kind)
        return due

    def with_paid(self):
        """Adds `.received`, in cents: what came, less what was taken back."""
        came = Payment.objects.filter(due=OuterRef("pk")).order_by().values("due").annotate(all=Sum("amount"))
        return self.annotate(received=Coalesce(Subquery(came.values("all")), 0))

    def standing(self):
        return self.filter(cancelled_at=None)

    def waiting(self):
        """Asked, not cancelled, not wholly paid."""
        return self.standing().with_paid().filter(received__lt=F("amount"))

    def late(self, at: dt.date | None = None):
        return self.waiting().filter(due_on__lt=at or timezone.localdate())

    def paid(self):
        return self.with_paid().filter(received__gte=F("amount"))

    def overpaid(self):
        """More came than is asked: paid twice, or paid after it was cancelled."""
        more = Q(received__gt=F("amount")) | Q(cancelled_at__isnull=False, received__gt=0)
        return self.with_paid().filter(more)

    def called(self, words: str):
        """Those whose payer, structure, label or reference hold every word."""
        found = self
        for word in words.split():
            key = name_key(word)
            found = found.filter(
                Q(person__name_key__contains=key)
                | Q(organisation__name_key__contains=key)
                | Q(label__icontains=word)
                | Q(reference__contains=word.upper().replace(" ", ""))
            )
        return found


class Due(PoleOwned):
    """One sum asked of one person, or of an organisation through them."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="personne")
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="structure"
    )
    amount = models.PositiveIntegerField("montant", help_text="Cents")
    label = models.CharField("pour", max_length=200)
    kind = models.CharField(max_length=20, db_index=True)
    due_on = models.DateField("à régler avant le")
    token = models.CharField(max_length=40, unique=True, default=new_token, editable=False)
    reference = models.CharField(max_length=25, unique=True, default=new_reference, editable=False)
    asked_at = models.DateTimeField(default=timezone.now)
    asked_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    cancelled_at = models.DateTimeField(null=True)
    cancelled_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")

    objects = manager(DueQuerySet)

    class Meta(PoleOwned.Meta):
        ordering = ["-asked_at", "-pk"]
        constraints = [models.CheckConstraint(condition=Q(amount__gt=0), name="a_due_is_of_something")]

    def __str__(self):
        return f"{self.label}, {euros(self.amount)}"

    def get_absolute_url(self):
        return reverse("money:pay", args=[self.token])

    @property
    def payer(self) -> str:
        return self.organisation.name if self.organisation else self.person.name

    @property
    def paid(self) -> int:
        """Cents; counted once for all by `with_paid`."""
        if "received" not in self.__dict__:
            self.received = self.payments.aggregate(all=Coalesce(Sum("amount"), 0))["all"]
        return self.received

    @property
    def left(self) -> int:
        return max(0, self.amount - self.paid)

    @property
    def too_much(self) -> int:
        """Cents to give back."""
        return max(0, self.paid - (0 if self.cancelled_at else self.amount))

    @property
    def is_settled(self) -> bool:
        return not self.cancelled_at and self.paid >= self.amount

    @property
    def is_late(self) -> bool:
        return not self.cancelled_at and self.left > 0 and self.due_on < timezone.localdate()

    def lock(self) -> "Due":
        """As it is now, and nobody else's to change until the end of the caller's transaction."""
        return (
            Due.objects.select_for_update(of=("self",))
            .select_related("person", "organisation")
            .get(pk=self.pk)
        )

    @transaction.atomic
    def receive(
        self,
        amount: int,
        method: str,
        by: Person | None = None,
        *,
        on: dt.date | None = None,
        note: str = "",
        external: str = "",
        already_in: bool = False,
    ) -> "Payment":
        """`amount` cents came. `external`: the identifier of a bank line or of a provider, believed once.

        `already_in`: a provider holds the money whatever we think of it; what is too much is written, to be given back.

        Raises Refused when the due is cancelled, when less is left than came, or when `external` is known already.
        """
        due = self.lock()
        if due.cancelled_at and not already_in:
            raise Refused("Cette somme n’est plus demandée. Rien n’a été enregistré.")
        if amount <= 0:
            raise Refused("Le montant doit être plus grand que zéro.")
        if amount > due.left and not already_in:
            raise Refused(
                f"Il reste {euros(due.left)} à régler : {euros(amount)}, c’est trop. Rien n’a été enregistré."
            )
        if external and Payment.objects.filter(external=external).exists():
            raise Refused("Ce paiement est déjà enregistré.")
        payment = due.payments.create(
            amount=amount,
            method=method,
            received_on=on or timezone.localdate(),
            note=note,
            external=external,
            by=by,
        )
        record("payment.received", payment, by, amount=amount, method=method)
        was_settled = due.is_settled
        due.received += amount
        if due.is_settled and not was_settled:
            due.tell("due.settled", by)
        return payment

    @transaction.atomic
    def refund(self, amount: int, method: str, by: Person, why: str) -> "Payment":
        """Part of what is too much goes back. Raises Refused for more than that: an error is reversed instead."""
        due = self.lock()
        if not 0 < amount <= due.too_much:
            raise Refused(
                f"Il y a {euros(due.too_much)} de trop : on ne rend pas davantage. Rien n’a changé."
            )
        today = timezone.localdate()
        back = due.payments.create(amount=-amount, method=method, received_on=today, note=why[:200], by=by)
        record("payment.refunded", back, by, amount=amount)
        return back

    def tell(self, code: str, by: Person | None) -> None:
        record(code, self, by)
        if room := settled.rooms.get(self.kind):
            room(self)

    @transaction.atomic
    def cancel(self, by: Person | None = None) -> None:
        """Nothing is asked any more. Raises Refused while something paid was not given back."""
        due = self.lock()
        if due.paid:
            raise Refused(f"{euros(due.paid)} ont déjà été réglés : annulez d’abord ce règlement.")
        if not due.cancelled_at:
            due.cancelled_at, due.cancelled_by = timezone.now(), by
            due.save(update_fields=["cancelled_at", "cancelled_by"])
            record("due.cancelled", due, by)
        self.cancelled_at = due.cancelled_at


class PaymentQuerySet(PoleQuerySet):
    def update(self, **values):
        """Only the name of who noted it may go, when they are erased."""
        if values != {"by": None}:
            raise TypeError("A payment is never changed: reverse it.")
        return super().update(**values)

    def delete(self):
        raise TypeError("A payment is never removed: reverse it.")


class Payment(PoleOwned):
    """Money that came (more than 0) or went back (less than 0). Never changed, never removed."""

    class Method(models.TextChoices):
        TRANSFER = "transfer", "virement"
        CHEQUE = "cheque", "chèque"
        CASH = "cash", "espèces"
        CARD = "card", "carte, en ligne"

    due = models.ForeignKey(Due, models.PROTECT, related_name="payments")
    amount = models.IntegerField(help_text="Cents; less than 0 when it takes one back")
    method = models.CharField("moyen", max_length=10, choices=Method)
    received_on = models.DateField("reçu le")
    note = models.CharField("note", max_length=200, blank=True)
    external = models.CharField(
        max_length=80, blank=True, help_text="Of the bank or of the provider: believed once"
    )
    reverses = models.OneToOneField("self", models.PROTECT, null=True, related_name="reversal")
    by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    objects = manager(PaymentQuerySet)

    class Meta(PoleOwned.Meta):
        ordering = ["received_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["pole", "external"], condition=~Q(external=""), name="one_payment_of_an_external_name"
            ),
            models.CheckConstraint(condition=~Q(amount=0), name="a_payment_is_of_something"),
        ]

    def __str__(self):
        return f"{euros(self.amount)}, {self.get_method_display()}"

    def save(self, *args, **kwargs):
        if self.pk:
            raise TypeError("A payment is never changed: reverse it.")
        super().save(*args, **kwargs)

    @transaction.atomic
    def reverse(self, by: Person | None, why: str) -> "Payment":
        """A counter-entry that takes it back, with its reason. Raises Refused when it was taken back already."""
        due = self.due.lock()
        if self.amount < 0 or Payment.objects.filter(reverses=self).exists():
            raise Refused("Ce règlement est déjà annulé.")
        if due.paid < self.amount:
            raise Refused("Une partie a déjà été rendue : l’annuler rendrait plus qu’il n’est venu.")
        for receipt in self.receipts.filter(cancelled_at=None):
            receipt.cancel(by, f"règlement annulé : {why}")
        was_settled = due.is_settled
        back = due.payments.create(
            amount=-self.amount,
            method=self.method,
            received_on=timezone.localdate(),
            note=why[:200],
            reverses=self,
            by=by,
        )
        record("payment.reversed", self, by, amount=self.amount)
        due.received -= self.amount
        if was_settled and not due.is_settled:
            due.tell("due.unsettled", by)
        return back
