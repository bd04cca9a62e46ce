"""What people are told, and when. Each function is called after the commit that made it true.

The link to one's own registration travels by mail only: holding it is the right to cancel. A `key` for each
moment keeps a second call from writing twice.
"""

from django.template import Context
from django.template.loader import get_template
from django.utils import timezone
from django.utils.text import capfirst

from maillage.activities.events import calendars
from maillage.ground.mail.post import send
from maillage.ui.email import render_email
from maillage.ui.french import moment, span
from maillage.ui.theme import Theme


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
        _write(
            registration,
            "event_cancelled",
            event.sequence,
            retract=registration.state == "confirmed",
            words=words,
        )


def _people_of(event) -> list:
    """All who have not cancelled; nobody is told about what is over."""
    if event.is_over:
        return []
    registrations = list(event.registrations.standing().select_related("person"))
    for registration in registrations:
        registration.event = event
    return registrations


# For each message: subject, heading, words on the button.
LETTERS = {
    "confirmed": ("Votre place est réservée : {title}, {when}", "À bientôt !", "Voir mon inscription"),
    "waiting": ("Vous êtes sur la liste d’attente : {title}", "Vous êtes sur la liste", "Voir mon rang"),
    "again": ("Votre inscription : {title}, {when}", "Vous y étiez déjà", "Voir mon inscription"),
    "promoted": (
        "Une place s’est libérée pour vous : {title}, {when}",
        "Une place pour vous !",
        "Voir mon inscription",
    ),
    "unregistered": ("Inscription annulée : {title}", "C’est noté", "Revenir"),
    "moved": ("Changement : {title}, {when}", "Du changement", "Voir mon inscription"),
    "event_cancelled": ("Annulé : {title}, {when}", "Ce rendez-vous est annulé", ""),
}


def _write(registration, what: str, stamp, invite=False, retract=False, **more) -> None:
    """One message, unless the person gave no address."""
    event, person = registration.event, registration.person
    if not person.email:
        return
    activity, pole = event.activity, event.pole
    subject, heading, button = LETTERS[what]
    subject = subject.format(title=activity.title, when=moment(activity.starts_at))
    words, before_link = _words(
        what, button, {"state": registration.state, "position": registration.position, **more}
    )
    context = {
        "name": person.name,
        "heading": heading,
        "words": words,
        "facts": [("Quoi", activity.title), ("Quand", capfirst(span(activity.starts_at, activity.ends_at)))],
        "before_link": before_link,
        "button": button,
        "url": pole.absolute(registration.get_absolute_url()) if button else "",
    }
    if activity.place:
        context["facts"].append(("Où", activity.place))
    attachments = []
    if invite:
        attachments.append(calendars.invitation(registration))
    elif retract:
        attachments.append(calendars.cancellation(registration))
    html, text = render_email(
        subject, "events/mails/letter.mjml.html", context, Theme.from_look(pole.look, pole.name)
    )
    key = f"registration:{registration.pid}:{what}:{stamp}"[:120]
    send(person, subject, text, html, attachments, key)


def _words(what: str, button: str, context: dict) -> tuple[str, str]:
    """The paragraphs of a message, and the last one apart when a link follows it."""
    context = {"words": "", "had_a_seat": True, **context}
    words = (
        get_template(f"events/mails/{what}.txt").template.render(Context(context, autoescape=False)).strip()
    )
    if not button:
        return words, ""
    words, _, before_link = words.rpartition("\n\n")
    return words, before_link
