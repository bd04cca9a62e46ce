"""The sections of minutes: what each is called, what its rows hold, how one writes in it. Pure.

A section is known by its key: one of `KINDS`, or "board:<id>" for each board. Its data are plain JSON, the rows of the
contract (reader/reading.py) with an `id` more, so that what arrives later is told from what was there.
"""

from dataclasses import dataclass

from maillage.needs.minutes.reader.own import words

BOARD = "board:"
STATES = ("à faire", "en cours", "fait", "abandonné")


@dataclass(frozen=True)
class Field:
    """One thing of a row that a hand may change. `kind`: text, words (several lines), date, time, email, tel, choice."""

    name: str
    label: str
    kind: str = "text"
    longest: int = 160
    choices: tuple[tuple[str, str], ...] = ()
    offers: tuple[str, ...] = ()  # proposed while typing, never imposed
    nullable: bool = False  # nothing is None, not ""


@dataclass(frozen=True)
class Kind:
    """`shape`: head, prose, rows or board. `noun`: what its rows are, for `plural`. `main`: what no row goes without."""

    key: str
    title: str
    shape: str = "rows"
    noun: str = ""
    fields: tuple[Field, ...] = ()
    main: str = "text"
    empty: str = ""
    add: str = ""

    def field(self, name: str) -> Field | None:
        return next((field for field in self.fields if field.name == name), None)


def text(label: str, longest: int = 1000) -> Field:
    return Field("text", label, "words", longest)


DUE = Field("due", "Pour le", "date", nullable=True)
OWNER = Field("owner", "Qui s’en charge")
STATE = Field("state", "Où ça en est", longest=80, offers=STATES)
AUDIENCE = Field("audience", "Pour qui", longest=200)
STARTS = Field("starts", "De", "time", nullable=True)
ENDS = Field("ends", "À", "time", nullable=True)
PURPOSE = Field("purpose", words.PURPOSE, "words", 2000)
TITLES = words.SECTIONS

# In the order of the document, which is that of the files too.
ALL = (
    Kind(
        "head",
        "L’atelier",
        "head",
        fields=(
            Field("title", "Titre", longest=200),
            Field("date", "Date", "date", nullable=True),
            STARTS,
            ENDS,
            Field("place", "Lieu"),
            PURPOSE,
        ),
        main="title",
    ),
    Kind(
        "decisions",
        TITLES["decisions"],
        noun="décision",
        fields=(text("Ce qui est décidé"),),
        empty="Rien de décidé pour l’instant.",
        add="Ajouter une décision",
    ),
    Kind(
        "actions",
        TITLES["actions"],
        noun="action",
        fields=(text("À faire"), OWNER, DUE, AUDIENCE, STATE),
        empty="Pas encore d’action : qui fait quoi, pour quand ?",
        add="Ajouter une action",
    ),
    Kind(
        "past_actions",
        TITLES["past_actions"],
        noun="action",
        fields=(text("Ce qui était à faire"), OWNER, DUE, STATE),
        empty="Rien n’était à suivre.",
        add="Ajouter une action",
    ),
    Kind(
        "people",
        TITLES["participants"],
        noun="personne",
        fields=(
            Field("name", "Nom", longest=120),
            Field("organisation", "Structure"),
            Field("role", "Fonction"),
            Field("status", "Présence", "choice", choices=tuple(words.STATUSES.items())),
            Field("email", "E-mail", "email", 254),
            Field("phone", "Téléphone", "tel", 20),
        ),
        main="name",
        empty="Personne n’est encore noté.",
        add="Ajouter une personne",
    ),
    Kind(
        "agenda",
        TITLES["agenda"],
        noun="temps",
        fields=(
            STARTS,
            ENDS,
            Field("title", "Temps", longest=250),
            Field("kind", "Type", "choice", choices=(("", "—"), *words.STEPS.items())),
            Field("guide", "Consigne", "words", 2000),
        ),
        main="title",
        empty="Pas de déroulé.",
        add="Ajouter un temps",
    ),
    Kind("summary", TITLES["summary"], "prose", empty="À vous d’écrire : les échanges, les nuances, ce que le mur ne dit pas."),
    Kind(
        "needs",
        TITLES["needs"],
        noun="besoin",
        fields=(text("Besoin", 250), AUDIENCE, Field("reason", "Pourquoi ce rang", "words", 500)),
        empty="Aucun groupe n’est encore devenu un besoin.",
        add="Ajouter un besoin",
    ),
    Kind(
        "solutions",
        TITLES["solutions"],
        noun="solution",
        fields=(text("Solution"), Field("cause", "Répond à la cause", longest=500)),
        empty="Aucune solution notée.",
        add="Ajouter une solution",
    ),
    Kind(
        "follow_ups",
        TITLES["follow_ups"],
        noun="suite",
        fields=(text("Suite à donner"), OWNER, DUE, STATE),
        empty="Aucune suite notée.",
        add="Ajouter une suite",
    ),
)  # fmt: skip
KINDS = {kind.key: kind for kind in ALL}
BOARDS_BEFORE = "solutions"  # boards stand before this section
CONTACTS = ("email", "phone")


def kind_of(key: str) -> Kind:
    """The kind of a section; raises KeyError on a key that is none."""
    if key.startswith(BOARD):
        return Kind(key, TITLES["boards"], "board", noun="post-it,post-it", main="title")
    return KINDS[key]


def empty_data(key: str) -> dict:
    shape = kind_of(key).shape
    return {"text": ""} if shape == "prose" else {"rows": []} if shape == "rows" else {}


def in_order(keys) -> list[str]:
    """These keys in the order of the document; boards keep theirs."""
    boards = [key for key in keys if key.startswith(BOARD)]
    ordered = []
    for key in KINDS:
        if key == BOARDS_BEFORE:
            ordered += boards
        if key in keys:
            ordered.append(key)
    return ordered
