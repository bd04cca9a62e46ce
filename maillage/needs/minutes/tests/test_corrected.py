"""A document that a person corrected says what it says now; what nobody could understand is left unread."""

import csv
import io

import docx
import pytest
from odfdo import Document

from maillage.needs.minutes.reader import read_minutes
from maillage.needs.minutes.writer import write_minutes

from .told import plain, workshop


def exported(form):
    return write_minutes(workshop(), form)


def saved(document):
    content = io.BytesIO()
    document.save(content)
    return content.getvalue()


def test_a_corrected_word_document_is_read_as_it_now_stands():
    document = docx.Document(io.BytesIO(exported("docx")))
    for table in document.tables:
        if table.rows[0].cells[0].text == "Action" and len(table.columns) == 5:
            table.rows[1].cells[2].text = "Oriane"
            table.rows[1].cells[3].text = "le 2 mai 2027"
            added = table.add_row().cells
            added[0].text, added[2].text = "Prêter un vélo", "Ysé"
    for paragraph in document.paragraphs:
        if paragraph.text.startswith("Un âne"):
            paragraph.runs[0].text = "Deux ânes"
    read = read_minutes(saved(document), "cr.docx")
    assert [(a.text, a.owner, a.due) for a in read.actions] == [
        ("Appeler le transporteur", "Oriane", "2027-05-02"),
        ("Prêter la salle", "Claire | la mairie", None),
        ("Écrire au Département", "", None),
        ("Prêter un vélo", "Ysé", None),
    ]
    assert read.boards[0].areas[0].notes[-1].text == "Deux ânes"
    assert read.boards[0].id != "b1"  # what the file carried no longer agrees with it: only the text counts
    assert read.unread == []


def test_a_corrected_libreoffice_document_too():
    document = Document(io.BytesIO(exported("odt")))
    for paragraph in document.body.paragraphs:
        if str(paragraph).startswith("La gare est rouverte"):
            paragraph.text = "La gare va rouvrir "
    read = read_minutes(saved(document), "cr.odt")
    assert read.boards[1].areas[0].notes[0].text == "La gare va rouvrir"
    assert read.boards[1].areas[0].notes[0].author == "Paul"


@pytest.mark.parametrize("form", ["docx", "odt"])
def test_saved_again_without_a_change_it_is_still_the_same(form):
    document = (
        docx.Document(io.BytesIO(exported(form))) if form == "docx" else Document(io.BytesIO(exported(form)))
    )
    assert plain(read_minutes(saved(document), f"cr.{form}"))["decisions"] == plain(workshop())["decisions"]


def test_a_section_and_a_column_that_somebody_added():
    text = exported("md").decode()
    text = text.replace(
        "| Suite | Qui | Pour le | État |\n| --- | --- | --- | --- |",
        "| Suite | Qui | Pour le | État | Coût |\n| --- | --- | --- | --- | --- |",
    ).replace("| 20\u00a0mai 2027 |  |", "| fin mai |  | 300 € |")
    text = text.replace("## Actions", "## Plan d’action").replace(
        "*Compte rendu mis", "## Photos\n\nIl y en a sur le réseau.\n\n*Compte rendu mis"
    )
    read = read_minutes(text.encode(), "cr.md")
    assert len(read.actions) == 3
    assert read.follow_ups[0].text == "Prochaine réunion à la Filature (Coût\u00a0: 300 €)"
    assert read.follow_ups[0].due == "fin mai"
    assert [unread.text for unread in read.unread] == ["## Photos", "Il y en a sur le réseau."]


def test_lines_that_an_editor_cut_or_numbered_otherwise():
    text = exported("md").decode()
    text = text.replace("On part de ce que vivent les gens :", "On part de ce\nque vivent les gens :")
    text = text.replace("- Un âne (par Noé)", "* Un âne\n  (par Noé)").replace("\n", "\r\n")
    read = read_minutes(text.encode(), "cr.md")
    assert read.summary == workshop().summary
    assert read.boards[0].areas[0].notes[-1].author == "Noé"


def rows_of(content):
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))


def table_of(rows, delimiter=";", encoding="utf-8"):
    content = io.StringIO(newline="")
    csv.writer(content, delimiter=delimiter).writerows(rows)
    return content.getvalue().encode(encoding)


@pytest.mark.parametrize(("delimiter", "encoding"), [(",", "utf-8"), (";", "cp1252"), ("\t", "utf-16")])
def test_a_sheet_sorted_and_saved_by_another_program(delimiter, encoding):
    head, *rows = rows_of(exported("csv"))
    rows = [row for row in rows if not (encoding == "cp1252" and any("\u202f" in cell for cell in row))]
    rows.sort(key=lambda row: row[2])
    read = read_minutes(table_of([head, *rows], delimiter, encoding), "cr.csv")
    assert plain(read)["boards"] == plain(read_minutes(exported("csv"), "cr.csv"))["boards"]
    assert {need.text for need in read.needs} == {need.text for need in workshop().needs}
    assert read.unread == []


def test_rows_that_a_person_added_to_the_sheet():
    head, *rows = rows_of(exported("csv"))
    note = dict.fromkeys(head, "") | {"Rubrique": "post-it", "Texte": "Un tandem", "Tableau": "Le village aujourd’hui", "Zone": "Points favorables"}  # fmt: skip
    strange = dict.fromkeys(head, "") | {"Rubrique": "Météo", "Texte": "Il pleuvait"}
    need = dict.fromkeys(head, "") | {"Rubrique": "Besoin", "Texte": "Un abri", "Voix": "beaucoup"}
    rows += [list(added.values()) for added in (note, strange, need)]
    read = read_minutes(table_of([head, *rows]), "cr.csv")
    assert [n.text for n in read.boards[1].areas[0].notes] == [
        "La gare est rouverte",
        "On se connaît tous",
        "Un tandem",
    ]
    assert read.needs[-1].text == "Un abri (Voix\u00a0: beaucoup)"
    assert [unread.text for unread in read.unread] == ["Météo | Il pleuvait"]


def test_no_cell_of_the_sheet_is_run_as_a_formula():
    reading = workshop()
    hostile = ["=1+1", "+33 (0)6", "-2", "@SUM(A1)", "'=x", "+33600000001", "''-", "|x"]
    reading.needs[0].text, reading.needs[1].text, reading.needs[2].text = hostile[:3]
    reading.place, reading.purpose = hostile[3:5]
    reading.actions[0].owner, reading.actions[1].owner, reading.actions[2].owner = hostile[5:]
    content = write_minutes(reading, "csv")
    cells = [cell for row in rows_of(content) for cell in row]
    assert [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))] == ["+33600000001"]
    read = read_minutes(content, "cr.csv")
    assert [need.text for need in read.needs] == hostile[:3]
    assert [read.place, read.purpose, *(action.owner for action in read.actions)] == hostile[3:]


def test_any_other_sheet_is_read_as_rows():
    read = read_minutes(
        "Nom;Structure;E-mail\nLuce BARON;Les Lilas;luce@example.org\nYsé MORVAN;Vélo;yse@example.org\n".encode(),
        "presents.csv",
    )
    assert [(p.name, p.organisation, p.email) for p in read.participants] == [
        ("Luce Baron", "Les Lilas", "luce@example.org"),
        ("Ysé Morvan", "Vélo", "yse@example.org"),
    ]
