from django.apps import AppConfig


class DirectoryConfig(AppConfig):
    name = "maillage.ground.directory"
    label = "directory"
