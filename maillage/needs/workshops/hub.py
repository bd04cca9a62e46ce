"""Who follows which workshop in this process, and how they are woken.

A write wakes the followers of its own process right after commit. Writes of other processes are found by looking
at the workshop's number once a second. A broadcast is never the only copy: it only says "look", the truth is rows.
"""

import asyncio
from collections.abc import Callable
from contextlib import asynccontextmanager, suppress

LOOK_EVERY = 1.0  # seconds
MOST_FOLLOWERS = 400  # per workshop and process

_channels: dict[int, "Channel"] = {}


class Full(Exception):
    """This process serves no more followers of this workshop."""


class Channel:
    """One workshop followed in this process. `seq` is the highest number heard of."""

    def __init__(self, read_seq: Callable[[], int]):
        self.loop = asyncio.get_running_loop()
        self.seq = 0
        self.followers = 0
        self.rendered: dict[tuple, asyncio.Task] = {}
        self._bell = asyncio.Event()
        self._watcher = self.loop.create_task(self._watch(read_seq))

    def ring(self, seq: int) -> None:
        if seq <= self.seq:
            return
        self.seq = seq
        self.rendered.clear()
        self._bell.set()
        self._bell = asyncio.Event()

    async def beyond(self, seq: int, patience: float) -> bool:
        """True as soon as the workshop is past `seq`; False after `patience` seconds without news."""
        if self.seq > seq:
            return True
        with suppress(TimeoutError):
            await asyncio.wait_for(self._bell.wait(), patience)
        return self.seq > seq

    async def shared(self, key: tuple, make):
        """What `make()` gives, made once for all followers who ask for the same `key` before the next change."""
        if key not in self.rendered:
            self.rendered[key] = self.loop.create_task(make())
        try:
            return await asyncio.shield(self.rendered[key])
        except Exception:
            self.rendered.pop(key, None)
            raise

    async def _watch(self, read_seq):
        while True:
            with suppress(Exception):  # a database that is away for a moment is asked again
                self.ring(await read_seq())
            await asyncio.sleep(LOOK_EVERY)

    def stop(self):
        self._watcher.cancel()


@asynccontextmanager
async def following(workshop_pk: int, read_seq):
    """The workshop's channel while its block runs; raises Full. `read_seq` is awaited to learn the number."""
    channel = _channels.get(workshop_pk)
    if channel is None or channel.loop is not asyncio.get_running_loop():
        channel = _channels[workshop_pk] = Channel(read_seq)
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
            channel.loop.call_soon_threadsafe(channel.ring, seq)
