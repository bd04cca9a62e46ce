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

QUALIFIED = (
    r"(?: (?:identifie|exprime|recense|prioritaire|releve|repere|propose|envisage|possible|retenu|prevu|rencontre|evoque|entendu|partage|central|principal|pose|principaux|principale|collecte|"
    r"remonte|formule|emis|pris|observe|constate|visible|vecu|attendu|ressenti|souleve|aborde|decide|acte|selectionne|general|generaux|commun|immediat|concret|partage)e?s?"
    r"| (?:a|pour) (?:mener|faire|suivre|venir|donner|engager|prevoir|lancer|explorer|creuser|mettre en (?:place|oeuvre)|realiser|retenir)"
    r"| en cours| de la (?:seance|reunion|journee))?"
)

OPENINGS = {
    PRESENT: r"presente?s?|(?:etaient|sont|ont ete) presente?s?|(?:membres|personnes|administrat(?:eurs?|rices?)|adherente?s?|structures|partenaires|elue?s?|benevoles|salariee?s?|delegue?e?s?|habitante?s?) presente?s?|participante?s?|participants? et participantes?|participantes? et participants?|presentes? et presents?|(?:ont participe|participaient|assistaient|etaient reunis)(?: a (?:la|cette|l\')? ?(?:reunion|seance|rencontre|assemblee|atelier))?|(?:feuille|liste) (?:de presence|d'emargement)|autour de la table|invitee?s?|qui (?:etait|est) (?:la|present)",
    EXCUSED: r"excusee?s?|absente?s?(?: et|,)? excusee?s?|excusee?s?(?: et|,|/) absente?s?|(?:etaient|sont|se sont) excusee?s?|(?:membres|personnes|administrat(?:eurs?|rices?)|adherente?s?|structures|partenaires|elue?s?|benevoles|salariee?s?|delegue?e?s?|habitante?s?) excusee?s?|(?:membres )?representes?|pouvoirs?|(?:ont|avaient|ayant) donne (?:pouvoir|procuration)|procurations?",
    ABSENT: r"absente?s?(?: non excusee?s?)?|(?:n\'etaient )?pas la|(?:etaient|sont) absente?s?|(?:membres|personnes|administrat(?:eurs?|rices?)|adherente?s?|structures|partenaires|elue?s?|benevoles|salariee?s?|delegue?e?s?|habitante?s?) absente?s?",
    AGENDA: r"ordre du jour|odj\b|deroule|deroulement|programme de (?:la|l'|cette)|points a l'ordre du jour",
    NEEDS: r"besoins?|attentes?|(?:ce dont )?(?:nous avons|on a) besoin|de quoi avons-nous besoin|ce qui nous manque|ce qu\'il (?:nous )?(?:faut|faudrait)|il nous (?:faut|faudrait|manque)",
    SOLUTIONS: r"(?:recherche|pistes|idees|propositions|ebauches?) (?:de|des) solutions?|solutions?|pistes?|propositions?|idees?(?: d'amelioration)?|preconisations?|recommandations?|leviers? d'action|reponses (?:possibles|envisagees)|mesures?",
    ACTIONS: r"actions?|plans? d'actions?|pistes? d'actions?|propositions? d'actions?|idees? d'actions?",
    FOLLOW_UPS: r"perspectives?|a faire|a suivre|suites?(?: a donner| a venir)?|prochaines? (?:etapes?|reunions?|rencontres?|seances?|dates?|echeances?|rdv|rendez-vous|ateliers?)|prochains? (?:pas|rendez-vous|rdv|ateliers?|ca\b|conseils?|copil|cotech|comites?|bureaux?|cafes?)|prochaine (?:ag|assemblee|commission|plenieres?)|qui fait quoi|(?:repartition|partage) des (?:taches|roles)|date(?: et lieu)? d(?:u|e la) prochaine? \w+|taches?|reste a faire|points? a suivre|actions? (?:a suivre|a venir|a faire)|et (?:apres|maintenant|la suite)|on se (?:donne rendez-vous|revoit|retrouve)|rendez-vous a venir|la suite|pour la suite|to.?do",
    FAVOURABLE: r"(?:elements?|facteurs?|points?|aspects?) (?:favorables?|positifs?|forts?)|atouts?|points? d'appui|reussites?|ce qui (?:marche|fonctionne|va|nous aide|plait|nous porte)(?: bien)?(?! pas| plus| moins)|ce qui a (?:bien|mieux) (?:marche|fonctionne|plu)|(?:j'|j'ai |on a |nous avons )(?:bien |beaucoup )?aime|ce qui (?:nous |me |vous )?(?:donne (?:de l'|de la )?(?:espoir|envie|confiance)|rassemble|rassure|motive|rejouit)|ce qui (?:a (?:marche|fonctionne|plu)|nous pousse|donne envie)(?: bien)?|les plus\b|opportunites?|succes|espoirs?|envies?|avantages?|(?:ce qu(?:'on|e l'on|e nous) |on )(?:aime|garde|conserve|gardons|continue)(?: a faire)?|a (?:garder|conserver|continuer)|fiertes?|leviers?|forces?|vents? (?:porteurs?|favorables?)",
    UNFAVOURABLE: r"(?:elements?|facteurs?|points?|aspects?) (?:defavorables?|negatifs?|faibles?|de vigilance|d'attention|noirs?|sensibles?|de blocage|a ameliorer)|freins?|faiblesses?|menaces?|difficultes?|obstacles?|craintes?|peurs?|inconvenients?|ce qui (?:ne |n')?(?:marche|fonctionne|va|nous aide|plait) (?:pas|plus|moins)(?: bien)?|(?:je n'ai|on n'a|nous n'avons) pas (?:du tout |trop )?aime|je n'aime pas|ce qui (?:nous |m'|me |vous )?(?:coince|bloque|freine|inquiete|fait peur|decourage|fatigue|agace|divise)|ce qui (?:a moins bien|a mal|n'a pas(?: bien)?) (?:marche|fonctionne|plu)|ce qui (?:nous )?a (?:coince|bloque|freine|manque|gene|fatigue)|ce qui ne va pas|ce qui manque|(?:ce qu(?:'on|e l'on|e nous) |on )(?:arrete|abandonne|jette|n'aime pas|arretons)(?: de faire)?|a (?:arreter|abandonner|jeter)|les moins\b|blocages?|irritants?|problemes|handicaps?|contraintes",
    STATEMENTS: r"constats?|verbatims?|paroles?|(?:quelques )?phrases entendues|citations?|(?:releve|liste) (?:de |des )?(?:conclusions|decisions)|decisions?(?: ?n?° ?\d{1,2})?|observations?|remarques?|votes?|resolutions?|resultats? du vote|enjeux?|(?:ce qu(?:'on|e l'on|e nous) |on )(?:essaie|teste|tente|invente|commence|change|essayons)|a (?:essayer|tester)|(?:j'aimerais|je voudrais|on aimerait|nous aimerions)|ce qui (?:s'est dit|a ete dit|ressort)|ce qu(?:'on|e nous|e l'on) (?:retient|retenons)|a retenir|points? a retenir|post-?its?",
    TREE: r"arbres? (?:a|aux|des|de) (?:problemes?|causes?)",
    CONSEQUENCE: r"consequences?",
    CAUSE: r"causes?(?: (?:n° ?)?\d+)?|racines? du probleme|origines? du probleme",
    PROBLEM: r"(?:le )?probleme(?: central| principal| pose| identifie| de depart| commun)?(?!s)|problematique (?:centrale|principale|commune)",
}  # fmt: skip

