"""A live board: 150 phones follow, 50 notes a second are written, then all 150 come back at once.

One web process, SQLite as it runs in life. Each figure goes from the moment a phone begins to send a note to the
moment another phone has read it. The floor is the same conversation with a process that only keeps a list in
memory: no Django, no database, no page. Clients and server share the machine.
"""

import asyncio
import http.client
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
import uuid
from contextlib import contextmanager
from urllib.parse import urlencode

from floor import Row, Timing, free_port, served, table

FOLLOWERS, NOTES_A_SECOND, SECONDS, WRITERS = 150, 50, 8, 10
HOST, CODE = "vallees.localhost", "482719"
SECRET = "b" * 32  # any: the cookie and the header only have to be the same
MARK = re.compile(rb"bench-(\d+)-")
MAKE = f"""
import django; django.setup()
from django.core.management import call_command
call_command("migrate", interactive=False, verbosity=0)
from django.utils import timezone
from django_scopes import scope
from tests import world
with scope(pole=world.make_pole()):
    workshop = world.make_workshop(join_code="{CODE}", opened_at=timezone.now())
    area, = world.make_wall(workshop, ("Idées", "neutral", []))
    print(area.pid)
"""


async def read_request(receive) -> str:
    """The body of a request to the bare server."""
    body, more = b"", True
    while more:
        message = await receive()
        body, more = body + message.get("body", b""), message.get("more_body", False)
    return body.decode()


class BareBoard:
    """The floor: what is posted goes to every open answer, and stays in a list for those who come back."""

    def __init__(self):
        self.notes, self.waiting = [], set()

    async def __call__(self, scope, receive, send):
        if scope["type"] != "http":
            return
        if scope["method"] == "POST":
            self.notes.append((await read_request(receive)).encode())
            for event in self.waiting:
                event.set()
            await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"2")]})
            await send({"type": "http.response.body", "body": b"{}"})
            return
        await self.follow(send, len(self.notes) if b"since=now" in scope["query_string"] else 0)

    async def follow(self, send, seen):
        await send({"type": "http.response.start", "status": 200, "headers": []})
        news = asyncio.Event()
        self.waiting.add(news)
        try:
            while True:
                news.clear()
                fresh, seen = self.notes[seen:], len(self.notes)
                text = b"data: " + b" ".join(fresh) + b"\n\n" if fresh else b": \n\n"
                await send({"type": "http.response.body", "body": text, "more_body": True})
                await news.wait()
        finally:
            self.waiting.discard(news)


bare_application = BareBoard()


