"""Writing together. A section that a hand has touched is a row with a version; the database decides who came first."""

import datetime as dt
from dataclasses import dataclass

from django.db import IntegrityError, models, transaction
from django.db.models import F
from django.utils import timezone

from maillage.ground.people.models import Person
from maillage.ground.poles.owned import PoleOwned
from maillage.needs.minutes.arrivals import arrived, with_arrivals, without_gone
from maillage.needs.minutes.merging import merged
from maillage.needs.minutes.parts import Part, ids_of

KEPT_VERSIONS = 30
STILL_THERE = dt.timedelta(seconds=45)


class Approved(Exception):
    """The text is frozen: it changes no more, unless somebody takes it up again."""


class Moved(Exception):
    """Somebody else saved this section first; `section` is what they made of it."""

    def __init__(self, section: "Section | None" = None):
        self.section = section


class Section(PoleOwned):
    """One section as hands wrote it. `known`: ids of what those hands had before them; the rest came since."""

    minutes = models.ForeignKey("minutes.Minutes", models.CASCADE, related_name="sections")
    key = models.CharField(max_length=40)
    data = models.JSONField()
    known = models.JSONField(default=list)
    version = models.PositiveIntegerField(default=1)
    hand = models.CharField(
        max_length=12,
        blank=True,
        help_text="The opened form that saved it last: its own retry is no conflict",
    )
    edited_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    edited_at = models.DateTimeField(default=timezone.now)

    class Meta(PoleOwned.Meta):
        constraints = [models.UniqueConstraint(fields=["minutes", "key"], name="one_section_per_key")]

    def __str__(self):
        return self.key

    @property
    def part(self) -> Part:
        return Part(self.key, self.data)


class Version(PoleOwned):
    """A section as somebody left it; without a number, words that were set aside for another's."""

    section = models.ForeignKey(Section, models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField(null=True)
    data = models.JSONField()
    by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta(PoleOwned.Meta):
        ordering = ["-pk"]
        constraints = [models.UniqueConstraint(fields=["section", "number"], name="one_version_per_number")]

    def __str__(self):
        return f"{self.section} {self.number}"

    @property
    def part(self) -> Part:
        return Part(self.section.key, self.data)


class Presence(PoleOwned):
    """Who has which section before them now. One row a person: it says where they are, not where they were."""

    minutes = models.ForeignKey("minutes.Minutes", models.CASCADE, related_name="presences")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    key = models.CharField(max_length=40, blank=True, help_text="The section they write in; empty: they read")
    at = models.DateTimeField(default=timezone.now)

    class Meta(PoleOwned.Meta):
        constraints = [models.UniqueConstraint(fields=["minutes", "person"], name="one_place_per_person")]

    def __str__(self):
        return self.key

    @classmethod
    def say(cls, minutes, person: Person, key: str) -> list["Presence"]:
        """This person is in this section; the others who are there now."""
        cls.objects.update_or_create(
            minutes=minutes, person=person, defaults={"key": key, "at": timezone.now()}
        )
        there = cls.objects.filter(minutes=minutes, at__gt=timezone.now() - STILL_THERE).exclude(
            person=person
        )
        return list(there.select_related("person").order_by("pk"))


@dataclass
class Written:
    """A section as it reads now, and what may be done with it. `version` 0: no hand has touched it."""

    minutes: "Minutes"  # noqa: F821
    part: Part
    section: Section | None
    fresh: dict | None  # what the workshop says; None when it no longer has this board

    @classmethod
    def of(cls, minutes, key: str, section: Section | None, fresh: dict | None) -> "Written":
        if section is None:
            return cls(minutes, Part(key, fresh), None, fresh)
        gone = fresh is not None and "areas" in fresh
        data = without_gone(section.data, fresh) if gone else section.data
        return cls(minutes, Part(key, data), section, fresh)

    @property
    def key(self) -> str:
        return self.part.key

    @property
    def version(self) -> int:
        return self.section.version if self.section else 0

    @property
    def known(self) -> set[str]:
        """Ids that hands have had before them here."""
        return set(self.section.known) if self.section else set()

    @property
    def news(self) -> str:
        """« 3 post-it », what came since a hand wrote; nothing for a section that follows by itself."""
        if not self.section or self.fresh is None:
            return ""
        return arrived(self.key, self.fresh, self.known)

    def write(self, data: dict, version: int, by: Person, known=(), hand: str = "") -> Section:
        """Save these words over version `version`, whose ids (`known`) the hand had before it.

        `hand` names the form that writes: when an answer was lost on the way, what it saved before is not another's.
        Raises `Moved` when another version stands by now, `Approved` when the text is frozen.
        """
        with self.minutes.open_turn():
            said = {
                "data": data,
                "known": sorted({*known, *self.known, *ids_of(data)}),
                "hand": hand,
                "edited_by": by,
            }
            saved = self.first(said) if version == 0 else self.next(said, version)
            saved.versions.create(number=saved.version, data=data, by=by)
            old = saved.versions.values_list("pk", flat=True)[KEPT_VERSIONS:]
            saved.versions.filter(pk__in=list(old)).delete()
        fresh = Written.of(self.minutes, self.key, saved, self.fresh)
        self.section, self.part = saved, fresh.part
        return saved

    def first(self, said: dict) -> Section:
        try:
            with transaction.atomic():
                return self.minutes.sections.create(key=self.key, **said)
        except IntegrityError:
            return self.next(said, version=0)

    def next(self, said: dict, version: int) -> Section:
        mine = models.Q(version=version)
        if said["hand"]:
            mine |= models.Q(version__gt=version, hand=said["hand"])
        rows = self.minutes.sections.filter(mine, key=self.key)
        if not rows.update(version=F("version") + 1, edited_at=timezone.now(), **said):
            raise Moved(self.current())
        return self.current()

    def current(self) -> Section | None:
        return self.minutes.sections.select_related("edited_by").filter(key=self.key).first()

    def add_news(self, version: int, by: Person) -> Section:
        """What came since joins the words, which stay as they are. Raises `Moved`, `Approved`."""
        return self.write(
            with_arrivals(self.part.data, self.fresh, self.known), version, by, ids_of(self.fresh)
        )

    def merge(self, mine: dict, base: int, version: int, by: Person, known=()) -> Section:
        """Mine, written over version `base`, and theirs, which stands at `version`, become one. Raises `Moved`, `Approved`."""
        return self.write(merged(self.as_at(base), self.part.data, mine), version, by, known)

    def as_at(self, version: int) -> dict:
        """The section as that version left it; the workshop's own words before any hand's."""
        found = self.section.versions.filter(number=version).first() if self.section and version else None
        return found.data if found else self.fresh or {}

    def set_aside(self, mine: dict, by: Person) -> None:
        """Theirs stands; mine is kept among the versions, where it can be found again."""
        with self.minutes.open_turn():
            self.section.versions.create(data=mine, by=by)
