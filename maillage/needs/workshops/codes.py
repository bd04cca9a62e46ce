"""Guessing codes is slowed down, gently: a room of forty people types behind one address.

Only wrong codes count, and only those who try after many of them wait. Counted in each process, in memory.
"""

import time
from collections import deque

from django.conf import settings

WRONG_CODES = 120
WINDOW = 10 * 60  # seconds

_wrong: dict[tuple, deque] = {}


def _key(request):
    address = request.META.get("REMOTE_ADDR", "")
    if settings.SECURE:  # behind the proxy that ends TLS: its own word is the last one of the list
        address = request.META.get("HTTP_X_FORWARDED_FOR", address).rsplit(",", 1)[-1].strip()
    return request.pole.pk, address


def too_many(request) -> bool:
    tries = _wrong.get(_key(request))
    while tries and tries[0] < time.monotonic() - WINDOW:
        tries.popleft()
    return bool(tries) and len(tries) >= WRONG_CODES


def count_wrong(request) -> None:
    if len(_wrong) > 10_000:
        _wrong.clear()
    _wrong.setdefault(_key(request), deque(maxlen=WRONG_CODES)).append(time.monotonic())


def forget() -> None:
    _wrong.clear()


def clean(typed: str) -> str:
    """« 482-719 », « 482 719 » and « 482719 » are one code."""
    return "".join(c for c in typed if c.isdecimal())
