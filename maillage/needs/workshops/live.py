"""Following a workshop: one long answer that says what to redraw, as it happens (Server-Sent Events).

  bonjour    {"now", "here"}      the line is open
  suite      {"seq", "pieces"}    what to redraw; its id is the workshop's `seq`: a phone that slept says the last it saw
  battement  {"now", "here"}      the line lives. `now`: the server's clock, ms since 1970; `here`: people connected
  retour     {}                   come back at once: who you are, or what you may see, is asked again

A follower holds no database connection while nothing happens, and what is drawn is drawn once per process for
everybody who sees the same.
"""

import asyncio
import json
import random
import time
from collections.abc import AsyncIterator
from contextlib import suppress
from datetime import timedelta

from asgiref.sync import sync_to_async
from django.db import connections, transaction
from django.http import HttpResponse, StreamingHttpResponse
from django.utils import timezone
from django_scopes import scope

from maillage.needs.workshops import hub
from maillage.needs.workshops.models import Participant, Workshop
from maillage.needs.workshops.pieces import news

LIFETIME = 10 * 60.0  # seconds; then the page comes back, and who may read is asked again


def number(request, name: str) -> int:
    """A whole number of the query string; -1 (everything) when it is not one."""
    value = request.GET.get(name, "")
    return int(value) if value.isdecimal() and len(value) < 10 else -1


def since_of(request, workshop: Workshop) -> int:
    """The last number this page saw; -1 when it cannot be right (a restored database)."""
    last = request.headers.get("Last-Event-ID", "")
    since = int(last) if last.isdecimal() and len(last) < 10 else number(request, "since")
    return since if since <= workshop.seq else -1


def stream_response(workshop: Workshop, audience: str, since: int, who: int | None = None) -> HttpResponse:
    """Follow from `since`; while it lasts, the participant `who` (a pk) is present.

    `audience` must have been decided on the same reading of the database as `workshop.seq`. 503 when too many
    follow this workshop in this process.
    """
    if hub.followers_of(workshop.pk) >= hub.MOST_FOLLOWERS:
        return HttpResponse("Trop d’écrans suivent cet atelier.", status=503, headers={"Retry-After": "20"})
    response = StreamingHttpResponse(
        events(workshop, audience, since, who), content_type="text/event-stream; charset=utf-8"
    )
    response["Cache-Control"] = "no-store, no-transform"
    response["Content-Encoding"] = "identity"  # zipped, events would wait for one another
    response["X-Accel-Buffering"] = "no"  # nginx must not keep events back
    return response


async def events(workshop: Workshop, audience: str, since: int, who: int | None = None) -> AsyncIterator[str]:
    loop = asyncio.get_running_loop()
    ends = loop.time() + LIFETIME * random.uniform(0.8, 1.2)  # who came together need not come back together
    with suppress(hub.Full):
        async with hub.following(
            workshop.pk, WorkshopRows(workshop), workshop.seq, audience, since, who
        ) as follower:
            yield clock("bonjour", follower.channel.here)
            while loop.time() < ends:
                told = await follower.next()
                # They may see something else now. (Had they been served after that, it would be no reason to come back.)
                if told and told.over > workshop.seq:
                    break
                yield told.text if told else clock("battement", follower.channel.here)
            yield event("retour", {})


def event(name: str, data: dict, seq: int | None = None) -> str:
    number = "" if seq is None else f"id: {seq}\n"
    said = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return f"event: {name}\n{number}data: {said}\n\n"


def clock(name: str, here: int | None) -> str:
    counted = {} if here is None else {"here": here}
    return event(name, {"now": round(time.time() * 1000), **counted})


class WorkshopRows:
    """What the hub asks of the database for one workshop: in a thread, in the pole's scope (the request's own ended)."""

    def __init__(self, workshop: Workshop):
        self.pk, self.pole = workshop.pk, workshop.pole

    async def read_seq(self) -> int:
        return await self._ask(read_seq, self.pk)

    async def draw(self, audience: str, since: int) -> hub.Told:
        return await self._ask(news_text, self.pk, audience, since)

    async def stamp(self, people: set[int]) -> None:
        await self._ask(stamp, self.pk, people)

    async def count_here(self) -> int:
        return await self._ask(count_here, self.pk)

    async def _ask(self, read, *args):
        return await sync_to_async(in_the_pole, thread_sensitive=False)(self.pole, read, *args)


def in_the_pole(pole, read, *args):
    try:
        with scope(pole=pole):
            return read(*args)
    finally:
        connections.close_all()


def read_seq(workshop_pk: int) -> int:
    return Workshop.objects.values_list("seq", flat=True).get(pk=workshop_pk)


def news_text(workshop_pk: int, audience: str, since: int) -> hub.Told:
    told = news(workshop_pk, audience, since)
    seq, over = told["seq"], told.pop("over")
    return hub.Told(since, seq, event("suite", told, seq), over)


def stamp(workshop_pk: int, people: set[int]) -> None:
    """They are here now: one UPDATE, that never waits for a row (who moves people between sub-groups goes first)."""
    rows = Participant.objects.filter(workshop=workshop_pk, pk__in=people)
    with transaction.atomic():
        free = list(rows.select_for_update(skip_locked=True).values_list("pk", flat=True))
        Participant.objects.filter(pk__in=free).update(seen_at=timezone.now())


def count_here(workshop_pk: int) -> int:
    since = timezone.now() - timedelta(seconds=hub.PRESENT_FOR)
    return Participant.objects.filter(workshop=workshop_pk, seen_at__gte=since).count()
