"""One decision at a time, without the crush.

SQLite lets one writer in and makes the others ask again after a nap that grows to a tenth of a second: with
200 threads the lock is idle most of the time (measured: 20 registrations/s). Threads of one process therefore
queue at a turnstile before they ask for the database's lock, which still decides, also between processes.
PostgreSQL queues writers by itself.
"""

import threading
from contextlib import contextmanager

from django.db import connection, transaction

_turnstile = threading.Lock()


@contextmanager
def decision():
    """`transaction.atomic()` for what competes for seats. Inside a transaction already begun it is only that."""
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        with transaction.atomic():
            yield
        return
    with _turnstile, transaction.atomic():
        yield
