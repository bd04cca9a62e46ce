"""JSON in the shape of the contract: bounded before it is parsed, checked before it is believed."""

from __future__ import annotations

import json
import math
import re
import types
from dataclasses import MISSING, fields, is_dataclass
from functools import lru_cache
from typing import get_args, get_origin, get_type_hints

from ..decode import decode
from ..errors import MAX_CHARACTERS, MAX_LINE_CHARACTERS, MAX_LINES, MEGABYTE, UnreadableMinutes
from ..reading import Reading

MAX_BYTES = 8 * MEGABYTE
MAX_DEPTH = 16  # a note stands at the seventh level
MAX_BRACKETS = 100_000
MAX_NUMBER = 10**9
TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"?|[\[\]{}]', re.S)
NOT_CHARACTERS = re.compile("[\x00\ud800-\udfff]")
AGAIN = "Exportez de nouveau le compte rendu en JSON, puis déposez ce fichier."

BROKEN = f"Ce fichier JSON est abîmé ou incomplet : il ne se lit pas. {AGAIN}"
TOO_HEAVY = f"Ce fichier JSON est trop lourd ou trop emboîté pour un compte rendu : par prudence, il n’a pas été ouvert. {AGAIN}"
FOREIGN = f"Ce fichier JSON n’est pas un compte rendu : il n’en a ni le titre ni les rubriques. {AGAIN}"
EXPECTED = {str: "un texte", int: "un nombre entier", float: "un nombre", list: "une liste", dict: "un objet"}


def read_json(content: bytes) -> Reading:
    """The reading, as it was written; raises UnreadableMinutes."""
    if len(content) > MAX_BYTES:
        raise UnreadableMinutes(TOO_HEAVY)
    text = decode(content)
    _check_nesting(text)
    try:
        found = json.loads(text.removeprefix("\ufeff"), parse_constant=_refuse)
    except (ValueError, RecursionError):
        raise UnreadableMinutes(BROKEN) from None
    if not isinstance(found, dict) or not any(f.name in found for f in fields(Reading)):
        raise UnreadableMinutes(FOREIGN)
    return Reading.from_dict(_Check().row(Reading, found, ""))


def _check_nesting(text: str) -> None:
    depth = brackets = 0
    for token in TOKEN.finditer(text):
        sign = token[0]
        if sign[0] == '"':
            continue
        brackets += 1
        depth += 1 if sign in "[{" else -1
        if depth > MAX_DEPTH or brackets > MAX_BRACKETS:
            raise UnreadableMinutes(TOO_HEAVY)


def _refuse(constant: str):
    raise ValueError(constant)


_hints = lru_cache(get_type_hints)


class _Check:
    """Walks what was parsed beside the types of the contract; keeps the known keys only."""

    def __init__(self):
        self.items = self.characters = 0

    def row(self, kind, found, path: str) -> dict:
        if not isinstance(found, dict):
            raise _misshapen(path, dict)
        self._count(items=1)
        hints, kept = _hints(kind), {}
        for f in fields(kind):
            here = f"{path}.{f.name}".lstrip(".")
            if found.get(f.name) is not None:
                kept[f.name] = self.value(hints[f.name], found[f.name], here)
            elif f.default is MISSING and f.default_factory is MISSING:
                raise _misshapen(here, str)
        return kept

    def value(self, hint, value, path: str):
        if get_origin(hint) is types.UnionType:
            hint = next(arg for arg in get_args(hint) if arg is not type(None))
        if get_origin(hint) is list:
            return self._list(get_args(hint)[0], value, path)
        if get_origin(hint) is dict:
            if not isinstance(value, dict):
                raise _misshapen(path, dict)
            return {
                self._text(key, path): self.value(int, count, f"{path}.…") for key, count in value.items()
            }
        if is_dataclass(hint):
            return self.row(hint, value, path)
        return self._text(value, path) if hint is str else self._number(hint, value, path)

    def _list(self, of, value, path: str) -> list:
        if not isinstance(value, list):
            raise _misshapen(path, list)
        if len(value) > MAX_LINES:
            raise UnreadableMinutes(TOO_HEAVY)
        return [self.value(of, item, f"{path}[{position}]") for position, item in enumerate(value)]

    def _text(self, value, path: str) -> str:
        if not isinstance(value, str):
            raise _misshapen(path, str)
        self._count(characters=len(value))
        if any(len(line) > MAX_LINE_CHARACTERS for line in value.split("\n")):
            raise UnreadableMinutes(
                f"Dans ce fichier JSON, « {path} » est trop long pour un compte rendu. {AGAIN}"
            )
        return NOT_CHARACTERS.sub("", value)

    def _number(self, hint, value, path: str):
        fine = isinstance(value, int) or hint is float and isinstance(value, float) and math.isfinite(value)
        if not fine or isinstance(value, bool) or abs(value) > MAX_NUMBER:
            raise _misshapen(path, hint)
        return value

    def _count(self, items=0, characters=0) -> None:
        self.items += items
        self.characters += characters
        if self.items > MAX_LINES or self.characters > 2 * MAX_CHARACTERS:
            raise UnreadableMinutes(TOO_HEAVY)


def _misshapen(path: str, expected) -> UnreadableMinutes:
    where = f"« {path[:80]} »" if path else "le tout"
    return UnreadableMinutes(
        f"Ce fichier JSON n’a pas la forme d’un compte rendu : {where} devrait être {EXPECTED[expected]}. {AGAIN}"
    )
