"""Small marks: a person's portrait without a photo, and the pole's logo."""

import random
import re

from ..colour import contrast
from .papers import Papers
from .shapes import blob, paper, quad, star, thread

SMALL_WORDS = {"de", "du", "des", "la", "le", "les", "l", "d", "et", "en"}


def initials(name):
    """Two capitals at most: "Les Vallées vives" gives VV, "Awa Diop" gives AD."""
    words = [word for word in re.split(r"[\s'’.-]+", name) if word and word.lower() not in SMALL_WORDS]
    return "".join(word[0] for word in (words[:1] + words[-1:] if len(words) > 1 else words)).upper() or "?"


def portrait(name, theme, size=48):
    """Inline SVG: two papers and the initials, the same for the same name; letters at 4.5:1."""
    dice = random.Random(f"portrait|{name}")
    tokens = theme.tokens
    ground = dice.choice(["note1", "note2", "note3", "note4", "note5", "pop", "soft", "leaf", "main"])
    accent = dice.choice([key for key in ("pop", "warm", "soft", "leaf", "main", "paper") if contrast(tokens[key], tokens[ground]) > 1.15 or key == "paper"])
    shape = dice.randrange(3)
    x, y = dice.choice((8, 40)), dice.choice((6, 42))
    cut = (
        blob(dice, x, y, 17, 15, 7, 0.16)
        if shape == 0
        else star(dice, x, y, 18, 9, 7, dice.random())
        if shape == 1
        else quad(dice, x, y, 26, 24, dice.uniform(0.1, 0.9))
    )
    letters = initials(name)
    # The letters keep their own round of ground, so that no paper runs under them.
    return (
        f'<svg class="portrait" viewBox="0 0 48 48" width="{size}" height="{size}" aria-hidden="true" focusable="false">'
        f'{paper(tokens[ground], "M0 0h48v48H0Z")}{paper(tokens[accent], cut)}{paper(tokens[ground], blob(dice, 24, 24, 15, 13, 9, 0.05))}'
        f'<text x="24" y="30.5" text-anchor="middle" font-size="18" font-weight="800" fill="{tokens["on-" + ground]}">{letters}</text></svg>'
    )


def logo(theme, size=44):
    """The pole's mark: three papers of its palette on one thread, arranged by its name."""
    dice = random.Random(f"logo|{theme.seed}|{theme.artwork}")
    tokens = theme.tokens
    papers = Papers(tokens, dice, True)
    a, b, c = (papers.rest * 2)[:3]
    cuts = {
        "hills": lambda: paper(a, "M2 30Q14 6 28 26T46 24V46H2Z") + paper(b, "M2 40Q18 22 32 36T46 36V46H2Z") + paper(c, blob(dice, 34, 13, 7, 7, 8, 0.06)),
        "waves": lambda: paper(a, "M2 14Q14 2 24 14T46 12V22Q34 34 24 22T2 24Z") + paper(b, "M2 27Q14 17 24 27T46 26V34Q34 46 24 36T2 37Z"),
        "threads": lambda: thread(a, "M4 38C14 6 22 46 30 22S42 10 44 8", 4) + paper(b, blob(dice, 13, 30, 9, 9, 8, 0.08)) + paper(c, blob(dice, 36, 14, 8, 8, 8, 0.08)),
        "sparks": lambda: paper(a, star(dice, 24, 24, 22, 11, 9, 0.2)) + paper(b, star(dice, 24, 24, 11, 6, 7, 0.5)) + paper(c, blob(dice, 24, 24, 4, 4, 7, 0.08)),
        "tiles": lambda: paper(a, "M4 4h20A20 20 0 0 1 4 24Z") + paper(b, "M44 44H24A20 20 0 0 1 44 24Z") + paper(c, "M24 24V4A20 20 0 0 1 44 24Z"),
    }
    return (
        f'<svg viewBox="0 0 48 48" width="{size}" height="{size}" aria-hidden="true" focusable="false">'
        f"{paper(papers.ground, quad(dice, 24, 24, 45, 45, 0.03, 0.03))}{cuts[theme.artwork]()}</svg>"
    )
