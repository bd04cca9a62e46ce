"""A form without a cookie. Why, and what stands in for Django's CSRF check.

No cookie before login is a rule of the house, and Django's check needs one. Cross-site request forgery abuses
what the browser sends by itself: a session. The pages guarded here never look at the session. What they act
on is either what anyone may do (register for a public event, join a workshop by its code) or a secret in the
address (one's own registration), so that another site could only do what it can do without the visitor. What
remains is another site using its visitors as a crowd of senders; the browser itself tells: `Sec-Fetch-Site` (all
current browsers), else `Origin` (older ones). A client that sends neither is not a browser, and holds no visitor.
"""

from functools import wraps
from urllib.parse import urlsplit

from django.core.exceptions import PermissionDenied
from django.views.decorators.csrf import csrf_exempt


def comes_from_here(request) -> bool:
    if site := request.headers.get("Sec-Fetch-Site"):
        return site == "same-origin"
    if origin := request.headers.get("Origin"):
        return urlsplit(origin).netloc == request.get_host()
    return True


def from_here(view):
    """Decorator: no CSRF token, but no POST from another site either."""

    @wraps(view)
    def guarded(request, *args, **kwargs):
        if request.method == "POST" and not comes_from_here(request):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return csrf_exempt(guarded)
