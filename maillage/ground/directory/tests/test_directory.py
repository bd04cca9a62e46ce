"""The structures of a pole: found, corrected, exported; one name is one structure."""

import pytest
from django_scopes import scope

from maillage.ground.directory.models import Organisation
from tests import world

LIST = "/espace/structures/"


@pytest.fixture
def structures(vallees):
    rows = [
        ("La Recyclerie", "Guémené", "réemploi"),
        ("Éclats de paille", "Guichen", "éco-construction"),
        ("Zadig", "", ""),
    ]
    for name, commune, activity in rows:
        Organisation.objects.create(name=name, commune=commune, activity=activity)
    return vallees


def page(client, path=LIST, **query):
    return client.get(path, query).content.decode()


def test_the_list_is_in_the_order_of_a_dictionary(structures, claire_at_vallees):
    shown = page(claire_at_vallees)
    assert shown.index("Éclats de paille") < shown.index("La Recyclerie") < shown.index("Zadig")
    assert "3\u00a0structures" in shown


@pytest.mark.parametrize("words", ["eclats", "paille Éclats", "guichen", "eco construction"])
def test_a_structure_is_found_by_its_name_its_commune_or_its_activity(structures, claire_at_vallees, words):
    shown = page(claire_at_vallees, q=words)
    assert "Éclats de paille" in shown
    assert "Zadig" not in shown


def test_nothing_found_says_what_to_do(structures, claire_at_vallees):
    assert "Aucune structure ne répond" in page(claire_at_vallees, q="introuvable")


def test_as_many_queries_for_many(structures, claire_at_vallees, django_assert_num_queries):
    for number in range(35):
        Organisation.objects.create(name=f"Structure {number}")
    with django_assert_num_queries(8):
        claire_at_vallees.get(LIST)


def test_the_export_follows_the_search(structures, claire_at_vallees):
    rows = (
        claire_at_vallees.get(f"{LIST}export.csv", {"q": "guichen"}).content.decode("utf-8-sig").splitlines()
    )
    assert rows == ["nom;commune;activité", "Éclats de paille;Guichen;éco-construction"]


def test_a_structure_is_corrected(structures, claire_at_vallees):
    zadig = Organisation.objects.get(name="Zadig")
    answer = claire_at_vallees.post(
        f"{LIST}{zadig.pid}/modification/", {"name": "Zadig & co", "commune": "Redon"}
    )
    assert answer.url == zadig.get_absolute_url()
    assert "Redon" in page(claire_at_vallees, answer.url)
    assert Organisation.objects.named("zadig co") == zadig


@pytest.mark.parametrize(
    ("name", "why"), [("la RECYCLERIE", "porte déjà ce nom"), ("!!!", "au moins une lettre")]
)
def test_a_name_that_is_taken_or_empty_is_refused_and_kept(structures, claire_at_vallees, name, why):
    answer = claire_at_vallees.post(f"{LIST}nouvelle/", {"name": name, "commune": "Redon"})
    assert answer.status_code == 422
    assert why in answer.content.decode()
    assert 'value="Redon"' in answer.content.decode()
    assert Organisation.objects.count() == 3


def test_the_same_name_may_live_in_two_poles(structures, onde, oriane):
    at_onde = world.client_of(onde, oriane)
    at_onde.post(f"{LIST}nouvelle/", {"name": "Zadig"})
    with scope(pole=onde):
        theirs = Organisation.objects.get()
    assert theirs.name == "Zadig"
    assert Organisation.objects.get(name="Zadig") != theirs
