"""Who is in the room: participants, and the sub-groups they work in."""

import secrets

from django.db import models
from django.utils import timezone

from maillage.ground.directory.models import Organisation
from maillage.ground.people.models import Person
from maillage.ground.poles.owned import PoleOwned, PoleQuerySet, manager
from maillage.needs.workshops.models.workshop import Change, Refused, Workshop

PLENARY = "0"  # the target of a change of teams, for people who are in none


class TeamQuerySet(PoleQuerySet):
    def at_work(self):
        return self.filter(closed_at=None)

    def with_sizes(self):
        """Adds `.size`: how many people who are present are in it."""
        present = models.Q(members__status=Participant.Status.PRESENT, members__gone_at=None)
        return self.annotate(size=models.Count("members", filter=present))


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
    cause = models.ForeignKey(
        "workshops.Note",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text="Of the problem tree: what the plenary keeps from this team hangs from it",
    )
    free = models.BooleanField(
        "chaque personne choisit", default=False, help_text="People enter it from their phone, by themselves"
    )
    done_at = models.DateTimeField(null=True, help_text="« Nous avons fini »")
    closed_at = models.DateTimeField(null=True)

    objects = manager(TeamQuerySet)

    class Meta(PoleOwned.Meta):
        ordering = ["position", "pk"]

    def __str__(self):
        return self.name

    def say_done(self, done: bool, by: "Participant") -> None:
        """« Nous avons fini », or not yet, said by one of its people. Raises Refused for anybody else."""
        with self.workshop.turn() as workshop:
            workshop.must_be_live()
            here = workshop.teams.at_work().filter(pk=self.pk, members=by.pk)
            if not here.exists():
                raise Refused("Vous n’êtes plus dans ce sous-groupe. Rien n’a changé.")
            self.done_at = timezone.now() if done else None
            if here.filter(done_at__isnull=done).update(done_at=self.done_at):
                workshop.tell(Change.Kind.HEAD)

    def reword(self, name: str, question: str, by: Person) -> None:
        """The name of the table and the question put to it."""
        with self.workshop.turn() as workshop:
            self.name, self.question = name, question
            self.save(update_fields=["name", "question"])
            workshop.tell(Change.Kind.HEAD)

    def choose_host(self, host: "Participant | None", by: Person) -> None:
        """Who stays when tables turn, one of its people who are there (None: nobody). Raises Refused."""
        with self.workshop.turn() as workshop:
            if host and not workshop.participants.present().filter(pk=host.pk, team=self).exists():
                raise Refused("Choisissez quelqu’un de ce sous-groupe pour l’accueil. Rien n’a changé.")
            self.host = host
            self.save(update_fields=["host"])
            workshop.tell(Change.Kind.HEAD)


class ParticipantQuerySet(PoleQuerySet):
    def on_sheet(self):
        """Without those taken off it: a second entry of somebody, or somebody who had no business there."""
        return self.filter(gone_at=None)

    def present(self):
        return self.on_sheet().filter(status=Participant.Status.PRESENT)


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
    signs = models.CharField(
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
                fields=["workshop", "signs"], condition=~models.Q(signs=""), name="one_seat_per_signs"
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
        if self.settle(workshop):
            workshop.tell(Change.Kind.TEAMS, PLENARY)

    def settle(self, workshop: Workshop) -> bool:
        """Somebody who arrives late goes into the smallest team at work, unless people choose theirs; in the turn.

        True when they have a team now that they had not before.
        """
        teams = workshop.teams.at_work()
        if self.team_id and teams.filter(pk=self.team_id).exists():
            return False
        sizes = {team: team.size for team in teams.with_sizes()}
        free = any(team.free for team in sizes)
        self.team = None if free or not sizes else min(sizes, key=lambda team: (sizes[team], team.position))
        self.save(update_fields=["team"])
        return self.team is not None

    def join_team(self, team: Team) -> None:
        """They enter a team by themselves. Raises Refused when it has ended, or when people are placed by others."""
        with self.workshop.turn() as workshop:
            workshop.must_be_live()
            team = workshop.teams.at_work().filter(pk=team.pk).first()
            if team is None:
                raise Refused("Ce sous-groupe n’existe plus. Choisissez-en un autre.")
            if not team.free:
                raise Refused(
                    "C’est l’animation qui compose les sous-groupes. Dites-lui où vous voulez aller."
                )
            left = Participant.objects.filter(pk=self.pk).values_list("team", flat=True).get()
            if left == team.pk:
                return
            workshop.teams.at_work().filter(host=self).update(host=None)
            self.team = team
            self.save(update_fields=["team"])
            workshop.tell(Change.Kind.TEAMS, str(left) if left else PLENARY)
            workshop.tell(Change.Kind.HEAD)
