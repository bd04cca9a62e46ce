"""Following: what is told, to whom, in what order, and what it costs."""

import asyncio
import json

import pytest
from asgiref.sync import sync_to_async
from django.db import connections
from django.test import AsyncClient
from django_scopes import scope

from maillage.needs.workshops import hub, live
from maillage.needs.workshops.models import Change, group, open_poll
from maillage.needs.workshops.pieces import FACILITATOR, MOST_CHANGES, PARTICIPANT, PROJECTOR, news
from tests import world


def ids(told):
    return {piece["id"]: piece for piece in told["pieces"]}


def test_what_came_since_is_told_once_each_and_nothing_else(workshop, helps, lou):
    helps.write("Avant", author=lou)
    since = workshop.current_seq()
    note = helps.write("Après", author=lou)
    note.reword("Après, corrigé", by=lou)
    told = news(workshop.pk, PARTICIPANT, since)
    assert told["seq"] == workshop.current_seq()
    (piece,) = told["pieces"]
    assert (piece["id"], piece["home"]) == (f"note-{note.uuid}", f"colonne-{helps.pid}")
    assert "Après, corrigé" in piece["html"]


def test_a_removed_note_is_told_as_gone(workshop, helps, lou):
    note = helps.write("Retiré", author=lou)
    since = workshop.current_seq()
    note.take_away(by=lou)
    assert news(workshop.pk, PARTICIPANT, since)["pieces"] == [{"id": f"note-{note.uuid}", "html": ""}]


def test_grouping_tells_the_group_then_its_notes_in_it(workshop, helps, lou, claire):
    note = helps.write("a", author=lou)
    since = workshop.current_seq()
    cluster = group(workshop.boards.get(), [note], "Papiers", claire)
    told = news(workshop.pk, PARTICIPANT, since)["pieces"]
    assert [piece["id"] for piece in told] == [f"groupe-{cluster.pid}", f"note-{note.uuid}"]
    assert told[1]["home"] == f"groupe-{cluster.pid}-notes"


def test_too_far_behind_gets_the_whole_wall(workshop, helps, lou):
    for n in range(MOST_CHANGES + 1):
        helps.write(f"Idée {n}", author=lou)
    told = news(workshop.pk, PARTICIPANT, 1)
    assert list(ids(told)) == ["etat", "mur", "ou-coller"]
    assert "Idée 42" in ids(told)["mur"]["html"]


def test_votes_come_to_the_facilitator_and_not_to_the_room(workshop, lou, claire):
    cluster = world.make_cluster(workshop, "Papiers")
    poll = open_poll(workshop.boards.get(), claire, budget=3)
    since = workshop.current_seq()
    poll.place(lou, cluster, 2)
    assert "2\xa0voix" in ids(news(workshop.pk, FACILITATOR, since))[f"groupe-{cluster.pid}"]["html"]
    for audience in (PARTICIPANT, PROJECTOR):
        told = json.dumps(news(workshop.pk, audience, since))
        assert "voix" not in told
    poll.close(claire)
    assert "2\xa0voix" in ids(news(workshop.pk, PARTICIPANT, since))["mur"]["html"]


def test_the_room_is_told_no_name_no_address_no_token(workshop, helps, claire):
    sheet = world.make_participant(
        workshop, "Aïcha Benali", email="aicha@example.org", phone="+33600000018", token="jeton"
    )
    note = helps.write("Écrit", author=sheet)
    group(workshop.boards.get(), [note], "Papiers", claire)
    for audience in (PARTICIPANT, PROJECTOR):
        told = json.dumps(news(workshop.pk, audience, -1)) + json.dumps(news(workshop.pk, audience, 1))
        for secret in ("Aïcha", "A\\u00efcha", "aicha@", "+336", "jeton", sheet.pid):
            assert secret not in told


def test_news_cost_the_same_for_two_notes_or_fifty(
    workshop, helps, lou, claire, django_assert_max_num_queries
):
    notes = [helps.write(f"Idée {n}", author=lou) for n in range(50)]
    since = workshop.current_seq()
    for note in notes:
        note.reword("Corrigé", by=lou)
    group(workshop.boards.get(), notes[:20], "Papiers", claire)
    with django_assert_max_num_queries(8):
        assert len(news(workshop.pk, FACILITATOR, since)["pieces"]) == 51


# --- the stream itself, on a real event loop --------------------------------------------------------------


def in_pole(workshop, act):
    def run():
        try:
            with scope(pole=workshop.pole):
                return act()
        finally:
            connections.close_all()

    return sync_to_async(run, thread_sensitive=False)()


