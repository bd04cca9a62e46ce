"""One row per findable thing; rooms say what is found, this room finds it."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import connections, models, transaction
from django.db.models import Case, Count, Q, Value, When
from django.db.models.expressions import RawSQL

from maillage.ground.people.access import STEERING
from maillage.ground.poles.owned import PoleOwned, PoleQuerySet, manager
from maillage.ground.search.stems import asked, indexed

PUBLIC, INNER = "public", "steering"


@dataclass(frozen=True)
class Finding:
    """What search knows of a row: its French kind, and who reads it ("public" or "steering")."""

    kind: str
    title: str
    body: str
    url: str
    readers: str


class SearchRowQuerySet(PoleQuerySet):
    def readable_by(self, roles: frozenset[str]):
        """What people with these roles (`request.roles`) may find."""
        return self if roles & STEERING else self.filter(readers=PUBLIC)

    def answering(self, question: str, every: bool = True):
        """Rows that answer every word (or any of them), titles first, then the newest. No word, no row."""
        terms = asked(question)
        if not terms:
            return self.none()
        answers = {"sqlite": _answers_sqlite, "postgresql": _answers_postgresql}[connections[self.db].vendor]
        in_title = Case(When(answers("title_stems", terms, every), then=Value(0)), default=Value(1))
        return self.filter(answers("stems", terms, every)).annotate(rank=in_title).order_by("rank", "-pk")

    def kinds(self) -> dict[str, int]:
        """How many rows of each kind: {"besoin": 4, …}."""
        return dict(self.order_by("kind").values_list("kind").annotate(Count("pk")))


def _answers_sqlite(column: str, terms, every: bool) -> Q:
    answers = (" OR ".join([f'"{word}"*', *(f'"{stem}"' for stem in stems)]) for word, *stems in terms)
    match = (" AND " if every else " OR ").join(f"({answer})" for answer in answers)
    found = RawSQL("SELECT rowid FROM search_fts WHERE search_fts MATCH %s", [f"{column} : ({match})"])
    return Q(pk__in=found)


def _answers_postgresql(column: str, terms, every: bool) -> RawSQL:
    """Asked of the row itself: the index finds rows, and only those found are asked about their title."""
    answers = (" | ".join([f"'{word}':*", *(f"'{stem}'" for stem in stems)]) for word, *stems in terms)
    match = (" & " if every else " | ").join(f"({answer})" for answer in answers)
    words = f"array_to_tsvector(string_to_array(search_searchrow.{column}, ' '))"
    return RawSQL(f"{words} @@ %s::tsquery", [match], output_field=models.BooleanField())


class SearchRow(PoleOwned):
    kind = models.CharField(max_length=20)
    subject = models.CharField(max_length=12, unique=True, help_text="pid of the row found")
    title = models.CharField(max_length=250)
    body = models.TextField(blank=True)
    url = models.CharField(max_length=250)
    readers = models.CharField(max_length=10)
    title_stems = models.TextField()
    stems = models.TextField()

    objects = manager(SearchRowQuerySet)

    def __str__(self):
        return self.title


class Findable(PoleOwned):
    """A row that search finds; saving or deleting it keeps the index true, in the same transaction."""

    class Meta(PoleOwned.Meta):
        abstract = True

    def finding(self) -> Finding | None:
        """None while the row must not be found: a draft, a need set aside."""
        raise NotImplementedError

    def save(self, *args, **kwargs):
        with transaction.atomic():
            super().save(*args, **kwargs)
            index([self])

    def delete(self, *args, **kwargs):
        with transaction.atomic():
            SearchRow.objects.filter(subject=self.pid).delete()
            return super().delete(*args, **kwargs)


def index(rows: Iterable[Findable]) -> None:
    """Bring the index in line with these rows, all of the pole in scope; needed after a bulk write only."""
    rows = list(rows)
    found = {row.pid: finding for row in rows if (finding := row.finding())}
    if gone := [row.pid for row in rows if row.pid not in found]:
        SearchRow.objects.filter(subject__in=gone).delete()
    if found:
        SearchRow.objects.bulk_create(
            [_row(pid, finding) for pid, finding in found.items()],
            update_conflicts=True,
            unique_fields=["subject"],
            update_fields=["kind", "title", "body", "url", "readers", "title_stems", "stems"],
        )


def _row(pid: str, finding: Finding) -> SearchRow:
    return SearchRow(
        subject=pid,
        kind=finding.kind,
        title=finding.title[:250],
        body=finding.body.strip(),
        url=finding.url,
        readers=finding.readers,
        title_stems=indexed(finding.title),
        stems=indexed(f"{finding.title} {finding.body}"),
    )
