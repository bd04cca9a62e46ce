"""What this room says to that of workshops: how one is announced to everybody (see `announcing` there)."""

from django.urls import reverse

from maillage.activities.events.models import Event
from maillage.needs.workshops.announcing import Announcement, Announcements


class WorkshopsInTheAgenda(Announcements):
    def of(self, workshop):
        event = Event.objects.filter(workshop=workshop).first()
        if event:
            return Announcement("Voir l’annonce", reverse("events:team", args=[event.pid]), state_of(event))
        if workshop.closed_at or workshop.cancelled_at:
            return None
        return Announcement("Annoncer publiquement", f"{reverse('events:new')}?atelier={workshop.pid}")


def state_of(event) -> str:
    if event.cancelled_at:
        return "L’annonce est annulée."
    if not event.published_at:
        return "L’annonce est encore un brouillon."
    return f"Annoncé à l’agenda : {event.seats_taken} places prises sur {event.capacity}."
