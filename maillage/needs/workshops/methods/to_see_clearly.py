"""Methods to see clearly together: ideas, what helps and weighs, the two trees."""

from dataclasses import replace

from maillage.needs.workshops.methods.boards import (
    HELPS,
    IDEAS,
    OBJECTIVE_TREE,
    PROBLEM_TREE,
    SOLUTIONS_BY_CAUSE,
)
from maillage.needs.workshops.methods.plan import Plan, PlannedBoard, Step

IDEES = Plan(
    title="Idées",
    says="Un grand mur blanc, et toutes les idées dessus.",
    when="Pour ouvrir un sujet sans cadre : un nom à trouver, une fête à préparer, la salle à sonder.",
    people="3 à 60",
    boards=(IDEAS,),
    agenda=(
        Step(
            "Accueil et question",
            "welcome",
            5,
            "Dites la question en une phrase, deux fois. Laissez le code affiché : on peut arriver en cours de route.",
        ),
        Step(
            "Toutes les idées",
            "write",
            10,
            "Une idée par post-it, quelques mots suffisent. On n’en juge aucune : les folles donnent les bonnes.",
            board=0,
        ),
        Step(
            "Regrouper ce qui se ressemble",
            "group",
            10,
            "Lisez à voix haute, demandez « avec quoi va celle-ci ? ». C’est la salle qui nomme les groupes.",
            board=0,
            phase="grouping",
        ),
        Step(
            "Choisir",
            "vote",
            5,
            "Trois points chacun, à répartir ou à mettre sur une seule idée. On vote en silence.",
            board=0,
            phase="voting",
            vote="dots:3",
        ),
        Step(
            "Et maintenant ?",
            "close",
            5,
            "Lisez les trois premières. Pour chacune : qui la porte jusqu’à la prochaine fois ?",
        ),
    ),
)

OWN_COLUMNS = Plan(
    title="Mes colonnes",
    says="Vos colonnes, avec vos mots.",
    when="Quand vous savez déjà quelles questions poser.",
    people="3 à 60",
    boards=(
        PlannedBoard(
            "Notre tableau",
            areas=(
                ("Première colonne", "neutral"),
                ("Deuxième colonne", "cause"),
                ("Troisième colonne", "favourable"),
            ),
        ),
    ),
    agenda=(
        Step("Accueil et questions", "welcome", 5, "Lisez chaque colonne et donnez un exemple de post-it."),
        Step("Écrire", "write", 15, "Une idée par post-it, dans la colonne qui convient.", board=0),
        Step(
            "Lire et regrouper",
            "group",
            15,
            "Colonne par colonne, à voix haute. Rapprochez ce qui dit la même chose.",
            board=0,
            phase="grouping",
        ),
        Step("Ce que nous en retenons", "close", 10, "Une phrase par colonne, dite par la salle."),
    ),
)

AIDE = Plan(
    title="Ce qui aide, ce qui pèse",
    says="Un état des lieux honnête, en deux colonnes.",
    when="Pour commencer un travail commun : on regarde le favorable et le défavorable avant de chercher des solutions.",
    people="5 à 40",
    boards=(HELPS,),
    agenda=(
        Step(
            "Accueil et intention",
            "welcome",
            10,
            "Dites pourquoi on est là et ce qu’on fera de ce qui s’écrit. Chacun rejoint l’atelier avec le code.",
        ),
        Step(
            "Chacun écrit pour soi",
            "write",
            10,
            "« Dans votre quotidien, qu’est-ce qui aide ? Qu’est-ce qui pèse ? » Une idée par post-it, des faits plutôt "
            "que des jugements. Personne ne voit encore les autres : les plus discrets écrivent autant.",
            board=0,
            phase="hidden",
        ),
        Step(
            "On découvre tout",
            "plenary",
            10,
            "Lisez à voix haute, en alternant les colonnes. On peut demander un mot d’explication ; on ne débat pas.",
            board=0,
            phase="revealed",
        ),
        Step(
            "Regrouper",
            "group",
            20,
            "Rapprochez ce qui dit la même chose et donnez à chaque groupe un nom qui soit une phrase : « Seuls face aux "
            "papiers » plutôt que « Administratif ».",
            board=0,
            phase="grouping",
        ),
        Step(
            "Ce qui compte le plus",
            "vote",
            5,
            "Trois points chacun. « Si une seule chose changeait l’an prochain, laquelle ? »",
            board=0,
            phase="voting",
            vote="dots:3",
        ),
        Step(
            "Ce que nous en faisons",
            "plenary",
            20,
            "Pour les trois premiers groupes : qu’est-ce qui est entre nos mains ? Notez ce que chacun propose, avec un nom.",
        ),
        Step(
            "Dernier mot",
            "close",
            5,
            "Un mot chacun sur ce moment. Dites quand le compte rendu partira et quand on se revoit.",
        ),
    ),
)

