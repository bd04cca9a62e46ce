"""What was written to somebody who is late: each step once, whoever clicks and however often."""

import datetime as dt

from django.db import models, transaction
from django.utils import timezone

from maillage.ground.journal.models import record
from maillage.ground.money import mails
from maillage.ground.money.models.ledger import Due, Refused
from maillage.ground.people.models import Person
from maillage.ground.poles.owned import PoleOwned

# (step, days late from which it is said), the latest first
STEPS = (("last", 45), ("second", 15), ("first", 1))


class Reminder(PoleOwned):
    due = models.ForeignKey(Due, models.CASCADE, related_name="reminders")
    step = models.CharField(max_length=10)
    sent_at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")

    class Meta(PoleOwned.Meta):
        ordering = ["sent_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["due", "step"], name="one_reminder_of_a_due_and_a_step")
        ]

    def __str__(self):
        return self.step


def step_of(due: Due, day: dt.date | None = None) -> str:
    """The step its lateness has reached; empty before its day has passed."""
    late = ((day or timezone.localdate()) - due.due_on).days
    return next((step for step, days in STEPS if late >= days), "")


@transaction.atomic
def remind(due: Due, by: Person | None, day: dt.date | None = None) -> Reminder:
    """Write to who owes it. Raises Refused: nothing is left, not late, no address, or this step was said already."""
    due = due.lock()
    step = step_of(due, day)
    if due.cancelled_at or not due.left or not step:
        raise Refused("Cette somme n’est pas en retard : aucun rappel n’est parti.")
    if not due.person.email:
        raise Refused(f"{due.person.name} n’a pas d’adresse de courriel : téléphonez plutôt.")
    reminder, new = due.reminders.get_or_create(step=step, defaults={"by": by})
    if not new:
        raise Refused("Ce rappel est déjà parti : le suivant attend quelques semaines.")
    mails.reminder(due, step)
    record("due.reminded", due, by, step=step)
    return reminder
