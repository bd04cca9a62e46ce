"""Whether a line is a heading or a label, judged by its form, its words and its neighbours."""

from __future__ import annotations

import re
from dataclasses import dataclass

from .dates import next_meeting, split_times
from .lines import Line
from .names import is_full_name, is_name
from .people import EMAIL, PHONE, column_of, looks_like_person
from .shape import branch_indent, is_made_of_blocks, is_mind_map, is_row_near, numbered_items
from .speech import SPEAKER, is_nickname, said_after_colon
from .words import (
    ACTIONS,
    AGENDA,
    DATE,
    FOLLOW_UPS,
    ITEMS,
    NEEDS,
    PEOPLE,
    PLACE,
    SENTIMENTS,
    STATEMENTS,
    TREE,
    TREE_PARTS,
    bare,
    enumerates_topics,
    loose_topic,
    strict_topic,
)

MAX_TITLE = 140
MAX_SHORT = 90
LABEL = re.compile(r"(.{2,90}?)\s?:(?!//)\s*(.*)$", re.S)
INLINE_TOPICS = PEOPLE | ITEMS | TREE_PARTS | SENTIMENTS | {AGENDA, DATE, PLACE, STATEMENTS}

# Levels: 10 to 60 for the six explicit ones, between them for the forms that only suggest one.
ANNEX, CAPITALS, ROMAN, NUMBERED, LETTERED, BOLD, WORD, SHORT, LABELLED = 20, 24, 25, 30, 40, 50, 52, 60, 70

BY_MARKER = {"roman": ROMAN, "sub": NUMBERED + 2, "number": NUMBERED, "letter": LETTERED}
SENTENCE = re.compile(r"[«“\"].*[.!?…]\s*[»”\"]")
FOR_WHOM = re.compile(r"(?i)(?:pour|du côté|côté)\s+(?:les|la|le|l[’']|des|de la|du)\s*\w")
PART = re.compile(
    r"(?i)(?:tables?|groupes?|sous-groupes?|ateliers?|thèmes?|thématiques?|axes?|questions?|parties?|temps|séquences?|étapes?|phases?|volets?|points?)\s*(?:n°\s*)?\d{1,2}\b\s*(?:[:.–—-]|$)"
)


@dataclass
class Heading:
    title: str
    topic: str
    level: int
    rest: str = ""  # what follows the label on its line
    cells: tuple[str, ...] = ()


