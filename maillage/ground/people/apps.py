from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "maillage.ground.people"
    label = "people"
