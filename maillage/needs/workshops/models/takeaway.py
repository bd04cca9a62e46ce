from django.db import models

from maillage.ground.poles.owned import PoleOwned
from maillage.needs.workshops.models.workshop import Workshop


class Takeaway(PoleOwned):
    """What a workshop leaves behind beside needs: a solution, an action or a follow-up, as it was said."""

    class Kind(models.TextChoices):
        SOLUTION = "solution", "solution"
        ACTION = "action", "action"
        FOLLOW_UP = "follow_up", "suite à donner"

    workshop = models.ForeignKey(Workshop, models.CASCADE, related_name="takeaways")
    kind = models.CharField(max_length=10, choices=Kind)
    text = models.CharField(max_length=1000)
    cause = models.CharField(max_length=500, blank=True)
    audience = models.CharField(max_length=200, blank=True)
    line = models.PositiveIntegerField(null=True, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta(PoleOwned.Meta):
        ordering = ["position", "pk"]

    def __str__(self):
        return self.text
