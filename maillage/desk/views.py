"""Pages that read across rooms."""

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django_scopes import scope

from maillage.activities.events.models import Event
from maillage.desk.coming import coming
from maillage.desk.groups import groups_for, pressing
from maillage.desk.thread import follow
from maillage.ground.people.access import SIGNED_IN, STEERING, open_to, open_to_anyone
from maillage.ground.poles.models import Pole
from maillage.ground.search.models import SearchRow
from maillage.impact.indicators.figures import show
from maillage.impact.indicators.models import Indicator
from maillage.impact.indicators.period import last_twelve_months
from maillage.impact.indicators.story import best
from maillage.needs.minutes.models import Minutes
from maillage.needs.workshops.models import Workshop
from maillage.ui import artwork
from maillage.ui.theme import Theme

NUMBERS = (
    "",
    "Une",
    "Deux",
    "Trois",
    "Quatre",
    "Cinq",
    "Six",
    "Sept",
    "Huit",
    "Neuf",
    "Dix",
    "Onze",
    "Douze",
)


@open_to_anyone
def home(request):
    """The public face of a pole."""
    figures = show(Indicator.objects.shown()[:3], last_twelve_months())
    return render(
        request,
        "desk/home.html",
        {
            "events": Event.objects.public_upcoming()[:3],
            "doors": request.pole.doors,
            "story": best(),
            "figures": [shown for _, shown in figures if shown.value],
        },
    )


@open_to_anyone
def door(request, slug):
    """What one public of the pole needs: what answers its words, what comes, whom to write to."""
    found = next((door for door in request.pole.doors if door["slug"] == slug), None)
    if found is None:
        raise Http404
    answers = SearchRow.objects.readable_by(frozenset()).answering(found["words"], every=False)
    coming = {event.pid: event for event in Event.objects.public_upcoming()[:40]}
    answers = list(answers[:40])
    theirs = [coming[row.subject] for row in answers if row.subject in coming]
    others = [event for event in coming.values() if event not in theirs]
    return render(
        request,
        "desk/door.html",
        {
            "door": found,
            "events": theirs[:6] or others[:3],
            "for_them": bool(theirs),
            "read": [row for row in answers if row.kind == "bilan"][:3],
        },
    )


@open_to(SIGNED_IN)
def morning(request):
    """What waits, what comes. People without a part in steering are shown what is theirs."""
    if not request.roles & STEERING:
        to_write = Minutes.objects.to_write_by(request.user.person)
        context = {"events": Event.objects.public_upcoming()[:6], "to_write": to_write}
        return render(request, "desk/welcome.html", context)
    groups = groups_for(request.roles)
    now, ahead = pressing(groups), coming()
    return render(
        request,
        "desk/morning.html",
        {
            "groups": groups,
            "say": greeting(now, sum(group.count for group in groups) - now),
            "later": "Le reste peut attendre demain." if now else "",
            "coming": ahead,
            "today": timezone.localdate(),
            "first_steps": not (groups or ahead or Workshop.objects.exists()),
            "new_workshop": reverse("workshops:new"),
            "read_minutes": reverse("accept_minutes:new"),
        },
    )


def greeting(count: int, rest: int = 0) -> str:
    """`count`: what is late or for now; `rest`: what is for when there is time."""
    if count == 0:
        return "Bonjour ! Rien ne presse." if rest else "Bonjour ! Rien ne vous attend."
    number = NUMBERS[count] if count < len(NUMBERS) else str(count)
    many = count > 1
    return f"Bonjour ! {number} chose{'s' if many else ''} vous {'attendent' if many else 'attend'}."


@open_to(STEERING)
def thread(request, kind, pid):
    return render(request, "desk/thread.html", {"thread": follow(kind, pid)})


@open_to_anyone
def search(request):
    found = SearchRow.objects.readable_by(request.roles)
    layout = "ui/work.html" if request.roles & STEERING else "ui/public.html"
    return render(request, "desk/search.html", {"layout": layout, **_answers(request, found)})


@open_to_anyone
def search_all(request):
    """What is public in any pole of the federation."""
    with scope(pole=list(Pole.objects.filter(federation=request.federation))):
        found = SearchRow.objects.readable_by(frozenset()).select_related("pole")
        return render(request, "desk/search.html", {"layout": "ui/public.html", **_answers(request, found)})


def _answers(request, rows) -> dict:
    question = request.GET.get("q", "").strip()
    found = rows.answering(question)
    kinds = found.kinds()
    kind = request.GET.get("type", "")
    page = Paginator(found.filter(kind=kind) if kind in kinds else found, 20).get_page(
        request.GET.get("page")
    )
    for row in page:
        row.address = row.url if request.pole else address(request, row.pole) + row.url
    return {"question": question, "kinds": kinds, "kind": kind, "page": page, "total": sum(kinds.values())}


@open_to_anyone
def portal(request):
    """The federation's own page: its poles and what is coming in all of them."""
    poles = list(Pole.objects.filter(federation=request.federation))
    with scope(pole=poles):
        events = list(Event.objects.public_upcoming().select_related("activity", "pole")[:6])
    return render(
        request,
        "desk/portal.html",
        {
            "poles": [(pole, f"{address(request, pole)}/", picture(pole)) for pole in poles],
            "events": [(event, address(request, event.pole) + page_of(event)) for event in events],
        },
    )


def page_of(event: Event) -> str:
    """The event's page on its pole's host: the federation's own host has no such page."""
    return reverse("events:event", args=[event.pid], urlconf=settings.ROOT_URLCONF)


def address(request, pole: Pole) -> str:
    """https://vallees.example.org:8000, without a slash at the end."""
    port = request.get_port()
    return f"{request.scheme}://{pole.host}" + ("" if port in ("80", "443") else f":{port}")


def picture(pole: Pole) -> str:
    theme = Theme.from_look(pole.look, pole.name)
    return artwork.data_url(artwork.art(theme.artwork, theme, theme.seed, 640, 320, dense=False))
