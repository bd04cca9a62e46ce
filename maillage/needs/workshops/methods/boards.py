"""Ready boards: what methods are made of, and what one adds to a workshop from a list."""

from maillage.needs.workshops.methods.plan import PlannedBoard

IDEAS = PlannedBoard("Idées", areas=(("Idées", "neutral"),))
HELPS = PlannedBoard(
    "Ce qui aide, ce qui pèse", areas=(("Ce qui aide", "favourable"), ("Ce qui pèse", "unfavourable"))
)
STATEMENTS = PlannedBoard("Nos constats", "statements", (("Ce que nous constatons", "neutral"),))
PROBLEM_TREE = PlannedBoard(
    "Arbre à problèmes",
    "problem_tree",
    (
        ("Conséquences", "consequence"),
        ("Le problème", "problem"),
        ("Causes", "cause"),
        ("Solutions", "solution"),
    ),
)
SOLUTIONS_BY_CAUSE = PlannedBoard(
    "Nos solutions, cause par cause", areas=(("Solutions", "solution"),), for_teams=True, hands=True
)
OBJECTIVE_TREE = PlannedBoard(
    "Arbre à objectifs",
    "objective_tree",
    (("Effets attendus", "effect"), ("L’objectif", "objective"), ("Moyens", "means")),
)
BLASON = PlannedBoard(
    "Nos blasons",
    "sheets",
    (
        ("D’où je viens", "neutral"),
        ("Mon parcours", "neutral"),
        ("Ce que j’attends", "neutral"),
        ("Mon rêve", "neutral"),
    ),
)
PERSONAS = PlannedBoard(
    "Nos personas",
    "sheets",
    (
        ("Qui c’est", "neutral"),
        ("Ses besoins", "cause"),
        ("Ce qui l’arrête", "unfavourable"),
        ("Ce que nous pouvons faire", "solution"),
    ),
)
FEASIBILITY = PlannedBoard(
    "Ce qu’il faudrait",
    areas=(
        ("Les premiers pas", "solution"),
        ("Avec qui", "favourable"),
        ("Ce qui peut coincer", "unfavourable"),
    ),
)
MATRIX = PlannedBoard("Impact et effort", "matrix", (("Propositions", "neutral"),))
TABLECLOTH = PlannedBoard(
    "La nappe de la table",
    areas=(
        ("Ce qui nous tient à cœur", "favourable"),
        ("Ce qui se fait déjà", "neutral"),
        ("Ce qu’on pourrait tenter", "solution"),
    ),
    for_teams=True,
    hands=True,
)
GRID = PlannedBoard(
    "Le programme",
    "grid",
    (("Ce que je propose", "neutral"),),
    hands=True,
    slots=("Créneau 1", "Créneau 2", "Créneau 3"),
    rooms=("Coin A", "Coin B", "Coin C"),
)
LAST_ACTIONS = PlannedBoard(
    "Nos actions depuis la dernière fois",
    areas=(
        ("À situer", "neutral"),
        ("Fait", "favourable"),
        ("En cours", "solution"),
        ("En panne", "unfavourable"),
    ),
    recalls=True,
)
LESSONS = PlannedBoard(
    "Ce que nous en apprenons",
    areas=(("À garder", "favourable"), ("À améliorer", "unfavourable"), ("À essayer", "solution")),
)
ACTIONS = PlannedBoard("Qui fait quoi, pour quand", areas=(("Actions", "solution"),))

# What « Ajouter un tableau » offers, in this order.
CHOICES = {
    "idees": IDEAS,
    "aide": HELPS,
    "constats": STATEMENTS,
    "arbre": PROBLEM_TREE,
    "objectifs": OBJECTIVE_TREE,
    "blason": BLASON,
    "personas": PERSONAS,
    "faisabilite": FEASIBILITY,
    "matrice": MATRIX,
    "nappe": TABLECLOTH,
    "grille": GRID,
    "bilan": LAST_ACTIONS,
    "lecons": LESSONS,
    "actions": ACTIONS,
}
