"""A report tells a period in figures; publishing freezes everything it shows."""

from contextlib import contextmanager
from dataclasses import asdict, replace

from django.db import connection, models, transaction
from django.db.models import Sum, Value
from django.db.models.functions import Left
from django.urls import reverse
from django.utils import timezone

from maillage.ground.journal.models import record
from maillage.ground.people.models import Person
from maillage.ground.poles.models import Pole
from maillage.ground.poles.owned import PoleOwned, PoleQuerySet, manager
from maillage.ground.search.models import Findable, Finding
from maillage.impact.indicators.figures import Shown, plain, show
from maillage.impact.indicators.models import Indicator
from maillage.impact.indicators.period import Period
from maillage.impact.indicators.story import Step, candidates, tell
from maillage.needs.catalogue.models import Need


class Frozen(TypeError):
    """A published report is never edited: a corrected edition is a new report."""


class ReportQuerySet(PoleQuerySet):
    def drafts(self):
        return self.filter(published_at=None)

    def published(self):
        return self.exclude(published_at=None)

    @transaction.atomic
    def draft(self, by: Person, **fields) -> "Report":
        """A new report with the pole's indicators as its figures and the best story there is to tell."""
        report = self.create(created_by=by, **fields)
        report.story = candidates(report.period.until).first()
        report.save()
        for rank, indicator in enumerate(Indicator.objects.kept()):
            Figure.objects.create(report=report, indicator=indicator, position=rank)
        record("report.drafted", report, by)
        return report


class Report(Findable):
    """A bilan over a period. Publishing freezes its figures and their evidence; it is never edited after."""

    title = models.CharField("titre", max_length=200)
    funder = models.CharField(
        "pour", max_length=160, blank=True, help_text="Le financeur ou le public à qui il s’adresse."
    )
    introduction = models.TextField("introduction", blank=True)
    conclusion = models.TextField("et maintenant ?", blank=True)
    starts = models.DateField("du")
    ends = models.DateField("au")
    story = models.ForeignKey(
        Need, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="l’histoire à raconter"
    )
    replaces = models.ForeignKey("self", models.SET_NULL, null=True, editable=False, related_name="editions")
    created_at = models.DateTimeField(default=timezone.now)
    created_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    published_at = models.DateTimeField(null=True, editable=False)
    published_by = models.ForeignKey(Person, models.SET_NULL, null=True, editable=False, related_name="+")
    frozen = models.JSONField(
        default=dict, editable=False, help_text="{figures, story, look, base}: what the page and the PDF show"
    )
    pdf = models.FileField(upload_to="bilans/", editable=False, help_text="The file as it was published")

    objects = manager(ReportQuerySet)

    class Meta(Findable.Meta):
        ordering = ["-ends", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends__gte=models.F("starts")), name="report_ends_after_it_starts"
            )
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("reports:public" if self.published_at else "reports:report", args=[self.pid])

    def finding(self):
        if not self.published_at:
            return None
        return Finding(
            "bilan", self.title, f"{self.introduction} {self.conclusion}", self.get_absolute_url(), "public"
        )

    @property
    def period(self) -> Period:
        return Period(self.starts, self.ends)

    def save(self, *args, **kwargs):
        if self.pk and Report.objects.published().filter(pk=self.pk, frozen__has_key="figures").exists():
            raise Frozen("Ce bilan est publié.")
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        if Report.objects.published().filter(pk=self.pk).exists():
            raise Frozen("Ce bilan est publié.")
        return super().delete(*args, **kwargs)

    @contextmanager
    def being_edited(self):
        """One transaction in which the report stays a draft; raises `Frozen` when it was published meanwhile."""
        with transaction.atomic():
            if (
                Report.objects.drafts()
                .select_for_update()
                .filter(pk=self.pk)
                .values_list("pk", flat=True)
                .first()
                is None
            ):
                raise Frozen("Ce bilan est publié.")
            yield

    def publish(self, by: Person, base_url: str) -> bool:
        """Freeze it; `base_url` ("https://host/") starts the links of the PDF. False when it already was."""
        with transaction.atomic():
            # The database picks the one who publishes; the others find nothing left to do.
            won = (
                Report.objects.drafts()
                .filter(pk=self.pk)
                .update(published_at=timezone.now(), published_by=by)
            )
            self.refresh_from_db()
            if not won:
                return False
            self.frozen = {
                "figures": self._freeze_figures(),
                "story": [asdict(step) for step in self.live_story()],
                "look": self.pole.look,
                "pole": self.pole.name,
                "base": base_url,
            }
            self.save()
            record("report.published", self, by, figures=len(self.frozen["figures"]))
        return True

    def live_figures(self) -> list[tuple["Figure", Shown]]:
        """Each figure with what it shows today."""
        figures = list(self.figures.select_related("indicator"))
        shown = show([figure.indicator for figure in figures], self.period)
        return [(figure, one) for figure, (_, one) in zip(figures, shown, strict=True)]

    def live_story(self) -> list[Step]:
        """The chosen story as it can be told today; empty when none is chosen, or nobody has come for it."""
        need = candidates(self.period.until).filter(pk=self.story_id).first() if self.story_id else None
        return tell(need, self.period.until) if need else []

    def _freeze_figures(self) -> list[dict]:
        frozen = []
        for figure, shown in self.live_figures():
            value = figure.freeze()
            frozen.append(
                {"pid": figure.pid, "words": figure.words, **replace(shown, value=plain(value)).frozen()}
            )
        return frozen

    def corrected(self, by: Person) -> "Report":
        """A draft that starts as a copy of this published report and will replace it."""
        with transaction.atomic():
            copy = Report.objects.create(
                created_by=by, replaces=self, title=self.title, funder=self.funder, introduction=self.introduction,
                conclusion=self.conclusion, starts=self.starts, ends=self.ends, story=self.story,
            )  # fmt: skip
            for figure in self.figures.all():
                Figure.objects.create(
                    report=copy,
                    indicator_id=figure.indicator_id,
                    words=figure.words,
                    position=figure.position,
                )
            for photo in self.photos.all():
                Photo.objects.create(
                    report=copy, image=photo.image.name, alternative=photo.alternative, credit=photo.credit,
                    width=photo.width, height=photo.height, position=photo.position,
                )  # fmt: skip
            record("report.drafted", copy, by)
        return copy


