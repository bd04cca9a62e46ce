from django.db import models
from django.utils import timezone
from django_scopes import get_scope

from maillage.ground.poles.models import Pole


class AppendOnly(TypeError):
    """The journal is only ever added to."""


class EntryQuerySet(models.QuerySet):
    def update(self, **kwargs):
        raise AppendOnly("A line of the journal is never changed.")

    def delete(self):
        raise AppendOnly("A line of the journal is never removed.")


class Entry(models.Model):
    """Who did what to what, when. `code` is stable (`event.closed`); `data` holds no personal data."""

    pole = models.ForeignKey(Pole, models.CASCADE, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now, db_index=True)
    actor = models.ForeignKey("people.Person", models.SET_NULL, null=True, related_name="+")
    code = models.CharField(max_length=60, db_index=True)
    subject = models.CharField(max_length=60, blank=True, help_text="kind:pid")
    data = models.JSONField(default=dict)

    objects = EntryQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["pole", "subject"])]

    def __str__(self):
        return f"{self.at:%F %T} {self.code} {self.subject}"

    def save(self, *args, **kwargs):
        if self.pk:
            raise AppendOnly("A line of the journal is never changed.")
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        raise AppendOnly("A line of the journal is never removed.")


def record(code: str, subject=None, actor=None, **data) -> Entry:
    """Write one line. `subject` is a row with a `pid`; `actor` a Person or None (a visitor, the machine)."""
    pole = getattr(subject, "pole", None) or get_scope().get("pole")
    name = f"{subject._meta.model_name}:{subject.pid}" if subject is not None else ""
    return Entry.objects.create(code=code, pole=pole, subject=name, actor=actor, data=data)


def of(subject):
    """The lines about one row, newest first, with their actors."""
    name = f"{subject._meta.model_name}:{subject.pid}"
    return Entry.objects.filter(pole=subject.pole, subject=name).select_related("actor")
