"""People: from « Présents : … » lists, lines, sheets of signatures and tables, to participants told apart and merged."""

from __future__ import annotations

import re
from dataclasses import replace

import phonenumbers

from .names import CIVILITY, PARTICLES, is_full_name, is_name, name_key, starts_with_given_name, tidy_name
from .reading import Participant
from .words import ABSENT, EXCUSED, PRESENT, bare

EMAIL = re.compile(r"[\w.+'-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}")
PHONE = re.compile(
    r"(?<![\w+])(?:(?:\+|00)\s?\d{2}[\s.\-]?(?:\(0\))?[\s.\-]?|0)[1-9](?:[\s.\-/]{0,2}\d){8}(?!\d)"
)
ROLE = re.compile(
    r"\b(?:(?:co-?|vice-?)?(?:president|tresori|secretaire|coordinat|directeur|directrice|animat|facilitat|referent)|charge|"
    r"benevole|adjoint|maire\b|elu\b|elue\b|stagiaire|salarie|responsable|conseill|formateur|formatrice|administrat|habitant|"
    r"mediat(?:eur|rice)|delegue|chef|agent|consultant|gerant|developp|service civique|chercheu|etudiant|artisan|technicien|"
    r"porteu|fondat|assistant|membre|community|journaliste|enseignant|agricult|maraich|retraite|rapporteu|graphist)"
)
COUPLE = re.compile(r"(?:M\.?|Mr\.?|Monsieur)\s+et\s+(?:Mme|Madame)\.?\s+(?=[A-ZÀ-Ý])")
ME = re.compile(r"^\s*[Mm]oi(?:-même)?\s*\(([^()]+)\)")
PLURAL_CIVILITY = re.compile(r"(?:Mmes|MM\.?|Mesdames|Messieurs|Mlles)\s")
LOWER_WORDS = PARTICLES | {"et", "mr", "mme", "m", "ainsi", "que", "des", "les"}
PROXY = re.compile(r"(?i)\b(?:pouvoir|procuration|représentée?s?|donne)\b")
COLUMNS = (
    ("surname", r"nom( de famille| d'usage)?"),
    ("given", r"prenoms?"),
    ("name", r"noms? ?(?:/|et|-|,)? ?prenoms?|prenoms? ?(?:/|et|-|,)? ?noms?|participants?|participante?s?|personnes?|identite|qui|noms"),
    ("organisation", r"structures?|organismes?|organisations?|associations?|asso|entites?|employeur|collectivites?|etablissements?|entreprises?|institutions?|structure .*"),
    ("role", r"fonctions?|roles?|postes?|qualites?|missions?|metiers?|titre|mandat"),
    ("email", r"(?:adresse )?(?:e-?)?mails?|courriels?|mel|adresse (?:e-?mail|electronique)|(?:adresse )?mail"),
    ("phone", r"tel\.?|telephones?|portables?|mobiles?|n° ?(?:de )?tel.*|numero.*"),
    ("contact", r"contacts?|coordonnees"),
    ("status", r"statut|presence|etat|present ?/ ?(?:absent|excuse).*"),
    (PRESENT, r"presents?|p|presente?"),
    (EXCUSED, r"excuses?|exc|e"),
    (ABSENT, r"absents?|abs|a"),
    ("signature", r"signatures?|emargement|visa"),
)  # fmt: skip
_COLUMNS = [(name, re.compile(pattern)) for name, pattern in COLUMNS]


def column_of(text: str) -> str:
    """The field a column's title announces, or ''."""
    title = re.sub(r"\s*\(.*", "", bare(text)).strip(" :.*")
    return next((name for name, pattern in _COLUMNS if pattern.fullmatch(title)), "")


def e164(text: str) -> str:
    """« 06 00000018 » → « +33600000018 »; '' when it is no telephone number."""
    try:
        number = phonenumbers.parse(text, "FR")
    except phonenumbers.NumberParseException:
        return ""
    return (
        phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
        if phonenumbers.is_possible_number(number)
        else ""
    )


MOST_NESTED = 5  # « Pôle : antenne : … »; beyond, it is no list of people