class PartOfReport(PoleOwned):
    """What a published report holds does not change any more."""

    class Meta(PoleOwned.Meta):
        abstract = True

    def save(self, *args, **kwargs):
        self.check_open()
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        self.check_open()
        return super().delete(*args, **kwargs)

    def check_open(self):
        if Report.objects.published().filter(pk=self.report_id).exists():
            raise Frozen("Ce bilan est publié.")


class Figure(PartOfReport):
    """One figure of a report: which indicator, the words around it, and once published its frozen value."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="figures")
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="+")
    words = models.TextField("ce que ça raconte", blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    value = models.DecimalField(max_digits=14, decimal_places=2, null=True, editable=False)

    class Meta(PartOfReport.Meta):
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["report", "indicator"], name="one_figure_per_indicator")
        ]

    def __str__(self):
        return self.indicator.title

    def freeze(self):
        """Copy the evidence of today and the value it adds up to; returns the value. Only `Report.publish` calls it."""
        rows = self.indicator.pulled.evidence(self.report.period).order_by()
        copied = rows.annotate(
            for_figure=Value(self.pk), for_pole=Value(self.pole_id), short=Left("label", 250)
        ).values_list("for_figure", "for_pole", "subject", "short", "on", "worth")
        table = connection.ops.quote_name(Evidence._meta.db_table)
        columns = ", ".join(
            map(connection.ops.quote_name, ("figure_id", "pole_id", "subject", "label", "on", "amount"))
        )
        select, params = copied.query.sql_with_params()
        with connection.cursor() as cursor:
            # One statement, whatever the number of rows: 100,000 of them must not hold the database for long.
            cursor.execute(f"INSERT INTO {table} ({columns}) {select}", params)
        Figure.objects.filter(pk=self.pk).update(
            value=self.evidence.aggregate(all=Sum("amount", default=0))["all"]
        )
        self.refresh_from_db(fields=["value"])
        return self.value


class Evidence(PoleOwned):
    """One frozen row behind a published figure; `subject` ("registration:pid") still leads to the living row.

    The label names no one, so that erasing a person leaves nothing of them here.
    """

    pid = None  # the figure has an address, its rows have none
    pole = models.ForeignKey(
        Pole, models.CASCADE, editable=False, related_name="+", db_index=False
    )  # see indexes
    figure = models.ForeignKey(Figure, models.CASCADE, related_name="evidence")
    subject = models.CharField(max_length=60)
    label = models.CharField(max_length=250)
    on = models.DateField(null=True)
    amount = models.DecimalField(max_digits=12, decimal_places=2, default=1)

    class Meta(PoleOwned.Meta):
        ordering = ["-on", "pk"]
        indexes = [models.Index(fields=["pole", "subject"])]

    def __str__(self):
        return self.label

    def save(self, *args, **kwargs):
        raise Frozen("Une preuve figée ne s’écrit qu’à la publication.")

    def delete(self, *args, **kwargs):
        raise Frozen("Une preuve figée ne s’efface pas.")


class Photo(PartOfReport):
    report = models.ForeignKey(Report, models.CASCADE, related_name="photos")
    image = models.ImageField("photo", upload_to="bilans/", width_field="width", height_field="height")
    alternative = models.CharField("ce qu’on voit", max_length=200)
    credit = models.CharField("crédit", max_length=120, blank=True)
    width = models.PositiveIntegerField(editable=False)
    height = models.PositiveIntegerField(editable=False)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta(PartOfReport.Meta):
        ordering = ["position", "pk"]

    def __str__(self):
        return self.alternative
