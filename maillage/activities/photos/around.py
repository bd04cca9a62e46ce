"""What this room adds to an event: its gallery for everybody, the way to it for the team."""

from django.urls import reverse

from maillage.activities.events.beside import Link, Piece, Room
from maillage.activities.photos.models import Photo


class PhotosOfAnEvent(Room):
    def links(self, event, may_organise):
        return [Link("Photos", reverse("photos:manage", args=[event.pid]))]

    def piece(self, event):
        photos = list(Photo.objects.public().filter(event=event))
        return Piece("photos/_gallery.html", {"photos": photos}) if photos else None
