"""A form that a visitor fills without an account and without a cookie (`ui/origin.py` says why).

`site` is a field nobody sees: who fills it is a machine. `stamp` proves that the page was opened here, for this very
thing, more than a second and less than a day ago.
"""

import datetime as dt
import re

from django import forms
from django.core import signing
from django.utils import timezone

HUMAN_PACE = dt.timedelta(seconds=1)
PAGE_LIFE = dt.timedelta(hours=24)


# What a name never holds; our mails would carry it to strangers.
ADVERTISING = re.compile(r"https?:|\w{2}\.[a-z]{2}|[<>@/\\]", re.IGNORECASE)


def plain_name(text: str) -> str:
    """On one line. Raises ValidationError for what is no name but an advertisement."""
    if ADVERTISING.search(text):
        raise forms.ValidationError("Écrivez seulement votre prénom et votre nom.")
    return " ".join(text.split())


class VisitorForm(forms.Form):
    """`subject`: the public identifier of what the page is about. `salt` names the kind of page."""

    salt = ""
    site = forms.CharField(required=False, widget=forms.HiddenInput)
    stamp = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, subject: str, **kwargs):
        super().__init__(*args, **kwargs)
        self.subject = subject
        self.fields["stamp"].initial = self.new_stamp()

    def new_stamp(self) -> str:
        return signing.dumps([self.subject, int(timezone.now().timestamp())], salt=self.salt, compress=False)

    @property
    def is_from_a_machine(self) -> bool:
        return bool(self.cleaned_data["site"])

    def clean(self):
        said = super().clean()
        age = self.age_of(said.get("stamp", ""))
        if age is None or age > PAGE_LIFE:
            raise forms.ValidationError(
                "Cette page était ouverte depuis longtemps : validez encore une fois."
            )
        if age < HUMAN_PACE:
            raise forms.ValidationError("C’était très rapide ! Validez encore une fois, s’il vous plaît.")
        return said

    def age_of(self, stamp: str) -> dt.timedelta | None:
        """How long ago the page was made; None for a stamp that is not ours, or of another page."""
        try:
            subject, made = signing.loads(stamp, salt=self.salt)
        except (signing.BadSignature, ValueError):
            return None
        return timezone.now() - dt.datetime.fromtimestamp(made, dt.UTC) if subject == self.subject else None

    def again(self):
        """The same words and errors with a fresh stamp, for the page that asks to try once more."""
        self.data = self.data.copy()
        self.data["stamp"] = self.new_stamp()
        return self
