"""PDF in the pole's look, with typst. What users wrote reaches typst as JSON data, never as source."""

import json
import tempfile
from pathlib import Path

import typst
from django.apps import apps
from django.conf import settings
from django.core.management import call_command

from . import artwork
from .theme import TYPE_PAIRS

HERE = Path(__file__).parent / "typst"
DISPLAY_CUT = {"affiche": "Maillage Affiche", "gazette": "Maillage Gazette", "carnet": "Maillage Carnet"}
COVER = (1000, 1414)


def _template(name):
    """Source of "room/file.typ", kept in the room's own `typst` folder. KeyError on an unknown room."""
    label, _, path = name.partition("/")
    return (Path(apps.get_app_config(label).path) / "typst" / path).read_text(encoding="utf-8")


def _font_folder():
    folder = Path(settings.BUILD_DIR) / "fonts"
    if not (folder / "maillage-texte.ttf").exists():
        call_command("build_fonts")
    return folder


def _look(theme):
    return {
        "name": theme.name,
        "colours": theme.tokens,
        "display": DISPLAY_CUT[theme.type],
        "pair": TYPE_PAIRS[theme.type],
    }


def render_pdf(template_name, data, theme, images=None):
    """Bytes of a tagged PDF (PDF/UA-1) made from "room/file.typ".

    `data` must be JSON-serialisable; the template reads it as `data` from "frame.typ", and `images`
    ({"photo.jpg": bytes}) as `image("images/photo.jpg")`. Raises typst.TypstError with its diagnostic.
    """
    with tempfile.TemporaryDirectory(prefix="maillage-pdf-") as folder:
        root = Path(folder)
        (root / "images").mkdir()
        (root / "main.typ").write_text(_template(template_name), encoding="utf-8")
        (root / "frame.typ").write_text((HERE / "frame.typ").read_text(encoding="utf-8"), encoding="utf-8")
        (root / "look.json").write_text(json.dumps(_look(theme)), encoding="utf-8")
        (root / "data.json").write_text(json.dumps(data), encoding="utf-8")
        (root / "cover.svg").write_text(
            artwork.art(theme.artwork, theme, theme.seed, *COVER), encoding="utf-8"
        )
        (root / "strip.svg").write_text(
            artwork.art(theme.artwork, theme, "strip", 1000, 160), encoding="utf-8"
        )
        for name, content in (images or {}).items():
            (root / "images" / Path(name).name).write_bytes(content)
        return typst.compile(
            root / "main.typ",
            root=root,
            font_paths=[_font_folder()],
            ignore_system_fonts=True,
            format="pdf",
            pdf_standards="ua-1",
        )
