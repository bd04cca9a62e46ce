"""Axes, workstreams, actions, and the history of each action, which is only ever added to."""

import datetime as dt

from django.db import IntegrityError, models, transaction
from django.db.models import OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone

from maillage.ground.journal.models import AppendOnly, record
from maillage.ground.people.models import Person
from maillage.ground.poles.owned import PoleOwned, PoleQuerySet, manager
from maillage.ground.search.models import Findable, Finding
from maillage.needs.catalogue.models import Need
from maillage.needs.workshops.models import Takeaway


class Placed(PoleOwned):
    """A row that has a place among its siblings and can go up or down."""

    position = models.PositiveSmallIntegerField(default=0)

    class Meta(PoleOwned.Meta):
        abstract = True
        ordering = ["position", "pk"]

    def siblings(self):
        return type(self).objects.all()

    def save(self, *args, **kwargs):
        if self._state.adding and not self.position:
            last = self.siblings().aggregate(last=models.Max("position"))["last"]
            self.position = 0 if last is None else last + 1
        super().save(*args, **kwargs)

    def shift(self, step: int):
        """Swap with the next sibling (step 1) or the one before (step -1); nothing at the end of the row."""
        with transaction.atomic():
            row = list(self.siblings().select_for_update())
            here = row.index(self)
            there = here + step
            if 0 <= there < len(row):
                row[here], row[there] = row[there], row[here]
            for place, sibling in enumerate(row):
                sibling.position = place
            type(self).objects.bulk_update(row, ["position"])


class Axis(Placed):
    """A direction of the road map."""

    title = models.CharField("axe", max_length=160)

    def __str__(self):
        return self.title


class Workstream(Placed):
    """A chantier: actions that go together, under one axis."""

    axis = models.ForeignKey(Axis, models.PROTECT, related_name="workstreams", verbose_name="axe")
    title = models.CharField("chantier", max_length=160)

    def __str__(self):
        return self.title

    def siblings(self):
        return Workstream.objects.filter(axis=self.axis_id)


class ActionQuerySet(PoleQuerySet):
    def with_state(self, at: dt.datetime | None = None):
        """Annotates `state` and `state_since`: the last line of the history (written by `at` when given)."""
        history = ActionState.objects.filter(action=OuterRef("pk"))
        if at:
            history = history.filter(at__lte=at)
        last = history.order_by("-at", "-pk")
        return self.annotate(
            state=Subquery(last.values("state")[:1]), state_since=Subquery(last.values("at")[:1])
        )

    def in_state(self, states, at: dt.datetime | None = None):
        """Actions whose state was one of `states` (one code or several) at a moment, now by default."""
        states = [states] if isinstance(states, str) else list(states)
        return self.with_state(at).filter(state__in=states)

    def late(self, today: dt.date | None = None):
        """Actions past their due date that are neither done nor dropped."""
        return (
            self.with_state()
            .annotate(standing=Coalesce("state", models.Value(ActionState.State.PLANNED)))
            .filter(due__lt=today or timezone.localdate())
            .exclude(standing__in=ActionState.CLOSED)
        )

    def plan(self, by: Person | None, needs=(), **fields) -> "Action":
        """Decide an action, answering these needs. A takeaway becomes one action: doing it twice gives the first."""
        try:
            with transaction.atomic():
                action = self.create(**fields)
                ActionState.objects.create(action=action, state=ActionState.State.PLANNED, by=by)
                action.answer(needs)
                record("action.planned", action, by)
                return action
        except IntegrityError:
            earlier = self.filter(takeaway=fields["takeaway"]).first() if fields.get("takeaway") else None
            if earlier is None:
                raise
            return earlier


class Action(Findable):
    """What the network decides to do about its needs."""

    class Horizon(models.TextChoices):
        SHORT = "short", "court terme"
        MEDIUM = "medium", "moyen terme"
        LONG = "long", "long terme"

    title = models.CharField("action", max_length=200)
    description = models.TextField("précisions", blank=True)
    workstream = models.ForeignKey(
        Workstream, models.PROTECT, related_name="actions", verbose_name="chantier"
    )
    horizon = models.CharField("horizon", max_length=10, choices=Horizon, default=Horizon.SHORT)
    owner = models.ForeignKey(
        Person, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="qui s’en charge"
    )
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

    def is_late(self, today: dt.date | None = None) -> bool:
        """For an action read `with_state()`."""
        return bool(
            self.due and self.due < (today or timezone.localdate()) and self.state not in ActionState.CLOSED
        )

    @property
    def state_label(self) -> str:
        """For an action read `with_state()`."""
        return ActionState.State(self.state or ActionState.State.PLANNED).label

    def move(self, state: str, by: Person | None, comment: str = "", at: dt.datetime | None = None) -> bool:
        """Add a line to the history; False when it says nothing new (same state, no comment)."""
        with transaction.atomic():
            Action.objects.select_for_update().get(pk=self.pk)
            last = self.history.first()
            if last and last.state == state and not comment:
                return False
            ActionState.objects.create(
                action=self, state=state, by=by, comment=comment, at=at or timezone.now()
            )
            record(f"action.{ActionState.State(state).value}", self, by)
        return True

    def answer(self, needs):
        """This action answers exactly these needs (the standing one, for a need merged meanwhile)."""
        with transaction.atomic():
            wanted = {need.standing().pk for need in needs}
            self.answers.exclude(need__in=wanted).delete()
            missing = wanted - set(self.answers.values_list("need", flat=True))
            Answer.objects.bulk_create(
                (Answer(action=self, need_id=pk) for pk in sorted(missing)), ignore_conflicts=True
            )

    def revise(self, by: Person | None, needs, **fields):
        """Change what the action says; its history stays."""
        with transaction.atomic():
            for name, value in fields.items():
                setattr(self, name, value)
            self.save()
            self.answer(needs)
            record("action.revised", self, by)


class Answer(PoleOwned):
    """This action answers this need."""

    action = models.ForeignKey(Action, models.CASCADE, related_name="answers")
    need = models.ForeignKey(Need, models.CASCADE, related_name="answers")

    class Meta(PoleOwned.Meta):
        constraints = [models.UniqueConstraint(fields=["action", "need"], name="one_answer")]

    def __str__(self):
        return f"{self.action_id} → {self.need_id}"


class HistoryQuerySet(PoleQuerySet):
    def update(self, **kwargs):
        if kwargs != {"by": None}:  # someone is erased: their name goes, the line stays
            raise AppendOnly("A line of an action's history is never changed.")
        return super().update(**kwargs)

    def delete(self):
        raise AppendOnly("A line of an action's history is never removed.")


class ActionState(PoleOwned):
    """One line of an action's history; the last one is its state."""

    class State(models.TextChoices):
        PLANNED = "planned", "prévue"
        RUNNING = "running", "en cours"
        DONE = "done", "faite"
        DROPPED = "dropped", "abandonnée"

    CLOSED = (State.DONE, State.DROPPED)
    ANSWERING = (State.RUNNING, State.DONE)

    action = models.ForeignKey(Action, models.CASCADE, related_name="history")
    state = models.CharField("état", max_length=10, choices=State)
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    comment = models.CharField("commentaire", max_length=300, blank=True)

    objects = manager(HistoryQuerySet)

    class Meta(PoleOwned.Meta):
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["action", "-at"], name="history_of_an_action")]

    def __str__(self):
        return f"{self.get_state_display()} · {self.at:%F}"

    def save(self, *args, **kwargs):
        if self.pk:
            raise AppendOnly("A line of an action's history is never changed.")
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        raise AppendOnly("A line of an action's history is never removed.")
