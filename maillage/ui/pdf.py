"""PDF in the pole's look, with typst. What users wrote reaches typst as JSON data, never as source."""

import json
import re
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
# The standard refuses a sign that no font draws; the compiler names them all at once, escaped as Rust does.
UNDRAWN = re.compile(r'the text `"(.*?)"` could not be displayed')
ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")


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
    ({"photo.jpg": bytes}) as `image("images/photo.jpg")`. Signs that no font draws (emoji, Chinese) are left out.
    Raises typst.TypstError with its diagnostic.
    """
    with tempfile.TemporaryDirectory(prefix="maillage-pdf-") as folder:
        root = Path(folder)
        (root / "images").mkdir()
        (root / "main.typ").write_text(_template(template_name), encoding="utf-8")
        (root / "frame.typ").write_text((HERE / "frame.typ").read_text(encoding="utf-8"), encoding="utf-8")
        (root / "cover.svg").write_text(
            artwork.art(theme.artwork, theme, theme.seed, *COVER), encoding="utf-8"
        )
        (root / "strip.svg").write_text(
            artwork.art(theme.artwork, theme, "strip", 1000, 160), encoding="utf-8"
        )
        for name, content in (images or {}).items():
            (root / "images" / Path(name).name).write_bytes(content)
        return _compiled(root, {"look.json": _look(theme), "data.json": data})


def _compiled(root, files, undrawn=frozenset()):
    """Compile, and once more without what the first try could not draw."""
    for name, content in files.items():
        (root / name).write_text(json.dumps(_without(content, undrawn)), encoding="utf-8")
    try:
        return typst.compile(
            root / "main.typ",
            root=root,
            font_paths=[_font_folder()],
            ignore_system_fonts=True,
            format="pdf",
            pdf_standards="ua-1",
        )
    except typst.TypstError as error:
        found = {char for text in UNDRAWN.findall(error.diagnostic) for char in _unescaped(text)}
        if not found - undrawn:
            raise
        return _compiled(root, files, undrawn | found)


def _unescaped(text):
    return ESCAPED.sub(lambda code: chr(int(code[1], 16)), text)


def _without(content, chars):
    """`content` (JSON) whose texts hold none of `chars`."""
    if isinstance(content, str):
        kept = "".join(char for char in content if char not in chars)
        return kept if kept.strip() or not content.strip() else "…"  # a heading is never empty
    if isinstance(content, dict):
        return {key: _without(value, chars) for key, value in content.items()}
    if isinstance(content, (list, tuple)):
        return [_without(value, chars) for value in content]
    return content
