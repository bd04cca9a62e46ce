"""Minutes as sections, and as the one contract every format knows. Pure: JSON in, JSON out.

parts = [Part("decisions", {"rows": [{"id": "…", "text": "…"}]}), Part("board:x", {…}), …]
reading_of(parts) → Reading → any file; parts_of(reading) → the sections of minutes that were read.
"""

import json
import re
from dataclasses import dataclass
from hashlib import sha256

from maillage.needs.minutes.kinds import BOARD, KINDS, Kind, empty_data, in_order, kind_of
from maillage.needs.minutes.reader import Reading
from maillage.needs.minutes.reader.own import words
from maillage.ui.french import plural

PLAIN = re.compile(r"[\w-]{1,30}\Z")  # what an address and a column may hold
HEAD = ("title", "date", "starts", "ends", "place", "purpose")
LISTS = {
    "people": "participants",
    **{key: key for key in ("agenda", "decisions", "actions", "past_actions", "needs", "solutions", "follow_ups")},
}  # fmt: skip


@dataclass(frozen=True)
class Part:
    """One section: its key and its data."""

    key: str
    data: dict

    @property
    def kind(self) -> Kind:
        return kind_of(self.key)

    @property
    def title(self) -> str:
        """The board of a sub-group says whose it is: several have the same name."""
        if self.kind.shape != "board":
            return self.kind.title
        team = self.data.get("team", "")
        return ", ".join(filter(None, [self.data["title"] or words.UNTITLED_BOARD, team]))

    @property
    def rows(self) -> list[dict]:
        return self.data.get("rows", [])

    @property
    def says_nothing(self) -> bool:
        if self.kind.shape == "board":
            return not any(area["notes"] for area in self.data["areas"]) and not self.data.get("groups")
        if self.kind.shape == "prose":
            return not self.data["text"].strip()
        return not (self.rows or self.data.get("count") or self.key == "head")


def reading_of(parts: list[Part]) -> Reading:
    """The contract. Ids of rows stay behind, those of notes and groups are its own."""
    found = {"boards": [part.data for part in parts if part.kind.shape == "board"]}
    for part in parts:
        if part.key == "head":
            found |= part.data
        elif part.key == "summary":
            found["summary"] = part.data["text"]
        elif part.key in LISTS:
            found[LISTS[part.key]] = part.rows
    if crowd := next((part.data for part in parts if part.data.get("count")), None):
        found["summary"] = "\n".join(filter(None, [say_crowd(crowd), found.get("summary")]))
    return Reading.from_dict(found)


def say_crowd(crowd: dict) -> str:
    """« 12 personnes étaient là, de Vélo pour tous, La Filature. »: where nobody is named."""
    came = plural(crowd["count"], "personne était là,personnes étaient là")
    return f"{came}, de {', '.join(crowd['organisations'])}." if crowd["organisations"] else f"{came}."


def parts_of(reading: Reading) -> list[Part]:
    """Sections of minutes that were read; rows are known by their place in the source."""
    found = reading.to_dict()
    made = {
        "head": {name: found.get(name) or blank(name) for name in HEAD},
        "summary": {"text": found.get("summary", "")},
    }
    for key, name in LISTS.items():
        made[key] = {"rows": [{**row, "id": f"{key}-{rank}"} for rank, row in enumerate(found.get(name, []))]}
    for rank, board in enumerate(found["boards"]):
        name = board.get("id", "")
        key = f"{BOARD}{name if PLAIN.match(name) else rank}"
        made[key if key not in made else f"{BOARD}{rank}-{rank}"] = with_ids(board, str(rank))
    return [Part(key, made[key]) for key in in_order(made)]


def with_ids(board: dict, name: str) -> dict:
    """A board whose every note can be named; those of files have no id of their own, and a name names one note."""
    seen = set()

    def named(note, column, rank):
        key = note.get("id")
        key = key if key and key not in seen else f"{name}-{column}-{rank}"
        seen.add(key)
        return {**note, "id": key}

    areas = [
        {**area, "notes": [named(note, column, rank) for rank, note in enumerate(area["notes"])]}
        for column, area in enumerate(board["areas"])
    ]
    return {**board, "id": board.get("id") or name, "areas": areas}


def blank(name: str):
    return None if (field := KINDS["head"].field(name)) and field.nullable else ""


def complete(parts: list[Part]) -> list[Part]:
    """Every section of the document, those nobody filled empty, in order."""
    made = {key: empty_data(key) for key in KINDS} | {part.key: part.data for part in parts}
    return [Part(key, made[key]) for key in in_order(made)]


def as_json(parts: list[Part]) -> list[dict]:
    return [{"key": part.key, "data": part.data} for part in parts]


def from_json(rows: list[dict]) -> list[Part]:
    return [Part(row["key"], row["data"]) for row in rows]


def digest(parts: list[Part]) -> str:
    """The same words give the same digest, whatever database kept them."""
    said = json.dumps(as_json(parts), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return sha256(said.encode()).hexdigest()


def ids_of(data: dict) -> set[str]:
    """What a hand that saw these data has seen: ids of rows, of notes, of groups."""
    rows = {row["id"] for row in data.get("rows", []) if row.get("id")}
    notes = {note["id"] for area in data.get("areas", []) for note in area["notes"] if note.get("id")}
    return rows | notes | {group["id"] for group in data.get("groups", []) if group.get("id")}
