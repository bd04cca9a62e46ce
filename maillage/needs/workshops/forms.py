"""Forms of the facilitator and of the phones."""

from django import forms

from maillage.needs.workshops.models import Area, Board, Note, Participant, Poll, Workshop


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
        error_messages={
            "required": "Écrivez au moins un prénom : c’est ainsi que la salle vous appellera.",
            "max_length": "Ce nom est trop long : 120 caractères suffisent.",
        },
    )
    organisation = forms.CharField(
        label="Votre structure",
        max_length=160,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )

    def clean_name(self):
        name = " ".join(self.cleaned_data["name"].split())
        if not any(sign.isalnum() for sign in name):
            raise forms.ValidationError(
                "Écrivez au moins une lettre : c’est ainsi que la salle vous appellera."
            )
        return name

    def clean_organisation(self):
        return " ".join(self.cleaned_data["organisation"].split())


class JoinForm(NameForm):
    """`key` is made by the page: the same form sent twice is one seat."""

    key = forms.CharField(max_length=64, required=False, widget=forms.HiddenInput)


class SignsForm(forms.Form):
    signs = forms.CharField(
        label="Vos quatre signes",
        max_length=12,
        widget=forms.TextInput(
            attrs={
                "autocomplete": "off",
                "autocapitalize": "characters",
                "class": "input--code",
                "placeholder": "····",
            }
        ),
        error_messages={"required": "Écrivez les quatre signes que votre téléphone vous a montrés."},
    )


class SeatForm(NameForm):
    """Someone on the sheet, written by whoever facilitates."""

    status = forms.ChoiceField(
        label="Cette personne est",
        choices=Participant.Status,
        widget=forms.RadioSelect,
        initial=Participant.Status.PRESENT,
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["name"].label = "Prénom et nom"
        self.fields["organisation"].label = "Structure"
        for name in ("name", "organisation"):
            self.fields[name].widget.attrs = {"autocomplete": "off"}


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
