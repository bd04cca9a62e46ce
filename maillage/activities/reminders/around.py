"""What this room adds to the page of an event."""

from django.urls import reverse

from maillage.activities.events.beside import Link, Room


class MessagesOfAnEvent(Room):
    def links(self, event, may_organise):
        return [Link("Rappels et remerciements", reverse("reminders:list", args=[event.pid]))]
