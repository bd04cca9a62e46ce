from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.text import slugify
from django.views.decorators.http import require_GET, require_POST

from maillage.ground.people.access import COORDINATION, FIGURES, STEERING, open_to, open_to_anyone
from maillage.ground.poles.sheet import csv_file
from maillage.impact.indicators.figures import spans
from maillage.impact.indicators.period import last_year
from maillage.impact.indicators.pulls import Line
from maillage.impact.reports import printing
from maillage.impact.reports.contents import contents
from maillage.impact.reports.forms import NewReportForm, PhotoForm, ReportForm
from maillage.impact.reports.models import Figure, Frozen, Photo, Report

PAGE = 25
TOO_LATE = (
    "Ce bilan a été publié entre-temps : il ne change plus. Vos derniers mots sont encore ci-dessous ; "
    "pour les reprendre, faites-en une édition corrigée."
)


def get_draft(pid: str) -> Report:
    return get_object_or_404(Report.objects.drafts(), pid=pid)


def get_published(pid: str) -> Report:
    return get_object_or_404(Report.objects.published(), pid=pid)


def may_edit(request) -> bool:
    return bool(COORDINATION & request.roles)


def may_steer(request) -> bool:
    return bool(STEERING & request.roles)


@open_to(FIGURES)
@require_GET
def list(request):
    drafts = Report.objects.drafts() if may_steer(request) else Report.objects.none()
    return render(
        request,
        "reports/list.html",
        {"drafts": drafts, "published": Report.objects.published(), "may_edit": may_edit(request)},
    )


@open_to(COORDINATION)
def new(request):
    year = last_year()
    form = NewReportForm(request.POST or None, initial={"starts": year.start, "ends": year.end})
    if request.method == "POST" and form.is_valid():
        return redirect("reports:report", Report.objects.draft(request.user.person, **form.cleaned_data).pid)
    return render(request, "reports/new.html", {"form": form})


@open_to(STEERING)
def report(request, pid):
    """Writing a draft; for a published report, what was published and where it is."""
    report = get_object_or_404(Report.objects.select_related("replaces"), pid=pid)
    if report.published_at:
        return render(
            request,
            "reports/published.html",
            {"report": report, "told": contents(report), "may_edit": may_edit(request)},
        )
    if not may_edit(request):
        return redirect("reports:preview", report.pid)
    form = ReportForm(request.POST or None, instance=report)
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            form.save(_move(request))
        except Frozen:
            form.add_error(None, TOO_LATE)
            status = 409
        else:
            return _saved(request, report)
    return render(
        request,
        "reports/edit.html",
        {"report": report, "form": form, "photo_form": PhotoForm(), "photos": report.photos.all()},
        status=status,
    )


def _move(request):
    for name, step in (("haut", -1), ("bas", 1)):
        if pid := request.POST.get(name):
            return pid, step
    return None


def _saved(request, report):
    if request.POST.get("suite") == "apercu":
        return redirect("reports:preview", report.pid)
    if _move(request):
        return redirect(f"{report.get_absolute_url()}#chiffres")
    messages.success(request, "C’est enregistré. Rien n’est public tant que vous ne publiez pas.")
    return redirect("reports:report", report.pid)


@open_to(COORDINATION)
@require_POST
def photos(request, pid):
    report = get_draft(pid)
    form = PhotoForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            form.save(report)
            return redirect(f"{report.get_absolute_url()}#photos")
        except Frozen:
            form.add_error(None, TOO_LATE)
    context = {
        "report": report,
        "form": ReportForm(instance=report),
        "photo_form": form,
        "photos": report.photos.all(),
    }
    return render(request, "reports/edit.html", context, status=422)


@open_to(COORDINATION)
@require_POST
def remove_photo(request, pid, photo):
    report = get_draft(pid)
    photo = get_object_or_404(report.photos, pid=photo)
    try:
        with report.being_edited():
            photo.delete()
    except Frozen:
        return _published_meanwhile(request, report)
    return redirect(f"{report.get_absolute_url()}#photos")


def _published_meanwhile(request, report):
    messages.error(request, "Ce bilan a été publié entre-temps : il ne change plus. Rien n’a été retiré.")
    return redirect("reports:report", report.pid)


