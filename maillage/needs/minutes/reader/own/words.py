"""The words of our own layout: what the writer prints and the reader of `own` looks for. Change them on both sides at once.

Old documents are out there: a word that changes here stays readable only if it is kept in `FORMER`.
"""

from typing import NamedTuple

NBSP = "\u00a0"
MARK = f"{NBSP}:"  # after a label printed in bold
COLON = f"{MARK} "
DOT = " · "

SIGNED = "Compte rendu mis en page par Maillage"
SIGNATURE = f"{SIGNED}, qui sait aussi le relire{COLON}déposez-y ce fichier, même corrigé."

UNTITLED = "Compte rendu sans titre"
UNTITLED_BOARD = "Tableau sans titre"
UNTITLED_AREA = "Sans titre"
NO_CAUSE = "Sans cause précise"
NO_NOTE = "Rien n’y a été écrit."

DATE, PLACE, PURPOSE, BRIEF = "Date", "Lieu", "Objet", "En bref"
FAMILIES = "Familles de post-it"
GROUP = "Groupe"
TEAM = "sous-groupe"
BY = "par"
VOTES = "voix"
LIST_MARK = "–"
DEEPEST = 24  # branches of an outline that a page has room for
LIST_DEEPEST = 8  # a word processor's lists have nine levels

SECTIONS = {
    "decisions": "Décisions",
    "actions": "Actions",
    "past_actions": "Où en sont les actions de la dernière fois",
    "participants": "Qui était là",
    "agenda": "Déroulé",
    "summary": "Ce qui s’est dit",
    "needs": "Besoins, dans l’ordre",
    "boards": "Ce qui a été écrit",
    "solutions": "Solutions, cause par cause",
    "follow_ups": "Suites à donner",
}
FORMER: dict[str, str] = {}  # bare title of a section once printed → its name today


class Column(NamedTuple):
    """A column of one of our tables; `share` is how wide it is beside the others."""

    title: str
    field: str
    share: float


TABLES = {
    "participants": (
        Column("Nom", "name", 4), Column("Structure", "organisation", 4), Column("Fonction", "role", 4), Column("Présence", "status", 2.4),
        Column("E-mail", "email", 5), Column("Téléphone", "phone", 3),
    ),
    "agenda": (Column("Horaire", "times", 4), Column("Temps", "title", 7), Column("Type", "kind", 3.2), Column("Consigne", "guide", 7)),
    "actions": (
        Column("Action", "text", 8), Column("Pour qui", "audience", 3), Column("Qui", "owner", 3), Column("Pour le", "due", 3.5),
        Column("État", "state", 2),
    ),
    "past_actions": (Column("Action", "text", 8), Column("Qui", "owner", 3), Column("Pour le", "due", 3.5), Column("État", "state", 2)),
    "follow_ups": (Column("Suite", "text", 8), Column("Qui", "owner", 3), Column("Pour le", "due", 3.5), Column("État", "state", 2)),
    "needs": (
        Column("Rang", "rank", 1.7), Column("Besoin", "text", 8), Column("Pour qui", "audience", 3), Column("Voix", "votes", 1.6),
        Column("Pourquoi", "reason", 6),
    ),
    "groups": (
        Column("N°", "number", 1.2), Column("Groupe de post-it", "title", 7), Column("Voix", "votes", 1.6), Column("Impact", "impact", 1.9),
        Column("Effort", "effort", 1.9), Column("Accord", "agreement", 6),
    ),
}  # fmt: skip
MAIN = {"participants": "name", "agenda": "title", "groups": "title"}  # else "text"

STATUSES = {"present": "présent·e", "excused": "excusé·e", "absent": "absent·e", "expected": "attendu·e"}
STEPS = {
    "welcome": "accueil", "icebreaker": "brise-glace", "talk": "apport", "write": "écriture", "group": "regroupement", "vote": "vote",
    "tree": "arbre", "teams": "sous-groupes", "plenary": "mise en commun", "feedback": "tour de table", "break": "pause", "close": "conclusion",
}  # fmt: skip
BOARDS = {
    "columns": "Colonnes", "statements": "Constats", "problem_tree": "Arbre à problèmes", "objective_tree": "Arbre à objectifs",
    "sheets": "Fiches", "matrix": "Matrice", "grid": "Grille",
}  # fmt: skip
SENTIMENTS = {
    "neutral": "neutre", "favourable": "favorable", "unfavourable": "défavorable", "consequence": "conséquence", "problem": "problème",
    "cause": "cause", "solution": "solution", "effect": "effet attendu", "objective": "objectif", "means": "moyen",
}  # fmt: skip
VERDICTS = {
    "validated": "validé en plénière",
    "amended": "amendé en plénière",
    "set_aside": "mis de côté en plénière",
}
GRADES = {
    "support": "Je soutiens pleinement", "reserve": "Je soutiens, avec une réserve", "accept": "Je peux vivre avec",
    "abstain": "Je m’abstiens", "disagree": "Je ne suis pas d’accord, mais je laisse faire", "block": "Je m’y oppose",
}  # fmt: skip

# Titles of areas that say by themselves how they are meant; compared with `bare`.
SAID_BY_TITLE = {
    "consequences": "consequence", "probleme": "problem", "probleme central": "problem", "causes": "cause", "solutions": "solution",
    "effets": "effect", "effets attendus": "effect", "objectif": "objective", "objectif central": "objective", "moyens": "means",
    "points favorables": "favourable", "elements favorables": "favourable", "points defavorables": "unfavourable",
    "elements defavorables": "unfavourable", "favorable": "favourable", "defavorable": "unfavourable",
}  # fmt: skip
