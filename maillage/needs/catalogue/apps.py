from django.apps import AppConfig


class CatalogueConfig(AppConfig):
    name = "maillage.needs.catalogue"
    label = "catalogue"

    def ready(self):
        from maillage.needs.catalogue.groups import NeedsFromGroups
        from maillage.needs.workshops.onward import onward

        onward.room = NeedsFromGroups()
