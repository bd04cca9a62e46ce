"""Methods to choose and to learn: solutions and feasibility, impact and effort, retrospective."""

from dataclasses import replace

from maillage.needs.workshops.methods.boards import FEASIBILITY, LAST_ACTIONS, LESSONS, MATRIX
from maillage.needs.workshops.methods.plan import Plan, PlannedBoard, Step

SOLUTIONS = Plan(
    title="Solutions et faisabilité",
    says="Des solutions, puis les premiers pas, avec qui, et ce qui peut coincer.",
    when="Quand les besoins sont connus et rangés : on passe de la liste des souhaits à ce que l’on fera vraiment.",
    people="6 à 24",
    boards=(
        PlannedBoard("Nos solutions", areas=(("Solutions", "solution"),)),
        replace(FEASIBILITY, for_teams=True, hands=True),
    ),
    agenda=(
        Step(
            "Accueil et rappel des besoins",
            "welcome",
            10,
            "Affichez les trois besoins retenus. On ne les rouvre pas : on y répond.",
        ),
        Step(
            "Chacun ses solutions",
            "write",
            10,
            "« Pour ce besoin, que pourrions-nous faire ? » Commencez chaque post-it par un verbe.",
            board=0,
            phase="hidden",
        ),
        Step(
            "On découvre",
            "plenary",
            10,
            "Lisez à voix haute. Une solution obscure se précise, elle ne se défend pas.",
            board=0,
            phase="revealed",
        ),
        Step(
            "Regrouper",
            "group",
            15,
            "Rapprochez celles qui iraient dans le même chantier et nommez-les.",
            board=0,
            phase="grouping",
        ),
        Step(
            "Choisir celles que l’on creuse",
            "vote",
            5,
            "Trois points chacun. Gardez-en autant que de sous-groupes.",
            board=0,
            phase="voting",
            vote="dots:3",
        ),
        Step("Pause", "break", 10),
        Step(
            "Est-ce faisable ?",
            "teams",
            30,
            "Une solution par groupe : le premier pas d’ici un mois, avec qui, ce que cela coûte en temps et en argent, ce "
            "qui peut coincer et comment on s’en protège.",
            board=1,
            phase="revealed",
            teams="size:4",
        ),
        Step(
            "Mise en commun",
            "plenary",
            25,
            "Chaque groupe a quatre minutes. La salle valide, amende ou met de côté.",
            board=1,
            phase="grouping",
            teams="gather",
        ),
        Step(
            "Sommes-nous d’accord ?",
            "vote",
            5,
            "Écrivez chaque décision en une phrase, puis chacun donne son degré d’accord. Une opposition s’écoute avant de "
            "conclure : elle voit souvent ce que les autres n’ont pas vu.",
            board=1,
            phase="voting",
            vote="agreement",
        ),
        Step("Qui fait quoi", "close", 10, "Un prénom et une date par décision. Quand en reparle-t-on ?"),
    ),
)

IMPACT_EFFORT = Plan(
    title="Matrice impact et effort",
    says="Placer chaque proposition selon ce qu’elle change et ce qu’elle demande.",
    when="Quand il y a trop de bonnes idées et pas assez de bras : on choisit par où commencer.",
    people="4 à 30",
    boards=(MATRIX,),
    agenda=(
        Step("Accueil", "welcome", 5, "Rappelez qui décidera à la fin, et de quoi."),
        Step(
            "Les propositions",
            "write",
            10,
            "Une proposition par post-it, qui commence par un verbe. Reprenez celles du dernier atelier s’il y en a.",
            board=0,
            phase="revealed",
        ),
        Step(
            "Regrouper",
            "group",
            15,
            "Dix propositions au plus : au-delà, on ne les distingue plus.",
            board=0,
            phase="grouping",
        ),
        Step(
            "Chacun place",
            "vote",
            10,
            "L’impact d’abord, pour celles et ceux que l’on veut servir ; l’effort ensuite, en temps et en argent. Seul, sans "
            "regarder le voisin.",
            board=0,
            phase="voting",
            vote="matrix",
        ),
        Step(
            "Lire la matrice",
            "plenary",
            20,
            "Commencez par les désaccords : une proposition éparpillée cache un malentendu. Puis les quatre coins : on "
            "s’y met, on prépare, on glisse entre deux, on laisse.",
        ),
        Step(
            "Décider",
            "plenary",
            10,
            "Une chose facile dès cette semaine, une grande à préparer. Pas plus.",
        ),
        Step("Qui fait quoi", "close", 5, "Un prénom et une date, sinon ce n’est pas décidé."),
    ),
)

RETROSPECTIVE = Plan(
    title="Rétrospective",
    says="Où en sont nos actions, et ce que nous en apprenons.",
    when="À la fin d’un projet, d’une saison, ou un trimestre après un atelier. Les actions de la dernière fois y sont déjà.",
    people="4 à 20",
    boards=(LAST_ACTIONS, LESSONS),
    agenda=(
        Step(
            "Accueil",
            "welcome",
            5,
            "« Chacun a fait de son mieux, avec ce qu’il savait et le temps qu’il avait. » On parle de ce qui s’est passé, "
            "pas de qui.",
        ),
        Step(
            "Où en sont nos actions ?",
            "plenary",
            20,
            "Une action après l’autre, une minute chacune : faite, en cours ou en panne. On range, on ne se justifie pas. "
            "Applaudissez ce qui est fait.",
            board=0,
            phase="grouping",
        ),
        Step(
            "Chacun écrit pour soi",
            "write",
            10,
            "« Qu’est-ce que nous gardons ? Qu’est-ce qui est à améliorer ? Qu’essaierons-nous d’autre ? »",
            board=1,
            phase="hidden",
        ),
        Step(
            "On découvre",
            "plenary",
            10,
            "Lisez « à garder » en premier. Puis le reste, sans chercher de responsable.",
            board=1,
            phase="revealed",
        ),
        Step(
            "Regrouper",
            "group",
            10,
            "Rapprochez ce qui dit la même chose et nommez les groupes.",
            board=1,
            phase="grouping",
        ),
        Step("Choisir", "vote", 5, "Trois points chacun.", board=1, phase="voting", vote="dots:3"),
        Step(
            "Ce que nous décidons",
            "plenary",
            15,
            "Deux décisions, trois au plus. Reprenez une action en panne : on l’aide, on la réduit ou on l’arrête.",
        ),
        Step("Dernier mot", "close", 5, "Un merci à quelqu’un de la salle."),
    ),
)
