from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import IntegrityError, models, transaction
from django.urls import reverse
from django.utils import timezone

from maillage.ground.journal.models import of, record
from maillage.ground.people.models import Person
from maillage.ground.poles.owned import PoleOwned, PoleQuerySet, manager
from maillage.ground.search.models import Findable, Finding
from maillage.needs.catalogue.answering import answering
from maillage.needs.workshops.models import Cluster, Note, Workshop

SCALES = ("impact", "effort", "urgency")
ONE_TO_FIVE = [MinValueValidator(1), MaxValueValidator(5)]


def scale(label, help_text):
    return models.PositiveSmallIntegerField(
        label, null=True, blank=True, help_text=help_text, validators=ONE_TO_FIVE
    )


class NeedQuerySet(PoleQuerySet):
    def live(self):
        """Needs that count today: neither merged into another nor set aside."""
        return self.filter(merged_into=None, set_aside_at=None)

    def answered(self, until=None):
        """Needs with at least one action running or done at a moment (now by default)."""
        return answering.room.answered(self, until)

    def raise_from_cluster(
        self, cluster: Cluster, by: Person | None, title: str | None = None, **fields
    ) -> "Need":
        """The need this group of notes became: made now, or the one it already is (merging followed)."""
        return self._raise(
            by, title or cluster.title, fields, workshop=cluster.workshop, cluster=cluster, text=cluster.title
        )

    def raise_from_note(self, note: Note, by: Person | None, title: str | None = None, **fields) -> "Need":
        """The need this one note became: made now, or the one it already is (merging followed)."""
        workshop = note.area.board.workshop
        return self._raise(
            by, title or note.text[:250], fields, workshop=workshop, note=note, line=note.line, text=note.text
        )

    def raise_alone(self, by: Person | None, title: str, **fields) -> "Need":
        """A need typed from nothing: it has no origin."""
        with transaction.atomic():
            need = self.create(title=title, created_by=by, **fields)
            record("need.raised", need, by)
        return need

    def _raise(self, by, title, fields, **origin):
        source = {key: origin[key] for key in ("cluster", "note") if key in origin}
        try:
            with transaction.atomic():
                need = self.create(title=title, created_by=by, **fields)
                # The unique constraint decides between two simultaneous clicks.
                Origin.objects.create(need=need, **origin)
                record("need.raised", need, by)
                return need
        except IntegrityError:
            earlier = Origin.objects.filter(**source).select_related("need__merged_into").first()
            if earlier is None:
                raise
            return earlier.need.standing()


