"""A look to begin with, until a pole chooses its own: the same name always gives the same one."""

from hashlib import sha256

STARTERS = [
    {
        "artwork": "hills",
        "type": "affiche",
        "palette": ["#ffd23f", "#10261d", "#fff8ea", "#0f4c38", "#ffd23f", "#ff5a36", "#ffb59a", "#3aa66a"],
    },
    {
        "artwork": "waves",
        "type": "gazette",
        "palette": ["#bfe3ff", "#141b3c", "#f6faff", "#27348b", "#ffc93c", "#ff6b5e", "#bcd7ff", "#21a49b"],
    },
    {
        "artwork": "threads",
        "type": "carnet",
        "palette": ["#ffd7c2", "#2b1630", "#fff7f2", "#6b2456", "#ffbe3d", "#f2545b", "#ffc6dd", "#3b9c77"],
    },
    {
        "artwork": "sparks",
        "type": "affiche",
        "palette": ["#2d2a6e", "#17153f", "#fbf8ff", "#3d35a1", "#ffe14d", "#ff5d8f", "#cfc8ff", "#2fb7a3"],
    },
    {
        "artwork": "tiles",
        "type": "gazette",
        "palette": ["#f4c95d", "#20251c", "#fffbef", "#3c5a2b", "#f4c95d", "#d9532c", "#f7d8b0", "#5d9c4a"],
    },
]
PALETTE = ("bg", "ink", "paper", "main", "pop", "warm", "soft", "leaf")


def starter_look(slug: str) -> dict:
    """A look of the shape that `maillage.ui.theme.Theme.from_look` reads."""
    starter = STARTERS[sha256(slug.encode()).digest()[0] % len(STARTERS)]
    return starter | {"palette": dict(zip(PALETTE, starter["palette"], strict=True))}
