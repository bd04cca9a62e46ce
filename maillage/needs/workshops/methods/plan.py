"""A method as data: its agenda step by step and the boards it needs. Nothing here knows a database.

What is typed or read from JSON is checked once, when a Plan is made from it; errors are French, for who wrote it.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, field

# The words of AgendaItem.Kind, Board.Phase, Board.Kind, Area.Sentiment and Poll.Kind: tests hold them equal.
STEP_KINDS = (
    "welcome",
    "icebreaker",
    "talk",
    "write",
    "group",
    "vote",
    "tree",
    "teams",
    "plenary",
    "feedback",
    "break",
    "close",
)
PHASES = ("soon", "hidden", "revealed", "grouping", "voting", "closed")
BOARD_KINDS = ("columns", "problem_tree", "objective_tree", "statements", "sheets", "matrix", "grid")
SENTIMENTS = (
    "favourable",
    "unfavourable",
    "neutral",
    "consequence",
    "problem",
    "cause",
    "solution",
    "effect",
    "objective",
    "means",
)
TEAM_MOVES = ("pairs_merge", "rotate", "gather")
MOST_STEPS, MOST_BOARDS, MOST_AREAS = 60, 12, 24
MOST_LINES = 12  # slots of a grid, and rooms
LONGEST_STEP = 600  # minutes
LONGEST_TEAMS, MOST_DOTS = 40, 20


class BadPlan(ValueError):
    """What was written makes no method; the message is French."""


@dataclass(frozen=True)
class PlannedBoard:
    """One board to put up. `areas` are (title, sentiment); a grid has one more cell for each slot and room."""

    title: str
    kind: str = "columns"
    areas: tuple[tuple[str, str], ...] = ()
    for_teams: bool = False  # each sub-group fills its own copy
    hands: bool = False  # participants group, move and link too
    slots: tuple[str, ...] = ()
    rooms: tuple[str, ...] = ()
    mirrors: int | None = None  # the problem tree that this objective tree turns round
    recalls: bool = False  # opens with the actions of the workshop before, in its first area


@dataclass(frozen=True)
class Step:
    """One moment (temps). `board` is a number in `Plan.boards`.

    `teams` says what becomes of the sub-groups when it starts: "" nothing, "count:4" four of them, "size:3" as many
    as it takes, "pairs_merge" they join two by two, "rotate" to the next table, "gather" all together again.
    `vote` says what is voted on when its phase is "voting": "dots:3", "matrix" or "agreement".
    """

    title: str
    kind: str
    minutes: int
    guide: str = ""
    board: int | None = None
    phase: str = ""
    teams: str = ""
    vote: str = ""


@dataclass(frozen=True)
class Plan:
    """A whole method: what it is for, its agenda and its boards."""

    title: str
    says: str
    when: str = ""
    people: str = ""
    agenda: tuple[Step, ...] = ()
    boards: tuple[PlannedBoard, ...] = field(default=())

    def __post_init__(self):
        check(self)

    @property
    def minutes(self) -> int:
        return sum(step.minutes for step in self.agenda)

    def to_json(self) -> dict:
        return asdict(self)

    @classmethod
    def from_json(cls, data) -> Plan:
        """Raises BadPlan, in French, on anything that `to_json` does not write."""
        top = Reading(data, "La méthode")
        return cls(
            title=top.text("title", 200),
            says=top.text("says", 200),
            when=top.text("when", 500),
            people=top.text("people", 40),
            agenda=tuple(
                _step(Reading(row, f"Le temps {n}"))
                for n, row in enumerate(top.rows("agenda", MOST_STEPS), 1)
            ),
            boards=tuple(
                _board(Reading(row, f"Le tableau {n}"))
                for n, row in enumerate(top.rows("boards", MOST_BOARDS), 1)
            ),
        )


def parse_teams(teams: str) -> tuple[str, int]:
    """("count", 4), ("size", 3), ("rotate", 0)… of what a step says; ("", 0) for nothing. Raises BadPlan."""
    verb, colon, number = teams.partition(":")
    if not teams or (verb in TEAM_MOVES and not colon):
        return verb, 0
    if verb in ("count", "size") and number.isdecimal() and 1 <= int(number) <= LONGEST_TEAMS:
        return verb, int(number)
    raise BadPlan(f"Cette façon de former les sous-groupes n’existe pas : « {teams} ».")


def parse_vote(vote: str) -> tuple[str, int]:
    """("dots", 3), ("matrix", 0), ("agreement", 0) or ("", 0). Raises BadPlan."""
    kind, colon, number = vote.partition(":")
    if not vote or (kind in ("matrix", "agreement") and not colon):
        return kind, 0
    if kind == "dots" and number.isdecimal() and 1 <= int(number) <= MOST_DOTS:
        return kind, int(number)
    raise BadPlan(f"Cette façon de voter n’existe pas : « {vote} ».")


def how_many_teams(people: int, size: int) -> int:
    """So many teams of about `size` that nobody is alone: one more person rather than a small team left over."""
    teams = max(1, people // size)
    return teams if -(-people // teams) <= size + 1 else teams + 1


def check(plan: Plan) -> None:
    """Raises BadPlan on the first thing that no workshop could be prepared with."""
    if not plan.title.strip():
        raise BadPlan("La méthode n’a pas de titre.")
    for n, board in enumerate(plan.boards, 1):
        _check_board(board, f"Le tableau {n}", plan)
    for n, step in enumerate(plan.agenda, 1):
        _check_step(step, f"Le temps {n}", plan)


def _check_board(board: PlannedBoard, where: str, plan: Plan) -> None:
    if not board.title.strip():
        raise BadPlan(f"{where} n’a pas de titre.")
    if board.kind not in BOARD_KINDS:
        raise BadPlan(f"{where} est d’un genre inconnu : « {board.kind} ».")
    if not board.areas:
        raise BadPlan(f"{where} (« {board.title} ») n’a aucune colonne où écrire.")
    for title, sentiment in board.areas:
        if not title.strip():
            raise BadPlan(f"{where} (« {board.title} ») a une colonne sans titre.")
        if sentiment not in SENTIMENTS:
            raise BadPlan(f"{where} a une colonne d’une couleur inconnue : « {sentiment} ».")
    if board.kind == "grid" and not (board.slots and board.rooms):
        raise BadPlan(f"{where} est une grille : il lui faut au moins un créneau et une salle.")
    if board.mirrors is not None and not _is_problem_tree(board.mirrors, plan):
        raise BadPlan(f"{where} retourne un arbre à problèmes que la méthode n’a pas.")


def _is_problem_tree(number: int, plan: Plan) -> bool:
    return 0 <= number < len(plan.boards) and plan.boards[number].kind == "problem_tree"


def _check_step(step: Step, where: str, plan: Plan) -> None:
    if not step.title.strip():
        raise BadPlan(f"{where} n’a pas de titre.")
    if step.kind not in STEP_KINDS:
        raise BadPlan(f"{where} est d’un type inconnu : « {step.kind} ».")
    if not 1 <= step.minutes <= LONGEST_STEP:
        raise BadPlan(f"{where} (« {step.title} ») dure entre 1 et {LONGEST_STEP} minutes.")
    if step.board is not None and not 0 <= step.board < len(plan.boards):
        raise BadPlan(f"{where} (« {step.title} ») se passe sur un tableau que la méthode n’a pas.")
    if step.phase and (step.phase not in PHASES or step.board is None):
        raise BadPlan(f"{where} (« {step.title} ») ouvre une phase sans tableau, ou qui n’existe pas.")
    parse_teams(step.teams)
    parse_vote(step.vote)


@dataclass
class Reading:
    """One object of a JSON text, read field by field; `where` opens the sentences of its errors."""

    row: object
    where: str

    def __post_init__(self):
        if not isinstance(self.row, dict):
            raise BadPlan(f"{self.where} n’est pas lisible.")

    def text(self, name: str, longest: int) -> str:
        value = self.row.get(name, "")
        if not isinstance(value, str) or len(value) > longest:
            raise BadPlan(f"{self.where} : « {name} » est un texte d’au plus {longest} caractères.")
        return value

    def number(self, name: str) -> int | None:
        value = self.row.get(name)
        if value is not None and (not isinstance(value, int) or isinstance(value, bool)):
            raise BadPlan(f"{self.where} : « {name} » est un nombre entier.")
        return value

    def flag(self, name: str) -> bool:
        value = self.row.get(name, False)
        if not isinstance(value, bool):
            raise BadPlan(f"{self.where} : « {name} » est vrai ou faux.")
        return value

    def rows(self, name: str, most: int) -> list:
        value = self.row.get(name, [])
        if not isinstance(value, (list, tuple)) or len(value) > most:
            raise BadPlan(f"{self.where} : « {name} » est une liste d’au plus {most}.")
        return list(value)

    def texts(self, name: str, most: int, longest: int) -> tuple[str, ...]:
        values = self.rows(name, most)
        if not all(isinstance(value, str) and value.strip() and len(value) <= longest for value in values):
            raise BadPlan(
                f"{self.where} : « {name} » est une liste de textes d’au plus {longest} caractères."
            )
        return tuple(values)

    def areas(self) -> tuple[tuple[str, str], ...]:
        values = self.rows("areas", MOST_AREAS)
        for pair in values:
            if not (
                isinstance(pair, (list, tuple)) and len(pair) == 2 and all(isinstance(x, str) for x in pair)
            ):
                raise BadPlan(f"{self.where} : chaque colonne est un titre et une couleur.")
            if len(pair[0]) > 250:
                raise BadPlan(f"{self.where} : le titre d’une colonne tient en 250 caractères.")
        return tuple((title, sentiment) for title, sentiment in values)


def _step(row: Reading) -> Step:
    return Step(
        title=row.text("title", 250),
        kind=row.text("kind", 12),
        minutes=row.number("minutes") or 0,
        guide=row.text("guide", 4000),
        board=row.number("board"),
        phase=row.text("phase", 10),
        teams=row.text("teams", 16),
        vote=row.text("vote", 12),
    )


def _board(row: Reading) -> PlannedBoard:
    return PlannedBoard(
        title=row.text("title", 250),
        kind=row.text("kind", 20),
        areas=row.areas(),
        for_teams=row.flag("for_teams"),
        hands=row.flag("hands"),
        slots=row.texts("slots", MOST_LINES, 40),
        rooms=row.texts("rooms", MOST_LINES, 60),
        mirrors=row.number("mirrors"),
        recalls=row.flag("recalls"),
    )
