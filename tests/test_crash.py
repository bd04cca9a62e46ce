"""Forty phones write while the server is killed and started again: what was acknowledged is there, once.

A real server on a database of its own. Phones send again, with the same key, until they are told that the note is
kept; some lose an answer on the way, some leave for good when the server dies.
"""

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
import uuid
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import psycopg
import pytest
from django.conf import settings
from django.db import connection

ROOT = Path(settings.BASE_DIR)
HOST, CODE, CSRF = "vallees.localhost", "482719", "c" * 32
FORM = {"Host": HOST, "Content-Type": "application/x-www-form-urlencoded"}
PHONES, NOTES_EACH, KILLED_AFTER = 40, 6, 80
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
READ = """
import django, json; django.setup()
from django_scopes import scopes_disabled
from maillage.needs.workshops.models import Change, Note, Workshop
with scopes_disabled():
    print(json.dumps({
        "notes": list(Note.objects.values_list("text", flat=True)),
        "numbers": sorted(Change.objects.values_list("seq", flat=True)),
        "told": list(Change.objects.filter(kind="note").values_list("target", flat=True)),
        "seq": Workshop.objects.get().seq,
    }))
"""


class Server:
    def __init__(self, environment: dict[str, str]):
        self.environment = environment
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.area = self.run(MAKE)

    def run(self, program: str) -> str:
        command = [sys.executable, "-W", "ignore", "-c", program]
        ran = subprocess.run(command, env=self.environment, cwd=ROOT, capture_output=True, text=True)
        assert ran.returncode == 0, ran.stderr
        return ran.stdout.splitlines()[-1]

    def start(self) -> None:
        command = [sys.executable, "-W", "ignore", "-m", "granian", "--interface", "asginl"]
        command += ["--port", str(self.port), "maillage.asgi:application"]
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        self.process = subprocess.Popen(
            command, env=self.environment, cwd=ROOT, start_new_session=True, **quiet
        )

    def kill(self) -> None:
        """As when the power goes: nothing is finished, nothing is said."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def kept(self) -> dict:
        return json.loads(self.run(READ))


class Phone:
    """Writes one note after the other; `acknowledged` are those it was told are kept."""

    def __init__(self, server: Server, number: int, loses_answers=False, leaves=False):
        self.server, self.number = server, number
        self.loses_answers, self.leaves = loses_answers, leaves
        self.acknowledged, self.left_unsaid = [], []
        self.connection = None

    def join(self) -> None:
        answer, _ = self.insist(f"/atelier/{CODE}/", {"name": f"Personne {self.number}"}, FORM)
        self.cookie = answer.headers["Set-Cookie"].split(";")[0]

    def ask(self, path, data, headers):
        """The answer and its body; raises OSError or HTTPException."""
        if self.connection is None:
            self.connection = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=20)
        try:
            self.connection.request("POST", path, urlencode(data), headers)
            answer = self.connection.getresponse()
            return answer, answer.read()
        except (OSError, http.client.HTTPException):
            self.connection.close()
            self.connection = None
            raise

    def insist(self, path, data, headers):
        while True:
            try:
                return self.ask(path, data, headers)
            except (OSError, http.client.HTTPException):
                time.sleep(0.05)

    def key(self, text: str) -> uuid.UUID:
        """Made once for a note, however often it is sent."""
        return uuid.uuid5(uuid.NAMESPACE_OID, text)

    def write(self, text: str) -> bool:
        """True once acknowledged; False when this phone left without knowing."""
        cookie = f"{self.cookie}; csrftoken={CSRF}"
        headers = FORM | {"Cookie": cookie, "X-CSRFToken": CSRF, "Accept": "application/json"}
        answers_to_lose = 1 if self.loses_answers else 0
        while True:
            data = {"uuid": self.key(text), "area": self.server.area, "text": text}
            try:
                answer, body = self.ask(f"/atelier/{CODE}/notes/", data, headers)
            except (OSError, http.client.HTTPException):
                if self.leaves:
                    return False
                time.sleep(0.05)
                continue
            assert answer.status in (200, 502, 503), (answer.status, body)
            if answers_to_lose:
                answers_to_lose -= 1
            elif answer.status == 200:
                return True

    def write_all(self, counted) -> None:
        for n in range(NOTES_EACH):
            text = f"{self.number}-{n}"
            if not self.write(text):
                self.left_unsaid.append(text)
                return
            self.acknowledged.append(text)
            counted()


class NaivePhone(Phone):
    """Makes a new key each time it sends."""

    def key(self, text):
        return uuid.uuid4()


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("crash")


@pytest.fixture(scope="module")
def database(folder):
    """The URL of an empty database, of the kind these tests run on."""
    if connection.vendor == "sqlite":
        yield f"sqlite:///{folder / 'crash.sqlite3'}"
        return
    url, name = os.environ["DATABASE_URL"], f"crash_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(url, autocommit=True) as admin:
        admin.execute(f"CREATE DATABASE {name}")
        yield urlsplit(url)._replace(path=f"/{name}").geturl()
        admin.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(scope="module")
def server(database, folder):
    theirs = {"MAILLAGE_TEST", "VALKEY_URL"}
    environment = {name: value for name, value in os.environ.items() if name not in theirs}
    environment |= {"DATABASE_URL": database, "MAILLAGE_VAR": str(folder), "MAILLAGE_DEMO": "1"}
    environment |= {"DJANGO_SETTINGS_MODULE": "maillage.settings", "PYTHONPATH": str(ROOT)}
    server = Server(environment)
    server.start()
    yield server
    server.kill()


@contextmanager
def writing(phones):
    """They all write; yields a function that waits until so many notes were acknowledged."""
    acknowledged = threading.Semaphore(0)
    with ThreadPoolExecutor(len(phones)) as threads:
        list(threads.map(Phone.join, phones))
        running = [threads.submit(phone.write_all, acknowledged.release) for phone in phones]

        def until(count):
            for _ in range(count):
                assert acknowledged.acquire(timeout=60)

        yield until
        for one in running:
            one.result()


def written_by(phones, kept) -> list[str]:
    numbers = {str(phone.number) for phone in phones}
    return [text for text in kept["notes"] if text.split("-")[0] in numbers]


def doubled(texts) -> set[str]:
    return {text for text, count in Counter(texts).items() if count > 1}


def test_killed_while_forty_people_write(server):
    phones = [Phone(server, n, loses_answers=n % 4 == 1, leaves=n % 8 == 0) for n in range(PHONES)]
    with writing(phones) as until:
        until(KILLED_AFTER)
        server.kill()
        server.start()
    kept = server.kept()
    notes = written_by(phones, kept)
    acknowledged = {text for phone in phones for text in phone.acknowledged}
    in_doubt = {text for phone in phones for text in phone.left_unsaid}
    assert in_doubt, "the server was killed while they wrote"
    assert len(acknowledged) > KILLED_AFTER, "and they went on"
    assert acknowledged - set(notes) == set()
    assert doubled(notes) == set()
    assert set(notes) - acknowledged <= in_doubt
    assert kept["numbers"] == list(range(1, kept["seq"] + 1)), "no number is missing, none came twice"
    assert len(kept["told"]) == len(kept["notes"]), "each note was told to the room, once"


def test_a_phone_that_makes_a_new_key_each_time_would_double_its_notes(server):
    """What the test above would see."""
    phones = [NaivePhone(server, n, loses_answers=True) for n in range(4)]
    with writing(phones):
        pass
    assert doubled(server.kept()["notes"]) == {
        f"{phone}-{n}" for phone in range(4) for n in range(NOTES_EACH)
    }
