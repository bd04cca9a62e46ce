"""Who reads what of minutes. What is taken out here is in no page, no file and no mail of that audience. Pure.

The team (those who steer, and the secretary) reads all. The room reads names, without addresses, and notes as they hung
on the wall: unsigned, save where the wall itself named people. The public reads how many came and from where, no name.
"""

from maillage.needs.minutes.kinds import CONTACTS
from maillage.needs.minutes.parts import Part

SIGNED_BOARDS = ("sheets", "grid")  # the wall shows who made each sheet, who proposes each session
PERSONAL_BOARDS = ("sheets",)
OWNED = ("actions", "past_actions", "follow_ups")


def for_the_room(parts: list[Part]) -> list[Part]:
    return [_for_the_room(part) for part in parts]


def for_the_public(parts: list[Part], owners: bool = False, held_back=()) -> list[Part]:
    """`owners`: who takes an action on is named. `held_back`: keys of sections that stay inside."""
    return [_for_the_public(part, owners) for part in parts if part.key not in held_back]


def usually_held_back(parts: list[Part]) -> list[str]:
    """What stays inside unless somebody says otherwise: what people wrote about themselves."""
    return [part.key for part in parts if part.data.get("kind") in PERSONAL_BOARDS]


def without_contacts(parts: list[Part]) -> list[Part]:
    """Addresses move and get erased; words that never change do not hold them."""
    return [
        Part(part.key, {**part.data, "rows": [_without(row, CONTACTS) for row in part.rows]})
        if part.key == "people"
        else part
        for part in parts
    ]


def with_contacts(parts: list[Part], people: list[dict]) -> list[Part]:
    """The same, with the addresses that `people` (rows of the living section) have today."""
    known = {row["id"]: {name: row.get(name, "") for name in CONTACTS} for row in people if row.get("id")}
    return [
        Part(part.key, {**part.data, "rows": [row | known.get(row.get("id"), {}) for row in part.rows]})
        if part.key == "people"
        else part
        for part in parts
    ]


def _for_the_room(part: Part) -> Part:
    if part.key == "people":
        return Part(part.key, {**part.data, "rows": [_without(row, CONTACTS) for row in part.rows]})
    if part.kind.shape == "board" and part.data["kind"] not in SIGNED_BOARDS:
        return Part(part.key, _unsigned(part.data))
    return part


def _for_the_public(part: Part, owners: bool) -> Part:
    if part.key == "people":
        return Part(part.key, {"rows": [], **crowd(part.rows)})
    if part.key in OWNED and not owners:
        return Part(part.key, {**part.data, "rows": [_without(row, ("owner",)) for row in part.rows]})
    return Part(part.key, _unsigned(part.data)) if part.kind.shape == "board" else part


def crowd(rows: list[dict]) -> dict:
    """{"count": people present, "organisations": theirs, each once, in order of the alphabet}."""
    present = [row for row in rows if row.get("status", "present") == "present"]
    known = {row["organisation"].strip() for row in present if row.get("organisation", "").strip()}
    return {"count": len(present), "organisations": sorted(known, key=str.casefold)}


def _without(row: dict, names) -> dict:
    return {**row, **{name: "" for name in names if name in row}}


def _unsigned(board: dict) -> dict:
    areas = [{**area, "notes": [{**note, "author": ""} for note in area["notes"]]} for area in board["areas"]]
    return {**board, "areas": areas}
