from django import forms

from maillage.impact.indicators.models import Indicator
from maillage.impact.indicators.period import DEFAULT, NAMED, Period
from maillage.impact.indicators.pulls import CHOICES, PULLS
from maillage.ui.forms import DateField, DateInput

FREE = "libre"
LONGEST = 30  # years


class PeriodForm(forms.Form):
    """The period of a page, in its URL; a wrong one gives the default and says so."""

    periode = forms.ChoiceField(
        choices=[*((key, label) for key, (label, _) in NAMED.items()), (FREE, "Dates libres")], required=False
    )
    du = DateField(
        label="Du", required=False, widget=DateInput({"class": "input input--short", "required": True})
    )
    au = DateField(
        label="Au", required=False, widget=DateInput({"class": "input input--short", "required": True})
    )

    def clean(self):
        data = super().clean()
        if data.get("periode") != FREE or self.errors:
            return data
        start, end = data.get("du"), data.get("au")
        if not start or not end:
            raise forms.ValidationError("Donnez les deux dates : le premier et le dernier jour.")
        if end < start:
            raise forms.ValidationError("Le dernier jour vient avant le premier : échangez les deux dates.")
        if end.year - start.year > LONGEST:
            raise forms.ValidationError(f"La période dépasse {LONGEST} ans : rapprochez les deux dates.")
        return data

    @property
    def key(self) -> str:
        return (self.is_valid() and self.cleaned_data["periode"]) or DEFAULT

    @property
    def period(self) -> Period:
        if self.key == FREE:
            return Period(self.cleaned_data["du"], self.cleaned_data["au"])
        return NAMED[self.key][1]()

    @property
    def query(self) -> str:
        """What keeps this period in another URL."""
        if self.key == FREE:
            return f"periode={FREE}&du={self.period.start:%F}&au={self.period.end:%F}"
        return f"periode={self.key}"

    @property
    def dates(self):
        """The two dates: needed together, in their own form, and only there."""
        return [self["du"], self["au"]]

    @property
    def links(self):
        """[(key, label, is current)] of the periods that have a name."""
        return [(key, label, key == self.key) for key, (label, _) in NAMED.items()]


class IndicatorForm(forms.ModelForm):
    pull = forms.ChoiceField(label="Ce qui est compté", choices=CHOICES, widget=forms.RadioSelect)
    title = forms.CharField(
        label="Vos mots pour le dire", max_length=160, required=False,
        help_text="Ils suivent le nombre : « 61 personnes accueillies ». Laissez vide pour le nom habituel.",
    )  # fmt: skip

    class Meta:
        model = Indicator
        fields = ["pull", "title", "target", "public"]
        help_texts = {"target": "Le nombre visé ; une barre montre où vous en êtes."}

    def clean(self):
        data = super().clean()
        if not data.get("title") and data.get("pull"):
            data["title"] = PULLS[data["pull"]].name.lower()
        return data

    @property
    def pulls(self):
        """Each choice with the sentence that says what is counted."""
        return [(choice, PULLS[choice.data["value"]]) for choice in self["pull"]]