class Headings:
    def __init__(self, lines: list[Line], names: set[str]):
        self.lines = lines
        self.names = names
        self.listed = numbered_items(lines)
        self.branching = is_mind_map(lines)
        self.base = branch_indent(lines)
        self.blocks = not self.branching and is_made_of_blocks(lines)

    def at(self, index: int, topic: str, filled: bool) -> Heading | None:
        """The heading at a line, inside a section of `topic` that is `filled` already or not."""
        line = self.lines[index]
        if self.speaker(line):
            return None
        if line.level:
            return self._explicit(line)
        if line.cells and line.is_row:
            return self._row(line, topic)
        if not line.bullet and enumerates_topics(line.text):
            return Heading(line.text, "", NUMBERED)
        return (
            self._labelled(index, line, topic)
            or self._named(index, line)
            or (
                None
                if topic in PEOPLE and not filled and not line.bold
                else self._by_form(index, line, topic, filled)
            )
            or self._branch(index, line, topic)
        )

    def speaker(self, line: Line) -> str:
        """The name of a line « Mélodie : … », inside a quotation or when that person was there."""
        found = SPEAKER.match(line.text)
        if not found or line.level or line.is_row or not is_name(found[1]):
            return ""
        words = set(bare(found[1]).split())
        if words & self.names or (
            self.names and any(is_nickname(word, name) for word in words for name in self.names)
        ):
            return found[1]
        alone = not found[2] and len(words) <= 3
        single = len(words) == 1 and not line.bullet
        return found[1] if line.quote and (alone or single) and not strict_topic(found[1]) else ""

    def _explicit(self, line: Line) -> Heading:
        found = LABEL.match(line.text)
        if found and found[2] and (topic := strict_topic(found[1])) in INLINE_TOPICS:
            return Heading(found[1], topic, 10 * line.level, found[2])
        return Heading(line.text.rstrip(" :"), loose_topic(line.text), 10 * line.level)

    def _row(self, line: Line, topic: str) -> Heading | None:
        """« Présents | … » in two cells, or the title of a tree beside a word."""
        filled = line.filled
        if len(line.text) < 140 and loose_topic(filled[-1].split(":")[-1]) == TREE:
            return Heading(filled[-1].split(":")[-1].strip(), TREE, NUMBERED)
        if (
            line.header
            or line.table
            and topic in PEOPLE
            and column_of(filled[0])
            or any(strict_topic(cell) for cell in filled[1:])
        ):
            return None
        label = strict_topic(filled[0]) if filled and line.cells[0] else ""
        if label in INLINE_TOPICS and len(line.cells) == 2 and column_of(filled[0]) != "role":
            rest = "\n".join(filled[1:])
            return Heading(
                filled[0].rstrip(" :"),
                label,
                LABELLED,
                rest.replace("\n", " ; ") if label in PEOPLE else rest,
            )
        return None

    def _labelled(self, index: int, line: Line, topic: str) -> Heading | None:
        """« Présents : A, B », « Besoins : », « Problème : … », « Prochaine réunion le 3 mai »."""
        if topic != AGENDA and (meeting := next_meeting(line.text)):
            return Heading(meeting[0], FOLLOW_UPS, LABELLED, meeting[1])
        found = LABEL.match(line.text)
        if not found or line.arrow:
            return None
        label, rest = found[1].strip(), found[2].strip()
        if topic in (NEEDS, ACTIONS) and (rest or self._bullet(index + 1)) and FOR_WHOM.match(label):
            return Heading(label, topic, LABELLED, rest)
        named = strict_topic(label) if len(label) < 70 else ""
        if not named and re.match(
            r"(?i)(?:étaient|sont|ont|membres|personnes|prochaine?s?|liste|feuille)\b", label
        ):
            named = loose_topic(label)
        if not named and not line.bullet and not line.marker and len(label.split()) <= 6:
            named = loose_topic(label)
        if (
            named not in INLINE_TOPICS
            or topic == AGENDA
            and line.bullet
            or column_of(label) in ("email", "phone")
        ):
            return None
        if topic in PEOPLE and not line.bold and named not in PEOPLE | ITEMS | {AGENDA, DATE, PLACE}:
            return None
        childless = line.bullet and not rest and not self._has_children(index)
        return None if childless else Heading(label, named, LABELLED, rest)

    def _named(self, index: int, line: Line) -> Heading | None:
        """A line that is nothing but a word of the lexicon."""
        named = strict_topic(line.text) if len(line.text) <= MAX_SHORT else ""
        if not named or named in (DATE, PLACE) or line.text.endswith((".", ";", ",")) or line.text in "+-":
            return None
        if line.bullet and not self._has_children(index):
            return None
        level = (
            LABELLED
            if line.text.endswith(":")
            else CAPITALS
            if line.text.isupper()
            else BOLD
            if line.bold
            else BY_MARKER.get(line.marker, WORD)
        )
        # A word alone between two rows of a grid, or in a run of short lines, is a note like its neighbours.
        if level == WORD and self._in_a_run(index) and not self._announces(index, named):
            return None
        return Heading(line.text.rstrip(" :"), named, level)

    def _by_form(self, index: int, line: Line, topic: str, filled: bool) -> Heading | None:
        text = line.text
        if (
            line.bullet
            or len(text) > MAX_TITLE
            or EMAIL.search(text)
            or PHONE.search(text)
            or split_times(text)
        ):
            return None
        named = loose_topic(text)
        lettered = (
            filled and line.marker in ("letter", "roman") and line.ordinal > 1 and self._blank(index - 1)
        )
        among_people = topic in PEOPLE and not named and not lettered
        if among_people and (column_of(text) or is_name(text.rstrip(" :"))):
            return None
        level = self._level_by_form(index, line, topic, named, filled, among_people)
        if level:
            return Heading(text if line.arrow else text.rstrip(" :"), named, level)
        return self._standing_alone(index, line, topic)

    def _level_by_form(
        self, index: int, line: Line, topic: str, named: str, filled: bool, among_people: bool
    ) -> int:
        """The level that a number, capitals, bold or a colon give a line; 0 when none of them makes it a heading."""
        text, marked = line.text, self._is_marked(index, line, topic, filled)
        part = PART.match(text) and topic != AGENDA and (filled or topic not in PEOPLE)
        tree = named == TREE and index > self._first_written()
        bold = (
            line.bold and not text.endswith((".", ",", ";")) and not (line.quote and not text.endswith(":"))
        )
        colon = text.endswith(":") and index not in self.listed
        forms = (
            (line.arrow, SHORT),
            (re.match(r"(?i)annexes?\b", text), ANNEX),
            (marked and not among_people, BY_MARKER.get(line.marker, NUMBERED)),
            (part or tree, NUMBERED),
            (
                bold
                and (not among_people or filled and self._leaves_people(index))
                and not self._in_speech(index),
                BOLD,
            ),
            (topic not in PEOPLE and self._in_capitals(index, text, named), CAPITALS),
            (colon and not among_people, LABELLED if named else SHORT),
        )
        return next((level for form, level in forms if form), 0)

    def _in_speech(self, index: int) -> bool:
        """Further in, below a speaker's name: the bold sentence of somebody quoted, not a heading."""
        indent = self.lines[index].indent
        for line in reversed(self.lines[max(0, index - 30) : index]):
            if not line.blank and line.indent < indent or indent == 0:
                return False
            if not line.blank and self.speaker(line):
                return True
        return False

    def _is_marked(self, index: int, line: Line, topic: str, filled: bool) -> bool:
        """Numbered or lettered, and not as the item of a list."""
        if (
            not line.marker
            or index in self.listed
            or self._ends_a_list(index)
            or line.text.endswith((";", ","))
        ):
            return False
        return filled or topic not in ITEMS or not self._lone(index)

    def _in_capitals(self, index: int, text: str, named: str) -> bool:
        if not text.isupper() or sum(c.isalpha() for c in text) < 4 or is_row_near(self.lines, index):
            return False
        return bool(named) or self._blank(index - 1) or self._bullet(index + 1)

    def _standing_alone(self, index: int, line: Line, topic: str) -> Heading | None:
        """A short line above a list, or alone between blanks above a text."""
        text = line.text
        if (
            len(text) > MAX_SHORT
            or text.endswith((".", ",", ";"))
            or line.marker
            or line.quote
            or topic == AGENDA
            or SENTENCE.match(text)
            or topic in PEOPLE
            and not self._leaves_people(index)
        ):
            return None
        if (
            not (self._blank(index - 1) or self._bullet(index - 1) or self._first_child(index))
            or not text[:1].isalnum()
            and text[:1] not in '«"“'
        ):
            return None
        below = index + 1 + self._blank(index + 1)
        if self._bullet(below) and not self._blank(below) and not self._in_speech(index):
            return Heading(text.rstrip(" :"), loose_topic(text) or said_after_colon(text), SHORT)
        if (
            topic in (*PEOPLE, *TREE_PARTS)
            or len(text) > 60
            or len(text.split()) > 8
            or not self._blank(index + 1)
            or text.endswith("?")
            or not text[:1].isupper()
        ):
            return None
        following = next((x for x in self.lines[index + 1 : index + 4] if not x.blank), None)
        if following is not None and not following.is_row and not following.bullet:
            label = LABEL.match(following.text)
            if (
                len(following.text) > 60
                or strict_topic(following.text.rstrip(" :"))
                or following.text.endswith(".")
                or label
                and strict_topic(label[1]) in ITEMS
            ):
                return Heading(text, loose_topic(text), SHORT)
        return None

    def _branch(self, index: int, line: Line, topic: str) -> Heading | None:
        """A line of a mind map above lines further in; or the first line of a block when indents were lost."""
        text = line.text
        if (
            line.bullet
            or line.quote
            or topic in (*PEOPLE, AGENDA, *TREE_PARTS)
            or len(text) > MAX_TITLE
            or EMAIL.search(text)
            or PHONE.search(text)
        ):
            return None
        if (
            self.branching
            and line.indent == self.base
            and (self._deeper(index) or self._blank(index - 1) and self._blank(index + 1))
        ):
            topic = strict_topic(text) if self._deeper(index) else ""
            return Heading(text.rstrip(" :"), topic, SHORT) if index > self._first_written() else None
        if (
            self.blocks
            and self._blank(index - 1)
            and index > self._first_written()
            and not (is_name(text) and self._contact_near(index))
        ):
            return Heading(text.rstrip(" :"), "", SHORT)
        return None

    def _leaves_people(self, index: int) -> bool:
        """After a list of people, a line above other lines than people."""
        below = next((x for x in self.lines[index + 1 : index + 3] if not x.blank), None)
        first = re.split(r"\s*[,;(]|\s+[-–—/]\s+", self.lines[index].text)[0]
        return below is not None and not looks_like_person(below.text) and not is_full_name(first)

    def _first_child(self, index: int) -> bool:
        """One step in from the line above, and above lines further in."""
        return (
            index > 0
            and self.lines[index - 1].indent < self.lines[index].indent
            and not self.lines[index - 1].bullet
            and self._deeper(index)
        )

    def _first_written(self) -> int:
        return next((i for i, line in enumerate(self.lines) if not line.blank), 0)

    def _contact_near(self, index: int) -> bool:
        return any(
            EMAIL.search(line.text) or PHONE.search(line.text) for line in self.lines[index + 1 : index + 3]
        )

    def _deeper(self, index: int) -> bool:
        return (
            index + 1 < len(self.lines)
            and not self.lines[index + 1].blank
            and self.lines[index + 1].indent > self.lines[index].indent
        )

    def _has_children(self, index: int) -> bool:
        line = self.lines[index]
        following = next((x for x in self.lines[index + 1 : index + 3] if not x.blank), None)
        return following is not None and following.bullet and following.indent > line.indent

    def _in_a_run(self, index: int) -> bool:
        """Plain short lines above and below, nothing between."""
        around = [self.lines[i] for i in (index - 1, index + 1) if 0 <= i < len(self.lines)]
        return len(around) == 2 and all(
            not x.blank and not x.bullet and (x.is_row or not x.text.endswith(":")) for x in around
        )

    def _ends_a_list(self, index: int) -> bool:
        """An item numbered by the word processor, with another item or a heading below it and no text of its own."""
        following = next((x for x in self.lines[index + 1 :] if not x.blank), None)
        return self.lines[index].laid_out and (
            following is None or bool(following.level) or following.laid_out
        )

    def _lone(self, index: int) -> bool:
        """A list of one: numbered 1, and the next number is not 2."""
        following = next((x for x in self.lines[index + 1 :] if x.marker == "number" and x.ordinal), None)
        return self.lines[index].ordinal == 1 and (following is None or following.ordinal != 2)

    def _announces(self, index: int, topic: str) -> bool:
        """People or hours follow at once: the word is a heading though no blank surrounds it."""
        below = self.lines[index + 1].text if index + 1 < len(self.lines) else ""
        return (
            topic in PEOPLE
            and bool(column_of(below) or is_name(below))
            or topic == AGENDA
            and bool(split_times(below))
        )

    def _blank(self, index: int) -> bool:
        return not 0 <= index < len(self.lines) or self.lines[index].blank

    def _bullet(self, index: int) -> bool:
        return 0 <= index < len(self.lines) and (self.lines[index].bullet or index in self.listed)
