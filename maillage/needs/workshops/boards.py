"""Ready boards: what most workshops begin with."""

from dataclasses import dataclass

from django.db import transaction

from maillage.ground.journal import models as journal
from maillage.ground.people.models import Person
from maillage.needs.workshops.models import Area, Board, Workshop

S, K = Area.Sentiment, Board.Kind


@dataclass(frozen=True)
class Ready:
    title: str
    says: str
    kind: str
    areas: tuple[tuple[str, str], ...]


OWN = "libre"
READY = {
    "aide": Ready(
        "Ce qui aide, ce qui pèse",
        "Deux colonnes pour un état des lieux",
        K.COLUMNS,
        (("Ce qui aide", S.FAVOURABLE), ("Ce qui pèse", S.UNFAVOURABLE)),
    ),
    "arbre": Ready(
        "Arbre à problème",
        "Conséquences, problème, causes, solutions : pour 5 à 10 personnes",
        K.PROBLEM_TREE,
        (
            ("Conséquences", S.CONSEQUENCE),
            ("Le problème", S.PROBLEM),
            ("Causes", S.CAUSE),
            ("Solutions", S.SOLUTION),
        ),
    ),
    "idees": Ready("Idées", "Un seul grand mur", K.COLUMNS, (("Idées", S.NEUTRAL),)),
    OWN: Ready("Mes colonnes", "Une colonne par ligne, à vos mots", K.COLUMNS, ()),
}


def start(by: Person, ready: str, own_areas: list[str] = (), **fields) -> Workshop:
    """A workshop with its first board on the wall. `own_areas` are the titles for the board of `OWN`."""
    board = READY[ready]
    areas = board.areas or [(title, S.NEUTRAL) for title in own_areas]
    with transaction.atomic():
        workshop = Workshop.objects.create(created_by=by, **fields)
        wall = workshop.boards.create(title=board.title, kind=board.kind)
        for position, (title, sentiment) in enumerate(areas):
            wall.areas.create(title=title, sentiment=sentiment, position=position)
        journal.record("workshop.created", workshop, by)
    return workshop
