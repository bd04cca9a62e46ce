"""What people invited to a workshop are written, and when: each function is called after the commit that made it true.

The link by which somebody answers and comes in travels by mail only. A `key` for each moment keeps a second call
from writing twice.
"""

from django.template import Context
from django.template.loader import get_template

from maillage.ground.mail.post import send
from maillage.needs.workshops import calendars
from maillage.ui.email import render_email
from maillage.ui.theme import Theme

# For each message: subject, heading, words on the button.
LETTERS = {
    "invited": ("Vous êtes invité·e : {title}, {when}", "On vous attend", "Dire si je viens"),
    "moved": ("Changement : {title}, {when}", "Du changement", "Revoir ma réponse"),
    "withdrawn": ("Vous n’êtes plus attendu·e : {title}", "Votre invitation est retirée", ""),
    "cancelled": ("Annulé : {title}, {when}", "Cet atelier n’aura pas lieu", ""),
}


def invited(invitation, workshop, words: str = "") -> None:
    write("invited", invitation, workshop, words)


def moved(invitation, workshop, words: str = "") -> None:
    """Day, hour or place changed: the file joined replaces the first in their calendar."""
    write("moved", invitation, workshop, words)


def withdrawn(invitation, workshop, words: str = "") -> None:
    write("withdrawn", invitation, workshop, words)


def cancelled(invitation, workshop, words: str = "") -> None:
    write("cancelled", invitation, workshop, words)


def write(what: str, invitation, workshop, words: str) -> None:
    guest, pole = invitation.participant, workshop.pole
    if not guest.email:
        return
    subject, heading, button = LETTERS[what]
    when = calendars.when(workshop)
    subject = subject.format(title=workshop.title, when=when[:1].lower() + when[1:])
    context = {
        "name": guest.name,
        "heading": heading,
        "words": words_of(what, words),
        "facts": facts_of(workshop, when),
        "button": button,
        "url": pole.absolute(invitation.get_absolute_url()) if button else "",
    }
    html, text = render_email(
        subject, "workshops/mails/letter.mjml.html", context, Theme.from_look(pole.look, pole.name)
    )
    joined = calendars.invitation if button else calendars.cancellation
    key = f"workshop:{invitation.pid}:{what}:{workshop.sequence}"
    send(guest, subject, text, html, [joined(workshop, guest)], key)


def words_of(what: str, words: str) -> str:
    template = get_template(f"workshops/mails/{what}.txt").template
    return template.render(Context({"words": words}, autoescape=False)).strip()


def facts_of(workshop, when: str) -> list[tuple[str, str]]:
    facts = [
        ("Quoi", workshop.title),
        ("Quand", when),
        ("Où", workshop.place),
        ("Pour quoi", workshop.purpose),
        ("Avec", workshop.facilitator.name if workshop.facilitator else ""),
    ]
    return [(label, value) for label, value in facts if value]
