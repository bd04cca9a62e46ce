"""Forms of the facilitator and of the phones."""

import datetime as dt
import re

from django import forms

from maillage.needs.workshops.boards import OWN, READY, start
from maillage.needs.workshops.models import AgendaItem, Area, Board, Note, Poll, Workshop
from maillage.ui.forms import DateField, DateInput

TIME = r"(\d{1,2})\s*(?:h|:)\s*(\d{2})?"
AGENDA_LINE = re.compile(rf"^{TIME}(?:\s*(?:-|–|—|à)\s*{TIME})?[\s:,–—-]+(?P<title>\S.*)$", re.IGNORECASE)


class WorkshopForm(forms.ModelForm):
    class Meta:
        model = Workshop
        fields = ["title", "date", "place", "purpose"]
        field_classes = {"date": DateField}
        widgets = {"date": DateInput(), "purpose": forms.Textarea(attrs={"rows": 2})}
        labels = {
            "title": "De quoi parle-t-on ?",
            "date": "Quand",
            "place": "Où",
            "purpose": "Pour arriver à quoi",
        }


class NewWorkshopForm(WorkshopForm):
    board = forms.ChoiceField(
        label="Sur quel mur écrit-on ?",
        widget=forms.RadioSelect,
        choices=[(key, f"{ready.title} · {ready.says}") for key, ready in READY.items()],
        initial="aide",
    )
    own_areas = forms.CharField(
        label="Vos colonnes",
        help_text="Une par ligne, seulement si vous avez choisi « Mes colonnes ».",
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
    )

    def clean_own_areas(self):
        titles = [line.strip()[:250] for line in self.cleaned_data["own_areas"].splitlines() if line.strip()]
        if self.cleaned_data.get("board") == OWN and not titles:
            raise forms.ValidationError("Écrivez au moins une colonne, une par ligne.")
        return titles[:12]

    def save_as(self, person) -> Workshop:
        data = dict(self.cleaned_data)
        return start(person, data.pop("board"), data.pop("own_areas"), **data)


def parse_agenda(text: str) -> list[AgendaItem]:
    """« 9 h 30 - 10 h Accueil » per line; a line without hours is a title alone. Raises ValueError on 25 h."""
    items = []
    for line in filter(None, map(str.strip, text.splitlines())):
        found = AGENDA_LINE.match(line)
        starts = ends = None
        title = line
        if found:
            h1, m1, h2, m2, title = found.groups()
            starts = dt.time(int(h1), int(m1 or 0))
            ends = dt.time(int(h2), int(m2 or 0)) if h2 else None
        items.append(AgendaItem(position=len(items), starts=starts, ends=ends, title=title[:250]))
    return items


class EditWorkshopForm(WorkshopForm):
    agenda = forms.CharField(
        label="Déroulé",
        help_text="Une ligne par temps, par exemple : 9 h 30 - 10 h Accueil",
        widget=forms.Textarea(attrs={"rows": 5}),
        required=False,
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["agenda"] = "\n".join(agenda_line(item) for item in self.instance.agenda.all())

    def clean_agenda(self):
        try:
            return parse_agenda(self.cleaned_data["agenda"])
        except ValueError as error:
            raise forms.ValidationError("Une heure n’existe pas. Écrivez-la comme « 9 h 30 ».") from error

    def save(self) -> Workshop:
        """Only what is asked here: numbers, opening and closing move meanwhile, phone by phone."""
        with self.instance.turn():
            self.instance.save(update_fields=self._meta.fields)
            self.instance.agenda.all().delete()
            for item in self.cleaned_data["agenda"]:
                item.workshop = self.instance
                item.save()
        return self.instance


def agenda_line(item: AgendaItem) -> str:
    hours = " - ".join(f"{t.hour} h {t.minute:02d}" for t in (item.starts, item.ends) if t)
    return f"{hours} {item.title}".strip()


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
    )
    organisation = forms.CharField(
        label="Votre structure",
        max_length=160,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )


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
