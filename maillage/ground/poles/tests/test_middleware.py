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
