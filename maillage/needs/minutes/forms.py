"""Writing a section: one editor for each shape. `editor.data()` gives the section's JSON, `editor.known` what it showed."""

from email.utils import parseaddr
from functools import cache

from django import forms
from django.core.validators import EMPTY_VALUES, validate_email

from maillage.ground.poles.owned import new_pid
from maillage.needs.minutes.kinds import Field, Kind
from maillage.needs.minutes.models import Written
from maillage.needs.minutes.parts import ids_of
from maillage.needs.minutes.reader.own import words
from maillage.ui.forms import DateField, DateInput, TimeInput

MOST_ROWS = 400
LONGEST_PROSE = 60_000
MOST_OTHERS = 100
WANTED = {
    "name": "Écrivez le nom, ou videz la ligne pour la retirer.",
    "title": "Donnez un titre, ou videz la ligne pour la retirer.",
    "text": "Écrivez ce que c’est, ou videz la ligne pour la retirer.",
}


def form_field(one: Field) -> forms.Field:
    """The form field of one thing a hand may change; whether a row may go without it is the row's business."""
    said = {"label": one.label, "required": False}
    if one.kind == "date":
        return DateField(widget=DateInput(), **said)
    if one.kind == "time":
        return forms.TimeField(widget=TimeInput(), **said)
    if one.kind == "choice":
        return forms.ChoiceField(choices=one.choices, **said)
    said |= {
        "max_length": one.longest,
        "error_messages": {"max_length": f"C’est trop long : {one.longest} caractères au plus."},
    }
    if one.kind == "email":
        return forms.EmailField(
            error_messages={"invalid": "Cette adresse n’est pas complète."},
            **{k: v for k, v in said.items() if k != "error_messages"},
        )
    if one.kind == "words":
        return forms.CharField(widget=forms.Textarea(attrs={"rows": 1}), **said)
    widget = forms.TextInput(attrs={"list": f"choix-{one.name}"}) if one.offers else forms.TextInput()
    return forms.CharField(widget=widget, **said)


def plain(one: Field, value):
    """A cleaned value as the contract keeps it."""
    if value in EMPTY_VALUES:
        return None if one.nullable else ""
    if one.kind == "date":
        return value.isoformat()
    if one.kind == "time":
        return value.strftime("%H:%M")
    return str(value).replace("\r\n", "\n").strip()


class VersionForm(forms.Form):
    """Over what this was written: `version`; after a conflict `against`, theirs that was seen, and what to do of both."""

    version = forms.IntegerField(min_value=0)
    against = forms.IntegerField(min_value=1, required=False)
    gesture = forms.ChoiceField(
        choices=[(name, name) for name in ("", "overwrite", "merge", "take")], required=False
    )


class Prose(forms.Form):
    template = "minutes/write/prose.html"
    text = forms.CharField(
        label="Ce qui s’est dit",
        required=False,
        max_length=LONGEST_PROSE,
        widget=forms.Textarea(attrs={"rows": 12}),
        error_messages={"max_length": "C’est trop long pour un compte rendu : 60 000 caractères au plus."},
    )

    def __init__(self, written: Written, data=None):
        super().__init__(data, initial=written.part.data)
        self.known = set()

    def data_written(self) -> dict:
        return {"text": self.cleaned_data["text"].replace("\r\n", "\n")}


class Head(forms.Form):
    template = "minutes/write/head.html"

    def __init__(self, written: Written, data=None):
        super().__init__(data, initial=written.part.data)
        self.kind, self.known = written.part.kind, set()
        for one in self.kind.fields:
            self.fields[one.name] = form_field(one)
        self.fields["title"].required = True
        self.fields["title"].error_messages["required"] = "Donnez un titre au compte rendu."
        self.fields["purpose"].widget.attrs["rows"] = 2

    def data_written(self) -> dict:
        return {one.name: plain(one, self.cleaned_data[one.name]) for one in self.kind.fields}


class Row(forms.Form):
    """One row; emptied, it goes."""

    id = forms.CharField(required=False, max_length=60, widget=forms.HiddenInput)
    of: Kind  # not `kind`: rows of an agenda have a field of that name

    def clean(self):
        data = super().clean()
        typed = [one.name for one in self.of.fields if one.kind != "choice" and data.get(one.name)]
        self.is_blank = not typed and not self.errors
        if typed and self.of.main not in typed and self.of.main not in self.errors:
            self.add_error(self.of.main, WANTED[self.of.main])
        return data

    @property
    def cells(self):
        return [self[one.name] for one in self.of.fields]

    @property
    def main(self):
        return self[self.of.main]

    @property
    def others(self):
        return [self[one.name] for one in self.of.fields if one.name != self.of.main]


