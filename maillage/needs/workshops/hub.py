"""Who follows which workshop in this process: how they are woken, and how many people are there.

A write wakes the followers of its own process right after commit, and those of other processes through `relay.py`;
all look at the workshop's number once a second anyway. What is told to an audience is drawn once for all who are
up to date; who is late is served apart. A broadcast is never the only copy: the truth is rows, and may be told again.
"""

import asyncio
import logging
import time
from collections import Counter
from contextlib import asynccontextmanager, contextmanager, suppress
from typing import NamedTuple, Protocol

from maillage.needs.workshops import relay

LOOK_EVERY = 1.0  # seconds
PACE = 0.03  # seconds between two tellings: a room that writes all at once is told in handfuls
HEARTBEAT = 15.0  # seconds; a page that hears nothing for three of them reconnects
SOONEST_BEAT = 3.0  # when how many are there has changed
STAMP_EVERY = 45.0
COMPLAIN_EVERY = 60.0
PRESENT_FOR = 90  # seconds after which who was not stamped again has left
MOST_FOLLOWERS = 400  # per workshop and process

log = logging.getLogger(__name__)
_channels: dict[int, "Channel"] = {}


class Full(Exception):
    """This process serves no more followers of this workshop."""


class Told(NamedTuple):
    """`text` brings an audience from any number in since…seq to `seq`, except whom was served before number `over`:

    they may see something else since, and must come back.
    """

    since: int
    seq: int
    text: str = ""
    over: int = 0


class Rows(Protocol):
    """What a channel asks of the database. Each may fail, and is asked again a little later."""

    async def read_seq(self) -> int:
        """The workshop's number now."""

    async def draw(self, audience: str, since: int) -> Told:
        """What to tell who saw the number `since`."""

    async def stamp(self, people: set[int]) -> None:
        """These are here now."""

    async def count_here(self) -> int:
        """How many were stamped within PRESENT_FOR, by any process."""


class Audience:
    """Followers who see the same thing."""

    def __init__(self, name: str, seq: int):
        self.name, self.followers = name, 0
        self.told, self.bell = Told(seq, seq), asyncio.Event()
        self.late: dict[int, asyncio.Task] = {}

    def say(self, told: Told) -> None:
        self.told = told
        self.late.clear()
        self.ring()

    def ring(self) -> None:
        """They all look whether there is something for them."""
        self.bell.set()
        self.bell = asyncio.Event()


class Channel:
    """One workshop followed in this process."""

    def __init__(self, rows: Rows, seq: int):
        self.loop = asyncio.get_running_loop()
        self.rows, self.heard = rows, seq
        self.audiences: dict[str, Audience] = {}
        self.followers = 0
        self.present = Counter()  # participant → how many of their pages follow here
        self.here: int | None = None  # people connected, all processes together, once counted
        self.beats = 0
        self.complained = float("-inf")
        self._called = asyncio.Event()
        self._late = asyncio.Semaphore(2)  # a room that comes back must not hold up those who are there
        self._tasks = [self.loop.create_task(work) for work in (self._tell_on(), Clerk(self).work())]

    def call(self, seq: int) -> None:
        """The workshop is at `seq`."""
        if seq > self.heard:
            self.heard = seq
            self._called.set()

    def beat(self) -> None:
        self.beats += 1
        for audience in self.audiences.values():
            audience.ring()

    async def catch_up(self, audience: Audience, since: int) -> Told:
        """Drawn once for all who are late by as much: a room that wakes together is one drawing."""
        if since not in audience.late:
            audience.late[since] = self.loop.create_task(self._draw_late(audience, since))
        return await asyncio.shield(audience.late[since])

    async def _draw_late(self, audience: Audience, since: int) -> Told:
        try:
            async with self._late:
                return await self.rows.draw(audience.name, since)
        except Exception:
            audience.late.pop(since, None)  # who asks next is not given the same failure
            raise

    async def _tell_on(self):
        looked = 0.0
        while True:
            with suppress(TimeoutError):
                async with asyncio.timeout(LOOK_EVERY):
                    await self._called.wait()
            self._called.clear()
            if time.monotonic() - looked >= LOOK_EVERY:
                looked = time.monotonic()
                with self.patience():
                    self.heard = max(self.heard, await self.rows.read_seq())
            for audience in list(self.audiences.values()):
                with self.patience():
                    await self._tell(audience)
            await asyncio.sleep(PACE)

    async def _tell(self, audience: Audience):
        asked = self.heard
        if audience.told.seq >= asked:
            return
        told = await self.rows.draw(audience.name, audience.told.seq)
        audience.say(told)
        if told.seq < asked == self.heard:
            self.heard = told.seq  # a number heard from elsewhere that was not this workshop's

    @contextmanager
    def patience(self):
        """A database that is away for a moment is asked again; trouble is logged once a minute."""
        try:
            yield
        except Exception:
            if time.monotonic() - self.complained > COMPLAIN_EVERY:
                self.complained = time.monotonic()
                log.exception("A followed workshop could not be read: asked again in a moment")

    def stop(self):
        for task in self._tasks:
            task.cancel()


