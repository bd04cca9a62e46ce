"""The demo's outbox: every message that would have left, readable by whoever tries the demo. 404 elsewhere."""

from functools import wraps
from zlib import crc32

from csp.constants import SELF
from csp.decorators import csp_update
from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_safe

from maillage.ground.mail.models import OutgoingMail, content_of
from maillage.ui.access import open_to_anyone

SHOWN = 60  # the latest ones; a demo needs no archive

# A message may hold anything: it is shown without scripts, forms or any request, styles apart.
MESSAGE_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; sandbox; frame-ancestors 'self'"
)


def demo_only(view):
    @require_safe
    @never_cache
    @wraps(view)
    def guarded(request, *args, **kwargs):
        if not settings.DEMO:
            raise Http404
        return view(request, *args, **kwargs)

    return guarded


def get_mail(request, pid: str) -> OutgoingMail:
    return get_object_or_404(OutgoingMail.objects.seen_from(request.pole), pid=pid)


@open_to_anyone
@demo_only
def outbox(request):
    """The page asks again by itself; when nothing changed it is answered nothing, and stays as it is."""
    mails = list(OutgoingMail.objects.seen_from(request.pole)[:SHOWN])
    stamp = crc32("".join(mail.pid + mail.state for mail in mails).encode())
    if request.htmx and request.GET.get("vu") == str(stamp):
        return HttpResponse(status=204)
    return render(request, "mail/outbox.html", {"mails": mails, "stamp": stamp})


@open_to_anyone
@demo_only
@csp_update({"frame-src": [SELF]})
def message(request, pid):
    return render(request, "mail/message.html", {"mail": get_mail(request, pid)})


@open_to_anyone
@demo_only
@xframe_options_sameorigin
def preview(request, pid):
    """The message's own page, for the frame that shows it."""
    response = HttpResponse(get_mail(request, pid).html)
    response.headers["Content-Security-Policy"] = MESSAGE_POLICY
    return response


@open_to_anyone
@demo_only
def attachment(request, pid, number):
    try:
        item = get_mail(request, pid).attachments[number]
    except IndexError:
        raise Http404 from None
    response = HttpResponse(content_of(item), content_type="application/octet-stream")
    response.headers["Content-Disposition"] = f'attachment; filename="{item["name"]}"'
    return response
