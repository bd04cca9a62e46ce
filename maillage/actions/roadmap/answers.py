"""What this room says to those below: which actions answer a need, and what became of what a workshop left to do."""

from collections import defaultdict
from dataclasses import replace

from django.db.models import Exists, F, OuterRef

from maillage.actions.roadmap.models import Action, ActionState, Answer
from maillage.needs.catalogue.answering import AnswerLine, Answers
from maillage.needs.workshops.recall import DONE, DROPPED, RUNNING, Became, Recalled, Recalls


class RoadmapAnswers(Answers):
    def of(self, needs):
        found = defaultdict(list)
        actions = Action.objects.with_state().select_related("owner").filter(answers__need__in=needs)
        for action in actions.annotate(answers_need=F("answers__need")):
            found[action.answers_need].append(line_of(action))
        return dict(found)

    def answered(self, needs, until=None):
        carried = Action.objects.in_state(ActionState.ANSWERING, until)
        return needs.filter(
            Exists(Answer.objects.filter(need=OuterRef("pk"), action__in=carried.values("pk")))
        )

    def move(self, duplicate, kept):
        """{"moved": pids of actions that answered the duplicate alone, "shared": of those that answered both}"""
        actions = Answer.objects.filter(need=duplicate).values_list("action__pid", flat=True)
        both = Answer.objects.filter(need=kept, action__pid__in=list(actions)).values_list(
            "action__pid", flat=True
        )
        said = {"shared": sorted(both), "moved": sorted(set(actions) - set(both))}
        Answer.objects.filter(need=duplicate, action__pid__in=said["moved"]).update(need=kept)
        Answer.objects.filter(need=duplicate).delete()
        return said

    def give_back(self, duplicate, kept, moved):
        Answer.objects.filter(need=kept, action__pid__in=moved["moved"]).update(need=duplicate)
        shared = Action.objects.filter(pid__in=moved["shared"], answers__need=kept)
        Answer.objects.bulk_create(
            (Answer(action=action, need=duplicate) for action in shared), ignore_conflicts=True
        )


def line_of(action) -> AnswerLine:
    """The line that the catalogue shows for an action read `with_state()`."""
    return AnswerLine(
        title=action.title,
        url=action.get_absolute_url(),
        state=action.state or ActionState.State.PLANNED.value,
        state_label=action.state_label,
        owner=action.owner.name if action.owner else "",
        due=action.due,
    )


S = ActionState.State
RECALLED = {S.RUNNING: RUNNING, S.DONE: DONE, S.DROPPED: DROPPED}


class RoadmapRecall(Recalls):
    """What was said that day, as it stands today where it became an action. Two queries."""

    def of(self, workshop):
        said = super().of(workshop)
        taken = Action.objects.with_state().filter(takeaway__workshop=workshop)
        actions = {
            action.takeaway_pid: action
            for action in taken.select_related("owner").annotate(takeaway_pid=F("takeaway__pid"))
        }
        return [recalled(row, actions[row.pid]) if row.pid in actions else row for row in said]

    def became(self, pks):
        actions = Action.objects.with_state().select_related("owner").filter(takeaway__in=pks)
        return {action.takeaway_id: became_of(action) for action in actions}

    def finish(self, takeaway, by):
        action = Action.objects.filter(takeaway=takeaway).first()
        if action is None:
            return False
        action.move(ActionState.State.DONE, by)
        return True


def became_of(action) -> Became:
    """For an action read `with_state()`."""
    late = action.is_late()
    return Became(
        state=action.state or ActionState.State.PLANNED.value,
        label="en retard" if late else action.state_label,
        url=action.get_absolute_url(),
        owner=action.owner.name if action.owner else "",
        due=action.due,
        late=late,
    )


def recalled(said: Recalled, action) -> Recalled:
    owner = action.owner.name if action.owner else said.owner
    return replace(said, owner=owner, due=action.due or said.due, state=RECALLED.get(action.state, ""))
