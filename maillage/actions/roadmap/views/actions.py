from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from maillage.actions.roadmap.forms import ActionForm, StateForm
from maillage.actions.roadmap.models import Action, ActionState, Workstream
from maillage.actions.roadmap.timeline import when
from maillage.ground.people.access import STEERING, open_to
from maillage.needs.catalogue.models import Need
from maillage.needs.workshops.models import Takeaway


def action_of(pid: str) -> Action:
    actions = Action.objects.with_state().select_related(
        "workstream__axis", "owner", "takeaway__workshop__source"
    )
    return get_object_or_404(actions, pid=pid)


@open_to(STEERING)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request):
    """An action from nothing, for a need (`?besoin=`), in a chantier (`?chantier=`) or from what a workshop left (`?piste=`)."""
    need, takeaway, workstream = _asked(request)
    if takeaway and (earlier := Action.objects.filter(takeaway=takeaway).first()):
        messages.info(request, "Cette piste est déjà devenue une action : la voici.")
        return redirect(earlier)
    form = ActionForm(
        request.POST if request.method == "POST" else None,
        initial=_said(takeaway) if takeaway else {},
        needs=[need] if need else [],
        workstream=workstream,
    )
    if request.method == "POST" and form.is_valid():
        action = form.decide(request.user.person, takeaway)
        messages.success(
            request, "C’est décidé. Prochaine étape : la faire vivre, par un événement par exemple."
        )
        return redirect(action)
    context = {"form": form, "need": need, "takeaway": takeaway}
    return render(request, "roadmap/new.html", context, status=422 if form.errors else 200)


def _said(takeaway) -> dict:
    """What the workshop already said of it. Words that name nobody (« toutes les structures ») are kept beside."""
    someone = takeaway.person or takeaway.participant
    said = [takeaway.text] if len(takeaway.text) > 200 else []
    if takeaway.owner and not someone:
        said.append(f"Qui, comme dit à l’atelier : {takeaway.owner}")
    if takeaway.audience:
        said.append(f"Pour : {takeaway.audience}")
    if takeaway.cause:
        said.append(f"Contre : {takeaway.cause}")
    return {
        "title": takeaway.text[:200],
        "description": "\n".join(said),
        "owner_name": someone.name if someone else "",
        "due": takeaway.due,
    }


def _asked(request):
    need = takeaway = workstream = None
    if pid := request.GET.get("besoin"):
        need = get_object_or_404(Need, pid=pid).standing()
    if pid := request.GET.get("piste"):
        rows = Takeaway.objects.select_related("workshop__source", "person", "participant")
        takeaway = get_object_or_404(rows, pid=pid)
    if pid := request.GET.get("chantier"):
        workstream = get_object_or_404(Workstream, pid=pid)
    return need, takeaway, workstream


@open_to(STEERING)
@require_safe
def action(request, pid):
    action = action_of(pid)
    context = {
        "action": action,
        "when": when(action),
        "late": action.is_late(),
        "answers": action.answers.select_related("need").order_by("pk"),
        "history": action.history.select_related("by"),
        "states": ActionState.State.choices,
        "form": StateForm(initial={"state": action.state}),
    }
    return render(request, "roadmap/action.html", context)


@open_to(STEERING)
@require_http_methods(["GET", "HEAD", "POST"])
def wording(request, pid):
    action = action_of(pid)
    title = action.title
    needs = Need.objects.filter(answers__action=action)
    form = ActionForm(request.POST if request.method == "POST" else None, instance=action, needs=needs)
    if request.method == "POST" and form.is_valid():
        form.decide(request.user.person)
        messages.success(request, "C’est noté.")
        return redirect(action)
    context = {"form": form, "action": action, "title": title}
    return render(request, "roadmap/wording.html", context, status=422 if form.errors else 200)


@open_to(STEERING)
@require_POST
def states(request, pid):
    """A new line in the history of the action."""
    action = action_of(pid)
    form = StateForm(request.POST)
    if form.is_valid():
        if action.move(form.cleaned_data["state"], request.user.person, form.cleaned_data["comment"]):
            messages.success(request, f"L’action est {ActionState.State(form.cleaned_data['state']).label}.")
        else:
            messages.info(request, "Rien de nouveau : l’action était déjà dans cet état.")
    else:
        messages.error(
            request,
            "L’état n’a pas changé : choisissez l’un des quatre, et un mot de 300 caractères au plus.",
        )
    return redirect(action)
