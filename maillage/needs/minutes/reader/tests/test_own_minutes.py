"""Minutes in many hands, written for these tests, in six formats: the same things are found in each."""

from pathlib import Path

import pytest

from maillage.needs.minutes.reader import read_minutes

from .counting import areas, counts, notes
from .forms import FORMS, as_docx, as_html_from_markdown, as_html_text, as_odt_lines

FIXTURES = Path(__file__).parent / "fixtures"
EXPECTED = {
    "01-swot.md": {
        "date": "2023-10-14", "present": 4, "excused": 2, "notes": {"favourable": 5, "unfavourable": 3},
        "needs": {"Les bénévoles": 2, "Les communes": 1}, "follow_ups": 2,
    },
    "02-conseil.txt": {"date": "2019-12-03", "present": 4, "excused": 1, "absent": 1, "agenda": 3, "notes": {"neutral": 5}, "follow_ups": 4},
    "03-world-cafe.txt": {"date": "2022-03-01", "present": 4, "notes": {"neutral": 7}, "solutions": [5]},
    "04-mail.txt": {"date": "2021-11-07", "present": 6, "notes": {"favourable": 2, "unfavourable": 3}, "follow_ups": 2},
    "05-arbre.txt": {"date": "2022-06-09", "present": 4, "notes": {"consequence": 2, "problem": 1, "cause": 2}, "solutions": [2, 3]},
    "06-emargement.txt": {
        "date": "2024-05-16", "present": 3, "excused": 1, "agenda": 4, "notes": {"favourable": 3, "unfavourable": 2},
        "solutions": [3], "follow_ups": 1,
    },
    "07-carte.txt": {"notes": {"neutral": 8, "unfavourable": 2}},
    "08-audiences.md": {
        "date": "2021-04-12", "present": 3, "notes": {"neutral": 7}, "needs": {"Les adhérents": 2, "Les élus": 3},
        "actions": {"Les adhérents": 1, "Les élus": 2},
    },
    "09-relations.txt": {
        "date": "2020-01-28", "present": 3, "excused": 2, "notes": {"unfavourable": 2, "favourable": 1}, "needs": {"": 3},
        "actions": {"": 2}, "solutions": [2],
    },
    "10-groupes.txt": {
        "date": "2020-09-18", "present": 3, "excused": 1, "notes": {"favourable": 2, "unfavourable": 3}, "needs": {"": 2},
        "solutions": [2], "follow_ups": 1,
    },
    "11-tables-rondes.txt": {"date": "2023-02-14", "present": 4, "notes": {"neutral": 12}},
    "12-telephone.txt": {
        "date": "2023-10-12", "present": 5, "excused": 2, "agenda": 3, "notes": {"favourable": 2, "unfavourable": 2},
        "needs": {"": 3}, "follow_ups": 3,
    },
    "13-transfert.txt": {"date": "2023-10-05", "present": 4, "excused": 1, "needs": {"": 2}, "actions": {"": 2}, "follow_ups": 1},
    "14-comite.txt": {"date": "2024-12-03", "present": 12, "excused": 3, "absent": 1, "agenda": 4},
    "15-arbre-numerote.txt": {
        "date": "2020-11-17", "notes": {"consequence": 3, "problem": 1, "cause": 3}, "solutions": [2, 2, 1],
    },
    "16-constats.md": {
        "date": "2021-11-18", "present": 6, "excused": 2, "notes": {"neutral": 6}, "needs": {"Jeunes": 2, "Personnes âgées": 1},
        "actions": {"": 3}, "solutions": [1, 1],
    },
    "17-bateau.txt": {
        "date": "2024-08-30", "present": 4, "notes": {"favourable": 3, "unfavourable": 5, "neutral": 2}, "actions": {"": 2},
    },
    "18-causes.txt": {
        "date": "2018-06-21", "notes": {"consequence": 3, "problem": 1, "cause": 3}, "solutions": [2, 3, 1],
    },
}  # fmt: skip
NOTHING = {
    "date": None,
    "present": 0,
    "excused": 0,
    "absent": 0,
    "agenda": 0,
    "notes": {},
    "needs": {},
    "actions": {},
    "solutions": [],
    "follow_ups": 0,
}
EVERY_FORM = {
    **FORMS,
    "docx lines": lambda text: as_docx(text, tables=False),
    "odt lines": as_odt_lines,
    "html text": as_html_text,
}


def source(name):
    return (FIXTURES / name).read_text(encoding="utf-8")


def read(name):
    return read_minutes(source(name).encode(), name)


@pytest.mark.parametrize("name", EXPECTED)
def test_what_is_found_in_the_source(name):
    assert counts(read(name)) == {**NOTHING, **EXPECTED[name]}


@pytest.mark.parametrize("form", EVERY_FORM)
@pytest.mark.parametrize("name", EXPECTED)
def test_the_same_is_found_in_another_format(name, form):
    reading = read_minutes(EVERY_FORM[form](source(name)), f"compte-rendu.{form.split()[0]}")
    assert counts(reading) == {**NOTHING, **EXPECTED[name]}


@pytest.mark.parametrize("name", [name for name in EXPECTED if name.endswith(".md")])
def test_markdown_as_rendered(name):
    assert counts(read_minutes(as_html_from_markdown(source(name)), "page.html")) == {
        **NOTHING,
        **EXPECTED[name],
    }


