"""The people of a pole: found, counted, given a role and its end; those of the sister pole do not exist."""

import pytest
from django_scopes import scope

from maillage.ground.people.models import Account, LastCoordinator, Person, Role, meet
from maillage.ground.people.names import name_key, sort_key
from tests import world
from tests.matrix import without_tokens
from tests.threads import all_at_once

LONG_ADDRESS = f"ab@{'c' * 60}.{'.'.join(['d' * 60] * 4)}.fr"

LIST = "/espace/personnes/"


@pytest.fixture
def people(vallees, malo):
    world.grant(vallees, world.make_person("Éloïse Le Bihan", "eloise@example.org"), "contact")
    world.grant(vallees, malo, "board")
    return vallees


def page(client, path=LIST, **query):
    return client.get(path, query).content.decode()


def of(person):
    return f"{LIST}{person.pid}/"


def kinds(person):
    return sorted(Role.objects.current().filter(person=person).values_list("kind", flat=True))


def test_the_list_shows_who_is_what(people, claire_at_vallees):
    shown = page(claire_at_vallees)
    assert "3\u00a0personnes" in shown
    for words in ("Claire Morvan", "Éloïse Le Bihan", "membre du conseil", "eloise@example.org"):
        assert words in shown


@pytest.mark.parametrize("words", ["eloise", "BIHAN éloïse", "eloise@", "bih"])
def test_people_are_found_whatever_the_accents_and_the_order(people, claire_at_vallees, words):
    shown = page(claire_at_vallees, q=words)
    assert "Éloïse Le Bihan" in shown
    assert "Malo Riou" not in shown


def test_people_are_filtered_by_role_and_a_wrong_filter_is_left_aside(people, claire_at_vallees):
    assert "Malo" in page(claire_at_vallees, role="board")
    assert "Éloïse" not in page(claire_at_vallees, role="board")
    assert "Éloïse" in page(claire_at_vallees, role="nonsense")
    assert "Personne ne répond" in page(claire_at_vallees, q="zzz")


def test_people_of_the_sister_pole_are_not_there(people, oriane, claire_at_vallees):
    assert "Oriane" not in page(claire_at_vallees)
    missing = claire_at_vallees.get(f"{LIST}nobody2345/")
    foreign = claire_at_vallees.get(of(oriane))
    assert foreign.status_code == missing.status_code == 404
    assert without_tokens(foreign) == without_tokens(missing)


def test_as_many_queries_for_many_people(people, vallees, claire_at_vallees, django_assert_num_queries):
    for number in range(30):
        world.grant(vallees, world.make_person(f"Personne {number}", f"p{number}@example.org"), "member")
    with django_assert_num_queries(9):
        claire_at_vallees.get(LIST)


def test_the_export_follows_the_filters_and_runs_no_formula(people, claire_at_vallees):
    world.grant(people, world.make_person("=cmd|calc", "x@example.org"), "contact")
    rows = claire_at_vallees.get(f"{LIST}export.csv").content.decode("utf-8-sig").splitlines()
    assert rows[0] == "nom;adresse électronique;téléphone;rôles"
    assert "Malo Riou;malo@example.org;;membre, membre du conseil" in rows
    assert "'=cmd|calc;x@example.org;;contact" in rows
    only = claire_at_vallees.get(f"{LIST}export.csv", {"q": "malo"}).content.decode()
    assert "Éloïse" not in only


def test_a_person_is_added_with_the_way_in(vallees, claire, claire_at_vallees):
    answer = claire_at_vallees.post(
        f"{LIST}nouvelle/", {"name": "Iris Jaouen", "email": "Iris@example.org", "kind": "board"}
    )
    iris = Person.objects.get(name="Iris Jaouen")
    assert answer.url == of(iris)
    assert kinds(iris) == ["board"]
    assert Role.objects.get(person=iris).granted_by == claire
    assert Account.objects.get(email="iris@example.org").person == iris


def test_a_person_already_in_a_sister_pole_is_the_same_person(oriane, claire_at_vallees):
    claire_at_vallees.post(
        f"{LIST}nouvelle/", {"name": "oriane TESSIER", "email": oriane.email, "kind": "expert"}
    )
    assert Person.objects.filter(email=oriane.email).count() == 1
    assert kinds(oriane) == ["expert"]


def test_a_contact_has_no_account_and_needs_no_address(claire_at_vallees):
    claire_at_vallees.post(f"{LIST}nouvelle/", {"name": "Yann Gall", "email": "", "kind": "contact"})
    assert not Account.objects.filter(person__name="Yann Gall").exists()


