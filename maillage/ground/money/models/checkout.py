"""A card payment asked of HelloAsso, and what HelloAsso itself says of it. Nothing that comes by a browser is believed."""

from django.db import models
from django.utils import timezone

from maillage.ground.money.models.ledger import Due
from maillage.ground.poles.owned import PoleOwned


class Checkout(PoleOwned):
    """One intent. `raw` is the last answer of HelloAsso, kept beside what was derived from it."""

    due = models.ForeignKey(Due, models.PROTECT, related_name="checkouts")
    intent = models.CharField(max_length=40)
    amount = models.PositiveIntegerField(help_text="Cents")
    raw = models.JSONField(default=dict)
    made_at = models.DateTimeField(default=timezone.now)

    class Meta(PoleOwned.Meta):
        constraints = [models.UniqueConstraint(fields=["pole", "intent"], name="one_checkout_of_an_intent")]

    def __str__(self):
        return self.intent
