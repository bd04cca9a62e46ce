"""The structures of a pole."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from maillage.ground.directory.forms import OrganisationFilter, OrganisationForm
from maillage.ground.directory.models import Organisation
from maillage.ground.people.access import COORDINATION, STEERING, open_to
from maillage.ground.poles.sheet import csv_file

PAGE = 40


def get_organisation(pid: str) -> Organisation:
    return get_object_or_404(Organisation, pid=pid)


@open_to(STEERING)
@require_safe
def list(request):
    filters = OrganisationFilter(request.GET)
    page = Paginator(filters.chosen(Organisation.objects), PAGE).get_page(request.GET.get("page"))
    context = {"filters": filters, "page_obj": page, "may_change": may_change(request)}
    return render(request, "directory/list.html", context)


@open_to(STEERING)
@require_safe
def export(request):
    found = OrganisationFilter(request.GET).chosen(Organisation.objects)
    return csv_file(
        "structures", ["nom", "commune", "activité"], found.values_list("name", "commune", "activity")
    )


@open_to(STEERING)
@require_safe
def organisation(request, pid):
    context = {"organisation": get_organisation(pid), "may_change": may_change(request)}
    return render(request, "directory/organisation.html", context)


@open_to(COORDINATION)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request):
    return write(request, OrganisationForm(request.POST or None), "Ajouter une structure")


@open_to(COORDINATION)
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request, pid):
    known = get_organisation(pid)
    return write(request, OrganisationForm(request.POST or None, instance=known), known.name)


def write(request, form, title):
    if request.method == "POST" and form.is_valid() and (kept := form.keep()):
        messages.success(request, f"{kept.name} est à jour.")
        return redirect(kept)
    return render(
        request, "directory/edit.html", {"form": form, "title": title}, status=422 if form.errors else 200
    )


def may_change(request) -> bool:
    return bool(COORDINATION & request.roles)
