"""The live line: streams on a real event loop, who is there, and processes that wake each other."""

import asyncio
import time
from datetime import timedelta

import pytest
from django.test import AsyncClient
from django.utils import timezone

from maillage.needs.workshops import hub, live
from maillage.needs.workshops.models import Participant, gather, split
from maillage.needs.workshops.pieces import news
from maillage.needs.workshops.scene import FACILITATOR, PARTICIPANT
from maillage.needs.workshops.tests.followers import following, in_pole, next_event, next_news, until

pytestmark = pytest.mark.django_db(transaction=True)
HOURS = 3600.0


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
        await next_event(phone, "retour")
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
