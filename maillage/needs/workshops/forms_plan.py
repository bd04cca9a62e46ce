"""The sheet on which a workshop or a method is prepared, as one form: every row with its errors beside it.

Without script each button posts the whole sheet, so that nothing typed is lost; what is right is kept at once.
"""

import datetime as dt
import re

from maillage.ground.poles.owned import new_pid
from maillage.needs.workshops.forms_rows import COLOURS, PLAIN, AreaForm, BoardForm, StepForm, made
from maillage.needs.workshops.methods.boards import CHOICES
from maillage.needs.workshops.methods.plan import MOST_AREAS, MOST_BOARDS, MOST_STEPS
from maillage.needs.workshops.methods.sheet import AreaRow, BoardRow, Sheet, StepRow
from maillage.needs.workshops.models import AgendaItem, Board
from maillage.needs.workshops.models.layout import after
from maillage.ui.french import clock, hours

K = AgendaItem.Kind
KEY = re.compile(r"[a-z0-9]{1,12}\Z")
NO_MORE = "C’est le plus que l’on puisse préparer : "
TOO_LONG = 120  # minutes seated
# What « Ajouter un temps » puts down: a title to change, and a usual length.
USUAL = {
    K.WELCOME: 10,
    K.ICEBREAKER: 15,
    K.TALK: 15,
    K.WRITE: 10,
    K.GROUP: 15,
    K.VOTE: 5,
    K.TREE: 20,
    K.TEAMS: 30,
    K.PLENARY: 20,
    K.FEEDBACK: 15,
    K.BREAK: 15,
    K.CLOSE: 5,
}


