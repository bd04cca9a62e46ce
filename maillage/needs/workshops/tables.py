"""Sub-groups as screens see them: who is at each table, what it has written, whether it has finished."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field

from django.db.models import Count

from maillage.needs.workshops.models import Board, Note, Participant, Team

MANY = 9  # people at a table, beyond which a wall writes their names smaller


@dataclass
class Table:
    team: Team
    people: list[Participant] = field(default_factory=list)  # present
    notes: int = 0
    boards: list[Board] = field(default_factory=list)

    @property
    def host(self) -> Participant | None:
        return next((one for one in self.people if one.pk == self.team.host_id), None)

    @property
    def is_crowded(self) -> bool:
        return len(self.people) > MANY


@dataclass
class Tables:
    """`rest`: who is present and at no table; names are there for whoever may read them (`mine`: this phone's own)."""

    tables: list[Table] = field(default_factory=list)
    rest: list[Participant] = field(default_factory=list)
    mine: Table | None = None

    def __bool__(self):
        return bool(self.tables)

    @property
    def done(self) -> int:
        return sum(table.team.done_at is not None for table in self.tables)

    @property
    def free(self) -> bool:
        return any(table.team.free for table in self.tables)

    @property
    def turns(self) -> bool:
        return len(self.tables) > 1


def tables_of(scene) -> Tables:
    """Those at work, in a number of queries that does not depend on how many they are: at most 2."""
    if not scene.teams:
        return Tables()
    people = scene.who or scene.workshop.participants.present().order_by("name", "pk").defer(
        "email", "phone", "token"
    )
    seated = defaultdict(list)
    for person in people:
        if person.is_present and person.gone_at is None:
            seated[person.team_id].append(person)
    notes = Counter()
    if scene.inside:
        rows = Note.objects.shown().filter(area__board__team__in=scene.teams).order_by()
        counted = rows.values("area__board__team").annotate(many=Count("pk"))
        notes.update({row["area__board__team"]: row["many"] for row in counted})
    boards = defaultdict(list)
    for board in scene.boards:
        boards[board.team_id].append(board)
    tables = [Table(team, seated[team.pk], notes[team.pk], boards[team.pk]) for team in scene.teams]
    mine = next((table for table in tables if scene.team and table.team.pk == scene.team.pk), None)
    at_work = {team.pk for team in scene.teams}
    rest = [person for key, some in seated.items() if key not in at_work for person in some]
    return Tables(tables, sorted(rest, key=lambda person: (person.name, person.pk)), mine)
