"""What hangs on the wall: boards, their areas, the notes, and the groups people make of them."""

import uuid

from django.db import IntegrityError, models
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.functional import cached_property

from maillage.ground.journal import models as journal
from maillage.ground.people.models import Person
from maillage.ground.poles.owned import PoleOwned, PoleQuerySet, manager
from maillage.needs.workshops.models.poll import Dot, Poll
from maillage.needs.workshops.models.workshop import Change, Participant, Refused, Workshop


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
        ordering = ["position", "pk"]

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
        ordering = ["position", "pk"]

    def __str__(self):
        return self.title

    def write(
        self,
        text: str,
        author: Participant | None = None,
        key: uuid.UUID | None = None,
        author_name: str = "",
    ):
        """The note of this `key`, written now or before; None when it was written, then taken away.

        `key` is made by the phone: sending again what was already received changes nothing.
        Raises Refused when the workshop is not open or the key is somebody else's.
        """
        key = key or uuid.uuid4()
        try:
            with self.board.workshop.turn() as workshop:
                if workshop.changes.filter(target=str(key)).exists():
                    return self.written_before(key, author, workshop)
                workshop.must_be_live()
                note = self.notes.create(
                    uuid=key,
                    text=text,
                    author=author,
                    author_name=author.name if author else author_name,
                    position=workshop.seq + 1,
                )
                workshop.tell(Change.Kind.NOTE, str(key))
        except IntegrityError:  # the key of a note that never passed through this wall
            raise Refused("Ce post-it n’a pas pu être écrit. Rechargez la page et recommencez.") from None
        return note

    def written_before(self, key: uuid.UUID, author: Participant | None, workshop: Workshop):
        note = Note.objects.of(workshop).filter(uuid=key).first()
        if note and note.author_id != (author and author.pk):
            raise Refused("Ce post-it a déjà été écrit par quelqu’un d’autre.")
        return note


class ClusterQuerySet(PoleQuerySet):
    def with_votes(self, poll: Poll | None = None):
        """Adds `.votes`: the dots of each group in its workshop's last closed vote (or in `poll`), 0 without any."""
        if poll is None:
            last = Poll.objects.filter(workshop=models.OuterRef("cluster__workshop"), closed_at__isnull=False)
            counted = models.Subquery(last.order_by("-closed_at").values("pk")[:1])
        else:
            counted = poll.pk
        dots = Dot.objects.filter(cluster=models.OuterRef("pk"), poll=counted).order_by()
        total = dots.values("cluster").annotate(total=models.Sum("count")).values("total")
        return self.annotate(votes=Coalesce(models.Subquery(total), 0))


class Cluster(PoleOwned):
    """A group of notes that say the same thing, with the name people gave it."""

    workshop = models.ForeignKey(Workshop, models.CASCADE, related_name="clusters")
    title = models.CharField("nom du groupe", max_length=200)
    position = models.PositiveIntegerField(default=0)

    objects = manager(ClusterQuerySet)

    class Meta(PoleOwned.Meta):
        ordering = ["position", "pk"]

    def __str__(self):
        return self.title

    @cached_property
    def votes(self) -> int:
        """Dots in the last closed vote; read `with_votes()` for many groups at once."""
        return Cluster.objects.with_votes().get(pk=self.pk).votes

    def add(self, notes, by: Person) -> None:
        """Raises Refused when the group was dissolved meanwhile."""
        with self.workshop.turn() as workshop:
            if not workshop.clusters.filter(pk=self.pk).exists():
                raise Refused("Ce groupe n’existe plus. Les post-it sont restés à leur place.")
            self.take(notes, workshop)
            journal.record("workshop.grouped", workshop, by)

    def take(self, notes, workshop: Workshop) -> None:
        """Move notes of this workshop here, inside its turn, and tell the groups they left."""
        rows = Note.objects.filter(pk__in=[note.pk for note in notes], area__board__workshop=workshop)
        left = rows.exclude(cluster=None).exclude(cluster=self).values_list("cluster__pid", flat=True)
        changed = {self.pid, *left}
        keys = list(rows.exclude(cluster=self).values_list("uuid", flat=True))
        rows.update(cluster=self)
        tell_moved(workshop, changed, keys)

    def rename(self, title: str, by: Person) -> None:
        with self.workshop.turn() as workshop:
            workshop.clusters.filter(pk=self.pk).update(title=title)
            self.title = title
            workshop.tell(Change.Kind.CLUSTER, self.pid)
            journal.record("workshop.cluster_renamed", workshop, by)

    def dissolve(self, by: Person) -> None:
        """The notes go back to their areas; the votes on this group go with it."""
        with self.workshop.turn() as workshop:
            keys = list(self.notes.values_list("uuid", flat=True))
            self.notes.update(cluster=None)
            self.delete()
            tell_moved(workshop, {self.pid}, keys)
            journal.record("workshop.cluster_dissolved", workshop, by)


def tell_moved(workshop: Workshop, clusters, keys) -> None:
    for pid in sorted(clusters):
        workshop.tell(Change.Kind.CLUSTER, pid)
    for key in keys:
        workshop.tell(Change.Kind.NOTE, str(key))


class NoteQuerySet(PoleQuerySet):
    def of(self, workshop: Workshop):
        return self.filter(area__board__workshop=workshop)

    def ungroup(self, workshop: Workshop, by: Person) -> None:
        """These notes of the workshop leave their groups."""
        with workshop.turn() as workshop:
            rows = self.of(workshop).exclude(cluster=None)
            moved = list(rows.values_list("pk", "uuid", "cluster__pid"))
            Note.objects.filter(pk__in=[pk for pk, _, _ in moved]).update(cluster=None)
            tell_moved(workshop, {pid for _, _, pid in moved}, [key for _, key, _ in moved])
            journal.record("workshop.grouped", workshop, by)


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

    objects = manager(NoteQuerySet)

    class Meta(PoleOwned.Meta):
        ordering = ["position", "pk"]

    def __str__(self):
        return self.text

    def reword(self, text: str, by: Participant | None = None) -> None:
        """Correct the words. A participant only while the workshop is open; the facilitator (None) always.

        Raises Refused, also when the note was removed meanwhile.
        """
        with self.area.board.workshop.turn() as workshop:
            if by:
                workshop.must_be_live()
            if not Note.objects.filter(pk=self.pk).update(text=text):
                raise Refused("Ce post-it vient d’être retiré par quelqu’un d’autre.")
            self.text = text
            workshop.tell(Change.Kind.NOTE, str(self.uuid))

    def take_away(self, by: Participant | None = None) -> None:
        """Remove the note; its number stays taken, so that a late copy of it cannot come back."""
        with self.area.board.workshop.turn() as workshop:
            if by:
                workshop.must_be_live()
            self.delete()
            workshop.tell(Change.Kind.NOTE, str(self.uuid))
