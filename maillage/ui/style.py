"""The living style page: sample looks and sample texts, so that every component is seen at work."""

import datetime as dt

from django import forms

from .forms import DateInput, Drop, TimeInput
from .theme import Theme

LOOKS = {
    "vallees": ("Les Vallées vives", {"palette": {"bg": "#ffd23f", "ink": "#0c2b22", "paper": "#fff8ea", "main": "#0c4b38", "pop": "#ffd23f", "warm": "#ff5a3c", "soft": "#ff8a5b", "leaf": "#3aa76d"}, "artwork": "hills", "type": "affiche"}),
    "onde": ("L’Onde", {"palette": {"bg": "#1b1464", "ink": "#160f4d", "paper": "#fff6fa", "main": "#1b1464", "pop": "#ffb400", "warm": "#ff4d8d", "soft": "#6ee7d8", "leaf": "#7a5cff"}, "artwork": "waves", "type": "gazette"}),
    "numerik": ("Numérik Sud", {"palette": {"bg": "#ffe3c9", "ink": "#0a2540", "paper": "#fffaf4", "main": "#0f4fd6", "pop": "#ffd166", "warm": "#ff6b35", "soft": "#9fc6ff", "leaf": "#16a394"}, "artwork": "threads", "type": "affiche"}),
    "etincelles": ("Étincelles", {"palette": {"bg": "#ff5d47", "ink": "#2b0a3d", "paper": "#fff3e6", "main": "#2b0a3d", "pop": "#ffe14d", "warm": "#ff5d47", "soft": "#ff9bd2", "leaf": "#2f8f83"}, "artwork": "sparks", "type": "carnet"}),
    "pixel": ("Numéris", {"palette": {"bg": "#e3f6ec", "ink": "#1d0f57", "paper": "#fbfffb", "main": "#3a0ca3", "pop": "#ffb703", "warm": "#fb5607", "soft": "#bfe3d4", "leaf": "#00806a"}, "artwork": "tiles", "type": "carnet"}),
}  # fmt: skip
SAMPLES = {slug: Theme.from_look(look, name) for slug, (name, look) in LOOKS.items()}
_BY_DIGEST = {theme.digest: theme for theme in SAMPLES.values()}


def sample_theme(digest):
    """The sample look that has this digest, or None: the style page shows looks of poles that are not there."""
    return _BY_DIGEST.get(digest)


def context(request):
    """What the style page shows; `?look=` chooses among SAMPLES."""
    slug = request.GET.get("look")
    found = {"looks": [(key, theme.name, key == slug) for key, theme in SAMPLES.items()]}
    if slug in SAMPLES:
        found["theme"] = SAMPLES[slug]
    return found
