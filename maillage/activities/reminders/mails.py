"""A message as its reader receives it: their name, the words, then date, place or link, each time."""

from django.utils.text import capfirst

from maillage.activities.events.beside import beside
from maillage.ground.mail.post import send
from maillage.ui.email import render_email
from maillage.ui.french import moment, span
from maillage.ui.theme import Theme

ONLINE = ("https://", "http://")


def write(message, registration) -> None:
    """Leaves after the caller's commit; the key keeps a second call from writing twice."""
    subject, text, html = compose(message, registration)
    key = f"reminder:{message.pid}:{registration.pid}:{message.round}"
    send(registration.person, subject, text, html, key=key)


def compose(message, registration) -> tuple[str, str, str]:
    """(subject, text, html) for one reader. `registration.event` is the event, with its activity."""
    event, pole = registration.event, registration.event.pole
    activity = event.activity
    subject = f"{message.subject} : {activity.title}, {moment(activity.starts_at)}"
    before_link, button, url = _link(message, registration)
    context = {
        "name": registration.person.name,
        "heading": message.subject,
        "words": message.words,
        "facts": facts(activity),
        "before_link": before_link,
        "button": button,
        "url": pole.absolute(url) if url else "",
    }
    html, text = render_email(
        subject, "events/mails/letter.mjml.html", context, Theme.from_look(pole.look, pole.name)
    )
    return subject, text, html


def facts(activity) -> list[tuple[str, str]]:
    told = [("Quoi", activity.title), ("Quand", capfirst(span(activity.starts_at, activity.ends_at)))]
    if activity.place:
        told.append(("En ligne" if activity.place.startswith(ONLINE) else "Où", activity.place))
    return told


def _link(message, registration) -> tuple[str, str, str]:
    """(what is said before, words on the button, path): one's registration before, what follows afterwards."""
    if not registration.event.is_over:
        return (
            "Un empêchement ? Dites-le ici, quelqu’un prendra la place :",
            "Voir mon inscription",
            (registration.get_absolute_url()),
        )
    if message.audience == message.Audience.PRESENT and (links := beside.afterwards(registration)):
        return "", links[0].label, links[0].url
    return "", "", ""
