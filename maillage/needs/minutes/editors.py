"""Writing a section: one editor for each shape. `editor.data_written()` is the section's JSON, `editor.known` what it showed."""

from functools import cache

from django import forms
from django.core.validators import EMPTY_VALUES

from maillage.ground.poles.owned import new_pid
from maillage.needs.minutes.kinds import Field, Kind
from maillage.needs.minutes.models import Written
from maillage.needs.minutes.parts import ids_of
from maillage.needs.minutes.shown import slug_of
from maillage.ui.forms import DateField, DateInput, TimeInput

MOST_ROWS = 2000
LONGEST_PROSE = 60_000
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
    return forms.CharField(**said)


def plain(one: Field, value):
    """A cleaned value as the contract keeps it."""
    if value in EMPTY_VALUES:
        return None if one.nullable else ""
    if one.kind == "date":
        return value.isoformat()
    if one.kind == "time":
        return value.strftime("%H:%M")
    return str(value).replace("\r\n", "\n").strip()


def auto_id(written: Written) -> str:
    """Two sections may be open on one page: their fields have ids of their own."""
    return f"{slug_of(written.key)}_%s"


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
        super().__init__(data, initial=written.part.data, auto_id=auto_id(written))
        self.known = set()

    def data_written(self) -> dict:
        return {"text": self.cleaned_data["text"].replace("\r\n", "\n")}


class Head(forms.Form):
    template = "minutes/write/head.html"

    def __init__(self, written: Written, data=None):
        super().__init__(data, initial=written.part.data, auto_id=auto_id(written))
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

    def __init__(self, written: Written, data=None, version: int | None = None):
        """`version`: over which `data` were written; rows the hand did not see then are left as they are."""
        self.written, self.kind = written, written.part.kind
        base = written.part.data if version is None else written.as_at(version)
        self.rows_before = base.get("rows", [])
        # What is typed is never compared with what stands: a row saved a moment ago would pass for an untouched spare one.
        initial = self.rows_before if data is None else None
        super().__init__(data, initial=initial, prefix="rows", auto_id=auto_id(written))

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
        for one in self.offers:
            form.fields[one.name].widget.attrs["list"] = self.list_of(one)

    def list_of(self, one: Field) -> str:
        return self.auto_id % f"choix-{one.name}"

    @property
    def offers(self) -> list[Field]:
        """Fields for which words are proposed while typing."""
        return [one for one in self.kind.fields if one.offers]

    @property
    def lists(self) -> list[tuple[str, tuple[str, ...]]]:
        return [(self.list_of(one), one.offers) for one in self.offers]

    def data_written(self) -> dict:
        known = {
            row["id"]: row
            for data in (self.written.fresh, self.written.part.data)
            if data
            for row in data["rows"]
        } | {row["id"]: row for row in self.rows_before}
        kept = [form for form in self.forms if self.is_kept(form)]
        kept.sort(key=lambda form: (form.cleaned_data.get("ORDER") is None, form.cleaned_data.get("ORDER")))
        unseen = [row for row in self.rows_before if row["id"] not in self.known]
        return {"rows": [*(self.row_written(form.cleaned_data, known) for form in kept), *unseen]}

    def is_kept(self, form) -> bool:
        said = form.cleaned_data
        return bool(said) and not said.get("DELETE") and not form.is_blank

    def row_written(self, said: dict, known: dict) -> dict:
        typed = {one.name: plain(one, said[one.name]) for one in self.kind.fields}
        ours = said["id"] in known or said["id"] in self.written.known
        return {**known.get(said["id"], {}), "id": said["id"] if ours else new_pid(), **typed}


def rows_editor(kind: Kind) -> type[BaseRows]:
    return forms.formset_factory(
        row_form(kind),
        formset=BaseRows,
        extra=1,
        can_delete=True,
        can_order=True,
        max_num=MOST_ROWS,
        absolute_max=MOST_ROWS,
    )


class Wall(forms.Form):
    """A board: its title, the names of its groups, the words of its notes; any of them may be left out."""

    template = "minutes/write/board.html"

    def __init__(self, written: Written, data=None, version: int | None = None):
        """`version`: over which `data` were written; what the hand did not see then is left as it is."""
        super().__init__(data, auto_id=auto_id(written))
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
    if kind.shape in ("prose", "head"):
        return {"prose": Prose, "head": Head}[kind.shape](written, data)
    made = Wall if kind.shape == "board" else rows_editor(kind)
    return made(written, data, version)
