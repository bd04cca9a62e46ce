"""Forms of paper: what to print, lines typed one by one, a list to paste or a file to drop."""

import re

from django import forms

from maillage.needs.workshops.models import Area, Board
from maillage.needs.workshops.paper import MOST_SHEETS
from maillage.needs.workshops.typed import MOST_SIGNS, Reading, Unreadable, read_file, read_text
from maillage.needs.workshops.typed.unreadable import MOST_BYTES, MOST_NAME
from maillage.ui.forms import Drop

MOST_TEXT = MOST_BYTES  # characters pasted at once
BREAK = re.compile(r"[\r\n\u2028]+")


def areas_to_write(board: Board) -> list[Area]:
    """Where a post-it may be stuck: a cell of a grid takes its session from the desk."""
    return [area for area in board.areas.all() if not area.is_cell]


class PrintForm(forms.Form):
    """One number of sheets for each area."""

    nom = forms.BooleanField(label="Une ligne pour le nom, facultatif", required=False)

    def __init__(self, data, areas: list[Area]):
        super().__init__(data)
        self.areas = areas
        for area in areas:
            self.fields[area.pid] = forms.IntegerField(
                label=area.title, min_value=0, max_value=MOST_SHEETS, required=False
            )

    @property
    def sheets(self) -> list[tuple[Area, int]]:
        asked = [(area, self.cleaned_data.get(area.pid) or 0) for area in self.areas]
        return [(area, count) for area, count in asked if count]


class TypingForm(forms.Form):
    """One line or several for one area. `uuid` is made by the page's script for its one line."""

    area = forms.CharField()
    text = forms.CharField(
        strip=False,
        error_messages={"required": "Écrivez le texte du post-it, puis appuyez sur Entrée."},
    )
    author_name = forms.CharField(
        max_length=MOST_NAME,
        required=False,
        error_messages={"max_length": f"Ce nom est trop long : {MOST_NAME} caractères suffisent."},
    )
    uuid = forms.UUIDField(required=False)
    key = forms.CharField(max_length=64, required=False)

    def __init__(self, data, workshop):
        super().__init__(data)
        self.workshop = workshop

    def clean_area(self):
        rows = Area.objects.select_related("board").filter(board__workshop=self.workshop)
        area = rows.filter(pid=self.cleaned_data["area"]).first()
        if area is None or area.is_cell:
            raise forms.ValidationError("Choisissez une colonne du mur.")
        area.board.workshop = self.workshop
        return area

    def clean_text(self):
        """Its lines, none of them empty."""
        lines = [" ".join(line.split()) for line in BREAK.split(self.cleaned_data["text"])]
        lines = [line for line in lines if line]
        if not lines:
            raise forms.ValidationError("Écrivez le texte du post-it, puis appuyez sur Entrée.")
        if too_long := next((line for line in lines if len(line) > MOST_SIGNS), None):
            raise forms.ValidationError(
                f"Un post-it tient en {MOST_SIGNS} caractères : coupez en deux « {too_long[:40]}… »."
            )
        return lines


class ListForm(forms.Form):
    """A list pasted, or a file; read against the areas of one board. `reading` once it is valid."""

    board = forms.ChoiceField(label="Sur quel tableau")
    text = forms.CharField(
        label="La liste",
        help_text="Un post-it par ligne, sous le titre de sa colonne. Ou des colonnes copiées d’un tableur.",
        required=False,
        max_length=MOST_TEXT,
        widget=forms.Textarea(attrs={"rows": 9, "spellcheck": "true"}),
    )
    file = forms.FileField(
        label="Ou un fichier",
        help_text="Texte, CSV, Excel (.xlsx) ou LibreOffice (.ods), 5 Mo au plus.",
        required=False,
        widget=Drop(ask="Déposez ici la liste"),
        error_messages={"empty": "Ce fichier est vide : il n’y a rien à lire."},
    )

    def __init__(self, *args, boards: list[Board], **kwargs):
        super().__init__(*args, **kwargs)
        self.boards = {board.pid: board for board in boards}
        self.fields["board"].choices = [(board.pid, board_name(board)) for board in boards]
        self.reading: Reading | None = None

    @property
    def wall(self) -> Board | None:
        return self.boards.get(self.data.get("board", "")) or next(iter(self.boards.values()), None)

    def clean(self):
        data = super().clean()
        if self.errors or self.wall is None:
            return data
        titles = [area.title for area in areas_to_write(self.wall)]
        try:
            if file := data.get("file"):
                self.reading = read_file(file.read(), file.name, titles)
            elif data.get("text", "").strip():
                self.reading = read_text(data["text"], titles)
            else:
                self.add_error(
                    "text", "Collez une liste, ou déposez un fichier : il n’y a encore rien à lire."
                )
        except Unreadable as why:
            self.add_error("file" if data.get("file") else "text", str(why))
        return data


def board_name(board: Board) -> str:
    return f"{board.title} ({board.team.name})" if board.team else board.title
