"""Minutes drafted from what happened: the tables of a workshop as sections. A number of queries that no row changes.

What was hidden from the wall never enters. A workshop only read from a file says what the file said.
"""

from collections import defaultdict
from collections.abc import Iterable

from django.apps import apps
from django.db.models import F, FilteredRelation, Q
from django.utils import timezone

from maillage.needs.catalogue.models import Need
from maillage.needs.catalogue.ranking import rank
from maillage.needs.minutes.kinds import BOARD, in_order
from maillage.needs.minutes.parts import Part, parts_of
from maillage.needs.minutes.reader import Reading
from maillage.needs.workshops.models import Area, Board, Cluster, Note, Poll, Takeaway, Workshop
from maillage.needs.workshops.recall import Recalled, recall
from maillage.needs.workshops.tally import Tally, stood, tally

K = Takeaway.Kind
STATES = {"done": "fait", "running": "en cours", "stuck": "en panne", "dropped": "abandonné"}


def draft(workshop: Workshop) -> list[Part]:
    """Every section that has something to say, and the head, in the order of the document. At most 20 queries."""
    return from_the_source(workshop) if only_read(workshop) else from_the_room(workshop)


def draft_people(workshop: Workshop) -> list[dict]:
    """The rows of people alone, in one query or two."""
    if only_read(workshop):
        return next(part.rows for part in from_the_source(workshop) if part.key == "people")
    return people(workshop)


def only_read(workshop: Workshop) -> bool:
    """From a file, never held live."""
    return bool(workshop.source_id) and not workshop.opened_at


def from_the_source(workshop: Workshop) -> list[Part]:
    """What the file said, as it was corrected when it was accepted."""
    return parts_of(Reading.from_dict(workshop.source.reading))


def from_the_room(workshop: Workshop) -> list[Part]:
    """From the tables alone."""
    boards, clusters = boards_of(workshop)
    said = {
        "head": head(workshop),
        "people": {"rows": people(workshop)},
        "agenda": {"rows": agenda(workshop)},
        "past_actions": {"rows": past_actions(workshop)},
        "needs": {"rows": needs(workshop)},
        **takeaways(workshop, clusters),
        **{f"{BOARD}{board['id']}": board for board in boards},
    }
    return [Part(key, said[key]) for key in in_order(said)]


def head(workshop: Workshop) -> dict:
    """Planned hours; when it was held live without any, the hours it was open."""
    starts, ends = workshop.starts, workshop.ends
    if not starts and workshop.opened_at:
        starts, ends = local_time(workshop.opened_at), ends or local_time(workshop.closed_at)
    return {
        "title": workshop.title,
        "date": workshop.date and workshop.date.isoformat(),
        "starts": clock(starts),
        "ends": clock(ends),
        "place": workshop.place,
        "purpose": workshop.purpose,
    }


def people(workshop: Workshop) -> list[dict]:
    """The sheet: present first. Who was expected and did not come, once it is over, was absent."""
    order = {"present": 0, "expected": 1, "excused": 2, "absent": 3}
    rows = workshop.participants.on_sheet().select_related("organisation", "person").order_by("name", "pk")
    found = [
        {
            "id": row.pid,
            "name": row.name,
            "organisation": str(row.organisation or row.organisation_name),
            "role": row.role,
            "email": row.email or (row.person.email if row.person else ""),
            "phone": row.phone or (row.person.phone if row.person else ""),
            "status": "absent" if workshop.closed_at and row.status == "expected" else row.status,
        }
        for row in rows
    ]
    return sorted(found, key=lambda row: order[row["status"]])


def agenda(workshop: Workshop) -> list[dict]:
    """What really took place, when it did; what was only planned, as planned, unless the workshop ended without it."""
    steps = list(workshop.agenda.all())
    if workshop.closed_at and any(step.started_at for step in steps):
        steps = [step for step in steps if step.started_at]
    return [
        {
            "id": step.pid,
            "starts": clock(local_time(step.started_at) or step.starts),
            "ends": clock(local_time(step.ended_at) if step.started_at else step.ends),
            "title": step.title,
            "kind": step.kind,
            "guide": step.guide,
        }
        for step in steps
    ]


def past_actions(workshop: Workshop) -> list[dict]:
    """What the workshop before left to do, as its minutes say once approved, and where it stands today."""
    if not workshop.follows_id:
        return []
    today = {row.pid: row for row in recall.room.of(workshop.follows)}
    last = apps.get_model("minutes", "Edition").objects.filter(minutes__workshop=workshop.follows_id).first()
    if last is None:
        return [past_action(pid, row, {}) for pid, row in today.items()]
    left = [row for part in last.read() if part.key in ("actions", "follow_ups") for row in part.rows]
    return [past_action(row["id"], today.get(row["id"]), row) for row in left]


def past_action(key: str, today: Recalled | None, said: dict) -> dict:
    return {
        "id": key,
        "text": said.get("text") or today.text,
        "owner": today.owner if today else said.get("owner", ""),
        "due": iso(today.due) if today else said.get("due"),
        "state": STATES[today.state] if today and today.state else said.get("state", ""),
    }


def needs(workshop: Workshop) -> list[dict]:
    """The needs that this workshop gave, in their order, with the reason of their place."""
    given = Need.objects.live().filter(pk__in=workshop.need_origins.order_by().values("need"))
    return [
        {
            "id": row.need.pid,
            "text": row.need.title,
            "audience": row.need.audience,
            "votes": row.votes if row.cast else None,
            "rank": row.rank,
            "reason": row.reason,
        }
        for row in rank(given)
    ]


