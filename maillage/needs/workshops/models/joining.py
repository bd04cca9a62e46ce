"""Coming in. One seat for each person, on whatever phone they come back with.

A phone that was lost or that forgot its cookie is brought back by four signs that only this person was shown: saying
« c’est moi » would be enough for anybody to read another's notes and spend their votes.
"""

import secrets

from django.utils.crypto import salted_hmac

from maillage.ground.people.models import Person
from maillage.needs.workshops.models.people import Participant
from maillage.needs.workshops.models.workshop import Refused, Workshop

SIGNS = (
    "23456789CDFGHJKMNPQRTVWXY"  # said aloud, read on a cracked screen: no 0 and O, 1 and I, 5 and S, 8 and B
)
LENGTH = 4
MOST_SEATS = 1000  # in one workshop: beyond, it is a machine
FULL = "Cet atelier est complet. Dites-le à la personne qui l’anime."
SENT_OUT = "L’animation vous a retiré·e de cet atelier. Si c’est une erreur, dites-le-lui."


def join(
    workshop: Workshop, name: str, organisation: str = "", person: Person | None = None, key: str = ""
) -> Participant:
    """The seat of whoever comes in, made when they have none. Raises Refused.

    `key` is made by the page that asks for the name: a form that leaves twice makes one seat.
    """
    token = token_of(key)
    with workshop.turn() as workshop:
        if seat := workshop.participants.filter(token=token).first() if token else None:
            return still_there(seat)
        mine = workshop.seat_of(name, person)
        if mine and mine.gone_at:
            raise Refused(SENT_OUT)
        if not mine and workshop.participants.count() >= MOST_SEATS:
            raise Refused(FULL)
        seat = workshop.welcome(name, organisation, person)
        if token and not (mine and mine.token):  # the token of another phone of theirs goes on serving
            seat.token = token
            seat.save(update_fields=["token"])
        signs_of(seat)
    return seat


def token_of(key: str) -> str:
    return salted_hmac("workshops.join", key).hexdigest()[:32] if key else ""


def still_there(seat: Participant) -> Participant:
    """The seat, or the one it was merged into; raises Refused for who was sent out."""
    if seat.merged_into_id:
        return seat.merged_into
    if seat.gone_at:
        raise Refused(SENT_OUT)
    return seat


def signs_of(seat: Participant) -> str:
    """The four signs that bring this person back, made once."""
    if not seat.signs:
        with seat.workshop.turn() as workshop:
            taken = set(workshop.participants.exclude(signs="").values_list("signs", flat=True))
            signs = new_signs()
            while signs in taken:
                signs = new_signs()
            workshop.participants.filter(pk=seat.pk, signs="").update(signs=signs)
            seat.refresh_from_db(fields=["signs"])
    return seat.signs


def new_signs() -> str:
    return "".join(secrets.choice(SIGNS) for _ in range(LENGTH))


def seat_signed(workshop: Workshop, typed: str) -> Participant | None:
    """Whose four signs these are, however they are typed; nobody who was never given a phone's way in."""
    signs = "".join(sign for sign in typed.upper() if sign.isalnum())
    if len(signs) != LENGTH:
        return None
    seat = workshop.participants.filter(signs=signs).exclude(token="").first()
    if seat and seat.merged_into_id:
        seat = seat.merged_into
    return seat if seat and not seat.gone_at else None
