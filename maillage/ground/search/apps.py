from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "maillage.ground.search"
    label = "search"
