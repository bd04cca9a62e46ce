"""Rows that belong to one pole, and the manager that never lets them out of it.

django-scopes carries the scope; its own manager leaves holes (`.exists()`, following a foreign key,
`bulk_create`, saving into another tenant), so the manager here refuses before any query is built and
is also the *base* manager, which Django uses to follow relations and to save.
"""

import secrets

from django.core.exceptions import ValidationError
from django.db import models
from django_scopes import get_scope
from django_scopes.exceptions import ScopeError

ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"


def new_pid() -> str:
    """A public identifier: 10 characters, about 49 bits, none that is mistaken for another."""
    return "".join(secrets.choice(ALPHABET) for _ in range(10))


class WrongPole(ScopeError):
    """A row was about to be written in a pole that is not the one in scope."""


def check_pole(row: "PoleOwned") -> None:
    scope = get_scope()
    if not scope.get("_enabled", True):
        return
    if "pole" not in scope:
        raise ScopeError(f"{type(row).__name__} is written outside any pole's scope.")
    if scope["pole"] is None or row.pole_id != scope["pole"].pk:
        raise WrongPole(f"{type(row).__name__} belongs to another pole than the one in scope.")


class PoleQuerySet(models.QuerySet):
    def bulk_create(self, objs, *args, **kwargs):
        objs = list(objs)
        for row in objs:
            check_pole(row)
        return super().bulk_create(objs, *args, **kwargs)

    def bulk_update(self, objs, *args, **kwargs):
        objs = list(objs)
        for row in objs:
            check_pole(row)
        return super().bulk_update(objs, *args, **kwargs)


class PoleManager(models.Manager.from_queryset(PoleQuerySet)):
    """Rows of the pole in scope; raises `ScopeError` when no scope is active."""

    use_in_migrations = False

    def get_queryset(self):
        scope = get_scope()
        rows = super().get_queryset()
        if not scope.get("_enabled", True):
            return rows
        if "pole" not in scope:
            raise ScopeError(f"{self.model.__name__} is read outside any pole's scope.")
        if isinstance(scope["pole"], (list, tuple)):
            return rows.filter(pole__in=scope["pole"])
        return rows.filter(pole=scope["pole"])


def manager(queryset: type[PoleQuerySet]) -> PoleManager:
    """The scoped manager with the verbs of `queryset`, a subclass of `PoleQuerySet`."""
    return PoleManager.from_queryset(queryset)()


class PoleOwned(models.Model):
    """Base of every row of a pole: a public identifier, the pole, the scoped manager."""

    pid = models.CharField(max_length=12, unique=True, default=new_pid, editable=False)
    pole = models.ForeignKey("poles.Pole", models.CASCADE, editable=False, related_name="+")

    objects = PoleManager()

    class Meta:
        abstract = True
        base_manager_name = "objects"

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.pole_id is None and (pole := get_scope().get("pole")) and not isinstance(pole, (list, tuple)):
            self.pole = pole

    def save(self, *args, **kwargs):
        check_pole(self)
        self.check_neighbours()
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        check_pole(self)
        return super().delete(*args, **kwargs)

    def check_neighbours(self) -> None:
        """A row may only point at rows of its own pole; raises `WrongPole`."""
        for field in self._meta.concrete_fields:
            if not isinstance(field, models.ForeignKey) or not issubclass(field.related_model, PoleOwned):
                continue
            if field.is_cached(self) and (other := getattr(self, field.name)) and other.pole_id != self.pole_id:
                raise WrongPole(f"{type(self).__name__}.{field.name} points into another pole.")

    def clean(self):
        try:
            self.check_neighbours()
        except WrongPole as error:
            raise ValidationError("Cet élément appartient à un autre pôle.") from error
