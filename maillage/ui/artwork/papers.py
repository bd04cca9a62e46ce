"""The papers at hand for one picture: a ground, and colours that show on one another."""

from math import cos, radians

from ..colour import to_oklch

NAMES = ("bg", "main", "pop", "warm", "soft", "leaf", "paper")
GROUNDS = ("soft", "pop", "leaf", "paper", "main", "warm", "bg")


def _distance(a, b):
    """How different two colours look, in OKLCH lightness and chroma plane (0 to about 1)."""
    (la, ca, ha), (lb, cb, hb) = to_oklch(a), to_oklch(b)
    chroma2 = ca * ca + cb * cb - 2 * ca * cb * cos(radians(ha - hb))
    return ((la - lb) ** 2 + max(0, chroma2)) ** 0.5


class Papers:
    """`ground` and `rest` (hex colours, all visibly different from the ground and from one another)."""

    def __init__(self, tokens, dice, own):
        self.tokens, self.dice = tokens, dice
        self.ground = tokens["bg"] if own else tokens[dice.choice(GROUNDS)]
        self.rest = []
        for name in NAMES:
            colour = tokens[name]
            if all(_distance(colour, other) > 0.09 for other in (self.ground, *self.rest)):
                self.rest.append(colour)
        if len(self.rest) < 3:
            self.rest += [c for c in (tokens["ink"], tokens["note4"], tokens["note2"]) if c != self.ground]
        if not own:
            dice.shuffle(self.rest)

    def pick(self, *avoid):
        """A colour other than those of `avoid` and visibly apart from them."""
        fit = [c for c in self.rest if all(_distance(c, other) > 0.09 for other in avoid)]
        return self.dice.choice(fit or self.rest)

    def light_to_dark(self):
        return sorted(self.rest, key=lambda c: -to_oklch(c)[0])

    def brightest(self, *grounds):
        """The most vivid colour that clearly shows on `grounds`."""
        fit = [c for c in self.rest if all(_distance(c, g) > 0.14 for g in grounds)] or self.rest
        return max(fit, key=lambda c: to_oklch(c)[1])

    def most_visible(self, *grounds):
        """The colour that stands out best from every one of `grounds`."""
        return max(self.rest, key=lambda c: min(_distance(c, g) for g in grounds))
