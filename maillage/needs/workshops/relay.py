"""Between processes: a commit in one wakes the followers of the others, through Valkey's publish and subscribe.

What goes through it is a hint, "workshop 12 is at 345": nothing is kept in it, nothing waits for it and nothing is
lost without it, as every process looks at the numbers once a second anyway. Without VALKEY_URL all this is silent.
"""

import asyncio
import logging
import random
import threading
import time
from collections.abc import Callable
from contextlib import suppress

import valkey
import valkey.asyncio
from django.conf import settings

PATIENCE = 2.0  # seconds for Valkey to answer
AGAIN = (0.2, 10.0)  # seconds before it is tried again: at first, at most
QUIET = 20.0  # seconds without a word before the line is checked
TROUBLE = (valkey.ValkeyError, OSError)

log = logging.getLogger(__name__)


def line() -> str:
    return f"{settings.VALKEY_PREFIX}:workshops"


# --- sending: from any thread, right after a commit ---------------------------------------------------------

_sender: "Sender | None" = None
_starting = threading.Lock()


def send(workshop_pk: int, seq: int) -> None:
    """Returns at once; a thread tells the others, when Valkey is there to listen."""
    if not settings.VALKEY_URL:
        return
    global _sender
    with _starting:
        if _sender is None or not _sender.is_alive():
            _sender = Sender(settings.VALKEY_URL)
            _sender.start()
    _sender.add(workshop_pk, seq)


class Sender(threading.Thread):
    """Keeps the newest number of each workshop until it is said, never more."""

    def __init__(self, url: str):
        super().__init__(name="workshops-relay", daemon=True)
        self.client = valkey.Valkey.from_url(url, socket_timeout=PATIENCE, socket_connect_timeout=PATIENCE)
        self.hints: dict[int, int] = {}
        self.lock, self.news = threading.Lock(), threading.Event()

    def add(self, workshop_pk: int, seq: int) -> None:
        with self.lock:
            self.hints[workshop_pk] = max(seq, self.hints.get(workshop_pk, 0))
        self.news.set()

    def run(self):
        while True:
            self.news.wait()
            self.news.clear()
            with self.lock:
                hints, self.hints = self.hints, {}
            try:
                self.say(hints)
            except TROUBLE as trouble:
                log.warning("Valkey is away (%s): other processes look by themselves", type(trouble).__name__)
                time.sleep(PATIENCE)

    def say(self, hints: dict[int, int]) -> None:
        with self.client.pipeline(transaction=False) as sent:
            for workshop_pk, seq in hints.items():
                sent.publish(line(), f"{workshop_pk}:{seq}")
            sent.execute()


# --- listening: one subscription for all the followers of a process -----------------------------------------

_listener: asyncio.Task | None = None


def listen(heard: Callable[[int, int], None]) -> None:
    """Calls `heard(workshop_pk, seq)` on this loop for what any process sends, until `stop_listening`."""
    global _listener
    if settings.VALKEY_URL and (_listener is None or _listener.done() or _listener.get_loop().is_closed()):
        _listener = asyncio.get_running_loop().create_task(_listen_on(heard))


def stop_listening() -> None:
    global _listener
    if _listener is not None:
        with suppress(RuntimeError):  # its loop has ended
            _listener.cancel()
        _listener = None


async def _listen_on(heard) -> None:
    wait, most = AGAIN
    while True:
        began = time.monotonic()
        with suppress(*TROUBLE):
            await _listen(heard)
        wait = AGAIN[0] if time.monotonic() - began > most else min(wait * 2, most)
        await asyncio.sleep(wait * random.uniform(0.5, 1.5))


async def _listen(heard) -> None:
    """Until the line breaks."""
    client = valkey.asyncio.Valkey.from_url(
        settings.VALKEY_URL, socket_connect_timeout=PATIENCE, health_check_interval=QUIET
    )
    async with client, client.pubsub(ignore_subscribe_messages=True) as subscription:
        await subscription.subscribe(line())
        while True:
            if message := await subscription.get_message(timeout=QUIET):
                with suppress(ValueError):  # not ours
                    heard(*map(int, message["data"].split(b":")))
