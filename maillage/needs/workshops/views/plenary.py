"""The plenary takes up what sub-groups brought back: one result after the other, before everybody."""

from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from maillage.ground.people.access import STEERING, open_to
from maillage.needs.workshops import rules
from maillage.needs.workshops.harvest import Found, harvest_of
from maillage.needs.workshops.models import Ruling, rule
from maillage.needs.workshops.models.plenary import end_plenary, look_at, take_up, unrule
from maillage.needs.workshops.pieces import full_scene
from maillage.needs.workshops.views.answers import INVALID, done, refused

NOTHING = "none"  # nothing is decided any more


@open_to(STEERING)
@require_safe
def plenary(request, pid):
    workshop = rules.get_workshop(request, pid)
    context = {"workshop": workshop, "scene": full_scene(workshop, rules.audience_of(request))}
    return render(request, "workshops/plenary.html", context)


def opening(request, workshop, by, back):
    take_up(workshop, by)
    return done(request, workshop, page_of(workshop))


def closing(request, workshop, by, back):
    end_plenary(workshop, by)
    return done(request, workshop, page_of(workshop))


def showing(request, workshop, by, back):
    """The room looks at this result."""
    look_at(workshop, get_found(workshop, request.POST.get("result", "")).result)
    return done(request, workshop, page_of(workshop))


def ruling(request, workshop, by, back):
    """What the room decides on a result; amended in the very words of the sub-group, it is validated."""
    found = get_found(workshop, request.POST.get("result", ""))
    verdict, text = request.POST.get("verdict", ""), request.POST.get("text", "").strip()
    if verdict == NOTHING:
        unrule(found.result, by)
        return done(request, workshop, page_of(workshop))
    if verdict not in Ruling.Verdict.values:
        return refused(request, page_of(workshop), "Choisissez : validé, amendé ou mis de côté.", INVALID)
    if len(text) > found.longest:
        return refused(
            request, page_of(workshop), f"Le texte amendé tient en {found.longest} caractères.", INVALID
        )
    if verdict == Ruling.Verdict.AMENDED and text == str(found.result):
        verdict = Ruling.Verdict.VALIDATED
    rule(found.result, verdict, by, text)
    return done(request, workshop, page_of(workshop))


def page_of(workshop) -> str:
    return reverse("workshops:plenary", args=[workshop.pid])


def get_found(workshop, key: str) -> Found:
    found = harvest_of(workshop).find(key)
    if found is None:
        raise Http404
    found.board.workshop = workshop
    return found
