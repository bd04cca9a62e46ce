"""Problem trees: consequences, problem, causes, and the solutions that answer each cause."""

from __future__ import annotations

import re
from dataclasses import replace
from difflib import SequenceMatcher

from .draft import Draft, tidy
from .items import read_items
from .lines import Line
from .outline import Section
from .tables import take_tables
from .words import CAUSE, CONSEQUENCE, PROBLEM, SOLUTIONS, TREE, TREE_PARTS, bare

ANSWER = re.compile(
    r"(?i)\s*(?:solutions?|réponses?|pistes?|propositions?|remèdes?)\s*(?:n°)?\s*(?:\d+(?:\.\d+)*)?\s*:\s*"
)
ARROW = re.compile(r"\s*(?:→|->|=>|⇒)\s*")
TITLES = {CONSEQUENCE: "Conséquences", PROBLEM: "Problème", CAUSE: "Causes"}
QUESTIONS = "Questions posées"


def is_tree(sections: list[Section]) -> bool:
    """A problem, or a tree by name, with causes or consequences."""
    topics = {section.topic for section in sections}
    return bool(topics & {TREE, PROBLEM}) and bool(topics & {CAUSE, CONSEQUENCE})


def read_tree(sections: list[Section], draft: Draft) -> set[int]:
    """Make the board of the tree and the solutions; gives the ids of the sections it used."""
    parts = [s for s in sections if s.topic in TREE_PARTS]
    parts += [s for s in sections if not s.topic and s.inherited_topic() in (CAUSE, CONSEQUENCE)]
    parts.sort(key=sections.index)
    tree = _Tree(parts, draft, any(section.topic == SOLUTIONS for section in sections))
    tree.read()
    used = {id(section) for section in parts}
    for section in sections:
        if id(section) in used:
            continue
        if section.inherited_topic() == SOLUTIONS and not any(line.is_row for line in section.lines):
            read_items(section, SOLUTIONS, section.lines, draft, tree.cause_of(section, sections))
            used.add(id(section))
    return used


