"""From the text to an edition: read it through, approve, correct later; every edition and every file."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from maillage.ground.people.access import COORDINATION, SIGNED_IN, open_to
from maillage.needs.minutes import rules
from maillage.needs.minutes.audiences import for_the_room, with_contacts
from maillage.needs.minutes.doubts import doubts
from maillage.needs.minutes.files import NAMES, file_of, theme_of
from maillage.needs.minutes.forms import ApprovalForm
from maillage.needs.minutes.models import Approved, Changed
from maillage.needs.minutes.parts import digest
from maillage.needs.minutes.shown import all_shown


@open_to(COORDINATION)
@require_http_methods(["GET", "HEAD", "POST"])
def approval(request, pid):
    """Read the whole text once, with what may have been forgotten; approving freezes what was read."""
    minutes = rules.get_minutes(request, pid, writing=True)
    if minutes.approved_at:
        return redirect(minutes)
    form = ApprovalForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            edition = minutes.approve(
                request.user.person, form.cleaned_data["seen"], form.cleaned_data["remark"]
            )
        except Changed:
            messages.warning(
                request,
                "Quelqu’un a écrit pendant votre relecture : rien n’est approuvé. Voici le texte d’aujourd’hui.",
            )
            return redirect(request.path)
        except Approved:
            return redirect(minutes)
        messages.success(
            request, f"Approuvé : c’est l’édition {edition.number}, elle ne changera plus. À qui l’envoyer ?"
        )
        return redirect(minutes)
    sections = minutes.written()
    parts = [written.part for written in sections]
    context = {
        "minutes": minutes,
        "workshop": minutes.workshop,
        "sections": all_shown(for_the_room(parts)),
        "doubts": doubts(sections),
        "seen": digest(parts),
        "edition": minutes.edition,
        "form": form,
    }
    return render(request, "minutes/approval.html", context, status=422 if form.errors else 200)


@open_to(COORDINATION)
@require_POST
def correction(request, pid):
    """Take the text up again; the editions stay what they are."""
    minutes = rules.get_minutes(request, pid, writing=True)
    minutes.reopen(request.user.person)
    messages.success(
        request,
        "Vous pouvez corriger. L’édition approuvée reste lue jusqu’à ce que vous approuviez la suivante.",
    )
    return redirect(minutes)


@open_to(SIGNED_IN)
@require_safe
def editions(request, pid):
    """Every edition, the last first."""
    minutes = rules.get_minutes(request, pid)
    found = minutes.editions.select_related("approved_by").defer("parts")
    return render(
        request,
        "minutes/editions.html",
        {"minutes": minutes, "workshop": minutes.workshop, "editions": found},
    )


@open_to(SIGNED_IN)
@require_safe
def edition(request, pid, number):
    """One edition, as it was approved."""
    minutes = rules.get_minutes(request, pid)
    found = rules.get_edition(minutes, number)
    context = {
        "minutes": minutes,
        "workshop": minutes.workshop,
        "edition": found,
        "sections": all_shown(found.read()),
        "formats": NAMES,
    }
    return render(request, "minutes/edition.html", context)


@open_to(SIGNED_IN)
@require_safe
def file(request, pid, form):
    """What the page says now, as a file: the last edition once approved, else the draft."""
    minutes = rules.get_minutes(request, pid)
    if minutes.approved_at:
        return edition_as(minutes, minutes.edition, form)
    parts = [written.part for written in minutes.written()]
    return file_of(parts, form, theme_of(minutes), with_contacts=True)


@open_to(SIGNED_IN)
@require_safe
def edition_file(request, pid, number, form):
    minutes = rules.get_minutes(request, pid)
    return edition_as(minutes, rules.get_edition(minutes, number), form)


def edition_as(minutes, edition, form):
    """For the team: its JSON finds again the addresses that the sheet has today."""
    parts = with_contacts(edition.read(), minutes.contacts() if form == "json" else [])
    return file_of(parts, form, theme_of(minutes, edition), with_contacts=True)
