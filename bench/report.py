"""A report over 100,000 people who came: its figures, its publication, its PDF, on SQLite and on PostgreSQL.

The floor of the figures is the least SQL that counts the same rows: people, structures, presences and hours in
one query, without comparison nor months. The floor of the PDF is the same template with nothing in it.
"""

import datetime as dt
import json
import os
import subprocess
import sys
import tempfile

from floor import Row, measure, table
from registrations import durable_postgres

ROWS, EVENTS, PEOPLE, STRUCTURES = 100_000, 5_000, 20_000, 2_000
BARE = """
SELECT COUNT(*), SUM(attendance.hours), COUNT(DISTINCT registration.person_id),
       COUNT(DISTINCT registration.organisation_id)
FROM events_attendance attendance
JOIN events_registration registration ON registration.id = attendance.registration_id
JOIN events_event event ON event.id = registration.event_id
JOIN register_activity activity ON activity.id = event.activity_id
WHERE attendance.pole_id = %s AND registration.cancelled_at IS NULL AND event.cancelled_at IS NULL
  AND activity.starts_at >= %s AND activity.starts_at < %s
"""


def build() -> None:
    """5,000 events of 20 people over the last twelve months, half of them at the service of an action."""
    from django.utils import timezone

    from maillage.activities.events.models import Attendance, Event, Registration
    from maillage.activities.register.models import Activity
    from maillage.ground.directory.models import Organisation
    from maillage.ground.people.models import Person
    from tests import world

    action = world.make_action(need=world.make_need())
    people = Person.objects.bulk_create(
        Person(name=f"Personne {n}", name_key=f"personne {n}") for n in range(PEOPLE)
    )
    structures = Organisation.objects.bulk_create(
        Organisation(name=f"Structure {n}", name_key=f"structure {n}") for n in range(STRUCTURES)
    )
    start = timezone.now() - dt.timedelta(days=364)
    moments = [start + dt.timedelta(days=364 * n / EVENTS) for n in range(EVENTS)]
    activities = Activity.objects.bulk_create(
        Activity(
            kind=Activity.Kind.EVENT, title=f"Rencontre {n}", action=action if n % 2 else None, place="Guichen",
            starts_at=moment, ends_at=moment + dt.timedelta(hours=2),
        )
        for n, moment in enumerate(moments)
    )  # fmt: skip
    events = Event.objects.bulk_create(
        Event(activity=one, capacity=50, published_at=start) for one in activities
    )
    each = ROWS // EVENTS
    registrations = Registration.objects.bulk_create(
        (
            Registration(
                event=event, person=people[(n * 7 + m * 997) % PEOPLE], organisation=structures[(n + m) % STRUCTURES],
                contact_key=str(m), confirmed_at=start,
            )
            for n, event in enumerate(events)
            for m in range(each)
        ),
        batch_size=5000,
    )  # fmt: skip
    Attendance.objects.bulk_create(
        (Attendance(registration=one, hours=2) for one in registrations), batch_size=5000
    )


def measure_here() -> None:
    """Prints the figures of the database of DATABASE_URL as JSON."""
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection
    from django_scopes import scope

    call_command("migrate", interactive=False, verbosity=0)
    from maillage.ground.people.models import Role
    from maillage.impact.indicators.models import Indicator
    from maillage.impact.indicators.period import last_twelve_months
    from maillage.impact.indicators.pulls import PULLS, read
    from maillage.impact.reports import printing
    from maillage.impact.reports.contents import contents
    from maillage.impact.reports.models import Evidence, Report
    from tests import world

    pole = world.make_pole()
    claire = world.make_someone(pole, "Claire Morvan", Role.Kind.COORDINATOR)
    with scope(pole=pole):
        build()
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        period = last_twelve_months()

        def bare():
            with connection.cursor() as cursor:
                cursor.execute(BARE, [pole.pk, period.since, period.until])
                return cursor.fetchall()

        found = {"rows": bare()[0][0]}
        found["bare"] = measure(bare, 2, 1).median
        found["figures"] = measure(lambda: read(PULLS.values(), period), 3, 1).median
        Indicator.objects.start()
        empty = Report.objects.create(title="Vide", starts=period.start, ends=period.end)
        report = Report.objects.draft(claire, title="Un an", starts=period.start, ends=period.end)
        publication = measure(lambda: report.publish(claire, "http://bench/"), 0, 0).durations[0]
        found |= {"publication": publication, "evidence": Evidence.objects.count()}
        found["empty"] = measure(lambda: printing.render(contents(empty), "http://bench/"), 1, 1).median
        found["pdf"] = measure(lambda: printing.render(contents(report), "http://bench/"), 3, 1).median
    print(json.dumps(found))


def measure_beside(url: str, folder: str) -> dict:
    environment = {
        **os.environ,
        "DATABASE_URL": url,
        "MAILLAGE_VAR": folder,
        "MAILLAGE_TEST": "1",
        "DJANGO_SETTINGS_MODULE": "maillage.settings",
        "PYTHONPATH": os.pathsep.join(sys.path),
    }
    command = [sys.executable, "-W", "ignore", __file__, "--here"]
    answer = subprocess.run(command, env=environment, stdout=subprocess.PIPE, text=True, check=True)
    return json.loads(answer.stdout.splitlines()[-1])


def rows_of(name: str, found: dict) -> list[Row]:
    return [
        Row(
            f"{name} : les quatorze chiffres, mois et année d’avant compris",
            found["figures"],
            found["bare"],
            "≤ 1 s",
        ),
        Row(f"{name} : le PDF", found["pdf"], found["empty"], "≤ 2 s"),
        Row(f"{name} : publier, soit figer {found['evidence']} preuves", found["publication"], found["bare"]),
    ]


def main() -> None:
    found = {}
    with tempfile.TemporaryDirectory(prefix="maillage-bench-") as folder:
        found["SQLite"] = measure_beside(f"sqlite:///{folder}/bench.sqlite3", folder)
    with (
        tempfile.TemporaryDirectory(prefix="maillage-bench-", ignore_cleanup_errors=True) as folder,
        durable_postgres(folder) as url,
    ):
        found["PostgreSQL"] = measure_beside(url, folder)
    rows = [row for name, figures in found.items() for row in rows_of(name, figures)]
    table(f"Bilan sur {ROWS} présences", rows)


if __name__ == "__main__":
    measure_here() if "--here" in sys.argv else main()
