"""Files that are not minutes: each gives one clear French sentence, quickly, and nothing else."""

import io
import time
import zipfile
import zlib

import pytest
import typst

from maillage.needs.minutes.reader import MAX_FILE_BYTES, UnreadableMinutes, read_minutes

from .forms import as_docx, as_odt

TEXT = "Réunion du 4 mai 2020\n\nPrésents : Ysé, Éloïse\n\nBesoins :\n- un café où l’on s’assied\n"


def refusal(content, filename):
    started = time.monotonic()
    with pytest.raises(UnreadableMinutes) as why:
        read_minutes(content, filename)
    assert time.monotonic() - started < 20
    assert str(why.value).endswith((".", ")"))
    return str(why.value)


def zipped(entries, compression=zipfile.ZIP_DEFLATED):
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", compression) as archive:
        for name, body in entries.items():
            archive.writestr(name, body)
    return content.getvalue()


@pytest.mark.parametrize("content", [b"", b"  \n\t\r\n", b"\xef\xbb\xbf", b"\xff\xfe"])
def test_empty(content):
    assert "vide" in refusal(content, "cr.txt") or "aucun texte" in refusal(content, "cr.txt")


def test_too_large():
    assert "20 Mo" in refusal(b"a" * (MAX_FILE_BYTES + 1), "cr.txt")


@pytest.mark.parametrize("filename", ["cr.txt", "cr.md", "cr.html", "cr"])
def test_binary(filename):
    assert "texte" in refusal(bytes(range(256)) * 40, filename)


@pytest.mark.parametrize("extension", ["docx", "odt", "pdf"])
def test_the_extension_lies(extension):
    assert f".{extension}" in refusal(TEXT.encode(), f"cr.{extension}")


def test_a_picture_an_old_word_file_an_archive():
    assert "image" in refusal(b"\x89PNG\r\n\x1a\n" + b"0" * 50, "cr.png")
    assert ".doc" in refusal(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"0" * 50, "cr.doc")
    assert "archive" in refusal(zipped({"photo.jpg": b"x"}), "cr.docx")
    assert "RTF" in refusal(b"{\\rtf1 bonjour}", "cr.rtf")


@pytest.mark.parametrize(("part", "extension"), [("word/document.xml", "docx"), ("content.xml", "odt")])
def test_zip_bomb(part, extension):
    assert "volume anormal" in refusal(
        zipped({part: b"<a>" + b" " * 60_000_000 + b"</a>"}), f"cr.{extension}"
    )


def test_zip_bomb_that_lies_about_its_size():
    content = zipped({"word/document.xml": b" " * 40_000_000})
    small = (1000).to_bytes(4, "little")
    content = content.replace((40_000_000).to_bytes(4, "little"), small)
    assert refusal(content, "cr.docx")


def test_zip_with_a_crowd_of_entries():
    many = {f"word/media/{n}": b"" for n in range(3500)}
    assert "volume anormal" in refusal(zipped({"word/document.xml": b"<a/>", **many}), "cr.docx")


def test_entities_are_not_expanded():
    bomb = '<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]><d>&b;</d>'
    assert refusal(zipped({"word/document.xml": bomb}), "cr.docx")