class Room:
    """The phones of one room, against one server."""

    def __init__(self, port: int, cookie: str, area: str, path: str):
        self.port, self.cookie, self.area, self.path = port, cookie, area, path
        self.sent: dict[int, float] = {}
        self.delays: list[float] = []
        self.heard = [0] * FOLLOWERS

    async def open(self, head: str):
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port, limit=2**20)
        writer.write(f"{head}\r\nHost: {HOST}\r\nCookie: {self.cookie}\r\n".encode())
        return reader, writer

    async def follow(self, number: int, since: str, ready=None):
        reader, writer = await self.open(f"GET {self.path}flux/?since={since} HTTP/1.1")
        writer.write(b"\r\n")
        try:
            while line := await reader.readline():
                if ready and line.startswith((b"event", b":")):
                    ready.release()
                    ready = None
                now = time.perf_counter()
                for mark in set(MARK.findall(line)):
                    self.heard[number] += 1
                    if (began := self.sent.get(int(mark))) is not None:
                        self.delays.append(now - began)
        finally:
            writer.close()

    async def write(self, number: int):
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        began = time.perf_counter()
        for turn in range(NOTES_A_SECOND * SECONDS // WRITERS):
            await asyncio.sleep(
                max(0, began + (turn + number / WRITERS) * WRITERS / NOTES_A_SECOND - time.perf_counter())
            )
            note = turn * WRITERS + number
            body = urlencode({"uuid": uuid.uuid4(), "area": self.area, "text": f"bench-{note}-"}).encode()
            head = f"POST {self.path}notes/ HTTP/1.1\r\nHost: {HOST}\r\nCookie: {self.cookie}; csrftoken={SECRET}\r\n"
            head += f"X-CSRFToken: {SECRET}\r\nAccept: application/json\r\nContent-Length: {len(body)}\r\n"
            head += "Content-Type: application/x-www-form-urlencoded\r\n\r\n"
            self.sent[note] = time.perf_counter()
            writer.write(head.encode() + body)
            status, length = await read_head(reader)
            await reader.readexactly(length)
            assert status == 200, status
        writer.close()


async def read_head(reader) -> tuple[int, int]:
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
    return int(head.split()[1]), int(re.search(r"content-length: (\d+)", head)[1])


async def measure(room: Room, now: str) -> dict:
    ready = asyncio.Semaphore(0)
    following = [asyncio.create_task(room.follow(n, now, ready)) for n in range(FOLLOWERS)]
    for _ in following:
        await ready.acquire()
    await asyncio.gather(*(room.write(n) for n in range(WRITERS)))
    await wait_until(lambda: len(room.delays) >= FOLLOWERS * NOTES_A_SECOND * SECONDS)
    for task in following:
        task.cancel()
    written, lost = len(room.sent), FOLLOWERS * len(room.sent) - len(room.delays)
    room.sent, room.heard, began = {}, [0] * FOLLOWERS, time.perf_counter()
    again = [asyncio.create_task(room.follow(n, "0")) for n in range(FOLLOWERS)]
    await wait_until(lambda: min(room.heard) >= written)
    back = time.perf_counter() - began
    for task in again:
        task.cancel()
    return {"delays": Timing(room.delays), "lost": lost, "back": back, "written": written}


async def wait_until(done, patience=30.0):
    end = time.perf_counter() + patience
    while not done() and time.perf_counter() < end:
        await asyncio.sleep(0.005)


def join(port: int) -> str:
    """The cookie of a phone that gave its name."""
    connection = http.client.HTTPConnection("127.0.0.1", port)
    kind = {"Host": HOST, "Content-Type": "application/x-www-form-urlencoded"}
    connection.request("POST", f"/atelier/{CODE}/", "name=Lou", kind)
    return connection.getresponse().headers["Set-Cookie"].split(";")[0]


@contextmanager
def maillage(folder: str):
    environment = {
        **os.environ,
        "MAILLAGE_VAR": folder,
        "MAILLAGE_DEMO": "1",
        "DJANGO_SETTINGS_MODULE": "maillage.settings",
    }
    environment |= {
        "PYTHONPATH": os.pathsep.join(sys.path),
        "DATABASE_URL": f"sqlite:///{folder}/bench.sqlite3",
    }
    area = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", MAKE],
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    with serving("maillage.asgi:application", environment) as port:
        yield Room(port, join(port), area.stdout.split()[-1], f"/atelier/{CODE}/")


@contextmanager
def serving(application: str, environment=None):
    port = free_port()
    command = [sys.executable, "-m", "granian", "--interface", "asginl", "--port", str(port), application]
    with served(command, env=environment):
        end = time.perf_counter() + 60
        while time.perf_counter() < end:
            try:
                http.client.HTTPConnection("127.0.0.1", port, timeout=5).connect()
                break
            except OSError:
                time.sleep(0.1)
        time.sleep(1.5)
        yield port


def main() -> None:
    with serving("live_board:bare_application") as port:
        floor = asyncio.run(measure(Room(port, "", "", "/"), "now"))
    with tempfile.TemporaryDirectory(prefix="maillage-bench-") as folder, maillage(folder) as room:
        found = asyncio.run(measure(room, "1"))
    delays, least = found["delays"], floor["delays"]
    p99 = statistics.quantiles(delays.durations, n=100)[98]
    table(
        f"Tableau vivant : {FOLLOWERS} téléphones suivent, {NOTES_A_SECOND} post-it par seconde",
        [
            Row("un post-it vu par un autre, médiane", delays.median, least.median),
            Row("un post-it vu par un autre, 95e centile", delays.p95, least.p95, "≤ 100 ms"),
            Row("un post-it vu par un autre, 99e centile", p99),
            Row(f"{FOLLOWERS} retours à la fois, tout rattrapé", found["back"], floor["back"], "≤ 3 s"),
        ],
    )
    print(f"{found['written']} post-it écrits, {found['lost']} non vus en direct par un téléphone.")


if __name__ == "__main__":
    main()
