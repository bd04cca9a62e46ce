from django.apps import AppConfig


class RoadmapConfig(AppConfig):
    name = "maillage.actions.roadmap"
    label = "roadmap"
