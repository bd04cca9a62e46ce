"""Following a workshop: one long answer that says what to redraw, as it happens (Server-Sent Events).

A follower holds no database connection while nothing happens, and what is drawn is drawn once per process for
everybody who sees the same. The id of an event is the workshop's `seq`: a phone that slept says the last one it saw.
"""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import suppress
from functools import partial

from asgiref.sync import sync_to_async
from django.db import connections
from django.http import HttpResponse, StreamingHttpResponse
from django_scopes import scope

from maillage.needs.workshops import hub
from maillage.needs.workshops.models import Workshop
from maillage.needs.workshops.pieces import news

HEARTBEAT = 15.0  # seconds; a page that hears nothing for three of them reconnects
LIFETIME = 10 * 60.0  # then the page reconnects, and who may read is asked again


def number(request, name: str) -> int:
    """A whole number of the query string; -1 (everything) when it is not one."""
    value = request.GET.get(name, "")
    return int(value) if value.isdecimal() and len(value) < 10 else -1


def since_of(request, workshop: Workshop) -> int:
    """The last number this page saw; -1 when it cannot be right (a restored database)."""
    last = request.headers.get("Last-Event-ID", "")
    since = int(last) if last.isdecimal() and len(last) < 10 else number(request, "since")
    return since if since <= workshop.seq else -1


def stream_response(workshop: Workshop, audience: str, since: int) -> HttpResponse:
    """Follow from `since`; 503 when too many follow this workshop in this process."""
    if hub.followers_of(workshop.pk) >= hub.MOST_FOLLOWERS:
        return HttpResponse("Trop d’écrans suivent cet atelier.", status=503, headers={"Retry-After": "20"})
    response = StreamingHttpResponse(
        events(workshop, audience, since), content_type="text/event-stream; charset=utf-8"
    )
    response["Cache-Control"] = "no-store, no-transform"
    response["Content-Encoding"] = "identity"  # zipped, events would wait for one another
    response["X-Accel-Buffering"] = "no"  # nginx must not keep events back
    return response


async def events(workshop: Workshop, audience: str, since: int) -> AsyncIterator[str]:
    loop = asyncio.get_running_loop()
    ends = loop.time() + LIFETIME
    read = partial(in_the_pole, workshop.pole, read_seq, workshop.pk)
    draw = partial(in_the_pole, workshop.pole, news_text, workshop.pk)
    with suppress(hub.Full):
        async with hub.following(workshop.pk, read, draw) as channel:
            yield event("bonjour", since)
            while loop.time() < ends:
                told = await channel.next(audience, since, HEARTBEAT)
                if told is None:
                    yield event("battement", since)
                else:
                    since = told.seq
                    yield told.text


def news_text(workshop_pk: int, audience: str, since: int) -> tuple[int, str]:
    told = news(workshop_pk, audience, since)
    return told["seq"], event(
        "suite", told["seq"], json.dumps(told, ensure_ascii=False, separators=(",", ":"))
    )


def event(name: str, seq: int, data: str = "{}") -> str:
    return f"event: {name}\nid: {max(seq, 0)}\ndata: {data}\n\n"


def read_seq(workshop_pk: int) -> int:
    return Workshop.objects.values_list("seq", flat=True).get(pk=workshop_pk)


async def in_the_pole(pole, read, *args):
    """`read(*args)` in a thread, in the pole's scope (the request's own ended with its answer)."""
    return await sync_to_async(_in_the_pole, thread_sensitive=False)(pole, read, *args)


def _in_the_pole(pole, read, *args):
    try:
        with scope(pole=pole):
            return read(*args)
    finally:
        connections.close_all()
