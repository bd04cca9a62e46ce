"""A photo as it comes from a phone, made safe to publish: right way up, of a reasonable size, without its EXIF."""

import io
import warnings

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from PIL import Image, ImageOps

from maillage.ground.poles.owned import new_pid

MOST_BYTES = 12 * 1024 * 1024
# A JPEG is decoded at the size it is needed; the others are unfolded whole, four bytes a pixel.
MOST_PIXELS = {"JPEG": 60_000_000, "PNG": 25_000_000, "WEBP": 25_000_000}
LONGEST_SIDE = 2000
SMALLEST_SIDE = 200
FORMATS = ("JPEG", "PNG", "WEBP")


def prepare(upload) -> ContentFile:
    """A JPEG named anew; raises ValidationError with what to do."""
    if upload.size > MOST_BYTES:
        size = round(upload.size / 1024 / 1024)
        raise ValidationError(
            f"Cette photo pèse {size} Mo. Choisissez-en une de 12 Mo au plus : votre appareil sait l’envoyer en plus petit."
        )
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            image = Image.open(upload, formats=FORMATS)
            most = MOST_PIXELS[image.format]
            if image.width * image.height > most:
                raise ValidationError(
                    f"Cette photo a trop de pixels. Choisissez-en une de {most // 1_000_000} millions de pixels au plus."
                )
            image.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
            image = ImageOps.exif_transpose(image)
            image.load()
    except (
        OSError,
        SyntaxError,
        ValueError,
        EOFError,
        Image.DecompressionBombError,
        Image.DecompressionBombWarning,
    ) as error:
        raise ValidationError(
            "Nous n’avons pas pu lire cette image. Envoyez une photo JPEG, PNG ou WebP (sur iPhone : « Le plus compatible »)."
        ) from error
    if min(image.size) < SMALLEST_SIDE:
        raise ValidationError(
            f"Cette image est trop petite pour être belle : il faut au moins {SMALLEST_SIDE} pixels de côté."
        )
    return ContentFile(_jpeg(image), name=f"{new_pid()}.jpg")


def _jpeg(image) -> bytes:
    if image.mode in ("RGBA", "LA", "P"):
        image = image.convert("RGBA")
        ground = Image.new("RGB", image.size, "white")
        ground.paste(image, mask=image.getchannel("A"))
        image = ground
    image = image.convert("RGB")
    image.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    out = io.BytesIO()
    # A fresh image carries no EXIF, no comment, no profile.
    clean = Image.new("RGB", image.size)
    clean.paste(image)
    clean.save(out, "JPEG", quality=82, optimize=True, progressive=True)
    return out.getvalue()
