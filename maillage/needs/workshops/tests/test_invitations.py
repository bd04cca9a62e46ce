"""Who is asked to come: their seat, their calendar, their answer, their link on the day."""

import datetime as dt

import icalendar
import pytest

from maillage.ground.mail.models import OutgoingMail
from maillage.needs.workshops import calendars
from maillage.needs.workshops.models import (
    Invitation,
    Participant,
    Refused,
    call_off,
    expect,
    hold_after_all,
    invite,
    tell_change,
)
from tests import world


@pytest.fixture
def workshop(vallees):
    return world.make_workshop(
        purpose="Ranger nos besoins", starts=dt.time(9, 30), ends=dt.time(12), place="Guichen"
    )


@pytest.fixture
def told(django_capture_on_commit_callbacks):
    """`with told():` what is said after the commit is said."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


@pytest.fixture
def ask(workshop, claire, told):
    def asked(*guests, words=""):
        with told():
            return invite(workshop, [(*guest, None)[:3] for guest in guests], claire, words)

    return asked


@pytest.fixture
def lou(ask, workshop):
    ask(("Lou Aubry", "lou@example.org"))
    return Invitation.objects.get()


def change(workshop, **fields):
    for name, value in fields.items():
        setattr(workshop, name, value)
    workshop.save(update_fields=list(fields))


def calendar_of(mail):
    calendar = icalendar.Calendar.from_ical(mail.attachments[0]["content"])
    (component,) = calendar.walk("VEVENT")
    return calendar, component


def last_mail(to="lou@example.org"):
    return OutgoingMail.objects.filter(to=to).order_by("pk").last()


def test_one_is_asked_by_mail_with_a_file_and_a_link_of_ones_own(ask, workshop):
    assert ask(("Lou Aubry", "Lou@Example.org"), words="Venez avec vos fiches de paie.") == 1
    seat = workshop.participants.get()
    assert (seat.status, seat.email) == ("expected", "lou@example.org")
    mail = last_mail()
    assert mail.subject.startswith("Vous êtes invité·e : Être employeur dans une petite asso, jeudi 12 mars")
    assert mail.subject.endswith("de 9 h 30 à 12 h")
    assert seat.invitation.token in mail.text and seat.invitation.token in mail.html
    assert "Venez avec vos fiches de paie." in mail.text and "Guichen" in mail.text
    calendar, component = calendar_of(mail)
    assert calendar["METHOD"] == "REQUEST"
    assert component["UID"] == f"{workshop.pid}@vallees.localhost"
    assert component["SEQUENCE"] == 0
    assert component["ATTENDEE"].params["PARTSTAT"] == "NEEDS-ACTION"
    assert seat.invitation.token not in mail.attachments[0]["content"], "a calendar is shared"


def test_asking_twice_writes_once(ask, workshop):
    ask(("Lou Aubry", "lou@example.org"))
    assert ask(("Lou A.", "LOU@example.org"), ("Malo Riou", "malo@example.org")) == 1
    assert workshop.participants.count() == 2
    assert OutgoingMail.objects.count() == 2


def test_a_person_known_here_has_one_seat_whatever_the_address(ask, workshop, malo):
    ask(("Malo Riou", malo.email, malo), ("Malo", "autre@example.org", malo))
    assert workshop.participants.get().person == malo


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"date": None}, "une date"),
        ({"closed_at": dt.datetime(2026, 3, 12, tzinfo=dt.UTC)}, "terminé"),
        ({"cancelled_at": dt.datetime(2026, 3, 1, tzinfo=dt.UTC)}, "annulé"),
    ],
)
def test_nobody_is_asked_to_what_has_no_day_or_will_not_be(ask, workshop, change, why):
    for name, value in change.items():
        setattr(workshop, name, value)
    with pytest.raises(Refused, match=why):
        ask(("Lou Aubry", "lou@example.org"))
    assert not OutgoingMail.objects.exists()


def test_one_answers_and_changes_ones_mind(lou):
    assert lou.answer == ""
    lou.reply(coming=False)
    lou.participant.refresh_from_db()
    assert (lou.answer, lou.participant.status) == ("no", "excused")
    lou.reply(coming=True)
    assert lou.answer == "yes"


def test_an_answer_changes_nothing_once_one_is_there(lou):
    lou.come_in()
    lou.reply(coming=False)
    lou.participant.refresh_from_db()
    assert lou.participant.status == Participant.Status.PRESENT
    assert lou.answer == "here"


def test_on_the_day_the_link_is_the_way_in(workshop, lou, claire):
    workshop.open(claire)
    seat = lou.come_in()
    assert seat.is_present and seat.token
    first = seat.token
    assert lou.come_in().token == first, "another of their screens is the same person"
    workshop.close(claire)
    with pytest.raises(Refused, match="terminé"):
        Invitation.objects.get().come_in()


def test_who_types_the_name_that_was_expected_has_that_seat(workshop, lou, claire):
    workshop.open(claire)
    seat = workshop.welcome("aubry LOU", "La Recyclerie")
    assert seat == lou.participant
    assert (seat.is_present, seat.organisation_name) == (True, "La Recyclerie")
    assert workshop.welcome("Lou Aubry") != seat, "somebody who is there is not taken for another"


def test_two_namesakes_are_not_taken_for_each_other(workshop, ask, claire):
    ask(("Lou Aubry", "a@example.org"), ("Lou Aubry", "b@example.org"))
    workshop.open(claire)
    assert workshop.welcome("Lou Aubry").email == ""


def test_a_change_replaces_the_entry_in_calendars(workshop, lou, claire, told):
    change(workshop, place="Maure")
    assert Invitation.objects.outdated(workshop) == [lou]
    with told():
        assert tell_change(workshop, claire) == 1
    mail = last_mail()
    assert mail.subject.startswith("Changement : ")
    calendar, component = calendar_of(mail)
    assert (calendar["METHOD"], component["SEQUENCE"], component["LOCATION"]) == ("REQUEST", 1, "Maure")
    with told():
        assert tell_change(workshop, claire) == 0
    assert OutgoingMail.objects.count() == 2


def test_changing_the_purpose_alone_disturbs_nobody(workshop, lou):
    change(workshop, purpose="Autrement dit")
    assert Invitation.objects.outdated(workshop) == []


def test_who_is_asked_after_a_change_is_not_told_of_it(workshop, lou, ask, claire, told):
    change(workshop, place="Maure")
    ask(("Malo Riou", "malo@example.org"))
    with told():
        assert tell_change(workshop, claire) == 1
    assert OutgoingMail.objects.filter(to="malo@example.org").count() == 1


def test_taking_an_invitation_back_takes_it_out_of_the_calendar(workshop, lou, claire, told, ask):
    with told():
        lou.withdraw(claire)
    assert not workshop.participants.exists()
    calendar, component = calendar_of(last_mail())
    assert (calendar["METHOD"], component["STATUS"], component["SEQUENCE"]) == ("CANCEL", "CANCELLED", 1)
    ask(("Lou Aubry", "lou@example.org"))
    calendar, component = calendar_of(last_mail())
    assert (calendar["METHOD"], component["SEQUENCE"]) == ("REQUEST", 1), "not older than the retraction"


def test_who_came_keeps_the_seat(workshop, lou, claire):
    workshop.open(claire)
    lou.come_in()
    with pytest.raises(Refused, match="Lou Aubry a déjà rejoint"):
        lou.withdraw(claire)


def test_calling_it_off_tells_everybody_once_and_it_can_be_held_after_all(workshop, lou, claire, told):
    with told():
        assert call_off(workshop, claire, "Le chauffage est en panne.") == 1
        assert call_off(workshop, claire) == 0
    mail = last_mail()
    assert "Le chauffage est en panne." in mail.text
    assert calendar_of(mail)[0]["METHOD"] == "CANCEL"
    workshop.refresh_from_db()
    with pytest.raises(Refused, match="annulé"):
        tell_change(workshop, claire)
    hold_after_all(workshop, claire)
    workshop.refresh_from_db()
    with told():
        assert tell_change(workshop, claire) == 1
    calendar, component = calendar_of(last_mail())
    assert (calendar["METHOD"], component["SEQUENCE"], component["STATUS"]) == ("REQUEST", 2, "CONFIRMED")


def test_what_has_begun_is_not_called_off(workshop, claire):
    workshop.open(claire)
    with pytest.raises(Refused, match="déjà commencé"):
        call_off(workshop, claire)


def test_somebody_expected_without_being_written_to_is_left_in_peace(workshop, claire, told):
    invitation = expect(workshop, "Youenn", "youenn@example.org")
    assert invitation.sent_at is None
    change(workshop, place="Maure")
    with told():
        assert tell_change(workshop, claire) == 0
        call_off(workshop, claire)
    assert not OutgoingMail.objects.exists()


def test_a_day_without_an_hour_fills_the_day(workshop):
    workshop.starts = workshop.ends = None
    component = calendars.meeting_of(workshop).component()
    assert (component.start, component.end) == (dt.date(2026, 3, 12), dt.date(2026, 3, 13))
    assert calendars.when(workshop).startswith("Jeudi 12\xa0mars")


def test_an_evening_ends_after_midnight(workshop):
    workshop.starts, workshop.ends = dt.time(22), dt.time(0, 30)
    component = calendars.meeting_of(workshop).component()
    assert component.end - component.start == dt.timedelta(hours=2, minutes=30)


def test_two_people_share_an_address_and_have_two_seats(workshop, malo, claire):
    claire.email = malo.email
    for person in (malo, claire):
        expect(workshop, person.name, malo.email, person)
    assert {seat.person for seat in workshop.participants.all()} == {malo, claire}


def test_an_address_invited_before_is_recognised_as_somebody_known(workshop, lou, malo):
    assert expect(workshop, "Malo Riou", "lou@example.org", malo) == lou
    assert workshop.participants.get().person == malo


def test_who_was_sent_out_does_not_come_back_by_the_link(workshop, lou, claire):
    workshop.open(claire)
    workshop.participants.update(gone_at=workshop.created_at)
    guest = Invitation.objects.get()
    assert not guest.may_come_in
    with pytest.raises(Refused, match="retiré"):
        guest.come_in()


def test_who_came_in_twice_is_one_person_by_the_link_too(workshop, lou, claire):
    workshop.open(claire)
    other = workshop.welcome("Loulou")
    workshop.participants.filter(pk=lou.participant_id).update(gone_at=workshop.created_at, merged_into=other)
    guest = Invitation.objects.with_people().get()
    assert guest.answer == "here"
    assert guest.come_in() == other
