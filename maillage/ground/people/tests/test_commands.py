"""Opening a pole from the command line, and saying how to sign in to the demo."""

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django_scopes import scope

from maillage.ground.people.models import Account, Person, Role
from maillage.ground.poles.looks import starter_look
from maillage.ground.poles.models import Pole
from maillage.ui.theme import clean_look
from tests import world


def new_pole(slug="plaines", name="Les Plaines", coordinator="Iris Jaouen", email="iris@example.org"):
    call_command("new_pole", slug, name=name, coordinator=coordinator, email=email)


@pytest.mark.django_db
def test_a_first_pole_makes_its_federation_and_lets_someone_in(capsys):
    new_pole()
    pole = Pole.objects.get()
    assert (pole.slug, pole.name, pole.federation.name) == ("plaines", "Les Plaines", "Les Plaines")
    with scope(pole=pole):
        assert Role.objects.get().person == Account.objects.get(email="iris@example.org").person
    assert "http://plaines.localhost/connexion/" in capsys.readouterr().out


def test_a_person_already_known_coordinates_one_more_pole(vallees, claire):
    new_pole(coordinator="Claire Morvan", email="Claire@example.org")
    assert Person.objects.count() == Account.objects.count() == 1


@pytest.mark.parametrize(
    "mistake",
    [
        {"slug": "vallees"},
        {"slug": "les vallées"},
        {"email": "iris"},
        {"coordinator": "Autre Nom", "email": "claire@example.org"},
    ],
)
def test_a_mistake_makes_nothing(vallees, claire, mistake):
    with pytest.raises(CommandError, match="Rien n’a été créé"):
        new_pole(**mistake)
    assert (Pole.objects.count(), Person.objects.count()) == (1, 1)


def test_a_starter_look_is_whole_and_always_the_same():
    for slug in ("vallees", "onde", "plaines", "rives", "crête"):
        look = starter_look(slug)
        assert look == starter_look(slug)
        assert clean_look(look) == look | {"seed": ""}


def test_the_demo_says_who_signs_in_where(vallees, claire, malo, oriane, capsys):
    world.make_federation_coordinator("Fanny Le Goff")
    call_command("demo_logins")
    told = " ".join(capsys.readouterr().out.split())
    assert told.index("fanny@example.org") < told.index("Les Vallées vives")
    assert told.index("claire@example.org Claire Morvan, coordination") < told.index("malo@example.org")
    assert "oriane@example.org Oriane Tessier, coordination" in told
