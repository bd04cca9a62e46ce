"""What is done to a photo, and what is said of a file that is none."""

import io

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from maillage.impact.reports import photos
from maillage.impact.reports.tests.makers import make_draft, picture


def opened(upload):
    return Image.open(io.BytesIO(photos.prepare(upload).read()))


def test_a_photo_is_turned_upright_made_smaller_and_says_nothing_of_its_camera():
    exif = Image.Exif()
    exif[0x0112] = 6  # lying on its side
    exif[0x010F] = "Appareil"
    exif.get_ifd(0x8825)[1] = "N"
    image = opened(picture(4000, 3000, exif=exif))
    assert image.size == (1500, 2000)
    assert not dict(image.getexif())
    assert image.info.keys() <= {
        "jfif",
        "jfif_version",
        "jfif_unit",
        "jfif_density",
        "progressive",
        "progression",
    }


@pytest.mark.parametrize(
    ("kind", "mode"), [("PNG", "RGBA"), ("PNG", "P"), ("WEBP", "RGB"), ("PNG", "L"), ("JPEG", "CMYK")]
)
def test_usual_pictures_become_jpeg(kind, mode):
    assert opened(picture(kind=kind, mode=mode)).format == "JPEG"


def upload(content, name="photo.jpg"):
    return SimpleUploadedFile(name, content)


@pytest.mark.parametrize(
    ("file", "words"),
    [
        (lambda: upload(b"%PDF-1.7 pas une photo"), "pas pu lire"),
        (lambda: upload(picture().read()[:400]), "pas pu lire"),
        (lambda: upload(b"<svg xmlns='http://www.w3.org/2000/svg'/>", "x.svg"), "pas pu lire"),
        (lambda: picture(kind="GIF"), "pas pu lire"),
        (lambda: picture(40, 40), "trop petite"),
        (lambda: picture(9000, 9000, kind="PNG", mode="1"), "trop de pixels"),
        (lambda: upload(b"x" * (photos.MOST_BYTES + 1)), "12 Mo"),
    ],
)
def test_other_files_are_refused_with_what_to_do(file, words):
    with pytest.raises(ValidationError, match=words):
        photos.prepare(file())


def test_the_page_says_so_and_keeps_the_rest(vallees, claire, claire_at_vallees):
    report = make_draft(claire)
    data = {"image": upload(b"rien"), "alternative": "Une table, six personnes"}
    answer = claire_at_vallees.post(f"/espace/bilans/{report.pid}/photos/", data)
    assert answer.status_code == 422
    assert "pas pu lire" in answer.content.decode()
    assert "Une table, six personnes" in answer.content.decode()
    blind = claire_at_vallees.post(
        f"/espace/bilans/{report.pid}/photos/", {"image": picture(), "alternative": ""}
    )
    assert blind.status_code == 422
    assert report.photos.count() == 0
