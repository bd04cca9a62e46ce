"""Who is asked to come: a seat kept under a name, and a link of their own that answers and joins."""

import secrets

from django.db import models
from django.db.models import F
from django.urls import reverse
from django.utils import timezone

from maillage.ground.journal import models as journal
from maillage.ground.mail.post import after_commit
from maillage.ground.people.models import Person
from maillage.ground.people.names import email_key
from maillage.ground.poles.owned import PoleOwned, PoleQuerySet, manager
from maillage.needs.workshops import mails
from maillage.needs.workshops.models.people import Participant
from maillage.needs.workshops.models.workshop import Change, Refused, Workshop

ANSWERED = (Participant.Status.EXPECTED, Participant.Status.EXCUSED)


def new_token() -> str:
    return secrets.token_urlsafe(24)


class InvitationQuerySet(PoleQuerySet):
    def of(self, workshop: Workshop):
        return self.filter(participant__workshop=workshop)

    def sent(self):
        """Written to by us; the others were told by whatever they registered with."""
        return self.exclude(sent_at=None)

    def with_people(self):
        return self.select_related("participant__person", "participant__merged_into")

    def outdated(self, workshop: Workshop):
        """Those whose calendar says another day, hour or place than the workshop does now."""
        rows = self.of(workshop).sent().with_people()
        return [row for row in rows if row.told != told_of(workshop)]


class Invitation(PoleOwned):
    """The link by which one participant answers, and comes in on the day. `told` is what their calendar says."""

    participant = models.OneToOneField(Participant, models.CASCADE, related_name="invitation")
    token = models.CharField(max_length=40, unique=True, default=new_token, editable=False)
    by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    sent_at = models.DateTimeField(null=True)
    told = models.JSONField(default=dict)
    answered_at = models.DateTimeField(null=True)

    objects = manager(InvitationQuerySet)

    class Meta(PoleOwned.Meta):
        ordering = ["participant__name", "pk"]

    def __str__(self):
        return f"{self.participant}"

    def get_absolute_url(self):
        """Whoever holds this address may answer and come in under this name: it travels by mail only."""
        return reverse("workshops:invitation", args=[self.token])

    @property
    def seat(self) -> Participant:
        """Theirs, or the one it was merged into when they had come in twice."""
        return self.participant.merged_into or self.participant

    @property
    def answer(self) -> str:
        """ "here", "yes", "no" or "" while nothing is known."""
        if self.seat.is_present:
            return "here"
        if self.seat.status == Participant.Status.EXCUSED:
            return "no"
        return "yes" if self.answered_at else ""

    @property
    def may_come_in(self) -> bool:
        """Once it is open, or on its day: people arrive before the facilitator is ready."""
        workshop = self.participant.workshop
        to_come = not workshop.closed_at and not workshop.cancelled_at and not self.seat.gone_at
        return to_come and (workshop.live or workshop.date == timezone.localdate())

    def reply(self, coming: bool) -> None:
        """« Je viens », « Je ne peux pas », as often as they change their mind; nothing once they are there."""
        status = Participant.Status.EXPECTED if coming else Participant.Status.EXCUSED
        with self.participant.workshop.turn() as workshop:
            waited = workshop.participants.filter(pk=self.participant_id, status__in=ANSWERED)
            if waited.update(status=status):
                self.participant.status, self.answered_at = status, timezone.now()
                self.save(update_fields=["answered_at"])
                workshop.tell(Change.Kind.HEAD)

    def come_in(self) -> Participant:
        """They are in the room, under the name that was kept for them. Raises Refused once it is over, or sent out."""
        with self.participant.workshop.turn() as workshop:
            if workshop.closed_at:
                raise Refused("L’atelier est terminé, on ne peut plus le rejoindre.")
            seat = workshop.participants.get(pk=self.seat.pk)
            if seat.gone_at:
                raise Refused(
                    "L’animation vous a retiré·e de cet atelier. Si c’est une erreur, dites-le-lui."
                )
            seat.workshop = workshop
            seat.come(workshop)
            workshop.tell(Change.Kind.HEAD)
        return seat

    def leave(self) -> None:
        """They had been taken for somebody else at the door: expected again, unless they wrote or followed meanwhile."""
        with self.participant.workshop.turn() as workshop:
            slip = workshop.participants.filter(
                pk=self.seat.pk, status=Participant.Status.PRESENT, seen_at=None
            )
            if slip.filter(notes=None).update(status=Participant.Status.EXPECTED):
                workshop.tell(Change.Kind.HEAD)

    def withdraw(self, by: Person) -> None:
        """No longer asked to come: their calendar is told, their seat goes. Raises Refused once they came."""
        with self.participant.workshop.turn() as workshop:
            person = Participant.objects.select_for_update().get(pk=self.participant_id)
            if person.is_present or person.notes.exists():
                raise Refused(f"{person.name} a déjà rejoint l’atelier : sa place reste.")
            if self.sent_at:
                raise_sequence(workshop)
                after_commit(mails.withdrawn, self, workshop)
            person.delete()
            workshop.tell(Change.Kind.HEAD)
            journal.record("workshop.uninvited", workshop, by)


