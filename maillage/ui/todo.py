"""One thing that waits for somebody, with the gesture that settles it. Rooms say what waits in their `waiting.py`."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Todo:
    """`tone` is its colour: warm (late), pop (now), leaf (when there is time).

    `post`: an address of the room that settles it in one click, named `post_gesture`, sent with `post_with`; it answers
    as to a form, by leading to a page that says in a message what was done.
    """

    title: str
    text: str
    url: str
    gesture: str
    tone: str = "pop"
    post: str = ""
    post_gesture: str = ""
    post_with: tuple[tuple[str, str], ...] = ()
