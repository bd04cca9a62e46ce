"""Forms of the facilitator and of the phones."""

from django import forms

from maillage.needs.workshops.models import Area, Board, Note, Poll, Workshop


class CodeForm(forms.Form):
    code = forms.CharField(
        label="Le code affiché dans la salle",
        max_length=12,
        widget=forms.TextInput(
            attrs={
                "inputmode": "numeric",
                "autocomplete": "off",
                "class": "input--code",
                "placeholder": "000-000",
                "autofocus": True,
            }
        ),
    )


class NameForm(forms.Form):
    name = forms.CharField(
        label="Votre prénom ou votre nom",
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name", "autofocus": True}),
    )
    organisation = forms.CharField(
        label="Votre structure",
        max_length=160,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )


class TextForm(forms.ModelForm):
    class Meta:
        model = Note
        fields = ["text"]
        labels = {"text": "Votre post-it"}
        widgets = {"text": forms.Textarea(attrs={"rows": 4, "maxlength": 1000})}
        error_messages = {
            "text": {
                "required": "Écrivez quelques mots avant d’envoyer.",
                "max_length": "Un post-it tient en 1 000 caractères. Coupez-le en deux.",
            }
        }


class NoteForm(TextForm):
    """A new note: `uuid` is made by the phone (by the page, without script)."""

    uuid = forms.UUIDField(required=False)
    area = forms.CharField()
    author_name = forms.CharField(
        max_length=120,
        required=False,
        error_messages={"max_length": "Ce nom est trop long : 120 caractères suffisent."},
    )

    def __init__(self, data, workshop: Workshop):
        super().__init__(data)
        self.workshop = workshop

    def clean_area(self):
        area = Area.objects.select_related("board").filter(
            board__workshop=self.workshop, pid=self.cleaned_data["area"]
        )
        if not (found := area.first()):
            raise forms.ValidationError("Choisissez une colonne du mur.")
        found.board.workshop = self.workshop
        return found


class PollForm(forms.Form):
    kind = forms.ChoiceField(
        choices=Poll.Kind,
        required=False,
        error_messages={"invalid_choice": "Choisissez une façon de voter."},
    )
    budget = forms.IntegerField(
        label="Points par personne",
        min_value=1,
        max_value=20,
        initial=3,
        required=False,
        error_messages={
            "min_value": "Donnez au moins un point à chacun.",
            "max_value": "Vingt points par personne au plus.",
            "invalid": "Écrivez un nombre entier.",
        },
    )

    def clean_kind(self):
        return self.cleaned_data["kind"] or Poll.Kind.DOTS


class PhaseForm(forms.Form):
    phase = forms.ChoiceField(
        choices=Board.Phase, error_messages={"invalid_choice": "Cette phase n’existe pas."}
    )


class MinutesForm(forms.Form):
    minutes = forms.IntegerField(
        min_value=-120,
        max_value=120,
        error_messages={"invalid": "Écrivez un nombre de minutes.", "required": "Combien de minutes ?"},
    )
