"""The colours of a document. Whoever has a pole's theme gives its own; these are dark enough on white for anybody."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Look:
    """Colours as "#rrggbb", each readable on white (4.5:1 or more), save `tint`, a ground for `ink`."""

    ink: str = "#15202b"
    accent: str = "#20457c"
    quiet: str = "#55606e"
    tint: str = "#e8eef6"
    line: str = "#9aa7b5"
    author: str = ""  # who signs the document: the name of the pole
