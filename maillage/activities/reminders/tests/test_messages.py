"""Who is written to, when, and never twice."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from maillage.activities.events.models import Registration
from maillage.activities.reminders.models import Message, Sent
from maillage.activities.reminders.tasks import go_round, round_
from maillage.ground.mail.models import OutgoingMail
from tests import world


def written(what=""):
    return sorted(OutgoingMail.objects.filter(subject__contains=what).values_list("to", flat=True))


def comers(event, *names):
    rows = [event.register(name=name, email=f"{name}@example.org".lower(), tell=False) for name in names]
    Registration.objects.update(confirmed_at=timezone.now() - dt.timedelta(days=30))
    return rows


def reach(message, hours=1):
    """The hour of the message has come."""
    Message.objects.filter(pk=message.pk).update(computed_at=timezone.now() - dt.timedelta(hours=hours))


@pytest.fixture
def event(vallees):
    event = world.make_event(in_days=3)
    Message.objects.plan(event)
    return event


@pytest.fixture
def reminder(event):
    return event.messages.get(ready="before")


def past_event(closed=True):
    """Over since yesterday; Anna came, Bruno did not."""
    event = world.make_event(in_days=3)
    Message.objects.plan(event)
    anna, _ = comers(event, "Anna", "Bruno")
    anna.check_in()
    move(event, days=-5)
    if closed:
        event.refresh_from_db()
        event.close()
    return event


def move(event, **by):
    activity = event.activity
    starts, ends = activity.starts_at + dt.timedelta(**by), activity.ends_at + dt.timedelta(**by)
    event.reschedule(starts, ends, activity.place)


class TestPlanning:
    def test_an_event_begins_with_three_messages_once(self, event):
        Message.objects.plan(event)
        assert event.messages.count() == 3

    def test_a_round_plans_what_is_announced_and_not_what_is_over(self, vallees):
        coming, past = world.make_event("Bientôt", in_days=4), world.make_event("Passé", in_days=-4)
        draft = world.make_event("Brouillon", published=False)
        go_round(vallees)
        assert [each.messages.count() for each in (coming, past, draft)] == [3, 0, 0]


class TestTheReminder:
    def test_it_leaves_at_its_hour_with_date_and_place(self, vallees, event, reminder):
        comers(event, "Anna")
        go_round(vallees)
        assert written() == []
        reach(reminder)
        go_round(vallees)
        assert written() == ["anna@example.org"]
        mail = OutgoingMail.objects.get()
        for words in ("Bonjour Anna", "Café associatif, Guichen", "Quand :", "/inscriptions/"):
            assert words in mail.text
        assert "Café associatif" in mail.html

    def test_an_online_place_is_a_link(self, vallees, event, reminder):
        event.reschedule(event.activity.starts_at, event.activity.ends_at, "https://visio.example.org/salle")
        comers(event, "Anna")
        reach(reminder)
        go_round(vallees)
        assert "En ligne : https://visio.example.org/salle" in OutgoingMail.objects.get().text

    def test_a_second_round_writes_to_nobody(self, vallees, event, reminder):
        comers(event, "Anna", "Bruno")
        reach(reminder)
        go_round(vallees)
        go_round(vallees)
        assert written() == ["anna@example.org", "bruno@example.org"]

    def test_who_registered_after_its_hour_was_just_told_everything(self, vallees, event, reminder):
        comers(event, "Anna")
        reach(reminder)
        event.register(name="Zoé", email="zoe@example.org", tell=False)
        go_round(vallees)
        assert written() == ["anna@example.org"]

    def test_who_waits_or_has_left_is_not_reminded(self, vallees, reminder, event):
        event.resize(1)
        comers(event, "Anna")
        event.register(name="Bruno", email="bruno@example.org", tell=False)
        gone = event.registrations.get(person__name="Anna")
        reach(reminder)
        gone.cancelled_at = timezone.now()
        gone.save()
        go_round(vallees)
        assert written() == []

    @pytest.mark.parametrize("trouble", ["cancelled", "withdrawn", "stopped", "begun"])
    def test_it_does_not_leave(self, vallees, event, reminder, trouble):
        comers(event, "Anna")
        reach(reminder)
        if trouble == "cancelled":
            event.cancel()
        elif trouble == "withdrawn":
            event.withdraw()
        elif trouble == "stopped":
            reminder.stop()
        else:
            move(event, days=-3, minutes=-1)
            reach(reminder)
        go_round(vallees)
        assert written() == []


class TestMoving:
    def test_its_hour_follows_the_event(self, vallees, event, reminder):
        before = reminder.computed_at
        move(event, days=7)
        go_round(vallees)
        reminder.refresh_from_db()
        day = timezone.localtime(reminder.computed_at)
        assert (day.date() - timezone.localtime(before).date()).days == 7
        assert day.time() == dt.time(18)

    def test_due_by_the_old_date_it_waits_for_the_new_one(self, vallees, event, reminder):
        """The trap: the hour had come, the event moved a minute before the round."""
        comers(event, "Anna")
        reach(reminder)
        move(event, days=10)
        assert Message.objects.get(pk=reminder.pk).post() == 0
        go_round(vallees)
        assert written() == []

    def test_moved_by_an_hour_it_is_not_said_again(self, vallees, reminder, event):
        noon = timezone.localtime(event.activity.starts_at).replace(hour=12, minute=0)
        event.reschedule(noon, noon + dt.timedelta(hours=2), "Guichen")
        comers(event, "Anna")
        go_round(vallees)
        reach(reminder)
        go_round(vallees)
        move(event, hours=1)
        go_round(vallees)
        reach(reminder)
        go_round(vallees)
        assert len(written("bientôt")) == 1

    def test_moved_to_another_day_the_new_day_has_its_reminder(self, vallees, reminder, event):
        comers(event, "Anna")
        reach(reminder)
        go_round(vallees)
        move(event, days=20)
        go_round(vallees)
        assert len(written("bientôt")) == 1, "the room of events says the date changed, not this one"
        reach(reminder)
        go_round(vallees)
        assert len(written("bientôt")) == 2


class TestAfterwards:
    def test_who_came_is_thanked_who_did_not_was_missed(self, vallees):
        event = past_event()
        go_round(vallees)
        assert written("Merci") == ["anna@example.org"]
        assert written("manqué") == ["bruno@example.org"]
        assert event.messages.get(ready="before").sent.count() == 0

    def test_nobody_is_told_they_were_missed_before_presence_is_known(self, vallees):
        event = past_event(closed=False)
        go_round(vallees)
        assert written() == []
        event.refresh_from_db()
        event.close()
        go_round(vallees)
        assert len(written()) == 2

    def test_nobody_is_thanked_three_weeks_later(self, vallees):
        event = past_event()
        move(event, days=-25)
        OutgoingMail.objects.all().delete()
        go_round(vallees)
        assert written() == []


class TestTheDatabaseDecides:
    def test_one_row_a_message_person_and_round(self, event, reminder):
        (anna,) = comers(event, "Anna")
        Sent.objects.create(message=reminder, registration=anna, round="2026-12-03")
        with pytest.raises(IntegrityError), transaction.atomic():
            Sent.objects.create(message=reminder, registration=anna, round="2026-12-03")

    def test_trouble_with_one_mail_leaves_no_trace_and_the_next_round_goes_on(
        self, vallees, event, reminder, monkeypatch
    ):
        from maillage.activities.reminders import mails

        comers(event, "Anna", "Bruno")
        reach(reminder)
        true_write, calls = mails.write, []

        def write(message, row):
            calls.append(row)
            if len(calls) == 2:
                raise OSError("the power went")
            true_write(message, row)

        monkeypatch.setattr(mails, "write", write)
        go_round(vallees)
        assert written() == [] and not Sent.objects.exists()
        go_round(vallees)
        assert written() == ["anna@example.org", "bruno@example.org"]

    def test_the_round_goes_through_every_pole(self, vallees, onde, event, reminder):
        from django_scopes import scope

        comers(event, "Anna")
        reach(reminder)
        with scope(pole=onde):
            other = world.make_event(in_days=3)
            Message.objects.plan(other)
            comers(other, "Odile")
            reach(other.messages.get(ready="before"))
        round_.call()
        assert written() == ["anna@example.org", "odile@example.org"]


def test_as_many_queries_for_forty_people_as_for_four_each(
    vallees, event, reminder, django_assert_max_num_queries
):
    comers(event, *(f"P{n}" for n in range(12)))
    reach(reminder)
    with django_assert_max_num_queries(12 * 8 + 20):
        go_round(vallees)
    assert len(written()) == 12
