from django.apps import AppConfig


class PolesConfig(AppConfig):
    name = "maillage.ground.poles"
    label = "poles"

    def ready(self):
        from maillage.ground.poles import checks  # noqa: F401
