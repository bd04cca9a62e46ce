"""Every row belongs to one pole, or to a table that says here why it does not."""

from django.apps import apps
from django.db import models
from django.test.utils import isolate_apps

from maillage.ground.poles.models import Pole
from maillage.ground.poles.owned import PoleManager, PoleOwned

SHARED = {
    "poles.Federation": "stands above the poles",
    "poles.Pole": "is the pole",
    "people.Person": "one human being, many poles",
    "people.Account": "the login of a person, the same everywhere",
    "people.FederationRole": "a role above the poles",
    "journal.Entry": "the federation has a journal too",
    "mail.OutgoingMail": "login codes are sent before any pole is chosen",
}


def badly_owned(all_models) -> list[str]:
    found = []
    for model in all_models:
        label = model._meta.label
        if not issubclass(model, PoleOwned):
            found += [] if label in SHARED or model._meta.auto_created else [f"{label} belongs to no pole"]
            continue
        pole = model._meta.get_field("pole")
        if not isinstance(pole, models.ForeignKey) or pole.related_model is not Pole or pole.null:
            found.append(f"{label}.pole is not a required foreign key to Pole")
        if not all(
            isinstance(manager, PoleManager) for manager in (model._default_manager, model._base_manager)
        ):
            found.append(f"{label} has a manager that leaves its pole")
    return found


def test_every_row_belongs_to_a_pole():
    assert badly_owned(model for model in apps.get_models() if model.__module__.startswith("maillage")) == []


def test_shared_tables_still_exist():
    assert {
        label for label in SHARED if not apps.is_installed(apps.get_model(label)._meta.app_config.name)
    } == set()


@isolate_apps("maillage.ground.poles")
def test_a_row_of_nobody_is_seen():
    class Stray(models.Model):
        class Meta:
            app_label = "poles"

    class Leaky(PoleOwned):
        everything = models.Manager()
        objects = models.Manager()

        class Meta:
            app_label = "poles"
            default_manager_name = "everything"

    assert badly_owned([Stray]) == ["poles.Stray belongs to no pole"]
    assert "poles.Leaky has a manager that leaves its pole" in badly_owned([Leaky])
