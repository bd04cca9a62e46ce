"""A message as its author thinks of it: to whom, when, the words."""

import datetime as dt

from django import forms

from maillage.activities.reminders.clock import moment
from maillage.activities.reminders.models import Message
from maillage.ui.forms import TimeInput

BEFORE_DAYS, BEFORE_HOURS, AFTER_DAYS, AFTER_HOURS = (
    "before_days",
    "before_hours",
    "after_days",
    "after_hours",
)
SIDES = [
    (BEFORE_DAYS, "Des jours avant, à une heure précise"),
    (BEFORE_HOURS, "Quelques heures avant le début"),
    (AFTER_DAYS, "Des jours après, à une heure précise"),
    (AFTER_HOURS, "Quelques heures après la fin"),
]


class MessageForm(forms.ModelForm):
    side = forms.ChoiceField(label="Quand part-il ?", choices=SIDES, initial=BEFORE_DAYS)
    number = forms.IntegerField(
        label="Combien de jours ou d’heures", min_value=0, max_value=90, initial=1,
        help_text="0 jour : le jour même.",
    )  # fmt: skip
    at = forms.TimeField(
        label="À quelle heure", required=False, widget=TimeInput(), initial=dt.time(18),
        help_text="Sert quand on compte en jours.",
    )  # fmt: skip

    class Meta:
        model = Message
        fields = ("audience", "subject", "words")
        widgets = {"words": forms.Textarea(attrs={"rows": 6})}
        help_texts = {
            "subject": "Le titre et la date du rendez-vous suivent tout seuls.",
            "words": "« Bonjour » et le nom de la personne sont déjà là ; la date, le lieu et le lien aussi.",
        }

    field_order = ("audience", "side", "number", "at", "subject", "words")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        message = self.instance
        if message.pk:
            side = ("after" if message.after else "before") + ("_days" if message.at else "_hours")
            self.initial |= {
                "side": side,
                "number": message.days if message.at else message.hours,
                "at": message.at,
            }

    def clean(self):
        said = super().clean()
        side, number, at = said.get("side"), said.get("number"), said.get("at")
        if side is None or number is None:
            return said
        by_days = side in (BEFORE_DAYS, AFTER_DAYS)
        if by_days and at is None and "at" not in self.errors:
            self.add_error("at", "Dites à quelle heure il part ce jour-là.")
            return said
        message = self.instance
        message.after = side in (AFTER_DAYS, AFTER_HOURS)
        message.at = at if by_days else None
        message.days, message.hours = (number, 0) if by_days else (0, number)
        self._check_order(message, said.get("audience"), number)
        return said

    def _check_order(self, message, audience, number) -> None:
        if not message.after and audience in Message.Audience.AFTERWARDS:
            self.add_error(
                "audience", "Avant le rendez-vous, personne ne sait qui viendra : choisissez un moment après."
            )
        leaves = moment(message.anchor, message.after, message.days, message.at, message.hours)
        if message.after and leaves < message.anchor:
            self.add_error("at", "À cette heure-là, le rendez-vous n’est pas fini : choisissez plus tard.")
        if not message.after and leaves >= message.anchor:
            self.add_error("at", "À cette heure-là, le rendez-vous a déjà commencé : choisissez plus tôt.")


class LettersForm(forms.Form):
    """Two letters on one page; an empty one is not sent."""

    present_subject = forms.CharField(
        label="Objet", max_length=150, required=False, initial="Merci d’être venu·e"
    )
    present_words = forms.CharField(
        label="Votre message", max_length=4000, required=False, widget=forms.Textarea(attrs={"rows": 6})
    )
    absent_subject = forms.CharField(
        label="Objet", max_length=150, required=False, initial="Vous nous avez manqué"
    )
    absent_words = forms.CharField(
        label="Votre message", max_length=4000, required=False, widget=forms.Textarea(attrs={"rows": 6})
    )

    def clean(self):
        said = super().clean()
        for audience in Message.Audience.AFTERWARDS:
            if said.get(f"{audience}_words") and not said.get(f"{audience}_subject"):
                self.add_error(f"{audience}_subject", "Donnez un objet à ce message.")
        if not said.get("present_words") and not said.get("absent_words"):
            raise forms.ValidationError("Écrivez au moins l’un des deux messages.")
        return said

    def letters(self) -> list[tuple[str, str, str]]:
        """(audience, subject, words) of each one that was written."""
        said = self.cleaned_data
        return [
            (audience, said[f"{audience}_subject"], said[f"{audience}_words"])
            for audience in Message.Audience.AFTERWARDS
            if said[f"{audience}_words"]
        ]
