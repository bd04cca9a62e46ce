"""The team reads, changes, stops, writes."""

import datetime as dt

from django.utils import timezone

from maillage.activities.reminders.models import Message
from maillage.activities.reminders.waiting import waiting
from maillage.ground.mail.models import OutgoingMail
from tests import world


def pages(event, end=""):
    return f"/espace/evenements/{event.pid}/messages/{end}"


def over(event, closed=True):
    activity = event.activity
    activity.starts_at -= dt.timedelta(days=20)
    activity.ends_at -= dt.timedelta(days=20)
    activity.save()
    event.refresh_from_db()
    if closed:
        event.close()
    return event


def test_the_team_finds_the_messages_from_the_event(claire_at_vallees, vallees):
    event = world.make_event()
    assert pages(event) in claire_at_vallees.get(f"/espace/evenements/{event.pid}/").text
    page = claire_at_vallees.get(pages(event)).text
    for words in ("La veille à 18\xa0h", "Vous nous avez manqué", "Merci d’être venu·e", "Ne pas l’envoyer"):
        assert words in page


def test_one_click_stops_and_one_resumes(claire_at_vallees, vallees):
    event = world.make_event()
    claire_at_vallees.get(pages(event))
    missed = event.messages.get(ready="missed")
    page = claire_at_vallees.post(pages(event, f"{missed.pid}/arret/"), follow=True).text
    assert "Remettre en route" in page
    claire_at_vallees.post(pages(event, f"{missed.pid}/reprise/"))
    missed.refresh_from_db()
    assert missed.off_at is None


def test_a_preview_has_real_names(claire_at_vallees, vallees):
    event = world.make_event()
    event.register(name="Inès Roca", email="ines@example.org", tell=False)
    Message.objects.plan(event)
    page = claire_at_vallees.get(event.messages.get(ready="before").get_absolute_url()).text
    assert "Bonjour Inès Roca" in page
    assert "Ce que lira chaque personne (1\xa0message)" in page


def test_a_rule_is_changed_and_computed_at_once(claire_at_vallees, vallees):
    event = world.make_event()
    Message.objects.plan(event)
    row = event.messages.get(ready="before")
    told = {
        "audience": "confirmed",
        "side": "before_hours",
        "number": "3",
        "subject": "À tout à l’heure",
        "words": "Oui",
    }
    claire_at_vallees.post(row.get_absolute_url(), told)
    row.refresh_from_db()
    assert event.activity.starts_at - row.computed_at == dt.timedelta(hours=3)
    assert row.at is None


def test_what_makes_no_sense_is_said(claire_at_vallees, vallees):
    event = world.make_event()
    told = {
        "audience": "present",
        "side": "before_days",
        "number": "1",
        "at": "18:00",
        "subject": "A",
        "words": "B",
    }
    answer = claire_at_vallees.post(pages(event, "nouveau/"), told)
    assert answer.status_code == 422
    assert "personne ne sait qui viendra" in answer.text
    told |= {"audience": "confirmed", "number": "0", "at": "23:59", "side": "before_days"}
    noon = timezone.localtime(event.activity.starts_at).replace(hour=12, minute=0)
    event.reschedule(noon, noon + dt.timedelta(hours=1), "Ici")
    assert "a déjà commencé" in claire_at_vallees.post(pages(event, "nouveau/"), told).text


def test_one_page_two_letters(claire_at_vallees, vallees, django_capture_on_commit_callbacks):
    event = world.make_event()
    anna = event.register(name="Anna", email="anna@example.org", tell=False)
    event.register(name="Bruno", email="bruno@example.org", tell=False)
    anna.check_in()
    over(event)
    told = {
        "present_subject": "Merci",
        "present_words": "À vous.",
        "absent_subject": "Dommage",
        "absent_words": "La suite.",
    }
    with django_capture_on_commit_callbacks(execute=True):
        answer = claire_at_vallees.post(pages(event, "apres/"), told, follow=True)
    assert "2\xa0messages en route" in answer.text
    assert OutgoingMail.objects.get(to="anna@example.org").subject.startswith("Merci")
    assert OutgoingMail.objects.get(to="bruno@example.org").subject.startswith("Dommage")


def test_letters_wait_until_presence_is_known(claire_at_vallees, vallees):
    event = over(world.make_event(), closed=False)
    answer = claire_at_vallees.post(
        pages(event, "apres/"), {"present_words": "Merci", "present_subject": "M"}
    )
    assert "Qui est venu" in answer.text
    assert not event.messages.filter(once=True).exists()


def test_thanks_that_wait_are_told_in_the_morning(vallees):
    event = world.make_event()
    Message.objects.plan(event)
    over(event, closed=False)
    Message.objects.compute()
    (todo,) = waiting()
    assert "attendent" in todo.title
    event.close()
    assert list(waiting()) == []


def test_queries_are_constant(claire_at_vallees, vallees, django_assert_max_num_queries):
    event = world.make_event()
    Message.objects.plan(event)
    for number in range(20):
        event.register(name=f"P{number}", email=f"p{number}@example.org", tell=False)
    with django_assert_max_num_queries(15):
        claire_at_vallees.get(pages(event))
    with django_assert_max_num_queries(15):
        claire_at_vallees.get(event.messages.get(ready="before").get_absolute_url())
