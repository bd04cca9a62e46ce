"""A figure as it is shown, live or frozen: plain data that a page, a PDF or a JSON column can hold."""

from dataclasses import asdict, dataclass, field

from django.utils.safestring import mark_safe

from maillage.impact.indicators.period import Period
from maillage.impact.indicators.pulls import Pull, Reading, compared, read, said
from maillage.ui import pictures
from maillage.ui.french import NBSP

MOST_DOTS = 150


def plain(value):
    """A whole number when it is one, else a float: what JSON keeps."""
    return value if value is None else int(value) if value == int(value) else float(value)


@dataclass(frozen=True)
class Shown:
    """`parts` are the (label, number) of the bars; `whole` is what a ring is a share of."""

    code: str
    title: str
    value: int | float
    unit: str
    says: str
    picture: str
    name: str = ""
    change: str = ""
    target: int | None = None
    whole: int | None = None
    whole_says: str = ""
    parts: list = field(default_factory=list)

    @classmethod
    def of(cls, title: str, target: int | None, reading: Reading) -> "Shown":
        pull, period, value = reading.pull, reading.period, reading.value
        whole = reading.whole
        return cls(
            code=pull.code,
            title=title,
            value=plain(value),
            unit=pull.unit(value),
            says=pull.says,
            picture=_picture(pull, reading),
            name=pull.name,
            change=compared(value, reading.before, period),
            target=target if target and period.years == 1 and not pull.stock else None,
            whole=whole,
            whole_says=pull.whole_says.format(said(whole)) if whole and pull.picture == "ring" else "",
            parts=[[part.label, plain(number)] for part, number in reading.slices],
        )

    @classmethod
    def thawed(cls, frozen: dict) -> "Shown":
        return cls(**frozen)

    def frozen(self) -> dict:
        return asdict(self)

    @property
    def said(self) -> str:
        return said(self.value)

    @property
    def numbers(self) -> list:
        return [number for _, number in self.parts]

    @property
    def drawing(self) -> str:
        """The picture as SVG, decorative: the words beside it say the same."""
        if self.picture == "dots":
            return mark_safe(pictures.dots(self.value, most=MOST_DOTS))
        if self.picture == "ring":
            return mark_safe(pictures.ring(self.value, self.whole))
        return mark_safe(pictures.bars(self.numbers)) if self.picture == "bars" else ""

    @property
    def last_part(self) -> str:
        return self.parts[-1][0] if self.parts else ""

    def dot_says(self, most: int = MOST_DOTS) -> str:
        """What one dot stands for when `most` are drawn; empty when a dot is one."""
        scale = -(-int(self.value) // most)
        return f"un point pour {scale}{NBSP}{self.unit}" if scale > 1 else ""

    @property
    def peak(self) -> str:
        """The highest bar, in words: what a picture says to who cannot see it."""
        if not any(self.numbers):
            return ""
        label, number = max(self.parts, key=lambda part: part[1])
        return f"au plus haut en {label}{NBSP}: {said(number)}"

    @property
    def target_says(self) -> str:
        """ "61 sur 80 visées" in words that suit any unit."""
        if not self.target:
            return ""
        if self.value >= self.target:
            return f"objectif de {said(self.target)} atteint"
        return f"{round(100 * self.value / self.target)}{NBSP}% de l’objectif ({said(self.target)})"


def _picture(pull: Pull, reading: Reading) -> str:
    """Bars need several slices, a ring something to be a share of; otherwise the number speaks alone."""
    if pull.picture == "bars" and (len(reading.parts) < 3 or not any(reading.parts)):
        return ""
    if pull.picture == "ring" and (not reading.whole or reading.value > reading.whole):
        return ""
    return pull.picture if reading.value else ""


def show(indicators, period: Period) -> list[tuple]:
    """(indicator, Shown) in the order given; as many queries as there are sources, not indicators."""
    indicators = list(indicators)
    readings = read({indicator.pulled for indicator in indicators}, period)
    return [(each, Shown.of(each.title, each.target, readings[each.pull])) for each in indicators]


def spans(count: int) -> list[int]:
    """Widths, in sixths of a page, of `count` papers: full rows only, one wide paper first."""
    rows, turn = [], 0
    while count > 0:
        if count in (1, 2):
            row = ([6], [4, 2] if turn % 2 == 0 else [2, 4])[count - 1]
        elif turn % 2 == 0:
            row = [4, 2]
        else:
            row = [2, 4] if count == 4 else [2, 2, 2]
        rows += row
        count -= len(row)
        turn += 1
    return rows
