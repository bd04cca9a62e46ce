"""How a write is answered: to the page's script, or to a browser without it."""

from django.contrib import messages
from django.http import JsonResponse
from django.shortcuts import redirect

CONFLICT, INVALID = 409, 422


def wants_json(request) -> bool:
    return request.headers.get("Accept", "").startswith("application/json")


def done(request, workshop, where, say: str = "", seq: int | None = None):
    """Committed. The script only needs the number to wait for; a browser without it goes back to the page."""
    if wants_json(request):
        return JsonResponse({"seq": workshop.current_seq() if seq is None else seq})
    if say:
        messages.success(request, say)
    return redirect(where)


def refused(request, where, why, status=CONFLICT):
    """Nothing changed; the reason in words. `where` is a URL, or a function that draws the page again."""
    if wants_json(request):
        return JsonResponse({"error": str(why)}, status=status)
    if callable(where):
        return where()
    messages.error(request, str(why))
    return redirect(where)


def first_error(form) -> str:
    return next(error for errors in form.errors.values() for error in errors)
