"""Loading the demo federation into an empty database; the floor inserts as many rows as bare SQL does."""

import json
import sys
import time

from _apart import on_both, ready
from floor import Row, table

TARGET = "≤ 20 s"


def count_rows() -> int:
    from django.apps import apps

    models = [model for model in apps.get_models() if model.__module__.startswith("maillage.")]
    return sum(getattr(model, "unscoped", model._base_manager).count() for model in models)


def bare_inserts(count: int) -> float:
    from django.db import connection, transaction

    began = time.perf_counter()
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("CREATE TABLE bare_row (id INTEGER PRIMARY KEY, words VARCHAR(250))")
        for number in range(count):
            cursor.execute("INSERT INTO bare_row VALUES (%s, %s)", [number, "Un post-it de la demo"])
    return time.perf_counter() - began


def measure_here() -> None:
    ready()
    from django_scopes import scopes_disabled

    from maillage.flows.load_demo.flow import load_demo

    began = time.perf_counter()
    load_demo()
    seconds = time.perf_counter() - began
    with scopes_disabled():
        rows = count_rows()
    print(json.dumps({"seconds": seconds, "rows": rows, "bare": bare_inserts(rows)}))


def main() -> None:
    table(
        "Charger la démonstration : cinq pôles",
        [
            Row(f"{name}, {found['rows']} lignes", found["seconds"], found["bare"], TARGET)
            for name, found in on_both(__file__).items()
        ],
    )


if __name__ == "__main__":
    measure_here() if "--here" in sys.argv else main()
