"""The plans of a pole, written by its coordinator."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from maillage.ground.memberships.forms import PlanForm
from maillage.ground.memberships.models import MembershipPlan
from maillage.ground.people.access import COORDINATION, open_to


@open_to(COORDINATION)
@require_safe
def list(request):
    return render(request, "memberships/settings.html", {"plans": MembershipPlan.objects.all()})


@open_to(COORDINATION)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request):
    return write(request, PlanForm(request.POST or None), "Une nouvelle formule")


@open_to(COORDINATION)
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request, pid):
    plan = get_object_or_404(MembershipPlan, pid=pid)
    return write(request, PlanForm(request.POST or None, instance=plan), plan.title)


def write(request, form, title):
    if request.method == "POST" and form.is_valid():
        plan = form.save()
        messages.success(request, f"« {plan} » est à jour. Les périodes déjà demandées ne changent pas.")
        return redirect("memberships:settings")
    context = {"form": form, "title": title, "plan": form.instance}
    return render(request, "memberships/plan.html", context, status=422 if form.errors else 200)


@open_to(COORDINATION)
@require_POST
def closing(request, pid):
    """Nobody joins by it any more (or again, the second time); members stay."""
    plan = get_object_or_404(MembershipPlan, pid=pid)
    plan.closed_at = None if plan.closed_at else timezone.now()
    plan.save(update_fields=["closed_at"])
    return redirect("memberships:settings")
