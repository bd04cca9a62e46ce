"""Rows that belong to one pole, and the manager that never lets them out of it.

django-scopes carries the scope; its own manager leaves holes (`.exists()`, following a foreign key,
`bulk_create`, saving into another tenant), so the manager here refuses before any query is built and
is also the *base* manager, which Django uses to follow relations, to refresh and to save. What no
manager can see is SQL written by hand: whoever writes it writes the condition on the pole (tests/test_owned.py).
"""

import secrets
from collections.abc import Iterable
from functools import cache

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.sql import Query
from django_scopes import get_scope
from django_scopes.exceptions import ScopeError

ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"


def new_pid() -> str:
    """A public identifier: 10 characters, about 49 bits, none that is mistaken for another."""
    return "".join(secrets.choice(ALPHABET) for _ in range(10))


class WrongPole(ScopeError):
    """A row was about to be written in, or to point into, a pole that is not the one in scope."""


def check_pole(row: "PoleOwned") -> None:
    scope = get_scope()
    if not scope.get("_enabled", True):
        return
    if "pole" not in scope:
        raise ScopeError(f"{type(row).__name__} is written outside any pole's scope.")
    if isinstance(scope["pole"], (list, tuple)):
        raise WrongPole("Several poles are read together; one writes in one pole.")
    if scope["pole"] is None or row.pole_id != scope["pole"].pk:
        raise WrongPole(f"{type(row).__name__} belongs to another pole than the one in scope.")


@cache
def links_of(model: type["PoleOwned"]) -> tuple[models.ForeignKey, ...]:
    """The foreign keys of a model that point at rows of a pole."""
    return tuple(
        field
        for field in model._meta.concrete_fields
        if isinstance(field, models.ForeignKey) and issubclass(field.related_model, PoleOwned)
    )


def links_as_read(row: "PoleOwned") -> dict:
    return {field.attname: row.__dict__.get(field.attname) for field in links_of(type(row))}


def check_links(rows: list["PoleOwned"], names: Iterable[str] | None = None) -> None:
    """Rows only point at rows of their own pole; raises `WrongPole`.

    A related row at hand is compared; a bare identifier costs one query a field, only when it changed.
    """
    for field in links_of(type(rows[0])) if rows else ():
        if names is not None and not {field.name, field.attname} & set(names):
            continue
        unseen = {}
        for row in rows:
            target = row.__dict__.get(field.attname)
            if target is None or target == row._links.get(field.attname):
                continue
            if not field.is_cached(row):
                unseen.setdefault(row.pole_id, set()).add(target)
            elif getattr(row, field.name).pole_id != row.pole_id:
                raise WrongPole(f"{type(row).__name__}.{field.name} points into another pole.")
        for pole, targets in unseen.items():
            check_targets(field, pole, targets)


def check_targets(field: models.ForeignKey, pole: int, targets: set) -> None:
    there = models.Q(pole=pole, **{f"{field.target_field.attname}__in": targets})
    if field.related_model._base_manager.filter(there).count() != len(targets):
        raise WrongPole(f"{field.model.__name__}.{field.name} points at nothing in this pole.")


class ScopedQuery(Query):
    """A query that never comes back into poles from outside.

    A person is in several poles: joining people with their roles would read the roles of all poles.
    Ask the rows of the pole instead: `Person.objects.filter(pk__in=Role.objects.values("person"))`.
    """

    def names_to_path(self, *args, **kwargs):
        path, *rest = super().names_to_path(*args, **kwargs)
        for step in path if get_scope().get("_enabled", True) else ():
            inward, outward = step.to_opts.model, step.from_opts.model
            if issubclass(inward, PoleOwned) and not issubclass(outward, PoleOwned):
                raise ScopeError(
                    f"{outward.__name__} is not joined with {inward.__name__}: it would be of all poles."
                )
        return path, *rest


class ScopedQuerySet(models.QuerySet):
    """Base of the querysets of models that belong to no pole (people, accounts)."""

    def __init__(self, model=None, query=None, using=None, hints=None):
        super().__init__(model, query or ScopedQuery(model), using, hints)


class PoleQuerySet(ScopedQuerySet):
    def bulk_create(self, objs, *args, **kwargs):
        objs = list(objs)
        for row in objs:
            check_pole(row)
        check_links(objs)
        return super().bulk_create(objs, *args, **kwargs)

    def bulk_update(self, objs, fields, *args, **kwargs):
        objs = list(objs)
        for row in objs:
            check_pole(row)
        check_links(objs, fields)
        return super().bulk_update(objs, fields, *args, **kwargs)

    def update(self, **values):
        self.check_values(values)
        return super().update(**values)

    update.alters_data = True

    def raw(self, *args, **kwargs):
        raise ScopeError("SQL written by hand knows no pole: use a cursor, and write the condition yourself.")

    def check_values(self, values) -> None:
        """What `update` would write, checked as `save` checks it: nothing leaves its pole or points out of it."""
        if not get_scope().get("_enabled", True):
            return
        if {"pole", "pole_id"} & set(values):
            raise WrongPole(f"{self.model.__name__} does not move to another pole.")
        for field in links_of(self.model):
            target = values.get(field.name, values.get(field.attname))
            target = target.pk if isinstance(target, models.Model) else target
            if target is not None and not hasattr(target, "resolve_expression"):
                check_targets(field, getattr(get_scope().get("pole"), "pk", None), {target})


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

    def none(self):
        """No row at all needs no scope: forms declare their choices when they are imported."""
        return super().get_queryset().none()


def manager(queryset: type[PoleQuerySet]) -> PoleManager:
    """The scoped manager with the verbs of `queryset`, a subclass of `PoleQuerySet`."""
    return PoleManager.from_queryset(queryset)()


class PoleOwned(models.Model):
    """Base of every row of a pole: a public identifier, the pole, the scoped manager."""

    pid = models.CharField(max_length=12, unique=True, default=new_pid, editable=False)
    pole = models.ForeignKey("poles.Pole", models.CASCADE, editable=False, related_name="+")

    objects = PoleManager()
    _links = {}  # foreign keys as they were read, so that only those that changed are looked up

    class Meta:
        abstract = True
        base_manager_name = "objects"

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        unset = self.__dict__.get("pole_id", 0) is None  # a deferred pole is not an unset one
        if unset and (pole := get_scope().get("pole")) and not isinstance(pole, (list, tuple)):
            self.pole = pole

    def save(self, *args, **kwargs):
        check_pole(self)
        check_links([self], kwargs.get("update_fields"))
        super().save(*args, **kwargs)
        self._links = links_as_read(self)

    def delete(self, *args, **kwargs):
        check_pole(self)
        return super().delete(*args, **kwargs)

    @classmethod
    def from_db(cls, db, field_names, values):
        row = super().from_db(db, field_names, values)
        row._links = links_as_read(row)
        return row

    def clean(self):
        try:
            check_links([self])
        except WrongPole as error:
            raise ValidationError("Cet élément appartient à un autre pôle.") from error
