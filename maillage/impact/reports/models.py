from django.db import models
from django.urls import reverse
from django.utils import timezone

from maillage.ground.people.models import Person
from maillage.ground.search.models import Findable, Finding
from maillage.ground.poles.owned import PoleOwned
from maillage.impact.indicators.models import Indicator


class Report(Findable):
    """A bilan over a period. Publishing freezes its figures and their evidence; it is never edited after."""

    title = models.CharField("titre", max_length=200)
    funder = models.CharField("pour", max_length=160, blank=True)
    introduction = models.TextField("introduction", blank=True)
    conclusion = models.TextField("et maintenant ?", blank=True)
    starts = models.DateField("du")
    ends = models.DateField("au")
    created_at = models.DateTimeField(default=timezone.now)
    created_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    published_at = models.DateTimeField(null=True, blank=True)

    class Meta(Findable.Meta):
        ordering = ["-ends"]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("reports:public" if self.published_at else "reports:report", args=[self.pid])

    def finding(self):
        if not self.published_at:
            return None
        return Finding("bilan", self.title, f"{self.introduction} {self.conclusion}", self.get_absolute_url(), "public")


class Figure(PoleOwned):
    """One figure of a report: which indicator, the words around it, and once published its frozen value."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="figures")
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="+")
    words = models.TextField("ce que ça raconte", blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    value = models.DecimalField(max_digits=14, decimal_places=2, null=True, editable=False)

    class Meta(PoleOwned.Meta):
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(fields=["report", "indicator"], name="one_figure_per_indicator")]


class Evidence(PoleOwned):
    """One frozen row behind a published figure; `subject` ("registration:pid") still leads to the living row."""

    figure = models.ForeignKey(Figure, models.CASCADE, related_name="evidence")
    subject = models.CharField(max_length=60)
    label = models.CharField(max_length=250)
    on = models.DateField(null=True)
    amount = models.DecimalField(max_digits=12, decimal_places=2, default=1)


class Photo(PoleOwned):
    report = models.ForeignKey(Report, models.CASCADE, related_name="photos")
    image = models.ImageField("photo", upload_to="bilans/")
    alternative = models.CharField("ce qu’on voit", max_length=200)
    credit = models.CharField("crédit", max_length=120, blank=True)
    position = models.PositiveSmallIntegerField(default=0)
