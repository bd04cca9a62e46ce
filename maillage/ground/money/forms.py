import re

from django import forms
from django.utils import timezone
from stdnum import bic, iban
from stdnum.exceptions import ValidationError as NotValid
from stdnum.fr import siren

from maillage.ground.money.models import Due, Means, Payment, Receipt
from maillage.ui.forms import DateField, DateInput
from maillage.ui.money import cents

RNA = re.compile(r"W\d{9}")


class EurosField(forms.CharField):
    """A sum in euros as people write it; the value is in cents."""

    def __init__(self, *, least: int = 1, most: int = 99_999_900, **kwargs):
        self.least, self.most = least, most
        widget = forms.TextInput(
            attrs={"inputmode": "decimal", "class": "input--short", "autocomplete": "off"}
        )
        super().__init__(**{"max_length": 20, "widget": widget, **kwargs})

    def clean(self, value):
        text = super().clean(value)
        if not text:
            return None
        try:
            sum_ = cents(text)
        except ValueError:
            raise forms.ValidationError("Écrivez une somme en euros, comme 12 ou 12,50.") from None
        if not self.least <= sum_ <= self.most:
            raise forms.ValidationError("Cette somme est trop petite ou trop grande : vérifiez-la.")
        return sum_

    def prepare_value(self, value):
        return f"{value // 100},{value % 100:02}" if isinstance(value, int) else value


class PaymentForm(forms.Form):
    """What came for one due: all that is left, today, unless said."""

    amount = EurosField(label="Somme reçue, en euros")
    method = forms.ChoiceField(label="Moyen", choices=Payment.Method, widget=forms.RadioSelect)
    received_on = DateField(label="Reçu le", widget=DateInput())
    note = forms.CharField(label="Numéro de chèque, remarque", max_length=200, required=False)

    def __init__(self, *args, due: Due, **kwargs):
        initial = {"amount": due.left, "method": Payment.Method.CHEQUE, "received_on": timezone.localdate()}
        super().__init__(*args, initial=initial, **kwargs)

    def clean_received_on(self):
        day = self.cleaned_data["received_on"]
        if day > timezone.localdate():
            raise forms.ValidationError("Cette date n’est pas encore venue.")
        return day


class ReversalForm(forms.Form):
    why = forms.CharField(
        label="Pourquoi l’annuler ?",
        max_length=200,
        error_messages={"required": "Dites pourquoi : un chèque refusé, une erreur de saisie…"},
    )


class RefundForm(forms.Form):
    """What goes back: all that is too much, unless said."""

    amount = EurosField(label="Somme rendue, en euros")
    method = forms.ChoiceField(label="Moyen", choices=Payment.Method)
    why = forms.CharField(label="Remarque", max_length=200, required=False)

    def __init__(self, *args, due: Due, **kwargs):
        initial = {"amount": due.too_much, "method": Payment.Method.TRANSFER}
        super().__init__(*args, initial=initial, **kwargs)


class MeansForm(forms.ModelForm):
    class Meta:
        model = Means
        fields = [
            "holder", "iban", "bic", "cheque_order", "cheque_address", "cash", "legal_name", "address", "number",
            "purpose", "signatory", "gives_tax_receipts", "helloasso_slug", "helloasso_client", "helloasso_secret",
        ]  # fmt: skip
        widgets = {"helloasso_secret": forms.PasswordInput(render_value=False, attrs={"autocomplete": "off"})}
        help_texts = {"iban": "Il paraît sur la page où l’on paie, avec un code à photographier."}

    RECEIPTS = ("legal_name", "address", "number", "purpose", "signatory", "gives_tax_receipts")

    @property
    def paying(self):
        """What the page where one pays needs."""
        apart = {*self.RECEIPTS, *(field.name for field in self.cards)}
        return [field for field in self if field.name not in apart]

    @property
    def receipts(self):
        return [self[name] for name in self.RECEIPTS]

    @property
    def cards(self):
        return [field for field in self if field.name.startswith("helloasso")]

    def clean_number(self):
        """A SIREN or the number of the RNA; nothing, in Alsace-Moselle."""
        text = self.cleaned_data["number"].replace(" ", "").upper()
        if text and not siren.is_valid(text) and not RNA.fullmatch(text):
            raise forms.ValidationError("Neuf chiffres pour un SIREN ; W et neuf chiffres pour un RNA.")
        return text

    def clean_helloasso_secret(self):
        """Never shown again: left empty, it stays."""
        return self.cleaned_data["helloasso_secret"] or self.instance.helloasso_secret

    def clean_iban(self):
        text = self.cleaned_data["iban"]
        if not text:
            return ""
        try:
            return iban.validate(text)
        except NotValid:
            raise forms.ValidationError(
                "Cet IBAN n’est pas juste : recopiez-le depuis le relevé de la banque."
            ) from None

    def clean_bic(self):
        text = self.cleaned_data["bic"]
        try:
            return bic.validate(text) if text else ""
        except NotValid:
            raise forms.ValidationError(
                "Ce BIC n’est pas juste : huit ou onze signes, comme CCOPFRPP."
            ) from None

    def clean(self):
        said = super().clean()
        if said.get("iban") and not said.get("holder"):
            self.add_error("holder", "Écrivez le nom du titulaire, tel que la banque le connaît.")
        return said


class ReceiptForm(forms.Form):
    kind = forms.ChoiceField(label="Quel reçu", choices=Receipt.Kind)
    address = forms.CharField(label="Adresse de qui a donné", max_length=250, required=False)


STATES = [
    ("", "Toutes"),
    ("attente", "En attente"),
    ("retard", "En retard"),
    ("reglees", "Réglées"),
    ("trop", "Trop perçu"),
    ("annulees", "Annulées"),
]


class DueFilter(forms.Form):
    q = forms.CharField(label="Qui, quoi, quelle référence", required=False, max_length=80)
    etat = forms.ChoiceField(label="État", required=False, choices=STATES)

    def chosen(self):
        dues = Due.objects.select_related("person", "organisation")
        said = self.cleaned_data if self.is_valid() else {}
        dues = dues.called(said.get("q", ""))
        state = said.get("etat", "")
        if state == "annulees":
            return dues.exclude(cancelled_at=None).with_paid()
        if state == "trop":
            return dues.overpaid()
        if state == "reglees":
            return dues.standing().paid()
        if state == "retard":
            return dues.late().order_by("due_on", "pk")
        return dues.waiting().order_by("due_on", "pk") if state == "attente" else dues.with_paid()


class StatementForm(forms.Form):
    file = forms.FileField(
        label="Le relevé, en CSV",
        error_messages={"required": "Choisissez le fichier que la banque vous donne."},
    )
