from django.apps import AppConfig


class RegisterConfig(AppConfig):
    name = "maillage.activities.register"
    label = "register"
