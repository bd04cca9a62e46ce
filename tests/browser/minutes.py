"""Minutes as someone brings them back from a meeting: one person written twice, solutions under the wrong cause."""

import io

import docx

TITLE = "Atelier covoiturage du pays des étangs"
NOTES = ["Les horaires de chacun restent dans sa tête", "On n’ose pas monter avec un inconnu"]
LINES = [
    "# Atelier covoiturage du pays des étangs",
    "Mardi 6 octobre 2026, salle des fêtes de Ploërdut",
    "Animation : Enora Le Bihan",
    "Présents : Enora Le Bihan (Café des halles) ; Titouan Quéré (Relais des étangs) ; Fañch Morvan ; E. Le Bihan",
    "Excusée : Lise Kervadec (mairie de Lanvaudan)",
    "## Conséquences",
    "- Des entretiens d’embauche manqués",
    "- Le marché du jeudi se vide",
    "## Problème central",
    "Sans voiture, on reste chez soi",
    "## Causes",
    f"- {NOTES[0]}",
    f"- {NOTES[1]}",
    "## Solutions",
    f"### {NOTES[0]}",
    "- Un premier trajet à trois, avec quelqu’un du relais",
    "- Un badge pour les conducteurs déjà connus",
    f"### {NOTES[1]}",
    "- Un tableau des trajets au café",
    "- Un message le dimanche soir",
    "## Besoins",
    "- Besoin d’un point de rencontre visible",
]


def as_docx() -> bytes:
    document = docx.Document()
    for line in LINES:
        if line.startswith("#"):
            document.add_heading(line.lstrip("# "), line.count("#"))
        elif line.startswith("- "):
            document.add_paragraph(line[2:], style="List Bullet")
        else:
            document.add_paragraph(line)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()
