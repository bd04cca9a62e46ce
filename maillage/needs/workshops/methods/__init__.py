"""Ready methods: what most workshops begin with. A pole keeps its own as the same data (`models/method.py`)."""

from maillage.needs.workshops.methods.plan import BadPlan, Plan, PlannedBoard, Step, parse_teams, parse_vote
from maillage.needs.workshops.methods.to_decide import IMPACT_EFFORT, RETROSPECTIVE, SOLUTIONS
from maillage.needs.workshops.methods.to_meet import (
    BARCAMP,
    LES_PERSONAS,
    MON_BLASON,
    ONE_TWO_FOUR,
    WORLD_CAFE,
)
from maillage.needs.workshops.methods.to_see_clearly import AIDE, ARBRE, IDEES, OBJECTIFS, OWN_COLUMNS

# By the name each has in addresses. A row’s own has ten signs of another alphabet: no word is one by accident.
READY = {
    "aide-pese": AIDE,
    "arbre-a-problemes": ARBRE,
    "arbre-a-objectifs": OBJECTIFS,
    "mon-blason": MON_BLASON,
    "les-personas": LES_PERSONAS,
    "solutions-faisabilite": SOLUTIONS,
    "impact-effort": IMPACT_EFFORT,
    "world-cafe": WORLD_CAFE,
    "1-2-4-tous": ONE_TWO_FOUR,
    "barcamp": BARCAMP,
    "retrospective": RETROSPECTIVE,
    "idees": IDEES,
    "mes-colonnes": OWN_COLUMNS,
}
DEFAULT, OWN = "aide-pese", "mes-colonnes"

__all__ = [
    "DEFAULT",
    "OWN",
    "READY",
    "BadPlan",
    "Plan",
    "PlannedBoard",
    "Step",
    "parse_teams",
    "parse_vote",
]
