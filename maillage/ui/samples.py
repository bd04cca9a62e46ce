"""Texts and looks of five poles that do not exist, for the style page and the tests."""

import datetime as dt

from .french import PARIS
from .theme import Theme

LOOKS = {
    "vallees": ("Les Vallées vives", {"palette": {"bg": "#ffd23f", "ink": "#0c2b22", "paper": "#fff8ea", "main": "#0c4b38", "pop": "#ffd23f", "warm": "#ff5a3c", "soft": "#ff8a5b", "leaf": "#3aa76d"}, "artwork": "hills", "type": "affiche"}),
    "onde": ("L’Onde", {"palette": {"bg": "#1b1464", "ink": "#160f4d", "paper": "#fff6fa", "main": "#1b1464", "pop": "#ffb400", "warm": "#ff4d8d", "soft": "#6ee7d8", "leaf": "#7a5cff"}, "artwork": "waves", "type": "gazette"}),
    "numerik": ("Numérik Sud", {"palette": {"bg": "#ffe3c9", "ink": "#0a2540", "paper": "#fffaf4", "main": "#0f4fd6", "pop": "#ffd166", "warm": "#ff6b35", "soft": "#9fc6ff", "leaf": "#16a394"}, "artwork": "threads", "type": "affiche"}),
    "etincelles": ("Étincelles", {"palette": {"bg": "#ff5d47", "ink": "#2b0a3d", "paper": "#fff3e6", "main": "#2b0a3d", "pop": "#ffe14d", "warm": "#ff5d47", "soft": "#ff9bd2", "leaf": "#2f8f83"}, "artwork": "sparks", "type": "carnet"}),
    "pixel": ("Numéris", {"palette": {"bg": "#e3f6ec", "ink": "#1d0f57", "paper": "#fbfffb", "main": "#3a0ca3", "pop": "#ffb703", "warm": "#fb5607", "soft": "#bfe3d4", "leaf": "#00806a"}, "artwork": "tiles", "type": "carnet"}),
}  # fmt: skip
THEMES = {slug: Theme.from_look(look, name) for slug, (name, look) in LOOKS.items()}
BY_DIGEST = {theme.digest: theme for theme in THEMES.values()}

PEOPLE = ["Awa Diop", "Maryvonne Le Goff", "Yann Le Bihan", "Samira Benali", "Zoé Tanguy", "Ilyes Roux"]
NOTES = [
    ("Seuls avec nos fiches de paie", "problem"),
    ("Peur de mal faire", "unfavourable"),
    ("Trop de sites différents", "cause"),
    ("Les horaires du soir", "unfavourable"),
    ("Pas de remplaçant quand on est malade", "problem"),
    ("On se connaît tous", "favourable"),
    ("Un comptable sympa", "favourable"),
    ("Le prêt de salle", "favourable"),
    ("On reporte, on paie des pénalités", "consequence"),
    ("Le covoiturage marche bien quand quelqu’un l’organise", "solution"),
    ("Et si on partageait un poste à six ?", "neutral"),
]
STEPS = [
    {"kind": "note", "when": "mars · un post-it", "title": "« On est seuls avec nos fiches de paie »", "url": "#post-it"},
    {"kind": "need", "when": "avril · un besoin partagé", "title": "Bien vivre son rôle d’employeur", "text": "23 voix, le premier de l’atelier"},
    {"kind": "action", "when": "toute l’année · une action", "title": "4 formations, un cercle d’entraide"},
    {"kind": "figure", "when": "aujourd’hui", "value": 61, "title": "personnes formées dans 38 associations", "url": "#chiffres"},
]  # fmt: skip
SOURCE = [
    (39, "Compte rendu — atelier du 12 mars, café associatif", True),
    (40, "Ce qui pèse :", True),
    (41, "- on est seuls avec nos fiches de paie", True),
    (42, "- pas de remplaçant quand on est malade", True),
    (43, "(tasse renversée ici)", False),
]


def events():
    """Three events to come, as the event card expects them."""
    return [
        {"title": "Employer sans s’épuiser", "tag": "petit-déj · gratuit", "starts": dt.datetime(2026, 12, 3, 8, 30, tzinfo=PARIS), "place": "Café associatif, Guichen", "seats": "6 places"},
        {"title": "Lire un budget sans pleurer", "tag": "formation", "starts": dt.datetime(2026, 12, 8, 9, 0, tzinfo=PARIS), "place": "Bain-de-Bretagne", "seats": "liste d’attente"},
        {"title": "La scierie reprise par ses salariés", "tag": "visite", "starts": dt.datetime(2026, 12, 12, 14, 0, tzinfo=PARIS), "place": "Maure", "seats": "18 places"},
    ]  # fmt: skip


def wall(count):
    """`count` (text, sentiment) pairs."""
    return (NOTES * (count // len(NOTES) + 1))[:count]