class _Tree:
    def __init__(self, parts: list[Section], draft: Draft, answered_apart: bool):
        self.parts, self.draft = parts, draft
        named = next((part for part in parts if part.topic == TREE), None)
        title = named.title if named is not None else draft.reading.title
        self.board = draft.board(title or "Arbre à problème", named.heading if named else parts[0].heading)
        self.board.kind = "problem_tree"
        for topic, area in TITLES.items():
            draft.area(self.board, area, topic)
        self.lists = [part for part in parts if part.topic == CAUSE and len(part.written) > 1]
        self.drawn = self._is_drawn()
        self.causes: list[str] = []
        arrowed = sum(
            1 for part in parts if part.topic == CAUSE for line in part.written if ARROW.search(line.text)
        )
        self.arrowed = arrowed > 1 and not answered_apart  # « peu de médecins -> maison de santé »

    def _is_drawn(self) -> bool:
        """Labels stand among what they name, as on a drawing, when there is something before the first of them."""
        first = self.parts[0]
        return first.topic == TREE and any(
            not line.text.endswith((".", ":")) and len(line.text) < 110
            for line in first.written
            if line.number not in self.draft.fed
        )

    def read(self) -> None:
        listed = self.lists[-1] if self.drawn and self.lists else None
        if listed is not None and listed is not self._first_causes():
            self._causes(listed)
            for part in self.parts:
                if part is not listed:
                    self._drawn_part(part)
        else:
            for part in self.parts:
                self._plain_part(part)
        for area in list(self.board.areas):
            if not area.notes:
                self.board.areas.remove(area)

    def _first_causes(self) -> Section | None:
        return next((part for part in self.parts if part.topic == CAUSE), None)

    def _drawn_part(self, part: Section) -> None:
        """On the drawing, what is not the problem nor one of the causes listed later is a consequence."""
        for line in part.written:
            if part.topic == PROBLEM:
                self._note(PROBLEM, line)
            elif any(_alike(line.text, cause) for cause in self.causes):
                self.draft.feed(line)
            else:
                self._note(CONSEQUENCE, line)

    def _plain_part(self, part: Section) -> None:
        topic = part.inherited_topic()
        if topic == TREE and any(line.is_row for line in part.lines):
            part = replace(part, lines=take_tables(part, self.draft))
        if topic == CAUSE:
            self._causes(part)
        elif topic in (CONSEQUENCE, PROBLEM):
            for line in part.written:
                for cell in line.filled or [line.text]:
                    for text in _listed(cell, part):
                        self._note(topic, line, text)
        elif part.resumed is not None or self.drawn:
            before_problem = not self.draft.area(self.board, TITLES[PROBLEM], PROBLEM).notes
            for line in part.written:
                if line.number not in self.draft.fed and len(line.text) < 110 and not line.text.endswith("."):
                    self._note(CONSEQUENCE if before_problem else CAUSE, line)

    def _causes(self, part: Section) -> None:
        if any(above.topic == SOLUTIONS for above in part.ancestors()):
            self._answered(part)
            return
        if part.heading is not None and not part.topic:
            self._note(CAUSE, part.heading, part.title)
        for line in part.written:
            for cell in line.filled or [line.text]:
                for text in _listed(cell, part):
                    if _is_answered(text) or self.arrowed and ARROW.search(text):
                        self._cause_and_answers(text, line)
                    elif text.endswith("?") and self.causes:
                        self.draft.note(self.draft.area(self.board, QUESTIONS, "neutral"), text, line)
                    else:
                        self._note(CAUSE, line, text)

    def _answered(self, part: Section) -> None:
        """« Cause : … » under « Solutions »: what hangs on it answers it."""
        lines = part.written
        cause = part.title
        if part.inline and lines:
            cause, lines = tidy(lines[0].text), lines[1:]
            self._note(CAUSE, part.written[0], cause)
        elif numbered := self._numbered(part.title):
            cause = numbered
        for line in lines:
            self.draft.item(SOLUTIONS, ANSWER.sub("", line.text), line, cause=cause)

    def _numbered(self, title: str) -> str:
        number = re.search(r"\bcauses?\s*(?:n°)?\s*(\d)", bare(title))
        index = int(number[1]) - 1 if number else -1
        return self.causes[index] if 0 <= index < len(self.causes) else ""

    def _cause_and_answers(self, text: str, line: Line) -> None:
        """« Cause → solution », or « Solution 1.1 : … » below its cause."""
        said, *answers = ARROW.split(text)
        answers = [answer for several in answers for answer in re.split(r"\s*;\s*", several) if answer]
        if ANSWER.match(said):
            said, answers = "", [said, *answers]
        if said:
            self._note(CAUSE, line, said)
        for answer in answers:
            self.draft.item(
                SOLUTIONS, ANSWER.sub("", answer), line, cause=self.causes[-1] if self.causes else ""
            )

    def _note(self, topic: str, line: Line, text: str = "") -> None:
        text = tidy(text or line.text)
        area = self.draft.area(self.board, TITLES[topic], topic)
        if topic == CAUSE:
            if any(_alike(text, cause) for cause in self.causes):
                self.draft.feed(line)
                return
            self.causes.append(text)
        self.draft.note(area, text, line)

    def cause_of(self, section: Section, sections: list[Section]):
        """The function that names, for a line of a section of solutions, the cause it answers."""
        if section.topic == SOLUTIONS and re.search(r"\bcauses?\s*(?:n°)?\s*\d", bare(section.title)):
            return lambda line: self._numbered(section.title)
        title = section.title
        named = max(self.causes, key=lambda cause: _likeness(cause, title), default="")
        if named and _likeness(named, title) > 0.6:
            return lambda line: named
        if led := self._led_by_causes(section):
            return lambda line: led.get(line.number, "")
        if near := self._nearest_cause(section, sections):
            return lambda line: near
        groups = _groups(section.lines, len(self.causes))
        by_line = {
            number: cause for group, cause in zip(groups, self.causes, strict=False) for number in group
        }
        if section.topic != SOLUTIONS or len(groups) != len(self.causes):
            return None
        return lambda line: by_line.get(line.number, "")

    def _led_by_causes(self, section: Section) -> dict[int, str]:
        """Bullets below a cause said again in plain words, without a blank line to make it a heading."""
        led, cause = {}, ""
        for line in section.lines:
            if line.bullet or line.marker:
                led[line.number] = cause
            elif again := next((known for known in self.causes if _alike(line.text, known)), ""):
                cause = again
                self.draft.feed(line)
        return led if cause else {}

    def _nearest_cause(self, section: Section, sections: list[Section]) -> str:
        """« Cause 1… Solutions… Cause 2… Solutions… »: each list answers the cause above it."""
        above = sections[: sections.index(section)]
        while above and above[-1].topic == SOLUTIONS:
            above.pop()
        interleaved = any(s.topic == CAUSE for s in sections[len(above) :]) or any(
            s.topic == SOLUTIONS and s.written for s in above
        )
        if interleaved and above and above[-1].topic == CAUSE and above[-1].inline:
            return tidy(above[-1].written[0].text)
        answers = [s for s in sections if s.topic == SOLUTIONS and s.written]
        if len(answers) < 2 or section not in answers:
            return ""
        before = [
            part
            for part in self.parts
            if part.topic == CAUSE and sections.index(part) < sections.index(section)
        ]
        if len(before) == answers.index(section) + 1 and len(before[-1].written) == 1:
            return tidy(before[-1].written[0].text)
        return ""


def _is_answered(text: str) -> bool:
    return bool(ANSWER.match(text) or any(map(ANSWER.match, ARROW.split(text)[1:])))


def _listed(text: str, part: Section) -> list[str]:
    pieces = re.split(r"\s*;\s*|\n", text) if part.inline or "\n" in text else [text]
    return [piece.lstrip("-–•· ") for piece in pieces if piece.strip(" .-–•·")]


def _groups(lines: list[Line], wanted: int) -> list[list[int]]:
    """Numbers of items, grouped as they stand on paper: by blank lines and steps inward, then by full stops."""
    groups: list[list[Line]] = []
    blank, above = True, None
    for line in lines:
        if line.blank:
            blank = True
            continue
        if not (line.bullet or line.marker):
            continue
        if (
            blank
            or above is None
            or line.indent > above.indent
            and line.depth == above.depth
            or line.indent >= above.indent + 3
        ):
            groups.append([])
        groups[-1].append(line)
        blank, above = False, line
    if len(groups) > wanted and all(len(group) == 1 for group in groups):
        groups = [[line for group in groups for line in group]]
    if len(groups) < wanted:
        groups = [part for group in groups for part in _cut_at_full_stops(group)]
    return [[line.number for line in group] for group in groups]


def _cut_at_full_stops(group: list[Line]) -> list[list[Line]]:
    if all(line.text.endswith(".") for line in group):
        return [group]
    parts: list[list[Line]] = [[]]
    for line in group:
        parts[-1].append(line)
        if line.text.endswith("."):
            parts.append([])
    return [part for part in parts if part]


def _alike(one: str, other: str) -> bool:
    return _likeness(one, other) > 0.85


def _likeness(one: str, other: str) -> float:
    return SequenceMatcher(None, bare(one)[:120], bare(other)[:120]).ratio()
