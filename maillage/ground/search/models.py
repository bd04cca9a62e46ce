"""One row per findable thing; rooms say what is found, this room finds it."""

from dataclasses import dataclass

from django.db import models

from maillage.ground.poles.owned import PoleOwned


@dataclass(frozen=True)
class Finding:
    """What search knows of a row. `readers` is "public" or "steering" or "team"."""

    kind: str
    title: str
    body: str
    url: str
    readers: str


class Findable(PoleOwned):
    """A row that search finds; saving and deleting it keeps the index true, in the same transaction."""

    class Meta(PoleOwned.Meta):
        abstract = True

    def finding(self) -> Finding | None:
        """None while the row must not be found (a draft, a hidden note)."""
        raise NotImplementedError


class SearchRow(PoleOwned):
    kind = models.CharField(max_length=20)
    subject = models.CharField(max_length=12)
    title = models.CharField(max_length=250)
    body = models.TextField(blank=True)
    url = models.CharField(max_length=250)
    readers = models.CharField(max_length=10)
    stems = models.TextField()

    class Meta(PoleOwned.Meta):
        constraints = [models.UniqueConstraint(fields=["kind", "subject"], name="one_search_row_per_thing")]

    def __str__(self):
        return self.title
