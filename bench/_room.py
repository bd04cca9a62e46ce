"""The phones of one room, as the server sees them: joined by name, following over SSE, writing notes.

Bare asyncio on purpose: the clients share the machine with what they measure.
"""

import asyncio
import http.client
import re
import time
import uuid
from urllib.parse import urlencode

HOST, CODE = "vallees.localhost", "482719"
PAGE = f"/atelier/{CODE}/"
SECRET = "b" * 32  # any: the cookie and the header only have to be the same
MARK = re.compile(rb"bench-(\d+)-")
SEQ = re.compile(rb"\nid: (\d+)\n")
LONGEST_MARK = 64  # bytes kept from one reading to the next: a mark, or an id, may be cut in two


def join(port: int, name: str) -> str:
    """The cookie of a phone that gave its name."""
    connection = http.client.HTTPConnection("127.0.0.1", port)
    kind = {"Host": HOST, "Content-Type": "application/x-www-form-urlencoded"}
    connection.request("POST", PAGE, urlencode({"name": name}), kind)
    return connection.getresponse().headers["Set-Cookie"].split(";")[0]


class Follower(asyncio.Protocol):
    """One open answer; tells `room` which notes it has shown, each once."""

    def __init__(self, room: "Room", cookie: str, since):
        self.room, self.cookie, self.since = room, cookie, since
        self.tail, self.shown, self.seq = b"", set(), 0
        self.open = asyncio.get_running_loop().create_future()

    def connection_made(self, transport):
        self.transport = transport
        lines = [f"GET {PAGE}flux/?since={self.since} HTTP/1.1", f"Host: {HOST}", f"Cookie: {self.cookie}"]
        transport.write("\r\n".join([*lines, "", ""]).encode())

    def data_received(self, data):
        now = time.perf_counter()
        text = self.tail + data
        self.tail = text[-LONGEST_MARK:]
        if not self.open.done():
            self.open.set_result(None)
        for seq in SEQ.findall(text):
            self.seq = max(self.seq, int(seq))
        for mark in {int(mark) for mark in MARK.findall(text)} - self.shown:
            self.shown.add(mark)
            self.room.shown(mark, now)

    def connection_lost(self, error):
        if not self.open.done():
            self.open.set_exception(error or ConnectionError("the server closed at once"))


class Room:
    """`ports`: one server each, as on several machines; `cookies`: one participant each."""

    def __init__(self, ports: list[int], cookies: list[str], area: str):
        self.ports, self.cookies, self.area = ports, cookies, area
        self.sent: dict[int, float] = {}
        self.missing: dict[int, int] = {}
        self.delays: list[float] = []  # one a phone and note
        self.until_all: list[float] = []  # one a note: until the last phone shows it
        self.numbers = iter(range(1_000_000))

    def shown(self, note: int, now: float) -> None:
        if note in self.missing:
            self.delays.append(now - self.sent[note])
            self.missing[note] -= 1
            if not self.missing[note]:
                del self.missing[note]
                self.until_all.append(now - self.sent[note])

    def port(self, number: int) -> int:
        return self.ports[number % len(self.ports)]

    async def follow(self, number: int, since) -> Follower:
        loop = asyncio.get_running_loop()
        phone = Follower(self, self.cookies[number % len(self.cookies)], since)
        await loop.create_connection(lambda: phone, "127.0.0.1", self.port(number))
        await phone.open
        return phone

    async def write(self, number: int, followers: int, every: float, first: float, turns: int) -> None:
        """One note each `every` seconds from `first` on. Its time runs from when it was due, sent or not."""
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port(number))
        for turn in range(turns):
            due = first + turn * every
            await asyncio.sleep(max(0, due - time.perf_counter()))
            note = next(self.numbers)
            self.sent[note], self.missing[note] = due, followers
            writer.write(self.request(number, note))
            status, length = await read_head(reader)
            await reader.readexactly(length)
            assert status == 200, status
        writer.close()

    def request(self, number: int, note: int) -> bytes:
        body = urlencode({"uuid": uuid.uuid4(), "area": self.area, "text": f"bench-{note}-"}).encode()
        cookie = self.cookies[number % len(self.cookies)]
        head = f"POST {PAGE}notes/ HTTP/1.1\r\nHost: {HOST}\r\nCookie: {cookie}; csrftoken={SECRET}\r\n"
        head += f"X-CSRFToken: {SECRET}\r\nAccept: application/json\r\nContent-Length: {len(body)}\r\n"
        head += "Content-Type: application/x-www-form-urlencoded\r\n\r\n"
        return head.encode() + body


async def read_head(reader) -> tuple[int, int]:
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
    return int(head.split()[1]), int(re.search(r"content-length: (\d+)", head)[1])


async def wait_until(done, patience=30.0) -> bool:
    end = time.perf_counter() + patience
    while not done() and time.perf_counter() < end:
        await asyncio.sleep(0.005)
    return done()
