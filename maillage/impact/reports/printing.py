"""The report as a PDF made to be enjoyed, kept as a file from the moment it is published.

Why kept and not drawn on demand (some 100 ms): what a funder received must stay the same document when the
template, the fonts or the pole's colours change. Should the file be lost, it is drawn again from what was frozen.
"""

import io

import segno
from django.core.files.base import ContentFile
from django.urls import reverse

from maillage.impact.indicators.period import said as day_said
from maillage.impact.reports.contents import Contents, annex, contents
from maillage.impact.reports.models import Report
from maillage.ui.pdf import render_pdf
from maillage.ui.theme import Theme

TEMPLATE = "reports/report.typ"
TONES = ("pop", "note3", "note2", "main", "note4", "soft")
MOST_PHOTOS = 8
PAPER_DOTS = 260  # as in report.typ


def kept(report: Report) -> bytes:
    """The file of a published report."""
    if report.pdf and report.pdf.storage.exists(report.pdf.name):
        with report.pdf.open() as file:
            return file.read()
    return keep(report)


def keep(report: Report) -> bytes:
    """Draw the published report once and keep it."""
    content = render(contents(report), report.frozen["base"])
    name = report.pdf.storage.save(f"bilans/{report.pid}.pdf", ContentFile(content))
    Report.objects.filter(pk=report.pk).update(pdf=name)
    report.pdf.name = name
    return content


def render(told: Contents, base: str) -> bytes:
    """`base` ("https://host/") starts every link."""
    report = told.report
    frozen = report.frozen
    theme = Theme.from_look(frozen.get("look", report.pole.look), frozen.get("pole", report.pole.name))
    photos = told.photos[:MOST_PHOTOS]
    images = {f"{photo.pid}.jpg": _read(photo) for photo in photos}
    page = base.rstrip("/") + reverse("reports:public", args=[report.pid])
    images["qr.svg"] = _qr(page, theme)
    return render_pdf(TEMPLATE, _data(told, base.rstrip("/"), page, photos), theme, images)


def _data(told: Contents, base: str, page: str, photos) -> dict:
    report = told.report
    return {
        "title": report.title,
        "funder": report.funder,
        "period": str(report.period).capitalize(),
        "draft": not report.published_at,
        "published": day_said(report.published_at) if report.published_at else "",
        "page": page,
        "territory": report.pole.territory,
        "introduction": _paragraphs(report.introduction),
        "conclusion": _paragraphs(report.conclusion),
        "figures": [_figure(one, base, TONES[rank % len(TONES)]) for rank, one in enumerate(told.figures)],
        "story": [
            {
                "kind": step.kind,
                "when": step.when,
                "title": step.title,
                "text": step.text,
                "value": step.value,
            }
            for step in told.story
        ],
        "photos": [
            {
                "name": f"{one.pid}.jpg",
                "alt": one.alternative,
                "credit": one.credit,
                "wide": one.width > one.height,
            }
            for one in photos
        ],
        "method": [{"name": one.name, "says": one.says} for one in told.method],
        "annex": _annex(report),
    }


def _figure(one, base: str, tone: str) -> dict:
    shown = one.shown
    return {
        "value": shown.value, "said": shown.said, "title": shown.title, "change": shown.change, "picture": shown.picture,
        "parts": shown.parts, "peak": shown.peak, "whole": shown.whole, "whole_says": shown.whole_says,
        "dot_says": shown.dot_says(PAPER_DOTS), "target": shown.target, "target_says": shown.target_says,
        "words": _paragraphs(one.words), "url": base + one.proof, "tone": tone,
    }  # fmt: skip


def _annex(report: Report) -> dict:
    if not report.published_at:
        return {"columns": [], "rows": [], "left_out": 0, "total_says": ""}
    table = annex(report)
    rows = [
        [
            day_said(day) if day else "",
            label,
            *("" if number is None else _number(number) for number in numbers),
        ]
        for day, label, *numbers in table["rows"]
    ]
    return {**table, "rows": rows, "total_says": f"En tout : {', '.join(table['totals'])}."}


def _number(number) -> str:
    return str(number).replace(".", ",")


def _paragraphs(text: str) -> list[str]:
    return [part.strip() for part in text.replace("\r\n", "\n").split("\n\n") if part.strip()]


def _read(photo) -> bytes:
    with photo.image.open() as file:
        return file.read()


def _qr(url: str, theme: Theme) -> bytes:
    out = io.BytesIO()
    segno.make(url, error="m").save(out, kind="svg", border=0, scale=4, dark=theme.tokens["ink"])
    return out.getvalue()