async def next_news(stream):
    while True:
        text = await asyncio.wait_for(anext(stream), 5)
        fields = dict(line.split(": ", 1) for line in text.strip().split("\n"))
        if fields["event"] == "suite":
            return int(fields["id"]), json.loads(fields["data"])


@pytest.mark.django_db(transaction=True)
async def test_a_follower_hears_a_note_and_one_who_comes_back_hears_what_it_missed(
    on_disk, workshop, helps, lou
):
    since = workshop.seq = await in_pole(workshop, workshop.current_seq)
    stream = live.events(workshop, PARTICIPANT, since)
    assert "bonjour" in await anext(stream)
    await in_pole(workshop, lambda: helps.write("En direct", author=lou))
    seq, told = await next_news(stream)
    assert (seq, told["seq"]) == (since + 1, since + 1)
    assert "En direct" in told["pieces"][0]["html"]
    await stream.aclose()
    await in_pole(workshop, lambda: helps.write("Pendant le sommeil", author=lou))
    again = live.events(workshop, PARTICIPANT, seq)
    seq, told = await next_news(again)
    assert "Pendant le sommeil" in told["pieces"][0]["html"]
    await again.aclose()
    assert hub.followers_of(workshop.pk) == 0


@pytest.mark.django_db(transaction=True)
async def test_a_write_of_another_process_is_found_by_looking(on_disk, workshop, helps, lou, monkeypatch):
    monkeypatch.setattr(hub, "wake", lambda *_: None)
    monkeypatch.setattr(hub, "LOOK_EVERY", 0.05)
    since = await in_pole(workshop, workshop.current_seq)
    stream = live.events(workshop, PARTICIPANT, since)
    await anext(stream)
    await in_pole(workshop, lambda: helps.write("D’ailleurs", author=lou))
    _, told = await next_news(stream)
    assert "D’ailleurs" in told["pieces"][0]["html"]
    await stream.aclose()


@pytest.mark.django_db(transaction=True)
async def test_forty_followers_are_told_the_same_drawn_once(on_disk, workshop, helps, lou, monkeypatch):
    drawn = []
    monkeypatch.setattr(live, "news", lambda *args: drawn.append(args) or news(*args))
    since = await in_pole(workshop, workshop.current_seq)
    streams = [live.events(workshop, PARTICIPANT, since) for _ in range(40)]
    for stream in streams:
        await anext(stream)
    await in_pole(workshop, lambda: helps.write("Une fois", author=lou))
    heard = await asyncio.gather(*map(next_news, streams))
    assert len(drawn) == 1
    assert {seq for seq, _ in heard} == {since + 1}
    for stream in streams:
        await stream.aclose()


@pytest.mark.django_db(transaction=True)
async def test_an_idle_stream_beats_and_ends_by_itself(on_disk, workshop, monkeypatch):
    monkeypatch.setattr(live, "HEARTBEAT", 0.02)
    monkeypatch.setattr(live, "LIFETIME", 0.2)
    since = await in_pole(workshop, workshop.current_seq)
    said = [text async for text in live.events(workshop, PARTICIPANT, since)]
    assert len(said) > 3
    assert all("battement" in text for text in said[1:])
    assert hub.followers_of(workshop.pk) == 0


@pytest.mark.django_db(transaction=True)
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


@pytest.mark.django_db(transaction=True)
async def test_a_process_refuses_more_followers_than_it_can_serve(on_disk, workshop, phone_of, monkeypatch):
    monkeypatch.setattr(hub, "MOST_FOLLOWERS", 1)
    stream = live.events(workshop, PARTICIPANT, 0)
    await anext(stream)
    assert live.stream_response(workshop, PARTICIPANT, 0).status_code == 503
    assert [text async for text in live.events(workshop, PARTICIPANT, 0)] == []
    await stream.aclose()


def test_numbers_that_cannot_be_right_ask_for_everything(workshop, rf):
    workshop.seq = 7
    for query in ("since=8", "since=-3", "since=abc", "since=99999999999999999999", ""):
        assert live.since_of(rf.get(f"/?{query}"), workshop) == -1
    assert live.since_of(rf.get("/?since=5"), workshop) == 5
    assert live.since_of(rf.get("/?since=5", headers={"Last-Event-ID": "6"}), workshop) == 6


def test_changes_are_numbered_without_a_hole(workshop, helps, lou, claire):
    helps.write("a", author=lou)
    group(workshop.boards.get(), [], "Vide", claire)
    workshop.close(claire)
    assert list(Change.objects.order_by("seq").values_list("seq", flat=True)) == list(
        range(1, workshop.current_seq() + 1)
    )
