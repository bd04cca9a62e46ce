"""Who opens the pages of this room."""

import io

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from maillage.activities.photos.files import prepare
from maillage.activities.photos.models import Photo, in_two_years
from tests import world

DOORS = """
photos:consent              anyone        token=consent.token
photos:consent_file         anyone        token=consent.token
photos:file                 anyone        pid=event_photo.pid w==480
photos:manage               steering      pid=event.pid
photos:upload               coordination  pid=event.pid
photos:photo                coordination  pid=event.pid photo=event_photo.pid
photos:people               coordination  pid=event.pid photo=event_photo.pid
photos:nobody               coordination  pid=event.pid photo=event_photo.pid
photos:publication          coordination  pid=event.pid photo=event_photo.pid
photos:withdrawal           coordination  pid=event.pid photo=event_photo.pid
photos:cover                coordination  pid=event.pid photo=event_photo.pid
photos:removal              coordination  pid=event.pid photo=event_photo.pid
photos:paper                coordination  pid=event.pid photo=event_photo.pid consent=consent.pid
photos:refusal              coordination  pid=event.pid photo=event_photo.pid consent=consent.pid
photos:mistaken             coordination  pid=event.pid photo=event_photo.pid consent=consent.pid
"""
FILES = {"photos:file", "photos:consent_file"}
ELSEWHERE = {"photos:consent"}  # reached from a mail


def sent(colour="#3aa66a", size=(640, 480), name="photo.jpg", **options):
    """A photo as a phone sends it."""
    file = io.BytesIO()
    Image.new("RGB", size, colour).save(file, "JPEG", **options)
    return SimpleUploadedFile(name, file.getvalue(), "image/jpeg")


def make_photo(event, by, alternative="Six personnes autour d’une table", colour="#3aa66a"):
    return Photo.objects.take_in(event, prepare(sent(colour)), by, alternative=alternative)


def furnish(made, by):
    made.event_photo = make_photo(made.event, by)
    someone = world.make_person(
        f"Photographiée {made.event.pole.slug}", f"vue@{made.event.pole.slug}.example"
    )
    made.consent = made.event_photo.ask(
        someone, by, purpose="montrer la vie du pôle", until=in_two_years(), on_site=True
    )
    made.consent.sign()
    made.event_photo.publish(by)
