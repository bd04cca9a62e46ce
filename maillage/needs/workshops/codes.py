"""Guessing codes is slowed down, gently: a room of forty people types behind one address.

Only wrong codes count, and only those who try after many of them wait. Counted in the cache, which all processes
share when VALKEY_URL is set; an address is kept there as a digest, for ten minutes after its first wrong code.
"""

from contextlib import suppress

from django.conf import settings
from django.core.cache import cache
from django.utils.crypto import salted_hmac

WRONG_CODES = 120
WINDOW = 10 * 60  # seconds


def _key(request) -> str:
    address = request.META.get("REMOTE_ADDR", "")
    if settings.SECURE:  # behind the proxy that ends TLS: its own word is the last one of the list
        address = request.META.get("HTTP_X_FORWARDED_FOR", address).rsplit(",", 1)[-1].strip()
    digest = salted_hmac("workshops.codes", f"{request.pole.pk} {address}").hexdigest()
    return f"wrong-codes:{digest}"


def too_many(request) -> bool:
    return cache.get(_key(request), 0) >= WRONG_CODES


def count_wrong(request) -> None:
    key = _key(request)
    cache.add(key, 0, WINDOW)
    with suppress(ValueError):  # its ten minutes ended just now
        cache.incr(key)


def clean(typed: str) -> str:
    """« 482-719 », « 482 719 » and « 482719 » are one code."""
    return "".join(c for c in typed if c.isdecimal())
