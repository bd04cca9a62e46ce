"""The page where minutes are written, each section saved by itself, several hands at once."""

import json

from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from maillage.ground.people.access import SIGNED_IN, open_to
from maillage.ground.poles.owned import new_pid
from maillage.needs.minutes import rules
from maillage.needs.minutes.doubts import doubts
from maillage.needs.minutes.editors import editor_of
from maillage.needs.minutes.files import NAMES
from maillage.needs.minutes.forms import VersionForm
from maillage.needs.minutes.models import Approved, Minutes, Moved, Presence, Written
from maillage.needs.minutes.shown import all_shown, shown, slug_of
from maillage.needs.workshops.rules import may_note, may_steer
from maillage.ui.french import clock

FROZEN = (
    "Ce compte rendu vient d’être approuvé : il ne change plus. Votre texte est encore ci-dessous, copiez-le ; "
    "la coordination peut le reprendre avec « Corriger »."
)
DONE = {
    "": "C’est enregistré.",
    "merge": "Les deux textes sont réunis : relisez.",
    "overwrite": "Le vôtre est enregistré. L’autre reste dans les versions d’avant.",
    "take": "Le sien reste. Le vôtre est dans les versions d’avant.",
}
GONE = "Cette partie a encore changé entre-temps. Votre texte est ci-dessous, rien n’est perdu : comparez de nouveau."


@open_to(SIGNED_IN)
@require_http_methods(["GET", "HEAD", "POST"])
def minutes(request, pid):
    """Begin, then write; once approved, read the last edition and decide what becomes of it."""
    workshop = rules.get_workshop(request, pid, writing=request.method == "POST")
    if request.method == "POST":
        return redirect(Minutes.objects.begin(workshop, request.user.person))
    found = Minutes.objects.filter(workshop=workshop).select_related("approved_by").first()
    if found is None:
        context = {"workshop": workshop, "may_write": may_note(request, workshop)}
        context["in_steering"] = may_steer(request)
        return render(request, "minutes/begin.html", context)
    found.workshop = workshop
    return page(request, found)


def page(request, minutes: Minutes, editing: Written | None = None, editor=None, status=200, **more):
    """The whole page, writing or reading. `editing` and its `editor`: the section that is open."""
    workshop, edition = minutes.workshop, minutes.edition
    context = {
        "minutes": minutes,
        "workshop": workshop,
        "edition": edition,
        "formats": NAMES,
        "may_write": may_note(request, workshop),
        "may_approve": rules.may_approve(request),
        "in_steering": may_steer(request),
    }
    if minutes.approved_at and not editor:
        parts = all_shown(edition.read())
        count = minutes.editions.count()
        return render(request, "minutes/approved.html", context | {"sections": parts, "editions": count})
    sections = minutes.written()
    for written in sections:
        prepare(written)
        if editing and editing.key == written.key:
            written.editor = editor
    context |= {"sections": sections, "doubts": doubts(sections), **more}
    return render(request, "minutes/writing.html", context, status=status)


def prepare(written: Written) -> Written:
    """What the template of a section asks for."""
    written.shown, written.editor = shown(written.part), None
    return written


def get_written(minutes: Minutes, key: str) -> Written:
    written = minutes.written_section(key)
    if written is None:
        raise Http404
    return prepare(written)


def fragment(
    request, minutes: Minutes, written: Written, status=200, focus=True, say="", **more
) -> HttpResponse:
    """One section, for a page that is there already."""
    context = {
        "minutes": minutes,
        "workshop": minutes.workshop,
        "written": written,
        "may_write": True,
        "focus": focus,
    }
    response = render(request, "minutes/parts/section.html", context | more, status=status)
    if say:
        response.headers["HX-Trigger"] = json.dumps({"annonce": say})
    return response


def place_of(minutes: Minutes, key: str) -> str:
    return f"{minutes.get_absolute_url()}#partie-{slug_of(key)}"


@open_to(SIGNED_IN)
@require_safe
@never_cache
def read(request, pid, section):
    """One section as it reads now: what the page of somebody else asks for when it has changed."""
    minutes = rules.get_minutes(request, pid)
    written = get_written(minutes, section)
    if not request.htmx:
        return redirect(place_of(minutes, section))
    more = {"may_write": may_note(request, minutes.workshop) and not minutes.approved_at}
    return fragment(request, minutes, written, focus="focus" in request.GET, **more)


@open_to(SIGNED_IN)
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def editor(request, pid, section):
    """Write in one section. The answer to a save is the section as it then reads, or both texts side by side."""
    minutes = rules.get_minutes(request, pid, writing=True)
    written = get_written(minutes, section)
    if request.method == "POST":
        return save(request, minutes, written)
    if minutes.approved_at:
        return redirect(minutes)
    return open_editor(request, minutes, written, editor_of(written))


def open_editor(request, minutes, written, form, status=200, version=None, **more):
    """`version`: over which the form was written; the standing one when it is fresh."""
    more = {"base": written.version if version is None else version, **more}
    more["hand"] = request.POST.get("hand", "")[:12] or new_pid()
    if request.htmx:
        written.editor = form
        return fragment(request, minutes, written, status=status, **more)
    return page(request, minutes, written, form, status, **more)


