"""A pole with one short story that has reached the figures, and a report about it."""

import datetime as dt
import io

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from maillage.ground.directory.models import Organisation
from maillage.impact.indicators.models import Indicator
from maillage.impact.indicators.tests.makers import came, event_on, paris, someone
from maillage.impact.reports.models import Report
from tests import world


def make_story():
    """One note, one need, one action, one event on 12 May 2026, two people of one structure."""
    workshop = world.make_workshop()
    (area,) = world.make_wall(
        workshop, ("Ce qui pèse", "unfavourable", ["On est seuls avec nos fiches de paie"])
    )
    need = world.make_need(
        cluster=world.make_cluster(workshop, notes=area.notes.all()), created_at=paris(2026, 4, 1)
    )
    event = event_on(paris(2026, 5, 12), "Lire une fiche de paie", action=world.make_action(need=need))
    canut = Organisation.objects.create(name="Le Canut")
    for name in ("Ana Le Bris", "Bob Caro"):
        came(event, someone(name), canut)
    Indicator.objects.start()
    return event


def make_draft(by, **fields):
    fields = {
        "title": "Une année à s’entraider",
        "starts": dt.date(2026, 1, 1),
        "ends": dt.date(2026, 12, 31),
        **fields,
    }
    return Report.objects.draft(by, **fields)


def picture(width=800, height=600, kind="JPEG", name="photo.jpg", mode="RGB", **options):
    out = io.BytesIO()
    Image.new(mode, (width, height), "teal" if mode != "P" else 3).save(out, kind, **options)
    return SimpleUploadedFile(name, out.getvalue(), content_type="image/jpeg")
