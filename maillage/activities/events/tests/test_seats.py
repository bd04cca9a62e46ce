"""The last seat. First the naive way, which oversells; then ours, under 200 real threads."""

import threading

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from maillage.activities.events.models import Event, EventCancelled, Registration, TooFewSeats
from maillage.ground.journal.models import Entry
from maillage.ground.people.models import Person
from tests import world
from tests.threads import all_at_once


def assert_sound(event):
    """What holds at every commit."""
    event.refresh_from_db()
    confirmed, waiting = event.registrations.confirmed().count(), event.registrations.waiting().count()
    assert event.seats_taken == confirmed <= event.capacity
    assert waiting == 0 or confirmed == event.capacity
    return confirmed, waiting


@pytest.mark.django_db(transaction=True)
def test_counting_then_inserting_oversells(on_disk, vallees):
    event = world.make_event(capacity=5)
    people = [world.make_person(f"Personne {n}", "") for n in range(20)]
    counted = threading.Barrier(20)

    def naive(number):
        free = event.registrations.count() < event.capacity
        counted.wait(30)  # everyone has looked; nobody has written yet
        if free:
            Registration.objects.create(
                event=event, person=people[number], contact_key=str(number), confirmed_at=timezone.now()
            )

    all_at_once(vallees, 20, naive)

    assert event.registrations.count() == 20 > event.capacity


@pytest.mark.django_db(transaction=True)
def test_two_hundred_people_for_a_hundred_seats(on_disk, vallees):
    event = world.make_event(capacity=100)

    all_at_once(
        vallees, 200, lambda n: event.register(name=f"Personne {n}", email=f"p{n}@example.org", tell=False)
    )

    assert assert_sound(event) == (100, 100)
    tickets = list(event.registrations.waiting().values_list("ticket", flat=True))
    assert tickets == list(range(1, 101))


@pytest.mark.django_db(transaction=True)
def test_leaving_and_arriving_at_once_keep_every_seat_used_and_served_in_order(on_disk, vallees):
    event = world.make_event(capacity=20)
    first = [event.register(name=f"Première {n}", email=f"a{n}@example.org", tell=False) for n in range(30)]

    def leave_or_arrive(number):
        if number % 2:
            first[number // 2].cancel()
        else:
            event.register(name=f"Seconde {number}", email=f"b{number}@example.org", tell=False)

    all_at_once(vallees, 50, leave_or_arrive)

    # 30 came, 25 left, 25 came.
    assert assert_sound(event) == (20, 10)
    served = [r.ticket for r in event.registrations.confirmed() if r.ticket]
    still = [r.ticket for r in event.registrations.waiting()]
    assert max(served, default=0) < min(still)


@pytest.mark.django_db(transaction=True)
def test_the_same_new_person_ten_times_at_once_is_one_person_and_one_registration(on_disk, vallees):
    event = world.make_event(capacity=3)

    made = all_at_once(
        vallees, 10, lambda n: event.register(name="Lou Aubry", email="Lou@Example.org", tell=False)
    )

    assert len({registration.pk for registration in made}) == 1
    assert sum(registration.just_made for registration in made) == 1
    assert Person.objects.filter(email="lou@example.org").count() == 1
    assert assert_sound(event) == (1, 0)


def fill(event, count):
    return [event.register(name=f"Personne {n}", email=f"p{n}@example.org", tell=False) for n in range(count)]


def test_full_means_waiting_with_a_position(vallees):
    event = world.make_event(capacity=2)

    registrations = fill(event, 4)

    assert [r.state for r in registrations] == ["confirmed", "confirmed", "waiting", "waiting"]
    assert [r.position for r in registrations] == [0, 0, 1, 2]


def test_a_cancellation_gives_the_seat_to_the_first_who_waits(vallees):
    event = world.make_event(capacity=2)
    gone, _, first, second = fill(event, 4)

    assert gone.cancel()

    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.state, second.state) == ("confirmed", "waiting")
    assert second.position == 1
    assert assert_sound(event) == (2, 1)
    assert list(Entry.objects.values_list("code", flat=True)[:2]) == [
        "registration.promoted",
        "registration.cancelled",
    ]


def test_cancelling_twice_frees_one_seat(vallees):
    event = world.make_event(capacity=2)
    gone, *_ = fill(event, 2)

    assert gone.cancel()
    assert not gone.cancel()
    assert assert_sound(event) == (1, 0)


def test_who_left_the_waiting_list_frees_no_seat(vallees):
    event = world.make_event(capacity=1)
    _, waiting = fill(event, 2)

    waiting.cancel()

    assert assert_sound(event) == (1, 0)


def test_who_comes_back_goes_to_the_end_of_the_list(vallees):
    event = world.make_event(capacity=1)
    gone, *_ = fill(event, 3)
    gone.cancel()

    back = event.register(gone.person, tell=False)

    assert back.pk == gone.pk
    assert (back.state, back.position, back.just_made) == ("waiting", 2, True)
    assert assert_sound(event) == (1, 2)


def test_the_same_person_known_or_typed_is_registered_once(vallees):
    event = world.make_event(capacity=5)
    malo = world.make_person("Malo Riou", "malo@example.org")
    event.register(malo, tell=False)

    again = event.register(name="  malo RIOU ", email="MALO@example.org", tell=False)

    assert not again.just_made
    assert assert_sound(event) == (1, 0)


def test_two_people_who_share_an_address_have_a_seat_each(vallees):
    event = world.make_event(capacity=5)

    event.register(name="Anouk Petit", email="famille@example.org", tell=False)
    event.register(name="Basile Petit", email="famille@example.org", tell=False)

    assert assert_sound(event) == (2, 0)


def test_more_seats_serve_the_waiting_list_and_fewer_than_taken_are_refused(vallees):
    event = world.make_event(capacity=2)
    fill(event, 5)

    event.resize(4)
    assert assert_sound(event) == (4, 1)

    with pytest.raises(TooFewSeats) as refusal:
        event.resize(3)
    assert refusal.value.taken == 4
    assert assert_sound(event) == (4, 1)


def test_nobody_registers_for_a_cancelled_event_nor_is_promoted(vallees):
    event = world.make_event(capacity=1)
    seated, waiting = fill(event, 2)
    event.cancel()

    with pytest.raises(EventCancelled):
        event.register(name="Lou", email="lou@example.org")
    seated.cancel()
    waiting.refresh_from_db()
    assert waiting.state == "waiting"


def test_nobody_is_promoted_once_the_event_has_begun(vallees):
    event = world.make_event(capacity=1, in_days=0)
    seated, waiting = fill(event, 2)

    seated.cancel()

    waiting.refresh_from_db()
    assert waiting.state == "waiting"


def test_the_database_itself_refuses_one_person_too_many(vallees):
    event = world.make_event(capacity=1)
    with pytest.raises(IntegrityError), transaction.atomic():
        Event.objects.filter(pk=event.pk).update(seats_taken=2)


def test_saving_a_stale_event_does_not_bring_seats_back(vallees):
    event = world.make_event(capacity=3)
    stale = Event.objects.get(pk=event.pk)
    fill(event, 2)

    stale.summary = "Une phrase"
    stale.save()

    assert assert_sound(event) == (2, 0)


def test_a_registration_costs_the_same_when_two_hundred_are_there(vallees, django_assert_max_num_queries):
    event = world.make_event(capacity=3)
    fill(event, 8)
    with django_assert_max_num_queries(12 + (connection.vendor == "postgresql")):  # waits for its namesakes
        event.register(name="Nouvelle", email="nouvelle@example.org", tell=False)
