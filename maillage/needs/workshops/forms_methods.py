"""The words of a pole's own method."""

from django import forms


class MethodForm(forms.Form):
    title = forms.CharField(
        label="Nom de la méthode", max_length=200, error_messages={"required": "Donnez un nom à la méthode."}
    )
    says = forms.CharField(label="En une phrase", max_length=200, required=False)
    when = forms.CharField(
        label="Quand s’en servir", max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    people = forms.CharField(
        label="Pour combien de personnes",
        max_length=40,
        required=False,
        help_text="Par exemple : 5 à 10.",
        widget=forms.TextInput(attrs={"class": "input--short"}),
    )


class KeepForm(forms.Form):
    """« Garder comme méthode »: the name it will have in the catalogue."""

    title = forms.CharField(
        label="Nom de la méthode", max_length=200, error_messages={"required": "Donnez un nom à la méthode."}
    )
