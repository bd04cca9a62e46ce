"""Deciding an action, moving it along, and knowing where it stood at any moment."""

import datetime as dt

import pytest
from django.db import IntegrityError
from django.utils import timezone

from maillage.actions.roadmap.models import Action, ActionState, Axis, Workstream
from maillage.ground.journal.models import AppendOnly, of
from maillage.needs.catalogue.models import Need
from maillage.needs.workshops.models import Takeaway
from maillage.needs.workshops.recall import Became, recall
from tests import world

pytestmark = pytest.mark.django_db
State = ActionState.State


@pytest.fixture
def workstream(vallees):
    return Workstream.objects.create(
        axis=Axis.objects.create(title="Épauler"), title="Employer sans s’épuiser"
    )


def ago(days):
    return timezone.now() - dt.timedelta(days=days)


def state_of(action):
    return Action.objects.with_state().get(pk=action.pk).state


def test_a_decided_action_is_planned_and_answers_its_needs(workstream, claire):
    need = world.make_need()

    action = Action.objects.plan(claire, [need], title="Un cercle d’entraide", workstream=workstream)

    assert state_of(action) == State.PLANNED
    assert action.answers.get().need == need
    assert [entry.code for entry in of(action)] == ["action.planned"]


def test_nothing_is_kept_of_an_action_that_could_not_be_decided(vallees, claire):
    with pytest.raises(IntegrityError):
        Action.objects.plan(claire, title="Sans chantier")

    assert not Action.objects.exists()


def test_what_a_workshop_left_becomes_one_action_however_often_it_is_asked(workstream, claire):
    takeaway = Takeaway.objects.create(workshop=world.make_workshop(), kind="solution", text="Un groupement")

    first, second = (
        Action.objects.plan(claire, title=title, workstream=workstream, takeaway=takeaway)
        for title in ("un", "deux")
    )

    assert first == second
    assert ActionState.objects.count() == 1


def test_each_move_adds_a_line_to_the_history(workstream, claire):
    action = Action.objects.plan(claire, title="Un cercle", workstream=workstream)

    assert action.move(State.RUNNING, claire, "Première réunion tenue")
    assert action.move(State.DONE, claire)

    said = [(line.state, line.by, line.comment) for line in action.history.all()]
    assert said == [
        (State.DONE, claire, ""),
        (State.RUNNING, claire, "Première réunion tenue"),
        (State.PLANNED, claire, ""),
    ]
    assert [entry.code for entry in of(action)] == ["action.done", "action.running", "action.planned"]


def test_the_same_state_twice_says_nothing_new_unless_there_is_a_word(workstream, claire):
    action = Action.objects.plan(claire, title="Un cercle", workstream=workstream)

    assert not action.move(State.PLANNED, claire)
    assert action.move(State.PLANNED, claire, "On attend la mairie")
    assert action.history.count() == 2


def test_the_history_is_only_ever_added_to(workstream, claire):
    action = Action.objects.plan(claire, title="Un cercle", workstream=workstream)
    line = action.history.get()

    for rewrite in (
        line.save,
        line.delete,
        action.history.all().delete,
        lambda: action.history.update(comment="jamais dit"),
    ):
        with pytest.raises(AppendOnly):
            rewrite()

    assert action.history.get().comment == ""


def test_where_an_action_stood_at_a_moment(vallees, claire):
    action = world.make_action(state=State.PLANNED)
    ActionState.objects.create(action=action, state=State.RUNNING, at=ago(-1))
    ActionState.objects.create(action=action, state=State.DONE, at=ago(-30))

    def at(days):
        return {state for state in State if Action.objects.in_state(state, ago(days)).exists()}

    assert at(1) == set()
    assert at(0) == {State.PLANNED}
    assert at(-2) == {State.RUNNING}
    assert at(-31) == {State.DONE}
    assert Action.objects.in_state([State.PLANNED, State.DONE]).get() == action


def test_a_need_is_answered_once_an_action_runs(vallees, claire):
    need, other = world.make_need(), world.make_need("Un four à pain")
    action = world.make_action(need=need, state=State.PLANNED)
    world.make_action(need=other, state=State.DROPPED)
    assert not Need.objects.answered().exists()

    action.move(State.RUNNING, claire, at=ago(-5))

    assert not Need.objects.answered(until=ago(0)).exists()
    assert Need.objects.answered(until=ago(-6)).get() == need


