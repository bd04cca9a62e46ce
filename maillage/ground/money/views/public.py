"""The page where one pays, by its token: anybody who holds it may see what is asked, pay, and get the receipt."""

import io
import json
from decimal import Decimal

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe
from segno.helpers import make_epc_qr

from maillage.ground.money import helloasso
from maillage.ground.money.models import Due, Means, Receipt, Refused, issue
from maillage.ground.people.access import open_to_anyone
from maillage.ui.origin import from_here

NOTE = 100_000  # bytes of a notification


def due_of(token: str) -> Due:
    due = Due.objects.select_related("person", "organisation").filter(token=token).first()
    if due is None:
        raise Http404
    return due


@open_to_anyone
@never_cache
@require_safe
def pay(request, token):
    return pay_page(request, due_of(token))


def pay_page(request, due: Due, sorry: str = "", status=200):
    payments = due.payments.select_related("reversal") if due.paid else []
    context = {"due": due, "means": Means.objects.first(), "payments": payments, "sorry": sorry}
    response = render(request, "money/pay.html", context, status=status)
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


@open_to_anyone
@from_here
@require_POST
def card(request, token):
    """HelloAsso is asked for a checkout; one goes there by a link, once told where it leads."""
    due, means = due_of(token), Means.objects.first()
    if means is None or not means.takes_cards:
        raise Http404
    here = request.build_absolute_uri(due.get_absolute_url())
    try:
        there = helloasso.begin(due, means, here, f"{here}retour/")
    except helloasso.Unreachable:
        return pay_page(
            request,
            due,
            "HelloAsso ne répond pas : rien n’a été débité. Réessayez dans un moment, ou choisissez un autre moyen.",
            503,
        )
    except Refused as why:
        return pay_page(request, due, str(why), 409)
    return render(request, "money/card.html", {"due": due, "there": there})


@open_to_anyone
@never_cache
@require_safe
def returned(request, token):
    """Back from HelloAsso: the browser's word is not taken, HelloAsso is asked. The page says what is known."""
    due = due_of(token)
    sorry = ask_helloasso(due)
    due = due_of(token)
    if not due.is_settled and not sorry:
        sorry = "HelloAsso n’a pas encore confirmé votre paiement. Cette page le dira : rechargez-la dans une minute."
    return pay_page(request, due, "" if due.is_settled else sorry)


def ask_helloasso(due: Due) -> str:
    means = Means.objects.first()
    try:
        for checkout in due.checkouts.order_by("-pk")[:5] if means and means.takes_cards else ():
            helloasso.believe(checkout, means)
    except helloasso.Unreachable:
        return "HelloAsso ne répond pas pour l’instant. Si vous avez payé, c’est gardé : cette page le dira plus tard."
    return ""


@csrf_exempt
@open_to_anyone
@require_POST
def notification(request):
    """HelloAsso says that something moved. Only the name of the due is taken from it; the rest is asked of HelloAsso."""
    try:
        said = json.loads(request.read(NOTE))
        pid = said["metadata"]["due"]
    except (ValueError, KeyError, TypeError):
        return HttpResponse(status=400)
    due = Due.objects.filter(pid=pid).first() if isinstance(pid, str) else None
    if due is not None and ask_helloasso(due):
        return HttpResponse(status=503)  # HelloAsso sends it again later
    return HttpResponse(status=200)


@open_to_anyone
@from_here
@require_POST
def receipt(request, token, payment):
    due = due_of(token)
    row = get_object_or_404(due.payments, pid=payment)
    try:
        made = issue(row, None)
    except Refused as why:
        return pay_page(request, due, str(why), 409)
    return redirect("money:receipt_file", token=token, receipt=made.pid)


@open_to_anyone
@never_cache
@require_safe
def receipt_file(request, token, receipt):
    row = get_object_or_404(Receipt, payment__due=due_of(token), pid=receipt)
    return pdf(row)


def pdf(receipt: Receipt) -> HttpResponse:
    response = HttpResponse(bytes(receipt.file), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="recu-{receipt.name}.pdf"'
    return response
