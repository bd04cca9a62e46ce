"""Who is asked to come. The team's page, and the page of each guest: whoever holds its address may answer and come in."""

from django.conf import settings
from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from maillage.ground.people.access import COORDINATION, open_to, open_to_anyone
from maillage.ground.people.models import Person
from maillage.needs.workshops import calendars, rules
from maillage.needs.workshops.forms_invite import InviteForm
from maillage.needs.workshops.models import (
    Invitation,
    Refused,
    call_off,
    hold_after_all,
    invite,
    tell_change,
)
from maillage.ui.french import plural

SHOWN = 20  # people found at a time


@open_to(COORDINATION)
@require_http_methods(["GET", "HEAD", "POST"])
def invitations(request, pid):
    """The list, and who else to ask. `chercher` looks for people without losing what was ticked or typed."""
    workshop = rules.get_workshop(request, pid)
    searching = request.method != "POST" or "chercher" in request.POST
    form = InviteForm(
        None if searching else request.POST,
        workshop=workshop,
        found=people_to_tick(request),
        initial=ticked(request, workshop),
    )
    if not searching and form.is_valid():
        try:
            new = invite(workshop, form.guests, request.user.person, form.cleaned_data["words"])
        except Refused as why:
            form.add_error(None, str(why))
        else:
            messages.success(request, said(new, len(form.guests)))
            return redirect("workshops:invitations", pid=pid)
    shown = list(Invitation.objects.of(workshop).with_people())
    context = {
        "workshop": workshop,
        "form": form,
        "quiet": searching,
        "query": query_of(request),
        "invitations": shown,
        "coming": [one for one in shown if one.answer in ("yes", "here")],
        "outdated": Invitation.objects.outdated(workshop),
        "when": calendars.when(workshop),
    }
    status = 422 if not searching and form.errors else 200
    return render(request, "workshops/invitations.html", context, status=status)


def said(new: int, asked: int) -> str:
    already = asked - new
    if not new:
        return "Toutes ces personnes étaient déjà invitées : personne n’a reçu de second message."
    told = plural(new, "invitation est partie,invitations sont parties")
    return told + (f" ; {already} étaient déjà sur la liste." if already else ".")


def ticked(request, workshop) -> dict:
    """What the form shows before it is sent: all of last time, then whatever was typed before a search."""
    if request.method != "POST":
        last = workshop.follows.participants.all() if workshop.follows_id else ()
        return {"previous": [one.pid for one in last]}
    lists = {name: request.POST.getlist(name) for name in ("previous", "groups", "people")}
    return lists | {name: request.POST.get(name, "") for name in ("addresses", "words")}


def query_of(request) -> str:
    return (request.POST.get("q") or request.GET.get("q") or "").strip()


def people_to_tick(request) -> list[Person]:
    """Those ticked before, then those the search finds: who can be written to and is known here."""
    known = Person.objects.known_in_pole().exclude(email="")
    ticked = list(known.filter(pid__in=request.POST.getlist("people")))
    words = query_of(request)
    found = known.called(words).exclude(pk__in=[person.pk for person in ticked])[:SHOWN] if words else []
    return [*ticked, *found]


@open_to(COORDINATION)
@require_POST
def invitation_removal(request, pid, invitation):
    workshop = rules.get_workshop(request, pid)
    row = get_object_or_404(Invitation.objects.of(workshop).with_people(), pid=invitation)
    row.participant.workshop, name = workshop, row.participant.name
    try:
        row.withdraw(request.user.person)
    except Refused as why:
        messages.error(request, str(why))
    else:
        messages.success(request, f"{name} n’est plus sur la liste.")
    return redirect("workshops:invitations", pid=pid)


@open_to(COORDINATION)
@require_POST
def invitation_change(request, pid):
    """Day, hour or place moved: everybody's calendar is put right."""
    workshop = rules.get_workshop(request, pid)
    try:
        told = tell_change(workshop, request.user.person)
    except Refused as why:
        messages.error(request, str(why))
    else:
        messages.success(request, f"{plural(told, 'personne a été prévenue,personnes ont été prévenues')}.")
    return redirect("workshops:invitations", pid=pid)


@open_to(COORDINATION)
@require_http_methods(["GET", "HEAD", "POST"])
def cancellation(request, pid):
    workshop = rules.get_workshop(request, pid)
    if request.method == "POST":
        try:
            told = call_off(workshop, request.user.person, request.POST.get("words", "").strip()[:1000])
        except Refused as why:
            messages.error(request, str(why))
        else:
            written = f" {plural(told, 'personne va,personnes vont')} recevoir un message." if told else ""
            messages.success(request, f"L’atelier est annulé. Ce qui était préparé est gardé.{written}")
        return redirect("workshops:preparation", pid=pid)
    told = Invitation.objects.of(workshop).sent().count()
    return render(request, "workshops/invite_cancel.html", {"workshop": workshop, "told": told})


@open_to(COORDINATION)
@require_POST
def resumption(request, pid):
    workshop = rules.get_workshop(request, pid)
    hold_after_all(workshop, request.user.person)
    messages.success(request, "L’atelier aura lieu. Vérifiez la date, puis prévenez les personnes invitées.")
    return redirect("workshops:preparation", pid=pid)


# The guest's own page. No CSRF token, hence no cookie: the secret in the address is what another site does not have.


@open_to_anyone
@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request, token):
    """Looking never changes anything: mail scanners follow links. POST `reponse` does."""
    row = rules.get_invitation(request, token)
    if request.method == "POST":
        if request.POST.get("reponse") in ("oui", "non"):
            row.reply(request.POST["reponse"] == "oui")
        return redirect("workshops:invitation", token=token)
    workshop = row.participant.workshop
    context = {
        "invitation": row,
        "participant": row.participant,
        "workshop": workshop,
        "when": calendars.when(workshop),
        "steps": list(workshop.agenda.all()),
    }
    response = render(request, "workshops/invitation.html", context)
    response["X-Robots-Tag"] = "noindex"
    return response


@open_to_anyone
@csrf_exempt
@require_POST
def entrance(request, token):
    """In the room, without a code and without typing a name."""
    row = rules.get_invitation(request, token)
    workshop = row.participant.workshop
    if not row.may_come_in:
        return redirect("workshops:invitation", token=token)
    try:
        participant = row.come_in()
    except Refused:  # it has just ended: their page says so
        return redirect("workshops:invitation", token=token)
    response = redirect("workshops:board", code=workshop.join_code)
    rules.remember(response, participant, settings.SECURE)
    return response