ARBRE = Plan(
    title="Arbre à problèmes",
    says="Remonter d’un problème à ses causes, puis chercher des solutions cause par cause.",
    when="Quand on tourne en rond autour d’une difficulté que tout le monde connaît. À plus de dix, faites deux arbres.",
    people="5 à 10",
    boards=(PROBLEM_TREE, SOLUTIONS_BY_CAUSE),
    agenda=(
        Step(
            "Accueil et tour des prénoms",
            "welcome",
            10,
            "Chacun dit son prénom, sa structure, et une situation récente où le problème s’est posé.",
        ),
        Step(
            "Dire le problème",
            "write",
            15,
            "Une seule phrase au centre. Elle décrit ce qui se vit (« Difficile financement de nos lieux »), sans cacher de "
            "solution (« Il manque un poste »). On reformule jusqu’à ce que chacun s’y retrouve.",
            board=0,
            phase="revealed",
        ),
        Step(
            "Les causes",
            "tree",
            25,
            "Demandez « pourquoi ? », puis encore « pourquoi ? ». Une cause par post-it, reliée au problème ou à la cause "
            "qu’elle explique. Écartez « les autres » et « la société » : cherchez ce qui se passe vraiment.",
            board=0,
            phase="revealed",
        ),
        Step(
            "Les conséquences",
            "tree",
            15,
            "Demandez « et alors ? ». Pour les personnes, pour les structures, pour le territoire. Reliez-les au problème.",
            board=0,
            phase="revealed",
        ),
        Step(
            "Relire l’arbre",
            "plenary",
            10,
            "Lisez de bas en haut : « parce que…, nous avons…, et du coup… ». Ce qui sonne faux se déplace maintenant. "
            "Choisissez trois ou quatre causes sur lesquelles vous avez prise, chacune avec sa question : « Comment… ? »",
            board=0,
            phase="grouping",
        ),
        Step("Pause", "break", 15, "Laissez l’arbre projeté : c’est devant lui que les langues se délient."),
        Step(
            "Solutions, cause par cause",
            "teams",
            30,
            "Deux ou trois personnes par cause. « Comment faire, avec ce que nous avons ? » Des gestes précis : qui ferait "
            "quoi, dès le mois prochain. L’arbre reste sous les yeux. Passez dans les groupes à mi-temps.",
            board=1,
            phase="revealed",
            teams="size:3",
        ),
        Step(
            "Valider ensemble",
            "plenary",
            25,
            "Chaque groupe lit ses solutions. La salle valide, amende ou met de côté, une par une. Ajoutez ce qui est "
            "gardé à sa cause, sur l’arbre.",
            board=1,
            phase="grouping",
            teams="gather",
        ),
        Step(
            "Qui fait quoi",
            "close",
            10,
            "Pour chaque solution gardée : un prénom et une date, ou elle attend. Convenez de la suite.",
        ),
    ),
)

OBJECTIFS = Plan(
    title="Arbre à objectifs",
    says="Retourner l’arbre à problèmes : chaque cause devient un moyen.",
    when="Après un arbre à problèmes, pour passer de ce qui ne va pas à ce que l’on veut.",
    people="5 à 10",
    boards=(PROBLEM_TREE, replace(OBJECTIVE_TREE, mirrors=0)),
    agenda=(
        Step(
            "Accueil",
            "welcome",
            5,
            "Rappelez d’où l’on part : l’arbre à problèmes, et ce qui a changé depuis.",
        ),
        Step(
            "Relire l’arbre à problèmes",
            "tree",
            20,
            "Lisez-le de bas en haut. S’il n’est pas encore fait, écrivez ensemble le problème, ses causes et ses "
            "conséquences : l’essentiel suffit.",
            board=0,
            phase="revealed",
        ),
        Step(
            "Retourner le problème",
            "write",
            10,
            "Le problème devient un objectif : une situation que l’on pourra constater (« Nos lieux vivent de plusieurs "
            "financements »), au présent, comme si elle était là.",
            board=1,
            phase="revealed",
        ),
        Step(
            "Retourner les causes en moyens",
            "tree",
            25,
            "Cause par cause : « que se passerait-il si elle n’y était plus ? » Ce n’est pas toujours le contraire mot pour "
            "mot. Une cause qui ne se retourne pas reste un obstacle : gardez-la en vue.",
            board=1,
            phase="revealed",
        ),
        Step(
            "Retourner les conséquences en effets",
            "tree",
            15,
            "« À quoi verra-t-on que cela va mieux ? » Ce sont déjà vos futurs chiffres clés.",
            board=1,
            phase="revealed",
        ),
        Step("Pause", "break", 10),
        Step(
            "Vérifier la logique",
            "plenary",
            15,
            "Lisez « si nous faisons…, alors…, et donc… ». Là où la phrase ne tient pas, il manque un moyen.",
            board=1,
            phase="grouping",
        ),
        Step(
            "Choisir notre chemin",
            "plenary",
            15,
            "On ne fera pas tout. Gardez les moyens qui sont à notre portée et que personne d’autre ne prend en charge.",
            board=1,
            phase="grouping",
        ),
        Step("Qui fait quoi", "close", 5, "Un prénom et une date par moyen retenu."),
    ),
)
