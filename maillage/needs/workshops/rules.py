"""Who may do what in a workshop. The getters below are the checks: what they do not give, nobody touches."""

from contextlib import suppress
from uuid import UUID

from django.http import Http404
from django.shortcuts import get_object_or_404

from maillage.ground.people.access import COORDINATION, STEERING
from maillage.needs.workshops.methods import READY, Plan
from maillage.needs.workshops.models import Board, Invitation, Method, Note, Participant, Source, Workshop
from maillage.needs.workshops.scene import FACILITATOR, READER

COOKIE_AGE = 60 * 60 * 24 * 30
COOKIE_SALT = "workshops.participant"


def may_facilitate(request) -> bool:
    return bool(COORDINATION & request.roles)


def may_steer(request) -> bool:
    return bool(STEERING & request.roles)


def may_note(request, workshop: Workshop) -> bool:
    """Write down what comes out of it: whoever facilitates, and its secretary, who may have no role at all."""
    secretary = workshop.secretary_id is not None and workshop.secretary_id == request.user.person_id
    return may_facilitate(request) or secretary


def audience_of(request) -> str:
    return FACILITATOR if may_facilitate(request) else READER


def get_workshop(request, pid: str) -> Workshop:
    return get_object_or_404(Workshop.objects.select_related("source", "pole"), pid=pid)


def get_workshop_to_note(request, pid: str, writing: bool = False) -> Workshop:
    """The workshop whose outcomes this person may read (write); 404 for anybody else, as if it were not there."""
    workshop = get_workshop(request, pid)
    if not (may_note(request, workshop) or not writing and may_steer(request)):
        raise Http404
    return workshop


def get_source(request, pid: str) -> Source:
    return get_object_or_404(Source, pid=pid)


def get_invitation(request, token: str) -> Invitation:
    """By its secret: whoever holds it is taken for the guest."""
    rows = Invitation.objects.select_related(
        "participant__workshop__pole", "participant__workshop__facilitator"
    )
    return get_object_or_404(rows, token=token)


def get_method(request, name: str) -> Method:
    """One of the pole's own, in use or retired."""
    return get_object_or_404(Method, pid=name)


def get_plan(request, name: str) -> Plan:
    """A ready method by its name in addresses, or one of the pole's own."""
    return READY.get(name) or get_method(request, name).as_plan()


def seat_of(request, code: str) -> Participant | None:
    """The seat this phone was given in the workshop of this code, from the cookie signed when they joined."""
    token = request.get_signed_cookie(cookie_of(code), default="", salt=COOKIE_SALT, max_age=COOKIE_AGE)
    if not token:
        return None
    people = Participant.objects.select_related("workshop__pole", "team", "merged_into__team")
    return people.filter(token=token, workshop__join_code=code).first()


def recognise(request, code: str) -> Participant | None:
    """The participant whom this phone is: that of its seat, or of the one it was merged into; nobody once sent out."""
    seat = seat_of(request, code)
    if seat and seat.merged_into_id:
        seat.merged_into.workshop = seat.workshop
        return seat.merged_into
    return seat if seat and not seat.gone_at else None


def get_participant(request, code: str) -> Participant:
    """The participant this phone is in the workshop of this code; 404 for anybody else."""
    participant = recognise(request, code)
    if participant is None:
        raise Http404
    return participant


def get_board(workshop: Workshop, pid: str) -> Board:
    board = get_object_or_404(Board, workshop=workshop, pid=pid)
    board.workshop = workshop
    return board


def notes_before(workshop: Workshop, by):
    """The notes this person may act upon: all of the workshop, or for a phone those of the boards it reads."""
    notes = Note.objects.of(workshop).shown()
    if isinstance(by, Participant):
        seen = workshop.boards.seen_by(by.team_id).exclude(phase=Board.Phase.HIDDEN)
        notes = notes.filter(area__board__in=seen)
    return notes


def valid_keys(values: list[str]) -> list[UUID]:
    """The values that are keys of notes; others name nothing."""
    keys = []
    for value in values:
        with suppress(ValueError):
            keys.append(UUID(value))
    return keys


def get_own_note(request, code: str, key) -> Note:
    """A note this participant wrote, while nothing else may be touched: neither another's, nor a group."""
    participant = get_participant(request, code)
    note = get_object_or_404(Note.objects.select_related("area__board"), uuid=key, author=participant)
    note.area.board.workshop, note.author = participant.workshop, participant
    return note


def remember(response, participant: Participant, secure: bool) -> None:
    """Give the phone what it needs to come back: one signed cookie, for the workshop's pages only."""
    response.set_signed_cookie(
        cookie_of(participant.workshop.join_code),
        participant.token,
        salt=COOKIE_SALT,
        max_age=COOKIE_AGE,
        path="/atelier/",
        httponly=True,
        samesite="Lax",
        secure=secure,
    )


def forget(response, code: str) -> None:
    response.delete_cookie(cookie_of(code), path="/atelier/", samesite="Lax")


def cookie_of(code: str) -> str:
    return f"atelier-{code}"
