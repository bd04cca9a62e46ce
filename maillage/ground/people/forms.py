from allauth.account.forms import ConfirmLoginCodeForm, RequestLoginCodeForm
from django import forms
from django.db import transaction

from maillage.ground.people.models import Person, Role

LONGEST_ADDRESS = (
    254  # of any that can be written to (RFC 5321), and of the columns; Django's own field takes 320
)


class AddressForm(RequestLoginCodeForm):
    """The address a code is sent to. `account` is None when nobody signs in with it."""

    email = forms.EmailField(
        label="Votre adresse électronique",
        max_length=LONGEST_ADDRESS,
        widget=forms.EmailInput(
            attrs={"autocomplete": "email", "autofocus": True, "placeholder": "prenom@exemple.fr"}
        ),
    )
    account = None

    def clean_email(self):
        email = super().clean_email().strip().lower()
        self.account = self._user
        return email


class CodeForm(ConfirmLoginCodeForm):
    code = forms.CharField(
        label="Le code reçu",
        max_length=20,
        widget=forms.TextInput(
            attrs={
                "autocomplete": "one-time-code",
                "inputmode": "numeric",
                "autofocus": True,
                "class": "input--code",
            }
        ),
    )


class PeopleFilter(forms.Form):
    """What the list shows, kept in the address."""

    q = forms.CharField(
        label="Chercher",
        required=False,
        widget=forms.SearchInput(attrs={"placeholder": "Un nom, une adresse"}),
    )
    role = forms.ChoiceField(label="Rôle", required=False, choices=[("", "Tous"), *Role.Kind.choices])

    def chosen(self, people):
        """People filtered as asked; what makes no sense is left aside."""
        self.is_valid()
        if words := self.cleaned_data.get("q"):
            people = people.called(words)
        if kind := self.cleaned_data.get("role"):
            people = people.holding(kind)
        return people

    @property
    def is_used(self) -> bool:
        return any(self.cleaned_data.values())


class GrantForm(forms.Form):
    kind = forms.ChoiceField(label="Donner un rôle", choices=Role.Kind.choices, initial=Role.Kind.MEMBER)


class NewPersonForm(forms.ModelForm):
    kind = forms.ChoiceField(
        label="Son rôle ici",
        choices=Role.Kind.choices,
        initial=Role.Kind.CONTACT,
        help_text="Tout rôle autre que « contact » ouvre l’espace de travail, avec un code reçu à cette adresse.",
    )

    class Meta:
        model = Person
        fields = ["name", "email"]
        labels = {"name": "Prénom et nom", "email": "Adresse électronique"}

    def clean(self):
        given = super().clean()
        if given.get("kind") != Role.Kind.CONTACT and not given.get("email") and "email" not in self.errors:
            self.add_error(
                "email", "Ce rôle ouvre l’espace de travail : il faut une adresse où envoyer le code."
            )
        return given

    @transaction.atomic
    def add(self, by: Person) -> Person:
        """The person known by this name and address, else a new one, with the role chosen."""
        given = self.cleaned_data
        someone = Person.objects.matching(given["name"], given["email"]) or self.save()
        Role.objects.grant(someone, given["kind"], by=by)
        return someone
