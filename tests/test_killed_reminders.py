"""A round is killed in the middle, again and again: everybody is written to, nobody twice."""

import json
import os
import signal
import subprocess
import sys
import time
import uuid
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest
from django.conf import settings
from django.db import connection

ROOT = Path(settings.BASE_DIR)
PEOPLE, KILLS = 220, 4
MAKE = f"""
import django; django.setup()
import datetime as dt
from django.core.management import call_command
call_command("migrate", interactive=False, verbosity=0)
from django.utils import timezone
from django_scopes import scope
from tests import world
from maillage.activities.events.models import Registration
from maillage.activities.reminders.models import Message
with scope(pole=world.make_pole()):
    event = world.make_event(capacity={PEOPLE}, in_days=3)
    Message.objects.plan(event)
    for n in range({PEOPLE}):
        event.register(name=f"P{{n}}", email=f"p{{n}}@example.org", tell=False)
    past = timezone.now() - dt.timedelta(hours=1)
    Registration.objects.update(confirmed_at=past - dt.timedelta(days=9))
    Message.objects.filter(ready="before").update(computed_at=past)
print("made")
"""
ROUND = """
import django; django.setup()
print("ready", flush=True)
from django_scopes import scope
from maillage.activities.reminders.tasks import go_round
from maillage.ground.poles.models import Pole
pole = Pole.objects.get()
with scope(pole=pole):
    go_round(pole)
print("done")
"""
READ = """
import django, json; django.setup()
from django_scopes import scopes_disabled
from maillage.activities.reminders.models import Sent
from maillage.ground.mail.models import OutgoingMail
with scopes_disabled():
    print(json.dumps({"mails": list(OutgoingMail.objects.values_list("to", flat=True)), "sent": Sent.objects.count()}))
"""


@pytest.fixture
def environment(tmp_path):
    """Of a process on an empty database of the kind these tests run on."""
    theirs = {"MAILLAGE_TEST", "VALKEY_URL"}
    ours = {name: value for name, value in os.environ.items() if name not in theirs}
    ours |= {
        "DJANGO_SETTINGS_MODULE": "maillage.settings",
        "PYTHONPATH": str(ROOT),
        "MAILLAGE_VAR": str(tmp_path),
    }
    ours["MAILLAGE_DEMO"] = "1"
    if connection.vendor == "sqlite":
        yield ours | {"DATABASE_URL": f"sqlite:///{tmp_path / 'killed.sqlite3'}"}
        return
    url, name = os.environ["DATABASE_URL"], f"killed_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(url, autocommit=True) as admin:
        admin.execute(f"CREATE DATABASE {name}")
        yield ours | {"DATABASE_URL": urlsplit(url)._replace(path=f"/{name}").geturl()}
        admin.execute(f"DROP DATABASE {name} WITH (FORCE)")


def run(program: str, environment) -> str:
    command = [sys.executable, "-W", "ignore", "-c", program]
    ran = subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True)
    assert ran.returncode == 0, ran.stderr
    return ran.stdout.splitlines()[-1]


def kept(environment) -> dict:
    return json.loads(run(READ, environment))


def begin_and_kill(environment, after: float) -> None:
    command = [sys.executable, "-W", "ignore", "-c", ROUND]
    process = subprocess.Popen(command, env=environment, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    process.stdout.readline()
    time.sleep(after)
    process.send_signal(signal.SIGKILL)
    process.communicate()


def test_killed_in_the_middle(environment):
    run(MAKE, environment)
    seen = []
    for number in range(KILLS):
        begin_and_kill(environment, 0.1 + 0.12 * number)
        now = kept(environment)
        assert now["sent"] == len(now["mails"]), "said to be sent, and written, are one thing"
        seen.append(now["sent"])
    assert run(ROUND, environment) == "done"
    assert run(ROUND, environment) == "done"
    mails = kept(environment)["mails"]
    assert len(mails) == len(set(mails)) == PEOPLE
    assert min(seen) < PEOPLE, "it was killed before the end at least once"
