"""A picture is served only while everyone on it agrees. These tests hunt for one that still is."""

import datetime as dt
import io
import re

import pytest
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.utils import timezone
from PIL import Image

from maillage.activities.photos.files import prepare
from maillage.activities.photos.models import Consent, NotReady, Photo, in_two_years
from maillage.activities.photos.tests.doors import make_photo, sent
from maillage.activities.photos.waiting import waiting
from maillage.ground.journal.models import Entry
from maillage.ground.mail.models import OutgoingMail
from tests import world

TERMS = {"purpose": "montrer la vie du pôle", "on_site": True}


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def photo(vallees, claire):
    return make_photo(world.make_event(in_days=-2), claire)


def agree(photo, claire, name="Lou Kerbrat", **terms):
    consent = photo.ask(world.make_person(name), claire, **{"until": in_two_years(), **TERMS, **terms})
    consent.sign()
    return consent


@pytest.fixture
def consent(photo, claire):
    consent = agree(photo, claire)
    photo.publish(claire)
    return consent


def everywhere(photo, consent=None):
    """Every address that could serve this picture."""
    addresses = [f"/photos/{photo.pid}/{width}.webp" for width in photo.widths]
    return [*addresses, *([f"{consent.get_absolute_url()}photo.webp"] if consent else [])]


def served(client, addresses):
    return [address for address in addresses if client.get(address).status_code == 200]


class TestFiles:
    def test_nothing_is_left_of_the_camera_nor_of_the_place(self):
        exif = Image.Exif()
        exif[0x0112] = 6  # lying on its side
        exif[0x010F] = "Appareil de Lou"
        exif.get_ifd(0x8825)[1] = "N"
        exif.get_ifd(0x8825)[2] = (48.0, 7.0, 12.0)
        file = sent(size=(2400, 1800), exif=exif, comment=b"chez Lou")
        assert b"Appareil de Lou" in file.read()
        file.seek(0)
        prepared = prepare(file)
        assert sorted(prepared.sizes) == [480, 960, 1600]
        assert prepared.height > prepared.width, "it was turned upright"
        for content in prepared.sizes.values():
            image = Image.open(io.BytesIO(content))
            assert image.format == "WEBP"
            assert not dict(image.getexif())
            for trace in (b"Appareil", b"EXIF", b"XMP", b"ICCP", b"chez Lou"):
                assert trace not in content

    @pytest.mark.parametrize("size", [(300, 900), (700, 500), (480, 480), (1600, 1200), (5000, 300)])
    def test_a_small_photo_is_never_made_larger(self, size):
        prepared = prepare(sent(size=size))
        assert max(prepared.sizes) == min(size[0], 1600)

    @pytest.mark.parametrize("content", [b"", b"GIF89a....", b"\xff\xd8\xff\xe0broken"])
    def test_what_is_no_photo_is_told(self, content):
        with pytest.raises(ValidationError):
            prepare(SimpleUploadedFile("a.jpg", content))


