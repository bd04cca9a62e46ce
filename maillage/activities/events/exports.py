"""The list of an event as a spreadsheet."""

from django.utils.text import slugify

from maillage.activities.events.models import Event
from maillage.ground.poles.sheet import csv_file

HEADER = ["Nom", "Adresse électronique", "Structure", "État", "Inscription", "Présence", "Heures"]
STATES = {"confirmed": "place réservée", "waiting": "liste d’attente", "cancelled": "annulée"}


def registrations_csv(event: Event):
    rows = event.registrations.with_people().order_by("person__name", "pk")
    return csv_file(f"inscriptions-{slugify(event.activity.title)[:50]}", HEADER, map(_line, rows))


def _line(registration) -> list:
    present = registration.attendance if registration.is_present else None
    return [
        registration.person.name,
        registration.person.email,
        registration.organisation.name if registration.organisation else "",
        STATES[registration.state],
        registration.created_at,
        present.at if present else None,
        present.hours if present else None,
    ]
