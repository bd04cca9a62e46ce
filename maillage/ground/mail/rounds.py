"""Tasks that come back by themselves: one round is planned at a time, and each plans the next."""

import datetime as dt

from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult


def begin(*tasks) -> None:
    """The first round of each, when none is planned; asked at each start of the server."""
    for task in tasks:
        planned = DBTaskResult.objects.filter(task_path=task.module_path, status=TaskResultStatus.READY)
        if not planned.exists():
            task.enqueue()


def again(task, after: dt.timedelta) -> None:
    """At the end of a round, whatever happened in it. Tests run tasks at once: they plan nothing."""
    if task.get_backend().supports_defer:
        task.using(run_after=timezone.now() + after).enqueue()
