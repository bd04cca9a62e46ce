"""The workshops of a story: those that were held, the one that runs now, those that a method prepares."""

import datetime as dt
import math
from random import Random

from django.utils import timezone

from maillage.flows.load_demo.story import Gathering, Prepared
from maillage.ground.people.models import Person
from maillage.needs.minutes.models import Minutes
from maillage.needs.minutes.parts import digest
from maillage.needs.workshops.methods import READY
from maillage.needs.workshops.models import (
    AgendaItem,
    Area,
    Board,
    Cluster,
    Dot,
    Note,
    Participant,
    Poll,
    Workshop,
    start,
)


def day(offset: int) -> dt.date:
    return timezone.localdate() + dt.timedelta(days=offset)


def moment(offset: int, clock: str = "09:00") -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day(offset), dt.time.fromisoformat(clock)))


def prepare(told: Prepared, by: Person) -> Workshop:
    """A workshop to come, as its method lays it out."""
    before = Workshop.objects.filter(title=told.follows).first() if told.follows else None
    return start(
        by,
        READY[told.method],
        title=told.title,
        purpose=told.purpose,
        date=day(told.day),
        starts=dt.time.fromisoformat(told.at),
        place=told.place,
        follows=before,
        facilitator=by,
    )


def hold(told: Gathering, by: Person, chance: Random) -> dict[str, Cluster]:
    """A workshop as it was left, or as it runs since twenty minutes; its groups by name."""
    opened = timezone.now() - dt.timedelta(minutes=20) if told.open else moment(told.day)
    workshop = Workshop.objects.create(
        title=told.title,
        purpose=told.purpose,
        date=day(told.day),
        place=told.place,
        opened_at=opened,
        closed_at=None if told.open else moment(told.day, "11:30"),
        created_at=opened,
        created_by=by,
        facilitator=by,
    )
    people = [Participant.objects.create(workshop=workshop, name=name) for name in told.people]
    _agenda(workshop, told, opened)
    for position, wall in enumerate(told.walls):
        board = Board.objects.create(workshop=workshop, title=wall.title, kind=wall.kind, position=position)
        for rank, (title, sentiment, texts) in enumerate(wall.areas):
            area = Area.objects.create(board=board, title=title, sentiment=sentiment, position=rank)
            Note.objects.bulk_create(
                _note(area, place, text, chance.choice(people), opened) for place, text in enumerate(texts)
            )
    _links(workshop, told.links)
    clusters = _groups(workshop, told, people) if told.groups else {}
    for position, (kind, text, owner, due) in enumerate(told.outcomes):
        workshop.takeaways.create(
            kind=kind, text=text, owner=owner, due=due and day(told.day + due), position=position
        )
    if told.minutes:
        _approve(workshop, by)
    return clusters


def _agenda(workshop: Workshop, told: Gathering, opened: dt.datetime) -> None:
    """In a workshop that runs, hours count from its opening: the second step began ten minutes ago and has ten more."""
    now = timezone.now()
    late = timezone.localtime(opened) - moment(0, told.agenda[0][0]) if told.open else dt.timedelta()
    for position, (starts, ends, title, kind) in enumerate(told.agenda):
        starts, ends = (
            (moment(0, clock) + late).time().replace(second=0, microsecond=0) for clock in (starts, ends)
        )
        step = AgendaItem(
            workshop=workshop, position=position, starts=starts, ends=ends, title=title, kind=kind
        )
        if told.open and position == 0:
            step.started_at, step.ended_at = opened, now - dt.timedelta(minutes=10)
        elif told.open and position == 1:
            step.started_at, step.ends_at = now - dt.timedelta(minutes=10), now + dt.timedelta(minutes=10)
        step.save()


def _note(area: Area, position: int, text: str, author: Participant, opened: dt.datetime) -> Note:
    written = opened + dt.timedelta(minutes=2 + position)
    return Note(
        area=area,
        position=position,
        text=text,
        author=author,
        author_name=author.name,
        created_at=written,
    )


def _links(workshop: Workshop, links: list[tuple[str, str]]) -> None:
    notes = list(Note.objects.of(workshop))
    named = {
        first: next(note for note in notes if note.text.startswith(first)) for pair in links for first in pair
    }
    for branch, under in links:
        Note.objects.filter(pk=named[branch].pk).update(parent=named[under])


def _groups(workshop: Workshop, told: Gathering, people: list[Participant]) -> dict[str, Cluster]:
    notes = list(Note.objects.of(workshop))
    board = workshop.boards.first()
    budget = math.ceil(sum(dots for _, dots, _ in told.groups) / len(people))
    poll = Poll.objects.create(
        board=board,
        budget=budget,
        opened_at=moment(told.day, "10:45"),
        closed_at=moment(told.day, "11:05"),
    )
    hands, clusters = [person for _ in range(budget) for person in people], {}
    for position, (title, dots, beginnings) in enumerate(told.groups):
        cluster = Cluster.objects.create(board=board, title=title, position=position)
        held = [note.pk for note in notes if note.text.startswith(tuple(beginnings))]
        Note.objects.filter(pk__in=held).update(cluster=cluster)
        given, hands = hands[:dots], hands[dots:]
        Dot.objects.bulk_create(
            Dot(poll=poll, participant=person, cluster=cluster, count=given.count(person))
            for person in set(given)
        )
        clusters[title] = cluster
    return clusters


def _approve(workshop: Workshop, by: Person) -> None:
    minutes = Minutes.objects.begin(workshop, by)
    seen = digest([written.part for written in minutes.written()])
    minutes.approve(by, seen)
    minutes.publish(by, owners=False, held_back=[])
