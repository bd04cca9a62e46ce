"""The words by which French minutes announce what follows.

A topic has *openings*, which a heading may start with (« Besoins des habitants »), and *labels*, which mean it only
when they are the whole heading (« Programme », « Suivi »). Both are written without accents, in the singular or
plural as a regular expression, and compared with `bare(text)`. To teach the reader a word, add it here.
"""

import re
import unicodedata

PRESENT, EXCUSED, ABSENT = "present", "excused", "absent"
AGENDA, NEEDS, SOLUTIONS, ACTIONS, FOLLOW_UPS = "agenda", "needs", "solutions", "actions", "follow_ups"
FAVOURABLE, UNFAVOURABLE, STATEMENTS = "favourable", "unfavourable", "statements"
TREE, CONSEQUENCE, PROBLEM, CAUSE = "tree", "consequence", "problem", "cause"
DATE, PLACE = "date", "place"

PEOPLE = {PRESENT, EXCUSED, ABSENT}
ITEMS = {NEEDS, SOLUTIONS, ACTIONS, FOLLOW_UPS}
SENTIMENTS = {FAVOURABLE, UNFAVOURABLE}
TREE_PARTS = {TREE, CONSEQUENCE, PROBLEM, CAUSE}

QUALIFIED = r"(?: (?:identifie|exprime|recense|prioritaire|releve|repere|propose|envisage|possible|retenu|prevu|evoque|entendu|partage|central|principal|pose|principaux|principale)e?s?)?"

OPENINGS = {
    PRESENT: r"presents?|(?:etaient|sont|ont ete) presents?|(?:membres|personnes|administrateurs|adherents|structures|partenaires) (?:presents?|presentes)|participants?|ont participe|(?:feuille|liste) (?:de presence|d'emargement)|autour de la table|invites?",
    EXCUSED: r"excuses?|absents?(?: et|,)? excuses?|(?:etaient|sont|se sont) excuses?|(?:membres|personnes) excuses?e?s?|(?:membres )?representes?|pouvoirs?|ont donne pouvoir|procurations?",
    ABSENT: r"absents?|(?:etaient|sont) absents?|(?:membres|personnes) absente?s?",
    AGENDA: r"ordre du jour|odj\b|deroule|deroulement|programme de (?:la|l'|cette)|points a l'ordre du jour",
    NEEDS: r"besoins?|attentes?|(?:ce dont )?(?:nous avons|on a) besoin|de quoi avons-nous besoin",
    SOLUTIONS: r"(?:recherche|pistes|idees|propositions|ebauches?) (?:de|des) solutions?|solutions?|pistes?|propositions?|idees?(?: d'amelioration)?|preconisations?|recommandations?|leviers? d'action|reponses (?:possibles|envisagees)",
    ACTIONS: r"actions?|plans? d'actions?|pistes? d'actions?|propositions? d'actions?|idees? d'actions?",
    FOLLOW_UPS: r"perspectives?|a faire|a suivre|suites?(?: a donner| a venir)?|prochaines? (?:etapes?|reunions?|rencontres?|seances?|dates?|echeances?|rdv|rendez-vous|ateliers?)|prochains? (?:pas|rendez-vous|rdv|ateliers?|ca\b|conseils?)|qui fait quoi|taches?|reste a faire|points? a suivre|actions? (?:a suivre|a venir|a faire)|et (?:apres|maintenant|la suite)|la suite|pour la suite|to.?do",
    FAVOURABLE: r"(?:elements?|facteurs?|points?|aspects?) (?:favorables?|positifs?|forts?)|atouts?|points? d'appui|reussites?|ce qui (?:marche|fonctionne|va bien|nous aide|plait)(?! pas)|les plus\b|opportunites?|succes|espoirs?|envies?|avantages?|ce qu'on (?:aime|garde)|leviers?|forces?",
    UNFAVOURABLE: r"(?:elements?|facteurs?|points?|aspects?) (?:defavorables?|negatifs?|faibles?|de vigilance|de blocage|a ameliorer)|freins?|faiblesses?|menaces?|difficultes?|obstacles?|craintes?|peurs?|inconvenients?|ce qui (?:ne (?:marche|fonctionne|va)|marche pas|ne va|coince|bloque|manque|nous freine)|les moins\b|blocages?|irritants?|problemes|handicaps?|contraintes",
    STATEMENTS: r"constats?|verbatims?|paroles? (?:d|de|des|entendues?)|(?:quelques )?phrases entendues|citations?|(?:releve|liste) (?:de |des )?(?:conclusions|decisions)|decisions?|observations?|remarques?|ce qui (?:s'est dit|a ete dit|ressort)|ce qu'on retient|a retenir|post-?its?",
    TREE: r"arbres? (?:a|aux|des|de) (?:problemes?|causes?)",
    CONSEQUENCE: r"consequences?",
    CAUSE: r"causes?(?: (?:n° ?)?\d+)?|racines? du probleme|origines? du probleme",
    PROBLEM: r"(?:le )?probleme(?: central| principal| pose| identifie| de depart| commun)?(?!s)|problematique (?:centrale|principale|commune)",
}  # fmt: skip

