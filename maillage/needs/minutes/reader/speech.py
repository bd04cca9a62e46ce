"""Who speaks: lines « Mélodie : … », nicknames, and rounds where each says a word in turn."""

from __future__ import annotations

import re

from .lines import Line
from .names import is_given_name, is_name
from .words import bare, strict_topic

SPEAKER = re.compile(r"([A-ZÀ-Ý][\w’'-]+(?:[ -][A-ZÀ-Ý][\w’'.-]*){0,2})\s*:\s*(.*)$", re.S)


def round_of_speakers(lines: list[Line]) -> set[str]:
    """Words of the names of a round: lines one under another, each by somebody else, one given name at least known."""
    names: set[str] = set()
    turn: list[str] = []
    for line in [*lines, Line(source="")]:
        said = None if line.level or line.is_row or line.number == 0 else SPEAKER.match(line.text)
        if said and said[2] and len(said[1].split()) == 1 and is_name(said[1]) and not strict_topic(said[1]):
            turn.append(said[1])
            continue
        if len(set(turn)) > 1 and any(map(is_given_name, turn)):
            names |= {bare(name) for name in turn}
        turn = []
    return names


def is_nickname(word: str, name: str) -> bool:
    """« Clara » for « Clarisse »: at least the first four letters are the same."""
    return len(word) > 3 and len(name) > 3 and word[:4] == name[:4]


def said_after_colon(text: str) -> str:
    """The topic of « Post-its roses : nos difficultés »."""
    label, _, said = text.partition(":")
    return strict_topic(said) if said.strip() and len(label) < 40 else ""