@open_to_anyone
@require_GET
def photo(request, pid, photo):
    """Anyone sees the photos of a published report; those of a draft stay inside."""
    found = get_object_or_404(Photo.objects.select_related("report"), pid=photo, report__pid=pid)
    if not found.report.published_at and not may_steer(request):
        raise Http404
    response = FileResponse(found.image.open(), content_type="image/jpeg")
    response["Cache-Control"] = (
        "public, max-age=31536000, immutable" if found.report.published_at else "private, no-store"
    )
    return response


@open_to(STEERING)
@require_GET
def preview(request, pid):
    report = get_draft(pid)
    return _page(request, report, may_edit=may_edit(request))


@open_to(STEERING)
@require_GET
def preview_pdf(request, pid):
    report = get_draft(pid)
    return _pdf(
        printing.render(contents(report), request.build_absolute_uri("/")), f"brouillon-{report.title}"
    )


@open_to(COORDINATION)
@require_POST
def publish(request, pid):
    """Doing it twice, or two people at once, publishes once."""
    report = get_object_or_404(Report, pid=pid)
    if not report.published_at and not report.figures.exists():
        messages.error(request, "Choisissez au moins un chiffre avant de publier. Tout le reste est gardé.")
        return redirect("reports:report", report.pid)
    if report.publish(request.user.person, request.build_absolute_uri("/")):
        printing.keep(report)
        messages.success(request, "C’est publié. Les chiffres et leurs preuves ne changeront plus.")
    return redirect("reports:public", report.pid)


@open_to(COORDINATION)
@require_POST
def remove(request, pid):
    report = get_draft(pid)
    try:
        with report.being_edited():
            report.delete()
    except Frozen:
        return _published_meanwhile(request, report)
    messages.success(request, f"Le brouillon « {report.title} » est supprimé.")
    return redirect("reports:list")


@open_to(COORDINATION)
@require_POST
def correct(request, pid):
    copy = get_published(pid).corrected(request.user.person)
    messages.success(
        request, "Voici une copie à corriger. L’édition publiée reste en ligne jusqu’à la suivante."
    )
    return redirect("reports:report", copy.pid)


@open_to(STEERING)
@require_GET
def evidence(request, pid, figure):
    """The frozen rows behind a published figure."""
    found, told = _frozen_figure(pid, figure)
    page = Paginator(found.evidence.all(), PAGE).get_page(request.GET.get("page"))
    lines = [Line(row.subject, row.label, "", row.on, row.amount) for row in page.object_list]
    return render(
        request,
        "reports/evidence.html",
        {
            "report": found.report,
            "told": told,
            "figure": found,
            "lines": lines,
            "page_obj": page,
            "weighed": told.shown.code == "hours",
        },
    )


@open_to(STEERING)
@require_GET
def evidence_csv(request, pid, figure):
    found, told = _frozen_figure(pid, figure)
    rows = found.evidence.values_list("on", "label", "amount").iterator(chunk_size=2000)
    header = ["Date", "Quoi", told.shown.unit.capitalize()]
    return csv_file(f"{slugify(found.report.title)}-{slugify(told.shown.title)}", header, rows)


def _frozen_figure(pid, figure):
    found = get_object_or_404(
        Figure.objects.select_related("report", "indicator"),
        pid=figure,
        report__pid=pid,
        report__published_at__isnull=False,
    )
    return found, next(told for told in contents(found.report).figures if told.pid == figure)


@open_to_anyone
@require_GET
def published(request):
    """The reports of the pole, for anyone."""
    replaced = Report.objects.published().exclude(replaces=None).values("replaces")
    return render(
        request,
        "reports/published_list.html",
        {"reports": Report.objects.published().exclude(pk__in=replaced)},
    )


@open_to_anyone
@require_GET
def public(request, pid):
    report = get_published(pid)
    return _page(request, report, newer=report.editions.published().first())


def _page(request, report, may_edit=False, newer=None):
    """The report as people read it; those who steer the pole follow each figure to its proof."""
    told, steering = contents(report), may_steer(request)
    figures = [*zip(told.figures, spans(len(told.figures)), strict=True)]
    steps = [step.linked() for step in told.story] if steering else told.story
    return render(
        request,
        "reports/public.html",
        {
            "report": report,
            "told": told,
            "figures": figures,
            "steps": steps,
            "steering": steering,
            "may_edit": may_edit,
            "newer": newer,
        },
    )


@open_to_anyone
@require_GET
def pdf(request, pid):
    report = get_published(pid)
    return _pdf(printing.kept(report), report.title)


def _pdf(content: bytes, title: str) -> HttpResponse:
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{slugify(title) or "bilan"}.pdf"'
    return response
