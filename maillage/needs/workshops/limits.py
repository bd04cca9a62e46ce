"""How often one address may try. A whole room types behind one address: limits stop machines, never a room.

Counted in the cache, which all processes share when VALKEY_URL is set; an address is kept there as a digest, until
the window that began with its first try ends.
"""

from contextlib import suppress
from dataclasses import dataclass

from django.conf import settings
from django.core.cache import cache
from django.utils.crypto import salted_hmac


@dataclass(frozen=True)
class Limit:
    """`most` tries in `window` seconds, for one address (or for all together) and whatever `about` names."""

    name: str
    most: int
    window: int
    together: bool = False

    def reached(self, request, about: str = "") -> bool:
        return cache.get(self._key(request, about), 0) >= self.most

    def count(self, request, about: str = "") -> None:
        key = self._key(request, about)
        cache.add(key, 0, self.window)
        with suppress(ValueError):  # its window ended just now
            cache.incr(key)

    def _key(self, request, about: str) -> str:
        address = "" if self.together else address_of(request)
        digest = salted_hmac(f"workshops.{self.name}", f"{request.pole.pk} {about} {address}").hexdigest()
        return f"{self.name}:{digest}"


def address_of(request) -> str:
    address = request.META.get("REMOTE_ADDR", "")
    if settings.SECURE:  # behind the proxy that ends TLS: its own word is the last one of the list
        address = request.META.get("HTTP_X_FORWARDED_FOR", address).rsplit(",", 1)[-1].strip()
    return address
