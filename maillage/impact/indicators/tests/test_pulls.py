"""What is counted, what is not, and that the value is always what its evidence adds up to."""

import datetime as dt

import pytest
from django.db.models import Sum
from django.utils import timezone
from django_scopes import scope

from maillage.actions.roadmap.models import Action, ActionState, Answer, Axis, Workstream
from maillage.activities.events.models import Event
from maillage.ground.directory.models import Organisation
from maillage.ground.memberships.models import Membership, MembershipPlan
from maillage.impact.indicators.period import Period
from maillage.impact.indicators.pulls import PULLS, compared, read
from maillage.impact.indicators.tests.makers import came, event_on, paris, register, someone, surveyed
from maillage.needs.catalogue.models import Need, Origin
from maillage.needs.workshops.models import Participant
from tests import world

State = ActionState.State
SPRING = Period(dt.date(2026, 3, 1), dt.date(2026, 5, 31))


def value_of(code, period=SPRING):
    return read([PULLS[code]], period)[code].value


def evidence_of(code, period=SPRING):
    return PULLS[code].lines(PULLS[code].evidence(period), names=True)


@pytest.fixture
def spring(vallees):
    """Two mornings in spring, one in winter; three people of two structures; one no-show, one who cancelled."""
    canut, recyclerie = (Organisation.objects.create(name=name) for name in ("Le Canut", "La recyclerie"))
    ana, bob, cid, dora, elie = (
        someone(name) for name in ("Ana Le Bris", "Bob Caro", "Cid Noz", "Dora Ker", "Élie Gac")
    )
    march = event_on(paris(2026, 3, 12), "Lire une fiche de paie")
    may = event_on(paris(2026, 5, 31, 22), "Soirée des bénévoles", hours=3)
    winter = event_on(paris(2026, 1, 15), "Vœux")
    first = came(march, ana, canut)
    came(march, bob, canut)
    surveyed(march, [5, 4, 3, 1, 4], first.registration)
    surveyed(may, [5, 5])
    came(may, ana, canut)
    came(may, cid, recyclerie, hours=1.5)
    came(winter, ana, canut)
    register(march, dora)
    came(may, elie, cancelled_at=paris(2026, 5, 1))
    plan = MembershipPlan.objects.create(title="Adhésion")
    Membership.objects.create(plan=plan, person=ana).periods.create(
        starts=dt.date(2026, 4, 1), ends=dt.date(2027, 3, 31), counts_from=timezone.now()
    )
    cancelled = event_on(paris(2026, 4, 2), "Reporté", cancelled_at=paris(2026, 4, 1))
    came(cancelled, dora)
    return {"march": march, "may": may, "winter": winter, "ana": ana}


def test_people_and_structures_count_once_each(spring):
    assert value_of("people") == 3
    assert value_of("structures") == 2
    assert sorted(line.who for line in evidence_of("people")) == ["Ana Le Bris", "Bob Caro", "Cid Noz"]
    assert {line.label for line in evidence_of("structures")} == {"Le Canut", "La recyclerie"}


def test_a_person_is_proven_by_the_first_time_they_came_in_the_period(spring):
    (line,) = [line for line in evidence_of("people") if line.who == "Ana Le Bris"]
    assert line.label == "Lire une fiche de paie · Guichen"
    assert line.on == dt.date(2026, 3, 12)


def test_attendances_and_hours_leave_out_no_shows_and_what_was_cancelled(spring):
    assert value_of("attendances") == 4
    assert value_of("hours") == 2 + 2 + 3 + 1.5
    assert value_of("events") == 2


@pytest.mark.parametrize(
    ("moment", "counted"),
    [
        (paris(2026, 2, 28, 23, 59, 59), 0),
        (paris(2026, 3, 1, 0, 0, 0), 1),
        (paris(2026, 5, 31, 23, 59, 59), 1),
        (paris(2026, 6, 1, 0, 0, 0), 0),
    ],
)
def test_a_day_begins_and_ends_at_midnight_in_paris(vallees, moment, counted):
    came(event_on(moment), someone("Ana Le Bris"))
    assert value_of("attendances") == value_of("people") == value_of("events") == counted
    assert len(evidence_of("attendances")) == counted


