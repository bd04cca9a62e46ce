"""A small named world. Two sister poles, a handful of people, one of each link of the chain.

Every maker fills what a test does not care about; all but the first three run in a pole's scope.
"""

import datetime as dt

from django.test import Client
from django.utils import timezone
from django_scopes import scope

from maillage.actions.roadmap.models import Action, ActionState, Answer, Axis, Workstream
from maillage.activities.events.models import Event
from maillage.activities.register.models import Activity
from maillage.ground.people.models import Account, FederationRole, Person, Role
from maillage.ground.poles.models import Federation, Pole
from maillage.needs.catalogue.models import Need, Origin
from maillage.needs.workshops.models import Area, Board, Cluster, Note, Participant, Workshop


def make_federation(name="Les pôles des rivières"):
    return Federation.objects.first() or Federation.objects.create(name=name)


def make_pole(slug="vallees", name=None, **fields):
    return Pole.objects.create(slug=slug, name=name or f"Pôle {slug}", federation=make_federation(), **fields)


def make_person(name="Malo Riou", email=None, **fields):
    email = f"{name.split()[0].lower()}@example.org" if email is None else email
    return Person.objects.create(name=name, email=email, **fields)


def grant(pole, person, kind, **fields):
    with scope(pole=pole):
        return Role.objects.create(person=person, kind=kind, **fields)


def make_someone(pole, name, kind):
    """A person with an account and one role in the pole."""
    person = make_person(name)
    Account.objects.create_user(person.email, person=person)
    grant(pole, person, kind)
    return person


def make_federation_coordinator(name="Fanny Le Goff"):
    person = make_person(name)
    Account.objects.create_user(person.email, person=person)
    FederationRole.objects.create(federation=make_federation(), person=person)
    return person


def client_of(pole, person=None, **extra) -> Client:
    """A browser on the pole's address (the federation's when `pole` is None), signed in when a person is given."""
    client = Client(headers={"host": pole.host if pole else "localhost"}, **extra)
    if person:
        client.force_login(person.account)
    return client


def make_workshop(title="Être employeur dans une petite asso", **fields):
    return Workshop.objects.create(title=title, date=dt.date(2026, 3, 12), **fields)


def make_wall(workshop, *areas):
    """One board with areas given as (title, sentiment, [note, …]); returns the areas."""
    board = Board.objects.create(workshop=workshop, title="Ce qui aide, ce qui pèse")
    made = []
    for position, (title, sentiment, notes) in enumerate(areas):
        area = Area.objects.create(board=board, title=title, sentiment=sentiment, position=position)
        for rank, text in enumerate(notes):
            Note.objects.create(area=area, text=text, position=rank)
        made.append(area)
    return made


def make_participant(workshop, name="Lou", **fields):
    return Participant.objects.create(workshop=workshop, name=name, **fields)


def make_cluster(workshop, title="Seuls face aux papiers", notes=(), board=None):
    """On the first board of the workshop unless said; one is put up if there is none."""
    board = board or workshop.boards.first() or Board.objects.create(workshop=workshop, title="Le mur")
    cluster = Cluster.objects.create(board=board, title=title)
    for note in notes:
        note.cluster = cluster
        note.save()
    return cluster


def make_need(title="Bien vivre son rôle d’employeur", cluster=None, **fields):
    need = Need.objects.create(title=title, **fields)
    if cluster:
        Origin.objects.create(need=need, workshop=cluster.workshop, cluster=cluster, text=cluster.title)
    return need


def make_action(
    title="Un cercle d’entraide entre employeurs", need=None, state=ActionState.State.RUNNING, **fields
):
    if "workstream" not in fields:
        axis = Axis.objects.create(title="Épauler les associations")
        fields["workstream"] = Workstream.objects.create(axis=axis, title="Employer sans s’épuiser")
    action = Action.objects.create(title=title, **fields)
    ActionState.objects.create(action=action, state=state)
    if need:
        Answer.objects.create(action=action, need=need)
    return action


def make_event(
    title="Petit-déj : employer sans s’épuiser",
    action=None,
    capacity=20,
    in_days=10,
    hours=2,
    published=True,
    **fields,
):
    starts = timezone.now().replace(microsecond=0) + dt.timedelta(days=in_days)
    activity = Activity.objects.create(
        kind=Activity.Kind.EVENT,
        title=title,
        action=action,
        place="Café associatif, Guichen",
        starts_at=starts,
        ends_at=starts + dt.timedelta(hours=hours),
    )
    return Event.objects.create(
        activity=activity, capacity=capacity, published_at=timezone.now() if published else None, **fields
    )