LABELS = {
    PRESENT: r"presences?|emargement|etaient la|la|membres|participation|equipe presente",
    AGENDA: r"programme|agenda|horaires?|heures?|planning|au programme|deroule .*|sequences",
    NEEDS: r"demandes?|manque(?:s)? a combler",
    SOLUTIONS: r"ameliorations?|reponses?|remedes?",
    ACTIONS: r"chantiers?|feuille de route|a mettre en place|axes de travail",
    FOLLOW_UPS: r"suivi|suivis|engagements|relances|echeances|etapes suivantes|apres la reunion",
    FAVOURABLE: r"plus|(?:les )?\+|pour|satisfactions?|positif|bien|vents?|voiles?|soleils?|moteurs?|continuer|garder|roses?|favorables?",
    UNFAVOURABLE: r"moins|(?:les )?-|contre|manques?|limites?|risques?|insatisfactions?|negatif|pas bien|moins bien|ancres?|recifs?|requins?|nuages?|epines?|cailloux|arreter|defavorables?|problemes|a ameliorer",
    STATEMENTS: r"synthese|conclusions?|etat des lieux|bilan|ressentis?|questions?|cap|ile|bourgeons?|commencer|essayer|inventer",
    CONSEQUENCE: r"effets?|impacts?|branches?",
    CAUSE: r"racines?|origines?",
    PROBLEM: r"probleme|tronc|problematique",
    DATE: r"date(?: et (?:heure|lieu))?|date de (?:la )?(?:reunion|rencontre|seance)",
    PLACE: r"lieu(?: de (?:la )?(?:reunion|rencontre))?|lieux|endroit|adresse|ou",
}  # fmt: skip

