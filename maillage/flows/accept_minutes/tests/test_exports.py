"""What one Maillage exported, another one reads, reviews and accepts."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from maillage.needs.minutes.printing import MEDIA_TYPES, export
from maillage.needs.minutes.tests.told import workshop
from maillage.needs.workshops.models import Note, Source, Workshop
from maillage.ui.theme import DEFAULT_THEME


@pytest.mark.parametrize("form", MEDIA_TYPES)
def test_an_export_is_reviewed_and_accepted(claire_at_vallees, form):
    content = export(workshop(), form, DEFAULT_THEME)
    claire_at_vallees.post("/espace/comptes-rendus/", {"file": SimpleUploadedFile(f"cr.{form}", content)})
    source = Source.objects.get()
    page = claire_at_vallees.get(f"/espace/comptes-rendus/{source.pid}/")
    assert page.status_code == 200
    assert "Un moyen de rentrer après 17 h" in page.text
    claire_at_vallees.post(f"/espace/comptes-rendus/{source.pid}/", {"accept": "1"})
    assert Workshop.objects.get().title == workshop().title
    assert Note.objects.filter(text="Un âne").exists()