def test_events_not_announced_or_not_over_are_not_held(vallees):
    period = Period(dt.date(2026, 1, 1), dt.date(2030, 12, 31))
    event_on(paris(2026, 3, 12), published_at=None)
    event_on(timezone.now() + dt.timedelta(days=2))
    event_on(timezone.now() - dt.timedelta(minutes=30))
    assert value_of("events", period) == 0
    event_on(timezone.now() - dt.timedelta(hours=3))
    assert value_of("events", period) == 1


@pytest.fixture
def chain(vallees):
    """Three needs (one merged, one set aside beside them), four actions in four states."""
    workshop = world.make_workshop()
    payslips = world.make_need(
        "Comprendre les fiches de paie", world.make_cluster(workshop), created_at=paris(2026, 9, 1)
    )
    rooms = world.make_need("Des salles le soir", created_at=paris(2026, 4, 3))
    world.make_need("Plus tard", created_at=paris(2026, 7, 1))
    world.make_need("Fiches de paye", merged_into=payslips, created_at=paris(2026, 4, 3))
    world.make_need("Une piscine", set_aside_at=paris(2026, 4, 9), created_at=paris(2026, 4, 3))
    circle = act(
        "Un cercle d’entraide",
        payslips,
        (State.PLANNED, paris(2026, 3, 20)),
        (State.RUNNING, paris(2026, 4, 1)),
    )
    done = act("Un guide", payslips, (State.RUNNING, paris(2026, 4, 20)), (State.DONE, paris(2026, 5, 20)))
    planned = act(
        "Un annuaire des salles", rooms, (State.PLANNED, paris(2026, 4, 5)), due=dt.date(2026, 5, 15)
    )
    dropped = act("Un bus", rooms, (State.RUNNING, paris(2026, 4, 6)), (State.DROPPED, paris(2026, 4, 20)))
    act("À l’automne", None, (State.RUNNING, paris(2026, 9, 5)))
    return {
        "payslips": payslips,
        "rooms": rooms,
        "circle": circle,
        "done": done,
        "planned": planned,
        "dropped": dropped,
    }


def act(title, need, *history, **fields):
    axis = Axis.objects.create(title="Épauler les associations")
    workstream = Workstream.objects.create(axis=axis, title="Employer sans s’épuiser")
    action = Action.objects.create(title=title, workstream=workstream, **fields)
    for state, at in history:
        ActionState.objects.create(action=action, state=state, at=at)
    if need:
        Answer.objects.create(action=action, need=need)
    return action


def test_a_need_is_dated_by_the_workshop_it_was_said_in(chain):
    assert {line.label for line in evidence_of("needs")} == {
        "Comprendre les fiches de paie",
        "Des salles le soir",
    }
    (line,) = [line for line in evidence_of("needs") if line.label.startswith("Comprendre")]
    assert line.on == dt.date(2026, 3, 12)


def test_a_need_is_answered_when_its_first_action_begins_unless_it_was_given_up(chain):
    (line,) = evidence_of("needs_answered")
    assert (line.label, line.on) == ("Comprendre les fiches de paie", dt.date(2026, 4, 1))
    assert read([PULLS["needs_answered"]], SPRING)["needs_answered"].whole == 2


def test_answered_needs_are_those_of_the_catalogue(chain):
    ever = Period(dt.date(2020, 1, 1), dt.date(2030, 12, 31))
    pids = {line.subject for line in evidence_of("needs_answered", ever)}
    assert pids == {f"need:{need.pid}" for need in Need.objects.live().answered(ever.last)}


def test_actions_stand_in_the_state_they_had_at_the_end_of_the_period(chain):
    assert [value_of(f"actions_{state}") for state in ("done", "running", "planned", "late")] == [1, 1, 1, 1]
    assert [line.label.split(" · ")[0] for line in evidence_of("actions_late")] == ["Un annuaire des salles"]
    april = Period(dt.date(2026, 4, 1), dt.date(2026, 4, 10))
    assert [value_of(f"actions_{state}", april) for state in ("done", "running", "planned", "late")] == [
        0,
        2,
        1,
        0,
    ]


def test_an_action_is_late_the_day_after_its_due_date(chain):
    until = [Period(dt.date(2026, 5, 1), dt.date(2026, 5, day)) for day in (14, 15, 16)]
    assert [value_of("actions_late", period) for period in until] == [0, 0, 1]


