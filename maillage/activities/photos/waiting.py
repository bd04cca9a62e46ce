"""What waits this morning: photos everyone agreed to that nobody published, consents that end soon. One query."""

import datetime as dt

from django.db.models import OuterRef, Q, Subquery
from django.urls import reverse
from django.utils import timezone

from maillage.activities.photos.models import Consent, Photo
from maillage.ui.french import day
from maillage.ui.todo import Todo

SOON = dt.timedelta(days=14)
MOST = 6


def waiting():
    """Every photo here has the agreement of all who are on it."""
    ending = Consent.objects.holding().filter(photo=OuterRef("pk"), until__lte=timezone.localdate() + SOON)
    rows = Photo.objects.agreed().annotate(ends=Subquery(ending.order_by("until").values("until")[:1]))
    rows = rows.filter(Q(published_at=None) | Q(ends__isnull=False), event__published_at__isnull=False)
    for photo in rows.select_related("event__activity").order_by("created_at", "pk")[:MOST]:
        yield _ending(photo) if photo.published_at else _ready(photo)


def _ready(photo) -> Todo:
    return Todo(
        f"Une photo de « {photo.event.activity.title} » est prête",
        "Tout le monde dessus a dit oui",
        reverse("photos:manage", args=[photo.event.pid]),
        "Voir",
        "leaf",
        post=reverse("photos:publication", args=[photo.event.pid, photo.pid]),
        post_gesture="Publier",
    )


def _ending(photo) -> Todo:
    return Todo(
        f"Un accord pour une photo de « {photo.event.activity.title} » se termine {day(photo.ends)}",
        "La photo quittera le site ce soir-là",
        reverse("photos:photo", args=[photo.event.pid, photo.pid]),
        "Revoir",
        "leaf",
    )
