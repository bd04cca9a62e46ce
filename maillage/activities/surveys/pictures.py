"""The QR code of the room as an inline SVG."""

import io

import segno
from django.utils.safestring import mark_safe


def qr_of(url: str) -> str:
    drawn = io.BytesIO()
    options = {
        "xmldecl": False,
        "svgns": True,
        "border": 2,
        "omitsize": True,
        "svgclass": None,
        "lineclass": None,
    }
    segno.make(url, error="m").save(drawn, kind="svg", title="QR code vers le questionnaire", **options)
    return mark_safe(drawn.getvalue().decode().replace("<svg ", '<svg role="img" ', 1))
