"""Receipts: numbered, frozen the day they are issued, cancelled with a reason but never removed."""

import hashlib

from django.db import models, transaction
from django.db.models import Max, Q
from django.utils import timezone

from maillage.ground.journal.models import record
from maillage.ground.money.models.ledger import Payment, Refused
from maillage.ground.money.models.means import Means
from maillage.ground.money.printing import print_receipt
from maillage.ground.people.models import Person
from maillage.ground.poles.owned import PoleOwned, PoleQuerySet, manager


class ReceiptQuerySet(PoleQuerySet):
    def standing(self):
        return self.filter(cancelled_at=None)


class Receipt(PoleOwned):
    """One paper for one payment. A tax receipt (Cerfa 11580 for a person, 16216 for a company) is one of its kinds."""

    class Kind(models.TextChoices):
        PAYMENT = "payment", "reçu de paiement"
        PERSON = "person", "reçu fiscal, don d’un particulier"
        COMPANY = "company", "reçu fiscal, don d’une entreprise"

    payment = models.ForeignKey(Payment, models.PROTECT, related_name="receipts")
    kind = models.CharField(max_length=10, choices=Kind)
    year = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField()
    address = models.CharField("adresse de qui a donné", max_length=250, blank=True)
    file = models.BinaryField(editable=False)
    digest = models.CharField(max_length=64, editable=False)
    issued_at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    cancelled_at = models.DateTimeField(null=True)
    why = models.CharField(max_length=200, blank=True)

    objects = manager(ReceiptQuerySet)

    class Meta(PoleOwned.Meta):
        ordering = ["year", "number"]
        constraints = [
            models.UniqueConstraint(fields=["pole", "year", "number"], name="one_receipt_of_a_number"),
            models.UniqueConstraint(
                fields=["payment"], condition=Q(cancelled_at=None), name="one_standing_receipt_of_a_payment"
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def name(self) -> str:
        return f"{self.year}-{self.number:04}"

    @property
    def is_fiscal(self) -> bool:
        return self.kind != self.Kind.PAYMENT

    def cancel(self, by: Person | None, why: str) -> None:
        """It stays, with its reason; another may be issued. Raises Refused without a reason."""
        if not why.strip():
            raise Refused("Dites pourquoi ce reçu est annulé.")
        row = Receipt.objects.filter(pk=self.pk, cancelled_at=None)
        if row.update(cancelled_at=timezone.now(), why=why.strip()[:200]):
            record("receipt.cancelled", self, by)


@transaction.atomic
def issue(
    payment: Payment, by: Person | None, kind: str = Receipt.Kind.PAYMENT, address: str = ""
) -> Receipt:
    """The standing receipt of a payment, made when there is none: one payment is receipted once.

    Numbers follow one another by pole and year, without a hole. Raises Refused: taken back, not entitled, no address.
    """
    payment.due.lock()
    if known := payment.receipts.standing().first():
        if kind not in (known.kind, Receipt.Kind.PAYMENT):
            raise Refused(f"Le reçu {known.name} existe déjà pour ce règlement : annulez-le d’abord.")
        return known
    means = Means.objects.select_for_update().first()
    check(payment, means, kind, address)
    year = timezone.localdate().year
    last = Receipt.objects.filter(year=year).aggregate(last=Max("number"))["last"] or 0
    receipt = Receipt(payment=payment, kind=kind, year=year, number=last + 1, address=address.strip(), by=by)
    receipt.file = print_receipt(receipt, means)
    receipt.digest = hashlib.sha256(receipt.file).hexdigest()
    receipt.save()
    record("receipt.issued", receipt, by, kind=str(kind))
    return receipt


def check(payment: Payment, means: Means | None, kind: str, address: str) -> None:
    if payment.amount < 0 or Payment.objects.filter(reverses=payment).exists():
        raise Refused("Ce règlement a été annulé : il n’a pas de reçu.")
    if means is None:
        raise Refused("Remplissez d’abord les moyens de paiement du pôle.")
    if kind == Receipt.Kind.PAYMENT:
        return
    if not means.gives_tax_receipts:
        raise Refused(
            "L’organisme n’a pas déclaré pouvoir délivrer des reçus fiscaux : voyez « Moyens de paiement »."
        )
    if not all((means.legal_name, means.address, means.number, means.purpose, means.signatory)):
        raise Refused(
            "Il manque une mention obligatoire : nom, adresse, SIREN ou RNA, objet et signataire se remplissent dans « Moyens de paiement »."
        )
    if not address.strip():
        raise Refused("L’adresse complète de qui a donné est une mention obligatoire.")
