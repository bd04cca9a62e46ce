"""Who opens the pages of this room."""

from maillage.activities.surveys.models import Survey, token_of

DOORS = """
surveys:room                anyone        token=survey.room_token
surveys:reply               anyone        token=survey_token
surveys:survey              steering      pid=event.pid
surveys:opening             coordination  pid=event.pid
surveys:questions           coordination  pid=event.pid
surveys:closing             coordination  pid=event.pid
surveys:reopening           coordination  pid=event.pid
surveys:poster              steering      pid=event.pid
surveys:export              steering      pid=event.pid
"""
FILES = {"surveys:export"}
ELSEWHERE = {
    "surveys:reply",
    "surveys:room",
    "surveys:poster",
    "surveys:questions",
}  # test_afterwards.py goes there


def furnish(made, by):
    made.survey = Survey.objects.open_for(made.event, by)
    made.survey_token = token_of(made.registration)
