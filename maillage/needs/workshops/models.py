"""The workshop and what is on its walls. Rules of live boards: every write is decided here, in one transaction."""

import secrets
import uuid

from django.db import models
from django.urls import reverse
from django.utils import timezone

from maillage.ground.directory.models import Organisation
from maillage.ground.people.models import Person
from maillage.ground.poles.owned import PoleOwned
from maillage.ground.search.models import Findable, Finding


def new_join_code() -> str:
    """Six digits, easy to say aloud: 482-719."""
    return f"{secrets.randbelow(900_000) + 100_000}"


class Source(PoleOwned):
    """A file of minutes as it was read: its lines, and what the reader proposed, corrected by a person."""

    name = models.CharField("fichier", max_length=200)
    digest = models.CharField(max_length=64)
    lines = models.JSONField(default=list, help_text="Line n of the source is lines[n-1]")
    reading = models.JSONField(default=dict, help_text="DESIGN §10")
    created_at = models.DateTimeField(default=timezone.now)
    created_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    accepted_at = models.DateTimeField(null=True)

    def __str__(self):
        return self.name


class Workshop(Findable):
    """A participatory meeting, held live or read from its minutes."""

    title = models.CharField("titre", max_length=200)
    purpose = models.TextField("intention", blank=True)
    date = models.DateField("date", null=True, blank=True)
    place = models.CharField("lieu", max_length=160, blank=True)
    join_code = models.CharField(max_length=6, default=new_join_code)
    seq = models.PositiveIntegerField(default=0, editable=False, help_text="Rises by one with each change, under the row's lock")
    source = models.OneToOneField(Source, models.PROTECT, null=True, related_name="workshop")
    opened_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(default=timezone.now)
    created_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")

    class Meta(Findable.Meta):
        ordering = ["-date", "-created_at"]
        constraints = [models.UniqueConstraint(fields=["pole", "join_code"], name="one_workshop_per_code")]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("workshops:workshop", args=[self.pid])

    def finding(self):
        return Finding("atelier", self.title, f"{self.purpose} {self.place}", self.get_absolute_url(), "steering")


class Participant(PoleOwned):
    class Status(models.TextChoices):
        PRESENT = "present", "présent·e"
        EXCUSED = "excused", "excusé·e"
        ABSENT = "absent", "absent·e"

    workshop = models.ForeignKey(Workshop, models.CASCADE, related_name="participants")
    name = models.CharField("nom", max_length=120)
    organisation = models.ForeignKey(Organisation, models.SET_NULL, null=True, blank=True, related_name="+")
    role = models.CharField("fonction", max_length=160, blank=True)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=20, blank=True)
    status = models.CharField(max_length=10, choices=Status, default=Status.PRESENT)
    person = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    token = models.CharField(max_length=32, blank=True, help_text="Lets the same phone come back; empty for people read from minutes")
    line = models.PositiveIntegerField(null=True, blank=True)

    def __str__(self):
        return self.name


class AgendaItem(PoleOwned):
    workshop = models.ForeignKey(Workshop, models.CASCADE, related_name="agenda")
    position = models.PositiveSmallIntegerField(default=0)
    starts = models.TimeField("début", null=True, blank=True)
    ends = models.TimeField("fin", null=True, blank=True)
    title = models.CharField("titre", max_length=250)

    class Meta(PoleOwned.Meta):
        ordering = ["position"]

    def __str__(self):
        return self.title


class Board(PoleOwned):
    class Kind(models.TextChoices):
        COLUMNS = "columns", "colonnes"
        PROBLEM_TREE = "problem_tree", "arbre à problèmes"
        STATEMENTS = "statements", "constats"

    workshop = models.ForeignKey(Workshop, models.CASCADE, related_name="boards")
    title = models.CharField("titre", max_length=250)
    kind = models.CharField(max_length=20, choices=Kind, default=Kind.COLUMNS)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta(PoleOwned.Meta):
        ordering = ["position"]

    def __str__(self):
        return self.title


class Area(PoleOwned):
    class Sentiment(models.TextChoices):
        FAVOURABLE = "favourable", "favorable"
        UNFAVOURABLE = "unfavourable", "défavorable"
        NEUTRAL = "neutral", "neutre"
        CONSEQUENCE = "consequence", "conséquence"
        PROBLEM = "problem", "problème"
        CAUSE = "cause", "cause"
        SOLUTION = "solution", "solution"

    board = models.ForeignKey(Board, models.CASCADE, related_name="areas")
    title = models.CharField("titre", max_length=250)
    sentiment = models.CharField(max_length=20, choices=Sentiment, default=Sentiment.NEUTRAL)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta(PoleOwned.Meta):
        ordering = ["position"]

    def __str__(self):
        return self.title


class Cluster(PoleOwned):
    """A group of notes that say the same thing, with the name people gave it."""

    workshop = models.ForeignKey(Workshop, models.CASCADE, related_name="clusters")
    title = models.CharField("nom du groupe", max_length=200)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta(PoleOwned.Meta):
        ordering = ["position", "pk"]

    def __str__(self):
        return self.title


class Note(PoleOwned):
    """A post-it. `uuid` is made by the phone that wrote it, so that sending it twice makes one note."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True)
    area = models.ForeignKey(Area, models.CASCADE, related_name="notes")
    text = models.CharField("texte", max_length=1000)
    author = models.ForeignKey(Participant, models.SET_NULL, null=True, related_name="notes")
    author_name = models.CharField(max_length=120, blank=True)
    cluster = models.ForeignKey(Cluster, models.SET_NULL, null=True, blank=True, related_name="notes")
    line = models.PositiveIntegerField(null=True, blank=True)
    position = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta(PoleOwned.Meta):
        ordering = ["position", "pk"]

    def __str__(self):
        return self.text


class Poll(PoleOwned):
    """A dot vote over the clusters of a workshop: open until closed, a budget of dots each."""

    workshop = models.ForeignKey(Workshop, models.CASCADE, related_name="polls")
    budget = models.PositiveSmallIntegerField("points par personne", default=3)
    opened_at = models.DateTimeField(default=timezone.now)
    closed_at = models.DateTimeField(null=True)

    class Meta(PoleOwned.Meta):
        constraints = [
            models.UniqueConstraint(fields=["workshop"], condition=models.Q(closed_at=None), name="one_open_poll")
        ]


class Dot(PoleOwned):
    """The dots one participant put on one cluster."""

    poll = models.ForeignKey(Poll, models.CASCADE, related_name="dots")
    participant = models.ForeignKey(Participant, models.CASCADE, related_name="dots")
    cluster = models.ForeignKey(Cluster, models.CASCADE, related_name="dots")
    count = models.PositiveSmallIntegerField(default=1)

    class Meta(PoleOwned.Meta):
        constraints = [models.UniqueConstraint(fields=["poll", "participant", "cluster"], name="one_dot_row")]


class Takeaway(PoleOwned):
    """What a workshop leaves behind beside needs: a solution, an action or a follow-up, as it was said."""

    class Kind(models.TextChoices):
        SOLUTION = "solution", "solution"
        ACTION = "action", "action"
        FOLLOW_UP = "follow_up", "suite à donner"

    workshop = models.ForeignKey(Workshop, models.CASCADE, related_name="takeaways")
    kind = models.CharField(max_length=10, choices=Kind)
    text = models.CharField(max_length=1000)
    cause = models.CharField(max_length=500, blank=True)
    audience = models.CharField(max_length=200, blank=True)
    line = models.PositiveIntegerField(null=True, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta(PoleOwned.Meta):
        ordering = ["position", "pk"]

    def __str__(self):
        return self.text
