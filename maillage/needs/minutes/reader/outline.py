"""The sections of minutes: which lines announce something, what they announce, and which lines follow each."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from .headings import LABELLED, SHORT, WORD, Heading, Headings
from .lines import Line
from .names import is_full_name
from .people import column_of, looks_like_person
from .words import ABSENT, AGENDA, EXCUSED, ITEMS, PEOPLE, PRESENT, PROBLEM, SENTIMENTS, TREE, loose_topic


@dataclass(eq=False)
class Section:
    title: str = ""
    topic: str = ""
    level: int = 0
    heading: Line | None = None
    parent: Section | None = None
    lines: list[Line] = field(default_factory=list)  # blank ones too
    children: list[Section] = field(default_factory=list)
    inline: bool = False  # its content began on the line of its label
    form_level: int = 0  # what its form alone says
    resumed: Section | None = None  # the section that this one goes on with, after an inline label

    def ancestors(self):
        section = self.parent
        while section is not None:
            yield section
            section = section.parent

    def descendants(self):
        for child in self.children:
            yield child
            yield from child.descendants()

    @property
    def written(self) -> list[Line]:
        return [line for line in self.lines if not line.blank]

    @property
    def filled(self) -> bool:
        return any(not line.blank for line in self.lines)

    def inherited_topic(self) -> str:
        """Its own topic, or that of the nearest ancestor that lends it (« Besoins » above « Habitants »)."""
        if self.topic:
            return self.topic
        for above in self.ancestors():
            if above.topic:
                lends = above.topic not in PEOPLE and not (
                    above.topic in ITEMS and any(d.topic in ITEMS for d in above.descendants())
                )
                return above.topic if lends else ""
        return ""


def outline(lines: list[Line], names: set[str]) -> list[Section]:
    """Sections in order, the first one without heading; `names` are words of people's names already known."""
    return _Outliner(lines, names).run()


def _are_alike(previous: Section, heading: Heading, line: Line) -> bool:
    """« Ce qu'on garde » then « Ce qu'on invente », typed the same way above their lists: neither is part of the other."""
    above = previous.heading
    return (
        above is not None
        and not heading.topic
        and previous.topic in SENTIMENTS
        and previous.filled
        and (previous.form_level, heading.level) in ((WORD, SHORT), (LABELLED, SHORT))
        and above.indent == line.indent
        and above.bold == line.bold
        and above.text.endswith(":") == line.text.endswith(":")
    )


def _is_about_something_else(row: Line) -> bool:
    """Titles of columns, none of which says a thing of people."""
    cells = row.filled
    titles = any((topic := loose_topic(cell)) and topic not in PEOPLE for cell in cells)
    return titles and not any(column_of(cell) or is_full_name(cell) for cell in cells)


class _Outliner:
    def __init__(self, lines: list[Line], names: set[str]):
        self.lines = lines
        self.headings = Headings(lines, names)
        self.sections = [Section()]

    @property
    def current(self) -> Section:
        return self.sections[-1]

    def run(self) -> list[Section]:
        after_blank = False
        for index, line in enumerate(self.lines):
            if line.furniture or line.rule:
                continue
            heading = None if line.blank else self.headings.at(index, self.current.topic, self.current.filled)
            if heading is not None:
                self._open(heading, line)
            elif not line.blank and self._leaves(line, after_blank):
                self._resume()
                self.current.lines.append(line)
            else:
                self.current.lines.append(line)
            after_blank = line.blank
        return self.sections

    def _open(self, heading: Heading, line: Line) -> None:
        level = heading.level
        previous = self.current
        if previous.topic in ITEMS and not previous.written and not heading.topic and level <= previous.level:
            level = previous.level + 1  # « Besoins » then « Habitants »: the second is said of the first
        elif (
            heading.topic in ITEMS
            and level == previous.level
            and not previous.topic
            and not previous.written
            and previous.heading is not None
        ):
            level = previous.level + 1  # « Habitants » then « Besoins », both in bold
        elif (
            heading.topic in ITEMS
            and previous.topic in ITEMS
            and previous.form_level == level
            or _are_alike(previous, heading, line)
        ):
            level = previous.level
        parent = previous
        while parent.parent is not None and parent.level >= level:
            parent = parent.parent
        topic = heading.topic
        if topic == AGENDA and any(s.topic in ITEMS | SENTIMENTS for s in (parent, *parent.ancestors())):
            topic = ""  # « Horaires » under « Solutions » is what they are about
        section = Section(
            heading.title,
            topic,
            level,
            line,
            parent,
            inline=bool(heading.rest),
            form_level=heading.level,
        )
        if heading.rest:
            section.lines.append(
                replace(line, text=heading.rest, bullet=False, marker="", cells=heading.cells, level=0)
            )
        parent.children.append(section)
        self.sections.append(section)

    def _leaves(self, line: Line, after_blank: bool) -> bool:
        """Whether a line after an inline label, or after people, belongs to what was before it."""
        section = self.current
        if section.topic in (PRESENT, EXCUSED, ABSENT):
            if (
                line.is_row
                and section.filled
                and (after_blank or line.table and section.lines[-1].table != line.table)
                and _is_about_something_else(line)
            ):
                return True
            if line.is_row or looks_like_person(line.text) and len(line.text) < 160:
                return False
            full = section.filled
            sentence = len(line.text) > 90 or line.text.endswith(".")
            return full and (section.inline or sentence)
        if section.topic == PROBLEM and section.filled:
            another = (
                line.text[:1].isupper() and not line.bullet and not section.written[-1].text.endswith(".")
            )
            return after_blank or section.inline or another
        if section.inline:
            return (
                after_blank
                or not (line.bullet or line.marker or line.text[:1].islower())
                or self._was_bullet(section)
            )
        return False

    def _was_bullet(self, section: Section) -> bool:
        return section.heading is not None and section.heading.bullet

    def _resume(self) -> None:
        left = self.current
        above = left.parent or self.sections[0]
        while above.topic in PEOPLE and above.parent is not None:
            above = above.parent
        topic = TREE if left.topic == PROBLEM else above.topic
        section = Section(above.title, topic, above.level, None, above.parent, resumed=above.resumed or above)
        if above.parent is not None:
            above.parent.children.append(section)
        self.sections.append(section)
