from django.apps import AppConfig


class PolesConfig(AppConfig):
    name = "maillage.ground.poles"
    label = "poles"
