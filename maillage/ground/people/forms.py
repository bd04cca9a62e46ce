from allauth.account.forms import ConfirmLoginCodeForm, RequestLoginCodeForm
from django import forms


class AddressForm(RequestLoginCodeForm):
    """The address a code is sent to. `account` is None when nobody signs in with it."""

    email = forms.EmailField(
        label="Votre adresse électronique",
        widget=forms.EmailInput(
            attrs={"autocomplete": "email", "autofocus": True, "placeholder": "prenom@exemple.fr"}
        ),
    )
    account = None
    use_required_attribute = True

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
                "class": "people-code",
            }
        ),
    )
