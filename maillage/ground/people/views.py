"""The people of a pole, their dated roles, and who may do what."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import F
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from maillage.ground.people.access import COORDINATION, STEERING, open_to, open_to_anyone
from maillage.ground.people.forms import GrantForm, NewPersonForm, PeopleFilter
from maillage.ground.people.models import LastCoordinator, Person, Role
from maillage.ground.poles.sheet import csv_file

PAGE = 40


def get_person(pid: str) -> Person:
    """Someone known in this pole; people of the sister poles are not found."""
    return get_object_or_404(Person.objects.known_in_pole(), pid=pid)


@open_to(STEERING)
@require_safe
def list(request):
    filters = PeopleFilter(request.GET)
    people = filters.chosen(Person.objects.known_in_pole())
    page = Paginator(people.with_roles(), PAGE).get_page(request.GET.get("page"))
    return render(
        request, "people/list.html", {"filters": filters, "page_obj": page, "may_change": may_change(request)}
    )


@open_to(STEERING)
@require_safe
def export(request):
    people = PeopleFilter(request.GET).chosen(Person.objects.known_in_pole())
    lines = (
        [person.name, person.email, person.phone, roles_in_words(person)] for person in people.with_roles()
    )
    return csv_file("personnes", ["nom", "adresse électronique", "téléphone", "rôles"], lines)


@open_to(COORDINATION)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request):
    form = NewPersonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        person = form.add(by=request.user.person)
        messages.success(request, f"{person.name} fait partie du réseau.")
        return redirect("people:person", person.pid)
    return render(request, "people/new.html", {"form": form}, status=422 if form.errors else 200)


@open_to(STEERING)
@require_safe
def person(request, pid):
    return show(request, get_person(pid), GrantForm())


@open_to(COORDINATION)
@require_POST
def roles(request, pid):
    """Give a role."""
    someone, form = get_person(pid), GrantForm(request.POST)
    if not form.is_valid():
        return show(request, someone, form, status=422)
    Role.objects.grant(someone, form.cleaned_data["kind"], by=request.user.person)
    messages.success(
        request, f"{someone.name} a désormais le rôle « {Role.Kind(form.cleaned_data['kind']).label} »."
    )
    return redirect("people:person", pid)


@open_to(COORDINATION)
@require_POST
def end_role(request, pid, role):
    ended = get_object_or_404(Role.objects.current().filter(until=None), person=get_person(pid), pid=role)
    try:
        ended.end(by=request.user.person)
    except LastCoordinator:
        messages.error(
            request,
            "Un pôle garde toujours quelqu’un à sa coordination : donnez d’abord ce rôle à une autre personne.",
        )
    else:
        messages.success(
            request,
            f"Le rôle « {ended.get_kind_display()} » s’arrête aujourd’hui. Il reste dans l’histoire de la personne.",
        )
    return redirect("people:person", pid)


@open_to_anyone
def csrf_failure(request, reason=""):
    """The page was open for too long, or cookies are refused: the form is still in the browser's history."""
    return render(request, "people/csrf_failure.html", status=403)


def show(request, someone, form, status=200):
    context = {
        "someone": someone,
        "history": someone.roles.select_related("granted_by", "ended_by").order_by(
            F("until").desc(nulls_first=True), "-since"
        ),
        "form": form,
        "may_change": may_change(request),
    }
    return render(request, "people/person.html", context, status=status)


def may_change(request) -> bool:
    return bool(COORDINATION & request.roles)


def roles_in_words(person) -> str:
    return ", ".join(role.get_kind_display() for role in person.current_roles)
