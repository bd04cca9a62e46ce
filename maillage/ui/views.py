"""Three small views: the pole's style sheet, its artwork, and the living style page."""

import re

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from . import artwork, sheets, style
from .access import open_to_anyone
from .theme import theme_of

FOREVER = "public, max-age=31536000, immutable"
SHORTLY = "public, max-age=60"
SEED = re.compile(r"[A-Za-z0-9_.-]{1,64}\Z")
SIDES = range(16, 2001)


def _cached(body, content_type, exact):
    """A digest that is not today's still gets today's look, but must not be kept."""
    response = HttpResponse(body, content_type=content_type)
    response["Cache-Control"] = FOREVER if exact and not settings.DEBUG else SHORTLY
    return response


@open_to_anyone
@require_safe
def theme(request, digest):
    look = style.sample_theme(digest.partition("-")[0]) or theme_of(request)
    text = sheets.sheet(look)
    zipped = "gzip" in request.headers.get("Accept-Encoding", "")
    exact = digest == sheets.digest_of(look)
    response = _cached(sheets.zipped(text) if zipped else text, "text/css; charset=utf-8", exact)
    if zipped:
        response["Content-Encoding"] = "gzip"
    patch_vary_headers(response, ["Accept-Encoding"])
    return response


@open_to_anyone
@require_safe
def art(request, kind, digest, seed, w, h):
    if kind not in artwork.KINDS or not SEED.match(seed) or w not in SIDES or h not in SIDES:
        raise Http404
    look = style.sample_theme(digest) or theme_of(request)
    return _cached(artwork.art(kind, look, seed, w, h), "image/svg+xml", digest == look.digest)


@open_to_anyone
@require_safe
def style_page(request):
    return render(request, "ui/style.html", style.context(request))