def test_names_are_put_in_one_form():
    names = [person.name for person in read("06-emargement.txt").participants]
    assert names == ["Corentin Abadie", "Enora Le Roux", "Zélie Marchal", "Théo Nguyen"]
    assert [person.name for person in read("09-relations.txt").participants][:3] == [
        "Sixtine Bellegarde",
        "Honoré Dumas",
        "Chidi Okonkwo",
    ]


def test_two_people_may_share_a_telephone_and_one_person_two_rows():
    people = read("06-emargement.txt").participants
    sharing = [person.name for person in people if person.phone == "+33600000031"]
    assert sharing == ["Corentin Abadie", "Théo Nguyen"]


def test_structure_and_role_are_told_apart():
    first = read("10-groupes.txt").participants[0]
    assert (first.organisation, first.role) == ("Comptoir des Voisins", "directrice")


def test_quoted_words_keep_their_speaker():
    assert {note.author for note in notes(read("08-audiences.md"))} == {"", "Ysé", "Bertille"}
    assert {note.author for note in notes(read("03-world-cafe.txt"))} == {"", "Hortense", "Yasmine"}


def test_solutions_answer_their_cause():
    reading = read("05-arbre.txt")
    assert [board.kind for board in reading.boards] == ["problem_tree"]
    assert {solution.cause for solution in reading.solutions} == {
        "Les offres ne sont pas connues",
        "Les transports manquent",
    }


def test_place_and_title():
    assert read("01-swot.md").place == "La Grange aux Idées, Saint-Aubin"
    assert read("02-conseil.txt").place == "la Maison du Port, Brézolles"
    assert read("02-conseil.txt").title == "COMPTE RENDU DU CONSEIL D'ADMINISTRATION"


def test_points_of_a_meeting_without_hours_are_its_agenda():
    assert [(entry.starts, entry.title) for entry in read("02-conseil.txt").agenda][:2] == [
        (None, "Budget 2020"),
        (None, "Fête du canal"),
    ]


def test_a_note_points_to_its_line():
    reading = read("07-carte.txt")
    for note in notes(reading):
        assert note.text in reading.lines[note.line - 1]


def test_facing_columns_make_one_board():
    titles = {board.title for board in read("04-mail.txt").boards}
    assert titles == {"Ce qui marche / Ce qui ne marche pas"}
    assert [area.title for area in areas(read("01-swot.md"))] == [
        "Forces",
        "Faiblesses",
        "Opportunités",
        "Menaces",
    ]


def test_a_forwarded_mail_is_named_by_its_subject_and_its_headers_say_nothing_else():
    reading = read("13-transfert.txt")
    assert (reading.title, reading.place) == ("Compte-rendu bureau du 5 octobre", "centre social")
    assert not any("@" in unread.text for unread in reading.unread)


def test_those_who_held_a_table_were_there():
    hosts = {person.name: person.role for person in read("11-tables-rondes.txt").participants}
    assert hosts == {
        "Paule Renan": "Animation",
        "Bernard Quéré": "hôte",
        "Irène Lacaze": "hôtesse",
        "Farid Mansour": "Hôte",
    }


def test_a_cause_said_again_right_under_the_heading_leads_its_solutions():
    text = """Arbre à problème

Problème
Les gens ne reviennent pas

Causes
- Les horaires ne conviennent pas
- Personne ne rappelle

Solutions
Les horaires ne conviennent pas
- Ouvrir le samedi
Personne ne rappelle
- Un coup de fil la veille
"""
    reading = read_minutes(text.encode(), "arbre.txt")
    assert [(found.text, found.cause) for found in reading.solutions] == [
        ("Ouvrir le samedi", "Les horaires ne conviennent pas"),
        ("Un coup de fil la veille", "Personne ne rappelle"),
    ]
    assert reading.unread == []


def test_a_solution_names_the_cause_above_it():
    assert {solution.cause for solution in read("18-causes.txt").solutions} == {
        "le bus ne passe que deux fois par jour",
        "le permis coûte cher",
        "on a peur de rouler à vélo",
    }


def test_who_does_it_stays_with_what_is_to_be_done():
    assert [action.text for action in read("16-constats.md").actions][0] == (
        "Créer une plateforme de commande – CIVAM"
    )


@pytest.mark.parametrize(
    ("top", "place"),
    [
        ("Brive, le 30/01/2024", "Brive"),
        ("Jeudi 20 octobre 2022, 9 h 30 – 12 h\nSalle des mariages, Mairie de Lussac", "Salle des mariages, Mairie de Lussac"),
        ("Réunion tenue à la mairie de Lussac, de 18 h à 20 h", "la mairie de Lussac"),
        ("Le samedi 16 mars 2024 à 18h à la salle des fêtes", "la salle des fêtes"),
        ("Le 7 mai 2022, chez Sabrina", "chez Sabrina"),
        ("Réunion en visioconférence du 3 mai 2024", "Visioconférence"),
    ],
)  # fmt: skip
def test_where_it_was(top, place):
    assert read_minutes(f"Compte rendu\n{top}\n\nBesoins\n- un four\n".encode(), "a.txt").place == place


def test_debate_is_left_to_the_person_who_reviews():
    assert any("long débat" in unread.text for unread in read("02-conseil.txt").unread)
