"""What the benchmarks measure with, and the floors they are compared to.

A figure alone says little: the same run measures what the machine needs at the very least for the same
thing (a bare query, an empty view, an empty server), and the table shows both and their ratio.
"""

import http.client
import socket
import sqlite3
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import dataclass, field

EMPTY_APPLICATION = "floor:empty_application"


@dataclass
class Timing:
    """Durations of one action, in seconds."""

    durations: list[float] = field(default_factory=list)

    @property
    def median(self) -> float:
        return statistics.median(self.durations)

    @property
    def p95(self) -> float:
        return sorted(self.durations)[int(len(self.durations) * 0.95)]


@dataclass
class Row:
    """A line of the table; `target` is the figure to hold, in words."""

    what: str
    measured: float
    floor: float | None = None
    target: str = ""


def measure(action: Callable[[], object], seconds: float = 1.0, warm_up: int = 3) -> Timing:
    """Repeats `action` for about `seconds`, at least five times."""
    for _ in range(warm_up):
        action()
    timing = Timing()
    end = time.perf_counter() + seconds
    while time.perf_counter() < end or len(timing.durations) < 5:
        began = time.perf_counter()
        action()
        timing.durations.append(time.perf_counter() - began)
    return timing


def bare_query(path: str, sql: str, parameters: tuple = (), seconds: float = 0.5) -> Timing:
    """The same SQL without Django, on an open SQLite connection."""
    connection = sqlite3.connect(path)
    try:
        return measure(lambda: connection.execute(sql, parameters).fetchall(), seconds)
    finally:
        connection.close()


def empty_view(seconds: float = 0.5) -> Timing:
    """Django answering "ok" through no middleware at all: what every page pays before its own work."""
    from django.http import HttpResponse
    from django.test import RequestFactory, override_settings
    from django.urls import path

    class Urls:
        urlpatterns = [path("", lambda request: HttpResponse("ok"))]

    from django.core.handlers.base import BaseHandler

    with override_settings(MIDDLEWARE=[], ROOT_URLCONF=Urls):
        handler = BaseHandler()
        handler.load_middleware()
        factory = RequestFactory()
        return measure(lambda: handler.get_response(factory.get("/")), seconds)


async def empty_application(scope, receive, send):
    """The smallest ASGI application: the floor of any page served."""
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"2")]})
    await send({"type": "http.response.body", "body": b"ok"})


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def answers(port: int, host: str = "localhost", path: str = "/") -> bool:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        connection.request("GET", path, headers={"Host": host})
        return connection.getresponse().status < 400
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def seconds_until_answer(process: subprocess.Popen, port: int, patience: float = 300) -> float:
    """From now to the first page; raises when the process dies first."""
    began = time.perf_counter()
    while not answers(port):
        if process.poll() is not None:
            raise RuntimeError(f"{process.args} ended with {process.returncode} before its first page")
        if time.perf_counter() - began > patience:
            raise TimeoutError(f"no page after {patience} seconds")
        time.sleep(0.02)
    return time.perf_counter() - began


@contextmanager
def served(command: list[str], **options):
    """A server for the time of the block."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, **options)
    try:
        yield process
    finally:
        process.terminate()
        process.wait(30)


def empty_server(port: int) -> list[str]:
    return [sys.executable, "-m", "granian", "--interface", "asginl", "--port", str(port), EMPTY_APPLICATION]


def duration(seconds: float) -> str:
    if seconds >= 1:
        return f"{seconds:.2f} s"
    return f"{seconds * 1000:.1f} ms" if seconds >= 0.001 else f"{seconds * 1_000_000:.0f} µs"


def table(title: str, rows: list[Row]) -> None:
    lines = [("", "mesuré", "plancher", "rapport", "à tenir")]
    for row in rows:
        floor, ratio = (duration(row.floor), f"× {row.measured / row.floor:.1f}") if row.floor else ("—", "—")
        lines.append((row.what, duration(row.measured), floor, ratio, row.target))
    widths = [max(len(line[column]) for line in lines) for column in range(5)]
    print(f"\n## {title}\n")
    for line in lines:
        cells = (
            cell.ljust(width) if column in (0, 4) else cell.rjust(width)
            for column, (cell, width) in enumerate(zip(line, widths, strict=True))
        )
        print("  ".join(cells).rstrip())