@pytest.mark.parametrize(("make", "extension"), [(as_docx, "docx"), (as_odt, "odt")])
def test_cut_short(make, extension):
    content = make(TEXT)
    assert "abîmé" in refusal(content[: len(content) // 2], f"cr.{extension}")


def test_pdf_without_text():
    assert "numérisé" in refusal(typst.compile(b"#rect(width: 5cm, height: 5cm, fill: red)"), "scan.pdf")


def test_pdf_damaged():
    content = typst.compile("Réunion du 4 mai 2020".encode())
    assert "PDF" in refusal(content[:300], "cr.pdf")
    assert "PDF" in refusal(b"%PDF-1.7\n" + b"\x00\xff" * 500, "cr.pdf")


def test_pdf_that_unfolds_to_four_gigabytes():
    packer = zlib.compressobj(9)
    stream = b"".join(packer.compress(b" " * 1_000_000) for _ in range(4000)) + packer.flush()
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<<>>>>",
        b"<</Length %d/Filter/FlateDecode>>\nstream\n%b\nendstream" % (len(stream), stream),
    ]
    body = b"%PDF-1.4\n" + b"".join(
        b"%d 0 obj\n%b\nendobj\n" % numbered for numbered in enumerate(objects, 1)
    )
    assert "PDF" in refusal(body + b"trailer<</Size 5/Root 1 0 R>>\n%%EOF", "cr.pdf")


def test_pdf_too_long():
    assert "pages" in refusal(typst.compile(b"a" + b"\n#pagebreak()\nb" * 130), "cr.pdf")


def test_too_many_lines():
    assert "lignes" in refusal(b"- un\n" * 30_000, "cr.txt")


def test_an_endless_line():
    assert "texte" in refusal(b"mot " * 10_000, "cr.txt")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_encodings(encoding):
    reading = read_minutes(TEXT.encode(encoding), "cr.txt")
    assert [person.name for person in reading.participants] == ["Ysé", "Éloïse"]
    assert reading.needs[0].text == "un café où l’on s’assied"


def test_latin_1_lines_pasted_into_utf_8():
    lines = TEXT.split("\n")
    mixed = b"\n".join(line.encode("utf-8" if i % 2 else "cp1252") for i, line in enumerate(lines))
    reading = read_minutes(mixed, "cr.txt")
    assert reading.date == "2020-05-04"
    assert reading.participants[1].name == "Éloïse"


def test_a_page_without_extension_and_a_text_called_html():
    assert read_minutes(b"<!doctype html><p>R\xc3\xa9union du 4 mai 2020</p>", "cr.txt").date == "2020-05-04"
    assert read_minutes("Réunion du 4 mai 2020\n- un".encode(), "cr.html").date == "2020-05-04"


def test_html_in_too_many_pieces():
    assert refusal(b"<html><body>" + b"<div>" * 3000 + b"- un besoin" + b"</div>" * 3000, "cr.html")
    assert "balises" in refusal(b"<html><body>" + b"<p>" * 400_000, "cr.html")


def test_a_list_of_people_that_never_ends_its_sentences_is_read_all_the_same():
    reading = read_minutes(("Présents :\n" + "Atelier : " * 1900).encode(), "cr.txt")
    assert reading.lines[1].startswith("Atelier : ")


def test_a_line_of_parentheses_does_not_hold_the_server():
    read_minutes(("Présents :\n" + "(" * 18_000).encode(), "cr.txt")


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"{", "abîmé"),
        (b'{"title": "a"', "abîmé"),
        (b'{"title": "a"} et puis', "abîmé"),
        (b'{"title": NaN}', "abîmé"),
        (b'{"needs": [{"text": "a", "votes": ' + b"9" * 5000 + b"}]}", "abîmé"),
        (b"Reunion du 4 mai", "abîmé"),
        (b"[]", "ni le titre"),
        (b"5", "ni le titre"),
        (b'{"name": "package", "version": "1.0"}', "ni le titre"),
        (b'{"title": 5}', "« title » devrait être un texte"),
        (b'{"needs": {}}', "« needs » devrait être une liste"),
        (b'{"needs": ["a"]}', "« needs[0] » devrait être un objet"),
        (b'{"needs": [{"votes": 3}]}', "« needs[0].text » devrait être un texte"),
        (b'{"needs": [{"text": "a", "votes": true}]}', "« needs[0].votes » devrait être un nombre entier"),
        (b'{"needs": [{"text": "a", "votes": 1e400}]}', "devrait être un nombre entier"),
        (b'{"boards": [{"title": "a", "areas": [{"title": "b", "notes": [[]]}]}]}', "« boards[0].areas[0].notes[0] »"),
        (b'{"boards": [{"title": "a", "groups": [{"title": "b", "impact": "fort"}]}]}', "devrait être un nombre"),
        (b'{"decisions": [{"text": "a", "agreement": {"support": "oui"}}]}', "devrait être un nombre entier"),
        (b'{"decisions": [{"text": "a", "agreement": ["support"]}]}', "devrait être un objet"),
        (b'{"title": "' + b"a" * 30_000 + b'"}', "« title » est trop long"),
    ],
)  # fmt: skip
def test_json_that_is_no_minutes(content, says):
    assert says in refusal(content, "cr.json")


@pytest.mark.parametrize(
    "content",
    [
        b"[" * 100_000,
        b'{"a":' * 100_000,
        b'{"boards": ' + b"[" * 40 + b"]" * 40 + b"}",
        b'{"unread": [' + b"{}," * 300_000 + b"{}]}",
        b'{"title": "' + b'\\"' * 4_000_000,
        b'{"title": "a", "lines": [' + b'"",' * 2_500_000 + b'""]}',
        b'{"title": "a", "needs": [' + b'{"text": "a"},' * 30_000 + b'{"text": "a"}]}',
    ],
    ids=["lists", "objects", "nested", "crowd", "endless text", "heavy", "too many needs"],
)
def test_json_that_would_fill_the_memory(content):
    assert refusal(content, "cr.json")


