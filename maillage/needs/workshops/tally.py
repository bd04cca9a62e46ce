"""What votes came to, group by group."""

from collections import defaultdict
from collections.abc import Iterable
from copy import copy
from dataclasses import dataclass, field

from django.db.models import Avg, Count, Max, Min, StdDev, Sum
from django.utils.safestring import mark_safe

from maillage.needs.workshops import quarters
from maillage.needs.workshops.models import Board, Cluster, Dot, Placement, Poll, Stance
from maillage.needs.workshops.quarters import QUARTERS, Point, Quarter, quarter_of

RANKS_PER_VOTE = 100_000
DIVIDED = 1  # standard deviation, in points of the scale, from which a room is said to be divided
G = Stance.Grade
WORTH = {G.SUPPORT: 5, G.RESERVE: 4, G.ACCEPT: 3, G.DISAGREE: 1, G.BLOCK: 0}  # who abstains weighs nothing


@dataclass(frozen=True)
class Measure:
    """Where people put one group on one scale, from 1 to 5."""

    mean: float
    least: int
    most: int
    spread: float  # standard deviation

    @property
    def between(self) -> str:
        return f"{self.least}" if self.least == self.most else f"de {self.least} à {self.most}"


@dataclass
class Tally:
    """What one group received in one poll: dots, or impact and effort, or how many people at each grade."""

    votes: int = 0
    judges: int = 0  # people who gave it something
    impact: Measure | None = None
    effort: Measure | None = None
    agreement: dict[str, int] = field(default_factory=dict)

    @property
    def worth(self) -> float:
        """What orders the groups once counted: dots, else impact less effort (1–9), else the mean of agreement (0–5)."""
        if self.impact:
            return 5 + self.impact.mean - self.effort.mean
        stands = {grade: n for grade, n in self.agreement.items() if grade in WORTH}
        if stands:
            return sum(WORTH[grade] * n for grade, n in stands.items()) / sum(stands.values())
        return self.votes

    @property
    def quarter(self) -> Quarter | None:
        return self.impact and QUARTERS[quarter_of(self.impact.mean, self.effort.mean)]

    @property
    def divided(self) -> bool:
        return bool(self.impact) and max(self.impact.spread, self.effort.spread) >= DIVIDED

    @property
    def grades(self) -> list[tuple[Stance.Grade, int]]:
        """Those that somebody chose, from support to opposition, and by how many."""
        return [(grade, self.agreement[grade]) for grade in G if grade in self.agreement]

    @property
    def against(self) -> int:
        """People who oppose it: they are heard first."""
        return self.agreement.get(G.BLOCK, 0)


class Matrix:
    """The groups of one board as the room placed them, numbered in the order they come in; the others have no number."""

    def __init__(self, clusters: list[Cluster]):
        self.placed = [one for one in clusters if one.tally.impact]
        self.missing = [one for one in clusters if not one.tally.impact]
        for number, cluster in enumerate(self.placed, start=1):
            cluster.number = number

    @property
    def quarters(self) -> list[tuple[Quarter, list[Cluster]]]:
        return [
            (quarter, [c for c in self.placed if c.tally.quarter == quarter]) for quarter in QUARTERS.values()
        ]

    @property
    def wide(self) -> str:
        return mark_safe(quarters.draw(self.points, quarters.WIDE))

    @property
    def narrow(self) -> str:
        return mark_safe(quarters.draw(self.points, quarters.NARROW))

    @property
    def points(self) -> list[Point]:
        return [
            Point(
                c.number,
                c.title,
                c.tally.impact.mean,
                c.tally.effort.mean,
                c.tally.impact.spread,
                c.tally.effort.spread,
            )
            for c in self.placed
        ]


def tally(polls: Iterable[Poll]) -> dict[int, Tally]:
    """{cluster pk: what it received} in these polls, at most one for each board. At most 3 queries."""
    return {pk: one for counted in tallies(polls).values() for pk, one in counted.items()}


