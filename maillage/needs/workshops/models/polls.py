"""Votes over the groups of a board. Budgets are kept by the database: one vote at a time holds the workshop's lock."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone

from maillage.ground.journal import models as journal
from maillage.ground.people.models import Person
from maillage.ground.poles.owned import PoleOwned, PoleQuerySet, manager
from maillage.needs.workshops.models.board import Board
from maillage.needs.workshops.models.people import Participant
from maillage.needs.workshops.models.workshop import Change, Refused, Workshop

CLOSED = "Le vote est fermé. Ce que vous avez déjà donné est gardé."
GONE = "Ce groupe n’est plus sur ce mur. Vos autres choix sont gardés."
TOO_LATE = "Cette personne n’est plus sur la feuille de l’atelier."
SCALE = range(1, 6)  # impact and effort
IMPACT = ("faible", "plutôt faible", "moyen", "plutôt fort", "fort")
EFFORT = ("léger", "plutôt léger", "moyen", "plutôt lourd", "lourd")


class PollQuerySet(PoleQuerySet):
    def of(self, workshop: Workshop):
        return self.filter(board__workshop=workshop)

    def open(self):
        return self.filter(closed_at=None)

    def past(self):
        """Closed, the last one first: a board may be voted on again, what was found before stays."""
        return self.filter(closed_at__isnull=False).order_by("-closed_at", "-pk")

    def with_seq(self):
        """Adds `.seq`: the number of the workshop when the vote closed, None when nothing was ever numbered."""
        told = Change.objects.filter(
            workshop=models.OuterRef("board__workshop"), at__lte=models.OuterRef("closed_at")
        )
        return self.annotate(seq=models.Subquery(told.order_by("-seq").values("seq")[:1]))


class Poll(PoleOwned):
    """A vote over the groups of one board: open until closed."""

    class Kind(models.TextChoices):
        DOTS = "dots", "points"
        MATRIX = "matrix", "impact et effort"
        AGREEMENT = "agreement", "degrés d’accord"

    board = models.ForeignKey(Board, models.CASCADE, related_name="polls")
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.DOTS)
    budget = models.PositiveSmallIntegerField("points par personne", default=3)
    opened_at = models.DateTimeField(default=timezone.now)
    closed_at = models.DateTimeField(null=True)
    results = models.JSONField(
        null=True,
        help_text="What it came to, when nobody’s ballot is known (read from minutes): {cluster pk: {votes | agreement}}",
    )

    objects = manager(PollQuerySet)

    class Meta(PoleOwned.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["board"], condition=models.Q(closed_at=None), name="one_open_poll"
            )
        ]

    def __str__(self):
        return self.get_kind_display()

    @property
    def workshop(self) -> Workshop:
        return self.board.workshop

    @property
    def impact_words(self) -> list[tuple[int, str]]:
        return list(zip(SCALE, IMPACT, strict=True))

    @property
    def effort_words(self) -> list[tuple[int, str]]:
        return list(zip(SCALE, EFFORT, strict=True))

    @property
    def grades(self) -> list["Stance.Grade"]:
        return list(Stance.Grade)

    def place(self, participant: Participant, cluster, count: int) -> None:
        """Put `count` dots of this participant on the group, whatever was there before; 0 takes them back.

        Raises Refused when the vote is closed or the budget exceeded: nothing changes then.
        """
        with self.workshop.turn() as workshop:
            poll = self.taking(Poll.Kind.DOTS, participant, cluster, workshop)
            mine = poll.dots.filter(participant=participant)
            elsewhere = mine.exclude(cluster=cluster).filter(cluster__dissolved_at=None)
            left = poll.budget - sum(elsewhere.values_list("count", flat=True))
            if count < 0 or count > left:
                raise Refused(f"Vous avez {points(poll.budget)} en tout : il en reste {left} pour ce groupe.")
            take_back(mine.exclude(cluster__dissolved_at=None), keeping=left - count)
            if count:
                poll.dots.update_or_create(
                    participant=participant, cluster=cluster, defaults={"count": count}
                )
            else:
                mine.filter(cluster=cluster).delete()
            workshop.tell(Change.Kind.VOTES, cluster.pid)

    def situate(self, participant: Participant, cluster, impact: int | None, effort: int | None) -> None:
        """Where this participant puts the group, impact and effort from 1 to 5; None and None take it back. Raises Refused."""
        with self.workshop.turn() as workshop:
            poll = self.taking(Poll.Kind.MATRIX, participant, cluster, workshop)
            if impact is None and effort is None:
                poll.placements.filter(participant=participant, cluster=cluster).delete()
            elif impact in SCALE and effort in SCALE:
                poll.placements.update_or_create(
                    participant=participant, cluster=cluster, defaults={"impact": impact, "effort": effort}
                )
            else:
                raise Refused("Donnez l’impact et l’effort, chacun de 1 à 5.")
            workshop.tell(Change.Kind.VOTES, cluster.pid)

    def stand(self, participant: Participant, cluster, grade: str | None) -> None:
        """How far this participant agrees with the proposal (`Stance.Grade`); None takes it back. Raises Refused."""
        with self.workshop.turn() as workshop:
            poll = self.taking(Poll.Kind.AGREEMENT, participant, cluster, workshop)
            if grade is None:
                poll.stances.filter(participant=participant, cluster=cluster).delete()
            elif grade in Stance.Grade.values:
                poll.stances.update_or_create(
                    participant=participant, cluster=cluster, defaults={"grade": grade}
                )
            else:
                raise Refused("Choisissez l’un des degrés d’accord proposés.")
            workshop.tell(Change.Kind.VOTES, cluster.pid)

    def taking(self, kind: str, participant: Participant, cluster, workshop: Workshop) -> "Poll":
        """The poll, locked, if it takes votes of this kind from this person on this group now; else raises Refused."""
        poll = Poll.objects.select_for_update().select_related("board").get(pk=self.pk)
        if poll.closed_at or not workshop.live:
            raise Refused(CLOSED)
        if poll.kind != kind:
            raise Refused("Le vote a changé de forme. Rechargez la page.")
        voter = Participant.objects.only("team", "gone_at").get(pk=participant.pk)
        if voter.gone_at:
            raise Refused(TOO_LATE)
        if poll.board.team_id and poll.board.team_id != voter.team_id:
            raise Refused("Ce vote est celui d’un autre sous-groupe.")
        if not poll.board.clusters.standing().filter(pk=cluster.pk).exists():
            raise Refused(GONE)
        return poll

    def close(self, by: Person) -> None:
        """The results are for all; the board can be read and written again."""
        with self.workshop.turn() as workshop:
            Board.objects.get(pk=self.board_id).enter(Board.Phase.REVEALED, workshop, by)

    def finish(self, workshop: Workshop, by: Person | None) -> None:
        """Close inside the workshop's turn; closing twice changes nothing."""
        self.closed_at = timezone.now()
        if Poll.objects.filter(pk=self.pk, closed_at=None).update(closed_at=self.closed_at):
            journal.record("workshop.poll_closed", workshop, by, **self.turnout())

    def turnout(self) -> dict[str, int]:
        """{"voters": people who gave something, "dots": dots placed, or groups judged}."""
        given = {
            Poll.Kind.DOTS: (self.dots, models.Sum("count")),
            Poll.Kind.MATRIX: (self.placements, models.Count("pk")),
            Poll.Kind.AGREEMENT: (self.stances, models.Count("pk")),
        }
        rows, many = given[self.kind]
        return rows.counted().aggregate(
            voters=models.Count("participant", distinct=True),
            dots=models.functions.Coalesce(many, 0),
        )


