"""The rounds of the post office: planned once, each plans the next."""

import pytest
from django_tasks_db.models import DBTaskResult

from maillage.ground.mail.tasks import start_sweeping, sweep


@pytest.fixture
def worker(db, settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}


def planned():
    return DBTaskResult.objects.filter(task_path=sweep.module_path)


def test_starting_twice_plans_one_round(worker):
    start_sweeping()
    start_sweeping()
    assert planned().count() == 1


def test_a_round_plans_the_next(worker):
    sweep.call()
    (following,) = planned()
    assert following.run_after > following.enqueued_at


def test_a_round_planned_for_later_is_enough(worker):
    sweep.call()
    start_sweeping()
    assert planned().count() == 1
