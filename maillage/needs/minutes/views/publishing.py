"""What leaves the team: the public page, and the page of those who received the minutes."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from maillage.ground.people.access import COORDINATION, open_to, open_to_anyone
from maillage.needs.minutes import rules
from maillage.needs.minutes.audiences import for_the_public, for_the_room, usually_held_back
from maillage.needs.minutes.files import file_of, room_pdf, theme_of
from maillage.needs.minutes.forms import PublicationForm
from maillage.needs.minutes.models import Minutes
from maillage.needs.minutes.shown import all_shown, day_of
from maillage.ui.theme import Theme

PER_PAGE = 20
FOR_ALL = ("pdf", "docx", "odt", "md", "csv", "json")


@open_to(COORDINATION)
@require_http_methods(["GET", "HEAD", "POST"])
def publication(request, pid):
    """Choose what everybody may read, see it as they will, publish. Asking again changes the choices."""
    minutes = rules.get_minutes(request, pid, writing=True)
    edition = minutes.edition
    if edition is None:
        messages.info(request, "On ne publie que ce qui est approuvé : relisez d’abord.")
        return redirect("minutes:approval", minutes.workshop.pid)
    parts = edition.read()
    held_back = minutes.held_back if minutes.published_at else usually_held_back(parts)
    form = PublicationForm(
        request.POST or request.GET or None, parts=parts, owners=minutes.names_owners, held_back=held_back
    )
    if form.is_valid():
        owners, held_back = form.cleaned_data["owners"], form.held_back
        if request.method == "POST":
            minutes.publish(request.user.person, owners, held_back)
            messages.success(request, "C’est publié. Voici la page que tout le monde peut lire.")
            return redirect("minutes:public", minutes.pid)
    else:
        owners = minutes.names_owners
    context = {
        "minutes": minutes,
        "workshop": minutes.workshop,
        "edition": edition,
        "form": form,
        "sections": all_shown(for_the_public(parts, owners, held_back)),
    }
    return render(request, "minutes/publication.html", context)


@open_to(COORDINATION)
@require_POST
def withdrawal(request, pid):
    minutes = rules.get_minutes(request, pid, writing=True)
    minutes.withdraw(request.user.person)
    messages.success(request, "Le compte rendu n’est plus public. Qui l’a reçu garde son lien.")
    return redirect(minutes)


@open_to_anyone
@require_safe
def published(request):
    """The minutes that the pole lets everybody read, the last published first."""
    rows = Minutes.objects.published().select_related("workshop").order_by("-published_at")
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "minutes/published.html", {"page": page})


@open_to_anyone
@require_safe
def public(request, pid):
    minutes, edition = rules.get_public(pid)
    context = {
        "minutes": minutes,
        "edition": edition,
        "head": edition.head,
        "on": day_of(edition.head["date"]),
        "sections": all_shown(minutes.public_parts(edition)),
        "formats": FOR_ALL,
        "may_approve": rules.may_approve(request),
    }
    return render(request, "minutes/public.html", context)


@open_to_anyone
@require_safe
def public_file(request, pid, form):
    minutes, edition = rules.get_public(pid)
    return file_of(minutes.public_parts(edition), form, theme_of(minutes, edition))


@open_to_anyone
@require_safe
def received(request, token):
    """The last edition, for whoever was sent one: names of the room, no address."""
    delivery, minutes, edition = held_by(token)
    context = {
        "delivery": delivery,
        "minutes": minutes,
        "edition": edition,
        "newer": edition.number > delivery.edition.number,
        "head": edition.head,
        "on": day_of(edition.head["date"]),
        "sections": all_shown(for_the_room(edition.read())),
        "formats": FOR_ALL,
        "token": token,
        "theme": Theme.from_look(edition.look, minutes.pole.name),
    }
    response = render(request, "minutes/letter.html", context)
    response.headers["X-Robots-Tag"] = "noindex"
    return response


@open_to_anyone
@require_safe
def received_file(request, token, form):
    _, minutes, edition = held_by(token)
    if form == "pdf":
        return room_pdf(edition)
    return file_of(for_the_room(edition.read()), form, theme_of(minutes, edition))


def held_by(token: str):
    """(what was sent, its minutes, their last edition) of a signed link; 404 for any other word."""
    delivery = rules.get_delivery(token)
    minutes = delivery.edition.minutes
    edition = minutes.edition
    if edition is None:
        raise Http404
    edition.minutes = minutes
    return delivery, minutes, edition