def points(count: int) -> str:
    return f"{count} point{'s' if count > 1 else ''}"


def take_back(dots, keeping: int) -> None:
    """Dots left on groups that were dissolved may be spent again; once they are, they are no longer there.

    Undoing the dissolution brings back a group, never more dots than the budget.
    """
    for dot in dots:
        kept = min(dot.count, keeping)
        keeping -= kept
        if kept:
            dots.filter(pk=dot.pk).update(count=kept)
        else:
            dot.delete()


NOTHING = "Rien à départager encore : regroupez d’abord quelques post-it, on votera sur les groupes."
ALREADY = "Un vote est déjà ouvert sur ce tableau. Fermez-le avant d’en ouvrir un autre."


def open_poll(board: Board, by: Person, kind: str = Poll.Kind.DOTS, budget: int = 3) -> Poll:
    """A vote over the groups of the board, and over those of each copy that a sub-group at work fills.

    One at a time on a board. The poll of the board itself, of a copy when the board has no group. Raises Refused.
    """
    with board.workshop.turn() as workshop:
        workshop.must_be_live()
        copies = board.copies.filter(team__closed_at=None, team__isnull=False)
        voted_on = [
            wall
            for wall in [Board.objects.get(pk=board.pk), *copies]
            if wall.clusters.filter(dissolved_at=None).exists()
        ]
        if Poll.objects.open().filter(board__in=[board, *voted_on]).exists():
            raise Refused(ALREADY)
        if not voted_on:
            raise Refused(NOTHING)
        polls = [wall.polls.create(kind=kind, budget=budget) for wall in voted_on]
        Board.objects.filter(pk__in=[board.pk, *(wall.pk for wall in voted_on)]).update(
            phase=Board.Phase.VOTING
        )
        workshop.tell(Change.Kind.WALL)
        journal.record("workshop.poll_opened", workshop, by, kind=kind, budget=budget)
    return polls[0]