def test_a_role_that_opens_the_space_asks_for_an_address_and_keeps_what_was_typed(claire_at_vallees):
    answer = claire_at_vallees.post(f"{LIST}nouvelle/", {"name": "Yann Gall", "email": "", "kind": "member"})
    assert answer.status_code == 422
    assert "il faut une adresse" in answer.content.decode()
    assert 'value="Yann Gall"' in answer.content.decode()
    assert not Person.objects.filter(name="Yann Gall").exists()


def test_a_role_is_given_once_and_dated(malo, claire, claire_at_vallees):
    for _ in range(2):
        claire_at_vallees.post(f"{of(malo)}roles/", {"kind": "treasurer"})
    assert kinds(malo) == ["member", "treasurer"]
    assert "donné par Claire Morvan" in page(claire_at_vallees, of(malo))


def test_a_role_that_does_not_exist_is_refused(malo, claire_at_vallees):
    assert claire_at_vallees.post(f"{of(malo)}roles/", {"kind": "king"}).status_code == 422
    assert kinds(malo) == ["member"]


def test_a_role_ends_today_and_stays_in_the_history(malo, claire, claire_at_vallees, vallees):
    role = Role.objects.get(person=malo)
    claire_at_vallees.post(f"{of(malo)}roles/{role.pid}/fin/")
    role.refresh_from_db()
    assert role.ended_by == claire
    assert kinds(malo) == []
    assert "arrêté par Claire Morvan" in page(claire_at_vallees, of(malo))
    assert world.client_of(vallees, malo).get(LIST).status_code == 403


def test_the_last_coordinator_stays(claire, claire_at_vallees, malo):
    role = Role.objects.get(person=claire)
    answer = claire_at_vallees.post(f"{of(claire)}roles/{role.pid}/fin/", follow=True)
    assert "garde toujours quelqu’un à sa coordination" in answer.content.decode()
    assert kinds(claire) == ["coordinator"]
    Role.objects.grant(malo, "coordinator", by=claire)
    role.end(by=claire)
    with pytest.raises(LastCoordinator):
        Role.objects.get(person=malo, kind="coordinator").end(by=malo)


def test_the_board_reads_but_gives_no_role(vallees, malo, claire):
    at_vallees = world.client_of(vallees, world.make_someone(vallees, "Béa Kerdiles", "board"))
    assert "Malo Riou" in page(at_vallees)
    assert "Donner ce rôle" not in page(at_vallees, of(malo))
    assert at_vallees.post(f"{of(malo)}roles/", {"kind": "board"}).status_code == 403
    assert kinds(malo) == ["member"]


def test_an_address_opens_one_account_only(vallees, malo):
    twin = world.make_person("Enora Riou", "malo@example.org")
    Role.objects.grant(twin, "member")
    assert Account.objects.get(email="malo@example.org").person == malo


def test_roles_in_two_poles_are_two_stories(vallees, onde, malo):
    with scope(pole=onde):
        Role.objects.grant(malo, "board")
        assert kinds(malo) == ["board"]
    assert kinds(malo) == ["member"]


def test_a_page_that_slept_loses_nothing(vallees):
    client = world.client_of(vallees, enforce_csrf_checks=True)
    answer = client.post("/connexion/", {"email": "malo@example.org"})
    assert answer.status_code == 403
    assert "Rien n’est perdu" in answer.content.decode()


def test_a_key_is_never_longer_than_its_name():
    """Its column is as long as the name's; one compatibility sign may stand for five letters."""
    assert len(name_key("㎯" * 120)) <= 120
    assert len(sort_key("㎯" * 120)) <= 120
    assert name_key("Gaëlle\u00a0CLERC\u202fRoy") == "clerc gaelle roy"


def test_an_address_longer_than_its_column_is_a_mistake_of_the_form(claire_at_vallees):
    answer = claire_at_vallees.post(
        "/espace/personnes/nouvelle/", {"name": "Zoé", "email": LONG_ADDRESS, "kind": "member"}
    )
    assert answer.status_code == 422


@pytest.mark.django_db(transaction=True)
def test_somebody_met_in_two_places_at_the_same_instant_is_one_person(on_disk, vallees):
    met = all_at_once(vallees, 8, lambda _: meet("Lou Aubry", "lou@example.org").pk)
    assert len(set(met)) == 1
