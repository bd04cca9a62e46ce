"""The host name says which pole answers; everything after runs in its scope."""

from django.conf import settings
from django.http import Http404
from django_scopes import scope

from maillage.ground.poles.models import Federation, Pole


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
        request.pole = Pole.objects.select_related("federation").filter(slug=host.removesuffix(f".{settings.DOMAIN}")).first()
        if request.pole is None:
            request.urlconf = settings.FEDERATION_URLCONF
            request.unknown_host = host
            return self.get_response(request)
        request.federation = request.pole.federation
        with scope(pole=request.pole):
            return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        if getattr(request, "unknown_host", None):
            raise Http404("Aucun pôle ne répond à cette adresse.")
