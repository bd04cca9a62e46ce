"""The one asynchronous view: who may follow is decided like on any page, then the answer stays open."""

from functools import wraps

from asgiref.sync import sync_to_async
from django.db import connections
from django.http import HttpResponseNotAllowed

from maillage.needs.workshops.live import stream_response


def followed(find):
    """`find(request, …)` returns the arguments of `stream_response` or raises Http404; the view then streams.

    The connections that finding took are given back before the long answer begins.
    """

    def found(request, **kwargs):
        try:
            return find(request, **kwargs)
        finally:
            connections.close_all()

    @wraps(find)
    async def view(request, **kwargs):
        if request.method != "GET":
            return HttpResponseNotAllowed(["GET"])
        return stream_response(*await sync_to_async(found)(request, **kwargs))

    return view
