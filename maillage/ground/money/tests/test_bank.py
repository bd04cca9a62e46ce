"""A bank's file is read whatever its columns; what each line seems to pay is proposed with its reason, and confirmed by a person."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given
from hypothesis import strategies as st

from maillage.ground.money.matching import propose
from maillage.ground.money.models import BankLine, Due
from maillage.ground.money.statements import Unreadable, read_statement
from maillage.ui.money import cents, euros

CREDIT = """Compte;12345
Date opération;Libellé;Débit;Crédit
03/12/2026;VIR SEPA RIOU MALO {reference};;50,00
03/12/2026;PRLV ASSURANCE;-120,55;
04/12/26;REMISE CHEQUE;;1 234,50
"""


def test_columns_of_credit_or_a_signed_sum_in_latin_or_in_utf8():
    read = read_statement(CREDIT.format(reference="RF12").encode("latin-1"))
    assert [(row.on.isoformat(), row.amount) for row in read] == [
        ("2026-12-03", 5000),
        ("2026-12-04", 123450),
    ]
    signed = 'Date,Montant,Libellé\n2026-12-03,"50.00",VIR A\n2026-12-04,-3.00,CB\n'
    assert [(row.amount, row.words) for row in read_statement(signed.encode())] == [(5000, "VIR A")]


def test_the_same_line_twice_is_two_payments_and_the_same_file_twice_is_one():
    text = "Date;Libellé;Crédit\n03/12/2026;CHQ;10\n03/12/2026;CHQ;10\n".encode()
    digests = [row.digest for row in read_statement(text)]
    assert len(set(digests)) == 2
    assert digests == [row.digest for row in read_statement(text)]


def test_a_file_without_titles_says_what_is_missing():
    with pytest.raises(Unreadable, match="Crédit"):
        read_statement(b"a;b\n1;2\n")


@given(st.binary(max_size=600))
def test_any_bytes_are_read_or_refused_in_words(content):
    try:
        read_statement(b"Date;Montant\n" + content)
        read_statement(content)
    except Unreadable as why:
        assert str(why).endswith(".")


@given(st.integers(0, 10**9))
def test_what_is_written_is_read_back(sum_):
    assert cents(euros(sum_)) == sum_


def line(words, amount=5000):
    return BankLine(words=words, amount=amount)


def test_the_reference_and_the_sum_are_sure(due):
    spaced = f"VIR {due.reference[:4]} {due.reference[4:]} MERCI"
    found = propose(line(spaced), [due])
    assert (found.due, found.sure) == (due, True)
    assert due.reference in found.why


def test_the_name_and_the_sum_are_likely_and_another_sum_is_nothing(due):
    assert not propose(line("VIR SEPA MONSIEUR RIOU MALO"), [due]).sure
    assert propose(line("VIR SEPA MONSIEUR RIOU MALO", 4900), [due]) is None
    assert propose(line("VIR SEPA RIO MALO"), [due]) is None


def test_two_dues_that_fit_as_well_are_left_to_the_person(due, malo):
    other = Due.objects.ask(malo, 5000, "Autre", "test")
    assert propose(line("RIOU MALO"), [due, other]) is None


def test_from_the_file_to_the_due(claire_at_vallees, due):
    def send():
        file = SimpleUploadedFile("releve.csv", CREDIT.format(reference=due.reference).encode())
        return claire_at_vallees.post("/espace/reglements/banque/", {"file": file})

    assert send().status_code == 302
    send()
    assert BankLine.objects.count() == 2
    page = claire_at_vallees.get("/espace/reglements/banque/").text
    assert "Reconnu à la référence" in page
    row = BankLine.objects.get(amount=5000)
    for _ in range(2):
        claire_at_vallees.post(f"/espace/reglements/banque/{row.pid}/", {"due": due.pid})
    assert Due.objects.get(pk=due.pk).is_settled
    assert due.payments.count() == 1
    row.refresh_from_db()
    assert row.payment == due.payments.get()
