"""In what order to take needs, and why, in words anyone can check by hand.

    score = impact × urgency ÷ effort × (1 + share of the votes)

Each scale goes from 1 to 5, so the first part goes from 0.2 to 25. The share is the votes of the need's groups
divided by the votes cast in the workshops they come from: a need that takes all of them counts double, a need
never put to the vote keeps its matrix alone. A need without estimation counts as average on each scale
(3 × 3 ÷ 3 = 3): votes alone then part it from others of its kind, and it says « à estimer ».
"""

from collections import defaultdict
from dataclasses import dataclass, field

from maillage.needs.catalogue.answering import AnswerLine, answering
from maillage.needs.catalogue.models import Need, Origin
from maillage.needs.workshops.models import Cluster

AVERAGE = 3.0
FIRST, LATER = 8.0, 3.0

IMPACT = {1: "très faible", 2: "faible", 3: "moyen", 4: "fort", 5: "très fort"}
EFFORT = {1: "très léger", 2: "léger", 3: "moyen", 4: "lourd", 5: "très lourd"}
URGENCY = {1: "très faible", 2: "faible", 3: "moyenne", 4: "forte", 5: "très forte"}

VERDICTS = {
    "first": "à prendre en premier",
    "next": "à prévoir",
    "wait": "peut attendre",
    "unknown": "à estimer",
}


@dataclass
class Ranked:
    """A need at its place. `votes` of `cast`: dots on its groups, dots of all groups of the same workshops."""

    need: Need
    votes: int = 0
    cast: int = 0
    rank: int = 0
    workshops: dict[str, str] = field(default_factory=dict)
    answers: list[AnswerLine] = field(default_factory=list)

    @property
    def share(self) -> float:
        return self.votes / self.cast if self.cast else 0.0

    @property
    def score(self) -> float:
        need = self.need
        value = need.impact * need.urgency / need.effort if need.is_estimated else AVERAGE
        return value * (1 + self.share)

    @property
    def verdict(self) -> str:
        """ "first", "next", "wait", or "unknown" while not estimated."""
        if not self.need.is_estimated:
            return "unknown"
        return "first" if self.score >= FIRST else "next" if self.score >= LATER else "wait"

    @property
    def verdict_label(self) -> str:
        return VERDICTS[self.verdict]

    @property
    def grounds(self) -> str:
        """« 23 voix, impact fort, effort léger »: the reason without the verdict."""
        need = self.need
        said = [f"{self.votes} voix" if self.votes else "aucune voix"] if self.cast else []
        if need.impact:
            said.append(f"impact {IMPACT[need.impact]}")
        if need.urgency:
            said.append(f"urgence {URGENCY[need.urgency]}")
        if need.effort:
            said.append(f"effort {EFFORT[need.effort]}")
        return ", ".join(said)

    @property
    def reason(self) -> str:
        """« 23 voix, impact fort, urgence forte, effort léger : à prendre en premier »."""
        return f"{self.grounds}\u00a0: {self.verdict_label}" if self.grounds else self.verdict_label

    @property
    def answer(self) -> str:
        """The furthest state among what answers the need: "done", "running", "planned" or ""."""
        states = {line.state for line in self.answers}
        return next((state for state in ("done", "running", "planned") if state in states), "")

    @property
    def arithmetic(self) -> str:
        """« 4 × 4 ÷ 2 × 1,38 = 11 », for whoever wants to check."""
        need = self.need
        value = f"{need.impact} × {need.urgency} ÷ {need.effort}" if need.is_estimated else "3 (à estimer)"
        times = f" × {_decimal(1 + self.share)}" if self.cast else ""
        return f"{value}{times} {'≈' if times else '='} {_decimal(self.score)}"


def _decimal(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".").replace(".", ",")


def rank(needs=None) -> list[Ranked]:
    """Every live need of the pole (or `needs`) at its place, first one first; four queries however many.

    Equal scores: more votes first, then the older need.
    """
    rows = {need.pk: Ranked(need) for need in (Need.objects.live() if needs is None else needs)}
    _count_votes(rows)
    for pk, lines in answering.room.of(list(rows)).items():
        rows[pk].answers = lines
    ordered = sorted(
        rows.values(), key=lambda row: (-row.score, -row.votes, row.need.created_at, row.need.pk)
    )
    for place, row in enumerate(ordered, start=1):
        row.rank = place
    return ordered


def _count_votes(rows):
    origins = list(
        Origin.objects.filter(need__in=list(rows)).values_list(
            "need", "cluster", "workshop", "workshop__pid", "workshop__title"
        )
    )
    votes, cast = _votes_of({workshop for _, _, workshop, _, _ in origins})
    asked = defaultdict(set)
    for need, cluster, workshop, pid, title in origins:
        row = rows[need]
        row.workshops[pid] = title
        row.votes += votes.get(cluster, 0)
        if cluster:
            asked[need].add(workshop)
    for need, workshops in asked.items():
        rows[need].cast = sum(cast[workshop] for workshop in workshops)


def _votes_of(workshops: set[int]) -> tuple[dict[int, int], dict[int, int]]:
    """Votes by cluster, votes cast by workshop."""
    by_cluster, by_workshop = {}, defaultdict(int)
    clusters = Cluster.objects.standing().filter(board__workshop__in=workshops).with_votes().order_by()
    for cluster, workshop, votes in clusters.values_list("pk", "board__workshop", "votes"):
        by_cluster[cluster] = votes or 0
        by_workshop[workshop] += votes or 0
    return by_cluster, by_workshop


def workshops_of(rows: list[Ranked]) -> dict[str, str]:
    """Titles by pid of the workshops these needs come from, for a filter."""
    found = {}
    for row in rows:
        found.update(row.workshops)
    return dict(sorted(found.items(), key=lambda item: item[1]))


def estimation_of(need: Need) -> Ranked:
    """One need at its place among all live ones; a need out of the ranking has rank 0."""
    return next((row for row in rank() if row.need.pk == need.pk), Ranked(need))
