"""A receipt as a PDF in the pole's look, with what the law asks on it (CGI 200 and 238 bis; Cerfa 11580 and 16216)."""

from django.utils import timezone

from maillage.ui.french import MONTHS
from maillage.ui.money import euros
from maillage.ui.pdf import render_pdf
from maillage.ui.theme import Theme

TITLES = {
    "payment": "Reçu de paiement",
    "person": "Reçu au titre des dons à certains organismes d’intérêt général",
    "company": "Reçu des dons et versements effectués par les entreprises",
}
ARTICLES = {
    "payment": "",
    "person": "Articles 200 et 978 du code général des impôts (Cerfa n° 11580).",
    "company": "Article 238 bis du code général des impôts (Cerfa n° 16216).",
}
FORMS = {"transfer": "virement", "cheque": "chèque", "cash": "remise d’espèces", "card": "carte bancaire"}


def print_receipt(receipt, means) -> bytes:
    payment, due, pole = receipt.payment, receipt.payment.due, receipt.pole
    kind = str(receipt.kind)
    body = [
        ("Organisme", means.legal_name or pole.name),
        ("Adresse", means.address),
        ("SIREN ou RNA", means.number),
        ("Objet", means.purpose if receipt.is_fiscal else ""),
    ]
    giver = [
        ("Nom", due.payer),
        ("Adresse", receipt.address),
        ("Somme", f"{euros(payment.amount)} ({in_words(payment.amount)})"),
        ("Date du versement", dated(payment.received_on)),
        ("Mode de versement", FORMS[payment.method]),
        ("Pour", due.label),
    ]
    data = {
        "title": TITLES[kind],
        "number": receipt.name,
        "article": ARTICLES[kind],
        "body": [pair for pair in body if pair[1]],
        "giver": [pair for pair in giver if pair[1]],
        "giver_title": "Reçu de"
        if not receipt.is_fiscal
        else "Donateur"
        if kind == "person"
        else "Entreprise",
        "fiscal": "Le bénéficiaire certifie que les dons et versements qu’il reçoit ouvrent droit à la réduction d’impôt."
        if receipt.is_fiscal
        else "",
        "issued": dated(timezone.localdate(receipt.issued_at)),
        "signatory": means.signatory,
    }
    return render_pdf("money/receipt.typ", data, Theme.from_look(pole.look, pole.name))


def dated(day) -> str:
    """With its year, whatever the year: a paper is read later."""
    return f"{'1er' if day.day == 1 else day.day} {MONTHS[day.month - 1]} {day.year}"


UNITS = [
    "zéro",
    "un",
    "deux",
    "trois",
    "quatre",
    "cinq",
    "six",
    "sept",
    "huit",
    "neuf",
    "dix",
    "onze",
    "douze",
    "treize",
    "quatorze",
    "quinze",
    "seize",
]
TENS = {2: "vingt", 3: "trente", 4: "quarante", 5: "cinquante", 6: "soixante", 8: "quatre-vingt"}


def in_words(cents: int) -> str:
    """1250 → « douze euros et cinquante centimes »."""
    whole, part = divmod(cents, 100)
    said = f"{spelled(whole)} euro{'s' if whole > 1 else ''}"
    if whole and whole % 1_000_000 == 0:
        said = f"{spelled(whole)} d’euros"
    return f"{said} et {spelled(part)} centime{'s' if part > 1 else ''}" if part else said


def spelled(number: int) -> str:
    """As the reform of 1990 writes it, hyphens everywhere: « deux-cent-trente-et-un »."""
    if number >= 1_000_000:
        many, rest = divmod(number, 1_000_000)
        head = f"{spelled(many)}-million{'s' if many > 1 else ''}"
        return f"{head}-{spelled(rest)}" if rest else head
    if number >= 1000:
        many, rest = divmod(number, 1000)
        head = (
            "mille"
            if many == 1
            else f"{spelled(many).removesuffix('s') if many % 100 in (0, 80) else spelled(many)}-mille"
        )
        return f"{head}-{spelled(rest)}" if rest else head
    if number >= 100:
        many, rest = divmod(number, 100)
        head = "cent" if many == 1 else f"{UNITS[many]}-cent"
        return f"{head}-{spelled(rest)}" if rest else head + ("s" if many > 1 else "")
    return under_hundred(number)


def under_hundred(number: int) -> str:
    if number < 17:
        return UNITS[number]
    ten, one = divmod(number, 10)
    if ten == 1:
        return f"dix-{UNITS[one]}"
    if ten in (7, 9):
        ten, one = ten - 1, one + 10
    if not one:
        return TENS[ten] + ("s" if ten == 8 else "")
    joined = "-et-" if one in (1, 11) and ten != 8 else "-"
    return f"{TENS[ten]}{joined}{under_hundred(one)}"
