"""What a hand added to the minutes becomes a row of the workshop once approved: it is typed once, and the chain goes on.

A row of the minutes and what it becomes have the same public identifier, so that doing it again changes nothing.
"""

import re

from maillage.ground.journal.models import record
from maillage.ground.people.models import Person
from maillage.needs.catalogue.models import Need, Origin
from maillage.needs.minutes.parts import Part
from maillage.needs.minutes.shown import day_of
from maillage.needs.workshops.models import Takeaway, Workshop

K = Takeaway.Kind
KINDS = {"decisions": K.DECISION, "solutions": K.SOLUTION, "actions": K.ACTION, "follow_ups": K.FOLLOW_UP}
PID = re.compile(r"[2-9a-hjkmnp-z]{10}\Z")  # as new_pid makes them; rows read from a file are named otherwise


def carry(workshop: Workshop, parts: list[Part], by: Person) -> None:
    """Decisions, solutions, actions, follow-ups and needs as the minutes say them. At most 6 queries, 3 more for each new need."""
    rows = {part.key: [row for row in part.rows if PID.match(row.get("id", ""))] for part in parts}
    known = {takeaway.pid: takeaway for takeaway in workshop.takeaways.all()}
    said = [takeaway_of(workshop, KINDS[key], row, known) for key in KINDS for row in rows.get(key, [])]
    new = [row for row in said if row.pk is None]
    taken = set(Takeaway.objects.filter(pid__in=[row.pid for row in new]).values_list("pid", flat=True))
    Takeaway.objects.bulk_create(row for row in new if row.pid not in taken)
    Takeaway.objects.bulk_update(
        [row for row in said if row.pk and row.pid in known],
        ["text", "owner", "due", "audience", "cause"],
    )
    carry_needs(workshop, rows.get("needs", []), by)


def takeaway_of(workshop: Workshop, kind: str, row: dict, known: dict[str, Takeaway]) -> Takeaway:
    takeaway = known.get(row["id"]) or Takeaway(
        workshop=workshop, kind=kind, pid=row["id"], position=len(known) + 1
    )
    takeaway.text = row["text"][:1000]
    takeaway.owner, takeaway.due = row.get("owner", "")[:160], day_of(row.get("due"))
    takeaway.audience, takeaway.cause = row.get("audience", "")[:200], row.get("cause", "")[:500]
    return takeaway


def carry_needs(workshop: Workshop, rows: list[dict], by: Person) -> None:
    """A need that only the minutes know enters the catalogue; one it knows is worded there, not here."""
    known = set(Need.objects.filter(pid__in=[row["id"] for row in rows]).values_list("pid", flat=True))
    for row in rows:
        if row["id"] not in known:
            need = Need.objects.create(
                pid=row["id"],
                title=row["text"][:250],
                audience=row.get("audience", "")[:200],
                created_by=by,
            )
            Origin.objects.create(need=need, workshop=workshop, text=row["text"][:1000])
            record("need.raised", need, by)
