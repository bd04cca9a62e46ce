"""What every request goes through first: the host name says which pole answers, and what was typed is text."""

from contextlib import suppress

from django.conf import settings
from django.http import QueryDict, UnreadablePostError
from django.shortcuts import render
from django_scopes import scope

from maillage.ground.poles.models import Federation, Pole

ANSWERS_EVERYWHERE = {"ui"}  # style sheets and artwork, which the page for an unknown host needs too


class PoleMiddleware:
    """Sets `request.pole` (None on the federation's own host) and `request.federation`."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        host = request.get_host().rsplit(":", 1)[0].lower()
        request.pole = request.federation = None
        if host == settings.DOMAIN:
            request.urlconf = settings.FEDERATION_URLCONF
            request.federation = Federation.objects.first()
            return self.get_response(request)
        slug = host.removesuffix(f".{settings.DOMAIN}")
        request.pole = Pole.objects.select_related("federation").filter(slug=slug).first()
        if request.pole is None:
            request.urlconf = settings.FEDERATION_URLCONF
            request.unknown_host = host
            return self.get_response(request)
        request.federation = request.pole.federation
        with scope(pole=request.pole):
            return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        host = getattr(request, "unknown_host", None)
        if host is None or request.resolver_match.app_name in ANSWERS_EVERYWHERE:
            return None
        port = request.get_host()[len(host) :]
        context = {"host": host, "federation_url": f"{request.scheme}://{settings.DOMAIN}{port}/"}
        return render(request, "poles/unknown_host.html", context, status=404)


class TextMiddleware:
    """Leaves NUL characters out of what people send.

    Nobody types one, a paste may bring one, and PostgreSQL keeps none. Done before any form or view looks, so
    that what is checked is what is kept.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.GET = without_nul(request.GET)
        if request.method == "POST":
            with suppress(UnreadablePostError):  # the CSRF check meets it too, and answers
                request.POST = without_nul(request.POST)
        return self.get_response(request)


def without_nul(typed: QueryDict) -> QueryDict:
    """The same object when there is nothing to leave out."""
    if not any("\x00" in text for name, texts in typed.lists() for text in (name, *texts)):
        return typed
    kept = QueryDict(mutable=True, encoding=typed.encoding)
    for name, texts in typed.lists():
        kept.setlist(name.replace("\x00", ""), [text.replace("\x00", "") for text in texts])
    kept._mutable = False
    return kept
