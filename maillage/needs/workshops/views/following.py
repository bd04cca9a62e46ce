"""The one asynchronous view: who may follow is decided like on any page, then the answer stays open."""

from functools import wraps

from asgiref.sync import sync_to_async
from django.db import connections
from django.http import HttpResponse, HttpResponseNotAllowed

from maillage.needs.workshops.live import stream_response


def followed(find):
    """`find(request, …)` returns the arguments of `stream_response`, or an answer that refuses, or raises Http404.

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
        said = await sync_to_async(found)(request, **kwargs)
        return said if isinstance(said, HttpResponse) else stream_response(*said)

    return view
