"""What this room adds to an event: a link for its team, another in the mail of thanks."""

from django.urls import reverse

from maillage.activities.events.beside import Link, Room
from maillage.activities.surveys.models import Survey, token_of


class SurveyOfAnEvent(Room):
    def links(self, event, may_organise):
        return [Link("Questionnaire", reverse("surveys:survey", args=[event.pid]))]

    def afterwards(self, registration):
        if not Survey.objects.filter(event=registration.event_id, closed_at=None).exists():
            return None
        return Link(
            "Donner mon avis en trois gestes", reverse("surveys:reply", args=[token_of(registration)])
        )
