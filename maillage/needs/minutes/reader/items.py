"""Needs, solutions, actions and follow-ups: the items of a section, for whom and in answer to what."""

from __future__ import annotations

import re

from .draft import Draft
from .lines import Line
from .outline import Section
from .words import ACTIONS, FOLLOW_UPS, ITEMS, NEEDS, SOLUTIONS, audience_in, bare

NOT_AN_AUDIENCE = re.compile(
    r"ateliers?\b|reunion|compte|ordre du|points?\b|tables?\b|groupes?\b|sous-groupes?|synthese|bilan|annexe|themes?|thematique|"
    r"axes?\b|partie|sequence|temps\b|etape|travaux|resultats?|restitution|discussion|echange|tour de|\d|questions?|conclusion"
)
NEED = re.compile(r"(?i)(?:le |un )?besoins?\s+(?:de|d[’']|des|en|du)\b")
WHOSE = re.compile(r"([A-ZÀ-Ý][^:]{2,50}?)\s?:\s+(\S.*)")
LACK = re.compile(
    r"(?i)(?:(?:on|nous)\s+(?:a|avons|aurait|aurions)\s+besoin|il\s+(?:nous\s+)?faudrait|il\s+nous\s+(?:faut|manque))\b"
)


def read_items(section: Section, topic: str, lines: list[Line], draft: Draft, cause_of=None) -> list[Line]:
    """Add the items of a section; gives back the lines that are none. `cause_of(line)` names what a solution answers."""
    audience = audience_of(section) if topic in (NEEDS, ACTIONS) else ""
    cause = section.title if topic == SOLUTIONS and section.topic != SOLUTIONS else ""
    listed = any(line.bullet or line.marker or line.is_row for line in section.lines if not line.quote)
    label, rest = "", []
    whose = _each_with_a_label(lines) if topic == NEEDS and not audience else {}
    for index, line in enumerate(lines):
        if line.number in whose:
            draft.item(topic, whose[line.number][1], line, audience=whose[line.number][0])
            continue
        if (
            line.blank
            or line.quote
            or listed
            and not (line.bullet or line.marker)
            or not listed
            and not _is_item(section, line, topic)
        ):
            rest.append(line)
            continue
        if line.depth == 0 and line.indent < 2:
            label = ""
        if line.bullet and line.text.endswith(":") and _deeper(lines, index):
            label = line.text.rstrip(" :")
            draft.feed(line)
            continue
        for text in _pieces(section, line):
            answered = (cause_of(line) if cause_of else "") or label or cause
            text = (
                f"{section.title} : {text}"
                if topic == FOLLOW_UPS and section.inline and section.title.lower().startswith("proch")
                else text
            )
            draft.item(topic, text, line, audience=label or audience, cause=answered)
    return rest


def _each_with_a_label(lines: list[Line]) -> dict[int, tuple[str, str]]:
    """« Vélo pour tous : un atelier mobile », when each line of a list of needs says whose it is."""
    said = {line.number: WHOSE.fullmatch(line.text) for line in lines if not line.blank}
    if len(said) < 2 or not all(said.values()):
        return {}
    return {number: (found[1], found[2]) for number, found in said.items()}


def is_list_of_needs(lines: list[Line]) -> bool:
    """Whether most items of a section say « Besoin de… », whatever its heading."""
    items = [line for line in lines if line.bullet or line.marker]
    needs = sum(1 for line in items if NEED.match(line.text))
    return needs >= 3 and needs >= 0.6 * len(items)


def read_lone_needs(lines: list[Line], draft: Draft) -> list[Line]:
    """Take the items that say what is needed out of a list of other things; gives back the other lines."""
    rest = []
    for line in lines:
        if (
            (line.bullet or line.marker)
            and not line.quote
            and (NEED.match(line.text) or LACK.match(line.text))
        ):
            draft.item(NEEDS, line.text, line)
        else:
            rest.append(line)
    return rest


def audience_of(section: Section) -> str:
    """For whom: said in the heading, by a sub-heading of « Besoins », or by the heading above it."""
    if section.topic not in ITEMS:
        return section.title if section.inherited_topic() in ITEMS else ""
    if said := audience_in(section.title):
        return said
    above = section.parent
    if above is None or above.heading is None or above.topic or above.parent is None or _is_debate(above):
        return ""
    top = above.parent.heading is None and above.level <= 10
    return "" if top or NOT_AN_AUDIENCE.search(bare(above.title)) else above.title


def _is_debate(section: Section) -> bool:
    """A numbered point with text of its own: what was discussed, not for whom."""
    marked = section.heading is not None and bool(section.heading.marker)
    return marked and any(not line.bullet for line in section.written)


def _is_item(section: Section, line: Line, topic: str) -> bool:
    """A plain line is an item where there is no list: one sentence, not a paragraph of debate."""
    if section.inline or topic == FOLLOW_UPS:
        return True
    return len(line.text) <= 220 and not re.match(r"[«“\"]", line.text)


def _pieces(section: Section, line: Line) -> list[str]:
    if not section.inline or line.bullet:
        return [line.text]
    pieces = [piece for piece in re.split(r"\s*;\s*|\n", line.text) if piece.strip(" .")]
    if len(pieces) == 1 and line.text.count(",") > 1:
        commas = [
            piece
            for piece in re.split(r",\s+(?![^(]*\))|\s+et\s+(?=\S+(?:\s+\S+){0,4}\.?$)", line.text)
            if piece.strip(" .")
        ]
        if all(len(piece) < 60 for piece in commas):
            return [piece.strip(" .") for piece in commas]
    return pieces


def _deeper(lines: list[Line], index: int) -> bool:
    following = next((line for line in lines[index + 1 :] if not line.blank), None)
    return (
        following is not None
        and following.bullet
        and (following.indent > lines[index].indent or following.depth > lines[index].depth)
    )
