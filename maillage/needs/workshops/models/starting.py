"""A workshop from a method: the one way to begin."""

from django.db import transaction

from maillage.ground.journal import models as journal
from maillage.ground.people.models import Person
from maillage.needs.workshops.methods.plan import Plan
from maillage.needs.workshops.methods.sheet import Sheet, with_recall
from maillage.needs.workshops.models.layout import lay_out
from maillage.needs.workshops.models.workshop import Workshop
from maillage.needs.workshops.recall import recall


def start(by: Person, plan: Plan, **fields) -> Workshop:
    """A workshop with the boards and the agenda of `plan`; `fields` are columns of Workshop.

    When it follows another one that left actions, it opens with their state.
    """
    follows = fields.get("follows")
    if follows and recall.room.of(follows):
        plan = with_recall(plan)
    with transaction.atomic():
        workshop = Workshop.objects.create(created_by=by, **fields)
        lay_out(workshop, Sheet.of_plan(plan), by)
        journal.record("workshop.created", workshop, by)
    workshop.refresh_from_db()
    return workshop
