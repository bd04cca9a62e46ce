"""To whom an edition goes: chosen, seen before it leaves, counted after."""

from csp.constants import SELF
from csp.decorators import csp_update
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_http_methods, require_safe

from maillage.ground.mail.models import OutgoingMail
from maillage.ground.people.access import COORDINATION, open_to
from maillage.needs.minutes import rules
from maillage.needs.minutes.forms import SendingForm
from maillage.needs.minutes.sending import letter, recipients, send_to
from maillage.ui.french import plural

# A message may hold what people wrote: it is shown without scripts, forms or any request, styles apart.
MESSAGE_POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox; frame-ancestors 'self'"


@open_to(COORDINATION)
@require_http_methods(["GET", "HEAD", "POST"])
@csp_update({"frame-src": [SELF]})
def sending(request, pid):
    """Choose people, write a word, see the mail, send. Only what is approved is sent."""
    minutes = rules.get_minutes(request, pid, writing=True)
    edition = minutes.edition
    if edition is None:
        messages.info(request, "On n’envoie que ce qui est approuvé : relisez d’abord.")
        return redirect("minutes:approval", minutes.workshop.pid)
    edition.minutes = minutes
    people = recipients(edition)
    form = SendingForm(request.POST or None, people=people)
    if request.method == "POST" and form.is_valid():
        count = send_to(edition, form.chosen, form.cleaned_data["words"], request.user.person)
        messages.success(request, told(count))
        return redirect(request.path)
    deliveries = list(edition.deliveries.select_related("mail"))
    context = {
        "minutes": minutes,
        "workshop": minutes.workshop,
        "edition": edition,
        "form": form,
        "unreachable": [person for person in people if not person.email],
        "deliveries": deliveries,
        "failed": [one for one in deliveries if one.mail and one.mail.state == OutgoingMail.State.FAILED],
        "subject": letter(edition, "", "", "")[0],
    }
    return render(request, "minutes/sending.html", context, status=422 if form.errors else 200)


def told(count: int) -> str:
    if not count:
        return "Tout le monde l’avait déjà : rien n’est parti en double."
    return f"C’est parti : {plural(count, 'courrier')}. Chaque personne ne reçoit cette édition qu’une fois."


@open_to(COORDINATION)
@require_safe
@xframe_options_sameorigin
def preview(request, pid):
    """The mail as somebody will open it; its link leads nowhere yet."""
    minutes = rules.get_minutes(request, pid, writing=True)
    edition = minutes.edition
    if edition is None:
        return redirect("minutes:approval", minutes.workshop.pid)
    edition.minutes = minutes
    words = request.GET.get("words", "")[:2000]
    _, html, _ = letter(edition, request.user.person.name, words, "")
    response = HttpResponse(html)
    response.headers["Content-Security-Policy"] = MESSAGE_POLICY
    return response