def told_of(workshop: Workshop) -> dict:
    """What a calendar keeps of a workshop, as JSON."""
    return {
        "title": workshop.title,
        "date": workshop.date and workshop.date.isoformat(),
        "starts": workshop.starts and workshop.starts.isoformat("minutes"),
        "ends": workshop.ends and workshop.ends.isoformat("minutes"),
        "place": workshop.place,
    }


def raise_sequence(workshop: Workshop) -> None:
    Workshop.objects.filter(pk=workshop.pk).update(sequence=F("sequence") + 1)
    workshop.refresh_from_db(fields=["sequence"])


def expect(
    workshop: Workshop, name: str, email: str = "", person: Person | None = None, by=None
) -> Invitation:
    """A seat kept for this person, once: the known person's, else that of the address, is the same."""
    with workshop.turn() as workshop:
        seat = seat_kept(workshop, email_key(email), person)
        if seat is None:
            seat = workshop.participants.create(
                name=name, email=email_key(email), person=person, status=Participant.Status.EXPECTED
            )
            workshop.tell(Change.Kind.HEAD)
        invitation, _ = Invitation.objects.get_or_create(participant=seat, defaults={"by": by})
        invitation.participant = seat
        seat.workshop = workshop
    return invitation


def seat_kept(workshop: Workshop, email: str, person: Person | None) -> Participant | None:
    """Two people may share an address: an address alone is nobody's who is known to be another."""
    mine = person and workshop.participants.filter(person=person).first()
    if mine or not email:
        return mine or None
    alike = workshop.participants.on_sheet().filter(email=email)
    if person is None:
        return alike.first()
    seat = alike.filter(person=None).first()
    if seat:
        seat.person = person
        seat.save(update_fields=["person"])
    return seat


def invite(
    workshop: Workshop, guests: list[tuple[str, str, Person | None]], by: Person, words: str = ""
) -> int:
    """Write to each (name, address, person), with a file for their calendar; how many were not invited before.

    Raises Refused without a day to invite to, or once the workshop is over or cancelled.
    """
    must_be_to_come(workshop)
    new = 0
    with workshop.turn() as workshop:
        for name, email, person in guests:
            invitation = expect(workshop, name, email, person, by)
            if invitation.sent_at or not email:
                continue
            write(invitation, workshop, words)
            new += 1
        if new:
            journal.record("workshop.invited", workshop, by, people=new)
    return new


def write(invitation: Invitation, workshop: Workshop, words: str = "", what: str = "invited") -> None:
    invitation.sent_at, invitation.told = timezone.now(), told_of(workshop)
    invitation.save(update_fields=["sent_at", "told"])
    after_commit(getattr(mails, what), invitation, workshop, words)


def must_be_to_come(workshop: Workshop) -> None:
    if workshop.cancelled_at:
        raise Refused("L’atelier est annulé : reprenez-le avant d’inviter.")
    if workshop.closed_at:
        raise Refused("L’atelier est terminé : on n’y invite plus personne.")
    if not workshop.date:
        raise Refused("Donnez d’abord une date à l’atelier : l’invitation la met dans les agendas.")


def tell_change(workshop: Workshop, by: Person) -> int:
    """Replace the invitation of all whose calendar is out of date; how many."""
    must_be_to_come(workshop)
    with workshop.turn() as workshop:
        outdated = Invitation.objects.outdated(workshop)
        if outdated:
            raise_sequence(workshop)
            for invitation in outdated:
                write(invitation, workshop, what="moved")
            journal.record("workshop.change_told", workshop, by, people=len(outdated))
    return len(outdated)


def call_off(workshop: Workshop, by: Person, words: str = "") -> int:
    """It will not take place: those invited are told, and their calendars; how many. Boards and agenda stay."""
    with workshop.turn() as workshop:
        if workshop.opened_at:
            raise Refused("L’atelier a déjà commencé : terminez-le plutôt.")
        if workshop.cancelled_at:
            return 0
        raise_sequence(workshop)
        workshop.cancelled_at = timezone.now()
        workshop.save(update_fields=["cancelled_at"])
        told = list(Invitation.objects.of(workshop).sent().with_people())
        for invitation in told:
            invitation.told = {}
            invitation.save(update_fields=["told"])
            after_commit(mails.cancelled, invitation, workshop, words)
        journal.record("workshop.cancelled", workshop, by, people=len(told))
    return len(told)


def hold_after_all(workshop: Workshop, by: Person) -> None:
    """It takes place after all; who had been told otherwise is told by `tell_change`."""
    with workshop.turn() as workshop:
        if workshop.cancelled_at:
            workshop.cancelled_at = None
            workshop.save(update_fields=["cancelled_at"])
            journal.record("workshop.resumed", workshop, by)
