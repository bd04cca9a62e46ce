"""Minutes that a person has reviewed become a workshop, its walls, its needs and what it leaves to do."""

import datetime as dt
from collections.abc import Iterator

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone

from maillage.flows.accept_minutes.walls import Hung, hang
from maillage.ground.directory.models import Organisation
from maillage.ground.journal.models import record
from maillage.ground.people.forms import LONGEST_ADDRESS
from maillage.ground.people.models import Person, meet
from maillage.needs.catalogue.models import Need, Origin
from maillage.needs.workshops.models import AgendaItem, Cluster, Participant, Source, Takeaway, Workshop

YEARS = range(1900, 2200)
HOURS = ("starts", "ends")
NO_DAY = "Cette date n’existe pas ; elle s’écrit comme 2026-06-18."
NO_HOUR = "Cette heure n’existe pas ; elle s’écrit comme 09:30."
DONE = ("fait", "faite", "fini", "terminé", "terminée")
TAKEAWAYS = (
    ("decisions", Takeaway.Kind.DECISION),
    ("solutions", Takeaway.Kind.SOLUTION),
    ("actions", Takeaway.Kind.ACTION),
    ("follow_ups", Takeaway.Kind.FOLLOW_UP),
)


class AlreadyAccepted(Exception):
    """These minutes are a workshop already (a second click, another tab)."""


def problems(reading: dict) -> dict[str, str]:
    """What must be corrected before the reading can be kept, by path: {"date": "…"}; empty when it can."""
    return dict([*_wrong_words(reading), *_wrong_moments(reading)])


def _wrong_words(reading: dict) -> Iterator[tuple[str, str]]:
    if not reading["title"].strip():
        yield "title", "Donnez un titre à l’atelier."
    for position, person in enumerate(reading["participants"]):
        if not person["name"].strip():
            yield f"participants.{position}.name", "Cette personne n’a pas de nom."
        if person["email"] and not _is_email(person["email"]):
            yield f"participants.{position}.email", "Cette adresse électronique n’est pas complète."


def _wrong_moments(reading: dict) -> Iterator[tuple[str, str]]:
    """Days and hours that no calendar knows."""
    days, hours = [("date", reading["date"])], [(key, reading.get(key)) for key in HOURS]
    for position, item in enumerate(reading["agenda"]):
        hours += [(f"agenda.{position}.{key}", item[key]) for key in HOURS]
    for key in ("actions", "follow_ups", "past_actions"):
        days += [
            (f"{key}.{position}.due", item.get("due")) for position, item in enumerate(reading.get(key, []))
        ]
    yield from ((path, NO_DAY) for path, day in days if day and not _date(day))
    yield from ((path, NO_HOUR) for path, hour in hours if hour and not _time(hour))


def accept_minutes(source: Source, by: Person | None) -> Workshop:
    """Save the corrected reading of `source`, all or nothing; raises `AlreadyAccepted`."""
    reading = source.reading
    with transaction.atomic():
        if not Source.objects.filter(pk=source.pk, accepted_at=None).update(accepted_at=timezone.now()):
            raise AlreadyAccepted
        workshop = _workshop(source, reading, by)
        people = _participants(workshop, reading)
        _agenda(workshop, reading)
        groups = _groups(hang(workshop, reading, people))
        _needs(workshop, reading, by, groups)
        _takeaways(workshop, reading, by, groups)
        record("minutes.accepted", workshop, by, lines=len(source.lines))
    return workshop


def _workshop(source: Source, reading: dict, by) -> Workshop:
    return Workshop.objects.create(
        title=reading["title"][:200],
        date=_date(reading["date"]),
        starts=_time(reading.get("starts")),
        ends=_time(reading.get("ends")),
        place=reading["place"][:160],
        purpose=reading.get("purpose", ""),
        source=source,
        created_by=by,
    )


def _participants(workshop: Workshop, reading: dict) -> dict[str, Participant]:
    people = {}
    for row in reading["participants"]:
        organisation = Organisation.objects.named(row["organisation"][:160])
        people[row["name"]] = Participant.objects.create(
            workshop=workshop,
            name=row["name"][:120],
            organisation=organisation,
            role=row["role"][:160],
            email=row["email"],
            phone=row["phone"][:20],
            status=row["status"],
            person=meet(row["name"][:120], row["email"], row["phone"][:20]) if row["email"] else None,
        )
    return people


def _agenda(workshop: Workshop, reading: dict) -> None:
    AgendaItem.objects.bulk_create(
        AgendaItem(
            workshop=workshop,
            position=position,
            starts=_time(item["starts"]),
            ends=_time(item["ends"]),
            title=item["title"][:250],
            kind=item["kind"] if item.get("kind") in AgendaItem.Kind.values else AgendaItem.Kind.TALK,
            guide=item.get("guide", ""),
        )
        for position, item in enumerate(reading["agenda"])
    )


def _groups(hung: list[Hung]) -> dict[str, Cluster]:
    """Groups by their name, the plenary's before those of sub-groups: what has the words of a group came from it."""
    ordered = sorted(hung, key=lambda one: one.board.team_id is None)
    return {cluster.title: cluster for one in ordered for cluster in one.groups.values()}


def _needs(workshop: Workshop, reading: dict, by, groups: dict[str, Cluster]) -> None:
    groups = dict(groups)  # a group becomes one need, the first that has its words
    for found in reading["needs"]:
        need = Need.objects.create(title=found["text"][:250], audience=found["audience"][:200], created_by=by)
        origin = {"workshop": workshop, "line": found["line"], "text": found["text"][:1000]}
        Origin.objects.create(need=need, cluster=groups.pop(found["text"][:200], None), **origin)


def _takeaways(workshop: Workshop, reading: dict, by, groups: dict[str, Cluster]) -> None:
    Takeaway.objects.bulk_create(
        Takeaway(
            workshop=workshop,
            kind=kind,
            text=found["text"][:1000],
            cause=found.get("cause", "")[:500],
            audience=found.get("audience", "")[:200],
            owner=found.get("owner", "")[:160],
            due=_date(found.get("due")),
            done_at=timezone.now() if found.get("state", "").casefold() in DONE else None,
            cluster=groups.get(found["text"][:200]),
            line=found["line"],
            position=position,
            by=by,
        )
        for key, kind in TAKEAWAYS
        for position, found in enumerate(reading.get(key, []))
    )


def _date(text: str | None) -> dt.date | None:
    try:
        day = dt.date.fromisoformat(text) if text else None
    except ValueError:
        return None
    return day if day and day.year in YEARS else None


def _time(text: str | None) -> dt.time | None:
    try:
        time = dt.time.fromisoformat(text) if text else None
    except ValueError:
        return None
    return time if time and not time.tzinfo else None


def _is_email(text: str) -> bool:
    try:
        validate_email(text)
    except ValidationError:
        return False
    return len(text) <= LONGEST_ADDRESS
