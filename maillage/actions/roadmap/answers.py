"""What this room says to the catalogue of needs: which actions answer them."""

from collections import defaultdict

from django.db.models import Exists, F, OuterRef

from maillage.actions.roadmap.models import Action, ActionState, Answer
from maillage.needs.catalogue.answering import AnswerLine, Answers


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