def test_json_without_what_no_database_keeps():
    reading = read_minutes(b'{"title": "R\\u00e9union\\u0000 \\ud800du bureau", "date": null}', "cr.json")
    assert (reading.title, reading.date) == ("Réunion du bureau", None)


def test_json_is_told_by_its_content_and_other_braces_are_text():
    assert read_minutes(b'{"title": "Bureau", "needs": [{"text": "a"}]}', "export").needs[0].text == "a"
    assert read_minutes(b"{ Bureau }\n\nBesoins :\n- un lieu\n", "cr.txt").needs[0].text == "un lieu"


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"Rubrique;Texte\n" + b"Besoin;un lieu\n" * 30_000, "lignes"),
        (b'Rubrique;Texte\nBesoin;"' + b"mot " * 60_000, "guillemet"),
        (b"Rubrique;Texte\nBesoin;" + b"mot ; " * 500_000, "trop de texte"),
        (b"a;b\n" + b"c;d\n" * 30_000, "lignes"),
        (b'a;b\n"' + b"mot " * 60_000, "guillemet"),
        (bytes(range(256)) * 40, "texte"),
        (b"", "vide"),
    ],
)
def test_csv_that_is_broken_or_endless(content, says):
    assert says in refusal(content, "cr.csv")


def test_csv_whose_rows_are_short_or_whose_numbers_are_strange():
    rows = "Rubrique;N°;Texte;Dépend de;Groupe\nTableau;T1;Mur\nPost-it;T1-Z1-P1;un;T9-Z9-P9;T1-G9\nPost-it;T0;perdu\nZone\n;;\nBesoin\n"
    reading = read_minutes(rows.encode(), "cr.csv")
    assert [note.text for note in reading.boards[0].areas[0].notes] == ["un"]
    assert [unread.text for unread in reading.unread] == ["Post-it | T0 | perdu", "Zone"]


def test_what_a_document_carries_is_not_believed_when_it_is_a_bomb():
    from maillage.needs.minutes.reader import Need, Reading
    from maillage.needs.minutes.reader.formats.archive import PART
    from maillage.needs.minutes.writer import write_minutes

    whole = write_minutes(Reading(title="Bureau", needs=[Need("un lieu")]), "docx")
    for bomb in (b"[" * 900_000, b'{"title": "autre chose"}', b"\xff\xfe\x00", b'{"needs": 5}'):
        with zipfile.ZipFile(io.BytesIO(whole)) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()} | {PART: bomb}
        assert read_minutes(zipped(parts), "cr.docx").needs[0].text == "un lieu"


OURS = "# Bureau\n\n{}\n\n*Compte rendu mis en page par Maillage, qui sait aussi le relire.*\n"
HUGE = {
    "summary": "## Ce qui s’est dit\n" + "\nmot " * 9000 + "\n\nmot" * 4000,
    "purpose": "**Objet :** un" + "\\\nmot" * 18_000,
    "outline": "## Ce qui a été écrit\n\n### Mur\n\nArbre à problèmes\n\nFamilles de post-it : "
    + " · ".join(f"z{n}" for n in range(1800))
    + "\n\n"
    + "- z1 : un\n- inconnu : deux\n" * 8000,
    "depth": "## Ce qui a été écrit\n\n### Mur\n\nConstats\n\n" + "".join(f"{'  ' * (n % 400)}- un\n" for n in range(4000)),
    "parentheses": "## Décisions\n\n" + ("- " + "(a · b : 3 " * 1500 + ")\n") * 40,
    "marks": "## Décisions\n\n" + ("- " + "*a \\\\**_" * 1500 + "\n") * 40,
}  # fmt: skip


@pytest.mark.parametrize("name", HUGE)
def test_our_own_layout_grown_beyond_measure_does_not_hold_the_server(name):
    assert read_minutes(OURS.format(HUGE[name]).encode(), "cr.md").title == "Bureau"


def test_notes_that_hang_one_from_another_without_end_do_not_hold_the_server():
    from maillage.needs.minutes.reader import Area, Board, Note, Reading
    from maillage.needs.minutes.writer import write_minutes

    notes = [Note(f"n {n}", id=str(n), parent=str(n - 1), group=f"g{n}") for n in range(3000)]
    reading = Reading(
        title="Bureau", boards=[Board("Arbre", "problem_tree", [Area("Causes", "cause", notes)])]
    )
    assert (
        read_minutes(write_minutes(reading, "docx"), "cr.docx").boards[0].areas[0].notes[-1].parent == "2998"
    )
