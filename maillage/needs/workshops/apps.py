from django.apps import AppConfig


class WorkshopsConfig(AppConfig):
    name = "maillage.needs.workshops"
    label = "workshops"
