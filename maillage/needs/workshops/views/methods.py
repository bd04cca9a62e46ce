"""The catalogue of methods: the ready ones and the pole's own, each seen before it is chosen."""

from dataclasses import dataclass

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from maillage.ground.people.access import COORDINATION, STEERING, open_to
from maillage.needs.workshops import rules
from maillage.needs.workshops.forms_methods import MethodForm
from maillage.needs.workshops.forms_plan import PlanForm
from maillage.needs.workshops.methods import READY, Plan
from maillage.needs.workshops.methods.picture import cover, picture, rhythm
from maillage.needs.workshops.methods.sheet import Sheet
from maillage.needs.workshops.models import AgendaItem, Board, Method
from maillage.needs.workshops.views.preparation import editor, kept, shown_again


@dataclass
class Card:
    """A method as a page shows it; `name` is what its address says."""

    name: str
    plan: Plan
    method: Method | None = None

    @property
    def cover(self) -> SafeString:
        return mark_safe(cover(self.plan))

    @property
    def rhythm(self) -> SafeString:
        return mark_safe(rhythm(self.plan.agenda))

    @property
    def hours(self) -> float:
        return self.plan.minutes / 60


def cards_of(methods) -> list[Card]:
    return [Card(method.pid, method.as_plan(), method) for method in methods]


@open_to(STEERING)
@require_safe
def methods(request):
    own = Method.objects.all()
    context = {
        "ready": [Card(name, plan) for name, plan in READY.items()],
        "own": cards_of(own.in_use()),
        "retired": own.exclude(retired_at=None),
        "may_act": rules.may_facilitate(request),
    }
    return render(request, "workshops/methods.html", context)


@open_to(STEERING)
@require_safe
def method(request, method):
    """What it is for, its boards, its agenda in full."""
    own = None if method in READY else rules.get_method(request, method)
    plan = READY[method] if own is None else own.as_plan()
    boards = [
        {
            "board": board,
            "picture": mark_safe(picture(board)),
            "kind": Board.Kind(board.kind).label,
            "columns": [title for title, _ in board.areas],
        }
        for board in plan.boards
    ]
    gone, steps = 0, []
    for step in plan.agenda:
        steps.append(
            {
                "step": step,
                "at": gone / 60,
                "kind": AgendaItem.Kind(step.kind).label,
                "board": plan.boards[step.board].title if step.board is not None else "",
                "phase": Board.Phase(step.phase).label if step.phase else "",
            }
        )
        gone += step.minutes
    context = {
        "card": Card(method, plan, own),
        "boards": boards,
        "steps": steps,
        "may_act": rules.may_facilitate(request),
    }
    return render(request, "workshops/methods_one.html", context)


@open_to(COORDINATION)
@require_POST
def method_copy(request, method):
    """One of the pole's own, to change at will; the original stays."""
    copy = Method.objects.keep(rules.get_plan(request, method), request.user.person)
    messages.success(request, "Voici votre copie : changez ce que vous voulez, l’original reste.")
    return redirect("workshops:method_edit", method=copy.pid)


@open_to(COORDINATION)
@require_http_methods(["GET", "HEAD", "POST"])
def method_edit(request, method):
    own = rules.get_method(request, method)
    plan = own.as_plan()
    posted = request.POST if "do" in request.POST else None
    words = MethodForm(
        posted, initial={"title": plan.title, "says": plan.says, "when": plan.when, "people": plan.people}
    )
    form = PlanForm(Sheet.of_plan(plan), posted)
    here = reverse("workshops:method_edit", args=[method])
    if posted:
        near = form.do(posted["do"])
        if all([words.is_valid(), form.is_valid()]):
            own.change(form.sheet().plan(**words.cleaned_data), request.user.person)
            return kept(request, here, near, {})
        if answer := shown_again(request, form, words):
            return answer
    context = {"method": own, "words": words, **editor(form, None)}
    wrong = posted and (form.wrong or words.errors)
    return render(request, "workshops/methods_edit.html", context, status=422 if wrong else 200)


@open_to(COORDINATION)
@require_POST
def method_retirement(request, method):
    rules.get_method(request, method).retire(request.user.person)
    messages.success(request, "Méthode retirée. Les ateliers qui s’en sont servis ne changent pas.")
    return redirect("workshops:methods")


@open_to(COORDINATION)
@require_POST
def method_return(request, method):
    rules.get_method(request, method).bring_back(request.user.person)
    messages.success(request, "Méthode de retour dans le catalogue.")
    return redirect("workshops:methods")
