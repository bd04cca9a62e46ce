from django.apps import AppConfig


class RoadmapConfig(AppConfig):
    name = "maillage.actions.roadmap"
    label = "roadmap"

    def ready(self):
        from maillage.actions.roadmap.answers import RoadmapAnswers, RoadmapRecall
        from maillage.needs.catalogue.answering import answering
        from maillage.needs.workshops.recall import recall

        answering.room, recall.room = RoadmapAnswers(), RoadmapRecall()
