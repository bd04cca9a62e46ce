"""What a drawing is made of, each thing in its place. Units are pixels of a screen at its usual size."""

from __future__ import annotations

from dataclasses import dataclass, field

from .papers import Paper
from .threads import Path

TREES_APART = 64
LABEL = 46  # height of a line that names a side
TRAY_APART, TRAY_HEAD, TRAY_PADDING = 40, 44, 22
SCREEN = 1280.0, 860.0
LARGEST = 1.15  # beyond this size a tree gains nothing by being larger


@dataclass(frozen=True)
class Box:
    """A paper in its place; x, y: its left and top."""

    paper: Paper
    x: float
    y: float

    @property
    def key(self) -> str:
        return self.paper.node.key

    @property
    def kind(self) -> str:
        return self.paper.node.kind

    @property
    def width(self) -> float:
        return self.paper.width

    @property
    def height(self) -> float:
        return self.paper.height


@dataclass(frozen=True)
class Link:
    """A thread from `parent` to `child`, thick as what hangs from it."""

    parent: str
    child: str
    kind: str
    path: Path
    width: float


@dataclass(frozen=True)
class Label:
    text: str
    x: float
    y: float  # the line its letters stand on
    size: float
    where: str  # "sky", "ground" or "tray"


@dataclass
class Drawing:
    """Everything on the sheet, in the order to draw it: grounds, tray, threads, papers, labels."""

    width: float = 0
    height: float = 0
    boxes: list[Box] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    labels: list[Label] = field(default_factory=list)
    grounds: list[tuple[float, float]] = field(default_factory=list)  # (height of the horizon, of its foot)
    tray: tuple[float, float, float, float] | None = None  # x, y, width, height

    def scale(self, room: tuple[float, float]) -> float:
        """By how much it must be multiplied to fill the room."""
        if not self.boxes:
            return 1
        return min(room[0] / self.width, room[1] / self.height)
