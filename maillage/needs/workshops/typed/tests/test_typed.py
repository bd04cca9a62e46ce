"""Post-its on paper, typed by a helper late in the evening: whatever the list looks like, it is read or it says why."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage.needs.workshops.typed import MOST_ROWS, MOST_SIGNS, Unreadable, read_file, read_text
from maillage.needs.workshops.typed.tests.files import ods, xlsx, zipped

AREAS = ["Ce qui aide", "Ce qui pèse"]


def told(reading):
    return [(note.area, note.text, note.author) for note in reading.notes]


def says(reading):
    return [(trouble.line, trouble.taken) for trouble in reading.troubles]


def test_a_line_is_a_post_it_and_a_title_says_where_the_next_ones_go():
    reading = read_text(
        "ce qui aide :\n- On se connaît tous\n• Le prêt de salle, le soir\n\nCE QUI PESE\n1. Seuls avec nos fiches\n",
        AREAS,
    )
    assert told(reading) == [
        ("Ce qui aide", "On se connaît tous", ""),
        ("Ce qui aide", "Le prêt de salle, le soir", ""),
        ("Ce qui pèse", "Seuls avec nos fiches", ""),
    ]
    assert [note.line for note in reading.notes] == [2, 3, 6]
    assert reading.troubles == []


def test_a_list_without_any_title_waits_to_be_placed():
    assert told(read_text("Un comptable sympa\nTrop de sites", AREAS)) == [
        (None, "Un comptable sympa", ""),
        (None, "Trop de sites", ""),
    ]


@pytest.mark.parametrize("sign", ["\t", ";", "|", ","])
def test_columns_under_titles_are_read_whatever_separates_them(sign):
    rows = ["Auteur·ice{0}Post-it{0}Colonne", "Awa{0}On reporte{0}ce qui pèse", "{0}Le prêt{0}Ce qui aide"]
    reading = read_text("\n".join(rows).format(sign), AREAS)
    assert told(reading) == [("Ce qui pèse", "On reporte", "Awa"), ("Ce qui aide", "Le prêt", "")]


@pytest.mark.parametrize("sign", ["\t", ";", "|", ","])
def test_without_titles_the_first_column_is_the_area_when_it_names_one(sign):
    reading = read_text(f"Ce qui aide{sign}Le prêt{sign}Zoé\nCe qui pèse{sign}La paie{sign}", AREAS)
    assert told(reading) == [("Ce qui aide", "Le prêt", "Zoé"), ("Ce qui pèse", "La paie", "")]


def test_two_columns_that_name_no_area_are_the_words_and_who_wrote_them():
    assert told(read_text("Le prêt\tZoé\nLa paie\tAwa", AREAS)) == [
        (None, "Le prêt", "Zoé"),
        (None, "La paie", "Awa"),
    ]


def test_a_comma_in_a_sentence_is_a_comma():
    lines = (
        "Les horaires, les enfants, la route\nSeuls, fatigués, découragés\nOn reporte ; on paie des pénalités"
    )
    assert [note.text for note in read_text(lines, AREAS).notes] == lines.split("\n")


def test_columns_may_be_the_areas_themselves():
    reading = read_text("Ce qui aide;Ce qui pèse\nLe prêt;La paie\n;Les horaires\n", AREAS)
    assert told(reading) == [
        ("Ce qui aide", "Le prêt", ""),
        ("Ce qui pèse", "La paie", ""),
        ("Ce qui pèse", "Les horaires", ""),
    ]


def test_quotes_hold_a_separator_and_an_open_one_swallows_nothing():
    quoted = read_text('texte;colonne\n"Seuls ; fatigués";Ce qui pèse\n"Sur deux\nlignes";Ce qui aide', AREAS)
    assert told(quoted) == [("Ce qui pèse", "Seuls ; fatigués", ""), ("Ce qui aide", "Sur deux lignes", "")]
    assert [note.line for note in quoted.notes] == [2, 3]
    open_quote = 'texte;colonne\n"Un début;Ce qui pèse\n' + "".join(
        f"Ligne {i};Ce qui aide\n" for i in range(20)
    )
    assert len(read_text(open_quote, AREAS).notes) == 21


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "latin-1", "utf-16"])
def test_accents_survive_whatever_program_saved_the_file(encoding):
    content = "colonne;texte\r\nCe qui pèse;Été, œuvre".replace(
        "œ", "oe" if encoding == "latin-1" else "œ"
    ).encode(encoding)
    ((area, text, _),) = told(read_file(content, "liste.csv", AREAS))
    assert area == "Ce qui pèse"
    assert text.startswith("Été, ")


ROWS = [
    ["Colonne", "Texte", "Nom"],
    ["Ce qui aide", "Le prêt & la salle", "Zoé"],
    ["Ce qui pèse", "Deux\nlignes", ""],
]


@pytest.mark.parametrize(
    "content", [xlsx(("F", ROWS)), xlsx(("F", ROWS), shared=False), ods(*ROWS)], ids=["xlsx", "inline", "ods"]
)
def test_spreadsheets_are_read_like_text(content):
    assert told(read_file(content, "post-it", AREAS)) == [
        ("Ce qui aide", "Le prêt & la salle", "Zoé"),
        ("Ce qui pèse", "Deux lignes", ""),
    ]


def test_numbers_and_holes_in_a_sheet_are_read_as_they_look():
    reading = read_file(
        xlsx(("F", [["texte", None, "nom"], [2027, None, "Awa"], [12.5, None, None]])), "f.xlsx", AREAS
    )
    assert told(reading) == [(None, "2027", "Awa"), (None, "12.5", "")]


def test_only_the_first_filled_sheet_is_read_and_it_is_said():
    reading = read_file(xlsx(("Vide", []), ("Causes", [["Un"]]), ("Reste", [["Deux"]])), "f.xlsx", AREAS)
    assert told(reading) == [(None, "Un", "")]
    assert "« Causes »" in reading.troubles[0].says and "« Reste »" in reading.troubles[0].says


def test_one_cell_very_far_away_costs_nothing():
    far = '<row r="1048576"><c r="A1048576" t="inlineStr"><is><t>Tout en bas</t></is></c></row>'
    assert told(read_file(xlsx(("F", [["Un"]]), cells=far), "f.xlsx", AREAS))[1] == (None, "Tout en bas", "")
    wide = '<row r="9"><c r="XFD9" t="inlineStr"><is><t>loin</t></is></c></row>'
    with pytest.raises(Unreadable, match="30 colonnes"):
        read_file(xlsx(("F", [["Un"]]), cells=wide), "f.xlsx", AREAS)
    empty = (
        '<table:table-row table:number-rows-repeated="1048570"><table:table-cell table:number-columns-repeated="16384"/>'
        "</table:table-row>"
    )
    assert len(read_file(ods(["Un"], more=empty), "f.ods", AREAS).notes) == 1


def test_an_empty_row_a_long_text_and_an_unknown_area_are_said_row_by_row():
    rows = f"colonne;texte;nom\nFreins;La route;Awa\nCe qui aide;;Zoé\nFreins;Le froid;\nCe qui aide;{'a' * (MOST_SIGNS + 1)};"
    reading = read_text(rows, AREAS)
    assert told(reading) == [(None, "La route", "Awa"), (None, "Le froid", "")]
    assert says(reading) == [(2, True), (3, False), (5, False)]
    assert "« Ce qui aide », « Ce qui pèse »" in reading.troubles[0].says
    assert f"{MOST_SIGNS + 1} caractères" in reading.troubles[2].says


def test_what_is_written_twice_is_noticed_and_kept():
    reading = read_text(
        "Ce qui aide\nLe prêt de salle\nle prêt de salle !\nCe qui pèse\nLe prêt de salle", AREAS
    )
    assert [note.same_as for note in reading.notes] == [None, 2, None]
    assert says(reading) == [(3, True)]
    assert "ligne 2" in reading.troubles[0].says


def test_two_thousand_rows_are_read_and_one_more_is_too_many():
    enough = "\n".join(f"Idée {i}" for i in range(MOST_ROWS))
    assert len(read_text(enough, AREAS).notes) == MOST_ROWS
    for content in (
        enough.encode() + b"\nUne de trop\nEt deux",
        xlsx(("F", [[f"n{i}"] for i in range(MOST_ROWS + 2)])),
    ):
        with pytest.raises(Unreadable, match=f"plus de {MOST_ROWS} lignes"):
            read_file(content, "liste", AREAS)


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "rien à lire"),
        (b"  \n \n", "rien à lire"),
        (b"\x89PNG\r\n\x1a\n....", "image"),
        (b"%PDF-1.7", "PDF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ancien classeur"),
        (b"\x00\x01\x02", "lisible"),
        (b"PK\x03\x04 cut short", "abîmé"),
        (zipped(**{"word/document.xml": "<x/>"}), "pas un classeur"),
        (zipped(**{"content.xml": "<office:a"}), "abîmé"),
        (zipped(**{"xl/workbook.xml": "<a/>"}), "abîmé"),
        (b"a" * (5 * 1024 * 1024 + 1), "5 Mo"),
        (zipped(**{"content.xml": b" " * (31 * 1024 * 1024)}), "trop lourd"),
    ],
)
def test_what_cannot_be_read_says_why_and_what_to_do(content, why):
    with pytest.raises(Unreadable, match=why):
        read_file(content, "fichier", AREAS)


def test_entities_of_a_hostile_sheet_are_not_followed():
    bomb = (
        '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY f SYSTEM "file:///etc/passwd">]>'
        '<office:d xmlns:office="o" xmlns:table="t" xmlns:text="x"><table:table table:name="F"><table:table-row>'
        "<table:table-cell><text:p>Un &b; &f;</text:p></table:table-cell></table:table-row></table:table></office:d>"
    )
    try:
        words = " ".join(
            text for _, text, _ in told(read_file(zipped(**{"content.xml": bomb}), "f.ods", AREAS))
        )
    except Unreadable:
        words = ""
    assert "root:" not in words and "aaaaaaaaaa" not in words


@given(st.text(max_size=400))
def test_no_pasted_text_breaks_the_reader(text):
    try:
        reading = read_text(text, AREAS)
    except Unreadable:
        return
    assert all(note.text and len(note.text) <= MOST_SIGNS for note in reading.notes)


@given(st.binary(max_size=400))
def test_no_file_breaks_the_reader(content):
    for start in (b"", b"PK\x03\x04"):
        with suppress(Unreadable):
            read_file(start + content, "f.csv", AREAS)
