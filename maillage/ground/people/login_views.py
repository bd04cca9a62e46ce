"""The way in and the way out. The flow, its counting and its timing are allauth's; the pages are ours."""

from allauth.account.app_settings import LOGIN_BY_CODE_MAX_ATTEMPTS
from allauth.account.internal.constants import LoginStageKey
from allauth.account.internal.flows.login_by_code import LoginCodeVerificationProcess
from allauth.account.internal.flows.logout import logout as sign_out
from allauth.account.stages import LoginStageController
from allauth.account.utils import get_login_redirect_url, get_next_redirect_url
from allauth.core import ratelimit
from django.conf import settings
from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from maillage.ground.people.access import open_to_anyone
from maillage.ground.people.forms import AddressForm, CodeForm
from maillage.ground.people.login import mail_unknown, place

ASKED = "login_address"  # in the session: typed once, proposed again when a code expired

EXPIRED = (
    "Ce code n’est plus valable : il a plus d’un quart d’heure. Demandez-en un autre, il arrive aussitôt."
)
TOO_MANY = "Cinq essais manqués : par prudence, ce code ne marche plus. Demandez-en un autre."


@open_to_anyone
@never_cache
def login(request):
    """Type your address. A known and an unknown address get the same answer, and each its own mail."""
    if request.user.is_authenticated:
        return redirect(get_login_redirect_url(request))
    form = AddressForm(request.POST or None, initial={"email": request.session.get(ASKED, "")})
    if request.method == "POST" and form.is_valid():
        email = form.cleaned_data["email"]
        request.session[ASKED] = email
        LoginCodeVerificationProcess.initiate(request=request, user=form.account, email=email)
        if form.account is None:
            mail_unknown(request, email)
        return redirect(with_next(request, "people:code"))
    return render(
        request, "people/login.html", {"form": form, "place": place(request), "next": next_of(request)}
    )


@open_to_anyone
@never_cache
@sensitive_post_parameters("code")
def code(request):
    """Type the code that came by mail."""
    if request.user.is_authenticated:
        return redirect(get_login_redirect_url(request))
    stage = LoginStageController.enter(request, LoginStageKey.LOGIN_BY_CODE.value)
    if not stage:
        return redirect(with_next(request, "people:login"))
    process = LoginCodeVerificationProcess.resume(stage)
    if not process:
        return start_again(request, EXPIRED)
    form = CodeForm(request.POST or None, code=process.code)
    if request.method == "POST":
        # Counted in the cache first: many guesses sent at once would each read the session's same count.
        allowed = ratelimit.consume(
            request, action="login_failed", key=f"{request.session.session_key}{process.code}"
        )
        if allowed and form.is_valid():
            request.session.pop(ASKED, None)
            return process.finish(get_next_redirect_url(request))
        if not allowed or not process.record_invalid_attempt():
            process.abort()
            return start_again(request, TOO_MANY)
    return render(
        request,
        "people/code.html",
        {
            "form": form,
            "email": process.state["email"],
            "left": LOGIN_BY_CODE_MAX_ATTEMPTS - process.state["failed_attempts"] if form.errors else None,
            "next": next_of(request),
            "demo": settings.DEMO,
        },
    )


@open_to_anyone
@never_cache
def logout(request):
    if request.method == "POST":
        sign_out(request, show_message=False)
        return redirect("/")
    if not request.user.is_authenticated:
        return redirect("/")
    return render(request, "people/logout.html", {"place": place(request)})


def start_again(request, why: str):
    messages.warning(request, why)
    return redirect(with_next(request, "people:login"))


def next_of(request) -> str:
    """Where the person wanted to go, when it is an address of ours; empty otherwise."""
    return get_next_redirect_url(request) or ""


def with_next(request, name: str) -> str:
    return reverse(name) + (f"?{urlencode({'next': next_of(request)})}" if next_of(request) else "")
