"""What people decide about minutes: over what they wrote, to approve, to whom to send, what to publish."""

from email.utils import parseaddr

from django import forms
from django.core.validators import validate_email

from maillage.needs.minutes.reader.own import words

MOST_OTHERS = 100


class VersionForm(forms.Form):
    """Over what this was written: `version`; after a conflict `against`, theirs that was seen, and what to do of both."""

    version = forms.IntegerField(min_value=0)
    hand = forms.CharField(max_length=12, required=False)
    against = forms.IntegerField(min_value=1, required=False)
    gesture = forms.ChoiceField(
        choices=[(name, name) for name in ("", "overwrite", "merge", "take")], required=False
    )


class ApprovalForm(forms.Form):
    """`seen`: the digest of the text that was read."""

    seen = forms.CharField(max_length=64, widget=forms.HiddenInput)
    remark = forms.CharField(
        label="Ce qui change dans cette édition",
        help_text="Une phrase, pour qui a lu l’édition d’avant.",
        max_length=250,
        required=False,
    )


class SendingForm(forms.Form):
    """Who receives it: people of the sheet, and others typed one by line."""

    people = forms.MultipleChoiceField(
        label="Les personnes de l’atelier", required=False, widget=forms.CheckboxSelectMultiple
    )
    others = forms.CharField(
        label="D’autres personnes",
        help_text="Une par ligne : Lou Kerbrat <lou@exemple.org>, ou l’adresse seule.",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    words = forms.CharField(
        label="Un mot de votre part",
        help_text="Il ouvre le courrier. Le PDF et le lien suivent d’eux-mêmes.",
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args, people: list, **kwargs):
        super().__init__(*args, **kwargs)
        self.reachable = {person.email: person for person in people if person.email and not person.sent}
        self.fields["people"].choices = [
            (email, describe(person)) for email, person in self.reachable.items()
        ]
        self.fields["people"].initial = [email for email, person in self.reachable.items() if person.proposed]

    def clean_others(self):
        found, wrong = [], []
        for line in filter(None, map(str.strip, self.cleaned_data["others"].splitlines())):
            name, address = parseaddr(line)
            try:
                validate_email(address)
            except forms.ValidationError:
                wrong.append(line)
            else:
                found.append((name or address.split("@")[0], address))
        if wrong:
            raise forms.ValidationError(
                f"Cette ligne n’a pas d’adresse complète : « {wrong[0][:80]} ». Les autres sont gardées."
            )
        if len(found) > MOST_OTHERS:
            raise forms.ValidationError(f"{MOST_OTHERS} personnes de plus par envoi, c’est le maximum.")
        return found

    def clean(self):
        data = super().clean()
        if not self.errors and not self.chosen:
            raise forms.ValidationError("Choisissez au moins une personne, ou écrivez une adresse.")
        return data

    @property
    def chosen(self) -> list[tuple[str, str]]:
        """(name, address) of each."""
        known = [(self.reachable[email].name, email) for email in self.cleaned_data.get("people", [])]
        return [*known, *self.cleaned_data.get("others", [])]


def describe(person) -> str:
    status = "" if person.status == "present" else f", {dict(words.STATUSES).get(person.status, '')}"
    return f"{person.name}{status} · {person.email}"


class PublicationForm(forms.Form):
    """What everybody reads: the sections ticked, the names of who takes actions on if wished."""

    shown = forms.MultipleChoiceField(
        label="Ce que tout le monde lit", required=False, widget=forms.CheckboxSelectMultiple
    )
    owners = forms.BooleanField(
        label="Nommer qui s’en charge, dans les actions",
        help_text="Avec leur accord. Sinon, les actions paraissent sans nom.",
        required=False,
    )

    def __init__(self, *args, parts: list, owners: bool, held_back: list[str], **kwargs):
        super().__init__(*args, **kwargs)
        said = [part for part in parts if not part.says_nothing and part.key != "head"]
        self.keys = [part.key for part in said]
        self.fields["shown"].choices = [(part.key, part.title) for part in said]
        self.fields["shown"].initial = [key for key in self.keys if key not in held_back]
        self.fields["owners"].initial = owners

    @property
    def held_back(self) -> list[str]:
        return [key for key in self.keys if key not in self.cleaned_data["shown"]]
