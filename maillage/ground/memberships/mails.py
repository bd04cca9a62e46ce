"""What members are told, after the commit that made it true. The address of one's own page travels by mail only."""

from django.utils import timezone

from maillage.ground.mail.post import send
from maillage.ui.email import render_email
from maillage.ui.french import day
from maillage.ui.money import euros
from maillage.ui.theme import Theme


def welcome(membership) -> None:
    """The first period is asked, or runs already when nothing is owed."""
    period = membership.last
    if period.due:
        words = (
            f"Merci de rejoindre {membership.pole.name}. Votre adhésion court du {period.starts:%d/%m/%Y} au {period.ends:%d/%m/%Y} ; "
            f"elle compte dès que les {euros(period.due.amount)} sont réglés."
        )
        write(
            membership,
            "Votre adhésion, à régler",
            "Bienvenue !",
            words,
            "Régler",
            period.due.get_absolute_url(),
            "welcome",
            period.pid,
        )
    else:
        words = f"Votre adhésion court jusqu’au {period.ends:%d/%m/%Y}. Il n’y a rien à régler."
        write(
            membership,
            "Vous êtes membre",
            "Bienvenue !",
            words,
            "Mon adhésion",
            membership.own_url,
            "welcome",
            period.pid,
        )


def applied(membership) -> None:
    words = "Votre demande est arrivée. Les statuts veulent que le conseil en décide : nous vous écrirons aussitôt après. Rien n’est à régler d’ici là."
    write(
        membership,
        "Votre demande d’adhésion est arrivée",
        "C’est noté",
        words,
        "Suivre ma demande",
        membership.own_url,
        "applied",
        membership.pid,
    )


def refused(membership) -> None:
    words = f"Le conseil n’a pas retenu votre demande d’adhésion. La raison, telle qu’il l’a écrite :\n\n{membership.why}"
    write(
        membership,
        "Votre demande d’adhésion",
        "La décision du conseil",
        words,
        "Voir ma demande",
        membership.own_url,
        "refused",
        membership.pid,
    )


def known(membership) -> None:
    words = "Une adhésion vient d’être demandée avec votre adresse, mais vous en avez déjà une. Rien n’a changé : cette page dit où elle en est, et permet de la renouveler quand c’est le moment."
    write(
        membership,
        "Votre adhésion existe déjà",
        "Vous y étiez déjà",
        words,
        "Mon adhésion",
        membership.own_url,
        "known",
        timezone.localdate(),
    )


def settled(membership, period) -> None:
    words = f"Nous avons bien reçu votre règlement, merci. Votre adhésion court du {period.starts:%d/%m/%Y} au {period.ends:%d/%m/%Y}."
    write(
        membership,
        "Adhésion réglée, merci",
        "Merci !",
        words,
        "Ma carte et mes reçus",
        membership.own_url,
        "settled",
        period.pid,
    )


STEPS = {
    "before": "Votre adhésion finit {when}. La renouveler tient en un clic, sans mot de passe.",
    "soon": "Plus que quelques jours : votre adhésion finit {when}.",
    "after": "Votre adhésion a pris fin {when}. Si c’est un oubli, un clic suffit ; si c’est un choix, ce message est le dernier.",
}


def reminder(membership, period, step: str) -> None:
    words = STEPS[step].format(when=day(period.ends))
    write(
        membership,
        f"Votre adhésion finit {day(period.ends)}" if step != "after" else "Votre adhésion a pris fin",
        "On continue ensemble ?",
        words,
        "Renouveler",
        membership.own_url,
        step,
        period.pid,
    )


def write(membership, subject, heading, words, button, path, what, stamp) -> None:
    """One message, unless the person gave no address; the same moment is written about once."""
    person, pole = membership.person, membership.pole
    if not person.email:
        return
    context = {
        "name": person.name,
        "heading": heading,
        "words": words,
        "facts": [("Formule", membership.plan.title), ("Au nom de", membership.member)],
        "button": button,
        "url": pole.absolute(path),
    }
    html, text = render_email(
        subject, "memberships/mails/letter.mjml.html", context, Theme.from_look(pole.look, pole.name)
    )
    send(
        person,
        f"{subject} · {pole.name}",
        text,
        html,
        key=f"membership:{membership.pid}:{what}:{stamp}"[:120],
    )