def takeaways(workshop: Workshop, clusters: dict[int, dict]) -> dict[str, dict]:
    """Decisions, solutions, actions and follow-ups; a group they came from lends them its votes."""
    found = {key: {"rows": []} for key in ("decisions", "solutions", "actions", "follow_ups")}
    for row in workshop.takeaways.standing():
        group, said = clusters.get(row.cluster_id, {}), {"id": row.pid, "text": row.text}
        if row.kind == K.DECISION:
            found["decisions"]["rows"].append(said | {"agreement": group.get("agreement", {})})
        elif row.kind == K.SOLUTION:
            found["solutions"]["rows"].append(said | {"cause": row.cause, "votes": group.get("votes")})
        else:
            said |= {"owner": row.owner, "due": iso(row.due), "state": STATES["done"] if row.done_at else ""}
            if row.kind == K.ACTION:
                found["actions"]["rows"].append(said | {"audience": row.audience})
            else:
                found["follow_ups"]["rows"].append(said)
    return found


def boards_of(workshop: Workshop) -> tuple[list[dict], dict[int, dict]]:
    """The boards that hold something, and {cluster pk: group} of all of them."""
    boards = list(workshop.boards.select_related("team"))
    areas, notes = defaultdict(list), defaultdict(list)
    for area in Area.objects.filter(board__in=boards):
        areas[area.board_id].append(area)
    clusters = {row.pk: row for row in ruled(Cluster.objects.standing().filter(board__in=boards))}
    pids = {}
    for note in ruled(Note.objects.of(workshop).shown()):
        pids[note.pk], note.group = note.pid, clusters.get(note.cluster_id)
        notes[note.area_id].append(note)
    groups = groups_of(boards, clusters.values())
    found = [
        {
            "id": board.pid,
            "title": board.title,
            "kind": board.kind,
            "team": board.team.name if board.team else "",
            "areas": [area_of(area, notes[area.pk], pids) for area in areas[board.pk]],
            "groups": list(groups[board.pk].values()),
        }
        for board in boards
        if groups[board.pk] or any(notes[area.pk] for area in areas[board.pk])
    ]
    return found, {pk: group for of in groups.values() for pk, group in of.items()}


def ruled(rows):
    """With `.verdict`, what the plenary made of each."""
    standing = FilteredRelation("rulings", condition=Q(rulings__withdrawn_at=None))
    return rows.annotate(ruling=standing).annotate(verdict=F("ruling__verdict"))


def area_of(area: Area, notes: list[Note], pids: dict[int, str]) -> dict:
    """A note without a verdict of its own has that of its group."""
    return {
        "title": area.title,
        "sentiment": area.sentiment,
        "notes": [
            {
                "id": note.pid,
                "text": note.text,
                "author": note.author_name,
                "parent": pids.get(note.parent_id, ""),
                "group": note.group.pid if note.group else "",
                "verdict": note.verdict or (note.group and note.group.verdict) or "",
            }
            for note in notes
        ],
    }


def groups_of(boards: list[Board], clusters: Iterable[Cluster]) -> dict[int, dict[int, dict]]:
    """{board pk: {cluster pk: group}}, those that counted most first. What each kind of vote came to, the last time."""
    last = {}
    for poll in Poll.objects.past().with_seq().filter(board__in=boards):
        last.setdefault((poll.board_id, poll.kind), poll)
    counted = {kind: tally(p for (_, of), p in last.items() if of == kind) for kind in Poll.Kind.values}
    found = {board.pk: {} for board in boards}
    for cluster in clusters:
        dots = last.get((cluster.board_id, Poll.Kind.DOTS))
        found[cluster.board_id][cluster.pk] = group_of(
            cluster, counted, bool(dots) and was_voted_on(cluster, dots)
        )
    return {
        pk: dict(sorted(groups.items(), key=lambda item: worth(item[1]), reverse=True))
        for pk, groups in found.items()
    }


def was_voted_on(cluster: Cluster, poll: Poll) -> bool:
    return stood(cluster, poll) if poll.results is None else str(cluster.pk) in poll.results


def group_of(cluster: Cluster, counted: dict[str, dict[int, Tally]], dots: bool) -> dict:
    """`dots`: it was there when its board was voted on with dots, so that none is 0 and not unknown."""
    voted, placed, agreed = (
        counted[kind].get(cluster.pk) or Tally()
        for kind in (Poll.Kind.DOTS, Poll.Kind.MATRIX, Poll.Kind.AGREEMENT)
    )
    return {
        "id": cluster.pid,
        "title": cluster.title,
        "votes": voted.votes if dots else None,
        "impact": round(placed.impact.mean, 2) if placed.impact else None,
        "effort": round(placed.effort.mean, 2) if placed.effort else None,
        "agreement": dict(agreed.agreement),
    }


def worth(group: dict) -> tuple:
    return group["votes"] or 0, (group["impact"] or 0) - (group["effort"] or 0)


def local_time(moment):
    return timezone.localtime(moment).time() if moment else None


def clock(time) -> str | None:
    return time.strftime("%H:%M") if time else None


def iso(day) -> str | None:
    return day.isoformat() if day else None
