from django.apps import AppConfig


class RemindersConfig(AppConfig):
    name = "maillage.activities.reminders"
    label = "reminders"

    def ready(self):
        from maillage.activities.events.beside import beside
        from maillage.activities.reminders.around import MessagesOfAnEvent

        beside.rooms.append(MessagesOfAnEvent())
