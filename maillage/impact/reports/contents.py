"""What a report shows, live while it is a draft, frozen once published: the same shape for the page and the PDF."""

from dataclasses import dataclass

from django.db.models import Sum
from django.urls import reverse

from maillage.impact.indicators.figures import Shown, plain
from maillage.impact.indicators.forms import FREE
from maillage.impact.indicators.story import Step
from maillage.impact.reports.models import Evidence, Figure, Photo, Report

ANNEX_ROWS = 120
# Ways of counting that add up event by event, and the head of their column.
BY_EVENT = {"attendances": "présences", "hours": "heures", "people": "1re venue"}


@dataclass(frozen=True)
class Told:
    """A figure of a report with its words and the address of its proof."""

    pid: str
    shown: Shown
    words: str
    proof: str


@dataclass(frozen=True)
class Contents:
    report: Report
    figures: list[Told]
    story: list[Step]
    photos: list[Photo]

    @property
    def method(self) -> list[Shown]:
        """One entry for each way of counting, in the order of the figures."""
        return list({told.shown.code: told.shown for told in self.figures}.values())


def contents(report: Report) -> Contents:
    """Frozen for a published report, computed now for a draft."""
    photos = list(report.photos.all())
    if report.published_at:
        figures = [_thawed(report, dict(one)) for one in report.frozen["figures"]]
        return Contents(report, figures, [Step(**step) for step in report.frozen["story"]], photos)
    figures = [_live(figure, shown) for figure, shown in report.live_figures()]
    return Contents(report, figures, report.live_story(), photos)


def _thawed(report, frozen: dict) -> Told:
    pid, words = frozen.pop("pid"), frozen.pop("words")
    return Told(pid, Shown.thawed(frozen), words, reverse("reports:evidence", args=[report.pid, pid]))


def _live(figure: Figure, shown: Shown) -> Told:
    period = figure.report.period
    page = reverse("indicators:indicator", args=[figure.indicator.pid])
    proof = f"{page}?periode={FREE}&du={period.start:%F}&au={period.end:%F}"
    return Told(figure.pid, shown, figure.words, proof)


def annex(report: Report) -> dict:
    """The frozen evidence of a published report, added up by event (or day) and by month; no name in it.

    {"columns": [head, …], "totals": [words, …], "rows": [[date, label, number or None, …], …], "left_out": rows beyond ANNEX_ROWS}
    """
    figures = [told for told in contents(report).figures if told.shown.code in BY_EVENT]
    found: dict[tuple, dict] = {}
    rows = Evidence.objects.filter(figure__pid__in=[told.pid for told in figures])
    for day, label, pid, amount in (
        rows.values_list("on", "label", "figure__pid").annotate(all=Sum("amount")).order_by("on", "label")
    ):
        found.setdefault((day, label), {})[pid] = plain(amount)
    lines = [
        [day, label, *(numbers.get(told.pid) for told in figures)] for (day, label), numbers in found.items()
    ]
    return {
        "columns": [BY_EVENT[told.shown.code] for told in figures],
        "totals": [f"{told.shown.said} {told.shown.title}" for told in figures],
        "rows": lines[:ANNEX_ROWS],
        "left_out": max(0, len(lines) - ANNEX_ROWS),
    }
