"""The treasurer's pages."""

from decimal import Decimal

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Sum
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from maillage.ground.money.forms import (
    DueFilter,
    MeansForm,
    PaymentForm,
    ReceiptForm,
    RefundForm,
    ReversalForm,
    StatementForm,
)
from maillage.ground.money.matching import propose
from maillage.ground.money.models import (
    BankLine,
    Due,
    Means,
    Payment,
    Receipt,
    Refused,
    issue,
    remind,
    step_of,
)
from maillage.ground.money.statements import Unreadable, read_statement
from maillage.ground.money.views.public import pdf
from maillage.ground.people.access import STEERING, open_to
from maillage.ground.people.models import Role
from maillage.ground.poles.sheet import csv_file

TREASURY = frozenset({Role.Kind.COORDINATOR, Role.Kind.TREASURER})
PAGE = 40


def get_due(pid: str) -> Due:
    return get_object_or_404(Due.objects.select_related("person", "organisation"), pid=pid)


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
        "payments": due.payments.select_related("by", "reversal", "reverses").prefetch_related("receipts"),
        "receipt": ReceiptForm(),
        "refund": RefundForm(due=due),
        "reminders": (reminders := list(due.reminders.all())),
        "may_remind": due.is_late
        and due.person.email
        and step_of(due) not in {one.step for one in reminders},
        "means": Means.objects.first(),
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
def receipts(request, pid, payment):
    """A receipt for this payment, tax receipt or not."""
    due = get_due(pid)
    row, form = get_object_or_404(due.payments, pid=payment), ReceiptForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Choisissez quel reçu, et écrivez l’adresse pour un reçu fiscal.")
        return redirect("money:due", pid=pid)
    try:
        made = issue(row, request.user.person, form.cleaned_data["kind"], form.cleaned_data["address"])
    except Refused as why:
        messages.error(request, str(why))
    else:
        messages.success(request, f"Le reçu {made.name} est établi : il ne change plus.")
    return redirect("money:due", pid=pid)


@open_to(STEERING)
@require_safe
def receipt(request, receipt):
    return pdf(get_object_or_404(Receipt, pid=receipt))


@open_to(TREASURY)
@require_POST
def receipt_cancellation(request, receipt):
    row = get_object_or_404(Receipt.objects.select_related("payment__due"), pid=receipt)
    try:
        row.cancel(request.user.person, request.POST.get("why", ""))
    except Refused as why:
        messages.error(request, str(why))
    return redirect("money:due", pid=row.payment.due.pid)


@open_to(STEERING)
@require_safe
def yearly(request):
    """What was receipted for taxes, year by year: what article 222 bis of the CGI asks to declare."""
    fiscal = Receipt.objects.standing().exclude(kind=Receipt.Kind.PAYMENT)
    years = (
        fiscal.order_by()
        .values("year")
        .annotate(count=Count("pk"), total=Sum("payment__amount"))
        .order_by("-year")
    )
    return render(request, "money/yearly.html", {"years": years, "today": timezone.localdate()})


@open_to(TREASURY)
@require_POST
def reminder(request, pid):
    due = get_due(pid)
    try:
        remind(due, request.user.person)
    except Refused as why:
        messages.error(request, str(why))
    else:
        messages.success(request, f"Le rappel part à {due.person.name}.")
    return redirect("money:due", pid=pid)


@open_to(TREASURY)
@require_POST
def refund(request, pid):
    """What came twice goes back."""
    due = get_due(pid)
    form = RefundForm(request.POST, due=due)
    if not form.is_valid():
        messages.error(request, "Écrivez la somme rendue, en euros, et le moyen. Rien n’a changé.")
        return redirect("money:due", pid=pid)
    said = form.cleaned_data
    try:
        due.refund(said["amount"], said["method"], request.user.person, said["why"])
    except Refused as why:
        messages.error(request, str(why))
    else:
        messages.success(request, "Le remboursement est au journal.")
    return redirect("money:due", pid=pid)


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
    proposed = [(line, propose(line, waiting)) for line in lines]
    context = {"form": form, "lines": proposed, "sure": sum(bool(one and one.sure) for _, one in proposed)}
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
def sure_ones(request):
    """Only the lines that were shown, and only those whose proposal is still sure: reference and exact sum."""
    shown = BankLine.objects.to_confirm().filter(pid__in=request.POST.getlist("line")[:PAGE])
    waiting = {due.pk: due for due in Due.objects.waiting().select_related("person", "organisation")}
    done = 0
    for line in shown:
        proposal = propose(line, waiting.values())
        if proposal is None or not proposal.sure:
            continue
        try:
            line.confirm(proposal.due, request.user.person)
        except Refused:
            continue
        del waiting[proposal.due.pk]
        done += 1
    kept = len(shown) - done
    rest = f" {kept} reste{'nt' if kept > 1 else ''} à confirmer." if kept else ""
    messages.success(request, f"{done} règlement{'s' if done > 1 else ''} de plus.{rest}")
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
