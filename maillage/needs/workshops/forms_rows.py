"""The rows of the sheet on which a workshop or a method is prepared: a step, a board, one of its columns."""

import re

from django import forms

from maillage.needs.workshops.methods.plan import LONGEST_STEP, MOST_LINES
from maillage.needs.workshops.methods.sheet import AreaRow, BoardRow, StepRow
from maillage.needs.workshops.models import AgendaItem, Area, Board

K, S, P = AgendaItem.Kind, Area.Sentiment, Board.Phase
TEAMS = [
    ("", "Comme avant"),
    ("size:2", "Former des paires"),
    ("size:3", "Par 3"),
    ("size:4", "Par 4"),
    ("size:5", "Par 5"),
    ("size:6", "Par 6"),
    *((f"count:{n}", f"Former {n} groupes") for n in range(2, 9)),
    ("pairs_merge", "Réunir deux par deux"),
    ("rotate", "Changer de table"),
    ("gather", "Tous ensemble"),
]
VOTES = [
    ("dots:3", "3 points par personne"),
    ("dots:5", "5 points par personne"),
    ("dots:1", "1 point par personne"),
    ("matrix", "impact et effort"),
    ("agreement", "degrés d’accord"),
]
COLOURS = {  # what an area may be, by kind of board
    Board.Kind.PROBLEM_TREE: (S.CONSEQUENCE, S.PROBLEM, S.CAUSE, S.SOLUTION),
    Board.Kind.OBJECTIVE_TREE: (S.EFFECT, S.OBJECTIVE, S.MEANS, S.SOLUTION),
}
PLAIN = (S.NEUTRAL, S.FAVOURABLE, S.UNFAVOURABLE, S.CAUSE, S.CONSEQUENCE, S.SOLUTION)


def asked(message: str) -> dict:
    return {"required": message, "invalid": message}


def with_this(choices: list, value: str) -> list:
    """A choice made elsewhere (in a method read from a file) stays one."""
    return choices if not value or value in dict(choices) else [*choices, (value, value)]


class StepForm(forms.Form):
    title = forms.CharField(
        label="Titre du temps", max_length=250, error_messages=asked("Donnez un titre à ce temps.")
    )
    kind = forms.ChoiceField(
        label="Type", choices=[(value, label.capitalize()) for value, label in K.choices]
    )
    minutes = forms.IntegerField(
        label="Minutes",
        min_value=1,
        max_value=LONGEST_STEP,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
        error_messages=asked("Combien de minutes ?")
        | {"min_value": "Une minute au moins.", "max_value": f"{LONGEST_STEP} minutes au plus."},
    )
    guide = forms.CharField(
        label="Consigne", required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 3})
    )
    board = forms.ChoiceField(label="Tableau", required=False)
    phase = forms.ChoiceField(
        label="Le tableau passe en",
        required=False,
        choices=[("", "Comme avant"), *((value, label.capitalize()) for value, label in P.choices)],
    )
    vote = forms.ChoiceField(label="On vote par", required=False)
    teams = forms.ChoiceField(label="Sous-groupes", required=False)

    def __init__(self, key: str, boards: list, *args, **kwargs):
        super().__init__(*args, prefix=f"t-{key}", **kwargs)
        self.key = key
        now = {name: self[name].value() or "" for name in ("teams", "vote")}
        self.fields["board"].choices = [("", "Aucun"), *boards]
        self.fields["teams"].choices = with_this(TEAMS, now["teams"])
        self.fields["vote"].choices = [("", "Choisir le moment venu"), *with_this(VOTES, now["vote"])]

    @property
    def kind_label(self) -> str:
        value = self["kind"].value()
        return K(value).label.capitalize() if value in K.values else ""

    def row(self) -> StepRow:
        return StepRow(self.key, **self.cleaned_data)


class AreaForm(forms.Form):
    title = forms.CharField(
        label="Titre de la colonne", max_length=250, error_messages=asked("Donnez un titre à cette colonne.")
    )
    sentiment = forms.ChoiceField(label="Couleur")

    def __init__(self, key: str, kind: str, was: str, *args, **kwargs):
        """`was` stays possible, where minutes made another choice than a board of this kind offers."""
        super().__init__(*args, prefix=f"a-{key}", **kwargs)
        self.key, self.notes = key, 0
        allowed = [*COLOURS.get(kind, PLAIN)]
        if was in S.values and was not in allowed:
            allowed.append(was)
        self.fields["sentiment"].choices = [(value, S(value).label.capitalize()) for value in allowed]

    @property
    def colour(self) -> str:
        value = self["sentiment"].value()
        return value if value in S.values else S.NEUTRAL

    def row(self) -> AreaRow:
        return AreaRow(self.key, **self.cleaned_data)


def lines(text: str) -> list[str]:
    return list(dict.fromkeys(line.strip() for line in re.split(r"[\n;]", text) if line.strip()))


class LinesField(forms.CharField):
    """One word or a few per line, at most `most` of them."""

    def __init__(self, *, longest: int, **kwargs):
        super().__init__(required=False, widget=forms.Textarea(attrs={"rows": 3}), **kwargs)
        self.longest = longest

    def clean(self, value):
        found = lines(super().clean(value))
        if len(found) > MOST_LINES or any(len(line) > self.longest for line in found):
            raise forms.ValidationError(f"{MOST_LINES} lignes au plus, de {self.longest} caractères.")
        return found


class BoardForm(forms.Form):
    title = forms.CharField(
        label="Titre du tableau", max_length=250, error_messages=asked("Donnez un titre à ce tableau.")
    )
    for_teams = forms.BooleanField(label="À remplir en sous-groupes", required=False)
    hands = forms.BooleanField(label="Tout le monde range", required=False)
    slots = LinesField(label="Créneaux", help_text="Un par ligne.", longest=40)
    rooms = LinesField(label="Salles", help_text="Une par ligne.", longest=60)

    def __init__(self, key: str, kind: str, areas: list[AreaForm], *args, **kwargs):
        super().__init__(*args, prefix=f"b-{key}", **kwargs)
        self.key, self.kind, self.areas = key, kind, areas
        self.notes, self.recalls, self.mirrors = 0, False, ""
        if kind != Board.Kind.GRID:
            del self.fields["slots"], self.fields["rooms"]

    @property
    def kind_label(self) -> str:
        return Board.Kind(self.kind).label

    def clean(self):
        said = super().clean()
        if self.kind == Board.Kind.GRID and not (said.get("slots", True) and said.get("rooms", True)):
            raise forms.ValidationError("Une grille a au moins un créneau et une salle.")
        if not self.areas:
            raise forms.ValidationError("Un tableau garde au moins une colonne.")
        return said

    def row(self) -> BoardRow:
        areas = [area.row() for area in self.areas]
        return BoardRow(
            self.key,
            kind=self.kind,
            areas=areas,
            mirrors=self.mirrors,
            recalls=self.recalls,
            **self.cleaned_data,
        )


def made(form: type, bound: bool, *places, **said):
    """A form that shows `said`, or that was posted with it."""
    if not bound:
        return form(*places, initial=said)
    prefix = form(*places).prefix
    posted = {f"{prefix}-{name}": value for name, value in said.items() if value not in (False, None)}
    return form(*places, posted)
