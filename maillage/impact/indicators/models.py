from django.core.validators import MinValueValidator
from django.db import models, transaction
from django.db.models import Max
from django.urls import reverse
from django.utils import timezone

from maillage.ground.poles.owned import PoleOwned, PoleQuerySet, manager
from maillage.impact.indicators.pulls import PULLS, Pull

STARTERS = (
    ("people", "personnes accueillies"),
    ("structures", "structures touchées"),
    ("events", "rencontres et formations"),
    ("hours", "heures passées ensemble"),
    ("needs_answered", "besoins qui ont une réponse"),
    ("actions_done", "actions menées à bien"),
)


class IndicatorQuerySet(PoleQuerySet):
    def kept(self):
        return self.filter(removed_at=None)

    def shown(self):
        """Those of the public site."""
        return self.kept().filter(public=True)

    @transaction.atomic
    def start(self) -> bool:
        """Give a pole that has no indicator a first set; False when it has some already."""
        if self.kept().exists():
            return False
        self.bulk_create(
            self.model(title=title, pull=code, position=rank) for rank, (code, title) in enumerate(STARTERS)
        )
        return True

    def last_position(self) -> int:
        return self.aggregate(last=Max("position"))["last"] or 0


class Indicator(PoleOwned):
    """A figure the network watches; its value and evidence are pulled from the rooms below, never stored.

    `pull` names a function of `pulls.py`.
    """

    title = models.CharField("chiffre clé", max_length=160)
    pull = models.CharField("ce qui est compté", max_length=40)
    target = models.PositiveIntegerField(
        "objectif sur un an",
        null=True,
        blank=True,
        validators=[MinValueValidator(1, "Un objectif commence à 1 ; laissez vide s’il n’y en a pas.")],
    )
    position = models.PositiveSmallIntegerField(default=0)
    public = models.BooleanField("montré sur le site public", default=True)
    removed_at = models.DateTimeField(
        null=True, editable=False, help_text="Reports that used it keep their figure"
    )

    objects = manager(IndicatorQuerySet)

    class Meta(PoleOwned.Meta):
        ordering = ["position", "pk"]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("indicators:indicator", args=[self.pid])

    @property
    def pulled(self) -> Pull:
        return PULLS[self.pull]

    @transaction.atomic
    def move(self, step: int):
        """One place up (-1) or down (+1) among the indicators that are kept."""
        order = list(Indicator.objects.kept().select_for_update())
        place = order.index(self)
        order.insert(max(0, place + step), order.pop(place))
        for rank, indicator in enumerate(order):
            indicator.position = rank
        Indicator.objects.bulk_update(order, ["position"])

    def remove(self):
        self.removed_at = timezone.now()
        self.save(update_fields=["removed_at"])
