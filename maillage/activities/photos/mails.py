"""The mail that asks for a consent: the link is personal, and serves to withdraw as well as to sign."""

from maillage.ground.mail.post import send
from maillage.ui.email import render_email
from maillage.ui.french import day
from maillage.ui.theme import Theme


def ask(consent) -> None:
    """Leaves after the caller's commit, once."""
    pole, activity = consent.pole, consent.photo.event.activity
    subject = f"Une photo de vous : {activity.title}"
    context = {
        "name": consent.person.name,
        "title": activity.title,
        "day": day(activity.starts_at),
        "url": pole.absolute(consent.get_absolute_url()),
    }
    theme = Theme.from_look(pole.look, pole.name)
    html, text = render_email(subject, "photos/mails/ask.mjml.html", context, theme)
    send(consent.person, subject, text, html, key=f"photo-consent:{consent.pid}")
