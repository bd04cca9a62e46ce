"""How large papers, letters and gaps are, in units of the drawing (a pixel of the screen at its usual size)."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Measures:
    """Of what hangs from a trunk, then of the trunk, then of the gaps."""

    widths: tuple[float, float, float] = (172, 224, 296)  # a long sentence takes a wider paper, not a tower
    most_lines: tuple[int, int] = (6, 9)  # …beyond which the next width is taken
    size: float = 15.5
    leading: float = 19
    foot_size: float = 13
    foot_leading: float = 17
    padding: tuple[float, float] = (12, 11)
    trunk_widths: tuple[float, float, float] = (300, 380, 460)
    trunk_most_lines: tuple[int, int] = (4, 6)
    trunk_size: float = 25
    trunk_leading: float = 27
    trunk_padding: tuple[float, float] = (20, 18)
    indent: float = 28
    beside: float = 28
    below: float = 18
    fan_least: float = 40
    fan_most: float = 96
    fan_opens: float = 0.04  # of its width
    margin: float = 28
    label: float = 44  # height of the line that names a side
    label_size: float = 30
    strung_costs: float = (
        0.12  # of the size: papers that fan out show a tree better than papers along a string
    )
    largest: float = 1.15  # beyond this size a tree gains nothing by being larger


SCREEN = Measures()
# On a sheet of paper the page has its own margins, and every word of it is as large as the others.
PAPER = Measures(margin=6, foot_size=14.5, foot_leading=18, largest=1.2)
TIGHT = Measures(
    widths=(176, 236, 320),
    most_lines=(5, 8),
    leading=18,
    foot_size=15.5,
    foot_leading=18,
    padding=(9, 7),
    trunk_widths=(280, 360, 440),
    trunk_padding=(16, 13),
    indent=22,
    beside=16,
    below=11,
    fan_least=30,
    fan_most=70,
    fan_opens=0.025,
    margin=4,
    label=36,
    label_size=28,
    strung_costs=0.02,
)
