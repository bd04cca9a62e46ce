from django.db import models

from maillage.ground.poles.owned import PoleOwned
from maillage.needs.workshops.models.wall import Cluster, Note
from maillage.needs.workshops.models.workshop import Workshop


class Takeaway(PoleOwned):
    """What a workshop leaves behind beside needs: a decision, a solution, an action or a follow-up, as it was said."""

    class Kind(models.TextChoices):
        DECISION = "decision", "décision"
        SOLUTION = "solution", "solution"
        ACTION = "action", "action"
        FOLLOW_UP = "follow_up", "suite à donner"

    workshop = models.ForeignKey(Workshop, models.CASCADE, related_name="takeaways")
    kind = models.CharField(max_length=10, choices=Kind)
    text = models.CharField("texte", max_length=1000)
    cause = models.CharField("cause", max_length=500, blank=True)
    audience = models.CharField("public", max_length=200, blank=True)
    owner = models.CharField("qui", max_length=160, blank=True, help_text="Who takes it on, as it was said")
    due = models.DateField("pour quand", null=True, blank=True)
    note = models.ForeignKey(Note, models.SET_NULL, null=True, blank=True, related_name="takeaways")
    cluster = models.ForeignKey(Cluster, models.SET_NULL, null=True, blank=True, related_name="takeaways")
    line = models.PositiveIntegerField(null=True, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta(PoleOwned.Meta):
        ordering = ["position", "pk"]

    def __str__(self):
        return self.text
