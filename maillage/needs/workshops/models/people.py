"""Who is in the room: participants, and the sub-groups they work in."""

import random
import secrets

from django.db import models
from django.utils import timezone

from maillage.ground.directory.models import Organisation
from maillage.ground.journal import models as journal
from maillage.ground.people.models import Person
from maillage.ground.poles.owned import PoleOwned, PoleQuerySet, manager
from maillage.needs.workshops.models.workshop import Change, Refused, Workshop

MOST_TEAMS = 40


class TeamQuerySet(PoleQuerySet):
    def at_work(self):
        return self.filter(closed_at=None)


class Team(PoleOwned):
    """A sub-group: its people write on its own copies of the boards, until the plenary takes up what it found."""

    workshop = models.ForeignKey(Workshop, models.CASCADE, related_name="teams")
    name = models.CharField("nom", max_length=80)
    question = models.CharField("question", max_length=250, blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    host = models.ForeignKey(
        "workshops.Participant",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text="Stays when tables turn, and speaks for the team in plenary",
    )
    done_at = models.DateTimeField(null=True, help_text="« Nous avons fini »")
    closed_at = models.DateTimeField(null=True)

    objects = manager(TeamQuerySet)

    class Meta(PoleOwned.Meta):
        ordering = ["position", "pk"]

    def __str__(self):
        return self.name

    def say_done(self, done: bool = True) -> None:
        with self.workshop.turn() as workshop:
            self.done_at = timezone.now() if done else None
            self.save(update_fields=["done_at"])
            workshop.tell(Change.Kind.HEAD)


class ParticipantQuerySet(PoleQuerySet):
    def present(self):
        return self.filter(status=Participant.Status.PRESENT)


class Participant(PoleOwned):
    """Someone in a workshop: joined with a name, expected, or read from the sheet of the minutes."""

    class Status(models.TextChoices):
        EXPECTED = "expected", "attendu·e"
        PRESENT = "present", "présent·e"
        EXCUSED = "excused", "excusé·e"
        ABSENT = "absent", "absent·e"

    workshop = models.ForeignKey(Workshop, models.CASCADE, related_name="participants")
    name = models.CharField("nom", max_length=120)
    organisation = models.ForeignKey(Organisation, models.SET_NULL, null=True, blank=True, related_name="+")
    organisation_name = models.CharField("structure, telle que dite", max_length=160, blank=True)
    role = models.CharField("fonction", max_length=160, blank=True)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=20, blank=True)
    status = models.CharField(max_length=10, choices=Status, default=Status.PRESENT)
    person = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    team = models.ForeignKey(Team, models.SET_NULL, null=True, blank=True, related_name="members")
    token = models.CharField(
        max_length=32,
        blank=True,
        help_text="Lets the same phone come back; empty for people read from minutes",
    )
    recall = models.CharField(
        max_length=4, blank=True, help_text="Four signs shown on their phone: they come back on another one"
    )
    seen_at = models.DateTimeField(null=True, help_text="The last time their phone was following")
    gone_at = models.DateTimeField(null=True, help_text="Taken off the sheet; what they gave counts no more")
    merged_into = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        related_name="merged",
        help_text="The other entry of the same person",
    )
    line = models.PositiveIntegerField(null=True, blank=True)

    objects = manager(ParticipantQuerySet)

    class Meta(PoleOwned.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["workshop", "person"],
                condition=models.Q(person__isnull=False),
                name="one_seat_per_person",
            ),
            models.UniqueConstraint(
                fields=["workshop", "recall"], condition=~models.Q(recall=""), name="one_recall_per_seat"
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def is_present(self) -> bool:
        return self.status == self.Status.PRESENT

    def come(self, workshop: Workshop, person: Person | None = None, **said) -> None:
        """They are here now, inside the workshop's turn; the token that recognises their phone is made once."""
        self.status, self.token = self.Status.PRESENT, self.token or secrets.token_urlsafe(18)
        self.person = self.person or person
        for name, value in said.items():
            setattr(self, name, value)
        self.save(update_fields=["status", "token", "person", *said])

    def join_team(self, team: Team | None, by: Person | None = None) -> None:
        """Change sub-group (None: back in plenary). Raises Refused when that team has ended."""
        with self.workshop.turn() as workshop:
            if team and not workshop.teams.at_work().filter(pk=team.pk).exists():
                raise Refused("Ce sous-groupe n’existe plus. Choisissez-en un autre.")
            self.team = team
            self.save(update_fields=["team"])
            workshop.tell(Change.Kind.TEAMS)


def split(workshop: Workshop, count: int, by: Person, names: list[str] = ()) -> list[Team]:
    """Cut the room into `count` teams of even size, drawn by lot; each gets its copies of the boards meant for teams.

    Teams at work before are ended; their boards stay. Raises Refused.
    """
    if not 1 <= count <= MOST_TEAMS:
        raise Refused(f"Formez de 1 à {MOST_TEAMS} sous-groupes.")
    with workshop.turn() as workshop:
        workshop.must_be_live()
        end_teams(workshop)
        teams = [
            workshop.teams.create(name=name or f"Groupe {n}", position=n)
            for n, name in enumerate([*names, *[""] * count][:count], start=1)
        ]
        drawn = list(workshop.participants.present())
        random.shuffle(drawn)
        for rank, person in enumerate(drawn):
            person.team = teams[rank % count]
        workshop.participants.model.objects.bulk_update(drawn, ["team"])
        for board in workshop.boards.filter(for_teams=True, team=None):
            for team in teams:
                board.copy_for(team)
        workshop.tell(Change.Kind.TEAMS)
        journal.record("workshop.split", workshop, by, teams=count)
    return teams


def end_teams(workshop: Workshop) -> None:
    workshop.participants.exclude(team=None).update(team=None)
    workshop.teams.at_work().update(closed_at=timezone.now())


def gather(workshop: Workshop, by: Person) -> None:
    """Everybody back in plenary; the boards of the teams stay, to be taken up one result after the other."""
    with workshop.turn() as workshop:
        end_teams(workshop)
        workshop.tell(Change.Kind.TEAMS)
        journal.record("workshop.gathered", workshop, by)


def rotate(workshop: Workshop, by: Person) -> None:
    """World café: everybody moves to the next table, the hosts stay with what was written there."""
    with workshop.turn() as workshop:
        teams = list(workshop.teams.at_work())
        if len(teams) < 2:
            raise Refused("Pour tourner, il faut au moins deux tables.")
        following = dict(zip([t.pk for t in teams], [*teams[1:], teams[0]], strict=True))
        hosts = {team.host_id for team in teams}
        moving = [p for p in workshop.participants.filter(team__in=teams) if p.pk not in hosts]
        for person in moving:
            person.team = following[person.team_id]
        workshop.participants.model.objects.bulk_update(moving, ["team"])
        workshop.teams.at_work().update(done_at=None)
        workshop.tell(Change.Kind.TEAMS)
        journal.record("workshop.rotated", workshop, by)


def pair_up(workshop: Workshop, by: Person) -> None:
    """1-2-4: teams join two by two, with their people and their boards; an odd one joins the last pair."""
    with workshop.turn() as workshop:
        teams = list(workshop.teams.at_work())
        if len(teams) < 2:
            raise Refused("Il ne reste qu’un groupe : passez à la mise en commun.")
        homes = teams[: len(teams) // 2]
        for rank, joining in enumerate(teams[len(homes) :]):
            home = homes[min(rank, len(homes) - 1)]
            workshop.participants.filter(team=joining).update(team=home)
            workshop.boards.filter(team=joining).update(team=home)
            joining.closed_at = timezone.now()
            joining.save(update_fields=["closed_at"])
        workshop.teams.at_work().update(done_at=None)
        workshop.tell(Change.Kind.TEAMS)
        journal.record("workshop.paired", workshop, by)
