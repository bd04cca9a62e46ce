"""What the server reads of a request before any page is asked who may send it."""

import asyncio

import pytest
from asgiref.sync import SyncToAsync

from maillage import asgi

HEAD = {"type": "http", "method": "POST", "path": "/", "query_string": b""}


class Visitor:
    """Sends `pieces` of a body; keeps what was read and answered."""

    def __init__(self, *pieces, declared=None):
        self.scope = {**HEAD, "headers": [(b"content-length", declared)] if declared else []}
        self.pieces, self.read, self.answers = list(pieces), 0, []

    async def receive(self):
        if not self.pieces:
            return {"type": "http.disconnect"}
        piece = self.pieces.pop(0)
        self.read += len(piece)
        return {"type": "http.request", "body": piece, "more_body": bool(self.pieces)}

    async def send(self, message):
        self.answers.append(message)


@pytest.fixture
def told(monkeypatch):
    """What the application is told, message by message."""
    heard = []

    async def application(scope, receive, send):
        while heard[-1:] != ["http.disconnect"]:
            message = await receive()
            heard.append(message["type"])
            if not message.get("more_body"):
                break

    monkeypatch.setattr(asgi, "django", application)
    monkeypatch.setattr(asgi, "MOST_BYTES", 10)
    return heard


async def test_a_body_within_bounds_is_handed_on(told):
    await ask(Visitor(b"12345", b"67890", declared=b"10"))
    assert told == ["http.request", "http.request"]


@pytest.mark.parametrize("declared", [b"11", b"99999999999999999999999"])
async def test_a_body_too_large_is_refused_before_it_is_read(told, declared):
    visitor = Visitor(b"12345678901", declared=declared)
    await ask(visitor)
    assert visitor.answers[0]["status"] == 413
    assert visitor.read == 0 and not told


async def test_a_body_that_does_not_say_its_size_is_cut(told):
    visitor = Visitor(*[b"1234"] * 50)
    await ask(visitor)
    assert told[-1] == "http.disconnect"
    assert visitor.read <= 12


async def ask(visitor):
    await asgi.application(visitor.scope, visitor.receive, visitor.send)


@pytest.mark.django_db(transaction=True)
async def test_a_page_goes_to_its_thread_once(on_disk, at_vallees, monkeypatch):
    """Each crossing waits for the loop, which a room that writes together keeps busy."""
    crossings = []
    crossing = SyncToAsync.__call__

    async def counted(self, *args, **kwargs):
        crossings.append(self.func)
        return await crossing(self, *args, **kwargs)

    monkeypatch.setattr(SyncToAsync, "__call__", counted)
    visitor = Visitor(b"")

    async def receive():
        return (
            await visitor.receive() if visitor.pieces else await asyncio.Future()
        )  # stays to read the answer

    scope = HEAD | {"method": "GET", "path": "/atelier/", "headers": [(b"host", b"vallees.localhost")]}
    await asgi.django(scope, receive, visitor.send)
    assert visitor.answers[0]["status"] == 200
    assert len(crossings) == 3, "the beginning, the page, the end"
