"""The demo's events to come have their messages; those of the past were written before this room was there."""

from maillage.activities.reminders.models import Message


def seed(loader):
    Message.objects.plan_what_comes()
