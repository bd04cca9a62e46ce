from django.apps import AppConfig


class JournalConfig(AppConfig):
    name = "maillage.ground.journal"
    label = "journal"
