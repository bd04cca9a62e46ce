"""The rows that indicators count, one source a table. A source never holds what must never be counted.

Each source is a function of the period and returns a queryset of the pole in scope; what it annotates
is read by the pulls that stand on it.
"""

from django.db.models import Count, Exists, F, Min, OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce, TruncDate
from django.utils import timezone

from maillage.actions.roadmap.models import Action, ActionState
from maillage.activities.events.models import Attendance, Event
from maillage.activities.surveys.models import Answered, Reply
from maillage.activities.surveys.threshold import THRESHOLD
from maillage.ground.memberships.models import Membership
from maillage.ground.memberships.models import Period as MembershipPeriod
from maillage.impact.indicators.period import today
from maillage.needs.catalogue.models import Need, Origin
from maillage.needs.workshops.models import Note, Participant, Workshop
from maillage.ui.french import PARIS


def attendances(period):
    """People who really came. A cancelled registration or event leaves no trace, even ticked by mistake."""
    return Attendance.objects.filter(
        registration__cancelled_at=None, registration__event__cancelled_at=None
    ).annotate(moment=F("registration__event__activity__starts_at"))


def asked(period):
    """Those of them whose event had a survey; `replied` says who used the link."""
    replied = Answered.objects.filter(registration=OuterRef("registration"))
    return (
        attendances(period)
        .filter(registration__event__survey__isnull=False)
        .annotate(replied=Exists(replied))
    )


def replies(period):
    """Replies to surveys, with a `score`; those of an event with too few of them are never looked at one by one."""
    many = Reply.objects.order_by().values("survey").annotate(n=Count("pk")).filter(n__gte=THRESHOLD)
    rows = Reply.objects.filter(score__isnull=False, survey__in=many.values("survey"))
    return rows.filter(survey__event__cancelled_at=None).annotate(
        moment=F("survey__event__activity__starts_at")
    )


def events(period):
    """Events that were not cancelled; `held` says which of them took place."""
    return Event.objects.filter(cancelled_at=None).annotate(moment=F("activity__starts_at"))


def held(period) -> Q:
    """Announced, and over."""
    return Q(published_at__isnull=False, activity__ends_at__lte=timezone.now())


def gatherings(period):
    """The same events, with how many `came` and the `hours` they spent.

    Counted event by event first: the months of a picture then cost nothing, however many people came.
    """
    standing = Q(registrations__cancelled_at=None)
    return events(period).annotate(
        came=Count("registrations__attendance", filter=standing),
        hours=Sum("registrations__attendance__hours", filter=standing, default=0),
    )


def memberships(period):
    """Memberships that began to count one day, their `moment`; `stands`: they count on the last day (today while it runs)."""
    counting = MembershipPeriod.objects.filter(
        membership=OuterRef("pk"), counts_from__isnull=False
    ).order_by()
    first = counting.values("membership").annotate(day=Min("starts")).values("day")
    last = min(period.end, today())
    return Membership.objects.annotate(
        moment=Subquery(first), stands=Exists(counting.filter(starts__lte=last, ends__gte=last))
    ).exclude(moment=None)


def needs(period):
    """Needs said once (not merged into another, not set aside).

    `raised` is the day of the first workshop they come from, else the day they were written here;
    `answered_at` the moment the first action that answers them began, if one still runs or is done.
    """
    first_workshop = (
        Origin.objects.filter(need=OuterRef("pk")).values("need").annotate(day=Min("workshop__date"))
    )
    carried = Action.objects.in_state(ActionState.ANSWERING, period.last).values("pk")
    began = ActionState.objects.filter(
        action__answers__need=OuterRef("pk"), action__in=carried, state__in=ActionState.ANSWERING
    ).order_by("at")
    return Need.objects.live().annotate(
        raised=Coalesce(Subquery(first_workshop.values("day")), TruncDate("created_at", tzinfo=PARIS)),
        answered_at=Subquery(began.values("at")[:1]),
    )


def actions(period):
    """Actions with the `state` they had at the end of the period, and `state_since` when."""
    return Action.objects.with_state(period.last).exclude(state=None)


def workshops(period):
    return Workshop.objects.annotate(moment=_held_on("")).filter(moment__lte=today())


def participants(period):
    present = Participant.objects.filter(status=Participant.Status.PRESENT)
    return present.annotate(moment=_held_on("workshop__")).filter(moment__lte=today())


def notes(period):
    return (
        Note.objects.shown().annotate(moment=_held_on("area__board__workshop__")).filter(moment__lte=today())
    )


def _held_on(path: str):
    return Coalesce(f"{path}date", TruncDate(f"{path}opened_at", tzinfo=PARIS))
