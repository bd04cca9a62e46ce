"""HelloAsso v5: a checkout is asked for, then read back from HelloAsso itself before a cent is believed.

`POST /oauth2/token`, `POST /v5/organizations/{slug}/checkout-intents`, `GET …/checkout-intents/{id}`. Amounts are integer cents.
"""

import json
from urllib.error import HTTPError, URLError
from urllib.parse import quote, urlencode
from urllib.request import Request, urlopen

from django.conf import settings

from maillage.ground.money.models import Checkout, Due, Means, Payment, Refused

PATIENCE = 10  # seconds
MOST = 1_000_000  # bytes of an answer
PAID = {"Authorized", "Registered"}


class Unreachable(Exception):
    """HelloAsso does not answer, or not as it should."""


def call(path: str, token: str = "", data: dict | None = None, form: dict | None = None) -> dict:
    headers = {"Accept": "application/json"}
    body = None
    if form is not None:
        body, headers["Content-Type"] = urlencode(form).encode(), "application/x-www-form-urlencoded"
    elif data is not None:
        body, headers["Content-Type"] = json.dumps(data).encode(), "application/json"
    if token:
        headers["Authorization"] = f"Bearer {token}"
    try:
        with urlopen(Request(settings.HELLOASSO_URL + path, body, headers), timeout=PATIENCE) as answer:
            said = json.loads(answer.read(MOST))
    except (HTTPError, URLError, TimeoutError, OSError, ValueError) as error:
        raise Unreachable(type(error).__name__) from error
    if not isinstance(said, dict):
        raise Unreachable("no object")
    return said


def token_of(means: Means) -> str:
    said = call(
        "/oauth2/token",
        form={
            "grant_type": "client_credentials",
            "client_id": means.helloasso_client,
            "client_secret": means.helloasso_secret,
        },
    )
    return str(said.get("access_token", ""))


def begin(due: Due, means: Means, back: str, returned: str) -> str:
    """Ask for a checkout of what is left; the address where one pays by card. Raises Unreachable, Refused."""
    if due.cancelled_at or not due.left:
        raise Refused("Il n’y a plus rien à régler.")
    first, _, last = due.person.name.partition(" ")
    said = call(
        f"/v5/organizations/{quote(means.helloasso_slug)}/checkout-intents",
        token_of(means),
        {
            "totalAmount": due.left,
            "initialAmount": due.left,
            "itemName": due.label[:250],
            "backUrl": back,
            "errorUrl": back,
            "returnUrl": returned,
            "containsDonation": False,
            "payer": {"firstName": first, "lastName": last or first, "email": due.person.email},
            "metadata": {"due": due.pid},
        },
    )
    if not said.get("id") or not str(said.get("redirectUrl", "")).startswith(
        ("https://", settings.HELLOASSO_URL)
    ):
        raise Unreachable("no address")
    due.checkouts.create(intent=str(said["id"]), amount=due.left, raw=said)
    return said["redirectUrl"]


def believe(checkout: Checkout, means: Means) -> int:
    """Ask HelloAsso what became of this intent; each of its payments is recorded once. How many are new. Raises Unreachable."""
    path = f"/v5/organizations/{quote(means.helloasso_slug)}/checkout-intents/{quote(checkout.intent)}"
    said = call(path, token_of(means))
    checkout.raw = said
    checkout.save(update_fields=["raw"])
    return sum(settle(checkout.due, one) for one in (said.get("order") or {}).get("payments", []))


def settle(due: Due, payment: dict) -> bool:
    """One payment as HelloAsso tells it: authorised it is received, refunded since it is taken back. Twice changes nothing."""
    name = f"helloasso:{payment.get('id')}"
    known = Payment.objects.filter(external=name).first()
    try:
        if payment.get("state") in PAID and known is None:
            due.receive(int(payment["amount"]), Payment.Method.CARD, external=name, already_in=True)
            return True
        if payment.get("state") in {"Refunded", "Contested"} and known is not None:
            known.reverse(
                None,
                "remboursé par HelloAsso"
                if payment["state"] == "Refunded"
                else "contesté auprès de la banque",
            )
            return True
    except (Refused, KeyError, ValueError):
        return False
    return False
