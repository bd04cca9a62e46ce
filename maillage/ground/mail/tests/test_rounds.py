"""The rounds of the post office: planned once, each plans the next."""

import pytest
from django_tasks_db.models import DBTaskResult

from maillage.ground.mail.rounds import begin
from maillage.ground.mail.tasks import sweep


@pytest.fixture
def worker(db, settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}


def planned():
    return DBTaskResult.objects.filter(task_path=sweep.module_path)


def test_starting_twice_plans_one_round(worker):
    begin(sweep)
    begin(sweep)
    assert planned().count() == 1


def test_a_round_plans_the_next(worker):
    sweep.call()
    (following,) = planned()
    assert following.run_after > following.enqueued_at


def test_a_round_planned_for_later_is_enough(worker):
    sweep.call()
    begin(sweep)
    assert planned().count() == 1
