from django.db import models
from django.db.models import OuterRef, Subquery
from django.urls import reverse
from django.utils import timezone

from maillage.ground.people.models import Person
from maillage.ground.poles.owned import PoleOwned, PoleQuerySet, manager
from maillage.ground.search.models import Findable, Finding
from maillage.needs.catalogue.models import Need
from maillage.needs.workshops.models import Takeaway


class Axis(PoleOwned):
    """A direction of the road map."""

    title = models.CharField("axe", max_length=160)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta(PoleOwned.Meta):
        ordering = ["position", "pk"]

    def __str__(self):
        return self.title


class Workstream(PoleOwned):
    """A chantier: actions that go together, under one axis."""

    axis = models.ForeignKey(Axis, models.CASCADE, related_name="workstreams", verbose_name="axe")
    title = models.CharField("chantier", max_length=160)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta(PoleOwned.Meta):
        ordering = ["position", "pk"]

    def __str__(self):
        return self.title


class ActionQuerySet(PoleQuerySet):
    def with_state(self):
        """Annotates `state`, the last one of the history."""
        last = ActionState.objects.filter(action=OuterRef("pk")).order_by("-at", "-pk").values("state")[:1]
        return self.annotate(state=Subquery(last))


class Action(Findable):
    """What the network decides to do about its needs."""

    class Horizon(models.TextChoices):
        SHORT = "short", "court terme"
        MEDIUM = "medium", "moyen terme"
        LONG = "long", "long terme"

    title = models.CharField("action", max_length=200)
    description = models.TextField("précisions", blank=True)
    workstream = models.ForeignKey(Workstream, models.PROTECT, related_name="actions", verbose_name="chantier")
    horizon = models.CharField("horizon", max_length=10, choices=Horizon, default=Horizon.SHORT)
    owner = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="qui s’en charge")
    starts = models.DateField("à partir du", null=True, blank=True)
    due = models.DateField("échéance", null=True, blank=True)
    takeaway = models.OneToOneField(Takeaway, models.SET_NULL, null=True, blank=True, related_name="action")
    created_at = models.DateTimeField(default=timezone.now)

    objects = manager(ActionQuerySet)

    class Meta(Findable.Meta):
        ordering = ["due", "pk"]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("roadmap:action", args=[self.pid])

    def finding(self):
        return Finding("action", self.title, self.description, self.get_absolute_url(), "steering")


class Answer(PoleOwned):
    """This action answers this need."""

    action = models.ForeignKey(Action, models.CASCADE, related_name="answers")
    need = models.ForeignKey(Need, models.CASCADE, related_name="answers")

    class Meta(PoleOwned.Meta):
        constraints = [models.UniqueConstraint(fields=["action", "need"], name="one_answer")]


class ActionState(PoleOwned):
    """One line of an action's history; the last one is its state."""

    class State(models.TextChoices):
        PLANNED = "planned", "prévue"
        RUNNING = "running", "en cours"
        DONE = "done", "faite"
        DROPPED = "dropped", "abandonnée"

    action = models.ForeignKey(Action, models.CASCADE, related_name="history")
    state = models.CharField("état", max_length=10, choices=State)
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    comment = models.CharField("commentaire", max_length=300, blank=True)

    class Meta(PoleOwned.Meta):
        ordering = ["-at", "-pk"]
