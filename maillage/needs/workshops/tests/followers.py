"""Followers of a workshop on a real event loop, for the tests of the line."""

import asyncio
import json
from contextlib import asynccontextmanager

from asgiref.sync import sync_to_async
from django.db import connections
from django_scopes import scope

from maillage.needs.workshops import live
from maillage.needs.workshops.scene import PARTICIPANT


def in_pole(workshop, act):
    def run():
        try:
            with scope(pole=workshop.pole):
                return act()
        finally:
            connections.close_all()

    return sync_to_async(run, thread_sensitive=False)()


async def read(stream):
    """(event, id or None, data)"""
    text = await asyncio.wait_for(anext(stream), 5)
    fields = dict(line.split(": ", 1) for line in text.strip().split("\n"))
    return fields["event"], int(fields["id"]) if "id" in fields else None, json.loads(fields["data"])


async def next_event(stream, name):
    while True:
        event, seq, data = await read(stream)
        if event == name:
            return seq, data


async def next_news(stream):
    return await next_event(stream, "suite")


@asynccontextmanager
async def following(workshop, audience=PARTICIPANT, who=None):
    """A stream from now on, its « bonjour » read."""
    workshop.seq = await in_pole(workshop, workshop.current_seq)
    stream = live.events(workshop, audience, workshop.seq, who)
    assert (await read(stream))[0] == "bonjour"
    try:
        yield stream
    finally:
        await stream.aclose()


async def until(done):
    """Waits for what happens beside; the test's own patience is pytest's."""
    for _ in range(500):
        if found := done():
            return found
        await asyncio.sleep(0.01)
    raise AssertionError("it did not happen")
