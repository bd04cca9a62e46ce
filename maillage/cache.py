"""Django's cache in Valkey, so that what is counted (wrong codes, logins) is counted once for all processes.

When Valkey is away, each process counts in its own memory for a moment: limits are looser then, nobody is locked
out and no page fails. Values are JSON: what is read back is data, whoever wrote it.
"""

import json
import logging
import time
from functools import cache as once

import valkey
from django.core.cache.backends.base import DEFAULT_TIMEOUT, BaseCache
from django.core.cache.backends.locmem import LocMemCache

PATIENCE = 0.5  # seconds for Valkey to answer
AWAY = 5.0  # seconds during which it is not asked again

# A key that ends between a look and a step would come back without an end.
STEP = "if redis.call('exists', KEYS[1]) == 1 then return redis.call('incrby', KEYS[1], ARGV[1]) end"

log = logging.getLogger(__name__)


class Line:
    """The connections of this process to one Valkey, and whether it answers; shared by all threads."""

    def __init__(self, url: str):
        self.client = valkey.Valkey.from_url(
            url, socket_timeout=PATIENCE, socket_connect_timeout=PATIENCE, health_check_interval=30
        )
        self.away_until = 0.0


line_to = once(Line)


class SharedCache(BaseCache):
    """CACHES["default"] = {"BACKEND": "maillage.cache.SharedCache", "LOCATION": "valkey://…", "KEY_PREFIX": …}"""

    def __init__(self, url: str, params: dict):
        super().__init__(params)
        self.line, self.near = line_to(url), LocMemCache("valkey-is-away", params)

    def _ask(self, far, near, *args):
        """`far()`, or `near(*args)` while Valkey does not answer."""
        if time.monotonic() >= self.line.away_until:
            try:
                return far(self.line.client)
            except (valkey.ValkeyError, OSError) as trouble:
                self.line.away_until = time.monotonic() + AWAY
                log.warning("Valkey is away (%s): counted in memory", type(trouble).__name__)
        return near(*args)

    def _lasts(self, timeout) -> int | None:
        """Milliseconds that a value is kept, None for ever."""
        seconds = self.default_timeout if timeout is DEFAULT_TIMEOUT else timeout
        return None if seconds is None else max(0, round(seconds * 1000))

    def add(self, key, value, timeout=DEFAULT_TIMEOUT, version=None):
        name, lasts = self.make_and_validate_key(key, version), self._lasts(timeout)
        if lasts == 0:
            return not self.has_key(key, version)
        return self._ask(
            lambda far: bool(far.set(name, json.dumps(value), px=lasts, nx=True)),
            self.near.add, key, value, timeout, version,
        )  # fmt: skip

    def get(self, key, default=None, version=None):
        name = self.make_and_validate_key(key, version)

        def read(far):
            found = far.get(name)
            return default if found is None else json.loads(found)

        return self._ask(read, self.near.get, key, default, version)

    def set(self, key, value, timeout=DEFAULT_TIMEOUT, version=None):
        name, lasts = self.make_and_validate_key(key, version), self._lasts(timeout)
        if lasts == 0:
            self.delete(key, version)
            return
        self._ask(
            lambda far: far.set(name, json.dumps(value), px=lasts),
            self.near.set, key, value, timeout, version,
        )  # fmt: skip

    def touch(self, key, timeout=DEFAULT_TIMEOUT, version=None):
        name, lasts = self.make_and_validate_key(key, version), self._lasts(timeout)

        def keep(far):
            if lasts is None:
                far.persist(name)
                return bool(far.exists(name))
            return bool(far.pexpire(name, lasts))

        return self._ask(keep, self.near.touch, key, timeout, version)

    def delete(self, key, version=None):
        name = self.make_and_validate_key(key, version)
        return self._ask(lambda far: bool(far.delete(name)), self.near.delete, key, version)

    def has_key(self, key, version=None):
        name = self.make_and_validate_key(key, version)
        return self._ask(lambda far: bool(far.exists(name)), self.near.has_key, key, version)

    def incr(self, key, delta=1, version=None):
        """One step in Valkey itself, for any number of processes; raises ValueError when there is no such key."""
        name = self.make_and_validate_key(key, version)

        def count(far):
            found = far.eval(STEP, 1, name, delta)
            if found is None:
                raise ValueError(f"Key {key!r} not found")
            return found

        return self._ask(count, self.near.incr, key, delta, version)

    def clear(self):
        """Forgets what this installation put there, and nothing of others."""

        def forget(far):
            if names := list(far.scan_iter(f"{self.key_prefix}:*")):
                far.delete(*names)

        self._ask(forget, lambda: None)
        self.near.clear()