class Clerk:
    """Writes down who is there, counts them, and lets the channel's heart beat."""

    EVERY = 1.0  # seconds

    def __init__(self, channel: Channel):
        self.channel = channel
        self.stamped: dict[int, float] = {}
        self.counted = self.beaten = float("-inf")
        self.said: int | None = None

    async def work(self):
        while True:
            await asyncio.sleep(self.EVERY / 5 if self.channel.here is None else self.EVERY)
            with self.channel.patience():
                await self.attend(time.monotonic())
            self.beat(time.monotonic())

    async def attend(self, now: float):
        """One write for all whom it is time to stamp, and those whose time comes soon with them."""
        ages = {who: now - self.stamped.get(who, float("-inf")) for who in self.channel.present}
        wrote = any(age >= STAMP_EVERY for age in ages.values())
        if wrote:
            due = {who for who, age in ages.items() if age >= STAMP_EVERY / 2}
            await self.channel.rows.stamp(due)
            self.stamped |= dict.fromkeys(due, now)
        if wrote or now - self.counted >= HEARTBEAT:
            self.channel.here = await self.channel.rows.count_here()
            self.counted = now

    def beat(self, now: float):
        changed = self.channel.here != self.said
        if now - self.beaten >= (SOONEST_BEAT if changed else HEARTBEAT):
            self.said, self.beaten = self.channel.here, now
            self.channel.beat()


class Follower:
    """One page that follows, having seen the number `seen`."""

    def __init__(self, channel: Channel, audience: Audience, seen: int):
        self.channel, self.audience, self.seen = channel, audience, seen
        self.beats = channel.beats

    async def next(self) -> Told | None:
        """What brings this page up to date, when there is something; None when only the heart beats."""
        while True:
            last = self.audience.told
            if self.seen < last.seq:
                told = (
                    last if self.seen >= last.since else await self.channel.catch_up(self.audience, self.seen)
                )
                self.seen = max(told.seq, self.seen)
                return told
            if self.beats != self.channel.beats:
                self.beats = self.channel.beats
                return None
            await self.audience.bell.wait()


@asynccontextmanager
async def following(workshop_pk: int, rows: Rows, seq: int, audience: str, seen: int, who: int | None = None):
    """A Follower while its block runs; raises Full. The workshop was at `seq` a moment ago; `who` is then present."""
    channel = _channels.get(workshop_pk)
    if channel is None or channel.loop is not asyncio.get_running_loop():
        channel = _channels[workshop_pk] = Channel(rows, max(seq, seen))
    if channel.followers >= MOST_FOLLOWERS:
        raise Full
    channel.call(seq)
    relay.listen(heard_elsewhere)
    group = channel.audiences.setdefault(audience, Audience(audience, channel.heard))
    channel.followers += 1
    group.followers += 1
    if who is not None:
        channel.present[who] += 1
    try:
        yield Follower(channel, group, seen)
    finally:
        leave(workshop_pk, channel, group, who)


def leave(workshop_pk: int, channel: Channel, group: Audience, who: int | None) -> None:
    """The last of an audience takes it away, the last of all the channel."""
    channel.followers -= 1
    group.followers -= 1
    channel.present -= Counter([who])  # drops who is at zero
    if not group.followers:
        del channel.audiences[group.name]
    if not channel.followers:
        channel.stop()
        if _channels.get(workshop_pk) is channel:
            del _channels[workshop_pk]
        if not _channels:
            relay.stop_listening()


def followers_of(workshop_pk: int) -> int:
    channel = _channels.get(workshop_pk)
    return channel.followers if channel else 0


def pages_of(workshop_pk: int, who: int) -> int:
    """How many pages of this participant follow in this process."""
    channel = _channels.get(workshop_pk)
    return channel.present[who] if channel else 0


def wake(workshop_pk: int, seq: int) -> None:
    """Called after commit, from any thread of this process; returns at once, whatever happens elsewhere."""
    heard_elsewhere(workshop_pk, seq)
    relay.send(workshop_pk, seq)


def heard_elsewhere(workshop_pk: int, seq: int) -> None:
    if channel := _channels.get(workshop_pk):
        with suppress(RuntimeError):  # the loop has ended
            channel.loop.call_soon_threadsafe(channel.call, seq)
