"""Who may join, for how long, for how much."""

from django.db import models
from django.urls import reverse

from maillage.ground.memberships.periods import Rhythm
from maillage.ground.poles.owned import PoleOwned
from maillage.ui.money import euros


class Refused(Exception):
    """A sentence for people: why nothing was written."""


class MembershipPlan(PoleOwned):
    """Who may join, for how long, for how much."""

    class Who(models.TextChoices):
        PERSON = "person", "une personne, pour elle-même"
        ORGANISATION = "organisation", "une structure, par ses représentants"

    class Price(models.TextChoices):
        FREE = "free", "gratuit"
        FIXED = "fixed", "un montant fixe"
        CHOSEN = "chosen", "libre, à partir d’un minimum"
        BANDS = "bands", "selon les moyens, par tranche"

    title = models.CharField("nom de la formule", max_length=120)
    words = models.TextField("ce qu’elle permet, en quelques mots", blank=True)
    who = models.CharField("pour", max_length=15, choices=Who, default=Who.PERSON)
    price = models.CharField("prix", max_length=10, choices=Price, default=Price.FIXED)
    amount = models.PositiveIntegerField("montant, ou minimum", default=0, help_text="Cents")
    bands = models.JSONField(default=list, blank=True, help_text="[{label, amount}], the cheapest first")
    months = models.PositiveSmallIntegerField("durée, en mois", default=12)
    start_month = models.PositiveSmallIntegerField(null=True, blank=True)
    start_day = models.PositiveSmallIntegerField(null=True, blank=True)
    rollover_month = models.PositiveSmallIntegerField(null=True, blank=True)
    rollover_day = models.PositiveSmallIntegerField(null=True, blank=True)
    window = models.PositiveSmallIntegerField("renouvellement ouvert, jours avant la fin", default=30)
    grace = models.PositiveSmallIntegerField("retard admis, en jours", default=30)
    votes = models.BooleanField("donne une voix à l’assemblée", default=True)
    agreed_by_board = models.BooleanField("le conseil agrée chaque demande", default=False)
    article = models.CharField("article des statuts", max_length=120, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta(PoleOwned.Meta):
        ordering = ["position", "pk"]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("memberships:join", args=[self.pid])

    @property
    def rhythm(self) -> Rhythm:
        start = (self.start_month, self.start_day) if self.start_month and self.start_day else None
        rollover = (
            (self.rollover_month, self.rollover_day) if self.rollover_month and self.rollover_day else None
        )
        return Rhythm(self.months, start, rollover, self.window, self.grace)

    @property
    def for_organisations(self) -> bool:
        return self.who == self.Who.ORGANISATION

    @property
    def price_in_words(self) -> str:
        if self.price == self.Price.FREE:
            return "gratuit"
        if self.price == self.Price.BANDS:
            return (
                f"de {euros(self.bands[0]['amount'])} à {euros(self.bands[-1]['amount'])}"
                if self.bands
                else ""
            )
        return f"à partir de {euros(self.amount)}" if self.price == self.Price.CHOSEN else euros(self.amount)

    def price_of(self, said: int | None = None) -> int:
        """Cents owed for one period. `said`: what was chosen: cents, or the number of the band. Raises Refused."""
        if self.price == self.Price.FREE:
            return 0
        if self.price == self.Price.FIXED:
            return self.amount
        if self.price == self.Price.BANDS:
            if said is None or not 0 <= said < len(self.bands):
                raise Refused("Choisissez la tranche qui vous correspond.")
            return self.bands[said]["amount"]
        if said is None or said < self.amount:
            raise Refused(f"Le minimum est de {euros(self.amount)}.")
        return said

    def lock(self) -> None:
        MembershipPlan.objects.select_for_update().get(pk=self.pk)
