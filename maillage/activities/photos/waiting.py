"""What waits this morning: photos everyone agreed to that nobody published, consents that end soon."""

import datetime as dt

from django.urls import reverse
from django.utils import timezone

from maillage.activities.photos.models import Consent, Photo
from maillage.ui.french import day
from maillage.ui.todo import Todo

SOON = dt.timedelta(days=14)


def waiting():
    ready = Photo.objects.agreed().filter(published_at=None, event__published_at__isnull=False)
    for photo in ready.select_related("event__activity").order_by("created_at")[:3]:
        yield Todo(
            f"Une photo de « {photo.event.activity.title} » est prête",
            "Tout le monde dessus a dit oui",
            reverse("photos:manage", args=[photo.event.pid]),
            "Voir",
            "leaf",
            post=reverse("photos:publication", args=[photo.event.pid, photo.pid]),
            post_gesture="Publier",
        )
    today = timezone.localdate()
    ending = Consent.objects.holding().filter(until__lte=today + SOON, photo__published_at__isnull=False)
    for consent in ending.select_related("person", "photo__event").order_by("until")[:3]:
        yield Todo(
            f"L’accord de {consent.person} pour une photo se termine {day(consent.until)}",
            "La photo quittera le site ce soir-là",
            reverse("photos:photo", args=[consent.photo.event.pid, consent.photo.pid]),
            "Revoir",
            "leaf",
        )
