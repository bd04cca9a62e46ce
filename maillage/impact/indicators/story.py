"""One true story, picked from the data: a note on a wall, the need it became, the action, the people who came."""

from dataclasses import asdict, dataclass

from django.db.models import Count, Exists, OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce
from django.utils import timezone

from maillage.actions.roadmap.models import Action
from maillage.activities.events.models import Attendance
from maillage.impact.indicators.pulls import said, thread_url
from maillage.needs.catalogue.models import Need, Origin
from maillage.needs.workshops.models import Cluster
from maillage.ui.french import MONTHS, NBSP, PARIS, plural

GOOD_LENGTH = range(15, 121)  # characters of a note that reads well alone


@dataclass(frozen=True)
class Step:
    """One knot, in the shape that `ui/parts/thread.html` draws; `subject` leads to the thread of the chain."""

    kind: str
    when: str
    title: str
    subject: str
    text: str = ""
    sentiment: str = "neutral"
    value: int = 0
    url: str = ""

    def linked(self) -> "Step":
        """For those who may follow the thread inside."""
        return Step(**{**asdict(self), "url": thread_url(self.subject)})


def candidates(until=None):
    """Needs that people came for, best voted first: each with `votes`. `until` is a moment (now by default)."""
    came = _came("registration__event__activity__action__answers__need", until)
    groups = Cluster.objects.with_votes().filter(need_origins__need=OuterRef("pk")).order_by()
    votes = groups.values("need_origins__need").annotate(all=Sum("votes")).values("all")
    needs = Need.objects.live().filter(Exists(came)).annotate(votes=Coalesce(Subquery(votes), 0))
    return needs.order_by("-votes", "created_at", "pk")


def best(until=None) -> list[Step]:
    """The story of the best voted need; empty while nobody came for any."""
    need = candidates(until).first()
    return tell(need, until) if need else []


def tell(need, until=None) -> list[Step]:
    """The story of one of the `candidates`, in four steps (three when its origin has no words)."""
    action = _action(need, until)
    if action is None:
        return []
    note = _note(need)
    steps = [note] if note else []
    votes = plural(need.votes, "voix") if need.votes else ""
    steps.append(Step("need", "un besoin partagé", need.title, f"need:{need.pid}", votes))
    meetings = plural(action.meetings, "rendez-vous") if action.meetings > 1 else "un rendez-vous"
    steps.append(Step("action", "une action", action.title, f"action:{action.pid}", meetings))
    steps.append(_people(action))
    return steps


def _came(path: str, until):
    """Attendances that count, of the outer row found at `path`."""
    return Attendance.objects.filter(
        **{path: OuterRef("pk")},
        registration__cancelled_at=None,
        registration__event__cancelled_at=None,
        registration__event__activity__starts_at__lt=until or timezone.now(),
    )


def _action(need, until):
    """The action that brought most people, with counts of `people`, `structures` and `meetings`."""
    real = Q(
        activities__event__cancelled_at=None,
        activities__event__registrations__cancelled_at=None,
        activities__event__registrations__attendance__isnull=False,
        activities__starts_at__lt=until or timezone.now(),
    )
    path = "activities__event__registrations__"
    return (
        Action.objects.filter(answers__need=need)
        .annotate(
            people=Count(f"{path}person", distinct=True, filter=real),
            structures=Count(f"{path}organisation", distinct=True, filter=real),
            meetings=Count("activities__event", distinct=True, filter=real),
        )
        .filter(people__gt=0)
        .order_by("-people", "pk")
        .first()
    )


def _note(need) -> Step | None:
    """The words it came from: a note that reads well alone if there is one, else what was written down."""
    rows = Origin.objects.filter(need=need).order_by("pk", "cluster__notes__position", "cluster__notes__pk")
    found = rows.values_list(
        "text", "workshop__pid", "workshop__date",
        "note__pid", "note__text", "note__area__sentiment",
        "cluster__notes__pid", "cluster__notes__text", "cluster__notes__area__sentiment",
    )[:80]  # fmt: skip
    said_so = []
    for text, workshop, day, *notes in found:
        for pid, words, sentiment in (notes[:3], notes[3:]):
            if pid:
                said_so.append((words, f"note:{pid}", sentiment, day))
        said_so.append((text, f"workshop:{workshop}", "neutral", day))
    real = [one for one in said_so if one[1].startswith("note:")] or said_so
    if not real:
        return None
    words, subject, sentiment, day = next((one for one in real if len(one[0]) in GOOD_LENGTH), real[0])
    when = f"{_month(day)} · un post-it" if day else "un post-it"
    return Step("note", when, words, subject, sentiment=sentiment)


def _month(day) -> str:
    year = f"{NBSP}{day.year}" if day.year != timezone.now().astimezone(PARIS).year else ""
    return f"{MONTHS[day.month - 1]}{year}"


def _people(action) -> Step:
    came = "personne venue" if action.people < 2 else "personnes venues"
    where = (
        f", de {said(action.structures)} structure{'s' if action.structures > 1 else ''}"
        if action.structures
        else ""
    )
    return Step("figure", "aujourd’hui", f"{came}{where}", f"action:{action.pid}", value=action.people)
