"""Base pages and components: drawn with real texts, marked for everyone, sober."""

import re
from types import SimpleNamespace

import pytest
from django.template import Context, RequestContext, Template
from django.test import RequestFactory, override_settings
from django.urls import NoReverseMatch

from maillage.ui import chrome, samples, sheets, views
from maillage.ui.theme import DEFAULT_THEME


@pytest.fixture
def pole():
    name, look = samples.LOOKS["onde"]
    return SimpleNamespace(name=name, slug="onde", tagline="les métiers du son", look=look, federation=None)


@pytest.fixture
def request_of(pole):
    def make(path="/", **query):
        request = RequestFactory().get(path, query)
        request.pole = pole
        request.user = SimpleNamespace(is_authenticated=True, person="Awa Diop")
        return request

    return make


def draw(source, request=None, **context):
    template = Template("{% load ui %}" + source)
    return template.render(RequestContext(request, context) if request else Context(context))


@pytest.mark.parametrize("slug", samples.THEMES)
def test_the_style_page_shows_every_look(request_of, slug):
    html = views.style_page(request_of("/style/", look=slug)).content.decode()
    assert samples.THEMES[slug].digest in html
    assert 'lang="fr"' in html
    assert "<style" not in html
    assert " style=" not in html


def test_ids_of_the_style_page_are_unique(request_of):
    html = views.style_page(request_of("/style/")).content.decode()
    ids = re.findall(r'\bid="([^"]+)"', html)
    assert sorted(ids) == sorted(set(ids))


@pytest.mark.parametrize("base", ["public", "work", "bare", "projector"])
def test_a_base_page_has_a_skip_link_and_one_main(request_of, base):
    html = _page(request_of(), base)
    assert html.count("<main") == 1
    assert 'href="#contenu"' in html
    assert 'id="contenu"' in html


def _page(request, base):
    template = Template('{% extends "ui/' + base + '.html" %}{% block content %}<p>Bonjour</p>{% endblock %}')
    return template.render(RequestContext(request))


def test_the_menu_is_the_chain_and_marks_one_page(request_of):
    request = request_of("/espace/")
    request.roles = {"coordinator", "signed_in"}
    html = _page(request, "work")
    assert html.count('aria-current="page"') == 1
    assert all(word in html for word in ("Besoins", "Actions", "Activités", "Preuves"))


def test_the_menu_shows_no_door_that_would_stay_shut(request_of):
    assert chrome.work_menu("/espace/", roles=()) == []
    titles = [section["title"] for section in chrome.work_menu("/espace/", roles={"federation", "signed_in"})]
    assert titles == [None, "Preuves"]


def test_the_phone_bar_holds_four_tabs_and_a_more(request_of):
    html = _page(request_of("/"), "public")
    assert html.count("tab--wide") == len(chrome.public_tabs("/")) - chrome.PHONE_PLACES
    assert "Plus</summary>" in html


def test_a_menu_that_lies_fails():
    with override_settings(PUBLIC_TABS=[("Rien", "nulle:part", "pop")]), pytest.raises(NoReverseMatch):
        chrome.public_tabs("/")


def test_without_a_pole_there_are_no_tabs():
    html = _page(RequestFactory().get("/"), "public")
    assert 'class="tabs"' not in html
    assert DEFAULT_THEME.digest in html


def test_the_sheet_is_kept_for_ever_only_at_its_own_address(request_of, pole):
    theme = samples.THEMES["onde"]
    exact = views.theme(request_of(), sheets.digest_of(theme))
    stale = views.theme(request_of(), "0123456789-00000000")
    assert "immutable" in exact["Cache-Control"]
    assert "immutable" not in stale["Cache-Control"]
    assert exact.content == stale.content
    assert b"@import" not in exact.content


def test_the_sheet_travels_light(request_of):
    request = request_of()
    request.META["HTTP_ACCEPT_ENCODING"] = "gzip, br"
    response = views.theme(request, "x")
    assert response["Content-Encoding"] == "gzip"
    assert len(response.content) < 25_000


def test_artwork_is_bounded(request_of):
    digest = samples.THEMES["onde"].digest
    assert views.art(request_of(), "waves", digest, "abc", 640, 320).status_code == 200
    for kind, seed, w, h in [
        ("paint", "a", 64, 64),
        ("waves", "a" * 65, 64, 64),
        ("waves", "<", 64, 64),
        ("waves", "a", 64, 99999),
        ("waves", "a", 0, 64),
    ]:
        with pytest.raises(views.Http404):
            views.art(request_of(), kind, digest, seed, w, h)


def test_any_seed_makes_a_valid_address(request_of):
    html = draw('{% art_url "Petit-déj : l’été / 2026" 640 320 %}', request_of())
    assert re.fullmatch(r"/art/waves/[0-9a-f]{10}/[0-9a-f]{12}-640x320\.svg", html)


def test_the_theme_survives_an_include_only(request_of):
    html = draw(
        '{% include "ui/parts/empty.html" with title="Rien" text="" url="/" action="Commencer" seed="x" only %}',
        request_of(),
    )
    assert samples.THEMES["onde"].digest in html


def test_every_view_is_open_to_anyone():
    assert {view.access for view in (views.theme, views.art, views.style_page)} == {frozenset({"anyone"})}


def test_a_note_says_its_sentiment_in_words():
    html = draw('{% note "On se connaît tous" "favourable" author="Awa" votes=3 line=12 %}')
    assert "Ce qui aide" in html
    assert "3\u00a0voix" in html
    assert "ligne 12" in html


def test_a_hidden_note_hides():
    assert "secret" not in draw('{% note "secret" hidden=True author="Awa" %}')


def test_a_note_escapes_what_people_write():
    assert "<script>" not in draw("{% note text %}", text="<script>alert(1)</script>")


def test_figures_at_their_limits():
    html = draw(
        "{% dots 0 %}{% dots 5000 %}{% ring 0 0 %}{% ring 9 3 %}{% bar 30 24 %}{% bar 0 0 %}{% bars empty %}",
        empty=[],
    )
    assert html.count("<svg") == 7
