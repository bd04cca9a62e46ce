from functools import wraps

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from maillage.ground.people.access import STEERING, open_to
from maillage.ground.poles.sheet import csv_file
from maillage.needs.catalogue.forms import DuplicatesForm, NeedFilter, NeedForm, ScalesForm
from maillage.needs.catalogue.matrix import matrix
from maillage.needs.catalogue.models import AlreadyMerged, Need
from maillage.needs.catalogue.ranking import Ranked, estimation_of, rank
from maillage.needs.workshops.models import Cluster, Note

PER_PAGE = 40
SHEET_HEADER = [
    "rang", "besoin", "pour qui", "voix", "voix exprimées", "impact", "urgence", "effort", "score",
    "pourquoi", "ateliers", "actions", "adresse",
]  # fmt: skip


def of_need(view):
    """The view gets the need of this address; a merged one leads to the one that stays."""

    @wraps(view)
    def fetch(request, pid):
        need = get_object_or_404(Need.objects.select_related("created_by"), pid=pid)
        return redirect(need.standing()) if need.merged_into_id else view(request, need)

    return fetch


@open_to(STEERING)
@require_safe
def needs(request):
    ranked = rank()
    filters = NeedFilter(request.GET, ranked)
    chosen = filters.chosen()
    return render(
        request,
        "catalogue/list.html",
        {
            "filters": filters,
            "total": len(ranked),
            "to_estimate": sum(not row.need.is_estimated for row in ranked),
            "unanswered": sum(not row.answer for row in ranked),
            "page_obj": Paginator(chosen, PER_PAGE).get_page(request.GET.get("page")),
            "matrix": matrix(chosen),
            "placed": sum(row.need.is_estimated for row in chosen),
            "aside_count": Need.objects.filter(merged_into=None).exclude(set_aside_at=None).count(),
        },
    )


@open_to(STEERING)
@require_safe
def aside(request):
    found = Need.objects.filter(merged_into=None).exclude(set_aside_at=None).order_by("-set_aside_at")
    return render(
        request,
        "catalogue/aside.html",
        {"page_obj": Paginator(found, PER_PAGE).get_page(request.GET.get("page"))},
    )


@open_to(STEERING)
@require_safe
def sheet(request):
    def line(row: Ranked):
        need = row.need
        return [
            row.rank, need.title, need.audience, row.votes, row.cast, need.impact, need.urgency, need.effort,
            f"{row.score:.2f}".replace(".", ","), row.reason, ", ".join(row.workshops.values()),
            ", ".join(f"{answer.title} ({answer.state_label})" for answer in row.answers),
            request.build_absolute_uri(need.get_absolute_url()),
        ]  # fmt: skip

    return csv_file("besoins", SHEET_HEADER, map(line, NeedFilter(request.GET, rank()).chosen()))


@open_to(STEERING)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request):
    """A need typed from nothing, from a group of notes (`?groupe=`) or from one note (`?note=`)."""
    cluster, note = _origin_asked(request)
    if request.method != "POST" and (earlier := _earlier(cluster, note)):
        return redirect(earlier.standing())
    form = NeedForm(
        request.POST if request.method == "POST" else None,
        initial={"title": cluster.title if cluster else note.text[:250] if note else ""},
    )
    if request.method == "POST" and form.is_valid():
        need = _raise(cluster, note, request.user.person, form.cleaned_data)
        messages.success(request, _welcome(need, form.cleaned_data["title"]))
        return redirect(need)
    notes = cluster.notes.select_related("area") if cluster else [note] if note else []
    context = {"form": form, "cluster": cluster, "note": note, "notes": notes}
    return render(request, "catalogue/new.html", context, status=422 if form.errors else 200)


def _origin_asked(request):
    cluster = note = None
    if pid := request.GET.get("groupe"):
        cluster = get_object_or_404(Cluster.objects.select_related("board__workshop"), pid=pid)
    elif pid := request.GET.get("note"):
        note = get_object_or_404(Note.objects.shown().select_related("area__board__workshop"), pid=pid)
    return cluster, note