class BallotQuerySet(PoleQuerySet):
    def counted(self):
        """What counts: given by people still on the sheet, to groups that stood when the vote closed (stand, while it is open)."""
        stood = models.Q(cluster__dissolved_at=None) | models.Q(
            cluster__dissolved_at__gt=models.F("poll__closed_at")
        )
        return self.filter(stood, participant__gone_at=None)


class Dot(PoleOwned):
    """The dots one participant put on one cluster."""

    poll = models.ForeignKey(Poll, models.CASCADE, related_name="dots")
    participant = models.ForeignKey(Participant, models.CASCADE, related_name="dots")
    cluster = models.ForeignKey("workshops.Cluster", models.CASCADE, related_name="dots")
    count = models.PositiveSmallIntegerField(default=1)

    objects = manager(BallotQuerySet)

    class Meta(PoleOwned.Meta):
        constraints = [models.UniqueConstraint(fields=["poll", "participant", "cluster"], name="one_dot_row")]

    def __str__(self):
        return f"{self.count}"


class Placement(PoleOwned):
    """Where one participant puts one group between impact and effort, each from 1 (little) to 5 (much)."""

    poll = models.ForeignKey(Poll, models.CASCADE, related_name="placements")
    participant = models.ForeignKey(Participant, models.CASCADE, related_name="placements")
    cluster = models.ForeignKey("workshops.Cluster", models.CASCADE, related_name="placements")
    impact = models.PositiveSmallIntegerField(validators=[MinValueValidator(1), MaxValueValidator(5)])
    effort = models.PositiveSmallIntegerField(validators=[MinValueValidator(1), MaxValueValidator(5)])

    objects = manager(BallotQuerySet)

    class Meta(PoleOwned.Meta):
        constraints = [
            models.UniqueConstraint(fields=["poll", "participant", "cluster"], name="one_placement")
        ]

    def __str__(self):
        return f"impact {self.impact}, effort {self.effort}"


SHORT = {
    "support": "Je soutiens",
    "reserve": "Avec une réserve",
    "disagree": "Contre, sans bloquer",
}


class Stance(PoleOwned):
    """How far one participant agrees with one proposal: the gradients of agreement (Kaner), in six steps."""

    class Grade(models.TextChoices):
        SUPPORT = "support", "Je soutiens pleinement"
        RESERVE = "reserve", "Je soutiens, avec une réserve"
        ACCEPT = "accept", "Je peux vivre avec"
        ABSTAIN = "abstain", "Je m’abstiens"
        DISAGREE = "disagree", "Je ne suis pas d’accord, mais je laisse faire"
        BLOCK = "block", "Je m’y oppose"

        @property
        def short(self) -> str:
            """On a narrow screen and under a bar; the label says the same with all its words."""
            return SHORT.get(self, self.label)

    poll = models.ForeignKey(Poll, models.CASCADE, related_name="stances")
    participant = models.ForeignKey(Participant, models.CASCADE, related_name="stances")
    cluster = models.ForeignKey("workshops.Cluster", models.CASCADE, related_name="stances")
    grade = models.CharField(max_length=10, choices=Grade)

    objects = manager(BallotQuerySet)

    class Meta(PoleOwned.Meta):
        constraints = [models.UniqueConstraint(fields=["poll", "participant", "cluster"], name="one_stance")]

    def __str__(self):
        return self.get_grade_display()
