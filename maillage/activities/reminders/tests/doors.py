"""Who opens the pages of this room."""

from maillage.activities.reminders.models import Message

DOORS = """
reminders:list              steering      pid=event.pid
reminders:new               coordination  pid=event.pid
reminders:letters           coordination  pid=event.pid
reminders:message           coordination  pid=event.pid message=reminder.pid
reminders:stop              coordination  pid=event.pid message=reminder.pid
reminders:resume            coordination  pid=event.pid message=reminder.pid
"""


ELSEWHERE = {"reminders:letters"}  # test_afterwards.py goes there


def furnish(made, by):
    Message.objects.plan(made.event)
    made.reminder = made.event.messages.get(ready="before")
