from django.db import models

from maillage.ground.poles.owned import PoleOwned


class Indicator(PoleOwned):
    """A figure the network watches; its value and evidence are pulled from the rooms below, never stored.

    `pull` names a function of `pulls.py`.
    """

    title = models.CharField("chiffre clé", max_length=160)
    pull = models.CharField("ce qui est compté", max_length=40)
    target = models.PositiveIntegerField("objectif", null=True, blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    public = models.BooleanField("montré sur le site public", default=True)

    class Meta(PoleOwned.Meta):
        ordering = ["position", "pk"]

    def __str__(self):
        return self.title
