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
from maillage.needs.workshops.models.takeaway import Said, next_place

K = Takeaway.Kind
KINDS = {"decisions": K.DECISION, "solutions": K.SOLUTION, "actions": K.ACTION, "follow_ups": K.FOLLOW_UP}
PID = re.compile(r"[2-9a-hjkmnp-z]{10}\Z")  # as new_pid makes them; rows read from a file are named otherwise


def carry(workshop: Workshop, parts: list[Part], by: Person) -> None:
    """Decisions, solutions, actions, follow-ups and needs as the minutes say them. A row that nobody changed costs nothing."""
    rows = {part.key: [row for row in part.rows if PID.match(row.get("id", ""))] for part in parts}
    known = {takeaway.pid: takeaway for takeaway in workshop.takeaways.all()}  # those taken away since too
    for key, kind in KINDS.items():
        for row in rows.get(key, []):
            said = Said(kind, row["text"][:1000], **told(row))
            if row["id"] not in known:
                place = next_place(workshop, kind)
                workshop.takeaways.create(pid=row["id"], position=place, by=by, **said.fields(workshop))
            elif differs(known[row["id"]], said):
                Takeaway.objects.filter(pid=row["id"]).update(**said.fields(workshop))
    carry_needs(workshop, rows.get("needs", []), by)


def told(row: dict) -> dict:
    """What a row says beside its words, cut as the columns are."""
    return {
        "owner": row.get("owner", "")[:160],
        "due": day_of(row.get("due")),
        "audience": row.get("audience", "")[:200],
        "cause": row.get("cause", "")[:500],
    }


def differs(takeaway: Takeaway, said: Said) -> bool:
    return any(getattr(takeaway, name) != value for name, value in said.__dict__.items())


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
