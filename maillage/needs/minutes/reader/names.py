"""Names of people: recognise them, and put them all in one form (« BARON Lucie » → « Lucie Baron »)."""

import re

from .words import bare, strict_topic

PARTICLES = {
    "de",
    "du",
    "la",
    "le",
    "van",
    "von",
    "der",
    "den",
    "ben",
    "el",
    "al",
    "da",
    "di",
    "dos",
    "y",
    "d",
}
CIVILITY = re.compile(
    r"^(?:(?:M\.|Mr\.?|MM\.|Mme\.?|Mmes|Mlle\.?|Monsieur|Madame|Mesdames|Messieurs|Me|Maître|Docteur|Dr\.?|Pr\.?|[Mm]r|[Mm]me)\s+)+(?=[A-ZÀ-Ý])"
)
WORD = re.compile(r"[A-ZÀ-Ý][\w’'.-]*$|[dD][’'][A-ZÀ-Ý][\w-]*$")
INITIALS = re.compile(r"(?:[A-ZÀ-Ý]\.?-?){1,3}$")
MAX_WORDS = 5

# Words that stand in names of structures, never in names of people.
STRUCTURE_WORDS = frozenset(
    re.findall(
        r"\S+",
        """
    association asso collectif mairie commune communaute ville conseil departement region maison centre mjc cpie csc esc
    federation reseau union pole agence office institut ecole college lycee universite mission locale foyer club comite
    cooperative scop scic sarl sas sa ess cci cma caf msa pays agglo agglomeration metropole syndicat fondation groupe
    service equipe bureau ca espace atelier ateliers mediatheque bibliotheque tiers-lieu fablab cafe theatre comptoir
    epicerie ferme fabrique jardin jardins chambre direction amis jeunes habitants habitante habitant parents elus
    salaries benevoles stagiaires entreprise societe ligue secours banque emploi france tous toutes plusieurs environ
    personnes personne quelques autres participants membres nom prenom structure fonction mail tel telephone organisme
    projet projets numerique culture culturel social sociale action actions les president presidente tresorier tresoriere
    secretaire animateur animatrice directeur directrice coordinateur coordinatrice charge chargee responsable besoins
    besoin present presents absent absents excuse excuses neant aucun aucune ordre jour reunion date lieu point points
    debut fin seance et ou avec pour sur dans par
    """,
    )
)

# Enough given names to tell « Dupont Marie » under the column « Nom Prénom ».
GIVEN_NAMES = frozenset(
    re.findall(
        r"\S+",
        """
    adele agathe agnes alain albert alexandre alexis alice aline amandine amelie anais andre anne annick antoine arnaud
    arthur audrey aurelie aurelien benedicte benjamin benoit bernard bertrand brigitte bruno camille carine caroline
    catherine cecile celine chantal charles charlotte chloe christelle christian christine christophe claire clarisse
    claude claudine clement clementine colette corinne damien daniel daniele david delphine denis denise didier dominique
    edouard elisabeth elise elodie eloise emilie emma emmanuel emmanuelle eric estelle etienne eva fabien fabienne fabrice
    fanny fatima florence florian franck francois francoise frederic gabriel gaelle genevieve georges gerard gilles
    guillaume gwenaelle helene henri herve hugo ines isabelle jacqueline jacques jean jeanne jerome jessica joel joelle
    jose joseph josette julie julien juliette karim karine laetitia laura laure laurence laurent lea leila lionel loic
    louis louise luc lucas lucie ludovic madeleine magali manon marc marcel margaux marianne marie marina marine marion
    martin martine mathieu mathilde maurice maxime melanie melodie michel michele mireille mohamed monique morgane myriam
    nadia nathalie nicolas nicole noemie nora olivier pascal pascale patrice patricia patrick paul pauline perrine
    philippe pierre quentin rachid raphael regis remi renaud rene robert roger romain sabine samuel sandra sandrine sarah
    sebastien serge severine simon solene sonia sophie stephane stephanie sylvain sylvie theo therese thierry thomas
    valentin valerie vanessa veronique victor vincent virginie xavier yann yannick yves yvette yvonne zoe
    """,
    )
)


def is_name(text: str) -> bool:
    """Whether a text looks like a person's name and like nothing else: « Léa », « M. Paul LE GALL », « J.-M. Aubry »."""
    text = CIVILITY.sub("", text.strip(" .;,"))
    words = text.split()
    if (
        not words
        or len(words) > MAX_WORDS
        or len(text) > 50
        or any(c.isdigit() or c in '@:?!/"«»()=+&' for c in text)
    ):
        return False
    if any(bare(word).strip("'.-") in STRUCTURE_WORDS for word in words):
        return False
    strong = [word for word in words if WORD.match(word)]
    weak = [word for word in words if word not in strong]
    if strict_topic(text):
        return False
    return (
        bool(strong) and all(word.lower().strip("'’") in PARTICLES for word in weak) and words[-1] in strong
    )


def is_full_name(text: str) -> bool:
    return is_name(text) and len(CIVILITY.sub("", text.strip()).split()) > 1


def starts_with_given_name(text: str) -> bool:
    words = CIVILITY.sub("", text.strip()).split()
    return len(words) > 1 and is_given_name(words[0])


def is_surname_first(text: str) -> bool:
    """« BARON Lucie »: the capitals say which word is the surname."""
    words = text.split()
    return is_full_name(text) and _is_upper(words[0]) and not _is_upper(words[-1])


def tidy_name(text: str, surname_first: bool = False) -> str:
    """Given name first, each word capitalised. `surname_first` is what a column's title promises."""
    words = CIVILITY.sub("", re.sub(r"\s+", " ", text).strip(" .;,:-–")).split()
    upper = [word for word in words if _is_upper(word)]
    others = [word for word in words if word not in upper]
    if upper and any(len(word) > 1 and word.lower() not in PARTICLES for word in others):
        upper_starts = words.index(upper[0])
        if upper_starts == 0 or words[0].lower() in PARTICLES:
            words = [w for w in others if w.lower() not in PARTICLES] + [
                w for w in words if w in upper or w.lower() in PARTICLES
            ]
    elif surname_first and len(words) > 1 and is_given_name(words[-1]) and not is_given_name(words[0]):
        words = [words[-1], *words[:-1]]
    name = " ".join(_capitalised(word) for word in words)
    return name + "." if text.rstrip().endswith(".") and len(words) > 1 and len(words[-1]) == 1 else name


def name_key(name: str) -> tuple[str, ...]:
    """The same for one name however it is written: order, case and accents set aside."""
    return tuple(sorted(re.findall(r"\w+", bare(name))))


def is_given_name(word: str) -> bool:
    return bare(word).split("-")[0] in GIVEN_NAMES


def _is_upper(word: str) -> bool:
    return (
        sum(c.isalpha() for c in word) > 1
        and word == word.upper()
        and not INITIALS.fullmatch(word)
        or _long_initials(word)
    )


def _long_initials(word: str) -> bool:
    return "." not in word and len(word) in (2, 3) and word == word.upper() and word.isalpha()


def _capitalised(word: str) -> str:
    if word.lower() in PARTICLES and not _is_upper(word):
        return word.lower() if word.lower() not in ("le", "el", "al", "ben") else word
    if not _is_upper(word):
        return word
    return re.sub(r"[^\W\d_]+", lambda m: m[0][0].upper() + m[0][1:].lower(), word)
