"""What votes came to, group by group."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Avg, Count, Sum

from maillage.needs.workshops.models import Dot, Placement, Poll, Stance


@dataclass
class Tally:
    """What one group received in one poll: dots, or mean impact and effort (1–5), or how many people at each grade."""

    votes: int = 0
    judges: int = 0  # people who placed or judged it
    impact: float | None = None
    effort: float | None = None
    agreement: dict[str, int] = field(default_factory=dict)

    @property
    def worth(self) -> float:
        """What orders the groups once counted: dots, else impact less effort, else support less opposition (0–5)."""
        if self.impact is not None:
            return 5 + self.impact - self.effort
        if self.agreement:
            grades = list(Stance.Grade.values)
            return sum((5 - grades.index(g)) * n for g, n in self.agreement.items()) / self.judges
        return self.votes


def tally(polls: Iterable[Poll]) -> dict[int, Tally]:
    """{cluster pk: what it received} in these polls (at most one for each board). At most 3 queries."""
    by_kind = defaultdict(list)
    for poll in polls:
        by_kind[poll.kind].append(poll.pk)
    found = defaultdict(Tally)
    if dots := by_kind[Poll.Kind.DOTS]:
        rows = Dot.objects.filter(poll__in=dots).order_by().values("cluster")
        for row in rows.annotate(total=Sum("count"), people=Count("participant")):
            found[row["cluster"]].votes, found[row["cluster"]].judges = row["total"], row["people"]
    if placed := by_kind[Poll.Kind.MATRIX]:
        rows = Placement.objects.filter(poll__in=placed).order_by().values("cluster")
        for row in rows.annotate(i=Avg("impact"), e=Avg("effort"), people=Count("pk")):
            found[row["cluster"]] = Tally(judges=row["people"], impact=row["i"], effort=row["e"])
    if agreed := by_kind[Poll.Kind.AGREEMENT]:
        rows = Stance.objects.filter(poll__in=agreed).order_by().values("cluster", "grade")
        for row in rows.annotate(people=Count("pk")):
            one = found[row["cluster"]]
            one.agreement[row["grade"]] = row["people"]
            one.judges += row["people"]
    return found
