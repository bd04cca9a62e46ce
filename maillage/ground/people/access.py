"""Who may open a page. Denied by default: a view without `open_to` answers nobody.

`open_to` guards the page by role in the pole; the getter of each object guards the object. The role is
checked before any object is fetched, so a missing object and one of a sister pole answer the same.
"""

from collections.abc import Set
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.shortcuts import resolve_url
from django.utils.functional import cached_property
from django_htmx.http import HttpResponseClientRedirect

from maillage.ground.people.models import Role
from maillage.ui.access import ANYONE, open_to_anyone

__all__ = [
    "ANYONE",
    "COORDINATION",
    "FEDERATION",
    "FIGURES",
    "SIGNED_IN",
    "STEERING",
    "open_to",
    "open_to_anyone",
]

FEDERATION = "federation"
SIGNED_IN = "signed_in"

COORDINATION = frozenset({Role.Kind.COORDINATOR})
STEERING = COORDINATION | {Role.Kind.BOARD, Role.Kind.TREASURER}
FIGURES = STEERING | {FEDERATION}


def open_to(*kinds):
    """Decorator: the view answers people who hold one of these roles (names or sets of names) today."""
    allowed = frozenset().union(*({kind} if isinstance(kind, str) else kind for kind in kinds))

    def mark(view):
        view.access = allowed
        return view

    return mark


def roles_of(request) -> frozenset[str]:
    """Kinds of role the signed-in person holds now in the request's pole; empty for a visitor."""
    if not request.user.is_authenticated:
        return frozenset()
    roles = {SIGNED_IN}
    if request.pole:
        roles |= set(
            Role.objects.current().filter(person=request.user.person_id).values_list("kind", flat=True)
        )
    if (
        request.federation
        and request.federation.roles.current().filter(person=request.user.person_id).exists()
    ):
        roles.add(FEDERATION)
    return frozenset(roles)


class Roles(Set):
    """`request.roles`: asked for once, and only by pages that need to know. `request.roles & STEERING` works."""

    _from_iterable = frozenset

    def __init__(self, request):
        self.request = request

    @cached_property
    def held(self) -> frozenset[str]:
        return roles_of(self.request)

    def __contains__(self, kind):
        return kind in self.held

    def __iter__(self):
        return iter(self.held)

    def __len__(self):
        return len(self.held)


class AccessMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.roles = Roles(request)
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        allowed = getattr(view, "access", None)
        if allowed is None:
            raise ImproperlyConfigured(f"{view.__module__}.{view.__name__} does not say who may open it.")
        if ANYONE in allowed:
            return None
        if not request.user.is_authenticated:
            return to_login(request)
        if not allowed & request.roles:
            raise PermissionDenied
        return None


def to_login(request):
    """The login page, with the way back to the page that was open."""
    answer = redirect_to_login(page_of(request), resolve_url(settings.LOGIN_URL))
    return HttpResponseClientRedirect(answer.url) if request.htmx else answer


def page_of(request) -> str:
    """The page the person was on: the one asked for, or the one whose form or fragment this is."""
    if request.method in ("GET", "HEAD") and not request.htmx:
        return request.get_full_path()
    origin = urlsplit(request.headers.get("HX-Current-URL") or request.headers.get("Referer", ""))
    return origin._replace(scheme="", netloc="").geturl() if origin.netloc == request.get_host() else "/"
