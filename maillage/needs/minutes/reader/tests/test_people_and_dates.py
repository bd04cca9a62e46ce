from datetime import date

import pytest

from maillage.needs.minutes.reader.dates import find_date, next_meeting, split_times
from maillage.needs.minutes.reader.names import is_name, tidy_name
from maillage.needs.minutes.reader.people import e164, people_in, person_in
from maillage.needs.minutes.reader.words import loose_topic, strict_topic


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("le 12 juin 2018", date(2018, 6, 12)),
        ("29/04/2016", date(2016, 4, 29)),
        ("mardi 3 décembre 2019", date(2019, 12, 3)),
        ("le 1er mars 2022", date(2022, 3, 1)),
        ("2020-05-04", date(2020, 5, 4)),
        ("18.09.20", date(2020, 9, 18)),
        ("12 et 13 mai 2023", date(2023, 5, 12)),
        ("Réunion 1 – 12 juin 2018", date(2018, 6, 12)),
        ("le 31 février 2020", None),
        ("tarif 12/35", None),
    ],
)
def test_dates(text, expected):
    assert find_date(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("9h00 – 10h45 Accueil", ("09:00", "10:45", "Accueil")),
        ("11h00 - 13H15", ("11:00", "13:15", "")),
        ("9h30-10h : café", ("09:30", "10:00", "café")),
        ("14:00 Reprise", ("14:00", None, "Reprise")),
        ("de 18 h à 20 h : débat", ("18:00", "20:00", "débat")),
        ("20 personnes", None),
        ("3 heures de route", None),
    ],
)
def test_times(text, expected):
    assert split_times(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("BARON Lucie", "Lucie Baron"),
        ("Olivier CASTEL", "Olivier Castel"),
        ("DIOP Mamadou Lamine", "Mamadou Lamine Diop"),
        ("M. Jean-Marc LE GOFF", "Jean-Marc Le Goff"),
        ("D'ALMEIDA Rose-Anne", "Rose-Anne D'Almeida"),
        ("Jeanne de La Tour", "Jeanne de la Tour"),
    ],
)
def test_names(text, expected):
    assert tidy_name(text) == expected


@pytest.mark.parametrize(
    "text", ["Association des Lilas", "3 habitants", "Ordre du jour", "un lieu", "Mairie", "06 00 00 00 01"]
)
def test_not_names(text):
    assert not is_name(text)


def test_a_list_of_people():
    people, left = people_in(
        "Ysé Morvan (Les Lilas, trésorière), Paul LE BRAS et Ana Costa, ainsi que 3 habitants", "present"
    )
    assert [person.name for person in people] == ["Ysé Morvan", "Paul Le Bras", "Ana Costa"]
    assert (people[0].organisation, people[0].role) == ("Les Lilas", "trésorière")
    assert left


def test_a_person_with_everything():
    person = person_in("MORVAN Ysé – Les Lilas – présidente – yse@example.org – 06 00000018", "present")
    assert (person.name, person.organisation, person.role, person.email, person.phone) == (
        "Ysé Morvan", "Les Lilas", "présidente", "yse@example.org", "+33600000018",
    )  # fmt: skip


def test_telephones():
    assert e164("06 00000018") == e164("06.00.00.00.18") == e164("+33 6 00 00 00 18") == "+33600000018"
    assert e164("12") == ""


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("Étaient présent·e·s :", "present"), ("Absents excusés", "excused"), ("Déroulé", "agenda"), ("Besoins identifiés", "needs"),
        ("Pistes de solutions", "solutions"), ("Prochaines étapes", "follow_ups"), ("Points forts", "favourable"),
        ("Ce qui ne marche pas", "unfavourable"), ("Forces", "favourable"), ("Menaces", "unfavourable"), ("Programme apolitique", ""),
        ("Présentation", ""), ("Besoin de locaux", ""), ("CONSEQUENCES", "consequence"), ("Qui fait quoi ?", "follow_ups"),
        ("Ce qu'on garde", "favourable"), ("Ce qu’on arrête :", "unfavourable"), ("Ce qu'on essaie", "statements"), ("J'ai aimé", "favourable"),
        ("Je n'ai pas aimé", "unfavourable"), ("Le vent (ce qui nous pousse)", "favourable"), ("L'aigle (le chef)", ""),
        ("Avaient donné pouvoir", "excused"), ("Administrateurs absents", "absent"), ("Les -", "unfavourable"), ("Ce qui nous manque", "needs"),
    ],
)  # fmt: skip
def test_words_alone(text, topic):
    assert strict_topic(text) == topic


def test_words_that_open_a_heading():
    assert loose_topic("Eléments défavorables à la création du Pôle") == "unfavourable"
    assert loose_topic("Les freins à la mobilité") == "unfavourable"
    assert loose_topic("Quels sont nos besoins ?") == ""


def test_a_couple_is_two_people_and_a_shared_surname_goes_to_both():
    people, _ = people_in("M. et Mme Garnier (habitants), Luc et Annie Barbier", "present")
    assert [person.name for person in people] == ["M. Garnier", "Mme Garnier", "Luc Barbier", "Annie Barbier"]


@pytest.mark.parametrize(
    ("text", "meeting"),
    [
        ("Prochaine rencontre le 2 novembre à 19h chez Joël.", ("Prochaine rencontre", "le 2 novembre à 19h chez Joël.")),
        ("On se retrouve mardi à 18h", ("On se retrouve", "mardi à 18h")),
        ("Prochaine réunion à fixer", None),
    ],
)  # fmt: skip
def test_the_next_meeting_without_a_colon(text, meeting):
    assert next_meeting(text) == meeting
