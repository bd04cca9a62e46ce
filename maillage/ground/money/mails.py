"""What those who owe something are told. The address of the page where one pays travels by mail only."""

from maillage.ground.mail.post import send
from maillage.ui.email import render_email
from maillage.ui.french import day
from maillage.ui.money import euros
from maillage.ui.theme import Theme

WORDS = {
    "first": "C’est peut-être un oubli : {left} étaient attendus {when}. Tout se règle en un clic, sans mot de passe.",
    "second": "Il reste {left} à régler depuis {when}. Si quelque chose vous en empêche, répondez-nous : on trouvera comment faire.",
    "last": "Il reste {left} à régler depuis {when}. Ce message est le dernier que nous enverrons à ce sujet : dites-nous si vous préférez arrêter.",
}


def reminder(due, step: str) -> None:
    """Written in the caller's transaction: a reminder that is kept is a mail that leaves."""
    pole = due.pole
    subject = f"Un règlement attendu : {due.label}"
    context = {
        "name": due.person.name,
        "heading": "Un petit rappel" if step == "first" else "Toujours en attente",
        "words": WORDS[step].format(left=euros(due.left), when=day(due.due_on)),
        "facts": [("Pour", due.label), ("Au nom de", due.payer), ("Référence", due.reference)],
        "button": "Voir comment régler",
        "url": pole.absolute(due.get_absolute_url()),
    }
    html, text = render_email(
        subject, "money/mails/letter.mjml.html", context, Theme.from_look(pole.look, pole.name)
    )
    send(due.person, f"{subject} · {pole.name}", text, html, key=f"due:{due.pid}:{step}")
