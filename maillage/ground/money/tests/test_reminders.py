"""Who is late is written to, each step once."""

import datetime as dt

import pytest
from django.utils import timezone

from maillage.ground.mail.models import OutgoingMail
from maillage.ground.money.models import Due, Refused, Reminder, remind
from tests.threads import all_at_once

pytestmark = pytest.mark.django_db
DAY = dt.date(2026, 6, 15)


@pytest.fixture
def late(malo):
    malo.email = "malo@example.org"
    malo.save()
    return Due.objects.ask(malo, 5000, "Adhésion 2026", "test", due_on=DAY)


def after(days):
    return DAY + dt.timedelta(days=days)


def test_each_step_is_said_once(late, claire):
    for days in (1, 15, 45):
        remind(late, claire, after(days))
        with pytest.raises(Refused, match="déjà"):
            remind(late, claire, after(days))
    assert [one.step for one in late.reminders.all()] == ["first", "second", "last"]
    assert OutgoingMail.objects.filter(to="malo@example.org").count() == 3


def test_the_mail_leads_to_the_page_where_one_pays(late, claire):
    remind(late, claire, after(2))
    mail = OutgoingMail.objects.get(to="malo@example.org")
    assert late.get_absolute_url() in mail.text
    assert "50\xa0€" in mail.text


def test_nobody_is_reminded_before_its_day_nor_of_what_is_paid_or_cancelled(late, malo, claire):
    other = Due.objects.ask(malo, 100, "Autre", "test", due_on=DAY)
    other.cancel(claire)
    with pytest.raises(Refused):
        remind(late, claire, DAY)
    late.receive(5000, "cash", claire)
    for due in (late, other):
        with pytest.raises(Refused):
            remind(due, claire, after(20))
    assert not OutgoingMail.objects.filter(to="malo@example.org").exists()


@pytest.mark.django_db(transaction=True)
def test_eight_clicks_at_once_send_one(on_disk, vallees, late, claire):
    def click(number):
        try:
            remind(late, claire, after(1))
        except Refused:
            return False
        return True

    assert sum(all_at_once(vallees, 8, click)) == 1
    assert Reminder.objects.count() == OutgoingMail.objects.filter(to="malo@example.org").count() == 1


def test_one_click_from_the_page_of_the_due(claire_at_vallees, malo):
    malo.email = "malo@example.org"
    malo.save()
    yesterday = timezone.localdate() - dt.timedelta(days=1)
    late = Due.objects.ask(malo, 5000, "Adhésion", "test", due_on=yesterday)
    assert "Envoyer un rappel" in claire_at_vallees.get(f"/espace/reglements/{late.pid}/").text
    claire_at_vallees.post(f"/espace/reglements/{late.pid}/rappel/")
    page = claire_at_vallees.get(f"/espace/reglements/{late.pid}/").text
    assert "Rappel envoyé" in page
    assert "Envoyer un rappel" not in page
