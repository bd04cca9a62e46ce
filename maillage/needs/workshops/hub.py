"""Who follows which workshop in this process, and how they are woken.

A write wakes the followers of its own process right after commit. Writes of other processes are found by looking
at the workshop's number once a second. What is told to an audience is drawn once for all who are up to date; who
is late is served apart. A broadcast is never the only copy: the truth is rows, and may be told again.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from typing import NamedTuple

LOOK_EVERY = 1.0  # seconds
PACE = 0.03  # seconds between two tellings: a room that writes all at once is told in handfuls
MOST_FOLLOWERS = 400  # per workshop and process

_channels: dict[int, "Channel"] = {}


class Full(Exception):
    """This process serves no more followers of this workshop."""


class Told(NamedTuple):
    """`text` brings an audience from any number in since…seq to `seq`."""

    since: int
    seq: int
    text: str


class Channel:
    """One workshop followed in this process.

    `read_seq()` gives the workshop's number now; `draw(audience, since)` what to tell and up to which number.
    """

    def __init__(self, read_seq: Callable[[], Awaitable], draw: Callable[[str, int], Awaitable]):
        self.loop = asyncio.get_running_loop()
        self.read_seq, self.draw = read_seq, draw
        self.followers = 0
        self.heard = 0
        self.told: dict[str, Told] = {}
        self._late: dict[tuple, asyncio.Task] = {}
        self._called, self._bell = asyncio.Event(), asyncio.Event()
        self._pump = self.loop.create_task(self._run())

    def call(self, seq: int) -> None:
        """The workshop is at `seq`."""
        if seq > self.heard:
            self.heard = seq
            self._called.set()

    async def next(self, audience: str, seen: int, patience: float) -> Told | None:
        """What to tell a follower who saw number `seen`; None after `patience` seconds without news."""
        last = self.told.setdefault(audience, Told(seen, seen, ""))
        if self.heard > last.seq:
            self._called.set()
        if seen >= last.seq:
            with suppress(TimeoutError):
                async with asyncio.timeout(patience):
                    await self._bell.wait()
            last = self.told[audience]
        if seen >= last.seq:
            return None
        return last if seen >= last.since else await self._catch_up(audience, seen)

    async def _catch_up(self, audience: str, seen: int) -> Told:
        """Drawn once for all who are late by as much: a room that wakes together is one drawing."""
        key = (audience, seen)
        if key not in self._late:
            self._late[key] = self.loop.create_task(self._drawn(*key))
        return await asyncio.shield(self._late[key])

    async def _drawn(self, audience: str, since: int) -> Told:
        return Told(since, *await self.draw(audience, since))

    async def _run(self):
        looked = 0.0
        while True:
            with suppress(TimeoutError):
                async with asyncio.timeout(LOOK_EVERY):
                    await self._called.wait()
            self._called.clear()
            with suppress(Exception):  # a database that is away for a moment is asked again
                if time.monotonic() - looked >= LOOK_EVERY:
                    looked = time.monotonic()
                    self.heard = max(self.heard, await self.read_seq())
                await self._tell()
            await asyncio.sleep(PACE)

    async def _tell(self):
        behind = {audience: last.seq for audience, last in self.told.items() if last.seq < self.heard}
        for audience, since in behind.items():
            self.told[audience] = await self._drawn(audience, since)
        if behind:
            self._late.clear()
            self._bell.set()
            self._bell = asyncio.Event()

    def stop(self):
        self._pump.cancel()


@asynccontextmanager
async def following(workshop_pk: int, read_seq, draw):
    """The workshop's channel while its block runs; raises Full."""
    channel = _channels.get(workshop_pk)
    if channel is None or channel.loop is not asyncio.get_running_loop():
        channel = _channels[workshop_pk] = Channel(read_seq, draw)
    if channel.followers >= MOST_FOLLOWERS:
        raise Full
    channel.followers += 1
    try:
        yield channel
    finally:
        channel.followers -= 1
        if not channel.followers:
            channel.stop()
            if _channels.get(workshop_pk) is channel:
                del _channels[workshop_pk]


def followers_of(workshop_pk: int) -> int:
    channel = _channels.get(workshop_pk)
    return channel.followers if channel else 0


def wake(workshop_pk: int, seq: int) -> None:
    """Called after commit, from any thread of this process."""
    if channel := _channels.get(workshop_pk):
        with suppress(RuntimeError):  # the loop has ended
            channel.loop.call_soon_threadsafe(channel.call, seq)
