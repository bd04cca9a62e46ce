"""What a document is made of, before any format: headings, paragraphs, items and tables."""

from __future__ import annotations

from dataclasses import dataclass

from ..reader.own.words import Column


@dataclass
class Heading:
    level: int  # 1 is the title of the document
    text: str


@dataclass
class Paragraph:
    text: str  # may have several lines
    lead: str = ""  # printed before it, in bold
    role: str = "body"  # body | front | about | signature


@dataclass
class Item:
    """One entry of a list; `lead` stands before its text in bold, `tail` after it in a quieter colour."""

    text: str
    depth: int = 0
    lead: str = ""
    tail: str = ""
    leads: bool = False  # deeper items follow: it does not end a page
    tone: str = ""  # sentiment of the area it is from, when its lead says it


@dataclass
class Table:
    name: str  # of our tables in `words.TABLES`
    caption: str
    columns: list[Column]
    rows: list[list[str]]


Block = Heading | Paragraph | Item | Table
