"""The timed agenda. A timer is a stored end time: every screen counts down to it by itself."""

import datetime as dt
from contextlib import suppress

from django.db import models
from django.utils import timezone

from maillage.ground.journal import models as journal
from maillage.ground.people.models import Person
from maillage.ground.poles.owned import PoleOwned
from maillage.needs.workshops.methods.plan import how_many_teams, parse_teams, parse_vote
from maillage.needs.workshops.models.board import Board
from maillage.needs.workshops.models.polls import Poll, open_poll
from maillage.needs.workshops.models.teams import MOST_TEAMS, gather, pair_up, rotate, split
from maillage.needs.workshops.models.workshop import Change, Refused, Workshop


class AgendaItem(PoleOwned):
    """One step (temps): when it is planned, what is done in it, and when it really began and ended."""

    class Kind(models.TextChoices):
        WELCOME = "welcome", "accueil"
        ICEBREAKER = "icebreaker", "brise-glace"
        TALK = "talk", "apport"
        WRITE = "write", "écriture"
        GROUP = "group", "regroupement"
        VOTE = "vote", "vote"
        TREE = "tree", "arbre"
        TEAMS = "teams", "sous-groupes"
        PLENARY = "plenary", "mise en commun"
        FEEDBACK = "feedback", "tour de table"
        BREAK = "break", "pause"
        CLOSE = "close", "conclusion"

    workshop = models.ForeignKey(Workshop, models.CASCADE, related_name="agenda")
    position = models.PositiveSmallIntegerField(default=0)
    kind = models.CharField("type", max_length=12, choices=Kind, default=Kind.TALK)
    starts = models.TimeField("début", null=True, blank=True)
    ends = models.TimeField("fin", null=True, blank=True)
    minutes = models.PositiveSmallIntegerField("durée en minutes", null=True, blank=True)
    title = models.CharField("titre", max_length=250)
    guide = models.TextField("consigne", blank=True)
    board = models.ForeignKey(
        "workshops.Board",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="steps",
        verbose_name="tableau",
    )
    phase = models.CharField("phase du tableau", max_length=10, blank=True)
    teams = models.CharField("sous-groupes", max_length=16, blank=True, help_text="As in methods.plan.Step")
    vote = models.CharField("vote", max_length=12, blank=True, help_text="As in methods.plan.Step")
    started_at = models.DateTimeField(null=True)
    ends_at = models.DateTimeField(null=True, help_text="The end of its timer; None runs without one")
    ended_at = models.DateTimeField(null=True)

    class Meta(PoleOwned.Meta):
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["workshop"],
                condition=models.Q(started_at__isnull=False, ended_at=None),
                name="one_running_step",
            )
        ]

    def __str__(self):
        return self.title

    @property
    def running(self) -> bool:
        return self.started_at is not None and self.ended_at is None

    @property
    def planned_minutes(self) -> int | None:
        """Its own length, else the time between its planned hours."""
        if self.minutes is not None or not (self.starts and self.ends):
            return self.minutes
        day = dt.date(2000, 1, 1)
        return (dt.datetime.combine(day, self.ends) - dt.datetime.combine(day, self.starts)).seconds // 60

    def start(self, by: Person) -> None:
        """It runs now, the one before it ends; its board enters its phase. Starting again restarts the timer.

        The first time, what it plans for sub-groups is done; a planned vote opens as soon as there is something to vote on.
        """
        with self.workshop.turn() as workshop:
            workshop.must_be_live()
            first, now = self.started_at is None, timezone.now()
            workshop.agenda.filter(started_at__isnull=False, ended_at=None).update(ended_at=now)
            minutes = self.planned_minutes
            self.started_at, self.ended_at = now, None
            self.ends_at = now + dt.timedelta(minutes=minutes) if minutes else None
            self.save(update_fields=["started_at", "ended_at", "ends_at"])
            if self.board and self.phase not in ("", Board.Phase.VOTING):
                self.board.enter(self.phase, workshop, by)
            if first:
                self.part(workshop, by)
            if self.board and self.phase == Board.Phase.VOTING:
                self.ask(by)
            workshop.tell(Change.Kind.HEAD)
            journal.record("workshop.step_started", workshop, by, position=self.position)

    def part(self, workshop: Workshop, by: Person) -> None:
        """What becomes of the sub-groups. Too few of them to turn or join: they stay as they are."""
        verb, number = parse_teams(self.teams)
        people = workshop.participants.present().count()
        with suppress(Refused):
            if verb in ("count", "size"):
                count = number if verb == "count" else how_many_teams(people, number)
                split(workshop, min(count, MOST_TEAMS), by)
            elif verb:
                {"pairs_merge": pair_up, "rotate": rotate, "gather": gather}[verb](workshop, by)

    def ask(self, by: Person) -> None:
        """Open the planned vote. Nothing to vote on yet: it is opened by hand, once there is."""
        kind, dots = parse_vote(self.vote)
        with suppress(Refused):
            open_poll(self.board, by, kind or Poll.Kind.DOTS, dots or 3)

    def lengthen(self, minutes: int, by: Person) -> None:
        """More (or less) time for the running step: its timer ends later, from now if it has already rung."""
        with self.workshop.turn() as workshop:
            step = workshop.agenda.filter(pk=self.pk, started_at__isnull=False, ended_at=None).first()
            if step is None:
                return
            now = timezone.now()
            step.ends_at = max(now, max(step.ends_at or now, now) + dt.timedelta(minutes=minutes))
            step.save(update_fields=["ends_at"])
            self.ends_at = step.ends_at
            workshop.tell(Change.Kind.HEAD)

    def end(self, by: Person) -> None:
        with self.workshop.turn() as workshop:
            self.ended_at = timezone.now()
            if workshop.agenda.filter(pk=self.pk, ended_at=None).update(ended_at=self.ended_at):
                workshop.tell(Change.Kind.HEAD)
                journal.record("workshop.step_ended", workshop, by, position=self.position)
