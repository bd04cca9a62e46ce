"""What waits this morning: thanks that nobody can send because nobody said who came."""

from django.urls import reverse
from django.utils import timezone

from maillage.activities.reminders.models import TOO_LATE, Message
from maillage.ui.todo import Todo


def waiting():
    now = timezone.now()
    held = Message.objects.with_event().filter(
        ready="thanks", off_at=None, computed_at__lte=now, event__closed_at=None, event__cancelled_at=None,
        event__published_at__isnull=False, event__activity__ends_at__gt=now - TOO_LATE,
    )  # fmt: skip
    for message in held.order_by("computed_at")[:3]:
        yield Todo(
            f"Les remerciements de « {message.event.activity.title} » attendent",
            "Ils partiront quand les présences seront closes",
            reverse("events:door", args=[message.event.pid]),
            "Clore les présences",
            "pop",
        )
