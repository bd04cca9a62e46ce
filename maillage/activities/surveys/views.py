"""Replying without an account, and what the team reads of it."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.text import slugify
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from maillage.activities.events.models import Event
from maillage.activities.events.rules import FOLLOW, ORGANISE, may_organise
from maillage.activities.surveys.forms import QuestionFormSet, ReplyForm, key_in
from maillage.activities.surveys.models import Survey, SurveyClosed, registration_of
from maillage.activities.surveys.pictures import qr_of
from maillage.activities.surveys.results import results_of
from maillage.activities.surveys.threshold import THRESHOLD
from maillage.ground.people.access import open_to, open_to_anyone
from maillage.ground.poles.sheet import csv_file
from maillage.ui.origin import from_here


@open_to_anyone
@from_here
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def reply(request, token):
    """One's own reply, for whoever holds the link of the mail; it can be changed until the survey closes."""
    registration = registration_of(token)
    if registration is None or not hasattr(registration.event, "survey"):
        raise Http404
    survey = registration.event.survey
    survey.event = registration.event
    return _answer(request, survey, survey.key_for(registration), registration)


@open_to_anyone
@from_here
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def room(request, token):
    """Anonymous, by the QR code in the room; the key made with the page makes two taps one reply."""
    survey = get_object_or_404(Survey.objects.select_related("event__activity"), room_token=token)
    return _answer(request, survey, key_in((request.POST or request.GET).get("cle", "")), None)


def _answer(request, survey, key, registration):
    before = survey.replies.filter(key=key).first()
    form = ReplyForm(request.POST or None, survey=survey, answers=before and before.answers)
    context = {
        "survey": survey,
        "activity": survey.event.activity,
        "form": form,
        "before": before,
        "key": key,
    }
    context |= {"registration": registration, "kept": False, "threshold": THRESHOLD}
    status = 200
    if survey.closed_at:
        return _page(request, context | {"closed": True})
    if request.method == "POST":
        if form.is_valid():
            try:
                if not form.cleaned_data["site"]:
                    survey.keep(key, form.answers(), registration)
            except SurveyClosed:
                return _page(request, context | {"closed": True}, 409)
            context["kept"] = True
        else:
            status = 422
    return _page(request, context | {"closed": False}, status)


def _page(request, context, status=200):
    response = render(request, "surveys/reply.html", context, status=status)
    response["X-Robots-Tag"] = "noindex"
    response["Referrer-Policy"] = "no-referrer"
    return response


def event_of(pid) -> Event:
    return get_object_or_404(Event.objects.with_activity().select_related("survey"), pid=pid)


def survey_of(pid) -> Survey:
    event = event_of(pid)
    if not hasattr(event, "survey"):
        raise Http404
    event.survey.event = event
    return event.survey


@open_to(FOLLOW)
@require_safe
def survey(request, pid):
    event = event_of(pid)
    context = {"event": event, "activity": event.activity, "may_organise": may_organise(request)}
    if not hasattr(event, "survey"):
        return render(request, "surveys/none.html", context)
    found = survey_of(pid)
    context |= {"survey": found, "told": results_of(found), "threshold": THRESHOLD}
    return render(request, "surveys/results.html", context)


@open_to(ORGANISE)
@require_POST
def opening(request, pid):
    Survey.objects.open_for(event_of(pid), request.user.person)
    messages.success(request, "Le questionnaire est prêt. Son lien partira avec les remerciements.")
    return redirect("surveys:survey", pid=pid)


@open_to(ORGANISE)
@require_http_methods(["GET", "HEAD", "POST"])
def questions(request, pid):
    """Words may change until somebody has answered them."""
    found = survey_of(pid)
    if found.replies.exists():
        messages.warning(request, "Des avis sont déjà là : les questions ne changent plus.")
        return redirect(found)
    forms = QuestionFormSet(request.POST or None, instance=found)
    if request.method == "POST" and forms.is_valid():
        _keep_questions(found, forms)
        messages.success(request, "Les questions sont enregistrées.")
        return redirect(found)
    return render(
        request,
        "surveys/questions.html",
        {"survey": found, "forms": forms},
        status=422 if forms.is_bound else 200,
    )


def _keep_questions(found, forms) -> None:
    """Those with words, in their order; one whose words were erased is removed."""
    for position, form in enumerate(forms):
        question = form.instance
        if form.cleaned_data.get("text"):
            question.survey, question.position = found, position
            question.save()
        elif question.pk:
            question.delete()


@open_to(ORGANISE)
@require_POST
def closing(request, pid):
    found = survey_of(pid)
    found.close(request.user.person)
    messages.success(request, "Le questionnaire est clos : les avis ne changent plus.")
    return redirect(found)


@open_to(ORGANISE)
@require_POST
def reopening(request, pid):
    found = survey_of(pid)
    found.reopen(request.user.person)
    messages.success(request, "Le questionnaire est rouvert.")
    return redirect(found)


@open_to(FOLLOW)
@require_safe
def poster(request, pid):
    """To show on a screen or to print for the tables."""
    found = survey_of(pid)
    url = request.build_absolute_uri(found.room_url)
    return render(
        request, "surveys/poster.html", {"survey": found, "event": found.event, "url": url, "qr": qr_of(url)}
    )


@open_to(FOLLOW)
@require_safe
def export(request, pid):
    """Counts and words for each question; never one line a person, which would say more than the page."""
    found = survey_of(pid)
    name = f"avis-{slugify(found.event.activity.title)[:50]}"
    return csv_file(name, ["Question", "Réponse", "Nombre", "Part (%)"], _lines(results_of(found)))


def _lines(told):
    for result in told.results:
        for line in result.lines:
            yield [result.question.text, line.label, line.count, line.share]
        for text in result.texts:
            yield [result.question.text, text, None, None]
    if not told.enough:
        yield [
            f"Moins de {THRESHOLD} avis : rien n’est montré, pour que personne ne soit reconnu.",
            None,
            told.count,
            None,
        ]
