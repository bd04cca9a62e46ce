"""Coming in by the code of the room: a name, or as a known member, or back from another phone."""

import secrets

from django.conf import settings
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from maillage.ground.people.access import SIGNED_IN, open_to, open_to_anyone
from maillage.needs.workshops import codes, rules
from maillage.needs.workshops.forms import CodeForm, JoinForm, NameForm, SignsForm
from maillage.needs.workshops.models import (
    Participant,
    Refused,
    Workshop,
    correct,
    seat_signed,
    signs_of,
)
from maillage.needs.workshops.models import join as take_seat
from maillage.needs.workshops.views.answers import INVALID
from maillage.ui.origin import from_here

WRONG = "Ce code n’ouvre aucun atelier. Vérifiez les six chiffres affichés dans la salle."
WAIT = "Beaucoup de codes faux viennent de votre réseau. Attendez quelques minutes, puis recommencez."
CROWD = (
    "Beaucoup de monde entre en même temps depuis votre réseau. "
    "Votre nom est toujours là : recommencez dans une minute."
)
NOT_YOU = "Ces quatre signes ne sont ceux de personne ici. Vérifiez-les, ou entrez avec votre nom."
WAIT_SIGNS = "Trop d’essais depuis votre réseau. Attendez quelques minutes, ou entrez avec votre nom."
TOO_LATE = "L’atelier est terminé : pour corriger votre nom, demandez à la personne qui l’animait."
TOO_MANY = 429


@open_to_anyone
@from_here  # nobody is known yet: no cookie before joining, and nothing is written here
def join(request):
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        code = codes.clean(form.cleaned_data["code"])
        if find(code) and not codes.too_many(request):
            return redirect("workshops:board", code=code)
        form.add_error("code", why_not(request))
    return ask(request, "workshops/join.html", {"form": form})


def find(code: str) -> Workshop | None:
    return Workshop.objects.reachable().select_related("pole").filter(join_code=code).first()


def why_not(request) -> str:
    """The reason a code is refused; one more wrong code is counted."""
    if codes.too_many(request):
        return WAIT
    codes.count_wrong(request)
    return WRONG


def ask(request, template: str, context: dict, status: int | None = None):
    """A page with one question. Its form carries no CSRF token: looking at it sets no cookie."""
    response = render(
        request, template, context, status=status or (INVALID if context["form"].errors else 200)
    )
    response["Cache-Control"] = "no-store"  # the key of a form is for one person
    return response


def no_such_code(request, code: str):
    form = CodeForm({"code": code[:12]})
    form.add_error("code", why_not(request))
    return ask(request, "workshops/join.html", {"form": form}, 404)


def doorstep(request, code: str):
    """For a phone that has no seat in this workshop: who are you?"""
    if (digits := codes.clean(code)) and digits != code:
        return redirect("workshops:board", code=digits)  # typed as it is shown: 482-719
    workshop = find(code)
    if workshop is None or codes.too_many(request):
        return no_such_code(request, code)
    if request.method != "POST" or rules.seat_of(request, code):
        return ask_name(request, workshop)
    form = JoinForm(request.POST)
    if not form.is_valid():
        return ask_name(request, workshop, form)
    if codes.JOINS.reached(request, code):
        form.add_error(None, CROWD)
        return ask_name(request, workshop, form, TOO_MANY)
    codes.JOINS.count(request, code)
    try:
        return seated(take_seat(workshop, **form.cleaned_data), new=True)
    except Refused as why:
        form.add_error(None, str(why))
    return ask_name(request, workshop, form)


def ask_name(request, workshop: Workshop, form=None, status: int | None = None, signs=None):
    """`signs` is the form of the four signs, when it is the one to put right."""
    seat = rules.seat_of(request, workshop.join_code)
    context = {
        "workshop": workshop,
        "form": form or JoinForm(initial={"key": secrets.token_urlsafe(16)}),
        "signs": signs or SignsForm(),
        "returning": signs is not None,
        "sent_out": bool(seat and seat.gone_at),
        "known": request.user.person if request.user.is_authenticated else None,
    }
    if signs is not None:
        status = status or INVALID
    return ask(request, "workshops/name.html", context, status)


def seated(seat: Participant, new: bool = False):
    """To the wall, with the cookie that brings this phone back."""
    code = seat.workshop.join_code
    response = redirect(reverse("workshops:board", args=[code]) + ("?bienvenue" if new else ""))
    rules.remember(response, seat, settings.SECURE)
    return response


@open_to(SIGNED_IN)
@require_POST
def known(request, code):
    """A known member comes in with one tap; from any phone they come back to the same seat."""
    workshop = find(code)
    if workshop is None:
        raise Http404
    if here := rules.recognise(request, code):
        return seated(here)
    person = request.user.person
    try:
        seat = take_seat(workshop, person.name, last_structure(person), person)
    except Refused as why:
        return ask_name(request, workshop, refused_form(str(why), person))
    return seated(seat, new=True)


def refused_form(why: str, person) -> JoinForm:
    form = JoinForm({"name": person.name})
    form.add_error(None, why)
    return form


def last_structure(person) -> str:
    """What they said the last time they came to a workshop of this pole."""
    seats = Participant.objects.filter(person=person).select_related("organisation").order_by("-pk")
    named = (str(seat.organisation or seat.organisation_name) for seat in seats[:5])
    return next(filter(None, named), "")


@open_to_anyone
@from_here
@require_POST
def coming_back(request, code):
    """Back from another phone, or from one that forgot: the four signs prove who it is."""
    workshop = find(code)
    if workshop is None or codes.too_many(request):
        return no_such_code(request, code)
    if here := rules.recognise(request, code):
        return seated(here)
    form = SignsForm(request.POST)
    if form.is_valid():
        if codes.too_many_signs(request, code):
            form.add_error("signs", WAIT_SIGNS)
        elif seat := seat_signed(workshop, form.cleaned_data["signs"]):
            return seated(seat)
        else:
            codes.count_wrong_signs(request, code)
            form.add_error("signs", NOT_YOU)
    return ask_name(request, workshop, signs=form)


@open_to_anyone
@require_http_methods(["GET", "HEAD", "POST"])
def me(request, code):
    """Who I am here, and the four signs that bring me back."""
    participant = rules.get_participant(request, code)
    said = str(participant.organisation or participant.organisation_name)
    form = NameForm(request.POST or None, initial={"name": participant.name, "organisation": said})
    del form.fields["name"].widget.attrs["autofocus"]
    if request.method == "POST" and form.is_valid():
        if participant.workshop.closed_at is None:
            correct(participant, **form.cleaned_data)
            return redirect("workshops:board", code=code)
        form.add_error(None, TOO_LATE)
    context = {
        "form": form,
        "workshop": participant.workshop,
        "participant": participant,
        "signs": signs_of(participant),
        "back": reverse("workshops:board", args=[code]),
    }
    return render(request, "workshops/me.html", context, status=INVALID if form.errors else 200)


@open_to_anyone
@require_POST
def leave(request, code):
    """This phone forgets whose it was; the seat stays, with its notes."""
    rules.get_participant(request, code)
    response = redirect("workshops:board", code=code)
    rules.forget(response, code)
    return response
