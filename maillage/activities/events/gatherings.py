"""An event that is a workshop: who has a seat is expected at it, who is checked in at the door is in its room.

The workshop stands below and knows nothing of this. Each function is called inside the event's decision.
"""

from contextlib import suppress

from django.utils import timezone

from maillage.needs.workshops.calendars import moments_of
from maillage.needs.workshops.models import Invitation, Refused, Workshop, expect
from maillage.needs.workshops.models.layout import set_hours

LONGEST_PLACE = 160


def invitation_of(registration) -> Invitation | None:
    """The seat kept at the workshop for this person, when there is one."""
    workshop = registration.event.workshop_id
    rows = Invitation.objects.filter(
        participant__workshop=workshop, participant__person=registration.person_id
    )
    return (
        rows.select_related("participant__workshop", "participant__merged_into").first() if workshop else None
    )


def keep_seat(registration) -> None:
    """A seat at the event is a seat at its workshop, and a « Je viens »."""
    event, person = registration.event, registration.person
    if event.workshop_id and not event.workshop.closed_at:
        expect(event.workshop, person.name, person.email, person).reply(coming=True)


def let_go(registration) -> None:
    if invitation := invitation_of(registration):
        invitation.reply(coming=False)


def come_in(registration) -> None:
    """Checked in at the door: in the room, without a phone too."""
    keep_seat(registration)
    if invitation := invitation_of(registration):
        with suppress(Refused):  # the workshop is over, its sheet stays as it was
            invitation.come_in()


def go_out(registration) -> None:
    if invitation := invitation_of(registration):
        invitation.leave()


def in_the_room(event) -> list:
    """Registrations of those who joined the workshop and passed no door."""
    if not event.workshop_id:
        return []
    here = event.workshop.participants.present().exclude(person=None).values("person")
    return list(
        event.registrations.standing().filter(attendance=None, person__in=here).select_related("person")
    )


def move_workshop(event) -> None:
    """The workshop follows its announcement to another day, hour or place."""
    if not event.workshop_id:
        return
    activity, starts = event.activity, timezone.localtime(event.activity.starts_at)
    with event.workshop.turn() as workshop:
        workshop.date, workshop.starts = starts.date(), starts.time()
        workshop.place = activity.place[:LONGEST_PLACE]
        workshop.save(update_fields=["date", "starts", "place"])
        set_hours(workshop)


def moments(workshop: Workshop) -> tuple | None:
    """(begins, ends) of a workshop that has a day and an hour."""
    return moments_of(workshop) if workshop.date and workshop.starts else None


def agrees(event) -> bool:
    """The announcement says the same beginning and place as the workshop."""
    asked = moments(event.workshop) if event.workshop_id else None
    activity = event.activity
    return asked is None or (
        activity.starts_at == asked[0] and activity.place[:LONGEST_PLACE] == event.workshop.place
    )


def told_of(workshop: Workshop) -> dict:
    """What the form of a new event already knows."""
    told = {"title": workshop.title, "place": workshop.place, "summary": workshop.purpose[:250]}
    told |= {"date": workshop.date, "starts": workshop.starts, "ends": workshop.ends}
    return {name: value for name, value in told.items() if value}