class TestWhatIsPublic:
    def test_not_before_it_is_described_and_everyone_is_known(self, photo, claire):
        with pytest.raises(NotReady):
            photo.publish(claire)
        assert photo.say_nobody(claire)
        Photo.objects.filter(pk=photo.pk).update(alternative="")
        with pytest.raises(NotReady):
            photo.publish(claire)

    def test_one_of_two_is_not_enough(self, photo, claire, at_vallees):
        agree(photo, claire)
        photo.publish(claire)
        assert served(at_vallees, everywhere(photo))
        photo.ask(world.make_person("Malo Riou"), claire, until=in_two_years(), **TERMS)
        assert served(at_vallees, everywhere(photo)) == []

    @pytest.mark.parametrize(
        "trouble", ["withdrawn", "ended", "other media", "event withdrawn", "photo withdrawn"]
    )
    def test_it_is_served_no_more(self, photo, consent, claire, at_vallees, trouble):
        page = photo.event.get_absolute_url()
        assert served(at_vallees, everywhere(photo)) == everywhere(photo)
        assert f"/photos/{photo.pid}/" in at_vallees.get(page).text
        rows = Consent.objects.filter(pk=consent.pk)
        if trouble == "withdrawn":
            at_vallees.post(consent.get_absolute_url(), {"non": "1"})
        elif trouble == "ended":
            rows.update(until=timezone.localdate() - dt.timedelta(days=1))
        elif trouble == "other media":
            rows.update(on_site=False, in_print=True)
        elif trouble == "event withdrawn":
            photo.event.withdraw()
        else:
            photo.withdraw()
        assert served(at_vallees, everywhere(photo)) == []
        answer = at_vallees.get(page)
        assert answer.status_code == 404 or photo.pid not in answer.text

    def test_no_cache_may_keep_it(self, photo, consent, at_vallees):
        for address in everywhere(photo, consent):
            answer = at_vallees.get(address)
            assert "no-store" in answer["Cache-Control"]
            assert "ETag" not in answer

    def test_a_width_that_is_not_ours(self, photo, consent, at_vallees):
        assert at_vallees.get(f"/photos/{photo.pid}/481.webp").status_code == 404

    def test_a_file_has_no_address_of_its_own(self, photo, consent, at_vallees):
        for width in photo.widths:
            for start in ("/media/", "/", "/static/"):
                assert at_vallees.get(start + photo.path(width)).status_code == 404


class TestWithdrawal:
    def test_the_same_link_signs_and_withdraws_everywhere_at_once(
        self, photo, claire, at_vallees, claire_at_vallees
    ):
        consent = photo.ask(world.make_person("Lou Kerbrat"), claire, until=in_two_years(), **TERMS)
        page = consent.get_absolute_url()
        assert "Non, ne la montrez pas" in at_vallees.get(page).text
        assert consent.state == "asked", "looking signs nothing"
        assert "Merci" in at_vallees.post(page, {"oui": "1"}, follow=True).text
        photo.publish(claire)
        places = everywhere(photo, consent)
        assert served(at_vallees, places) == places
        answer = at_vallees.post(page, {"non": "1"}, follow=True)
        assert "plus montrée nulle part" in answer.text
        assert "<img class=" not in answer.text
        assert served(at_vallees, places) == [] == served(claire_at_vallees, places), "not even to the team"
        for address in (photo.event.get_absolute_url(), f"/espace/evenements/{photo.event.pid}/photos/"):
            sources = re.findall(r'(?:src|srcset)="([^"]*)"', claire_at_vallees.get(address).text)
            assert not [source for source in sources if photo.pid in source]

    def test_a_no_cannot_be_taken_away_to_publish(self, photo, consent, claire, claire_at_vallees):
        consent.withdraw()
        assert not consent.forget(claire)
        again = photo.ask(consent.person, claire, until=in_two_years(), **TERMS)
        assert again == consent and again.state == "withdrawn"
        assert not photo.say_nobody(claire)
        with pytest.raises(NotReady):
            Photo.objects.get(pk=photo.pk).publish(claire) if photo.withdraw() else photo.publish(claire)

    def test_another_site_signs_nothing(self, consent, at_vallees):
        answer = at_vallees.post(
            consent.get_absolute_url(), {"non": "1"}, headers={"sec-fetch-site": "cross-site"}
        )
        assert answer.status_code == 403
        consent.refresh_from_db()
        assert consent.state == "signed"

    def test_it_is_written_who_and_when(self, consent, claire):
        consent.withdraw(claire)
        codes = set(Entry.objects.values_list("code", flat=True))
        assert {"consent.asked", "consent.signed", "consent.withdrawn", "photo.published"} <= codes

    def test_signing_after_the_end_changes_nothing(self, consent):
        Consent.objects.filter(pk=consent.pk).update(
            until=timezone.localdate() - dt.timedelta(days=1), signed_at=None
        )
        consent.refresh_from_db()
        assert not consent.sign()

    def test_removed_its_files_are_gone(self, photo, consent, django_capture_on_commit_callbacks):
        paths = [photo.path(width) for width in photo.widths]
        assert all(map(default_storage.exists, paths))
        with django_capture_on_commit_callbacks(execute=True):
            photo.remove()
        assert not any(map(default_storage.exists, paths))


