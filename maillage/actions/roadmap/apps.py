from django.apps import AppConfig


class RoadmapConfig(AppConfig):
    name = "maillage.actions.roadmap"
    label = "roadmap"

    def ready(self):
        from maillage.actions.roadmap.answers import RoadmapAnswers
        from maillage.needs.catalogue.answering import answering

        answering.room = RoadmapAnswers()
