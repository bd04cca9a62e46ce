"""Small marks: a person's portrait without a photo, and the pole's logo."""

import random
import re

from ..colour import contrast
from .papers import Papers
from .shapes import blob, paper, quad, star, thread

SMALL_WORDS = {"de", "du", "des", "la", "le", "les", "l", "d", "et", "en"}


def initials(name):
    """Two capitals at most: "Les Vallées vives" gives VV, "Awa Diop" gives AD."""
    words = [word for word in re.findall(r"[^\W_]+", name) if word.lower() not in SMALL_WORDS]
    return "".join(word[0] for word in (words[:1] + words[-1:] if len(words) > 1 else words)).upper() or "?"


def portrait(name, theme, size=48):
    """Inline SVG: shoulders, a head that carries the initials, the same for the same name.

    Letters stand on the head's own paper (4.5:1); everything else is decoration.
    """
    dice = random.Random(f"portrait|{name}")
    tokens = theme.tokens
    ground, head = dice.sample(["note1", "note2", "note3", "note4", "note5"], 2)
    coats = [
        key for key in ("pop", "warm", "soft", "leaf", "main") if contrast(tokens[key], tokens[ground]) > 1.2
    ]
    coat = dice.choice(coats or ["main"])
    hair = dice.choice([key for key in ("ink", "warm", "main", "leaf") if key != coat])
    crown = (
        star(dice, 24, 19, 19, 14, dice.choice((9, 11)), dice.random())
        if dice.random() < 0.4
        else blob(dice, 24 + dice.choice((-2, 2)), 17, 16, 14, 7, 0.1)
    )
    letters = initials(name)
    return (
        f'<svg class="portrait" viewBox="0 0 48 48" width="{size}" height="{size}" aria-hidden="true" focusable="false">'
        f"{paper(tokens[ground], 'M0 0h48v48H0Z')}{paper(tokens[coat], blob(dice, 24, 52, 23, 17, 9, 0.05))}"
        f"{paper(tokens[hair], crown)}{paper(tokens[head], blob(dice, 24, 23, 14, 14, 9, 0.04))}"
        f'<text x="24" y="28.5" text-anchor="middle" font-size="15" font-weight="800" fill="{tokens["on-" + head]}">{letters}</text></svg>'
    )


def logo(theme, size=44):
    """The pole's mark: three papers of its palette on one thread, arranged by its name."""
    dice = random.Random(f"logo|{theme.seed}|{theme.artwork}")
    tokens = theme.tokens
    papers = Papers(tokens, dice, True)
    a, b, c = (papers.rest * 2)[:3]
    cuts = {
        "hills": lambda: (
            paper(a, "M2 30Q14 6 28 26T46 24V46H2Z")
            + paper(b, "M2 40Q18 22 32 36T46 36V46H2Z")
            + paper(c, blob(dice, 34, 13, 7, 7, 8, 0.06))
        ),
        "waves": lambda: (
            paper(a, "M2 14Q14 2 24 14T46 12V22Q34 34 24 22T2 24Z")
            + paper(b, "M2 27Q14 17 24 27T46 26V34Q34 46 24 36T2 37Z")
        ),
        "threads": lambda: (
            thread(a, "M4 38C14 6 22 46 30 22S42 10 44 8", 4)
            + paper(b, blob(dice, 13, 30, 9, 9, 8, 0.08))
            + paper(c, blob(dice, 36, 14, 8, 8, 8, 0.08))
        ),
        "sparks": lambda: (
            paper(a, star(dice, 24, 24, 22, 11, 9, 0.2))
            + paper(b, star(dice, 24, 24, 11, 6, 7, 0.5))
            + paper(c, blob(dice, 24, 24, 4, 4, 7, 0.08))
        ),
        "tiles": lambda: (
            paper(a, "M4 4h20A20 20 0 0 1 4 24Z")
            + paper(b, "M44 44H24A20 20 0 0 1 44 24Z")
            + paper(c, "M24 24V4A20 20 0 0 1 44 24Z")
        ),
    }
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 48 48" width="{size}" height="{size}" aria-hidden="true" focusable="false">'
        f"{paper(papers.ground, quad(dice, 24, 24, 45, 45, 0.03, 0.03))}{cuts[theme.artwork]()}</svg>"
    )
