"""Corrections a person makes to a reading before it is kept. Pure functions: a reading in, a new one out.

A reading is the JSON contract of the minutes reader. An item is named by its path, "needs.2" or
"boards.0.areas.1.notes.4"; a correction names one or two of them: "remove:needs.2",
"merge:participants.3:participants.7", "swap:solutions:2:3" (the third and fourth cause).
"""

import re
from copy import deepcopy
from hashlib import sha256

from maillage.needs.workshops.models import Area, Participant

EDITABLE = re.compile(
    r"(title|date|place|starts|ends|purpose|summary"
    r"|participants\.\d+\.(name|organisation|role|email|phone|status)"
    r"|agenda\.\d+\.(starts|ends|title|guide)"
    r"|boards\.\d+\.title"
    r"|boards\.\d+\.areas\.\d+\.(title|sentiment)"
    r"|boards\.\d+\.areas\.\d+\.notes\.\d+\.(text|author)"
    r"|(needs|actions)\.\d+\.(text|audience)"
    r"|solutions\.\d+\.(text|cause)"
    r"|decisions\.\d+\.text"
    r"|(actions|follow_ups|past_actions)\.\d+\.(text|owner|due|state))\Z"
)
NULLABLE = {"date", "starts", "ends", "due"}
SEVERAL_LINES = {"summary", "purpose", "guide"}
CHOICES = {"status": Participant.Status.values, "sentiment": Area.Sentiment.values}
LISTS = {"needs", "solutions", "decisions", "actions", "follow_ups"}
ITEM = {
    "needs": {"audience": ""},
    "actions": {"audience": ""},
    "solutions": {"cause": ""},
    "decisions": {},
    "follow_ups": {},
}


class Unclear(ValueError):
    """The correction names something the reading does not hold (two tabs, an old page)."""


def typed(reading: dict, fields) -> dict:
    """The reading with what was typed in its fields (name → text); names that are not editable are ignored."""
    reading = deepcopy(reading)
    for path, text in fields.items():
        if not EDITABLE.match(path):
            continue
        *parents, key = path.split(".")
        item = _at(reading, parents)
        text = _tidy(text) if key in SEVERAL_LINES else " ".join(text.split())
        if text not in CHOICES.get(key, [text]):
            continue
        item[key] = (text or None) if key in NULLABLE else text
    return reading


def _tidy(text: str) -> str:
    """One space between words, its lines kept."""
    lines = (" ".join(line.split()) for line in text.splitlines())
    return "\n".join(line for line in lines if line)


def corrected(reading: dict, correction: str) -> dict:
    """The reading after one correction; raises `Unclear`."""
    verb, *names = correction.split(":")
    if verb not in CORRECTIONS:
        raise Unclear(correction)
    reading = deepcopy(reading)
    try:
        CORRECTIONS[verb](reading, *names)
    except (AttributeError, TypeError, ValueError, KeyError, IndexError) as error:
        raise Unclear(correction) from error
    return reading


def places(reading: dict) -> str:
    """What a page says of the reading it shows: changes when a path no longer names the same item.

    Words typed in two tabs go together; a second click on « retirer » must not remove the next line.
    """
    lines = [
        [item.get("line") for item in reading.get(key, [])]
        for key in ("participants", "agenda", "unread", *sorted(LISTS))
    ]
    walls = [
        [[note.get("line") for note in area["notes"]] for area in board["areas"]]
        for board in reading["boards"]
    ]
    return sha256(repr((lines, walls)).encode()).hexdigest()[:16]


def _at(reading, path):
    for step in path:
        try:
            reading = reading[int(step)] if isinstance(reading, list) else reading[step]
        except (KeyError, IndexError, ValueError, TypeError) as error:
            raise Unclear(".".join(path)) from error
    return reading


def _take(reading: dict, path: str):
    *parents, position = path.split(".")
    if not position.isdecimal():
        raise Unclear(path)
    return _at(reading, parents).pop(int(position))


