"""The last event that people came to has three photos: drawn, for no real face stands in a demo."""

import io

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw

from maillage.activities.events.models import Event
from maillage.activities.photos.files import prepare
from maillage.activities.photos.models import Photo, in_two_years

SCENES = (
    (
        "Des post-it de toutes les couleurs sur un mur, vus de près",
        ("#f6d34a", "#ef7fa8", "#6cc4a1", "#7fb5ef"),
    ),
    (
        "Une table vue de dessus : des tasses, des feuilles, des crayons",
        ("#e9dcc3", "#b5654a", "#31556b", "#f1a94e"),
    ),
    ("La salle vue du fond, des chaises en cercle", ("#233a4d", "#d97b4f", "#f0e4cf", "#8fae7c")),
)


def seed(loader):
    event = Event.objects.past().filter(closed_at__isnull=False).first()
    if event is None:
        return
    for number, (alternative, colours) in enumerate(SCENES):
        said = {"alternative": alternative, "author": loader.coordinator.name}
        photo = Photo.objects.take_in(
            event, prepare(_drawn(colours, loader.random)), loader.coordinator, **said
        )
        if photo is None:
            continue
        if number < 2:
            photo.say_nobody(loader.coordinator)
            photo.publish(loader.coordinator)
        else:
            person, _ = loader.neighbours[0]
            terms = {"purpose": "montrer ce qui se vit dans nos rendez-vous", "until": in_two_years()}
            photo.ask(person, loader.coordinator, on_paper=True, on_site=True, **terms)


def _drawn(colours, chance) -> SimpleUploadedFile:
    ground, *others = colours
    image = Image.new("RGB", (1200, 800), ground)
    draw = ImageDraw.Draw(image)
    for _ in range(26):
        x, y, side = chance.randint(-60, 1150), chance.randint(-60, 750), chance.randint(70, 210)
        shape = [(x, y), (x + side, y + chance.randint(-14, 14)), (x + side, y + side), (x - 8, y + side - 6)]
        draw.polygon(shape, fill=chance.choice(others))
    file = io.BytesIO()
    image.save(file, "JPEG", quality=88)
    return SimpleUploadedFile("photo.jpg", file.getvalue(), "image/jpeg")
