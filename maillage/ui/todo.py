"""One thing that waits for somebody, with the gesture that settles it. Rooms say what waits in their `waiting.py`."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Todo:
    """`tone` is its colour: warm (late), pop (now), leaf (when there is time)."""

    title: str
    text: str
    url: str
    gesture: str
    tone: str = "pop"