@cache
def row_form(kind: Kind) -> type[Row]:
    return type("RowOf", (Row,), {"of": kind, **{one.name: form_field(one) for one in kind.fields}})


class BaseRows(forms.BaseFormSet):
    template = "minutes/write/rows.html"

    def __init__(self, written: Written, data=None):
        self.written, self.kind = written, written.part.kind
        # What is typed is never compared with what stands: a row saved a moment ago would pass for an untouched spare one.
        super().__init__(data, initial=written.part.rows if data is None else None, prefix="rows")

    @property
    def known(self) -> set[str]:
        """Ids of all rows that the form showed, those taken out too."""
        return {form.cleaned_data.get("id", "") for form in self.forms if hasattr(form, "cleaned_data")} - {
            ""
        }

    def add_fields(self, form, index):
        super().add_fields(form, index)
        form.fields["ORDER"].widget = forms.HiddenInput()
        form.fields["DELETE"].label = "Retirer"

    def data_written(self) -> dict:
        kept = {
            row["id"]: row
            for data in (self.written.fresh, self.written.part.data)
            if data
            for row in data["rows"]
        }
        forms = [form for form in self.forms if self.is_kept(form)]
        forms.sort(key=lambda form: (form.cleaned_data.get("ORDER") is None, form.cleaned_data.get("ORDER")))
        return {"rows": [self.row_written(form.cleaned_data, kept) for form in forms]}

    def is_kept(self, form) -> bool:
        said = form.cleaned_data
        return bool(said) and not said.get("DELETE") and not form.is_blank

    def row_written(self, said: dict, kept: dict) -> dict:
        typed = {one.name: plain(one, said[one.name]) for one in self.kind.fields}
        ours = said["id"] in kept or said["id"] in self.written.known
        return {**kept.get(said["id"], {}), "id": said["id"] if ours else new_pid(), **typed}

    @property
    def offers(self):
        """Lists of words proposed while typing, by field."""
        return [one for one in self.kind.fields if one.offers]


def rows_editor(kind: Kind) -> type[BaseRows]:
    return forms.formset_factory(
        row_form(kind),
        formset=BaseRows,
        extra=1,
        can_delete=True,
        can_order=True,
        max_num=MOST_ROWS,
        absolute_max=MOST_ROWS + 50,
    )


class Wall(forms.Form):
    """A board: its title, the names of its groups, the words of its notes; any of them may be left out."""

    template = "minutes/write/board.html"

    def __init__(self, written: Written, data=None, version: int | None = None):
        """`version`: over which `data` were written; what the hand did not see then is left as it is."""
        super().__init__(data)
        self.board = written.part.data if version is None else written.as_at(version)
        self.known = ids_of(self.board)
        self.fields["title"] = forms.CharField(
            label="Nom du tableau", max_length=250, initial=self.board["title"]
        )
        for group in self.board.get("groups", []):
            self.fields[f"group-{group['id']}"] = forms.CharField(
                label="Nom du groupe", max_length=200, initial=group["title"], required=False
            )
        for area in self.board["areas"]:
            for note in area["notes"]:
                self.fields[f"note-{note['id']}"] = forms.CharField(
                    label=f"Post-it, {area['title']}",
                    max_length=1000,
                    initial=note["text"],
                    required=False,
                    widget=forms.Textarea(attrs={"rows": 1}),
                )

    @property
    def groups(self):
        return [self[f"group-{group['id']}"] for group in self.board.get("groups", [])]

    @property
    def areas(self):
        """(title, sentiment, fields of its notes) of each area that holds some."""
        return [
            (area["title"], area["sentiment"], [self[f"note-{note['id']}"] for note in area["notes"]])
            for area in self.board["areas"]
            if area["notes"]
        ]

    def data_written(self) -> dict:
        said = self.cleaned_data
        groups = [
            {**group, "title": title}
            for group in self.board.get("groups", [])
            if (title := self.typed(f"group-{group['id']}", group["title"]))
        ]
        areas = [
            {**area, "notes": [note for note in map(self.note_written, area["notes"]) if note["text"]]}
            for area in self.board["areas"]
        ]
        return {**self.board, "title": said["title"], "groups": groups, "areas": areas}

    def note_written(self, note: dict) -> dict:
        return {**note, "text": self.typed(f"note-{note['id']}", note["text"])}

    def typed(self, name: str, otherwise: str) -> str:
        return self.cleaned_data[name].replace("\r\n", "\n").strip() if name in self.data else otherwise


def editor_of(written: Written, data=None, version: int | None = None):
    """The form of a section, with what stands, or with `data` typed over version `version`."""
    kind = written.part.kind
    if kind.shape == "board":
        return Wall(written, data, version)
    made = {"prose": Prose, "head": Head}.get(kind.shape) or rows_editor(kind)
    return made(written, data)


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
