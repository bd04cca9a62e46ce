from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.text import slugify
from django.views.decorators.http import require_GET, require_POST

from maillage.ground.journal.models import record
from maillage.ground.people.access import COORDINATION, FIGURES, STEERING, open_to, open_to_anyone
from maillage.ground.poles.sheet import csv_file
from maillage.impact.indicators import story
from maillage.impact.indicators.figures import Shown, show, spans
from maillage.impact.indicators.forms import IndicatorForm, PeriodForm
from maillage.impact.indicators.models import Indicator
from maillage.impact.indicators.period import last_twelve_months
from maillage.impact.indicators.pulls import read

PAGE = 25


def may_name(request) -> bool:
    """Those who run the pole know who came; the federation knows how many."""
    return bool(STEERING & request.roles)


def may_edit(request) -> bool:
    return bool(COORDINATION & request.roles)


def get_indicator(pid: str) -> Indicator:
    return get_object_or_404(Indicator.objects.kept(), pid=pid)


@open_to(FIGURES)
@require_GET
def list(request):
    chosen = PeriodForm(request.GET)
    figures = show(Indicator.objects.kept(), chosen.period)
    return render(
        request,
        "indicators/list.html",
        {"figures": figures, "chosen": chosen, "period": chosen.period, "may_edit": may_edit(request)},
    )


@open_to(FIGURES)
@require_GET
def indicator(request, pid):
    """The rows behind a figure."""
    indicator = get_indicator(pid)
    pull = indicator.pulled
    chosen = PeriodForm(request.GET)
    q = request.GET.get("q", "").strip()
    rows = pull.evidence(chosen.period)
    if q and not pull.private_label:
        rows = rows.filter(label__icontains=q)
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    names = may_name(request)
    shown = Shown.of(indicator.title, indicator.target, read([pull], chosen.period)[pull.code])
    return render(
        request,
        "indicators/indicator.html",
        {
            "indicator": indicator, "shown": shown, "pull": pull, "lines": pull.lines(page.object_list, names), "page_obj": page,
            "chosen": chosen, "period": chosen.period, "q": q, "names": names and bool(pull.who),
            "may_edit": may_edit(request), "may_follow": names,
        },
    )  # fmt: skip


@open_to(FIGURES)
@require_GET
def rows(request, pid):
    indicator = get_indicator(pid)
    pull, period, names = indicator.pulled, PeriodForm(request.GET).period, may_name(request)
    lines = (
        pull.line(*row, names=names) for row in pull.raw(pull.evidence(period)).iterator(chunk_size=2000)
    )
    header = ["Date", "Quoi", *(["Qui"] if names and pull.who else []), pull.many.capitalize()]
    cells = (
        [line.on, line.label, *([line.who] if names and pull.who else []), line.amount] for line in lines
    )
    return csv_file(f"{slugify(indicator.title)}-{period.start:%F}-{period.end:%F}", header, cells)


@open_to(COORDINATION)
@require_GET
def settings(request):
    return render(request, "indicators/settings.html", {"indicators": Indicator.objects.kept()})


@open_to(COORDINATION)
@require_POST
def start(request):
    if Indicator.objects.start():
        messages.success(request, "Six chiffres vous attendent. Gardez ceux qui vous parlent.")
    return redirect("indicators:list")


@open_to(COORDINATION)
def new(request):
    form = IndicatorForm(
        request.POST or None, instance=Indicator(position=Indicator.objects.last_position() + 1)
    )
    return _edited(request, form, "indicator.added")


@open_to(COORDINATION)
def edit(request, pid):
    return _edited(
        request, IndicatorForm(request.POST or None, instance=get_indicator(pid)), "indicator.changed"
    )


def _edited(request, form, code):
    if request.method == "POST" and form.is_valid():
        indicator = form.save()
        record(code, indicator, request.user.person)
        messages.success(request, f"« {indicator.title} » est enregistré.")
        return redirect("indicators:settings")
    return render(request, "indicators/edit.html", {"form": form, "indicator": form.instance})


@open_to(COORDINATION)
@require_POST
def place(request, pid):
    step = {"haut": -1, "bas": 1}.get(request.POST.get("vers"))
    if step is None:
        raise Http404
    get_indicator(pid).move(step)
    return redirect("indicators:settings")


@open_to(COORDINATION)
@require_POST
def remove(request, pid):
    indicator = get_indicator(pid)
    indicator.remove()
    record("indicator.removed", indicator, request.user.person)
    messages.success(request, f"« {indicator.title} » n’est plus suivi. Les bilans déjà faits le gardent.")
    return redirect("indicators:settings")


@open_to_anyone
@require_GET
def public(request):
    period = last_twelve_months()
    figures = [one for _, one in show(Indicator.objects.shown(), period) if one.value]
    return render(
        request,
        "indicators/public.html",
        {
            "figures": [*zip(figures, spans(len(figures)), strict=True)],
            "period": period,
            "story": story.best() if figures else [],
        },
    )
