from django import forms
from django.db import IntegrityError, transaction

from maillage.ground.directory.models import Organisation
from maillage.ground.people.names import name_key


class OrganisationFilter(forms.Form):
    """What the list shows, kept in the address."""

    q = forms.CharField(
        label="Chercher une structure",
        required=False,
        widget=forms.SearchInput(attrs={"placeholder": "Un nom, une commune, une activité"}),
    )

    def chosen(self, organisations):
        self.is_valid()
        return organisations.called(self.cleaned_data.get("q", ""))


class OrganisationForm(forms.ModelForm):
    class Meta:
        model = Organisation
        fields = ["name", "commune", "activity"]
        labels = {"name": "Nom", "commune": "Commune", "activity": "Ce qu’elle fait"}
        help_texts = {"activity": "En quelques mots : « réemploi et ressourcerie »."}

    def clean_name(self):
        name = self.cleaned_data["name"]
        if not name_key(name):
            raise forms.ValidationError("Il faut au moins une lettre ou un chiffre.")
        return name

    def keep(self) -> Organisation | None:
        """The structure saved; None when its name is another's, which the database decides."""
        try:
            with transaction.atomic():
                return self.save()
        except IntegrityError:
            self.add_error("name", "Une structure de ce pôle porte déjà ce nom.")
            return None
