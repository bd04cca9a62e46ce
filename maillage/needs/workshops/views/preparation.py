"""What comes before a workshop: beginning it from a method, its agenda and its boards, what it says of itself."""

from django.contrib import messages
from django.db.models import Count
from django.http import JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_http_methods, require_POST

from maillage.ground.people.access import COORDINATION, open_to
from maillage.needs.workshops import calendars, rules
from maillage.needs.workshops.announcing import announcing
from maillage.needs.workshops.forms_methods import KeepForm
from maillage.needs.workshops.forms_plan import PlanForm
from maillage.needs.workshops.forms_prepare import EditWorkshopForm, NewWorkshopForm
from maillage.needs.workshops.methods import BadPlan
from maillage.needs.workshops.methods.boards import CHOICES
from maillage.needs.workshops.methods.picture import cover, rhythm
from maillage.needs.workshops.models import (
    AgendaItem,
    Area,
    Invitation,
    Method,
    Refused,
    Workshop,
    lay_out,
    sheet_of,
    tell_change,
)
from maillage.needs.workshops.views.answers import wants_json
from maillage.ui.french import plural

WRONG = 422


@open_to(COORDINATION)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request):
    """One page. `methode` and `suite` in the address are what was chosen before coming here."""
    follows = Workshop.objects.filter(pid=request.GET.get("suite", "")).first()
    asked = {"method": request.GET.get("methode", ""), "follows": follows}
    initial = {name: value for name, value in asked.items() if value}
    form = NewWorkshopForm(request.POST or None, by=request.user.person, initial=initial)
    if request.method == "POST" and form.is_valid():
        workshop = form.save_as(request.user.person)
        messages.success(
            request, "L’atelier est prêt à être préparé. Rien n’est visible de la salle avant l’ouverture."
        )
        return redirect("workshops:preparation", pid=workshop.pid)
    plan = form.plan
    context = {
        "form": form,
        "plan": plan,
        "hours": plan.minutes / 60,
        "cover": mark_safe(cover(plan)),
        "rhythm": mark_safe(rhythm(plan.agenda)),
    }
    return render(request, "workshops/prepare_new.html", context, status=WRONG if form.errors else 200)


@open_to(COORDINATION)
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request, pid):
    """What it is, when and where; those invited are told of a new day, hour or place, unless the box is emptied."""
    workshop = rules.get_workshop(request, pid)
    form = EditWorkshopForm(request.POST or None, instance=workshop)
    if request.method == "POST" and form.is_valid():
        saved = form.save()
        messages.success(request, "C’est enregistré." + told(saved, request))
        return redirect("workshops:preparation", pid=pid)
    context = {
        "form": form,
        "workshop": rules.get_workshop(request, pid),
        "invited": Invitation.objects.of(workshop).sent().count(),
    }
    return render(request, "workshops/prepare_edit.html", context, status=WRONG if form.errors else 200)


def told(workshop, request) -> str:
    if "tell" not in request.POST:
        return ""
    try:
        count = tell_change(workshop, request.user.person)
    except Refused as why:
        return f" {why}"
    return (
        f" {plural(count, 'personne est prévenue,personnes sont prévenues')} du changement." if count else ""
    )


@open_to(COORDINATION)
@require_http_methods(["GET", "HEAD", "POST"])
def preparation(request, pid):
    """The agenda and the boards on one sheet. Each button posts it whole; what is right is kept at once."""
    workshop = rules.get_workshop(request, pid)
    posted = request.POST if "do" in request.POST else None
    form = PlanForm(sheet_of(workshop), posted, notes_on(workshop), done_in(workshop))
    if posted:
        near = form.do(posted["do"])
        if form.is_valid():
            try:
                new = lay_out(workshop, form.sheet(), request.user.person)
            except Refused as why:  # somebody wrote there between the page and its button
                form = PlanForm(sheet_of(workshop), posted, notes_on(workshop), done_in(workshop))
                form.refuse(str(why))
            else:
                return kept(request, reverse("workshops:preparation", args=[pid]), near, new)
        if answer := shown_again(request, form):
            return answer
    context = {"workshop": workshop, **around(workshop), **editor(form, workshop.starts)}
    return render(request, "workshops/prepare.html", context, status=WRONG if form.wrong else 200)


def around(workshop) -> dict:
    """What stands beside the sheet."""
    invitations = list(Invitation.objects.of(workshop).select_related("participant"))
    return {
        "when": calendars.when(workshop),
        "invitations": invitations,
        "coming": [one for one in invitations if one.answer in ("yes", "here")],
        "outdated": Invitation.objects.outdated(workshop),
        "keep": KeepForm(initial={"title": workshop.title}),
        "followed_by": workshop.followed_by.first(),
        "announcement": announcing.room.of(workshop),
    }


def editor(form: PlanForm, starts) -> dict:
    """What `parts/plan.html` needs."""
    form.set_hours(starts)
    return {
        "plan": form,
        "starts": starts,
        "step_kinds": [(value, label.capitalize()) for value, label in AgendaItem.Kind.choices],
        "new_boards": [(key, board.title) for key, board in CHOICES.items()],
    }


def kept(request, here: str, near: str, new: dict[str, str]):
    """Saved: the script goes on, a browser without it comes back to the row it was on."""
    if wants_json(request):
        return JsonResponse({"saved": True, "new": bool(new)})
    return redirect(f"{here}#rang-{new.get(near, near)}" if near else here)


def shown_again(request, form: PlanForm, words=None):
    """What is wrong, for the script that saves while one types; None when the page is to be drawn again with it."""
    if not wants_json(request):
        return None
    errors = form.errors()
    for name, found in words.errors.items() if words else ():
        errors[words[name].id_for_label] = found[0]
    return JsonResponse({"saved": False, "errors": errors, "problems": form.problems})


def notes_on(workshop) -> dict[str, int]:
    """{key of an area, or of a board with the copies of its sub-groups: how many notes}. Two queries."""
    areas = Area.objects.filter(board__workshop=workshop, board__team=None).annotate(n=Count("notes"))
    boards = workshop.boards.plenary().annotate(
        own=Count("areas__notes", distinct=True), theirs=Count("copies__areas__notes", distinct=True)
    )
    counted = {area.pid: area.n for area in areas if area.n}
    return counted | {board.pid: board.own + board.theirs for board in boards if board.own or board.theirs}


def done_in(workshop) -> list[str]:
    return list(workshop.agenda.filter(started_at__isnull=False).values_list("pid", flat=True))


@open_to(COORDINATION)
@require_POST
def keep_method(request, pid):
    """What is prepared here becomes one of the pole's own methods."""
    workshop = rules.get_workshop(request, pid)
    form = KeepForm(request.POST)
    if not form.is_valid():
        messages.error(request, form.errors["title"][0])
        return redirect("workshops:preparation", pid=pid)
    try:
        plan = sheet_of(workshop).plan(form.cleaned_data["title"], says=workshop.purpose[:200])
    except BadPlan as why:
        messages.error(request, f"{why} Corrigez-le ici, puis gardez la méthode.")
        return redirect("workshops:preparation", pid=pid)
    method = Method.objects.keep(plan, request.user.person)
    messages.success(request, "La méthode est gardée. Dites quand s’en servir : d’autres la reprendront.")
    return redirect("workshops:method", method=method.pid)
