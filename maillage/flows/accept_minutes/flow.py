"""Minutes that a person has reviewed become a workshop, its walls, its needs and what it leaves to do."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone

from maillage.ground.directory.models import Organisation
from maillage.ground.journal.models import record
from maillage.ground.people.forms import LONGEST_ADDRESS
from maillage.ground.people.models import Person, meet
from maillage.needs.catalogue.models import Need, Origin
from maillage.needs.workshops.models import (
    AgendaItem,
    Area,
    Board,
    Note,
    Participant,
    Source,
    Takeaway,
    Workshop,
)

YEARS = range(1900, 2200)
TAKEAWAYS = (
    ("solutions", Takeaway.Kind.SOLUTION),
    ("actions", Takeaway.Kind.ACTION),
    ("follow_ups", Takeaway.Kind.FOLLOW_UP),
)


class AlreadyAccepted(Exception):
    """These minutes are a workshop already (a second click, another tab)."""


def problems(reading: dict) -> dict[str, str]:
    """What must be corrected before the reading can be kept, by path: {"date": "…"}; empty when it can."""
    found = {}
    if not reading["title"].strip():
        found["title"] = "Donnez un titre à l’atelier."
    if reading["date"] and not _date(reading["date"]):
        found["date"] = "Cette date n’existe pas ; elle s’écrit comme 2026-06-18."
    for position, person in enumerate(reading["participants"]):
        if not person["name"].strip():
            found[f"participants.{position}.name"] = "Cette personne n’a pas de nom."
        if person["email"] and not _is_email(person["email"]):
            found[f"participants.{position}.email"] = "Cette adresse électronique n’est pas complète."
    for position, item in enumerate(reading["agenda"]):
        for key in ("starts", "ends"):
            if item[key] and not _time(item[key]):
                found[f"agenda.{position}.{key}"] = "Cette heure n’existe pas ; elle s’écrit comme 09:30."
    return found


def accept_minutes(source: Source, by: Person | None) -> Workshop:
    """Save the corrected reading of `source`, all or nothing; raises `AlreadyAccepted`."""
    reading = source.reading
    with transaction.atomic():
        if not Source.objects.filter(pk=source.pk, accepted_at=None).update(accepted_at=timezone.now()):
            raise AlreadyAccepted
        workshop = _workshop(source, reading, by)
        people = _participants(workshop, reading)
        _agenda(workshop, reading)
        _boards(workshop, reading, people)
        _needs(workshop, reading, by)
        _takeaways(workshop, reading)
        record("minutes.accepted", workshop, by, lines=len(source.lines))
    return workshop


def _workshop(source: Source, reading: dict, by) -> Workshop:
    return Workshop.objects.create(
        title=reading["title"][:200],
        date=_date(reading["date"]),
        place=reading["place"][:160],
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
        )
        for position, item in enumerate(reading["agenda"])
    )


def _boards(workshop: Workshop, reading: dict, people: dict) -> None:
    notes = []
    for position, found in enumerate(reading["boards"]):
        board = Board.objects.create(
            workshop=workshop, title=found["title"][:250], kind=found["kind"], position=position
        )
        for rank, column in enumerate(found["areas"]):
            area = Area.objects.create(
                board=board, title=column["title"][:250], sentiment=column["sentiment"], position=rank
            )
            notes += [_note(area, place, note, people) for place, note in enumerate(column["notes"])]
    Note.objects.bulk_create(notes)


def _note(area: Area, position: int, found: dict, people: dict) -> Note:
    return Note(
        area=area,
        text=found["text"][:1000],
        author=people.get(found["author"]),
        author_name=found["author"][:120],
        line=found["line"],
        position=position,
    )


def _needs(workshop: Workshop, reading: dict, by) -> None:
    for found in reading["needs"]:
        need = Need.objects.create(title=found["text"][:250], audience=found["audience"][:200], created_by=by)
        Origin.objects.create(need=need, workshop=workshop, line=found["line"], text=found["text"][:1000])


def _takeaways(workshop: Workshop, reading: dict) -> None:
    Takeaway.objects.bulk_create(
        Takeaway(
            workshop=workshop,
            kind=kind,
            text=found["text"][:1000],
            cause=found.get("cause", "")[:500],
            audience=found.get("audience", "")[:200],
            line=found["line"],
            position=position,
        )
        for key, kind in TAKEAWAYS
        for position, found in enumerate(reading[key])
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
