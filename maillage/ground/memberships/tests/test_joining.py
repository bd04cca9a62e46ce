"""Joining, paying, renewing, deciding, leaving: what each writes, and what happens when two do it at once."""

import datetime as dt

import pytest
from django.utils import timezone

from maillage.ground.mail.models import OutgoingMail
from maillage.ground.memberships.models import Membership, Refused, is_member
from maillage.ground.memberships.tasks import remind, remind_all
from maillage.ground.memberships.voters import roll
from maillage.ground.money.models import Due
from maillage.ground.people.models import Person
from tests.threads import all_at_once

YEAR = dt.timedelta(days=365)


@pytest.fixture
def told(django_capture_on_commit_callbacks):
    """What mails are written by what happens inside."""

    def inside():
        return django_capture_on_commit_callbacks(execute=True)

    return inside


def test_one_is_a_member_once_the_due_is_settled(lou, today):
    assert not lou.stands(today)
    due = lou.last.due
    assert (due.amount, due.payer) == (2000, "Lou Aubry")
    payment = due.receive(2000, "cheque")
    assert lou.stands(today)
    assert is_member(lou.person, today)
    payment.reverse(None, "chèque refusé")
    assert not lou.stands(today)


def test_a_free_plan_counts_at_once(plan, today):
    plan.price = "free"
    plan.save()
    assert Membership.objects.join(plan, "Awa", "awa@example.org").stands(today)


def test_joining_twice_is_one_membership_and_a_mail_that_says_so(plan, lou, told):
    with told():
        again = Membership.objects.join(plan, "Lou Aubry", "LOU@example.org")
    assert (again, again.just_made) == (lou, False)
    assert Due.objects.count() == 1
    assert "Vous y étiez déjà" in OutgoingMail.objects.get().text or OutgoingMail.objects.get().subject


@pytest.mark.django_db(transaction=True)
def test_eight_clicks_at_once_are_one_membership(on_disk, vallees, plan):
    made = all_at_once(vallees, 8, lambda _: Membership.objects.join(plan, "Lou", "lou@example.org").pk)
    assert len(set(made)) == 1
    assert Due.objects.count() == 1


def test_a_structure_pays_by_its_band_and_several_speak_for_it(structures, today):
    first = Membership.objects.join(structures, "Ana", "ana@example.org", "La Recyclerie", 1)
    second = Membership.objects.join(structures, "Bob", "bob@example.org", "la recyclerie", 0)
    assert first == second
    first.last.due.receive(9000, "transfer")
    bob = Person.objects.get(name="Bob")
    assert not is_member(bob, today)
    first.representatives.create(person=bob)
    assert is_member(bob, today)


@pytest.mark.parametrize("said", [None, 2, -1])
def test_a_band_that_is_not_one_is_refused(structures, said):
    with pytest.raises(Refused):
        Membership.objects.join(structures, "Ana", "ana@example.org", "La Recyclerie", said)
    assert not Membership.objects.exists()


def test_renewing_in_the_window_follows_on_and_twice_is_once(paid, today):
    last = paid.last
    with pytest.raises(Refused, match="On renouvelle à partir"):
        paid.renew(day=today)
    near = last.ends - dt.timedelta(days=10)
    period = paid.renew(day=near)
    assert period.starts == last.ends + dt.timedelta(days=1)
    assert paid.renew(day=near) == period
    assert Due.objects.count() == 2


def test_the_board_decides_before_anything_is_asked(agreed, claire, told, today):
    with told():
        asked = Membership.objects.join(agreed, "Awa", "awa@example.org")
    assert not Due.objects.exists()
    with told():
        asked.agree(claire)
        asked.agree(claire)
    assert Due.objects.get().person.name == "Awa"
    assert [mail.subject.split(" · ")[0] for mail in OutgoingMail.objects.order_by("pk")] == [
        "Votre demande d’adhésion est arrivée",
        "Votre adhésion, à régler",
    ]


def test_a_refusal_has_a_reason_and_one_may_ask_again(agreed, claire, told):
    asked = Membership.objects.join(agreed, "Awa", "awa@example.org")
    with pytest.raises(Refused):
        asked.refuse(claire, " ")
    with told():
        asked.refuse(claire, "Article 5 : deux parrains manquent.")
    assert "deux parrains manquent" in OutgoingMail.objects.get().text
    with pytest.raises(Refused):
        asked.refuse(claire, "encore")
    assert Membership.objects.join(agreed, "Awa", "awa@example.org").just_made


def test_who_leaves_owes_nothing_more_and_keeps_what_was_paid(lou, plan, claire, today):
    due = lou.last.due
    lou.leave(claire)
    due.refresh_from_db()
    assert due.cancelled_at
    ana = Membership.objects.join(plan, "Ana", "ana@example.org")
    ana.last.due.receive(2000, "cash")
    ana.leave(claire)
    assert ana.stands(today)


def test_reminders_leave_once_each_and_stop_when_renewed(paid, told):
    ends = paid.last.ends
    with told():
        assert [remind(ends + dt.timedelta(days=n)) for n in (-60, -30, -29, -7, -6, 15, 16)] == [
            0,
            1,
            0,
            1,
            0,
            1,
            0,
        ]
    assert OutgoingMail.objects.filter(key__contains=":before:").count() == 1
    paid.renew(day=ends)
    paid.last.due.receive(2000, "cash")
    assert remind(ends + dt.timedelta(days=20)) == 0


def test_the_trouble_of_one_pole_does_not_keep_reminders_from_the_others(onde, vallees, monkeypatch):
    written = []

    def remind():
        from django_scopes import get_scope

        written.append(get_scope()["pole"].slug)
        if len(written) == 1:
            raise RuntimeError

    monkeypatch.setattr("maillage.ground.memberships.tasks.remind", remind)
    remind_all.call()
    assert sorted(written) == ["onde", "vallees"]


def test_the_roll_says_who_votes_and_why_the_others_do_not(plan, structures, agreed, paid, today, claire):
    waiting = Membership.objects.join(plan, "Ana", "ana@example.org")
    asked = Membership.objects.join(agreed, "Awa", "awa@example.org")
    Membership.objects.update(applied_at=timezone.make_aware(dt.datetime(2026, 3, 15)))
    voters, others = roll(today)
    assert [one.membership for one in voters] == [paid]
    assert {one.membership: one.why for one in others} == {
        waiting: "la cotisation n’est pas réglée",
        asked: "le conseil n’a pas encore agréé la demande (article 5)",
    }
    voters, others = roll(today, seniority=90)
    assert voters == []
    assert "il faut 90 jours" in next(one.why for one in others if one.membership == paid)


def test_the_roll_of_a_past_date_does_not_change(paid, today, claire):
    Membership.objects.filter(pk=paid.pk).update(applied_at=timezone.make_aware(dt.datetime(2026, 3, 15)))
    paid.leave(claire)
    Membership.objects.filter(pk=paid.pk).update(left_at=timezone.make_aware(dt.datetime(2026, 6, 1)))
    assert [one.membership for one in roll(dt.date(2026, 4, 1))[0]] == [paid]
    assert roll(dt.date(2026, 7, 1)) == ([], [])
