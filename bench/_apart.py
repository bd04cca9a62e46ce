"""Runs a benchmark in a process of its own for each database, empty and migrated, and brings back what it found.

A benchmark calls `on_both(__file__)`; the same file with `--here` calls `ready()`, measures, and prints JSON last.
"""

import json
import os
import subprocess
import sys
import tempfile

from registrations import durable_postgres


def on_both(script: str) -> dict[str, dict]:
    """{"SQLite": …, "PostgreSQL": …}"""
    found = {}
    with tempfile.TemporaryDirectory(prefix="maillage-bench-") as folder:
        found["SQLite"] = apart(script, f"sqlite:///{folder}/bench.sqlite3", folder)
    with (
        tempfile.TemporaryDirectory(prefix="maillage-bench-", ignore_cleanup_errors=True) as folder,
        durable_postgres(folder) as url,
    ):
        found["PostgreSQL"] = apart(script, url, folder)
    return found


def apart(script: str, url: str, folder: str) -> dict:
    environment = {
        **os.environ,
        "DATABASE_URL": url,
        "MAILLAGE_VAR": folder,
        "MAILLAGE_DEMO": "1",
        "DJANGO_SETTINGS_MODULE": "maillage.settings",
        "PYTHONPATH": os.pathsep.join(sys.path),
    }
    command = [sys.executable, "-W", "ignore", script, "--here"]
    answer = subprocess.run(command, env=environment, stdout=subprocess.PIPE, text=True, check=True)
    return json.loads(answer.stdout.splitlines()[-1])


def ready() -> None:
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", interactive=False, verbosity=0)


def analyse() -> None:
    """What a database learns by itself in a few minutes of life."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