def tallies(polls: Iterable[Poll]) -> dict[int, dict[int, Tally]]:
    """{poll pk: {cluster pk: what it received}}. At most 3 queries."""
    by_kind = defaultdict(list)
    found = defaultdict(lambda: defaultdict(Tally))
    for poll in polls:
        if poll.results is None:
            by_kind[poll.kind].append(poll.pk)
        else:
            found[poll.pk].update({int(pk): heard(**known) for pk, known in poll.results.items()})
    if dots := by_kind[Poll.Kind.DOTS]:
        for row in given(Dot, dots).annotate(total=Sum("count"), people=Count("pk")):
            found[row["poll"]][row["cluster"]] = Tally(votes=row["total"], judges=row["people"])
    if placed := by_kind[Poll.Kind.MATRIX]:
        rows = given(Placement, placed).annotate(
            people=Count("pk"), **measured("impact"), **measured("effort")
        )
        for row in rows:
            impact, effort = measure(row, "impact"), measure(row, "effort")
            found[row["poll"]][row["cluster"]] = Tally(judges=row["people"], impact=impact, effort=effort)
    if agreed := by_kind[Poll.Kind.AGREEMENT]:
        for row in given(Stance, agreed, "grade").annotate(people=Count("pk")):
            one = found[row["poll"]][row["cluster"]]
            one.agreement[row["grade"]] = row["people"]
            one.judges += row["people"]
    return found


def heard(votes: int = 0, agreement: dict[str, int] | None = None) -> Tally:
    """What a group received in a vote of which only the result was told."""
    agreement = agreement or {}
    return Tally(votes=votes, judges=sum(agreement.values()), agreement=agreement)


def given(model, polls: list[int], *by: str):
    return model.objects.counted().filter(poll__in=polls).order_by().values("poll", "cluster", *by)


def measured(scale: str) -> dict:
    of = {"mean": Avg, "least": Min, "most": Max, "spread": StdDev}
    return {f"{scale}_{name}": function(scale) for name, function in of.items()}


def measure(row: dict, scale: str) -> Measure:
    mean, least, most, spread = (row[f"{scale}_{name}"] for name in ("mean", "least", "most", "spread"))
    return Measure(float(mean), least, most, float(spread))


def weigh(poll: Poll | None, clusters: list[Cluster], counted: dict[int, Tally]) -> None:
    """Add to the groups of one board `.tally .votes .share` (of the most voted, in %) and `.rank`: by worth once counted."""
    most = max((counted[one.pk].votes for one in clusters if one.pk in counted), default=0)
    for cluster in clusters:
        cluster.tally = counted.get(cluster.pk) or Tally()
        cluster.votes = cluster.tally.votes
        cluster.share = round(100 * cluster.votes / most) if most else 0
        worth = cluster.tally.worth if poll and poll.closed_at else 0
        cluster.rank = cluster.position - round(RANKS_PER_VOTE * worth)


@dataclass
class Result:
    """A vote of the past: its groups as they stood then, each with `.tally .votes .share .rank`, the most worthy first."""

    poll: Poll
    groups: list[Cluster]
    voters: int


def past_results(board: Board) -> list[Result]:
    """The closed votes of a board, the last one first. At most 6 queries.

    What people voted on is what they see again: a group dissolved since is there, one made since is not.
    """
    polls = list(board.polls.past().with_seq())
    found, clusters = tallies(polls), list(board.clusters.all())
    voters = turnouts(polls)
    results = []
    for poll in polls:
        poll.board = board
        groups = [copy(one) for one in clusters if stood(one, poll)]
        weigh(poll, groups, found[poll.pk])
        groups.sort(key=lambda cluster: (cluster.rank, cluster.pk))
        results.append(Result(poll, groups, voters[poll.pk]["voters"]))
    return results


def stood(cluster: Cluster, poll: Poll) -> bool:
    """On the board when the vote closed. A group's position is the workshop's number when it was made."""
    made_since = poll.seq is not None and cluster.position > poll.seq
    return not made_since and (cluster.dissolved_at is None or cluster.dissolved_at > poll.closed_at)


def turnouts(polls: Iterable[Poll]) -> dict[int, dict[str, int]]:
    """{poll pk: {"voters": people who gave something, "dots": dots placed, or groups judged}}. At most 3 queries."""
    polls = list(polls)
    found = {poll.pk: {"voters": 0, "dots": 0} for poll in polls}
    for kind, (model, many) in GIVEN.items():
        if of := [poll.pk for poll in polls if poll.kind == kind]:
            rows = model.objects.counted().filter(poll__in=of).order_by().values("poll")
            for row in rows.annotate(voters=Count("participant", distinct=True), dots=many):
                found[row.pop("poll")] = row
    return found


GIVEN = {
    Poll.Kind.DOTS: (Dot, Sum("count")),
    Poll.Kind.MATRIX: (Placement, Count("pk")),
    Poll.Kind.AGREEMENT: (Stance, Count("pk")),
}
