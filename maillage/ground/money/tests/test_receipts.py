"""A receipt is numbered without a hole, frozen, given once for one payment, and cancelled with a reason."""

import hashlib

import pytest

from maillage.ground.money.models import Due, Means, Receipt, Refused, issue
from maillage.ground.money.printing import in_words, spelled
from tests.threads import all_at_once

K = Receipt.Kind


@pytest.fixture
def payment(due, claire):
    return due.receive(1250, "cheque", claire)


@pytest.fixture
def entitled(means):
    means.legal_name, means.address, means.number = (
        "Les Vallées vives",
        "2 place de l’Église, Guichen",
        "732829320",
    )
    means.purpose, means.signatory, means.gives_tax_receipts = "Aider", "Awa Diop, trésorière", True
    means.save()
    return means


def test_the_same_payment_gives_the_same_paper(payment, means, claire):
    first, again = issue(payment, claire), issue(payment, None)
    assert first == again
    assert bytes(first.file).startswith(b"%PDF")
    assert hashlib.sha256(bytes(first.file)).hexdigest() == first.digest


def test_what_is_issued_does_not_change_with_the_pole(payment, entitled, claire):
    before = bytes(issue(payment, claire, K.PERSON, "1 rue du Four").file)
    entitled.legal_name = "Un autre nom"
    entitled.save()
    assert bytes(issue(payment, claire).file) == before


def test_numbers_follow_one_another_in_each_pole(payment, due, means, claire):
    other = due.receive(100, "cash", claire)
    assert [issue(one, claire).number for one in (payment, other)] == [1, 2]


def test_cancelled_it_stays_and_another_takes_the_next_number(payment, means, claire):
    first = issue(payment, claire)
    with pytest.raises(Refused):
        first.cancel(claire, " ")
    first.cancel(claire, "Erreur de nom")
    assert issue(payment, claire).number == 2
    assert Receipt.objects.count() == 2


@pytest.mark.parametrize("missing", ["legal_name", "address", "number", "purpose", "signatory"])
def test_a_tax_receipt_without_a_mention_of_the_law_is_refused(payment, entitled, claire, missing):
    setattr(entitled, missing, "")
    entitled.save()
    with pytest.raises(Refused, match="mention obligatoire"):
        issue(payment, claire, K.PERSON, "1 rue du Four")
    assert not Receipt.objects.exists()


def test_a_pole_that_is_not_entitled_gives_none_and_no_address_no_receipt(payment, means, entitled, claire):
    with pytest.raises(Refused, match="adresse complète"):
        issue(payment, claire, K.COMPANY)
    Means.objects.update(gives_tax_receipts=False)
    with pytest.raises(Refused, match="n’a pas déclaré"):
        issue(payment, claire, K.PERSON, "1 rue du Four")


def test_what_was_taken_back_has_no_receipt(payment, means, claire):
    payment.reverse(claire, "chèque refusé")
    with pytest.raises(Refused):
        issue(payment, claire)


@pytest.mark.django_db(transaction=True)
def test_eight_at_once_have_eight_numbers(on_disk, vallees, malo, claire, means):
    payments = [Due.objects.ask(malo, 100, "x", "test").receive(100, "cash", claire) for _ in range(8)]
    numbers = all_at_once(vallees, 8, lambda n: issue(payments[n], claire).number)
    assert sorted(numbers) == list(range(1, 9))


def test_from_the_page_where_one_paid(at_vallees, claire_at_vallees, due, payment, means):
    assert "Mon reçu" in at_vallees.get(due.get_absolute_url()).text
    answer = at_vallees.post(f"{due.get_absolute_url()}recu/{payment.pid}/")
    file = at_vallees.get(answer.url)
    assert file["Content-Type"] == "application/pdf"
    other = Due.objects.ask(due.person, 100, "Autre", "test")
    assert at_vallees.get(answer.url.replace(due.token, other.token)).status_code == 404
    assert "Reçu 20" in claire_at_vallees.get(f"/espace/reglements/{due.pid}/").text


def test_what_is_to_declare_each_year(claire_at_vallees, payment, entitled, claire):
    issue(payment, claire, K.PERSON, "1 rue du Four")
    page = claire_at_vallees.get("/espace/reglements/recus/")
    assert "12,50\xa0€" in page.text


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "zéro"), (1, "un"), (16, "seize"), (17, "dix-sept"), (21, "vingt-et-un"), (70, "soixante-dix"),
        (71, "soixante-et-onze"), (80, "quatre-vingts"), (81, "quatre-vingt-un"), (91, "quatre-vingt-onze"), (100, "cent"),
        (200, "deux-cents"), (201, "deux-cent-un"), (1000, "mille"), (1980, "mille-neuf-cent-quatre-vingts"),
        (80_000, "quatre-vingt-mille"), (200_000, "deux-cent-mille"), (2_000_000, "deux-millions"),
    ],
)  # fmt: skip
def test_numbers_in_words(number, words):
    assert spelled(number) == words


def test_sums_in_words():
    assert in_words(100) == "un euro"
    assert in_words(1250) == "douze euros et cinquante centimes"
    assert in_words(200_000_000) == "deux-millions d’euros"
