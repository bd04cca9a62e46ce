"""One style sheet a page: the pole's tokens and every file of `static/ui/css`, in one cached answer.

No build: the files stay as they are, are read once, and the digest of what was read is part of the URL.
"""

import gzip
import hashlib
import re
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.templatetags.static import static

FOLDER = Path(__file__).parent / "static" / "ui" / "css"
ORDER = (
    "tokens", "base", "layout", "public", "work", "buttons", "notes", "cards", "thread",
    "figures", "lists", "tables", "forms", "feedback", "projector", "utilities", "print",
)  # fmt: skip
LAYERS = "@layer reset, tokens, base, layout, components, room, utilities, print;\n"


def _read():
    text = "".join((FOLDER / f"{name}.css").read_text(encoding="utf-8") for name in ORDER)
    # The very addresses that the pages preload, or each font would come twice.
    return re.sub(r"\.\./(fonts/[\w.-]+)", lambda font: static(f"ui/{font[1]}"), text)


_read_once = lru_cache(maxsize=1)(_read)


def shared_css():
    """The text common to all poles; read anew on every call while developing."""
    return _read() if settings.DEBUG else _read_once()


def digest_of(theme):
    """What names a pole's sheet: changes when its look or any file changes."""
    shared = hashlib.sha256(shared_css().encode()).hexdigest()[:8]
    return f"{theme.digest}-{shared}"


def sheet(theme):
    """The whole style sheet of a pole, as text."""
    return LAYERS + "@layer tokens{" + theme.css() + "}\n" + shared_css()


@lru_cache(maxsize=64)
def zipped(text):
    """The same, gzipped once for all visitors (bytes)."""
    return gzip.compress(text.encode(), 9, mtime=0)