def people_in(text: str, status: str, nested: int = 0) -> tuple[list[Participant], list[str]]:
    """People of a list written on one line, and the pieces of it that name nobody."""
    text = re.sub(r"\s+", " ", text).strip(" .;,")
    text = re.sub(r"\s\+\s", ", ", text)
    if nested < MOST_NESTED and (group := _organisation_group(text)):
        people, rest = people_in(group[1], status, nested + 1)
        for person in people:
            person.organisation = person.organisation or group[0]
        return people, rest
    if ";" in text:
        pieces = _split(text, ";")
        return _gather([piece for chunk in pieces for piece in _and(chunk)], status, by_piece=True)
    pieces = [part for piece in _split(text, ",") for part in _and(piece)]
    return _gather(pieces, status, by_piece=False)


def person_in(text: str, status: str) -> Participant | None:
    """The one person of a line: « Léa MORVAN – Les Lilas (trésorière), lea@example.org »; None when it names nobody."""
    person = Participant(name="", status=status)
    text = ME.sub(lambda found: with_capitals(found[1]), text)
    text = _take_contacts(COUPLE.sub("", text), person)
    text, inside = _take_parentheses(text)
    text = re.sub(" {2,}", " ", text)  # or each of ten thousand spaces would look for the end of them all
    pieces = [
        p
        for p in re.split(r"\s+[-–—/|]\s*|\s*[-–—/|]\s+|\s*[,;:\t|]\s*|\s*[<>]\s*|\s*->\s*", text)
        if p.strip(" .-–")
    ]
    names = [piece for piece in pieces[:3] if is_name(piece)]
    if not names:
        return None
    best = next((piece for piece in names if is_full_name(piece)), names[0])
    person.name = tidy_name(best)
    pieces.remove(best)
    for extra in [*pieces, *inside]:
        _place(person, extra)
    return person


def merge(people: list[Participant]) -> list[Participant]:
    """One entry for one human being: same name, and no two different e-mails. A shared telephone is not enough."""
    merged: list[Participant] = []
    for person in people:
        known = next((other for other in merged if _same(other, person)), None)
        if known is None:
            merged.append(person)
            continue
        for field in ("organisation", "role", "email", "phone"):
            if not getattr(known, field):
                setattr(known, field, getattr(person, field))
    return merged


def looks_like_person(text: str) -> bool:
    """Whether a line may stand in a list of people."""
    bare_line = PHONE.sub("", EMAIL.sub("", text)).strip(" .;,:-–<>()")
    if not bare_line:
        return True
    first = re.split(r"\s*[,;(:\t|<]|\s+[-–—]\s+", bare_line)[0]
    return is_name(first)


def place_by_kind(person: Participant, text: str) -> None:
    """Put a cell that no column title explains where its content says."""
    rest = _take_contacts(text, person).strip(" .;,-–")
    if rest:
        _place(person, rest)


def status_of(text: str, default: str) -> str:
    words = bare(text)
    if re.match(r"e\b|exc|represente|pouvoir", words):
        return EXCUSED
    if re.match(r"a\b|abs|non\b", words):
        return ABSENT
    return PRESENT if re.match(r"p\b|pres|oui|x\b|ok|v\b|✓|✔|☑", words) else default


def _organisation_group(text: str) -> tuple[str, str] | None:
    """« Les Lilas : Paul, Léa »: a structure and its people."""
    left, colon, right = text.partition(":")
    if colon and right.strip() and len(left) < 70 and not is_name(left) and not EMAIL.search(left):
        return left.strip(), right.strip()
    return None


def _couple(person: Participant) -> list[Participant]:
    """« M. et Mme Garnier » are two people of one name."""
    return [replace(person, name=f"{civility} {person.name}") for civility in ("M.", "Mme")]


def _gather(pieces: list[str], status: str, by_piece: bool) -> tuple[list[Participant], list[str]]:
    people: list[Participant] = []
    left: list[str] = []
    for piece in pieces:
        lone_capitals = bool(people) and len(piece.split()) == 1 and piece.isupper() and len(piece) > 2
        person = None if lone_capitals and not by_piece else person_in(piece, status)
        if person is not None:
            people += _couple(person) if COUPLE.match(piece) else [person]
        elif people and (
            EMAIL.search(piece)
            or PHONE.search(piece)
            or not re.match(r"\W*(?:\d|une? |plusieurs|environ|ainsi|soit|etc)", piece)
        ):
            place_by_kind(people[-1], piece)
        else:
            left.append(piece)
    return people, left


