from django import forms
from django.core.exceptions import ValidationError

from maillage.ground.people.names import name_key
from maillage.needs.catalogue.models import SCALES, Need
from maillage.needs.catalogue.ranking import EFFORT, IMPACT, URGENCY, workshops_of

ANSWER_CHOICES = [
    ("", "tous"),
    ("non", "sans action"),
    ("prevue", "action prévue"),
    ("oui", "en cours ou faite"),
]
WORDS = {"impact": IMPACT, "urgency": URGENCY, "effort": EFFORT}


class NeedForm(forms.ModelForm):
    class Meta:
        model = Need
        fields = ["title", "audience", "description"]
        labels = {"title": "Le besoin, en une phrase"}
        help_texts = {"title": "Par exemple : « Ne plus être seul·e face aux fiches de paie »."}
        widgets = {"description": forms.Textarea(attrs={"rows": 4})}
        error_messages = {
            "title": {
                "required": "Dites ce besoin en une phrase.",
                "max_length": "C’est un peu long : 250 caractères au plus.",
            }
        }


class ScalesForm(forms.Form):
    """The small matrix: three scales of 1 to 5, each of which may still be unknown."""

    def __init__(self, *args, need: Need, **kwargs):
        super().__init__(
            *args, initial={name: getattr(need, name) for name in SCALES}, prefix=need.pid, **kwargs
        )
        for name, words in WORDS.items():
            self.fields[name] = forms.TypedChoiceField(
                label=name_of(name),
                choices=list(words.items()),
                widget=forms.RadioSelect,
                coerce=int,
                empty_value=None,
                required=False,
            )

    @property
    def scales(self):
        """(field, word of 1, word of 5) for each scale."""
        return [(self[name], words[1], words[5]) for name, words in WORDS.items()]


def name_of(scale: str) -> str:
    return Need._meta.get_field(scale).verbose_name.capitalize()


class NeedFilter(forms.Form):
    """What the address bar keeps of a search among needs; applied to the ranked rows, whose ranks stay."""

    q = forms.CharField(label="Chercher", required=False, widget=forms.SearchInput)
    public = forms.ChoiceField(label="Pour qui", required=False)
    atelier = forms.ChoiceField(label="Atelier", required=False)
    reponse = forms.ChoiceField(label="Réponse", required=False, choices=ANSWER_CHOICES)
    estimation = forms.ChoiceField(
        label="Estimation", required=False, choices=[("", "toutes"), ("a-faire", "à estimer")]
    )

    def __init__(self, data, rows):
        super().__init__(data)
        self.rows = rows
        audiences = sorted({row.need.audience for row in rows if row.need.audience}, key=name_key)
        self.fields["public"].choices = [("", "tous"), *((text, text) for text in audiences)]
        self.fields["atelier"].choices = [("", "tous"), *workshops_of(rows).items()]

    def chosen(self):
        """The rows that pass every filter; a value that no longer exists filters nothing."""
        self.is_valid()
        asked = {name: value for name, value in self.cleaned_data.items() if value}
        words = name_key(asked.pop("q", "")).split()
        return [row for row in self.rows if self._answers(row, words) and self._passes(row, asked)]

    @property
    def is_active(self) -> bool:
        return any(self.data.get(name) for name in self.fields)

    @staticmethod
    def _answers(row, words):
        text = name_key(f"{row.need.title} {row.need.audience} {row.need.description}")
        return all(word in text for word in words)

    @staticmethod
    def _passes(row, asked):
        answers = {"": "non", "planned": "prevue", "running": "oui", "done": "oui"}
        return (
            asked.get("public", row.need.audience) == row.need.audience
            and ("atelier" not in asked or asked["atelier"] in row.workshops)
            and asked.get("reponse", answers[row.answer]) == answers[row.answer]
            and ("estimation" not in asked or not row.need.is_estimated)
        )


class DuplicatesForm(forms.Form):
    """Which needs say the same as this one; the likeliest come first."""

    doublons = forms.MultipleChoiceField(
        label="Ces besoins disent la même chose",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Cochez au moins un besoin qui dit la même chose."},
    )

    def __init__(self, *args, need: Need, **kwargs):
        super().__init__(*args, **kwargs)
        self.others = {other.pid: other for other in Need.objects.live().exclude(pk=need.pk)}
        alike = sorted(
            self.others.values(), key=lambda other: (-likeness(need, other), name_key(other.title))
        )
        self.fields["doublons"].choices = [(other.pid, other.title) for other in alike]

    def clean_doublons(self):
        chosen = [self.others[pid] for pid in self.cleaned_data["doublons"] if pid in self.others]
        if not chosen:
            raise ValidationError(
                "Ces besoins ont été fusionnés ou mis de côté entre-temps. Rien n’a changé."
            )
        return chosen


def likeness(one: Need, other: Need) -> float:
    """Share of words of four letters or more that two titles have in common, 0 to 1."""
    mine, theirs = ({word for word in name_key(need.title).split() if len(word) > 3} for need in (one, other))
    return len(mine & theirs) / len(mine | theirs) if mine and theirs else 0.0
