"""The host name says which pole answers; everything after runs in its scope."""

from django.conf import settings
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
