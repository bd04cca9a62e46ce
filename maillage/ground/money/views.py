"""The page where one pays, by its token; and the treasurer's pages."""

import io
from decimal import Decimal

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from segno.helpers import make_epc_qr

from maillage.ground.money.forms import DueFilter, MeansForm, PaymentForm, ReversalForm, StatementForm
from maillage.ground.money.matching import propose
from maillage.ground.money.models import BankLine, Due, Means, Payment, Refused
from maillage.ground.money.statements import Unreadable, read_statement
from maillage.ground.people.access import STEERING, open_to, open_to_anyone
from maillage.ground.people.models import Role
from maillage.ground.poles.sheet import csv_file

TREASURY = frozenset({Role.Kind.COORDINATOR, Role.Kind.TREASURER})
PAGE = 40


def due_of(token: str) -> Due:
    """By the address that travels by mail; anybody who holds it may see what is asked, and pay."""
    due = Due.objects.select_related("person", "organisation").filter(token=token).first()
    if due is None:
        raise Http404
    return due


def get_due(pid: str) -> Due:
    return get_object_or_404(Due.objects.select_related("person", "organisation"), pid=pid)


# --- for whoever pays ------------------------------------------------------------------------------------------


@open_to_anyone
@never_cache
@require_safe
def pay(request, token):
    due = due_of(token)
    context = {"due": due, "means": Means.objects.first(), "payments": due.payments.all() if due.paid else []}
    response = render(request, "money/pay.html", context)
    response["X-Robots-Tag"] = "noindex"
    return response


@open_to_anyone
@never_cache
@require_safe
def code(request, token):
    """The transfer as a code that banking apps photograph (EPC069-12, version 2: no BIC needed in Europe)."""
    due, means = due_of(token), Means.objects.first()
    if means is None or not means.iban or due.cancelled_at or not due.left:
        raise Http404
    drawn = make_epc_qr(
        name=means.holder,
        iban=means.iban,
        bic=means.bic or None,
        amount=Decimal(due.left) / 100,
        reference=due.reference,
    )
    return HttpResponse(svg_of(drawn), content_type="image/svg+xml")


def svg_of(drawn) -> bytes:
    out = io.BytesIO()
    drawn.save(out, kind="svg", scale=5, border=4, light="#fff")
    return out.getvalue()


# --- for the treasurer -----------------------------------------------------------------------------------------


@open_to(STEERING)
@require_safe
def dues(request):
    filters = DueFilter(request.GET)
    page = Paginator(filters.chosen(), PAGE).get_page(request.GET.get("page"))
    context = {
        "filters": filters,
        "page_obj": page,
        "to_confirm": BankLine.objects.to_confirm().count(),
        "has_means": Means.objects.exists(),
        "may_change": may_change(request),
    }
    return render(request, "money/dues.html", context)


@open_to(STEERING)
@require_safe
def due(request, pid):
    """One sum and what came for it."""
    due = get_due(pid)
    return due_page(request, due, PaymentForm(due=due))


@open_to(TREASURY)
@require_POST
def receiving(request, pid):
    """A payment came: all is filled in with what usually comes."""
    due = get_due(pid)
    form = PaymentForm(request.POST, due=due)
    if form.is_valid():
        said = form.cleaned_data
        try:
            due.receive(
                said["amount"], said["method"], request.user.person, on=said["received_on"], note=said["note"]
            )
        except Refused as why:
            form.add_error(None, str(why))
        else:
            messages.success(request, "Le règlement est enregistré.")
            return redirect("money:due", pid=pid)
    return due_page(request, due, form)


def due_page(request, due: Due, form: PaymentForm):
    context = {
        "due": due,
        "form": form,
        "payments": due.payments.select_related("by", "reversal", "reverses"),
        "may_change": may_change(request),
        "address": request.build_absolute_uri(due.get_absolute_url()),
    }
    return render(request, "money/due.html", context, status=422 if form.errors else 200)


