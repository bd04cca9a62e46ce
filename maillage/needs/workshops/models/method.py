"""A pole's own methods, beside the ready ones of `methods/`."""

from django.db import models
from django.urls import reverse
from django.utils import timezone

from maillage.ground.journal import models as journal
from maillage.ground.people.models import Person
from maillage.ground.poles.owned import PoleOwned, PoleQuerySet, manager
from maillage.needs.workshops.methods.plan import Plan


class MethodQuerySet(PoleQuerySet):
    def in_use(self):
        return self.filter(retired_at=None)

    def keep(self, plan: Plan, by: Person) -> "Method":
        method = self.create(title=plan.title[:200], says=plan.says[:200], plan=plan.to_json(), created_by=by)
        journal.record("method.created", method, by)
        return method


class Method(PoleOwned):
    """One way of holding a workshop that the pole has made its own. `plan` is `Plan.to_json()`."""

    title = models.CharField("titre", max_length=200)
    says = models.CharField("en une phrase", max_length=200, blank=True)
    plan = models.JSONField(default=dict)
    created_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    retired_at = models.DateTimeField(null=True)

    objects = manager(MethodQuerySet)

    class Meta(PoleOwned.Meta):
        ordering = ["title", "pk"]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("workshops:method", args=[self.pid])

    def as_plan(self) -> Plan:
        return Plan.from_json({**self.plan, "title": self.title, "says": self.says})

    def change(self, plan: Plan, by: Person) -> None:
        """Workshops already prepared with it keep what they were given."""
        self.title, self.says, self.plan = plan.title[:200], plan.says[:200], plan.to_json()
        self.save(update_fields=["title", "says", "plan"])
        journal.record("method.changed", self, by)

    def retire(self, by: Person) -> None:
        if not self.retired_at:
            self.retired_at = timezone.now()
            self.save(update_fields=["retired_at"])
            journal.record("method.retired", self, by)

    def bring_back(self, by: Person) -> None:
        if self.retired_at:
            self.retired_at = None
            self.save(update_fields=["retired_at"])
            journal.record("method.brought_back", self, by)
