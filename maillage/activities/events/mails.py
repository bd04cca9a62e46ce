"""What people are told, and when. Each function is called after the commit that made it true.

The link to one's own registration travels by mail only: holding it is the right to cancel. A `key` for each
moment keeps a second call from writing twice.
"""

from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone

from maillage.activities.events import calendars
from maillage.ground.mail.post import send
from maillage.ui.french import moment, span


def after_commit(tell, *what) -> None:
    """Call one of the functions below once what it says is true; its failure undoes nothing and is logged."""

    def told():
        tell(*what)

    transaction.on_commit(told, robust=True)


def registered(registration) -> None:
    """The answer to a registration: confirmed, waiting, or already there (said once a day at most)."""
    if registration.just_made:
        stamp = registration.confirmed_at or registration.waiting_since
        _write(registration, registration.state, stamp, invite=registration.state == "confirmed")
    else:
        _write(registration, "again", timezone.localdate(), invite=registration.state == "confirmed")


def promoted(registration) -> None:
    _write(registration, "promoted", registration.confirmed_at, invite=True)


def registration_cancelled(registration) -> None:
    had_a_seat = bool(registration.confirmed_at)
    _write(registration, "unregistered", registration.cancelled_at, retract=had_a_seat, had_a_seat=had_a_seat)


def moved(event) -> None:
    """Date or place changed: those who have a seat get an invitation that replaces the first."""
    for registration in _people_of(event):
        _write(registration, "moved", event.sequence, invite=registration.state == "confirmed")


def event_cancelled(event, words: str = "") -> None:
    for registration in _people_of(event):
        _write(registration, "event_cancelled", event.sequence, retract=registration.state == "confirmed", words=words)


def _people_of(event) -> list:
    """All who have not cancelled; nobody is told about what is over."""
    if event.is_over:
        return []
    registrations = list(event.registrations.standing().select_related("person"))
    for registration in registrations:
        registration.event = event
    return registrations


SUBJECTS = {
    "confirmed": "Votre place est réservée : {title}, {when}",
    "waiting": "Vous êtes sur la liste d’attente : {title}",
    "again": "Votre inscription : {title}, {when}",
    "promoted": "Une place s’est libérée pour vous : {title}, {when}",
    "unregistered": "Inscription annulée : {title}",
    "moved": "Changement : {title}, {when}",
    "event_cancelled": "Annulé : {title}, {when}",
}


def _write(registration, what: str, stamp, invite=False, retract=False, **more) -> None:
    """One message, unless the person gave no address."""
    event, person = registration.event, registration.person
    if not person.email:
        return
    activity, pole = event.activity, event.pole
    context = {
        "person": person,
        "registration": registration,
        "state": registration.state,
        "position": registration.position,
        "event": event,
        "activity": activity,
        "pole": pole,
        "when": span(activity.starts_at, activity.ends_at),
        "own_page": pole.absolute(registration.get_absolute_url()),
        "words": "",
        "had_a_seat": True,
        **more,
    }
    attachments = []
    if invite:
        attachments.append(calendars.invitation(registration))
    elif retract:
        attachments.append(calendars.cancellation(registration))
    subject = SUBJECTS[what].format(title=activity.title, when=moment(activity.starts_at))
    send(
        person,
        subject,
        render_to_string(f"events/mails/{what}.txt", context),
        attachments=attachments,
        key=f"registration:{registration.pid}:{what}:{stamp}"[:120],
    )