LABELS = {
    PRESENT: r"presences?|emargement|etaient la|membres|participation|equipe presente",
    AGENDA: r"programme|agenda|horaires|planning|au programme|deroule .*|sequences",
    NEEDS: r"demandes?|manque(?:s)? a combler",
    SOLUTIONS: r"ameliorations?|reponses?|remedes?",
    ACTIONS: r"chantiers?|feuille de route|a mettre en place|axes de travail",
    FOLLOW_UPS: r"suivi|suivis|engagements|relances|echeances|etapes suivantes|apres la reunion",
    FAVOURABLE: r"plus|\+|pour|satisfactions?|positif|favorables?",
    UNFAVOURABLE: r"moins|-|contre|manques?|limites?|risques?|insatisfactions?|negatif|defavorables?|problemes|a ameliorer",
    STATEMENTS: r"synthese|conclusions?|etat des lieux|bilan|ressentis?",
    CONSEQUENCE: r"effets?|impacts?|branches?",
    CAUSE: r"racines?|origines?|pourquoi",
    PROBLEM: r"probleme|tronc|problematique",
    DATE: r"date(?: et (?:heure|lieu))?|date de (?:la )?(?:reunion|rencontre|seance)",
    PLACE: r"lieu(?: de (?:la )?(?:reunion|rencontre))?|lieux|endroit|adresse|ou",
}  # fmt: skip

LEADING = re.compile(
    r"^(?:annexe \d*\s*[:.–-]?\s*|(?:les|nos|le|la|l'|des|vos|ses|leurs|quelques|une?|principa(?:ux|les)|premieres?|"
    r"grandes?|autres|synthese des|liste des|recueil des|recensement des|identification des|expression des|"
    r"analyse des|rappel des|rappel de l'|partage des|nom des|mise en commun des|vos)\s*)+(?=\w)"
)
INCLUSIVE = re.compile(r"\b(present|excuse|absent|participant|represente|invite|adherent|habitant|administrateur|membre)(?:[·.•(/-]+(?:e|es|s|rice|ice)\)?){1,2}(?:[·.•-]?s)?(?!\w)")
_OPENINGS = {topic: re.compile(rf"(?:{words}){QUALIFIED}(?![\w-])") for topic, words in OPENINGS.items()}
_LABELS = {topic: re.compile(rf"(?:{words}){QUALIFIED}$") for topic, words in LABELS.items()}
TAIL = re.compile(r"^\s*(?:$|[(,/&:–-]|(?:a|au|aux|de|du|des|d'|pour|sur|en|par|chez|dans|et|ou|qui|que|lors|selon|vis|exprime\w*|du groupe|\d)(?![\w]))")
ARROWED_TREE = re.compile(r"\barbres? (?:a|aux|des|de) problemes?\b")
MAX_LABEL = 160


def bare(text: str) -> str:
    """Lower case without accents, typographic apostrophes or inclusive endings, for comparing."""
    text = text[:400].lower().replace("’", "'").replace("œ", "oe")
    text = unicodedata.normalize("NFD", text)
    text = "".join(c for c in text if not unicodedata.combining(c))
    return re.sub(r"\s+", " ", INCLUSIVE.sub(r"\1s", text)).strip()


def strict_topic(text: str) -> str:
    """The topic a whole line names and nothing else (a parenthesis set aside), or ''."""
    label = _label(text)
    for topic, pattern in _LABELS.items():
        if pattern.fullmatch(label):
            return topic
    matches = [(m.end(), topic) for topic, pattern in _OPENINGS.items() if (m := pattern.fullmatch(label))]
    return _longest(matches)


def loose_topic(text: str) -> str:
    """The topic a heading opens with, or ''. Only for lines known to be headings; a question names none."""
    if found := strict_topic(text):
        return found
    label = _label(text)
    if not label or len(label) > MAX_LABEL or text.rstrip().endswith("?"):
        return TREE if ARROWED_TREE.search(label) else ""
    matches = []
    for topic, pattern in _OPENINGS.items():
        m = pattern.match(label)
        if m and TAIL.match(label[m.end():]):
            matches.append((m.end(), topic))
    return _longest(matches) or (TREE if ARROWED_TREE.search(label) else "")


def audience_in(text: str) -> str:
    """« Besoins des habitants » → « habitants »; '' when the heading names nobody."""
    found = re.match(r"(?i)^\W*(?:les\s+)?(?:besoins?|attentes?|actions?|demandes?)\s+(?:exprimée?s?\s+)?(?:des|de la|de l[’']|du|pour les|pour la|pour l[’']|pour le|par les)\s*(.{3,60}?)\s*:?$", text)
    return found[1] if found else ""


def _label(text: str) -> str:
    label = bare(text).strip(" :.;!*_«»\"“”")
    label = re.sub(r"\s*\([^()]*\)?\s*:?$", "", label).strip(" :")
    shorter = LEADING.sub("", label)
    return shorter or label


def _longest(matches: list[tuple[int, str]]) -> str:
    return max(matches, default=(0, ""))[1]
