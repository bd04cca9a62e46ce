"""Many people at once, for real: threads that start together, each on its own connection."""

import threading
from concurrent.futures import ThreadPoolExecutor

from django.db import connection
from django_scopes import scope


def all_at_once(pole, count, action) -> list:
    """Runs `action(number)` in `count` threads in the pole's scope; the results in order of number."""
    starting_line = threading.Barrier(count)

    def run(number):
        try:
            starting_line.wait(30)
            with scope(pole=pole):
                return action(number)
        finally:
            connection.close()

    with ThreadPoolExecutor(count) as threads:
        return list(threads.map(run, range(count)))
