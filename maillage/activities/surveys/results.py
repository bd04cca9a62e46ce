"""What a survey says, once enough people replied: one picture and one table for each question."""

from collections import Counter
from dataclasses import dataclass, field

from maillage.activities.surveys.models import SCALE, Question, Survey
from maillage.activities.surveys.threshold import THRESHOLD, shown_groups
from maillage.ui.french import number

NO_ANSWER = "sans réponse"


@dataclass(frozen=True)
class Line:
    label: str
    count: int
    share: int  # per cent of those who answered this question


@dataclass(frozen=True)
class Group:
    label: str
    count: int
    mean: str


@dataclass
class Result:
    question: Question
    count: int
    lines: list[Line] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    mean: str = ""  # « 4,2 » of a scale
    groups: list[Group] = field(default_factory=list)  # of a scale, by the answers to the first choice
    groups_aside: int = 0

    @property
    def given(self) -> int:
        """How many answered this question: a bar is full when all said the same."""
        return sum(line.count for line in self.lines)


@dataclass(frozen=True)
class Results:
    count: int
    asked: int  # people who came and were sent a link
    answered: int  # of them, who replied by their link
    results: list[Result]

    @property
    def enough(self) -> bool:
        return self.count >= THRESHOLD

    @property
    def missing(self) -> int:
        return max(0, THRESHOLD - self.count)

    @property
    def rate(self) -> int:
        """Per cent of those who came; never above a hundred."""
        return min(100, round(100 * self.answered / self.asked)) if self.asked else 0


def results_of(survey: Survey) -> Results:
    """Four queries, however many replied; no result at all under the threshold."""
    replies = list(survey.replies.values_list("answers", flat=True))
    questions = list(survey.questions.all())
    asked = survey.event.registrations.standing().exclude(attendance=None).count()
    told = []
    if len(replies) >= THRESHOLD:
        by = next((question for question in questions if question.kind == Question.Kind.CHOICE), None)
        told = [_result(question, replies, by) for question in questions]
    return Results(len(replies), asked, survey.answered.exclude(registration__attendance=None).count(), told)


def _result(question: Question, replies: list[dict], by: Question | None) -> Result:
    said = [reply[question.pid] for reply in replies if reply.get(question.pid) not in (None, "")]
    result = Result(question, len(said))
    if question.kind == Question.Kind.TEXT:
        result.texts = sorted(said, key=str.casefold)
        return result
    labels = (
        SCALE if question.kind == Question.Kind.SCALE else {choice: choice for choice in question.choices}
    )
    counted = Counter(said)
    result.lines = [
        Line(label, counted[value], round(100 * counted[value] / len(said)) if said else 0)
        for value, label in labels.items()
    ]
    if question.kind == Question.Kind.SCALE and said:
        result.mean = _mean(said)
        if by:
            result.groups, result.groups_aside = _groups(question, by, replies)
    return result


def _groups(question: Question, by: Question, replies: list[dict]) -> tuple[list[Group], int]:
    """Means of the scale by answer to `by`, and how many groups are too small to be shown."""
    marks = {}
    for reply in replies:
        if isinstance(reply.get(question.pid), int):
            marks.setdefault(reply.get(by.pid) or NO_ANSWER, []).append(reply[question.pid])
    shown = shown_groups({label: len(given) for label, given in marks.items()})
    order = [*by.choices, NO_ANSWER]
    groups = [Group(label, len(marks[label]), _mean(marks[label])) for label in order if label in shown]
    return groups, len(marks) - len(groups)


def _mean(given: list[int]) -> str:
    return number(float(round(sum(given) / len(given), 1)))
