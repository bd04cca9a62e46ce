"""A photo as it comes from a phone, made safe to publish: upright, in a few sizes, saying nothing of its camera or place."""

import hashlib
import io
import warnings
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from PIL import Image, ImageOps

MOST_BYTES = 15 * 1024 * 1024
# A JPEG is decoded at the size it is needed; the others are unfolded whole, four bytes a pixel.
MOST_PIXELS = {"JPEG": 60_000_000, "PNG": 25_000_000, "WEBP": 25_000_000}
FORMATS = tuple(MOST_PIXELS)
WIDTHS = (480, 960, 1600)
SMALLEST_SIDE = 200
UNREADABLE = "n’a pas pu être lue. Envoyez une photo JPEG, PNG ou WebP (sur iPhone : « Le plus compatible »)."
BROKEN = (
    OSError, SyntaxError, ValueError, EOFError, Image.DecompressionBombError, Image.DecompressionBombWarning,
)  # fmt: skip


@dataclass(frozen=True)
class Prepared:
    """`sizes`: the WebP bytes by width; `digest` tells the same file sent twice."""

    sizes: dict[int, bytes]
    width: int
    height: int
    digest: str


def prepare(upload) -> Prepared:
    """Raises ValidationError with what to do."""
    if upload.size > MOST_BYTES:
        raise ValidationError("pèse plus de 15 Mo : votre appareil sait l’envoyer en plus petit.")
    digest = hashlib.file_digest(upload, "sha256").hexdigest()
    upload.seek(0)
    image = _clean(_opened(upload))
    sizes = {}
    for width in WIDTHS:
        if width < image.width or not sizes or width == _nearest(image.width):
            small = image.copy()
            small.thumbnail((width, width * 3), Image.Resampling.LANCZOS)
            out = io.BytesIO()
            small.save(out, "WEBP", quality=80, method=4)
            sizes[small.width] = out.getvalue()
    largest = max(sizes)
    return Prepared(sizes, largest, round(image.height * largest / image.width), digest)


def _nearest(width: int) -> int:
    """The first of our widths that holds the whole picture."""
    return next((each for each in WIDTHS if each >= width), WIDTHS[-1])


def _opened(upload) -> Image.Image:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            image = Image.open(upload, formats=FORMATS)
            if image.width * image.height > MOST_PIXELS[image.format]:
                raise ValidationError("a trop de pixels : envoyez-la en plus petit.")
            image.draft("RGB", (WIDTHS[-1], WIDTHS[-1]))
            image = ImageOps.exif_transpose(image)
            image.load()
    except BROKEN as error:
        raise ValidationError(UNREADABLE) from error
    if min(image.size) < SMALLEST_SIDE:
        raise ValidationError(f"est trop petite : il faut au moins {SMALLEST_SIDE} pixels de côté.")
    return image


def _clean(image: Image.Image) -> Image.Image:
    """A fresh image carries no EXIF, no comment, no profile; what was transparent is white."""
    image = image.convert("RGBA")
    clean = Image.new("RGB", image.size, "white")
    clean.paste(image, mask=image.getchannel("A"))
    return clean
