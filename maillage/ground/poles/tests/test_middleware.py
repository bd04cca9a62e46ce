"""Which pole answers, from the name in the address bar."""

import pytest
from django.test import Client

from tests import world


def at(host):
    return Client(headers={"host": host})


def test_each_host_shows_its_pole(vallees, onde):
    assert "Les Vallées vives" in at("vallees.localhost").get("/connexion/").content.decode()
    assert "Onde" in at("onde.localhost:8000").get("/connexion/").content.decode()
    assert "Les Vallées vives" in at("VALLEES.localhost").get("/connexion/").content.decode()


@pytest.mark.parametrize("path", ["/", "/connexion/", "/courriers/"])
def test_an_unknown_host_says_so_and_leads_to_the_federation(vallees, path):
    answer = at("valees.localhost:8000").get(path)
    page = answer.content.decode()
    assert answer.status_code == 404
    assert "valees.localhost" in page
    assert 'href="http://localhost:8000/"' in page
    assert "vallees.localhost" not in page


def test_its_page_is_dressed_all_the_same(vallees):
    page = at("valees.localhost").get("/")
    sheet = page.content.decode().split('rel="stylesheet" href="')[1].split('"')[0]
    assert at("valees.localhost").get(sheet).status_code == 200


def test_a_host_below_a_pole_is_unknown(vallees):
    assert at("www.vallees.localhost").get("/connexion/").status_code == 404


def test_knowing_the_pole_costs_one_query(vallees, django_assert_num_queries):
    with django_assert_num_queries(1):
        world.client_of(vallees).get("/connexion/")


def test_an_invisible_nul_is_left_out_of_what_people_send(vallees, claire_at_vallees):
    """PostgreSQL keeps none: it would answer a pasted one with an error of the server."""
    assert claire_at_vallees.get("/espace/besoins/nouveau/?groupe=%00").status_code == 200
    assert claire_at_vallees.get("/espace/chiffres/?q=%00").status_code == 200
    answer = claire_at_vallees.post(
        "/espace/besoins/nouveau/", {"title": "Moins\x00 seuls", "audience": "\x00"}
    )
    assert answer.status_code == 302
    need = world.Need.objects.get()
    assert (need.title, need.audience) == ("Moins seuls", "")


def test_a_clean_request_is_handed_on_as_it_came(vallees, claire_at_vallees):
    claire_at_vallees.post("/espace/besoins/nouveau/", {"title": "Tenir 0\u200b et %00 à distance"})
    assert world.Need.objects.get().title == "Tenir 0\u200b et %00 à distance"
