from django import forms

from maillage.needs.workshops.models import Takeaway
from maillage.needs.workshops.models.takeaway import Said
from maillage.ui.forms import DateField, DateInput


class TakeawayForm(forms.ModelForm):
    """A decision, an action… as somebody types it. `owner` names someone of the room, of the pole, or anybody."""

    class Meta:
        model = Takeaway
        fields = ["kind", "text", "owner", "due", "audience", "cause"]
        field_classes = {"due": DateField}
        labels = {
            "kind": "C’est",
            "text": "En une phrase",
            "due": "Pour quand",
            "audience": "Pour qui",
            "cause": "Contre quoi",
        }
        widgets = {
            "text": forms.Textarea(attrs={"rows": 3}),
            "owner": forms.TextInput(attrs={"list": "qui-connus", "autocomplete": "off"}),
            "due": DateInput,
        }
        error_messages = {
            "kind": {
                "required": "Dites si c’est une décision, une action, une suite ou une solution.",
                "invalid_choice": "Choisissez : décision, action, suite à donner ou solution.",
            },
            "text": {
                "required": "Écrivez-la en une phrase.",
                "max_length": "Une phrase suffit : 1 000 caractères au plus.",
            },
            "owner": {"max_length": "Ce nom est trop long : 160 caractères suffisent."},
            "due": {"invalid": "Cette date n’existe pas. Écrivez-la comme 12/03/2027."},
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = Takeaway.Kind.choices
        self.fields["owner"].label = "Qui s’en charge"
        self.fields["owner"].help_text = "Quelqu’un de la salle ou du pôle, ou vos propres mots."

    @property
    def said(self) -> Said:
        return Said(**self.cleaned_data)
