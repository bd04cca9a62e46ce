"""The sheet of who is there, put right by whoever facilitates. Everything here can be undone."""

from django.utils import timezone

from maillage.ground.directory.models import Organisation
from maillage.ground.journal import models as journal
from maillage.ground.people.models import Person
from maillage.ground.people.names import name_key
from maillage.needs.workshops.models.gestures import gesture
from maillage.needs.workshops.models.people import Participant, Team
from maillage.needs.workshops.models.polls import Poll
from maillage.needs.workshops.models.workshop import Change, Refused, Workshop

GONE_WITH = "Son auteur·rice n’est plus dans l’atelier"
TWO_PEOPLE = (
    "Ces deux entrées sont celles de deux personnes que le pôle connaît : elles ne se réunissent pas."
)
S = Participant.Status


def structure(said: str) -> dict:
    """The columns of a structure: linked when the pole knows it, kept as typed when it does not."""
    known = Organisation.objects.filter(name_key=name_key(said)).first() if name_key(said) else None
    return {"organisation": known, "organisation_name": "" if known else said}


def add_someone(
    workshop: Workshop, name: str, by: Person, organisation: str = "", status: str = S.PRESENT
) -> Participant:
    """Someone who came without a phone, or who excused themselves. They have no way in until they join by themselves."""
    with workshop.turn() as workshop:
        seat = workshop.participants.create(name=name, status=status, **structure(organisation))
        if status == S.PRESENT:
            seat.settle(workshop)
        workshop.tell(Change.Kind.HEAD)
        journal.record("workshop.person_added", workshop, by, status=status)
    return seat


def mark(seat: Participant, status: str, by: Person) -> None:
    """Present, excused, absent or expected."""
    with gesture(seat.workshop, f"{seat.name[:60]} : {S(status).label}", by) as (workshop, hand):
        hand.change(workshop.participants.filter(pk=seat.pk), status=status)
        workshop.tell(Change.Kind.HEAD)
        journal.record("workshop.person_marked", workshop, by, status=status)


def correct(seat: Participant, name: str, organisation: str) -> None:
    """Another name or structure; the notes signed with the old name take the new one."""
    with seat.workshop.turn() as workshop:
        signed = seat.notes.filter(author_name=seat.name)
        keys = [str(key) for key in signed.values_list("uuid", flat=True)]
        signed.update(author_name=name)
        workshop.participants.filter(pk=seat.pk).update(name=name, **structure(organisation))
        seat.refresh_from_db()
        for key in keys:
            workshop.tell(Change.Kind.NOTE, key)
        workshop.tell(Change.Kind.HEAD)


def send_out(seat: Participant, by: Person) -> None:
    """Their phone no longer comes in, their notes are hidden, what they gave counts no more."""
    with gesture(seat.workshop, f"Retirer {seat.name[:60]}", by) as (workshop, hand):
        now = timezone.now()
        hand.change(seat.notes.filter(hidden_at=None), hidden_at=now, hidden_by=by, hidden_because=GONE_WITH)
        leave(seat, hand, workshop, now)
        journal.record("workshop.person_sent_out", workshop, by)


def let_back(seat: Participant, by: Person) -> None:
    """Back on the sheet, with the notes that were hidden when they were sent out."""
    with gesture(seat.workshop, f"Faire revenir {seat.name[:60]}", by) as (workshop, hand):
        row = workshop.participants.filter(pk=seat.pk, gone_at__isnull=False, merged_into=None)
        gone_at = row.values_list("gone_at", flat=True).first()
        if gone_at is None:
            return
        hidden = seat.notes.filter(hidden_at=gone_at, hidden_because=GONE_WITH)
        hand.change(hidden, hidden_at=None, hidden_by=None, hidden_because="")
        hand.change(row, gone_at=None, status=S.PRESENT)
        workshop.tell(Change.Kind.TEAMS)
        journal.record("workshop.person_let_back", workshop, by)