def test_workshops_their_people_and_their_notes(vallees):
    workshop = world.make_workshop()
    world.make_wall(workshop, ("Ce qui pèse", "unfavourable", ["Seuls", "Fatigués"]))
    world.make_participant(workshop, "Lou Caro")
    world.make_participant(workshop, "Sam Ker", status=Participant.Status.EXCUSED)
    future = world.make_workshop("L’an prochain")
    future.date = dt.date(2036, 3, 12)
    future.save()
    assert [value_of(code) for code in ("workshops", "participants", "notes")] == [1, 1, 2]
    assert [line.who for line in evidence_of("participants")] == ["Lou Caro"]


def test_nobody_is_named_to_those_who_may_not_know(spring):
    workshop = world.make_workshop()
    world.make_wall(workshop, ("Ce qui pèse", "unfavourable", ["Seuls"]))
    for code in ("people", "attendances", "hours", "notes"):
        lines = PULLS[code].lines(PULLS[code].evidence(SPRING), names=False)
        assert lines
        assert not any(line.who for line in lines)
        assert "Seuls" not in {line.label for line in lines}


@pytest.mark.parametrize("code", PULLS)
def test_the_value_is_what_the_evidence_adds_up_to(spring, chain, code):
    workshop = world.make_workshop()
    world.make_wall(workshop, ("Ce qui pèse", "unfavourable", ["Seuls", "Fatigués"]))
    world.make_participant(workshop)
    for period in (
        SPRING,
        Period(dt.date(2025, 1, 1), dt.date(2026, 12, 31)),
        Period(dt.date(2026, 3, 12), dt.date(2026, 3, 12)),
    ):
        reading = read([PULLS[code]], period)[code]
        rows = PULLS[code].evidence(period)
        assert reading.value == (rows.aggregate(all=Sum("worth"))["all"] or 0)
        assert reading.value == sum(line.amount for line in PULLS[code].lines(rows, names=True))
        assert not reading.parts or sum(reading.parts) == reading.value
    assert value_of(code)


@pytest.mark.parametrize("code", PULLS)
def test_a_sister_pole_counts_nothing_of_ours(spring, chain, onde, code):
    with scope(pole=onde):
        assert value_of(code) == 0
        assert evidence_of(code) == []


def test_one_query_a_source_however_many_pulls_and_rows(spring, chain, django_assert_num_queries):
    with django_assert_num_queries(10):
        read(PULLS.values(), SPRING)
    for number in range(12):
        came(spring["march"], someone(f"Invitée {number}"))
    with django_assert_num_queries(10):
        read(PULLS.values(), SPRING)
    with django_assert_num_queries(1):
        assert len(evidence_of("attendances")) == 16


def test_who_is_satisfied_and_who_replied(spring):
    """Two replies of May are too few to be looked at; whoever came in May was asked all the same."""
    satisfied, replied = (read([PULLS[code]], SPRING)[code] for code in ("satisfied", "answer_rate"))
    assert (satisfied.value, satisfied.whole) == (3, 5)
    assert (replied.value, replied.whole) == (1, 4)
    assert all(not line.who for code in ("satisfied", "answer_rate") for line in evidence_of(code))


def test_two_periods_are_compared_at_the_same_season(spring):
    may_2027 = Period(dt.date(2027, 3, 1), dt.date(2027, 5, 31))
    came(event_on(paris(2026, 3, 13)), someone("Ana Le Bris"))
    reading = read([PULLS["attendances"]], may_2027)["attendances"]
    assert (reading.value, reading.before) == (0, 5)
    assert compared(0, 5, may_2027) == "5\u00a0de moins qu’un an plus tôt"
    assert compared(7, 5, may_2027) == "2\u00a0de plus qu’un an plus tôt"
    assert compared(5, 5, may_2027) == "autant qu’un an plus tôt"
    assert compared(0, 0, may_2027) == ""


def test_every_pull_leads_to_the_chain(spring, chain):
    Origin.objects.update(line=3)
    workshop = world.make_workshop()
    world.make_wall(workshop, ("Ce qui pèse", "unfavourable", ["Seuls"]))
    world.make_participant(workshop)
    assert Event.objects.exists()
    for code in PULLS:
        assert evidence_of(code)[0].url.startswith("/espace/")