def save(request, minutes: Minutes, written: Written):
    asked = VersionForm(request.POST)
    if not asked.is_valid():
        raise Http404
    version, against = asked.cleaned_data["version"], asked.cleaned_data["against"]
    form = editor_of(written, request.POST, version)
    if not form.is_valid():
        if "Autosave" in request.headers:
            return HttpResponse(status=422)
        return open_editor(request, minutes, written, form, 422, version)
    try:
        settle(written, form, asked.cleaned_data, request.user.person)
    except Approved:
        if "Autosave" in request.headers:
            return JsonResponse({"approved": True}, status=409)
        return open_editor(request, minutes, written, form, 409, version, frozen=FROZEN)
    except Moved:
        return conflict(request, minutes, written, form, version, again=bool(against))
    return saved(request, minutes, written, DONE[asked.cleaned_data["gesture"]])


def settle(written: Written, form, asked: dict, by) -> None:
    """Write what was typed; after a conflict, what was chosen to do of both texts. Raises `Moved`, `Approved`."""
    mine, against, gesture = form.data_written(), asked["against"], asked["gesture"]
    if against and against != written.version:
        raise Moved
    if gesture == "merge" and against:
        written.merge(mine, asked["version"], against, by, form.known)
    elif gesture == "take" and against:
        written.set_aside(mine, by)
    else:
        over = against if gesture == "overwrite" and against else asked["version"]
        written.write(mine, over, by, form.known, asked["hand"])


def saved(request, minutes, written, say):
    if "Autosave" in request.headers:
        return JsonResponse({"version": written.version, "say": f"Enregistré à {clock(timezone.now())}"})
    if not request.htmx:
        messages.success(request, say)
        return redirect(place_of(minutes, written.key))
    return fragment(request, minutes, prepare(written), say=say)


def conflict(request, minutes, written, form, version, again=False):
    """Theirs beside mine, which stays in the form; nothing was saved."""
    if "Autosave" in request.headers:
        return JsonResponse({"by": written.current().edited_by.name}, status=409)
    theirs = get_written(minutes, written.key)
    again = GONE if again else ""
    return open_editor(request, minutes, written, form, 409, version, theirs=theirs, again=again)


@open_to(SIGNED_IN)
@require_POST
def news(request, pid, section):
    """What came to the workshop since a hand wrote in this section joins it."""
    minutes = rules.get_minutes(request, pid, writing=True)
    written = get_written(minutes, section)
    say = f"Ajouté : {written.news}." if written.news else "Rien de plus à ajouter."
    try:
        if written.news:
            written.add_news(written.version, request.user.person)
    except Moved:
        written, say = (
            get_written(minutes, section),
            "Quelqu’un vient d’écrire ici : relisez, puis recommencez.",
        )
    except Approved:
        say = "Ce compte rendu vient d’être approuvé : il ne change plus."
    if request.htmx:
        return fragment(request, minutes, prepare(written), say=say)
    messages.success(request, say)
    return redirect(place_of(minutes, section))


@open_to(SIGNED_IN)
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def versions(request, pid, section):
    """What a section said before, hand after hand; any of it may be taken up again."""
    minutes = rules.get_minutes(request, pid, writing=True)
    written = get_written(minutes, section)
    if request.method == "POST":
        return take_up(request, minutes, written)
    found = list(written.section.versions.select_related("by", "section")) if written.section else []
    for version in found:
        version.shown = shown(version.part)
    context = {
        "minutes": minutes,
        "workshop": minutes.workshop,
        "written": written,
        "versions": found,
        "drafted": shown(Written.of(minutes, section, None, written.fresh).part) if written.fresh else None,
    }
    return render(request, "minutes/versions.html", context)


def take_up(request, minutes, written):
    """An earlier wording, or what the workshop says by itself, becomes the section again."""
    pid = request.POST.get("texte", "")
    earlier = written.section and written.section.versions.filter(pid=pid).first()
    data = earlier.data if earlier else written.fresh if pid == "atelier" else None
    if data is None:
        raise Http404
    try:
        written.write(data, written.version, request.user.person)
        messages.success(request, "Ce texte est repris. Celui d’avant est gardé parmi les versions.")
    except Moved:
        messages.error(request, "Quelqu’un vient d’écrire ici. Rien n’a changé : relisez, puis recommencez.")
    except Approved:
        messages.error(request, "Ce compte rendu vient d’être approuvé : il ne change plus.")
    return redirect(reverse("minutes:versions", args=[minutes.workshop.pid, written.key]))


@open_to(SIGNED_IN)
@require_POST
@never_cache
def presence(request, pid):
    """Who writes where, and which sections have changed. Asked often: three queries, and no name in any log."""
    minutes = rules.get_minutes(request, pid, writing=True)
    others = Presence.say(minutes, request.user.person, request.POST.get("partie", "")[:40])
    written = dict(minutes.sections.values_list("key", "version"))
    return JsonResponse(
        {
            "versions": {slug_of(key): version for key, version in written.items()},
            "people": [{"name": one.person.name.split()[0], "place": slug_of(one.key)} for one in others],
            "seq": minutes.workshop.seq,
            "approved": bool(minutes.approved_at),
        }
    )
