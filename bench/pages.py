"""A public page of the demo, never cached: processor time, time and queries. The floor is an empty Django view."""

import json
import sys
import time

from _apart import on_both, ready
from floor import Row, empty_view, measure, table

TARGET = "≤ 12 ms de processeur, ≤ 12 SQL"


def opened(path: str, pole):
    """A function that asks for the page, with all that stands before it (middleware, templates)."""
    from django.core.handlers.base import BaseHandler
    from django.test import RequestFactory

    handler, factory = BaseHandler(), RequestFactory(headers={"host": pole.host, "accept-encoding": "gzip"})
    handler.load_middleware()

    def ask():
        answer = handler.get_response(factory.get(path))
        assert answer.status_code == 200, (path, answer.status_code)

    return ask


def weigh(ask) -> dict:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    ask()
    with CaptureQueriesContext(connection) as queries:
        ask()
    cpu = time.process_time()
    timing = measure(ask, 1.5)
    cpu = (time.process_time() - cpu) / (len(timing.durations) + 3)
    return {"cpu": cpu, "wall": timing.median, "sql": len(queries)}


def measure_here() -> None:
    ready()
    from django_scopes import scope

    from maillage.activities.events.models import Event
    from maillage.flows.load_demo.flow import load_demo
    from maillage.ground.poles.models import Pole
    from maillage.impact.reports.models import Report

    load_demo()
    pole = Pole.objects.get(slug="vallees")
    with scope(pole=pole):
        event = Event.objects.public_upcoming().first().get_absolute_url()
        report = Report.objects.exclude(published_at=None).first().pid
    pages = {
        "accueil": "/", "agenda": "/agenda/", "événement": event, "chiffres clés": "/chiffres/",
        "bilan": f"/bilans/{report}/", "recherche": "/recherche/?q=employeur",
    }  # fmt: skip
    found = {name: weigh(opened(path, pole)) for name, path in pages.items()}
    print(json.dumps({"floor": empty_view().median, "pages": found}))


def main() -> None:
    rows = []
    for database, found in on_both(__file__).items():
        for name, page in found["pages"].items():
            what = f"{database}, {name} : {page['sql']} SQL, {page['wall'] * 1000:.1f} ms en tout"
            rows.append(Row(what, page["cpu"], found["floor"], TARGET))
    table("Pages publiques, sans cache : temps de processeur", rows)


if __name__ == "__main__":
    measure_here() if "--here" in sys.argv else main()
