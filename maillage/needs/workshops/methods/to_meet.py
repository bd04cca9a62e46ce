"""Methods to meet and to listen: mon blason, personas, world café, 1-2-4-tous, BarCamp."""

from dataclasses import replace

from maillage.needs.workshops.methods.boards import BLASON, GRID, IDEAS, PERSONAS, TABLECLOTH
from maillage.needs.workshops.methods.plan import Plan, PlannedBoard, Step

MON_BLASON = Plan(
    title="Mon blason",
    says="Se présenter autrement : un nom et quatre quartiers.",
    when="En ouverture, quand on ne se connaît pas ou qu’on se connaît trop par ses fonctions.",
    people="4 à 15",
    boards=(BLASON,),
    agenda=(
        Step(
            "La consigne",
            "talk",
            3,
            "Montrez le vôtre, déjà rempli : c’est lui qui donne le ton. Quatre quartiers : d’où je viens, mon parcours, "
            "ce que j’attends, mon rêve. On n’écrit que ce qu’on a envie de dire.",
        ),
        Step(
            "Chacun son blason",
            "icebreaker",
            10,
            "En silence, quelques mots par quartier. Sur papier si l’on préfère dessiner : on le montrera.",
            board=0,
            phase="hidden",
        ),
        Step(
            "On se présente",
            "feedback",
            15,
            "Une minute chacun, blason affiché. On écoute sans commenter ; on peut poser une seule question. À plus de "
            "quinze, présentez-vous par tables.",
            board=0,
            phase="revealed",
        ),
        Step(
            "Ce qui nous réunit",
            "close",
            2,
            "« Qu’avez-vous entendu deux fois ? » Gardez ces mots : ils serviront de fil à la suite.",
        ),
    ),
)

LES_PERSONAS = Plan(
    title="Personas",
    says="Des personnes imaginées d’après de vraies, leurs besoins, et ce que nous pouvons faire pour elles.",
    when="Pour penser un service, une formation ou un lieu à partir de celles et ceux à qui il s’adresse.",
    people="6 à 24",
    boards=(
        PlannedBoard(
            "Nos publics",
            areas=(("Ceux que nous voyons", "neutral"), ("Ceux que nous ne voyons pas", "cause")),
        ),
        replace(PERSONAS, for_teams=True, hands=True),
    ),
    agenda=(
        Step(
            "Accueil",
            "welcome",
            10,
            "Un persona n’est ni une moyenne ni une caricature : quelqu’un que l’on croit reconnaître.",
        ),
        Step(
            "À qui pensons-nous ?",
            "write",
            10,
            "Une personne par post-it, en quelques mots : « Bénévole trésorière, fâchée avec les logiciels ». Pensez aussi à "
            "celles et ceux qui ne viennent jamais.",
            board=0,
            phase="revealed",
        ),
        Step(
            "Rapprocher",
            "group",
            10,
            "Regroupez les personnes qui vivent la même situation. Un groupe fera un persona.",
            board=0,
            phase="grouping",
        ),
        Step(
            "Choisir",
            "vote",
            5,
            "Trois points chacun : « Pour qui notre travail changerait-il le plus de choses ? »",
            board=0,
            phase="voting",
            vote="dots:3",
        ),
        Step(
            "Donner vie",
            "teams",
            30,
            "Un persona par groupe : un prénom, un âge, une journée ordinaire ; ce dont il a besoin, ce qui l’arrête ; puis "
            "ce que nous pouvons faire, nous. Partez de faits vus, pas de suppositions.",
            board=1,
            phase="revealed",
            teams="size:4",
        ),
        Step("Pause", "break", 10),
        Step(
            "Présentations",
            "plenary",
            25,
            "Chaque groupe parle à la première personne : « Je m’appelle Nadia… ». La salle complète, puis valide ce que "
            "nous pouvons faire.",
            board=1,
            phase="grouping",
            teams="gather",
        ),
        Step(
            "Ce que nous changeons",
            "plenary",
            15,
            "Qu’est-ce qui revient d’un persona à l’autre ? Choisissez deux choses à changer, avec un nom et une date.",
        ),
        Step("Dernier mot", "close", 5, "Où sont les personnes qu’il faudrait rencontrer pour de bon ?"),
    ),
)

