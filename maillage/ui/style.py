"""The living style page: sample looks and sample texts, so that every component is seen at work."""

import datetime as dt

from django import forms
from django.core.paginator import Paginator

from . import artwork, samples
from .forms import DateInput, Drop, TimeInput
from .french import PARIS

SWATCHES = ["paper", "card", "sunk", "bg", "main", "pop", "warm", "soft", "leaf", "ink", "danger"]
SWATCHES += [f"note{i}" for i in range(1, 7)]


class SampleForm(forms.Form):
    """One field of each kind."""

    name = forms.CharField(label="Votre nom")
    email = forms.EmailField(label="Votre adresse", help_text="Pour la confirmation, rien d’autre.")
    kind = forms.ChoiceField(
        label="Vous venez",
        choices=[("a", "sur place"), ("v", "à distance")],
        widget=forms.RadioSelect,
        initial="a",
    )
    day = forms.DateField(label="Un jour qui vous va", widget=DateInput, required=False)
    time = forms.TimeField(label="Une heure", widget=TimeInput, required=False)
    structure = forms.ChoiceField(
        label="Structure", choices=[("", "Aucune"), ("r", "La Recyclerie du Semnon")], required=False
    )
    words = forms.CharField(label="Ce qui vous amène", widget=forms.Textarea, required=False)
    file = forms.FileField(label="Compte rendu", widget=Drop("Déposez le fichier ici"), required=False)
    news = forms.BooleanField(label="Prévenez-moi des prochaines rencontres", required=False)


def sample_theme(digest):
    """The sample look that has this digest, or None: the style page shows looks of poles that are not there."""
    return samples.BY_DIGEST.get(digest)


def _wrong_form():
    typed = {"name": "Awa", "email": "awa@", "kind": "x"}
    form = SampleForm({f"erreur-{key}": value for key, value in typed.items()}, prefix="erreur")
    form.full_clean()
    return form


def context(request):
    """What the style page shows; `?look=` chooses among the sample looks."""
    slug = request.GET.get("look")
    start = dt.datetime(2026, 12, 3, 8, 30, tzinfo=PARIS)
    found = {
        "looks": [(key, theme.name, key == slug) for key, theme in samples.THEMES.items()],
        "swatches": SWATCHES,
        "kinds": artwork.KINDS,
        "people": samples.PEOPLE,
        "events": samples.events(),
        "steps": samples.STEPS,
        "years": [310, 420, 390, 760, 1040, 1312],
        "wall": samples.wall(80),
        "source": samples.SOURCE,
        "start": start,
        "end": start + dt.timedelta(hours=2),
        "length": dt.timedelta(hours=2),
        "page_obj": Paginator(range(38), 10).page(2),
        "form_steps": ["Déposer", "Relire", "Accepter"],
        "form": SampleForm(),
        "wrong_form": _wrong_form(),
    }
    if slug in samples.THEMES:
        found["theme"] = samples.THEMES[slug]
    return found
