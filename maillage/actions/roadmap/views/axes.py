from django.contrib import messages
from django.db.models import Count, Prefetch, ProtectedError
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from maillage.actions.roadmap.forms import AxisForm, WorkstreamForm
from maillage.actions.roadmap.models import Axis, Workstream
from maillage.ground.people.access import STEERING, open_to

STEPS = {"haut": -1, "bas": 1}


@open_to(STEERING)
@require_http_methods(["GET", "HEAD", "POST"])
def axes(request):
    """The plan of the road map: rename, order, add."""
    form = AxisForm(request.POST if request.method == "POST" else None, prefix="axe")
    if request.method == "POST" and form.is_valid():
        form.save()
        return redirect("roadmap:axes")
    streams = Workstream.objects.annotate(holds=Count("actions")).order_by("position", "pk")
    found = Axis.objects.annotate(holds=Count("workstreams")).prefetch_related(
        Prefetch("workstreams", streams)
    )
    return render(
        request, "roadmap/axes.html", {"axes": found, "form": form}, status=422 if form.errors else 200
    )


@open_to(STEERING)
@require_POST
def axis(request, pid):
    return _rename(request, AxisForm(request.POST, instance=get_object_or_404(Axis, pid=pid)))


@open_to(STEERING)
@require_POST
def axis_rank(request, pid):
    return _shift(request, get_object_or_404(Axis, pid=pid))


@open_to(STEERING)
@require_POST
def axis_removal(request, pid):
    return _remove(
        request,
        get_object_or_404(Axis, pid=pid),
        "Cet axe porte des chantiers : il reste. Retirez-les d’abord.",
    )


@open_to(STEERING)
@require_POST
def workstreams(request, pid):
    """A new chantier under an axis."""
    axis = get_object_or_404(Axis, pid=pid)
    return _rename(request, WorkstreamForm(request.POST, instance=Workstream(axis=axis)))


@open_to(STEERING)
@require_POST
def workstream(request, pid):
    return _rename(request, WorkstreamForm(request.POST, instance=get_object_or_404(Workstream, pid=pid)))


@open_to(STEERING)
@require_POST
def workstream_rank(request, pid):
    return _shift(request, get_object_or_404(Workstream, pid=pid))


@open_to(STEERING)
@require_POST
def workstream_removal(request, pid):
    return _remove(
        request, get_object_or_404(Workstream, pid=pid), "Ce chantier porte des actions : il reste."
    )


def _rename(request, form):
    if form.is_valid():
        form.save()
    else:
        messages.error(request, "Rien n’a changé : il faut un nom, de 160 caractères au plus.")
    return redirect("roadmap:axes")


def _shift(request, row):
    if step := STEPS.get(request.POST.get("sens")):
        row.shift(step)
    return redirect("roadmap:axes")


def _remove(request, row, refusal):
    try:
        row.delete()
    except ProtectedError:
        messages.error(request, refusal)
    return redirect("roadmap:axes")