LEADING = re.compile(
    r"^(?:annexe \d*\s*[:.–-]?\s*|l'|rappel de l'|(?:les|nos|le|la|des|vos|ses|leurs|quelques|une?|principa(?:ux|les)|"
    r"premieres?|grandes?|autres|synthese des|liste des|recueil des|recensement des|identification des|expression des|"
    r"analyse des|rappel des|partage des|nom des|mise en commun des|emergence des|point sur les)\s+)+(?=\w)"
)
INCLUSIVE = re.compile(
    r"\b(present|excuse|absent|participant|represente|invite|adherent|habitant|administrateur|membre)(?:[·.•(/-]+(?:e|es|s|rice|ice)\)?){1,2}(?:[·.•-]?s)?(?!\w)"
)
_OPENINGS = {topic: re.compile(rf"(?:{words}){QUALIFIED}(?![\w-])") for topic, words in OPENINGS.items()}
_LABELS = {topic: re.compile(rf"(?:{words}){QUALIFIED}$") for topic, words in LABELS.items()}
TAIL = re.compile(
    r"^\s*(?:$|[(,/&:–-]|(?:a|au|aux|de|du|des|pour|sur|en|par|chez|dans|et|ou|qui|que|lors|selon|vis|exprime\w*|\d)(?!\w)|d')"
)
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
    return _whole(label) or _in_parentheses(text, label)


def _in_parentheses(text: str, label: str) -> str:
    """« Le vent (ce qui nous pousse) »: an image, and what it stands for."""
    said = re.fullmatch(r"[^()]{2,40}\(([^()]{3,60})\)\W*", bare(text))
    topic = _whole(_label(said[1])) if said and len(label.split()) <= 4 else ""
    return topic if topic in SENTIMENTS else ""


def _whole(label: str) -> str:
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
        if m and TAIL.match(label[m.end() :]):
            matches.append((m.end(), topic))
    return _longest(matches) or (TREE if ARROWED_TREE.search(label) else "")


def enumerates_topics(text: str) -> bool:
    """« Forces – Faiblesses – Opportunités – Menaces »: the title of what follows, in four words."""
    parts = re.split(r"\s+[–—/|-]\s+|\s*/\s*|,\s+", text.strip(" :"))
    return len(parts) > 2 and len(text) < MAX_LABEL and all(strict_topic(part) for part in parts)


def audience_in(text: str) -> str:
    """« Besoins des habitants » → « habitants »; '' when the heading names nobody."""
    found = re.match(
        r"(?i)^\W*(?:les\s+)?(?:(?:besoins?|attentes?|actions?|demandes?)\s+(?:exprimée?s?\s+)?|(?=pour\s)|(?:du\s+)?côté\s+)(?:des|de la|de l[’']|du|pour les|pour la|pour l[’']|pour le|par les)\s*(.{3,60}?)\s*:?$",
        text,
    )
    return found[1] if found else ""


def _label(text: str) -> str:
    label = bare(text).strip(' :.;!?*_«»"“”')
    label = re.sub(r"\s*\([^()]*\)?\s*:?$", "", label).strip(" :")
    shorter = LEADING.sub("", label)
    return shorter or label


def _longest(matches: list[tuple[int, str]]) -> str:
    return max(matches, default=(0, ""))[1]