WORLD_CAFE = Plan(
    title="World café",
    says="Des tables, un hôte à chacune, et des conversations qui voyagent.",
    when="Quand on est nombreux et que le sujet a plusieurs faces : chacun passe partout, les idées se croisent.",
    people="12 à 60",
    boards=(TABLECLOTH,),
    agenda=(
        Step("Accueil", "welcome", 10, "Des tables de quatre ou cinq, une nappe en papier, de quoi boire."),
        Step(
            "La règle du jeu",
            "talk",
            5,
            "Trois conversations de vingt minutes. À chaque table, un hôte reste et raconte aux suivants ; les autres "
            "changent de table. Annoncez les questions.",
        ),
        Step(
            "Première conversation",
            "teams",
            20,
            "Désignez l’hôte de chaque table. On se présente d’un mot, on parle, on note sur la nappe à mesure.",
            board=0,
            phase="revealed",
            teams="size:5",
        ),
        Step(
            "Deuxième conversation",
            "teams",
            20,
            "L’hôte résume la nappe en deux minutes, puis on la prolonge : on ajoute, on n’efface pas.",
            board=0,
            phase="revealed",
            teams="rotate",
        ),
        Step(
            "Troisième conversation",
            "teams",
            20,
            "Même règle. Gardez les cinq dernières minutes pour choisir ce que l’hôte dira à tous.",
            board=0,
            phase="revealed",
            teams="rotate",
        ),
        Step("Pause", "break", 10, "Les hôtes relisent leur nappe."),
        Step(
            "La récolte",
            "plenary",
            25,
            "Trois minutes par hôte : ce qui a surpris, ce qui revient, ce qu’il faut tenter. La salle valide ce qu’elle "
            "garde.",
            board=0,
            phase="grouping",
            teams="gather",
        ),
        Step(
            "Ce qui compte le plus",
            "vote",
            5,
            "Trois points chacun sur ce que la récolte a gardé.",
            board=0,
            phase="voting",
            vote="dots:3",
        ),
        Step("Dernier mot", "close", 5, "« Une conversation que je veux continuer, et avec qui. »"),
    ),
)

ONE_TWO_FOUR = Plan(
    title="1-2-4-tous",
    says="Seul, à deux, à quatre, tous : chaque voix compte avant que la salle parle.",
    when="Pour faire réfléchir une salle entière en peu de temps, sans que les plus à l’aise prennent toute la place.",
    people="4 à 100",
    boards=(
        replace(IDEAS, title="Seul·e", areas=(("Ce que j’en pense", "neutral"),)),
        PlannedBoard("À plusieurs", areas=(("Ce que nous gardons", "solution"),), for_teams=True, hands=True),
    ),
    agenda=(
        Step("La question", "welcome", 3, "Une seule question, ouverte, affichée pendant tout le temps."),
        Step(
            "1. Seul·e",
            "write",
            4,
            "En silence, chacun écrit deux ou trois idées. Elles ne se voient pas encore.",
            board=0,
            phase="hidden",
        ),
        Step(
            "2. À deux",
            "teams",
            6,
            "Échangez, puis notez ce que vous gardez à deux. Deux idées, pas plus.",
            board=1,
            phase="revealed",
            teams="size:2",
        ),
        Step(
            "4. À quatre",
            "teams",
            10,
            "Deux paires se rejoignent. Qu’est-ce qui se ressemble, qu’est-ce qui étonne ? Gardez une idée.",
            board=1,
            phase="revealed",
            teams="pairs_merge",
        ),
        Step(
            "Tous",
            "plenary",
            15,
            "Chaque groupe dit son idée en une phrase. Ne répétez pas ce qui est déjà dit : rapprochez-le.",
            board=1,
            phase="grouping",
            teams="gather",
        ),
        Step("Et maintenant ?", "close", 2, "« Laquelle essayons-nous d’abord ? »"),
    ),
)

BARCAMP = Plan(
    title="BarCamp",
    says="Tout le monde présente, tout le monde participe : le programme se fait sur place.",
    when="Pour une journée d’échanges entre pairs, sans tribune : chacun vient avec une question, une envie, un savoir-faire.",
    people="10 à 80",
    boards=(
        GRID,
        PlannedBoard("Ce que je rapporte", areas=(("Appris", "favourable"), ("À faire", "solution"))),
    ),
    agenda=(
        Step(
            "Accueil et règle",
            "welcome",
            15,
            "Pas de spectateur. Les personnes qui sont là sont les bonnes ; ce qui arrive est ce qui pouvait arriver ; si "
            "l’on n’apprend ni n’apporte, on change de coin, sans s’excuser.",
        ),
        Step(
            "Chacun propose",
            "write",
            20,
            "Un titre et un prénom par post-it : présenter, demander, débattre ou faire ensemble. On le dit à voix haute en "
            "le collant, puis on choisit un créneau et un coin libres.",
            board=0,
            phase="revealed",
        ),
        Step(
            "On arrange le programme",
            "group",
            10,
            "Deux sujets proches ? Mariez-les. Deux sujets que l’on veut suivre en même temps ? Écartez-les.",
            board=0,
            phase="grouping",
        ),
        Step("Créneau 1", "teams", 30, "Dans chaque coin, une personne note ce qu’il faudra retenir."),
        Step("Pause", "break", 10),
        Step("Créneau 2", "teams", 30, "Annoncez les fins cinq minutes avant."),
        Step("Créneau 3", "teams", 30),
        Step(
            "La récolte",
            "plenary",
            20,
            "Une minute par sujet : ce qu’on a appris, ce qu’on fera. Chacun note aussi pour soi.",
            board=1,
            phase="revealed",
        ),
        Step("Dernier mot", "close", 5, "Qui organise le prochain ?"),
    ),
)