def leave(seat: Participant, hand, workshop: Workshop, now) -> None:
    """Off the sheet, inside the turn; whoever follows as them is asked again who they are."""
    hand.change(Team.objects.filter(host=seat), host=None)
    hand.change(workshop.participants.filter(pk=seat.pk), gone_at=now, status=S.ABSENT, team=None)
    workshop.tell(Change.Kind.TEAMS)


# --- two entries, one person ----------------------------------------------------------------------------------------


def merge(kept: Participant, other: Participant, by: Person) -> None:
    """`other` was the same person: their notes, sessions and votes (within the budget) become those of `kept`.

    The phone that was `other` is `kept` from now on. Where both gave something, what `kept` gave stands. Raises Refused.
    """
    if kept.pk == other.pk or kept.workshop_id != other.workshop_id or kept.gone_at or other.gone_at:
        raise Refused("Choisissez deux entrées différentes de la feuille.")
    if kept.person_id and other.person_id:
        raise Refused(TWO_PEOPLE)
    with gesture(kept.workshop, f"Réunir {other.name[:40]} et {kept.name[:40]}", by) as (workshop, hand):
        hand.change(other.notes.filter(author_name=other.name), author_name=kept.name)
        hand.change(other.notes.all(), author=kept)
        hand.change(other.going.exclude(note__in=kept.going.values("note")), participant=kept)
        hand.change(Team.objects.filter(host=other), host=kept)
        for poll in Poll.objects.of(workshop):
            merge_dots(poll, kept, other, hand)
            for rows in (poll.placements, poll.stances):
                theirs = rows.filter(participant=other)
                mine = rows.filter(participant=kept).values("cluster")
                hand.change(theirs.exclude(cluster__in=mine), participant=kept)
        merge_rows(kept, other, hand, workshop)
        journal.record("workshop.people_merged", workshop, by)


def merge_dots(poll: Poll, kept: Participant, other: Participant, hand) -> None:
    """Dots add up group by group, as far as one person's budget goes."""
    mine = dict(poll.dots.filter(participant=kept).values_list("cluster", "count"))
    left = poll.budget - sum(mine.values())
    for dot in poll.dots.filter(participant=other).order_by("pk"):
        moved = min(dot.count, left)
        if moved <= 0:
            break
        left -= moved
        if dot.cluster_id in mine:
            rows = poll.dots.filter(participant=kept, cluster=dot.cluster_id)
            hand.change(rows, count=mine[dot.cluster_id] + moved)
        else:
            hand.change(poll.dots.filter(pk=dot.pk), participant=kept, count=moved)


def merge_rows(kept: Participant, other: Participant, hand, workshop: Workshop) -> None:
    """What is known of `other` completes `kept`; whoever was merged into `other` before follows."""
    seats = workshop.participants
    row, gone = seats.filter(pk=kept.pk), seats.filter(pk=other.pk)
    known = {"person": other.person} if other.person_id and not kept.person_id else {}
    if other.signs and not kept.signs:
        known["signs"] = other.signs
    for name in ("organisation", "organisation_name", "role", "email", "phone"):
        if getattr(other, name) and not getattr(kept, name):
            known[name] = getattr(other, name)
    if other.is_present:
        known["status"] = S.PRESENT
    if "person" in known or "signs" in known:  # unique: let go first
        hand.change(gone, person=None, signs="")
    if known:
        hand.change(row, **known)
    hand.change(seats.filter(merged_into=other), merged_into=kept)
    leave(other, hand, workshop, timezone.now())
    hand.change(gone, merged_into=kept)


def namesakes(seats: list[Participant]) -> list[tuple[Participant, Participant]]:
    """Pairs that may be one person: the same name whatever the accents, or a first name alone beside a full one."""
    keys = [(seat, set(name_key(seat.name).split())) for seat in seats]
    return [
        (one, other)
        for rank, (one, words) in enumerate(keys)
        for other, others in keys[rank + 1 :]
        if words and others and (words <= others or others <= words)
        if not (one.person_id and other.person_id)
    ]
