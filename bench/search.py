"""Search and the list of structures over 1,000 rows, then over 100,000. The floor is the bare SQL of the same page.

The same run prints how much each grew from 1,000 to 100,000: a page of twenty should hardly notice.
"""

import json
import sys

from _apart import analyse, on_both, ready
from floor import Row, measure, table

FEW, MANY, PAGE = 1_000, 100_000, 20
TRADES = [
    "réemploi",
    "maraîchage",
    "menuiserie",
    "spectacle",
    "épicerie",
    "livraison",
    "jardinage",
    "reliure",
    "aide",
    "garde",
]
PLACES = [f"Commune-{number}" for number in range(400)]
# How many rows answer: one in ten, and one in a thousand.
COMMON, RARE = "menuiserie", "ornithologie"
TARGET = "≤ × 3"


def add(first: int, last: int) -> None:
    """Structures as a pole has them, found by search too."""
    from maillage.ground.directory.models import Organisation
    from maillage.ground.people.names import name_key, sort_key
    from maillage.ground.search.models import index

    for start in range(first, last, 5_000):
        made = []
        for number in range(start, min(start + 5_000, last)):
            name, commune = f"Atelier {number * 7919 % 1_000_003}", PLACES[number % len(PLACES)]
            activity = RARE if number % 1_000 == 7 else TRADES[number % len(TRADES)]
            words = name_key(f"{name} {commune} {activity}")
            keys = {"name_key": name_key(name), "sort_key": sort_key(name), "words": words}
            made.append(Organisation(name=name, commune=commune, activity=activity, **keys))
        index(Organisation.objects.bulk_create(made))


def structures(asked: str):
    """What the list shows of the structures: how many, and the first page."""
    from django.core.paginator import Paginator

    from maillage.ground.directory.models import Organisation

    return lambda: list(Paginator(Organisation.objects.called(asked), PAGE).get_page(1))


def bare_structures(pole, asked: str):
    where = "FROM directory_organisation WHERE pole_id = %s" + (" AND words LIKE %s" if asked else "")
    values = [pole.pk] + ([f"%{asked}%"] if asked else [])
    page = f"SELECT pid, name, commune, activity {where} ORDER BY sort_key LIMIT {PAGE}"
    return lambda: (bare(f"SELECT COUNT(*) {where}", values), bare(page, values))


def found(asked: str):
    """What search shows: how many of each kind, and the first page."""
    from maillage.ground.search.models import SearchRow

    def ask():
        rows = SearchRow.objects.readable_by(frozenset({"coordinator"})).answering(asked)
        return rows.kinds(), list(rows[:PAGE])

    return ask


def bare_found(pole, asked: str):
    from django.db import connection

    from maillage.ground.search.stems import asked as stems_of

    stem = stems_of(asked)[0][-1]
    if connection.vendor == "sqlite":
        match, value = "id IN (SELECT rowid FROM search_fts WHERE search_fts MATCH %s)", f'stems : "{stem}"'
    else:
        match, value = "array_to_tsvector(string_to_array(stems, ' ')) @@ %s::tsquery", f"'{stem}'"
    where = f"FROM search_searchrow WHERE pole_id = %s AND {match}"
    count = f"SELECT kind, COUNT(*) {where} GROUP BY kind"
    page = f"SELECT title, body, url {where} ORDER BY id DESC LIMIT {PAGE}"
    return lambda: (bare(count, [pole.pk, value]), bare(page, [pole.pk, value]))


def bare(sql: str, values: list):
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall()


def measure_all(pole) -> dict[str, list[float]]:
    """{what: [by the model, by bare SQL]}"""
    pairs = {
        "structures, première page": (structures(""), bare_structures(pole, "")),
        f"structures, « {COMMON} »": (structures(COMMON), bare_structures(pole, COMMON)),
        f"structures, « {RARE} »": (structures(RARE), bare_structures(pole, RARE)),
        f"recherche, « {COMMON} »": (found(COMMON), bare_found(pole, COMMON)),
        f"recherche, « {RARE} »": (found(RARE), bare_found(pole, RARE)),
    }
    return {what: [measure(action, 1).median for action in pair] for what, pair in pairs.items()}


def measure_here() -> None:
    ready()
    from django_scopes import scope

    from tests import world

    pole = world.make_pole()
    answer = {}
    with scope(pole=pole):
        for first, last in ((0, FEW), (FEW, MANY)):
            add(first, last)
            analyse()
            answer[last] = measure_all(pole)
    print(json.dumps(answer))


def main() -> None:
    answers = on_both(__file__)
    rows, growth = [], []
    for database, answer in answers.items():
        for what, (measured, floor) in answer[str(MANY)].items():
            before = answer[str(FEW)][what]
            rows.append(Row(f"{database}, {what}", measured, floor, TARGET))
            growth.append(
                f"{database}, {what} : × {measured / before[0]:.1f} (SQL nu × {floor / before[1]:.1f})"
            )
    table(f"Une page de {PAGE} parmi {MANY} lignes", rows)
    print(f"\nDe {FEW} à {MANY} lignes (à tenir : × 1.5) :")
    print("\n".join(growth))


if __name__ == "__main__":
    measure_here() if "--here" in sys.argv else main()
