"""The house as pyproject.toml declares it: which module stands on which floor."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Place:
    """One module of the list: its floor (0 is the ground) and whether its neighbours must not know it."""

    module: str
    floor: int
    alone: bool


@cache
def places() -> tuple[Place, ...]:
    """Read from the contract that import-linter checks, so that there is one list."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    layers = next(contract["layers"] for contract in contracts if contract["id"] == "house")
    return tuple(
        Place(name.strip(" ()"), floor, alone="|" in layer)
        for floor, layer in enumerate(reversed(layers))
        for name in layer.replace("|", ":").split(":")
    )


def place_of(module: str) -> Place | None:
    for place in places():
        if module == place.module or module.startswith(place.module + "."):
            return place
    return None


def may_know(knower: str, known: str) -> bool:
    """Both are dotted names; a room knows itself and what stands below it."""
    upper, lower = place_of(knower), place_of(known)
    if upper is None or lower is None:
        return False
    if upper.floor == lower.floor:
        return upper.module == lower.module or not upper.alone
    return upper.floor > lower.floor


def rooms(root: Path) -> list[Path]:
    return sorted(path.parent for path in (root / "maillage").rglob("apps.py"))


def dotted(path: Path, root: Path) -> str:
    return ".".join(path.relative_to(root).with_suffix("").parts).removesuffix(".__init__")
