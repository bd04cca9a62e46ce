"""What came to the workshop since a hand wrote in a section: told apart by ids, added without touching a word. Pure."""

from maillage.needs.minutes.kinds import kind_of
from maillage.needs.minutes.parts import ids_of
from maillage.ui.french import plural


def arrived(key: str, fresh: dict, known) -> str:
    """« 3 post-it et 1 groupe », or nothing. `fresh`: what the workshop says now; `known`: ids the hand had seen."""
    news = ids_of(fresh) - set(known)
    groups = {group["id"] for group in fresh.get("groups", [])} & news
    said = [plural(len(news - groups), kind_of(key).noun)] if news - groups else []
    return " et ".join([*said, plural(len(groups), "groupe")] if groups else said)


def with_arrivals(mine: dict, fresh: dict, known) -> dict:
    """`mine` with what `fresh` has that the hand had not seen. What it had taken out stays out."""
    known = set(known)
    if "areas" in fresh:
        return _board(mine, fresh, known)
    return {**mine, "rows": [*mine["rows"], *(row for row in fresh["rows"] if row["id"] not in known)]}


def without_gone(mine: dict, fresh: dict) -> dict:
    """A board as hands wrote it, without the notes that were hidden or erased from the wall since."""
    standing = ids_of(fresh)
    areas = [
        {**area, "notes": [note for note in area["notes"] if note["id"] in standing]}
        for area in mine["areas"]
    ]
    return {**mine, "areas": areas}


def _board(mine: dict, fresh: dict, known: set) -> dict:
    groups = [group for group in fresh.get("groups", []) if group["id"] not in known]
    placed = {note["id"]: note.get("group", "") for area in fresh["areas"] for note in area["notes"]}
    new = {group["id"] for group in groups}
    areas = [
        {**area, "notes": [_placed(note, placed, new) for note in area["notes"]]} for area in mine["areas"]
    ]
    at = {_name(area): area for area in areas}
    for area in fresh["areas"]:
        notes = [note for note in area["notes"] if note["id"] not in known]
        if _name(area) in at:
            at[_name(area)]["notes"] += notes
        elif notes:
            areas.append({**area, "notes": notes})
    return {**mine, "areas": areas, "groups": [*mine.get("groups", []), *groups]}


def _placed(note: dict, placed: dict, new: set) -> dict:
    """A note known before goes into a group that is new, unless the hand had put it elsewhere."""
    group = placed.get(note["id"], "")
    return {**note, "group": group} if group in new and not note.get("group") else note


def _name(area: dict) -> tuple[str, str]:
    return area["title"], area["sentiment"]
