"""What comes out of a workshop, with what it has become since; and where that of the workshops before stands."""

from dataclasses import dataclass
from functools import cached_property

from maillage.ground.people.models import Role
from maillage.needs.workshops.models import Stance, Takeaway, Workshop
from maillage.needs.workshops.recall import Became, recall
from maillage.needs.workshops.tally import tallies

K, G = Takeaway.Kind, Stance.Grade
ORDER = (K.DECISION, K.ACTION, K.FOLLOW_UP, K.SOLUTION)
TITLES = {
    K.DECISION: "Décisions",
    K.ACTION: "Actions",
    K.FOLLOW_UP: "Suites à donner",
    K.SOLUTION: "Solutions",
}
GRADES = {
    G.SUPPORT: "{} pour",
    G.RESERVE: "{} avec réserve",
    G.ACCEPT: "{} s’en accommode,{} s’en accommodent",
    G.ABSTAIN: "{} s’abstient,{} s’abstiennent",
    G.DISAGREE: "{} contre mais laisse faire,{} contre mais laissent faire",
    G.BLOCK: "{} s’y oppose,{} s’y opposent",
}
HELPERS = ("coordinator", "board", "treasurer", "commission", "expert", "member")
MOST_NAMES = 200
FURTHEST = 4  # workshops of the same group, back in time
LINEAGE = "carried_from__carried_from__carried_from"


@dataclass
class Outcome:
    takeaway: Takeaway
    became: Became | None = None
    agreement: str = ""  # « 6 pour, 1 avec réserve »
    carried: Takeaway | None = None  # taken on again in the workshop that looks back

    @property
    def owner(self) -> str:
        return (self.became and self.became.owner) or self.takeaway.owner

    @property
    def due(self):
        return (self.became and self.became.due) or self.takeaway.due

    @property
    def state(self) -> str:
        """ "done", "dropped", "late", "running", "planned", "carried", or "open": nobody has taken it on yet."""
        if self.became:
            return "late" if self.became.late else self.became.state
        if self.takeaway.done_at:
            return "done"
        return "carried" if self.carried else "open"

    @property
    def says(self) -> str:
        if self.became:
            return self.became.label
        return {"done": "fait", "carried": "repris aujourd’hui"}.get(self.state, "pas encore reprise")

    @property
    def waits(self) -> bool:
        """It may still be said done, or taken on again."""
        return self.state in ("late", "running", "planned", "open")


@dataclass
class Outcomes:
    rows: list[Outcome]

    @cached_property
    def by_kind(self) -> list[tuple[str, str, list[Outcome]]]:
        """(kind, title, rows), the kinds that have some."""
        found = [
            (kind, TITLES[kind], [row for row in self.rows if row.takeaway.kind == kind]) for kind in ORDER
        ]
        return [(kind.value, title, rows) for kind, title, rows in found if rows]

    @property
    def waiting(self) -> int:
        return sum(row.waits for row in self.rows)

    @property
    def done(self) -> int:
        return sum(row.state == "done" for row in self.rows)


def outcomes_of(workshop: Workshop) -> Outcomes:
    """At most 3 queries."""
    takeaways = workshop.takeaways.standing().select_related("cluster", "note", "poll", LINEAGE)
    return Outcomes(with_what_came(list(takeaways)))


def last_time(workshop: Workshop) -> Outcomes:
    """What the workshop it follows left, and what still waits from those before it. At most 3 queries, none without one."""
    if not workshop.follows_id:
        return Outcomes([])
    before = ancestors(workshop)
    left = (
        Takeaway.objects.to_follow().filter(workshop__in=before).select_related("workshop", "poll", LINEAGE)
    )
    rows = with_what_came(list(left))
    again = {}
    for one in Takeaway.objects.standing().filter(carried_from__in=[row.takeaway for row in rows]):
        again.setdefault(one.carried_from_id, []).append(one)
    found = []
    for row in rows:
        mine = [one for one in again.get(row.takeaway.pk, ()) if one.workshop_id == workshop.pk]
        row.carried = mine[0] if mine else None
        older = row.takeaway.workshop_id != workshop.follows_id
        if not older or row.carried or row.waits and row.takeaway.pk not in again:
            found.append(row)
    place = {pk: n for n, pk in enumerate(before)}
    kinds = {kind: n for n, kind in enumerate(ORDER)}
    found.sort(
        key=lambda row: (
            place[row.takeaway.workshop_id],
            kinds[row.takeaway.kind],
            row.takeaway.position,
            row.takeaway.pk,
        )
    )
    return Outcomes(found)


def names_of(room) -> list[str]:
    """Whom one may name as taking something on: the room (participants), then those who hold a role here."""
    helpers = Role.objects.current().filter(kind__in=HELPERS).values_list("person__name", flat=True)
    here = [person.name for person in room if person.gone_at is None]
    return [*dict.fromkeys([*here, *sorted(helpers[:MOST_NAMES])])]


def ancestors(workshop: Workshop) -> list[int]:
    """The workshops before it, the last one first: at most FURTHEST, each once."""
    path, names = "follows", []
    for _ in range(FURTHEST):
        names.append(f"{path}_id")
        path += "__follows"
    rows = Workshop.objects.filter(pk=workshop.pk).values_list(*names).get()
    return [pk for pk in dict.fromkeys(rows) if pk and pk != workshop.pk]


def with_what_came(takeaways: list[Takeaway]) -> list[Outcome]:
    """Each with what it became, itself or as it was first said; with the agreement its proposal received."""
    lines = {takeaway.pk: list(lineage(takeaway)) for takeaway in takeaways}
    became = recall.room.became({one.pk for line in lines.values() for one in line}) if lines else {}
    polls = {one.poll for one in takeaways if one.poll}
    counted = tallies(polls) if polls else {}
    found = []
    for one in takeaways:
        tally = counted.get(one.poll_id, {}).get(one.cluster_id)
        action = next((became[earlier.pk] for earlier in lines[one.pk] if earlier.pk in became), None)
        found.append(Outcome(one, action, in_words(tally.grades) if tally else ""))
    return found


def lineage(takeaway: Takeaway):
    """It, and what it was carried over from, as far as was read."""
    while takeaway is not None:
        yield takeaway
        known = "carried_from" in takeaway._state.fields_cache
        takeaway = takeaway.carried_from if known else None


def in_words(grades: list[tuple[str, int]]) -> str:
    """« 6 pour, 1 avec réserve »"""
    said = []
    for grade, people in grades:
        one, _, many = GRADES[grade].partition(",")
        said.append((many or one if people > 1 else one).format(people))
    return ", ".join(said)
