"""What the coordinator and the board do with memberships."""

import datetime as dt

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from maillage.ground.memberships import tasks
from maillage.ground.memberships import voters as rolls
from maillage.ground.memberships.forms import (
    ByHandForm,
    MembershipFilter,
    RefusalForm,
    RepresentativeForm,
    RollForm,
)
from maillage.ground.memberships.models import Membership, MembershipPlan, Refused
from maillage.ground.people.access import COORDINATION, STEERING, open_to
from maillage.ground.people.models import meet
from maillage.ground.poles.sheet import csv_file

PAGE = 50


def get_membership(pid: str) -> Membership:
    rows = Membership.objects.with_ends().select_related(
        "plan", "person", "organisation", "agreed_by", "refused_by"
    )
    return get_object_or_404(rows, pid=pid)


def may_change(request) -> bool:
    return bool(COORDINATION & request.roles)


@open_to(STEERING)
@require_safe
def list(request):
    filters = MembershipFilter(request.GET)
    rows = filters.chosen()
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    owing = set(
        Membership.objects.owing().filter(pk__in=[row.pk for row in page]).values_list("pk", flat=True)
    )
    for row in page:
        row.owes = row.pk in owing
    context = {
        "filters": filters,
        "page_obj": page,
        "members": Membership.objects.standing().count(),
        "plans": MembershipPlan.objects.filter(closed_at=None),
        "may_change": may_change(request),
        "today": timezone.localdate(),
    }
    return render(request, "memberships/list.html", context)


@open_to(STEERING)
@require_safe
def export(request):
    rows = MembershipFilter(request.GET).chosen().order_by("person__sort_key", "pk")
    lines = (
        (
            row.person.name,
            row.person.email,
            row.organisation and row.organisation.name,
            row.plan.title,
            row.applied_at,
            row.until,
        )
        for row in rows.iterator(chunk_size=500)
    )
    return csv_file(
        "adhesions", ["personne", "adresse", "structure", "formule", "demandée le", "à jour jusqu’au"], lines
    )


@open_to(COORDINATION)
@require_http_methods(["GET", "HEAD", "POST"])
def reminders(request):
    """Who would be written to now, then one click. Whoever was reminded of this period is not written to again."""
    today = timezone.localdate()
    waiting = [
        (step, period)
        for step, offset, while_ in tasks.STEPS
        for period in tasks.ending(
            today - dt.timedelta(days=offset + while_), today - dt.timedelta(days=offset)
        ).exclude(reminders__step=step)
    ]
    if request.method == "POST":
        chosen = set(request.POST.getlist("period"))
        sent = sum(tasks.say(period, step) for step, period in waiting if period.pid in chosen)
        messages.success(request, f"{sent} message{'s partent' if sent > 1 else ' part'}.")
        return redirect("memberships:reminders")
    return render(request, "memberships/reminders.html", {"waiting": waiting})


@open_to(STEERING)
@require_safe
def voters(request):
    day, seniority, form = asked_roll(request)
    voting, others = rolls.roll(day, seniority)
    context = {"form": form, "day": day, "seniority": seniority, "voters": voting, "others": others}
    return render(request, "memberships/voters.html", context)


@open_to(STEERING)
@require_safe
def voters_sheet(request):
    day, seniority, _ = asked_roll(request)
    voting, others = rolls.roll(day, seniority)
    lines = [
        (
            one.membership.member,
            one.membership.person.name,
            one.membership.plan.title,
            one.since,
            "non" if one.why else "oui",
            one.why,
        )
        for one in [*voting, *others]
    ]
    return csv_file(
        "votants", ["membre", "personne", "formule", "membre depuis", "vote", "pourquoi non"], lines
    )


def asked_roll(request):
    form = RollForm(request.GET or {"date": f"{timezone.localdate()}", "anciennete": 0})
    said = form.cleaned_data if form.is_valid() else {}
    return said.get("date") or timezone.localdate(), said.get("anciennete") or 0, form


@open_to(STEERING)
@require_safe
def membership(request, pid):
    return page(request, get_membership(pid))


def page(request, membership: Membership, refusal=None, representative=None, status=200):
    context = {
        "membership": membership,
        "periods": membership.periods.select_related("due").order_by("-starts"),
        "representatives": membership.representatives.select_related("person")
        if membership.organisation
        else [],
        "stands": membership.stands(),
        "refusal": refusal or RefusalForm(),
        "representative": representative or RepresentativeForm(),
        "may_change": may_change(request),
        "own": request.build_absolute_uri(membership.own_url),
    }
    return render(request, "memberships/membership.html", context, status=status)


@open_to(STEERING)
@require_POST
def agreement(request, pid):
    membership = get_membership(pid)
    membership.agree(request.user.person)
    messages.success(request, f"{membership.member} est des nôtres : le message est parti.")
    return redirect(membership)


@open_to(STEERING)
@require_POST
def refusal(request, pid):
    membership, form = get_membership(pid), RefusalForm(request.POST)
    if form.is_valid():
        try:
            membership.refuse(request.user.person, form.cleaned_data["why"])
        except Refused as why:
            form.add_error(None, str(why))
        else:
            messages.success(request, "Le refus et sa raison sont envoyés.")
            return redirect(membership)
    return page(request, membership, refusal=form, status=422)


@open_to(COORDINATION)
@require_POST
def renewal(request, pid):
    membership = get_membership(pid)
    try:
        period = membership.renew(by=request.user.person)
    except Refused as why:
        messages.error(request, str(why))
        return redirect(membership)
    if period.due:
        return redirect("money:due", pid=period.due.pid)
    return redirect(membership)


@open_to(COORDINATION)
@require_POST
def departure(request, pid):
    membership = get_membership(pid)
    membership.leave(request.user.person)
    messages.success(request, "C’est noté. Ce qui était réglé reste valable jusqu’à son terme.")
    return redirect(membership)


@open_to(COORDINATION)
@require_http_methods(["GET", "HEAD", "POST"])
def by_hand(request, pid):
    """Somebody joined on paper: the same verb as on line, then the page where the payment is noted."""
    plan = get_object_or_404(MembershipPlan, pid=pid)
    form = ByHandForm(request.POST or None, plan=plan)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        row = Membership.objects.join(
            plan, said["name"], said["email"], said["organisation"], form.said(), request.user.person
        )
        if not row.just_made:
            messages.info(request, f"{row.member} avait déjà une adhésion dans cette formule.")
        period = row.last if row.just_made else None
        return redirect("money:due", pid=period.due.pid) if period and period.due else redirect(row)
    return render(
        request, "memberships/by_hand.html", {"plan": plan, "form": form}, status=422 if form.errors else 200
    )


@open_to(COORDINATION)
@require_POST
def representatives(request, pid):
    """One more person speaks for this organisation."""
    membership, form = get_membership(pid), RepresentativeForm(request.POST)
    if not form.is_valid() or not membership.organisation:
        return page(request, membership, representative=form, status=422)
    person = meet(form.cleaned_data["name"], form.cleaned_data["email"])
    membership.representatives.get_or_create(person=person, until=None)
    return redirect(membership)


@open_to(COORDINATION)
@require_POST
def representative_end(request, pid, row):
    membership = get_membership(pid)
    speaks = get_object_or_404(membership.representatives, pid=row)
    speaks.until = speaks.until or timezone.now()
    speaks.save(update_fields=["until"])
    return redirect(membership)
