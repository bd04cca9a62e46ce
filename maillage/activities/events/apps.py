from django.apps import AppConfig


class EventsConfig(AppConfig):
    name = "maillage.activities.events"
    label = "events"
