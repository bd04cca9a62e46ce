"""The shape of a demo pole's story. Days count from the day it is loaded: -30 is a month ago, 12 in twelve days."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Wall:
    """A board: areas as (title, sentiment, [note, …])."""

    title: str
    kind: str
    areas: list[tuple[str, str, list[str]]]


@dataclass(frozen=True)
class Gathering:
    """A workshop. `agenda`: (from, to, title, kind of step). `groups` are (name, dots, [first words of its notes, …]); `links` of a tree, (first words of a note,
    first words of what it hangs from); `outcomes`, (kind, text, who, days after or None); `open` has it running right
    now; `minutes` approved and public.
    """

    title: str
    day: int
    place: str
    purpose: str
    walls: list[Wall]
    people: list[str]
    groups: list[tuple[str, int, list[str]]] = field(default_factory=list)
    agenda: list[tuple[str, str, str, str]] = field(default_factory=list)
    links: list[tuple[str, str]] = field(default_factory=list)
    outcomes: list[tuple[str, str, str, int | None]] = field(default_factory=list)
    open: bool = False
    minutes: bool = False


@dataclass(frozen=True)
class Prepared:
    """A workshop to come, from a ready method; `follows` is the title of the one before."""

    method: str
    title: str
    day: int
    at: str
    place: str
    purpose: str
    follows: str = ""


@dataclass(frozen=True)
class Want:
    """A need: from a group of the workshop when `group` names one. Scales from 1 to 5, 0 when nobody judged yet."""

    title: str
    group: str = ""
    impact: int = 0
    effort: int = 0
    urgency: int = 0
    audience: str = ""
    description: str = ""


@dataclass(frozen=True)
class Deed:
    """An action. `states` are (state, day) in order; `needs` are titles; `owner` a name among the pole's people."""

    title: str
    axis: str
    workstream: str
    horizon: str
    owner: str
    starts: int
    due: int
    states: list[tuple[str, int]]
    needs: list[str]
    description: str = ""


@dataclass(frozen=True)
class Meet:
    """An event: `asked` people registered (beyond `seats` they wait), `came` of them were there."""

    title: str
    kind: str
    day: int
    at: str
    hours: float
    place: str
    seats: int
    asked: int
    came: int = 0
    action: str = ""
    summary: str = ""
    description: str = ""


@dataclass(frozen=True)
class Proof:
    """A published report over the days `since` to `until`; `words` tell what each figure says, by pull."""

    title: str
    funder: str
    since: int
    until: int
    introduction: str
    conclusion: str
    words: dict[str, str]


@dataclass(frozen=True)
class Story:
    slug: str
    name: str
    kind: str
    tagline: str
    welcome: str
    territory: str
    look: dict
    doors: list[tuple[str, str, str, str]]  # title, text, tone, words that its public looks for
    people: list[tuple[str, str]]
    structures: list[tuple[str, str, str]]
    gatherings: list[Gathering]
    needs: list[Want]
    deeds: list[Deed]
    meets: list[Meet]
    proof: Proof
    minutes: str = ""
    prepared: list[Prepared] = field(default_factory=list)