class PlanForm:
    """All the rows of a sheet. `data` is what was posted, None to show `sheet` as it is.

    What a key is (the kind of a board, what it mirrors) is read from `sheet` when it knows the key, so that a form
    changes only what it asks. `notes` are {key of an area or of a board: how many}; `done`, the keys of steps that took
    place, which stay.
    """

    def __init__(self, sheet: Sheet, data=None, notes: dict[str, int] | None = None, done=()):
        self.known = {board.key: board for board in sheet.boards}
        self.data, self.notes, self.done, self.problems = data, notes or {}, set(done), []
        self.gone = set(filter(KEY.match, data.getlist("gone"))) if data else set()
        self.moves: dict[str, str] = {}
        self.boards = self.posted_boards() if data else [self.board_form(row) for row in sheet.boards]
        self.steps = self.posted_steps() if data else [self.step_form(row) for row in sheet.steps]

    # What was posted

    def keys(self, name: str, most: int) -> list[str]:
        return [key for key in dict.fromkeys(self.data.getlist(name)) if KEY.match(key)][:most]

    def posted_boards(self) -> list[BoardForm]:
        return [self.posted_board(key) for key in self.keys("boards", MOST_BOARDS)]

    def posted_board(self, key: str) -> BoardForm:
        kind = self.known[key].kind if key in self.known else self.data.get(f"b-{key}-kind")
        kind = kind if kind in Board.Kind.values else Board.Kind.COLUMNS
        known = {area.key: area.sentiment for area in self.known[key].areas} if key in self.known else {}
        keys = self.keys(f"areas-{key}", MOST_AREAS)
        areas = [AreaForm(area, kind, known.get(area, ""), self.data) for area in keys]
        new = BoardRow(
            key,
            "",
            kind,
            mirrors=self.data.get(f"b-{key}-mirrors", ""),
            recalls=f"b-{key}-recalls" in self.data,
        )
        return self.count(BoardForm(key, kind, areas, self.data), self.known.get(key, new))

    def posted_steps(self) -> list[StepForm]:
        return [StepForm(key, self.board_choices(), self.data) for key in self.keys("steps", MOST_STEPS)]

    # What is known

    def board_form(self, row: BoardRow, bound: bool = False) -> BoardForm:
        """`bound`: a row put down just now, to be kept like what was posted."""
        areas = [
            made(
                AreaForm,
                bound,
                area.key,
                row.kind,
                area.sentiment,
                title=area.title,
                sentiment=area.sentiment,
            )
            for area in row.areas
        ]
        said = {"title": row.title, "for_teams": row.for_teams, "hands": row.hands}
        if row.kind == Board.Kind.GRID:
            said |= {"slots": "\n".join(row.slots), "rooms": "\n".join(row.rooms)}
        return self.count(made(BoardForm, bound, row.key, row.kind, areas, **said), row)

    def step_form(self, row: StepRow, bound: bool = False) -> StepForm:
        said = {name: value for name, value in vars(row).items() if name != "key"}
        return made(StepForm, bound, row.key, self.board_choices(), **said)

    def count(self, form: BoardForm, row: BoardRow) -> BoardForm:
        form.notes = self.notes.get(form.key, 0)
        form.mirrors, form.recalls = row.mirrors, row.recalls
        for area in form.areas:
            area.notes = self.notes.get(area.key, 0)
        return form

    def board_choices(self) -> list:
        return [(board.key, board["title"].value() or "Sans titre") for board in self.boards]

    # What hands do

    def do(self, what: str) -> str:
        """Carry out the button « up:step:KEY »…; the key of the row it was about, "" when there is none."""
        verb, _, rest = (what or "").partition(":")
        sort, _, key = rest.partition(":")
        acts = {"up": self.shift, "down": self.shift, "add": self.add, "remove": self.remove}
        if verb not in acts or sort not in ("step", "board", "area"):
            return ""
        return acts[verb](sort, key, -1 if verb == "up" else 1)

    def place(self, sort: str, key: str) -> tuple[list, int]:
        """The list this row stands in, and its place there; ([], -1) for none."""
        rows = {"step": [self.steps], "board": [self.boards], "area": [b.areas for b in self.boards]}[sort]
        for row in rows:
            for place, form in enumerate(row):
                if form.key == key:
                    return row, place
        return [], -1

    def shift(self, sort: str, key: str, by: int) -> str:
        row, place = self.place(sort, key)
        if row and 0 <= place + by < len(row):
            row[place], row[place + by] = row[place + by], row[place]
        return key if row else ""

    def add(self, sort: str, key: str, _) -> str:
        """A step of the kind chosen beside the button, a ready board, or a column more on the board `key`."""
        return {"step": self.add_step, "board": self.add_board, "area": self.add_area}[sort](key)

    def add_step(self, _) -> str:
        if not self.room(self.steps, MOST_STEPS, "temps"):
            return ""
        kind = self.data.get("new-step")
        kind = K(kind) if kind in K.values else K.TALK
        row = StepRow(new_pid(), kind.label.capitalize(), kind.value, USUAL[kind])
        self.steps.append(self.step_form(row, bound=True))
        if len(self.steps) > 1 and self.steps[-2]["kind"].value() == K.CLOSE:
            self.shift("step", row.key, -1)  # the last word stays the last
        return row.key

    def add_board(self, _) -> str:
        if not self.room(self.boards, MOST_BOARDS, "tableaux"):
            return ""
        told = CHOICES.get(self.data.get("new-board"), CHOICES["idees"])
        areas = [AreaRow(new_pid(), *area) for area in told.areas]
        row = BoardRow(
            new_pid(), told.title, told.kind, areas, told.for_teams, told.hands, [*told.slots], [*told.rooms]
        )
        row.recalls = told.recalls
        if told.kind == Board.Kind.OBJECTIVE_TREE:
            trees = (board.key for board in self.boards if board.kind == Board.Kind.PROBLEM_TREE)
            row.mirrors = next(trees, "")
        self.boards.append(self.board_form(row, bound=True))
        self.offer_boards()
        return row.key

    def add_area(self, key: str) -> str:
        board = next((board for board in self.boards if board.key == key), None)
        if board is None or not self.room(board.areas, MOST_AREAS, "colonnes"):
            return ""
        colour = COLOURS.get(board.kind, PLAIN)[0]
        area = made(AreaForm, True, new_pid(), board.kind, "", title="Nouvelle colonne", sentiment=colour)
        board.areas.append(area)
        return area.key

    def room(self, row: list, most: int, what: str) -> bool:
        if len(row) >= most:
            self.problems.append(f"{NO_MORE}{most} {what}.")
        return len(row) < most

    def remove(self, sort: str, key: str, _) -> str:
        """Off the sheet. A column that holds notes says where they go (`into-KEY`), or stays; the row before it."""
        row, place = self.place(sort, key)
        if not row:
            return ""
        if why := self.why_not(sort, key, row):
            self.problems.append(why)
            return key
        if sort == "area" and self.notes.get(key):
            self.moves[key] = self.data[f"into-{key}"]
        del row[place]
        self.gone.add(key)
        if sort == "board":
            self.offer_boards()
        return row[max(0, place - 1)].key if row else ""

    def why_not(self, sort: str, key: str, row: list) -> str:
        """What keeps this row where it is, in words; "" when it may go."""
        notes = self.notes.get(key)
        if sort == "step" and key in self.done:
            return "Ce temps a déjà eu lieu : il reste au compte rendu."
        if sort == "board" and notes:
            return f"Ce tableau porte {notes} post-it : il reste à sa place, rien n’a été retiré."
        if sort == "area" and len(row) == 1:
            return "Un tableau garde au moins une colonne : renommez-la plutôt."
        if (
            sort == "area"
            and notes
            and self.data.get(f"into-{key}") not in {form.key for form in row} - {key}
        ):
            return f"Dites dans quelle colonne vont ses {notes} post-it : rien ne se perd."
        return ""

    def offer_boards(self) -> None:
        for step in self.steps:
            step.fields["board"].choices = [("", "Aucun"), *self.board_choices()]
            if step.is_bound and step["board"].value() in self.gone:
                step.data = step.data.copy()
                step.data[step.add_prefix("board")] = ""

    # Hours

    def set_hours(self, starts: dt.time | None) -> None:
        """On each step `.at`, the hour it begins or the time gone by; then `.total`, `.ends` and `.sitting`."""
        gone = seated = 0
        self.sitting = ""
        for step in self.steps:
            step.at = clock(after(starts, gone)) if starts else hours(gone / 60 or None) or "0\xa0min"
            minutes = whole(step["minutes"].value())
            gone += minutes
            seated = 0 if step["kind"].value() == K.BREAK else seated + minutes
            if seated > TOO_LONG and not self.sitting:
                self.sitting = step["title"].value() or ""
        self.total = hours(gone / 60) if gone else ""
        self.ends = clock(after(starts, gone)) if starts and gone else ""

    # What comes of it

    def every(self) -> list:
        return [*self.steps, *self.boards, *(area for board in self.boards for area in board.areas)]

    def is_valid(self) -> bool:
        return all(form.is_valid() for form in self.every()) and not self.problems

    @property
    def wrong(self) -> bool:
        """Something was posted that could not be kept."""
        return bool(self.data) and not self.is_valid()

    def refuse(self, why: str) -> None:
        self.problems.append(why)

    def errors(self) -> dict[str, str]:
        """{id of a field: what is wrong with it}, for the page's script."""
        return {
            form[name].id_for_label if name != "__all__" else f"{form.prefix}": found[0]
            for form in self.every()
            for name, found in form.errors.items()
        }

    def sheet(self) -> Sheet:
        return Sheet(
            [board.row() for board in self.boards],
            [step.row() for step in self.steps],
            set(self.gone),
            dict(self.moves),
        )


def whole(typed) -> int:
    """The minutes that a field shows now, 0 while they are not a number."""
    text = str(typed or "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 4 else 0
