"""Suggestions of grouping, from the words that notes share: said with the words themselves, never done by themselves.

Words are compared by their French stems (« mutualisées », « mutualiser »), without accents nor elisions, and weigh
the more the fewer notes hold them. Pure functions: the same wall always gives the same suggestions, in the same order.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import combinations, pairwise
from math import log

from maillage.ground.search.stems import forms, words

ALIKE = 0.36  # share of the weight of two notes that must be common
BELONGS = 0.34  # the same, between a note and a group
LOOSER = 0.75  # of that is enough to join what several notes say already
FAINT = 0.2  # weight of a word that says little, beside one of the others
MOST_SAID = 4
ROOT, ENDING = 6, 2  # « connait » and « connaitr » are one word: a long root, a short ending
MOST_TOGETHER = 12
COMMON = 60  # a word held by more notes than that brings no two of them together
# Said of everything in a workshop: alone they bring nothing together.
FAINT_LINES = """
aller alors ans assez aucun aucune aussi autant autre autres avant avoir beaucoup besoin besoins bien bon bonne bons
cela chacun chacune chaque chez chose choses comme comment contre créer depuis devoir difficile difficulté difficultés
dire donc donner elles encore entre être eux faire fait faut fois jamais là lors lui mal
manque manquer meilleur meilleure même mettre mieux moins nouveau nouveaux nouvelle nouvelles non oui ok parce
parfois personne personnes peu peut peuvent plein plus plusieurs point possible pouvoir prendre problème problèmes quand
quel quelle quelque quelques quoi rien sait savoir sera sont souvent sous tellement toujours tous tout toute
toutes très trop trouver utiliser vers veut voir vraiment était étaient été
"""
FAINT_WORDS = frozenset(FAINT_LINES.split())


@dataclass(frozen=True)
class Said:
    """A note as it is compared: only with those of its area. `group`: key of the group it is in."""

    key: str
    text: str
    area: str = ""
    group: str | None = None


@dataclass(frozen=True)
class Suggestion:
    """These notes seem to say the same: together, or as the group `into` does. `why`: the words people wrote."""

    keys: tuple[str, ...]
    why: tuple[str, ...]
    score: float
    into: str | None = None


@dataclass
class _Heard:
    """The words of one note (or of the title of a group) by stem, and how each was written."""

    rank: int
    said: Said
    written: dict[str, list[str]] = field(default_factory=dict)
    stems: frozenset[str] = frozenset()
    strong: frozenset[str] = frozenset()  # those that say something by themselves
    weight: float = 0


def suggestions(notes: Iterable[Said], groups: dict[str, str] | None = None) -> list[Suggestion]:
    """What seems to go together on a wall, surest first; each note at most once.

    `groups` gives the title of each group by its key. Notes that stand in one group already are never proposed to one
    another, and those of two groups are left where people put them.
    """
    wall = _Wall(list(notes), groups or {})
    found = sorted(wall.like_groups() + wall.together(), key=lambda one: (-one.score, one.keys))
    taken: set[str] = set()
    kept = []
    for suggestion in found:
        if taken.isdisjoint(suggestion.keys):
            taken.update(suggestion.keys)
            kept.append(suggestion)
    return kept


def _tokens(text: str) -> list[str]:
    """The words of a text as they are written, without those that only tie others."""
    return [word for word in re.findall(r"[^\W_]{2,}", text.lower()) if len(words(word)) == 1]


def _same_words(spoken: Iterable[tuple[str, ...]]) -> dict[str, str]:
    """{stem: the stem that stands for it}: « mutualisées » has several, with and without its accents."""
    stands: dict[str, str] = {}

    def first(stem: str) -> str:
        while stands.setdefault(stem, stem) != stem:
            stem = stands[stem]
        return stem

    for form in spoken:
        ends = sorted(first(stem) for stem in form)
        for end in ends:
            stands[end] = ends[0]
    ordered = sorted(stands)
    for short, long in pairwise(ordered):
        if len(short) >= ROOT and long.startswith(short) and len(long) - len(short) <= ENDING:
            stands[first(long)] = first(short)
    return {stem: first(stem) for stem in stands}


class _Wall:
    """The notes with their stems, and the weight of each stem: log(1 + notes / notes that hold it)."""

    def __init__(self, notes: list[Said], groups: dict[str, str]):
        self.heard = [_Heard(rank, note) for rank, note in enumerate(notes)]
        self.titles = {key: _Heard(-1, Said(key, title)) for key, title in groups.items()}
        everything = [*self.heard, *self.titles.values()]
        spoken = [[(word, forms(*words(word))) for word in _tokens(one.said.text)] for one in everything]
        same = _same_words(form for tokens in spoken for _, form in tokens)
        faint = {same.get(form) for word in FAINT_WORDS for form in forms(word)}
        for one, tokens in zip(everything, spoken, strict=True):
            for word, form in tokens:
                one.written.setdefault(same[form[0]], []).append(word)
            one.stems = frozenset(one.written)
            one.strong = one.stems - faint
        held = Counter(stem for one in everything for stem in one.stems)
        self.weights = {
            stem: log(1 + len(everything) / count) * (FAINT if stem in faint else 1)
            for stem, count in held.items()
        }
        for one in everything:
            one.weight = self.weigh(one.stems)
        self.loose = [one for one in self.heard if one.said.group is None and one.weight]

    def weigh(self, stems: Iterable[str]) -> float:
        return sum(map(self.weights.__getitem__, stems))

    def together(self) -> list[Suggestion]:
        """Loose notes of one area, joined surest pair first, as long as the whole stays alike."""
        scores = self.pairs()
        home = {one.rank: [one] for one in self.loose}
        for (a, b), _ in sorted(scores.items(), key=lambda pair: (-pair[1], pair[0])):
            one, other = home[a], home[b]
            if one is other or len(one) + len(other) > MOST_TOGETHER:
                continue
            enough = ALIKE if len(one) + len(other) == 2 else ALIKE * LOOSER
            if _mean(one, other, scores) >= enough:
                one += other
                for moved in other:
                    home[moved.rank] = one
        told = []
        for notes in {id(notes): notes for notes in home.values() if len(notes) > 1}.values():
            notes.sort(key=lambda one: one.rank)
            keys = tuple(one.said.key for one in notes)
            told.append(Suggestion(keys, self.why(notes), round(_mean(notes, notes, scores), 3)))
        return told

    def pairs(self) -> dict[tuple[int, int], float]:
        """{(rank, rank): likeness} of the loose notes of one area: the weight they share over their weight."""
        holders = defaultdict(list)
        for one in self.loose:
            for stem in one.stems:
                holders[one.said.area, stem].append(one.rank)
        shared: dict[tuple[int, int], float] = defaultdict(float)
        for (_, stem), ranks in sorted(holders.items()):
            if len(ranks) <= COMMON:
                weight = self.weights[stem]
                for pair in combinations(ranks, 2):
                    shared[pair] += weight
        scores = {}
        for (a, b), common in shared.items():
            one, other = self.heard[a], self.heard[b]
            # Faint words alone bring two notes together only when there is nothing else in them.
            if one.strong & other.strong or one.stems == other.stems:
                scores[a, b] = 2 * common / (one.weight + other.weight)
        return scores

    def like_groups(self) -> list[Suggestion]:
        """Loose notes that say what a group of their area says already."""
        members = defaultdict(list)
        for one in self.heard:
            if one.said.group is not None:
                members[one.said.group].append(one)
        told = []
        for group, ones in members.items():
            title = self.titles.get(group) or _Heard(-1, Said(group, ""))
            areas = {one.said.area for one in ones}
            held = Counter(stem for one in ones for stem in one.stems)
            for note in self.loose:
                if note.said.area not in areas or not note.strong & (title.stems | held.keys()):
                    continue
                score = self.belongs(note, ones, title, held)
                if score >= BELONGS:
                    why = self.why([note, title, *ones], among=note.stems)
                    told.append(Suggestion((note.said.key,), why, round(score, 3), group))
        return told

    def belongs(self, note: _Heard, ones: list[_Heard], title: _Heard, held: Counter) -> float:
        """How much of a note its group has said: the words of the title and of half the members count whole."""
        whole = sum(
            self.weights[stem] * (1 if stem in title.stems else min(1, 2 * held[stem] / len(ones)))
            for stem in note.stems
        )
        if (whole / note.weight + 1) / 2 < BELONGS:
            return 0
        nearest = max(2 * self.weigh(one.stems & note.stems) / (one.weight + note.weight) for one in ones)
        return (whole / note.weight + nearest) / 2

    def why(self, notes: list[_Heard], among: Iterable[str] | None = None) -> tuple[str, ...]:
        """The words that at least two of the notes share, heaviest first, as they are written most."""
        held = Counter(stem for one in notes for stem in one.stems)
        shared = [stem for stem, count in held.items() if count > 1 and (among is None or stem in among)]
        shared.sort(key=lambda stem: (-self.weights[stem] * held[stem], stem))
        return tuple(_as_written(notes, stem) for stem in shared[:MOST_SAID])


def _mean(one: list[_Heard], other: list[_Heard], scores: dict[tuple[int, int], float]) -> float:
    pairs = {(min(a.rank, b.rank), max(a.rank, b.rank)) for a in one for b in other if a is not b}
    return sum(scores.get(pair, 0) for pair in sorted(pairs)) / len(pairs)


def _as_written(notes: list[_Heard], stem: str) -> str:
    return Counter(word for one in notes for word in one.written.get(stem, ())).most_common(1)[0][0]
