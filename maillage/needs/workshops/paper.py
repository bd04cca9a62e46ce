"""Paper for a workshop: post-its to print, cut and write on by hand, and the poster that says how to join."""

import io
from collections.abc import Iterable
from dataclasses import dataclass

import segno

from maillage.ui.pdf import render_pdf
from maillage.ui.theme import Theme

POST_ITS, POSTER = "workshops/post_its.typ", "workshops/poster.typ"
ON_A_SHEET = 8
MOST_SHEETS = 20  # of one area: 160 post-its
TONES = {
    "favourable": "note3",
    "unfavourable": "note2",
    "neutral": "note1",
    "consequence": "note5",
    "problem": "problem",
    "cause": "note4",
    "solution": "solution",
    "objective": "pop",
    "effect": "note3",
    "means": "note4",
}


@dataclass(frozen=True)
class Pad:
    """Post-its of one area: its title, its sentiment (which gives the colour), and how many sheets of eight."""

    title: str
    sentiment: str = "neutral"
    sheets: int = 1


@dataclass(frozen=True)
class Door:
    """Where people join: the workshop's title, its code as it is said aloud, the address behind the QR code (`url`),
    and the page that asks for the code (`join`), which is short enough to be typed."""

    title: str
    code: str
    url: str
    join: str

    @property
    def address(self) -> str:
        return self.join.split("://", 1)[-1].rstrip("/")


def post_its(door: Door, pads: Iterable[Pad], theme: Theme, named: bool = True) -> bytes:
    """A4 sheets of eight post-its, as PDF. `named`: with a line for the name, which stays optional."""
    data = {
        "title": door.title,
        "code": door.code,
        "address": door.address,
        "named": named,
        "pads": [
            {
                "title": pad.title,
                "tone": TONES.get(pad.sentiment, "note1"),
                "sheets": max(1, min(MOST_SHEETS, pad.sheets)),
            }
            for pad in pads
        ],
    }
    return render_pdf(POST_ITS, data, theme, {"qr.svg": qr(door.url)})


def poster(door: Door, theme: Theme, when: str = "") -> bytes:
    """One A4 sheet for the wall or the door, as PDF: the code in large, the QR code, what to do. `when`: in words."""
    data = {"title": door.title, "code": door.code, "address": door.address, "when": when}
    return render_pdf(POSTER, data, theme, {"qr.svg": qr(door.url)})


def qr(url: str) -> bytes:
    """Black on nothing: what phones read best, on any pale paper."""
    drawn = io.BytesIO()
    segno.make(url, error="m").save(drawn, kind="svg", border=0, scale=4, dark="#000000")
    return drawn.getvalue()