def _split(text: str, separator: str) -> list[str]:
    """Split outside of parentheses."""
    parts, depth, current = [], 0, []
    for c in text:
        depth += (c == "(") - (c == ")" and depth > 0)
        if c == separator and depth == 0:
            parts.append("".join(current))
            current = []
        else:
            current.append(c)
    parts.append("".join(current))
    return [part.strip() for part in parts if part.strip(" .")]


def _and(text: str) -> list[str]:
    text = re.sub(r"^(?:et|&|ainsi que)\s+", "", text)
    halves = re.split(r"\s+(?:et|&|ainsi que)\s+(?![^(]*\))", text)
    if (
        len(halves) < 2
        or COUPLE.match(text)
        or not all(is_name(re.split(r"[(,]|\s[-–]\s", half)[0]) for half in halves)
    ):
        return [text]
    if len(halves) == 2 and starts_with_given_name(f"{halves[0]} X") and len(halves[0].split()) == 1:
        surname = re.split(r"[(,]|\s[-–]\s", halves[1])[0].split()[1:]
        halves[0] = " ".join([halves[0], *surname])
    shared = re.search(r"\([^()]*\)$", halves[-1])
    if shared and PLURAL_CIVILITY.match(text):
        return [half if "(" in half else f"{half} {shared[0]}" for half in halves]
    return halves


def with_capitals(text: str) -> str:
    """A list of people typed without one capital letter, names capitalised; any other text as it is."""
    if text != text.lower():
        return text
    return re.sub(
        r"(?<![\w@.'’-])[^\W\d_][\w'’-]*(?![\w.]*@)(?![^()]*\))",
        lambda found: found[0] if found[0] in LOWER_WORDS else found[0][0].upper() + found[0][1:],
        text,
    )


def _take_contacts(text: str, person: Participant) -> str:
    if found := EMAIL.search(text):
        person.email = person.email or found[0].strip(".'-")
        text = text.replace(found[0], " ")
    if found := PHONE.search(text):
        person.phone = person.phone or e164(found[0])
        text = text.replace(found[0], " ")
    text = re.sub(
        r"(?i)\b(?:e-?mail|courriel|mail|tél\.?|tel\.?|téléphone|portable)\s*:?\s*(?=$|[,;)\-–|])", " ", text
    )
    return re.sub(r"\(\s*\)|<\s*>", " ", text)


def _take_parentheses(text: str) -> tuple[str, list[str]]:
    inside = [
        part.strip()
        for found in re.findall(r"\(([^()]*)\)?", text)
        for part in re.split(r",|;|\s[-–/]\s", found)
    ]
    return re.sub(r"\([^()]*\)?", " ", text), [part for part in inside if part]


def _place(person: Participant, text: str) -> None:
    """A structure, a role, a status: told by its words."""
    text = re.sub(r"\s+", " ", text).strip(" .;,-–:")
    words = bare(text)
    given_to = re.match(r"à\s+(.+)$", text)
    if given_to and person.status == EXCUSED and is_name(given_to[1]):
        return
    if not text or PROXY.search(text) or CIVILITY.fullmatch(text + " A"):
        return
    if re.fullmatch(
        r"excuses?e?|absente?|presente?|en visio.*|a distance|(?:arrivee?|depart|part|partie?) (?:a|vers|en|avant|apres) .*",
        words,
    ):
        person.status = status_of(text, person.status)
    elif ROLE.search(words) and not person.role:
        person.role = text
    elif not person.organisation:
        person.organisation = text
    elif not person.role:
        person.role = text
    else:
        person.organisation = f"{person.organisation}, {text}"


def _same(one: Participant, other: Participant) -> bool:
    if name_key(one.name) != name_key(other.name):
        return False
    return not one.email or not other.email or one.email.lower() == other.email.lower()
