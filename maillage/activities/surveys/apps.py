from django.apps import AppConfig


class SurveysConfig(AppConfig):
    name = "maillage.activities.surveys"
    label = "surveys"

    def ready(self):
        from maillage.activities.events.beside import beside
        from maillage.activities.surveys.around import SurveyOfAnEvent

        beside.rooms.append(SurveyOfAnEvent())