def _remove(reading: dict, path: str) -> None:
    """Take an item out; its words stay among the lines that were set aside."""
    removed = _take(reading, path)
    for item in removed.get("areas", [removed]):
        for leaf in item.get("notes", [item]):
            if leaf.get("line") and leaf.get("text"):
                reading["unread"].append({"line": leaf["line"], "text": leaf["text"]})
    reading["unread"].sort(key=lambda unread: unread["line"])


def _merge(reading: dict, kept: str, other: str) -> None:
    """Two rows of the sheet are one person: what one lacks, the other gives; notes follow."""
    if kept == other:
        raise Unclear(kept)
    stays, goes = _at(reading, kept.split(".")), _at(reading, other.split("."))
    if not kept.startswith("participants.") or not other.startswith("participants."):
        raise Unclear(kept)
    for key, value in goes.items():
        stays[key] = stays.get(key) or value
    if "present" in (stays["status"], goes["status"]):
        stays["status"] = "present"
    _rename_author(reading, goes["name"], stays["name"])
    _take(reading, other)


def _rename_author(reading: dict, old: str, new: str) -> None:
    for board in reading["boards"]:
        for area in board["areas"]:
            for note in area["notes"]:
                if note.get("author") == old:
                    note["author"] = new


def _swap(reading: dict, what: str, one: str, other: str) -> None:
    """Groups stand in the wrong order on paper: exchange what two causes, or two areas, hold."""
    if what == "solutions":
        names = causes(reading)
        one, other = names[int(one)], names[int(other)]
        exchanged = {one: other, other: one}
        for solution in reading["solutions"]:
            solution["cause"] = exchanged.get(solution.get("cause"), solution.get("cause"))
        return
    first, second = _at(reading, one.split(".")), _at(reading, other.split("."))
    first["notes"], second["notes"] = second["notes"], first["notes"]


def _keep_as(reading: dict, kind: str, path: str) -> None:
    """A line nobody understood becomes a need, a solution, an action or a follow-up; an item changes its kind."""
    if kind not in LISTS:
        raise Unclear(kind)
    item = _take(reading, path)
    kept = reading.setdefault(kind, [])
    kept.append({"text": item["text"], "line": item["line"], **ITEM[kind]})
    kept.sort(key=lambda kept: kept["line"] or 0)


def _move(reading: dict, note: str, area: str) -> None:
    if not note.startswith("boards."):
        raise Unclear(note)
    moved = _at(reading, note.split("."))
    target = _at(reading, area.split("."))["notes"]
    _take(reading, note)
    target.append(moved)


CORRECTIONS = {
    "remove": _remove,
    "merge": _merge,
    "author": _rename_author,
    "swap": _swap,
    "keep": _keep_as,
    "move": _move,
}


def lookalikes(reading: dict) -> list[tuple[int, int]]:
    """Pairs of participants who may be one: one's name begins the other's, or the same first name and no address."""
    people = reading["participants"]
    pairs = []
    for first, one in enumerate(people):
        for second in range(first + 1, len(people)):
            if _alike(one, people[second]):
                pairs.append((first, second))
    return pairs


def _alike(one: dict, other: dict) -> bool:
    if one["email"] and one["email"] == other["email"]:
        return True
    names = [one["name"].casefold().split(), other["name"].casefold().split()]
    short, long = sorted(names, key=len)
    return bool(short) and _begins(short[0], long[0]) and (len(short) == 1 or short[-1] == long[-1])


def _begins(one: str, other: str) -> bool:
    """« E. » and « Enora », « Clara » and « Clarisse »."""
    initial = min(one.rstrip("."), other.rstrip("."), key=len)
    return one[0] == other[0] if len(initial) == 1 else one[:4] == other[:4]


def strangers(reading: dict) -> list[str]:
    """Authors of notes who are not among the participants, each once."""
    names = {person["name"] for person in reading["participants"]}
    authors = (
        note["author"] for board in reading["boards"] for area in board["areas"] for note in area["notes"]
    )
    return list(dict.fromkeys(author for author in authors if author and author not in names))


def causes(reading: dict) -> list[str]:
    """The causes that solutions answer, in order of appearance."""
    return list(
        dict.fromkeys(solution["cause"] for solution in reading["solutions"] if solution.get("cause"))
    )
