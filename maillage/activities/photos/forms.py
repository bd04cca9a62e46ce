"""Several photos at once; what is said of one; whom one recognises on it."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from maillage.activities.photos.models import Consent, Photo, in_two_years
from maillage.ground.people.forms import LONGEST_ADDRESS
from maillage.ui.forms import DateField, DateInput, Drop

MOST_AT_ONCE = 20


class ManyDrop(Drop):
    allow_multiple_selected = True


class ManyFiles(forms.FileField):
    """The cleaned value is a list of uploaded files."""

    def clean(self, data, initial=None):
        files = data if isinstance(data, (list, tuple)) else [data]
        files = [super(ManyFiles, self).clean(file, initial) for file in files]
        if len(files) > MOST_AT_ONCE:
            raise ValidationError(f"{MOST_AT_ONCE} photos à la fois, c’est assez : envoyez le reste ensuite.")
        return files


class UploadForm(forms.Form):
    files = ManyFiles(
        label="Photos",
        widget=ManyDrop("Déposez vos photos ici", attrs={"accept": "image/jpeg,image/png,image/webp"}),
        help_text="Vingt à la fois au plus. Le lieu et l’appareil inscrits dans le fichier sont effacés.",
        error_messages={"required": "Choisissez au moins une photo."},
    )
    author = forms.CharField(
        label="Photos de", max_length=120, required=False, help_text="Le nom de qui les a prises."
    )


class PhotoForm(forms.ModelForm):
    class Meta:
        model = Photo
        fields = ("alternative", "author", "taken_on")
        field_classes = {"taken_on": DateField}
        widgets = {"alternative": forms.Textarea(attrs={"rows": 2}), "taken_on": DateInput()}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["alternative"].required = True
        self.fields["alternative"].error_messages["required"] = "Dites en une phrase ce qu’on voit."


class ConsentForm(forms.ModelForm):
    name = forms.CharField(label="Prénom et nom", max_length=120)
    email = forms.EmailField(
        label="Adresse électronique",
        required=False,
        max_length=LONGEST_ADDRESS,
        help_text="Pour lui envoyer la photo et la question. Inutile si c’est signé sur papier.",
    )
    paper = forms.BooleanField(label="L’accord est déjà signé sur papier, et nous le gardons", required=False)

    class Meta:
        model = Consent
        fields = ("purpose", "on_site", "in_letters", "in_print", "until")
        field_classes = {"until": DateField}
        widgets = {"until": DateInput()}

    field_order = ("name", "email", "purpose", "on_site", "in_letters", "in_print", "until", "paper")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["purpose"].initial = "montrer ce qui se vit dans nos rendez-vous"
        self.fields["until"].initial = in_two_years()

    def clean_until(self):
        until = self.cleaned_data["until"]
        if until < timezone.localdate():
            raise ValidationError("Cette date est passée : choisissez-en une à venir.")
        return until

    def clean(self):
        said = super().clean()
        if not any(said.get(name) for name in ("on_site", "in_letters", "in_print")):
            raise ValidationError("Dites au moins un endroit où la photo sera montrée.")
        if not said.get("email") and not said.get("paper") and "email" not in self.errors:
            self.add_error("email", "Sans adresse, il faut un accord sur papier : cochez la case.")
        return said

    def terms(self) -> dict:
        """What `photo.ask()` wants besides the person."""
        names = ("purpose", "until", "on_site", "in_letters", "in_print")
        return {name: self.cleaned_data[name] for name in names} | {"on_paper": self.cleaned_data["paper"]}
