from django.apps import AppConfig


class EventsConfig(AppConfig):
    name = "maillage.activities.events"
    label = "events"

    def ready(self):
        from maillage.activities.events.announcements import WorkshopsInTheAgenda
        from maillage.needs.workshops.announcing import announcing

        announcing.room = WorkshopsInTheAgenda()
