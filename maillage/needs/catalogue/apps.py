from django.apps import AppConfig


class CatalogueConfig(AppConfig):
    name = "maillage.needs.catalogue"
    label = "catalogue"
