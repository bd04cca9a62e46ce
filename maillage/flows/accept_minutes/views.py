"""Drop a file of minutes, see what was read beside its source, correct, accept."""

import hashlib

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from maillage.flows.accept_minutes.corrections import (
    Unclear,
    causes,
    corrected,
    lookalikes,
    places,
    strangers,
    typed,
)
from maillage.flows.accept_minutes.flow import AlreadyAccepted, accept_minutes, problems
from maillage.ground.people.access import COORDINATION, open_to
from maillage.needs.minutes.reader import MAX_FILE_BYTES, UnreadableMinutes, read_minutes
from maillage.needs.workshops.models import Area, Participant, Source
from maillage.ui.forms import Drop


class MinutesForm(forms.Form):
    file = forms.FileField(
        label="Le compte rendu",
        help_text="Texte, Markdown, Word, LibreOffice, page web, PDF, tableau CSV ou JSON, 20 Mo au plus.",
        widget=Drop(ask="Déposez ici le compte rendu"),
        error_messages={
            "required": "Choisissez d’abord un fichier.",
            "empty": "Ce fichier est vide : il n’y a rien à lire.",
        },
    )

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > MAX_FILE_BYTES:
            raise forms.ValidationError(
                "Ce fichier dépasse 20 Mo. Retirez-en les images, ou n’envoyez que le texte."
            )
        try:
            self.reading = read_minutes(file.read(), file.name)
        except UnreadableMinutes as error:
            raise forms.ValidationError(str(error)) from error
        return file


@open_to(COORDINATION)
@require_http_methods(["GET", "HEAD", "POST"])
def minutes(request):
    """Drop a file; what is read waits, unsaved as a workshop, until someone accepts it."""
    form = MinutesForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        return redirect(
            "accept_minutes:review",
            keep_source(form.cleaned_data["file"], form.reading, request.user.person).pid,
        )
    waiting = Source.objects.filter(accepted_at=None).order_by("-created_at")[:20]
    return render(
        request, "flows/minutes.html", {"form": form, "waiting": waiting}, status=400 if form.errors else 200
    )


def keep_source(file, reading, by) -> Source:
    """The source as it was read; the same file dropped twice and not yet accepted is one source."""
    file.seek(0)
    digest = hashlib.sha256(file.read()).hexdigest()
    waiting = Source.objects.filter(digest=digest, accepted_at=None).first()
    return waiting or Source.objects.create(
        name=file.name[:200], digest=digest, lines=reading.lines, reading=reading.to_dict(), created_by=by
    )


def waiting_source(pid: str) -> Source:
    """A source still to review; its workshop answers once it is accepted. Raises Http404."""
    source = Source.objects.filter(pid=pid).select_related("workshop").first()
    if source is None:
        raise Http404
    return source


class OldPage(Exception):
    """The page was made from a reading whose items have moved since: its paths name others now."""


@transaction.atomic
def kept_reading(source: Source, post) -> dict:
    """The reading with what was typed and its correction, saved; raises `OldPage`, `Unclear`."""
    # One hand at a time: two corrections read together would undo each other.
    before = Source.objects.select_for_update().get(pk=source.pk).reading
    if post.get("places", places(before)) != places(before):
        raise OldPage
    reading = typed(before, post)
    if correction := post.get("correction"):
        reading = corrected(reading, correction)
    source.reading = reading
    if reading != before:
        source.save(update_fields=["reading"])
    return reading


@open_to(COORDINATION)
@require_http_methods(["GET", "HEAD", "POST"])
def review(request, pid):
    """The reading beside its source. Every button saves what was typed, then does its own correction."""
    source = waiting_source(pid)
    if source.accepted_at:
        return redirect(source.workshop)
    faults = {}
    if request.method == "POST":
        try:
            reading = kept_reading(source, request.POST)
        except OldPage:
            messages.error(
                request,
                "La page avait changé entre-temps (un autre onglet, une autre personne, un double clic). "
                "Ce que vous veniez d’y faire n’a pas été gardé : refaites-le ici si besoin.",
            )
            return redirect("accept_minutes:review", pid)
        except Unclear:
            messages.error(
                request,
                "Cette correction ne correspond plus à la page : elle a changé entre-temps. Rien n’est perdu, refaites-la ici.",
            )
            return redirect("accept_minutes:review", pid)
        if "accept" in request.POST:
            faults = problems(reading)
            if not faults:
                return _accept(request, source)
        else:
            # The browser keeps the fragment that the button's formaction named.
            return redirect(request.path)
    return render(request, "flows/review.html", _page(source, faults), status=400 if faults else 200)


def _accept(request, source):
    try:
        workshop = accept_minutes(source, request.user.person)
    except AlreadyAccepted:
        return redirect("accept_minutes:review", source.pid)
    messages.success(
        request, "Le compte rendu est devenu un atelier. Chaque élément sait de quelle ligne il vient."
    )
    return redirect(workshop)


def _page(source: Source, faults: dict) -> dict:
    reading = source.reading
    people = reading["participants"]
    unread = {item["line"] for item in reading["unread"]}
    return {
        "source": source,
        "reading": reading,
        **{key: reading.get(key, "") for key in ("starts", "ends", "purpose", "summary")},
        **{key: reading.get(key, []) for key in ("decisions", "past_actions")},
        "places": places(reading),
        "faults": faults,
        "lines": [(number, text, number in unread) for number, text in enumerate(source.lines, 1)],
        "pairs": [(first, people[first], second, people[second]) for first, second in lookalikes(reading)],
        "strangers": strangers(reading),
        "causes": causes(reading),
        "sentiments": Area.Sentiment.choices,
        "statuses": Participant.Status.choices,
        "counts": _counts(reading),
    }


def _counts(reading: dict) -> list[tuple[str, int]]:
    notes = sum(len(area["notes"]) for board in reading["boards"] for area in board["areas"])
    return [
        ("personne", len(reading["participants"])),
        ("post-it", notes),
        ("besoin", len(reading["needs"])),
        ("décision", len(reading.get("decisions", []))),
        ("solution", len(reading["solutions"])),
        ("action", len(reading["actions"])),
        ("suite", len(reading["follow_ups"])),
    ]


@open_to(COORDINATION)
@require_POST
def removal(request, pid):
    """Forget a source that was never accepted."""
    waiting_source(pid)
    Source.objects.filter(pid=pid, accepted_at=None).delete()
    messages.success(request, "Cette lecture est oubliée. Le fichier, lui, est toujours chez vous.")
    return redirect("accept_minutes:new")