def _earlier(cluster, note):
    """The need that this group or note became already; only spares the form, the verb decides."""
    if not cluster and not note:
        return None
    return (
        Need.objects.filter(origins__cluster=cluster).first()
        if cluster
        else Need.objects.filter(origins__note=note).first()
    )


def _raise(cluster, note, by, said):
    if cluster:
        return Need.objects.raise_from_cluster(cluster, by, **said)
    if note:
        return Need.objects.raise_from_note(note, by, **said)
    return Need.objects.raise_alone(by, **said)


def _welcome(need, title):
    if need.title == title:
        return "C’est un besoin. Reste à l’estimer, puis à lui trouver une action."
    return "Ce groupe était déjà devenu un besoin : le voici. Rien n’a été créé en double."


@open_to(STEERING)
@require_safe
@of_need
def need(request, need):
    notes = Note.objects.shown().select_related("area")
    origins = need.origins.select_related("workshop__source", "cluster", "note__area").prefetch_related(
        Prefetch("cluster__notes", notes)
    )
    place = estimation_of(need)
    context = {
        "need": need,
        "origins": origins,
        "place": place,
        "scales": ScalesForm(need=need),
        "merged": need.merged.all(),
    }
    return render(request, "catalogue/need.html", context)


@open_to(STEERING)
@require_http_methods(["GET", "HEAD", "POST"])
@of_need
def wording(request, need):
    form = NeedForm(request.POST if request.method == "POST" else None, instance=need)
    if request.method == "POST" and form.is_valid():
        need.reword(request.user.person, **form.cleaned_data)
        messages.success(request, "C’est noté.")
        return redirect(need)
    # The form writes on its instance even when refused: the title shown is the one in force.
    standing = Need.objects.get(pk=need.pk) if form.errors else need
    return render(
        request,
        "catalogue/wording.html",
        {"need": standing, "form": form},
        status=422 if form.errors else 200,
    )


@open_to(STEERING)
@require_http_methods(["GET", "HEAD", "POST"])
@of_need
def estimation(request, need):
    """The three scales. With htmx the answer is the same page, from which the reason is taken."""
    form = ScalesForm(request.POST if request.method == "POST" else None, need=need)
    if request.method == "POST" and form.is_valid():
        need.estimate(request.user.person, **form.cleaned_data)
        if not request.htmx:
            messages.success(request, "Estimation gardée.")
            return redirect(need)
    return render(
        request, "catalogue/estimation.html", {"need": need, "place": estimation_of(need), "scales": form}
    )


@open_to(STEERING)
@require_http_methods(["GET", "HEAD", "POST"])
@of_need
def duplicates(request, need):
    form = DuplicatesForm(request.POST if request.method == "POST" else None, need=need)
    if request.method == "POST" and form.is_valid():
        chosen = form.cleaned_data["doublons"]
        try:
            need.absorb(chosen, request.user.person)
        except AlreadyMerged:
            messages.error(
                request,
                "Ce besoin vient d’être fusionné avec un autre. Rien n’a changé : voici celui qui reste.",
            )
        else:
            messages.success(request, "Fusionnés. Les post-its, les voix et les actions se retrouvent ici.")
        return redirect(need)
    return render(
        request, "catalogue/duplicates.html", {"need": need, "form": form}, status=422 if form.errors else 200
    )


@open_to(STEERING)
@require_POST
def separation(request, pid):
    """Undo a merge, from the page of the need that stayed."""
    need = get_object_or_404(Need, pid=pid)
    need.release(request.user.person)
    messages.success(request, "Séparés. Ce besoin a retrouvé ses post-its, ses voix et ses actions.")
    return redirect(need)


@open_to(STEERING)
@require_POST
@of_need
def set_aside(request, need):
    need.set_aside(request.user.person)
    return redirect(need)


@open_to(STEERING)
@require_POST
@of_need
def bring_back(request, need):
    need.bring_back(request.user.person)
    messages.success(request, "Ce besoin est de retour dans la liste.")
    return redirect(need)