@open_to(TREASURY)
@require_http_methods(["GET", "HEAD", "POST"])
def reversal(request, pid, payment):
    due = get_due(pid)
    row = get_object_or_404(due.payments, pid=payment)
    form = ReversalForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            row.reverse(request.user.person, form.cleaned_data["why"])
        except Refused as why:
            form.add_error(None, str(why))
        else:
            messages.success(request, "Le règlement est annulé, la ligne reste au journal.")
            return redirect("money:due", pid=pid)
    context = {"due": due, "payment": row, "form": form}
    return render(request, "money/reversal.html", context, status=422 if form.errors else 200)


@open_to(TREASURY)
@require_POST
def cancellation(request, pid):
    try:
        get_due(pid).cancel(request.user.person)
    except Refused as why:
        messages.error(request, str(why))
    else:
        messages.success(request, "Cette somme n’est plus demandée.")
    return redirect("money:due", pid=pid)


@open_to(TREASURY)
@require_http_methods(["GET", "HEAD", "POST"])
def means(request):
    known = Means.objects.first()
    form = MeansForm(request.POST or None, instance=known)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, "Les moyens de paiement sont à jour.")
        return redirect("money:dues")
    return render(request, "money/means.html", {"form": form}, status=422 if form.errors else 200)


@open_to(TREASURY)
@require_http_methods(["GET", "HEAD", "POST"])
def bank(request):
    """The bank's file, then each line beside the due it seems to pay, and why."""
    form = StatementForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            new = keep_movements(form.cleaned_data["file"])
        except Unreadable as why:
            form.add_error("file", str(why))
        else:
            messages.success(
                request,
                f"{new} ligne{'s' if new > 1 else ''} de plus. Ce qui était déjà lu n’est pas doublé.",
            )
            return redirect("money:bank")
    lines = list(BankLine.objects.to_confirm()[:PAGE])
    waiting = list(Due.objects.waiting().select_related("person", "organisation")) if lines else []
    context = {"form": form, "lines": [(line, propose(line, waiting)) for line in lines]}
    return render(request, "money/bank.html", context, status=422 if form.errors else 200)


def keep_movements(file) -> int:
    """How many lines were not known yet."""
    read = read_statement(file.read(2_000_001))
    before = BankLine.objects.count()
    rows = [BankLine(on=one.on, amount=one.amount, words=one.words, digest=one.digest) for one in read]
    BankLine.objects.bulk_create(rows, ignore_conflicts=True)
    return BankLine.objects.count() - before


@open_to(TREASURY)
@require_POST
def confirmation(request, line):
    """This line pays that due: the one proposed, or the one whose reference was typed."""
    row = get_object_or_404(BankLine, pid=line)
    wanted = request.POST.get("due", "").strip()
    due = (
        Due.objects.filter(pid=wanted).first()
        or Due.objects.filter(reference=wanted.upper().replace(" ", "")).first()
    )
    if due is None:
        messages.error(request, "Aucune somme ne porte cette référence. Rien n’a changé.")
        return redirect("money:bank")
    try:
        row.confirm(due, request.user.person)
    except Refused as why:
        messages.error(request, str(why))
    else:
        messages.success(request, f"{due.payer} : c’est enregistré.")
    return redirect("money:bank")


@open_to(TREASURY)
@require_POST
def putting_aside(request, line):
    get_object_or_404(BankLine, pid=line).set_aside()
    return redirect("money:bank")


@open_to(STEERING)
@require_safe
def journal(request):
    """Every payment and every counter-entry, in the order of their dates, for the accountant."""
    rows = Payment.objects.select_related("due__person", "due__organisation").order_by("received_on", "pk")
    lines = (
        (
            row.received_on,
            row.due.reference,
            row.due.payer,
            row.due.label,
            row.get_method_display(),
            Decimal(row.amount) / 100 if row.amount > 0 else None,
            Decimal(-row.amount) / 100 if row.amount < 0 else None,
            row.note,
        )
        for row in rows.iterator()
    )
    header = ["date", "pièce", "payeur", "pour", "moyen", "recette", "annulation", "note"]
    return csv_file("reglements", header, lines)


def may_change(request) -> bool:
    return bool(TREASURY & request.roles)
