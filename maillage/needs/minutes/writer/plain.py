"""A reading as any document can show it: characters that XML holds, one space between words, no contact of a person."""

from __future__ import annotations

import re
import unicodedata

from ..reader.reading import Reading

MULTILINE = {"text", "purpose", "summary", "guide", "reason"}
LINE_ENDS = re.compile(r"\r\n?|[\n\v\f\x1c-\x1e\x85\u2028\u2029]")
# What XML refuses, then what nobody sees: soft hyphens, spaces without width, marks of direction.
UNWRITABLE = re.compile(
    "[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"
    "\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff\ufff9-\ufffb]"
)
CONTACTS = ("email", "phone")


def legible(reading: Reading, with_contacts: bool = False) -> Reading:
    """A copy to be printed. Without contacts, the raw lines of the source go too: they may hold any address."""
    found = _cleaned(reading.to_dict())
    if not with_contacts:
        found["unread"] = []
        for person in found["participants"]:
            person.update(dict.fromkeys(CONTACTS, ""))
    return Reading.from_dict(found)


def without_contacts(reading: Reading) -> Reading:
    """A copy whose texts stay as they are."""
    found = without_source(reading).to_dict()
    for person in found["participants"]:
        person.update(dict.fromkeys(CONTACTS, ""))
    return Reading.from_dict(found)


def without_source(reading: Reading) -> Reading:
    """A copy without what was not understood of the source."""
    return Reading.from_dict({**reading.to_dict(), "unread": []})


def _cleaned(value, key: str = ""):
    if isinstance(value, str):
        return clean(value, key in MULTILINE)
    if isinstance(value, list):
        return [_cleaned(item) for item in value]
    if isinstance(value, dict):
        return {_cleaned(name): _cleaned(item, name) for name, item in value.items()}
    return value


def clean(text: str, multiline: bool = True) -> str:
    """Composed, trimmed, without what no document holds; line ends kept where a text may have several lines."""
    text = LINE_ENDS.sub("\n", unicodedata.normalize("NFC", text))
    lines = [re.sub(r"[ \t]+", " ", UNWRITABLE.sub("", line)).strip() for line in text.split("\n")]
    return ("\n" if multiline else " ").join(line for line in lines if line)
