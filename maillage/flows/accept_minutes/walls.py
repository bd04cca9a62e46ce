"""The walls of a reading become boards: areas, groups with what votes made of them, notes with their links and verdicts."""

from dataclasses import dataclass, field

from django.utils import timezone

from maillage.needs.workshops.models import (
    Area,
    Board,
    Cluster,
    Note,
    Participant,
    Poll,
    Ruling,
    Team,
    Workshop,
)

CELL = ", "  # a cell of a grid is named « slot, room »


@dataclass
class Hung:
    """A board being hung, and its groups and notes by the names the reading gave them."""

    board: Board
    groups: dict[str, Cluster] = field(default_factory=dict)
    notes: dict[str, Note] = field(default_factory=dict)


def hang(workshop: Workshop, reading: dict, people: dict[str, Participant]) -> list[Hung]:
    """Every board of the reading, those of sub-groups tied to the plenary's board they were copies of."""
    teams, hung = {}, []
    for position, found in enumerate(reading["boards"]):
        team = _team(workshop, found.get("team", ""), teams)
        board = Board.objects.create(
            workshop=workshop,
            title=found["title"][:250],
            kind=found["kind"] if found["kind"] in Board.Kind.values else Board.Kind.STATEMENTS,
            position=position,
            team=team,
        )
        one = Hung(board)
        _group(one, found)
        _write(one, found, people)
        hung.append(one)
    _tie(hung)
    return hung


def _team(workshop: Workshop, name: str, teams: dict[str, Team]) -> Team | None:
    """A sub-group that worked, and has ended."""
    if not name:
        return None
    if name not in teams:
        teams[name] = workshop.teams.create(name=name[:80], position=len(teams) + 1, closed_at=timezone.now())
    return teams[name]


def _tie(hung: list[Hung]) -> None:
    plenary = {(one.board.title, one.board.kind): one.board for one in hung if not one.board.team_id}
    for one in hung:
        origin = plenary.get((one.board.title, one.board.kind))
        if one.board.team_id and origin:
            Board.objects.filter(pk=one.board.pk).update(origin=origin)


def _group(one: Hung, found: dict) -> None:
    for position, group in enumerate(found.get("groups", [])):
        cluster = one.board.clusters.create(title=group["title"][:200], position=position)
        one.groups[group.get("id") or f"#{position}"] = cluster
    said = list(zip(one.groups.values(), found.get("groups", []), strict=True))
    dots = {
        str(cluster.pk): {"votes": group["votes"]}
        for cluster, group in said
        if group.get("votes") is not None
    }
    agreed = {
        str(cluster.pk): {"agreement": group["agreement"]}
        for cluster, group in said
        if group.get("agreement")
    }
    for kind, results in ((Poll.Kind.DOTS, dots), (Poll.Kind.AGREEMENT, agreed)):
        if results:
            one.board.polls.create(kind=kind, closed_at=timezone.now(), results=results)
    for cluster, group in said:
        if group.get("votes"):
            Cluster.objects.filter(pk=cluster.pk).update(heard=group["votes"])


def _write(one: Hung, found: dict, people: dict[str, Participant]) -> None:
    notes, told = [], []
    for rank, column in enumerate(found["areas"]):
        slot, room = _cell(one.board, column["title"])
        area = Area.objects.create(
            board=one.board, title=column["title"][:250], sentiment=column["sentiment"], position=rank, slot=slot, room=room
        )  # fmt: skip
        for place, note in enumerate(column["notes"]):
            notes.append(_note(area, place, note, people, one.groups))
            told.append(note)
    made = Note.objects.bulk_create(notes)
    one.notes = {note["id"]: row for note, row in zip(told, made, strict=True) if note.get("id")}
    _link(one, told, made)


def _cell(board: Board, title: str) -> tuple[str, str]:
    """(slot, room) of a cell of a grid."""
    slot, comma, room = title.rpartition(CELL)
    fits = board.kind == Board.Kind.GRID and comma and len(slot) <= 40 and len(room) <= 60
    return (slot, room) if fits else ("", "")


def _note(area: Area, position: int, found: dict, people: dict, groups: dict[str, Cluster]) -> Note:
    return Note(
        area=area,
        text=found["text"][:1000],
        author=people.get(found["author"]),
        author_name=found["author"][:120],
        cluster=groups.get(found.get("group")),
        line=found["line"],
        position=position,
    )


def _link(one: Hung, told: list[dict], made: list[Note]) -> None:
    """Parents, once all notes are there; a circle, which no hand could have drawn, is cut where it closes."""
    children, rulings = [], []
    for note, row in zip(told, made, strict=True):
        parent = one.notes.get(note.get("parent", ""))
        if parent and not _hangs_from(parent, row):
            row.parent = parent
            children.append(row)
        if note.get("verdict") in Ruling.Verdict.values:
            rulings.append(Ruling(note=row, verdict=note["verdict"]))
    Note.objects.bulk_update(children, ["parent"])
    Ruling.objects.bulk_create(rulings)


def _hangs_from(note: Note, ancestor: Note) -> bool:
    while note is not None:
        if note is ancestor:
            return True
        note = note.parent
    return False
