"""What one is a member for, who speaks for a structure, and what was reminded."""

import datetime as dt

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from maillage.ground.memberships.periods import Span
from maillage.ground.money.models import Due
from maillage.ground.people.models import Dated, Person
from maillage.ground.poles.owned import PoleOwned, PoleQuerySet, manager
from maillage.ui.french import NBSP


class RepresentativeQuerySet(Dated, PoleQuerySet):
    pass


class Representative(PoleOwned):
    """Somebody who speaks for a member organisation, from when to when."""

    membership = models.ForeignKey("memberships.Membership", models.CASCADE, related_name="representatives")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    since = models.DateTimeField(default=timezone.now)
    until = models.DateTimeField(null=True)

    objects = manager(RepresentativeQuerySet)

    class Meta(PoleOwned.Meta):
        ordering = ["since", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["membership", "person"], condition=Q(until=None), name="one_open_representative"
            )
        ]

    def __str__(self):
        return self.person.name


class PeriodQuerySet(PoleQuerySet):
    def counting(self, day: dt.date | None = None):
        """Those that count and hold this day (today by default)."""
        day = day or timezone.localdate()
        return self.filter(starts__lte=day, ends__gte=day, counts_from__isnull=False)


class Period(PoleOwned):
    """What somebody is a member for; it counts from the moment nothing is owed for it."""

    membership = models.ForeignKey("memberships.Membership", models.PROTECT, related_name="periods")
    starts = models.DateField("du")
    ends = models.DateField("au")
    due = models.OneToOneField(Due, models.PROTECT, null=True, related_name="period")
    counts_from = models.DateTimeField(null=True, help_text="Settled, or nothing was due")
    asked_at = models.DateTimeField(default=timezone.now)

    objects = manager(PeriodQuerySet)

    class Meta(PoleOwned.Meta):
        ordering = ["starts"]
        constraints = [
            models.UniqueConstraint(fields=["membership", "starts"], name="one_period_of_a_start"),
            models.CheckConstraint(condition=Q(ends__gte=F("starts")), name="a_period_ends_after_it_starts"),
        ]

    def __str__(self):
        return f"du {self.starts:%d/%m/%Y} au {self.ends:%d/%m/%Y}".replace(" ", NBSP)

    @property
    def span(self) -> Span:
        return Span(self.starts, self.ends)

    @property
    def waits(self) -> bool:
        """Asked, and not paid yet."""
        return self.counts_from is None and bool(self.due_id) and not self.due.cancelled_at


class Reminder(PoleOwned):
    """One was sent: unique, so that nobody is reminded twice of the same thing."""

    period = models.ForeignKey(Period, models.CASCADE, related_name="reminders")
    step = models.CharField(max_length=10)
    sent_at = models.DateTimeField(default=timezone.now)

    class Meta(PoleOwned.Meta):
        constraints = [models.UniqueConstraint(fields=["period", "step"], name="one_reminder_of_a_step")]

    def __str__(self):
        return self.step