def test_late_is_past_due_and_still_open(vallees):
    yesterday = timezone.localdate() - dt.timedelta(days=1)
    late = world.make_action("En retard", due=yesterday)
    world.make_action("Faite à temps", due=yesterday, state=State.DONE)
    world.make_action("Abandonnée", due=yesterday, state=State.DROPPED)
    world.make_action("Pour aujourd’hui", due=timezone.localdate())
    world.make_action("Sans date")

    assert Action.objects.late().get() == late
    assert [action.title for action in Action.objects.with_state() if action.is_late()] == ["En retard"]


def test_an_action_answers_exactly_the_needs_it_is_given(vallees, claire):
    one, two, kept = (world.make_need(title) for title in ("un", "deux", "trois"))
    action = world.make_action(need=one)
    kept.absorb([two], claire)
    two.refresh_from_db()

    action.answer([two])

    assert action.answers.get().need == kept


def test_axes_go_up_and_down(vallees):
    one, two, three = (Axis.objects.create(title=title) for title in ("un", "deux", "trois"))

    three.shift(-1)
    one.shift(-1)

    assert [axis.title for axis in Axis.objects.all()] == ["un", "trois", "deux"]


def test_workstreams_keep_to_their_axis(vallees):
    north, south = (Axis.objects.create(title=title) for title in ("nord", "sud"))
    for axis in (north, south):
        for title in ("a", "b"):
            Workstream.objects.create(axis=axis, title=f"{axis} {title}")

    south.workstreams.last().shift(-1)

    assert [str(stream) for stream in north.workstreams.all()] == ["nord a", "nord b"]
    assert [str(stream) for stream in south.workstreams.all()] == ["sud b", "sud a"]


def test_someone_erased_leaves_the_history_without_a_name(vallees):
    someone = world.make_person("Malo Riou")
    action = world.make_action()
    action.move("done", someone)
    someone.delete()
    assert [line.by for line in action.history.all()] == [None, None]


def test_the_next_workshop_hears_what_became_of_what_the_last_one_left_to_do(
    workstream, claire, django_assert_num_queries
):
    last = world.make_workshop()
    soon, late = dt.date(2026, 10, 1), dt.date(2026, 12, 1)
    for text, due in (("Appeler la mairie", None), ("Écrire la charte", soon), ("Louer une salle", soon)):
        Takeaway.objects.create(workshop=last, kind="action", text=text, owner="Lou", due=due)
    charter, room = last.takeaways.get(text="Écrire la charte"), last.takeaways.get(text="Louer une salle")
    running = Action.objects.plan(claire, title="La charte", workstream=workstream, takeaway=charter)
    running.move(State.RUNNING, claire)
    dropped = Action.objects.plan(
        claire, title="Une salle", workstream=workstream, takeaway=room, owner=claire, due=late
    )
    dropped.move(State.DROPPED, claire)

    with django_assert_num_queries(2):
        found = recall.room.of(last)

    assert [(row.text, row.owner, row.state, row.due) for row in found] == [
        ("Appeler la mairie", "Lou", "", None),
        ("Écrire la charte", "Lou", "running", soon),
        ("Louer une salle", "Claire Morvan", "dropped", late),
    ]


def test_the_workshop_hears_what_became_of_what_it_said(vallees, claire):
    last = world.make_workshop()
    said = [last.takeaways.create(kind="action", text=text) for text in ("Late", "Dropped", "Nothing")]
    late = world.make_action("Late", takeaway=said[0], owner=claire, due=dt.date(2026, 1, 1))
    world.make_action("Dropped", takeaway=said[1], state="dropped", workstream=late.workstream)

    found = recall.room.became([row.pk for row in said])

    assert found[said[0].pk] == Became(
        "running", "en retard", late.get_absolute_url(), claire.name, late.due, late=True
    )
    assert (found[said[1].pk].state, found[said[1].pk].closed) == ("dropped", True)
    assert said[2].pk not in found


def test_said_done_in_a_workshop_the_action_is_done(vallees, claire):
    said = [world.make_workshop().takeaways.create(kind="action", text=text) for text in "AB"]
    action = world.make_action("A", takeaway=said[0])
    assert recall.room.finish(said[0], claire)
    assert not recall.room.finish(said[1], claire)
    assert Action.objects.with_state().get(pk=action.pk).state == "done"