class TestTheTeam:
    def pages(self, photo, end=""):
        return f"/espace/evenements/{photo.event.pid}/photos/{photo.pid}/{end}"

    def test_several_at_once_each_by_itself(self, claire_at_vallees, vallees):
        event = world.make_event(in_days=-1)
        files = [
            sent("#123456", name="un.jpg"),
            sent("#654321", name="deux.jpg"),
            SimpleUploadedFile("trois.jpg", b"no"),
        ]
        answer = claire_at_vallees.post(
            f"/espace/evenements/{event.pid}/photos/ajout/",
            {"files": [*files, sent("#123456", name="bis.jpg")]},
            follow=True,
        )
        text = answer.text.replace("\xa0", " ")
        assert event.photos.count() == 2
        assert "2 photos de plus" in text
        assert "« trois.jpg » n’a pas pu être lue" in text
        assert "« bis.jpg » était déjà là" in text

    def test_asking_writes_to_the_person_with_the_link(
        self, photo, claire_at_vallees, django_capture_on_commit_callbacks
    ):
        told = {
            "name": "Lou Kerbrat", "email": "lou@example.org", "purpose": "le site", "on_site": "on",
            "until": in_two_years().isoformat(),
        }  # fmt: skip
        with django_capture_on_commit_callbacks(execute=True):
            claire_at_vallees.post(self.pages(photo, "personnes/"), told)
        consent = photo.consents.get()
        mail = OutgoingMail.objects.get(to="lou@example.org")
        assert consent.get_absolute_url() in mail.text and consent.get_absolute_url() in mail.html

    def test_paper_needs_no_address(self, photo, claire_at_vallees):
        told = {
            "name": "Awa Diop",
            "purpose": "le site",
            "on_site": "on",
            "until": in_two_years().isoformat(),
        }
        answer = claire_at_vallees.post(self.pages(photo, "personnes/"), told)
        assert answer.status_code == 422 and "cochez la case" in answer.text
        claire_at_vallees.post(self.pages(photo, "personnes/"), told | {"paper": "on"})
        consent = photo.consents.get()
        assert consent.state == "signed" and consent.on_paper

    def test_publishing_too_early_says_why(self, photo, claire_at_vallees):
        page = claire_at_vallees.post(self.pages(photo, "publication/"), follow=True).text
        assert "Il manque la description" in page

    def test_one_cover(self, photo, consent, claire, claire_at_vallees, at_vallees):
        other = make_photo(photo.event, claire, "Une autre", "#aa3311")
        other.say_nobody(claire)
        other.publish(claire)
        claire_at_vallees.post(self.pages(photo, "couverture/"))
        claire_at_vallees.post(self.pages(other, "couverture/"))
        assert Photo.objects.get(cover_at__isnull=False) == other
        page = at_vallees.get(photo.event.get_absolute_url()).text
        assert page.index(other.pid) < page.index(photo.pid)
        with pytest.raises(IntegrityError), transaction.atomic():
            Photo.objects.filter(event=photo.event).update(cover_at=timezone.now())

    def test_the_morning_offers_to_publish(self, photo, claire):
        agree(photo, claire)
        (todo,) = waiting()
        assert todo.post == self.pages(photo, "publication/")

    def test_a_consent_that_ends_soon_is_told(self, photo, claire):
        agree(photo, claire, until=timezone.localdate() + dt.timedelta(days=5))
        photo.publish(claire)
        (todo,) = waiting()
        assert "se termine" in todo.title

    def test_queries_are_constant(self, vallees, claire, claire_at_vallees, django_assert_max_num_queries):
        event = world.make_event(in_days=-1)
        for number in range(8):
            one = make_photo(event, claire, f"Vue {number}", (number * 20, 40, 90))
            agree(one, claire, f"Personne{number} Ici")
            one.publish(claire)
        with django_assert_max_num_queries(14):
            claire_at_vallees.get(f"/espace/evenements/{event.pid}/photos/")
        with django_assert_max_num_queries(12):
            world.client_of(vallees).get(event.get_absolute_url())
