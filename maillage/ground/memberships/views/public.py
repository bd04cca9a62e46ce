"""Joining, and one's own membership, without an account: the address in the mail is the key."""

import segno
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from maillage.ground.memberships.forms import JoinForm, PriceForm
from maillage.ground.memberships.models import Membership, MembershipPlan, Refused
from maillage.ground.memberships.periods import may_renew
from maillage.ground.people.access import open_to_anyone
from maillage.ui.origin import from_here


@open_to_anyone
@require_safe
def plans(request):
    open_plans = list(MembershipPlan.objects.filter(closed_at=None))
    if len(open_plans) == 1:
        return redirect(open_plans[0])
    return render(request, "memberships/plans.html", {"plans": open_plans})


@open_to_anyone
@from_here
@require_http_methods(["GET", "HEAD", "POST"])
def join(request, pid):
    """One page, one form, one request: the answer leads to the page where one pays."""
    plan = get_object_or_404(MembershipPlan, pid=pid, closed_at=None)
    form = JoinForm(request.POST or None, plan=plan)
    if request.method != "POST":
        return render(request, "memberships/join.html", {"plan": plan, "form": form})
    if not form.is_valid():
        return render(request, "memberships/join.html", {"plan": plan, "form": form.again()}, status=422)
    said = form.cleaned_data
    context = {"plan": plan, "name": said["name"], "email": said["email"]}
    if not form.is_from_a_machine:
        try:
            membership = Membership.objects.join(
                plan, said["name"], said["email"], said.get("organisation", ""), form.said()
            )
        except Refused as why:
            form.add_error(None, str(why))
            return render(request, "memberships/join.html", {"plan": plan, "form": form.again()}, status=422)
        # Whoever belonged already is told by mail only: the page says nothing of others.
        context["period"] = membership.just_made and membership.last
    return render(request, "memberships/joined.html", context)


def membership_of(token: str) -> Membership:
    rows = Membership.objects.with_ends().select_related("plan", "person", "organisation")
    membership = rows.filter(token=token).first()
    if membership is None:
        raise Http404
    return membership


@open_to_anyone
@never_cache
@require_safe
def own(request, token):
    return own_page(request, membership_of(token))


def own_page(request, membership: Membership, form=None, status=200):
    periods = list(membership.periods.select_related("due"))
    last = max(periods, key=lambda one: one.ends, default=None)
    open_now = membership.is_open and not membership.awaits_board
    context = {
        "membership": membership,
        "periods": periods[::-1],
        "last": last,
        "stands": membership.stands(),
        "may_renew": open_now
        and not (last and last.waits)
        and (last is None or may_renew(membership.plan.rhythm, last.span, timezone.localdate())),
        "form": form or PriceForm(plan=membership.plan, chosen=membership.amount),
        "code": code_of(request.build_absolute_uri(membership.card_url)),
    }
    response = render(request, "memberships/own.html", context, status=status)
    response["X-Robots-Tag"] = "noindex"
    return response


def code_of(url: str) -> str:
    return segno.make(url, error="m").svg_data_uri(scale=4, border=2, light="#fff")


@open_to_anyone
@never_cache
@require_safe
def card(request, pid):
    """For whoever is shown the card: a name, and whether it counts today. Nothing else, and no way to act."""
    rows = Membership.objects.with_ends().select_related("plan", "person", "organisation")
    membership = get_object_or_404(rows, pid=pid)
    response = render(
        request, "memberships/card.html", {"membership": membership, "stands": membership.stands()}
    )
    response["X-Robots-Tag"] = "noindex"
    return response


@open_to_anyone
@from_here
@require_POST
def renewal(request, token):
    """The second of two taps: the link in the mail, then this."""
    membership = membership_of(token)
    form = PriceForm(request.POST, plan=membership.plan, chosen=membership.amount)
    if not form.is_valid():
        return own_page(request, membership, form, 422)
    try:
        period = membership.renew(form.said())
    except Refused as why:
        form.add_error(None, str(why))
        return own_page(request, membership, form, 409)
    return redirect(period.due if period.due else membership.own_url)
