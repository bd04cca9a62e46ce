"""A workshop held in the tests with everything a workshop can leave: to draft its minutes from."""

import datetime as dt
from types import SimpleNamespace

from django.utils import timezone

from maillage.needs.catalogue.models import Need
from maillage.needs.workshops.models import Board, Takeaway, gather, group, open_poll, rule, split
from tests import world

S = SimpleNamespace


def add_board(workshop, title, kind, *areas, **fields):
    """A board after the others, with areas given as (title, sentiment)."""
    position = workshop.boards.count()
    board = Board.objects.create(workshop=workshop, title=title, kind=kind, position=position, **fields)
    for place, (name, sentiment) in enumerate(areas):
        board.areas.create(title=name, sentiment=sentiment, position=place)
    return board


def hold_workshop(by, **fields):
    """Opened, lived through, closed. Gives the workshop, its people and its boards by name."""
    said = {
        "place": "Salle des fêtes, Guichen",
        "purpose": "Ne plus être seul·e.",
        "starts": dt.time(9),
        "ends": dt.time(12),
    }
    workshop = world.make_workshop(**{**said, **fields})
    workshop.participants.create(name="Awen Le Goff", status="excused", email="awen@example.org")
    workshop.participants.create(name="Noé Marchal", status="expected")
    wall = world.make_wall(workshop, ("Ce qui aide", "favourable", []), ("Ce qui pèse", "unfavourable", []))[
        0
    ].board
    tree = add_board(
        workshop,
        "Pourquoi si seuls ?",
        "problem_tree",
        ("Problème", "problem"),
        ("Causes", "cause"),
        ("Solutions", "solution"),
    )
    table = add_board(
        workshop, "La nappe", "columns", ("Ce qu’on tenterait", "solution"), for_teams=True, hands=True
    )
    step = workshop.agenda.create(
        title="Écrire", kind="write", guide="Trois post-it au plus.", starts=dt.time(9, 15)
    )
    workshop.agenda.create(title="Pause", kind="break", position=1)
    workshop.open(by)
    lou, youenn = workshop.welcome("Lou", "La Recyclerie"), workshop.welcome("Youenn", "La Recyclerie")
    lou.email, lou.phone = "lou@example.org", "+33600000001"
    lou.save()
    step.start(by)
    made = S(workshop=workshop, wall=wall, tree=tree, lou=lou, youenn=youenn)
    write_wall(made, by)
    grow_tree(made, by)
    work_in_teams(made, table, by)
    step.end(by)
    leave(made, by)
    workshop.refresh_from_db()
    workshop.close(by)
    workshop.refresh_from_db()
    return made


def write_wall(made, by):
    helps, weighs = made.wall.areas.all()
    helps.write("Un comptable sympa", made.youenn)
    alone = [
        weighs.write("Seuls avec nos fiches de paie", made.lou),
        weighs.write("Peur de mal faire", made.youenn),
    ]
    evening = weighs.write("Les horaires du soir", made.lou)
    rude = weighs.write("C’est la faute de Jean-Pierre", made.lou)
    rude.hide("nomme quelqu’un", by)
    made.alone = group(made.wall, alone, "Seuls face aux papiers", by)
    made.evening = group(made.wall, [evening], "Le soir", by)
    dots = open_poll(made.wall, by, budget=3)
    dots.place(made.lou, made.alone, 2)
    dots.place(made.youenn, made.alone, 1)
    dots.place(made.youenn, made.evening, 1)
    dots.close(by)
    placed = open_poll(made.wall, by, kind="matrix")
    placed.situate(made.lou, made.alone, 5, 2)
    placed.situate(made.youenn, made.alone, 4, 2)
    placed.close(by)
    made.charter = group(made.wall, [], "Une charte écrite", by)
    agreed = open_poll(made.wall, by, kind="agreement")
    agreed.stand(made.lou, made.charter, "support")
    agreed.stand(made.youenn, made.charter, "reserve")
    agreed.close(by)


def grow_tree(made, by):
    problem, causes, solutions = made.tree.areas.all()
    trunk = problem.write("On est seuls", made.lou)
    cause = causes.write("On ne se connaît pas", made.youenn)
    cause.hang(trunk, by)
    solutions.write("Un café chaque mois", made.lou).hang(cause, by)


def work_in_teams(made, table, by):
    made.workshop.refresh_from_db()
    (team,) = split(made.workshop, 1, by, ["Table du fond"])
    copy = team.boards.get(origin=table)
    area = copy.areas.get()
    for person in (made.lou, made.youenn):
        person.refresh_from_db()
    kept, left = area.write("Essayer un mois", made.lou), area.write("Tout arrêter", made.youenn)
    gather(made.workshop, by)
    rule(kept, "amended", by, "Essayer deux mois")
    rule(left, "set_aside", by)


def leave(made, by):
    workshop = made.workshop
    made.need = Need.objects.raise_from_cluster(made.alone, by, audience="les petites associations")
    made.need.estimate(by, impact=5, effort=2, urgency=4)
    Need.objects.raise_from_cluster(made.evening, by)
    rows = (
        ("decision", "On écrit la charte à trois", {"cluster": made.charter}),
        ("solution", "Un groupement d’employeurs", {"cause": "On ne se connaît pas", "cluster": made.alone}),
        (
            "action",
            "Appeler la mairie",
            {"owner": "Lou", "due": dt.date(2026, 10, 1), "audience": "les élus"},
        ),
        ("follow_up", "Se revoir", {"due": dt.date(2026, 11, 5)}),
    )
    for position, (kind, text, more) in enumerate(rows):
        Takeaway.objects.create(workshop=workshop, kind=kind, text=text, position=position, **more)
    made.action = workshop.takeaways.get(kind="action")


def soon():
    return timezone.now() + dt.timedelta(minutes=1)