class Need(Findable):
    """What the network lacks, said once. Its origins survive merging and rewording."""

    title = models.CharField("besoin", max_length=250)
    description = models.TextField("précisions", blank=True)
    audience = models.CharField("pour qui", max_length=200, blank=True)
    impact = scale("impact", "1 (faible) à 5 (fort)")
    effort = scale("effort", "1 (léger) à 5 (lourd)")
    urgency = scale("urgence", "1 (peut attendre) à 5 (tout de suite)")
    merged_into = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="merged")
    set_aside_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    created_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")

    objects = manager(NeedQuerySet)

    class Meta(Findable.Meta):
        ordering = ["title"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(**{f"{name}__isnull": True}) | models.Q(**{f"{name}__range": (1, 5)}),
                name=f"need_{name}_one_to_five",
            )
            for name in SCALES
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("catalogue:need", args=[self.pid])

    def finding(self):
        if self.merged_into_id or self.set_aside_at:
            return None
        return Finding(
            "besoin", self.title, f"{self.description} {self.audience}", self.get_absolute_url(), "steering"
        )

    @property
    def is_estimated(self) -> bool:
        return None not in (self.impact, self.effort, self.urgency)

    def standing(self) -> "Need":
        """This need, or the one that stays after merging."""
        need = self
        while need.merged_into_id:
            need = need.merged_into
        return need

    def reword(self, by, **fields):
        """Change title, description or audience; the journal keeps that it was done, not what was said."""
        with transaction.atomic():
            self._as_it_is_now()
            for name, value in fields.items():
                setattr(self, name, value)
            self.save()
            record("need.reworded", self, by)

    def estimate(self, by, impact=None, effort=None, urgency=None):
        """Place the need in the matrix; each scale is 1 to 5, or None while not estimated."""
        with transaction.atomic():
            self._as_it_is_now()
            self.impact, self.effort, self.urgency = impact, effort, urgency
            self.save()
            record("need.estimated", self, by, impact=impact, effort=effort, urgency=urgency)

    def _as_it_is_now(self):
        """Lock the row and read it again: what someone else changed since the page was read is not written back."""
        self.refresh_from_db(from_queryset=Need.objects.select_for_update())

    def absorb(self, duplicates, by):
        """Merge duplicates into this need: their origins and what answers them move here, they point here.

        What moved is written in the journal. A duplicate that someone merged in the meantime is left alone.
        """
        with transaction.atomic():
            wanted = {need.pk for need in duplicates} - {self.pk}
            locked = Need.objects.select_for_update().order_by("pk").filter(pk__in=wanted | {self.pk})
            rows = {need.pk: need for need in locked}
            if rows[self.pk].merged_into_id:
                raise AlreadyMerged(self.title)
            for duplicate in (need for pk, need in rows.items() if pk in wanted and not need.merged_into_id):
                duplicate._leave_to(self, by)

    def _leave_to(self, kept, by):
        moved = list(self.origins.values_list("pid", flat=True))
        self.origins.update(need=kept)
        answers = answering.room.move(self, kept)
        for earlier in self.merged.all():
            earlier.merged_into = kept
            earlier.save()
        self.merged_into = kept
        self.save()
        record("need.merged", self, by, into=kept.pid, origins=moved, answers=answers)

    def release(self, by):
        """Undo the merging of this need: what came with it leaves with it. A need that stands alone stays as it is."""
        with transaction.atomic():
            locked = (
                Need.objects.select_for_update(of=("self",)).select_related("merged_into").get(pk=self.pk)
            )
            if not (kept := locked.merged_into):
                return
            merging = of(self).filter(code="need.merged").first().data
            kept.origins.filter(pid__in=merging["origins"]).update(need=self)
            answering.room.give_back(self, kept, merging["answers"])
            self._as_it_is_now()
            self.merged_into = None
            self.save()
            record("need.released", self, by, out_of=kept.pid)

    def set_aside(self, by):
        """Take the need out of the ranking; nothing else of it changes."""
        self._keep(timezone.now(), "need.set_aside", by)

    def bring_back(self, by):
        self._keep(None, "need.brought_back", by)

    def _keep(self, at, code, by):
        with transaction.atomic():
            self._as_it_is_now()
            self.set_aside_at = at
            self.save()
            record(code, self, by)


class AlreadyMerged(ValueError):
    """A need that was merged into another cannot receive duplicates."""


class Origin(PoleOwned):
    """Where a need comes from: a group of notes, one note, or a line of the minutes of a workshop."""

    need = models.ForeignKey(Need, models.CASCADE, related_name="origins")
    workshop = models.ForeignKey(Workshop, models.CASCADE, related_name="need_origins")
    cluster = models.ForeignKey(Cluster, models.SET_NULL, null=True, blank=True, related_name="need_origins")
    note = models.ForeignKey(Note, models.SET_NULL, null=True, blank=True, related_name="need_origins")
    line = models.PositiveIntegerField(null=True, blank=True)
    text = models.CharField("tel que dit", max_length=1000)

    class Meta(PoleOwned.Meta):
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["cluster"],
                condition=models.Q(cluster__isnull=False),
                name="a_cluster_becomes_one_need",
            ),
            models.UniqueConstraint(
                fields=["note"], condition=models.Q(note__isnull=False), name="a_note_becomes_one_need"
            ),
        ]

    def __str__(self):
        return self.text
