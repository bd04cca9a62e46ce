"""Undo. Each gesture on the wall keeps what the rows were and what it made of them, so that it can be taken back."""

import datetime as dt
from contextlib import contextmanager

from django.apps import apps
from django.db import models
from django.utils import timezone

from maillage.ground.journal import models as journal
from maillage.ground.people.models import Person
from maillage.ground.poles.owned import PoleOwned
from maillage.needs.workshops.models.workshop import Change, Refused, Workshop


class Gesture(PoleOwned):
    """One thing done with the hands on the wall (grouping, hiding, hanging…), and how to undo it.

    `rows`: [{"model": "note", "pk": 1, "was": {field: value}, "is": {field: value}}], moments in ISO 8601 to the
    microsecond. A row that someone changed since is left as it is.
    """

    workshop = models.ForeignKey(Workshop, models.CASCADE, related_name="gestures")
    label = models.CharField(max_length=120)
    rows = models.JSONField(default=list)
    by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    undone_at = models.DateTimeField(null=True)

    class Meta(PoleOwned.Meta):
        ordering = ["-pk"]

    def __str__(self):
        return self.label

    def change(self, rows, **fields) -> None:
        """Update these rows (a queryset) and remember what they were."""
        names = [rows.model._meta.get_field(name).attname for name in fields]
        was = {row.pop("pk"): plain(row) for row in rows.values("pk", *names)}
        if not was:
            return
        rows.model._base_manager.filter(pk__in=was).update(**fields)
        now = plain(dict(zip(names, fields.values(), strict=True)))
        model = rows.model._meta.model_name
        self.rows += [{"model": model, "pk": pk, "was": row, "is": now} for pk, row in was.items()]

    def made(self, row: models.Model, gone: str) -> None:
        """A row made by this gesture; undoing stamps its column `gone`."""
        self.rows.append(
            {
                "model": row._meta.model_name,
                "pk": row.pk,
                "was": plain({gone: timezone.now()}),
                "is": {gone: None},
            }
        )

    @property
    def models(self) -> set[str]:
        return {row["model"] for row in self.rows}

    def is_settled(self) -> bool:
        """It formed sub-groups that have written since: taking it back would scatter people at work."""
        formed = [
            row["pk"] for row in self.rows if row["model"] == "team" and row["is"] == {"closed_at": None}
        ]
        notes = apps.get_model("workshops", "Note").objects
        return bool(formed) and notes.filter(area__board__team__in=formed).exists()

    def undo(self, by: Person) -> int:
        """Take it back; the number of rows that could be (others were changed since).

        Raises Refused unless it is the last: undone in any other order, links could turn round.
        """
        with self.workshop.turn() as workshop:
            if last_gesture(workshop) != self:
                raise Refused("C’est déjà annulé, ou autre chose a été fait depuis. Rien n’a changé.")
            self.undone_at = timezone.now()
            self.save(update_fields=["undone_at"])
            restored = 0
            for row in reversed(self.rows):
                model = apps.get_model("workshops", row["model"])
                restored += model.objects.filter(pk=row["pk"], **unset(row["is"])).update(**row["was"])
            if self.models & {"team", "participant"}:
                # Whoever came meanwhile into a team that is no more has none, until they are placed.
                workshop.participants.filter(team__closed_at__isnull=False).update(team=None)
                if workshop.teams.at_work().exists():
                    workshop.plenaries.filter(ended_at=None).update(ended_at=timezone.now())
                workshop.tell(Change.Kind.TEAMS)
            workshop.tell(Change.Kind.WALL)
            journal.record("workshop.undone", workshop, by)
        return restored


def plain(fields: dict) -> dict:
    """As JSON keeps them: the key of a row, a day, a moment to the microsecond."""
    return {
        name: value.pk
        if isinstance(value, models.Model)
        else value.isoformat()
        if isinstance(value, dt.date)
        else value
        for name, value in fields.items()
    }


def unset(fields: dict) -> dict:
    """Conditions that tell whether a row is still as `fields` say; None asks for NULL."""
    return {
        f"{name}__isnull" if value is None else name: value is None or value for name, value in fields.items()
    }


@contextmanager
def gesture(workshop: Workshop, label: str, by):
    """The workshop's turn, and the gesture that remembers what is changed in it: `with gesture(…) as (workshop, hand)`.

    `by` is a Person or a Participant whose board lets them use their hands.
    """
    with workshop.turn() as workshop:
        hand = Gesture(workshop=workshop, label=label, by=person_of(by))
        yield workshop, hand
        if hand.rows:
            hand.save()


def person_of(by) -> Person | None:
    """The known person behind whoever acts; a guest of the workshop has none."""
    return by if isinstance(by, Person) else None


FAR = 30  # gestures


def last_gesture(workshop: Workshop) -> Gesture | None:
    """The one that « Annuler » would take back: the last of whoever facilitates, as everywhere one undoes one's own.

    What guests did since on other rows (they group notes while tables turn) does not stand in its way; on the same kind
    of rows, theirs comes first. Sub-groups that have written are not unformed.
    """
    recent = list(workshop.gestures.filter(undone_at=None)[:FAR])
    since = set()
    for gesture in recent:
        if gesture.by_id and gesture.models & since:
            break
        if gesture.by_id and not gesture.is_settled():
            return gesture
        since |= gesture.models
    return recent[0] if recent and not recent[0].by_id else None
