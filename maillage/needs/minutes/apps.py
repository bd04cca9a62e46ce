from django.apps import AppConfig


class MinutesConfig(AppConfig):
    name = "maillage.needs.minutes"
    label = "minutes"
