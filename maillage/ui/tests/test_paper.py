"""Mails and PDF in the pole's look."""

import re

import pypdfium2
import pytest
from django.test import override_settings

from maillage.ui.email import render_email, text_of
from maillage.ui.pdf import render_pdf
from maillage.ui.samples import THEMES

MAIL = """{% extends "ui/email.mjml.html" %}{% block content %}{% include "ui/email_text.mjml.html" with text=say %}
{% include "ui/email_facts.mjml.html" with facts=facts %}{% include "ui/email_button.mjml.html" with url=url label="Voir" %}{% endblock %}"""


@pytest.fixture
def templates(settings, tmp_path):
    (tmp_path / "essai.mjml.html").write_text(MAIL)
    (tmp_path / "double.mjml.html").write_text(MAIL)
    (tmp_path / "double.txt").write_text("Bonjour {{ say }} : {{ url }}")
    (tmp_path / "casse.mjml.html").write_text("<mjml><mj-body>")
    changed = [{**settings.TEMPLATES[0], "DIRS": [tmp_path]}]
    with override_settings(TEMPLATES=changed):
        yield


CONTEXT = {
    "say": "Votre place <b>est</b> gardée.\nÀ jeudi !",
    "facts": [("Où", "Guichen & environs")],
    "url": "https://pole.example/e?a=1&b=2",
}


def test_a_mail_has_two_versions_and_no_picture(templates):
    html, text = render_email("Votre place est gardée", "essai.mjml.html", CONTEXT, THEMES["vallees"])
    assert "&lt;b&gt;" in html
    assert THEMES["vallees"].tokens["main"] in html
    assert not re.findall(r"<img|<link|@import|url\(", html)
    assert 'lang="fr"' in html
    assert "Votre place <b>est</b> gardée." in text
    assert "Voir : https://pole.example/e?a=1&b=2" in text


def test_a_mail_takes_its_written_text_when_there_is_one(templates):
    _, text = render_email("Sujet", "double.mjml.html", CONTEXT, THEMES["onde"])
    assert text == "Bonjour Votre place <b>est</b> gardée.\nÀ jeudi ! : https://pole.example/e?a=1&b=2\n"


def test_a_broken_mail_says_which(templates):
    with pytest.raises(ValueError, match=r"casse\.mjml\.html"):
        render_email("Sujet", "casse.mjml.html", {}, THEMES["onde"])


def test_text_of_html_keeps_links():
    assert (
        text_of('<p>Un</p><style>p{}</style><p><a href="https://a.example">Deux</a></p>')
        == "Un\n\nDeux : https://a.example\n"
    )


DATA = {
    "title": "Ce que 2026 a changé",
    "subtitle": "Bilan du 1er janvier au 31 décembre 2026",
    "intro": 'Des mots *à eux*, #panic("non"), $x$ et "guillemets".',
    "figures": [{"value": 1312, "label": "heures", "tone": "pop"}, {"value": 9, "label": "coopératives", "tone": "note3", "kind": "dots", "total": 12}],
    "thread": [{"when": "mars", "title": "Un post-it"}, {"title": "Un besoin", "text": "23 voix"}],
    "note": "On est seuls",
    "quote": "Merci.",
    "who": "une présidente",
    "rows": [["Employer", "3 décembre", "18"]],
}  # fmt: skip


@pytest.mark.parametrize("slug", THEMES)
def test_a_pdf_is_tagged_titled_and_takes_words_as_words(slug):
    content = render_pdf("ui/sample.typ", DATA, THEMES[slug])
    with pypdfium2.PdfDocument(content) as pdf:
        assert pdf.get_metadata_value("Title") == DATA["title"]
        words = " ".join(page.get_textpage().get_text_range() for page in pdf)
    assert '#panic("non")' in words
    assert b"/StructTreeRoot" in content
    assert b"pdfuaid" in content
    assert re.search(rb"/Lang\s*\(fr", content)


@pytest.mark.parametrize("invisible", ["\x08", "\x1b", "\x0b", "\ufffe", "\ud800"])
def test_a_mail_leaves_even_when_a_pasted_word_holds_a_character_that_xml_refuses(templates, invisible):
    context = {**CONTEXT, "say": f"Votre{invisible} place"}
    html, text = render_email(f"Oui{invisible}", "essai.mjml.html", context, THEMES["vallees"])
    assert "Votre place" in html
    assert "Votre place" in text


@pytest.mark.parametrize("foreign", ["🎉", "漢字", "\x08", "👩‍👩‍👧", "\ufffe", "🎉 漢 🥁 字 🧵"])
def test_a_pdf_leaves_out_what_its_fonts_cannot_draw_rather_than_fail(foreign):
    data = DATA | {"title": f"Fête {foreign} des voisins", "rows": [[f"Bravo {foreign}", "Zoé", "18"]]}
    content = render_pdf("ui/sample.typ", data, THEMES["vallees"])
    with pypdfium2.PdfDocument(content) as document:
        text = "".join(page.get_textpage().get_text_range() for page in document)
    assert "Fête" in text and "Zoé" in text


def test_a_title_of_nothing_else_is_still_a_title():
    assert render_pdf("ui/sample.typ", DATA | {"title": "漢字"}, THEMES["vallees"])
