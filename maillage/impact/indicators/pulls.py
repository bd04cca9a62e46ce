"""What can be counted. Each pull gives, over a period, a value and the rows that prove it.

The value is an aggregate of the source; the evidence is the same rows, each with an `amount`, so that
    value == sum of the amounts of the evidence
whatever is counted: heads (one row each), hours (as many as each row brought), distinct people (one row a
person, the first time they came).
"""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from itertools import groupby

from django.db.models import Count, F, Q, QuerySet, Sum, Value, Window
from django.db.models.functions import Concat, RowNumber, TruncDate
from django.urls import reverse

from maillage.actions.roadmap.models import ActionState
from maillage.activities.surveys.models import SATISFIED
from maillage.impact.indicators import sources
from maillage.impact.indicators.period import Period, today
from maillage.ui.french import NBSP, PARIS, number

State = ActionState.State
# Where each kind of subject stands on the thread of the chain.
STATIONS = {
    "registration": "inscription",
    "event": "evenement",
    "need": "besoin",
    "action": "action",
    "note": "note",
}

# What stands beside the chain is shown on its own page.
PAGES = {"workshop": "workshops:workshop", "membership": "memberships:membership"}


def anything(period: Period) -> Q:
    return Q()


@dataclass(frozen=True)
class Pull:
    """One way of counting.

    `moment` is the field that dates a row (a datetime when `timed`); a `stock` counts what stands at the
    end of the period, the others what happened during it. `picture` is dots, bars or ring.
    """

    code: str
    name: str
    one: str
    many: str
    says: str
    source: Callable[[Period], QuerySet]
    kind: str  # of the subject: "registration:pid"
    subject: str  # path of its pid
    label: tuple[str, ...]  # paths, said one after the other
    who: str = ""  # path of a name, shown only to those who may know people
    private_label: bool = False  # the label itself is only for those who may know people
    amount: str = ""  # path of a number; each row is worth 1 without it
    once_per: str = ""  # path: one row for each of its values, the first of the period
    moment: str = "moment"
    timed: bool = True
    stock: bool = False
    only: Callable[[Period], Q] = field(default=anything)
    whole: Callable[[Period], Q] | None = None  # rows of the source of which these are a share
    whole_says: str = ""
    picture: str = "bars"
    tally: Callable[[Period], QuerySet] | None = None  # rows already counted together, for the value alone
    tally_of: str = ""  # path of what is added up in the tally; its rows are counted without it

    @property
    def counted_in(self) -> Callable[[Period], QuerySet]:
        return self.tally or self.source

    @property
    def by_slices(self) -> bool:
        return not (self.once_per or self.stock)

    def unit(self, value) -> str:
        return self.many if value >= 2 else self.one

    def _between(self, start: dt.date, end: dt.date) -> Q:
        if self.timed:
            span = Period(start, end)
            return Q(**{f"{self.moment}__gte": span.since, f"{self.moment}__lt": span.until})
        return Q(**{f"{self.moment}__gte": start, f"{self.moment}__lte": end})

    def _counted(self, period: Period, start=None, end=None) -> Q:
        if self.stock:
            return self.only(period)
        return self.only(period) & self._between(start or period.start, end or period.end)

    def _measure(self, condition: Q):
        if self.tally:
            return (
                Sum(self.tally_of, filter=condition, default=0)
                if self.tally_of
                else Count("pk", filter=condition)
            )
        if self.once_per:
            return Count(self.once_per, distinct=True, filter=condition)
        return Sum(self.amount, filter=condition, default=0) if self.amount else Count("pk", filter=condition)

    def aggregates(self, period: Period) -> dict:
        """Named aggregates over the source: the value, the one before, the whole, and each slice."""
        wanted = {f"{self.code}_now": self._measure(self._counted(period))}
        if not self.stock:
            wanted[f"{self.code}_before"] = self._measure(
                self._counted(period, period.before.start, period.before.end)
            )
        if self.whole:
            wanted[f"{self.code}_whole"] = Count("pk", filter=self.whole(period))
        if self.by_slices:
            for index, part in enumerate(period.slices):
                wanted[f"{self.code}_{index}"] = self._measure(self._counted(period, part.start, part.end))
        return wanted

    def evidence(self, period: Period) -> QuerySet:
        """The rows behind the value, newest first: subject, label, who, when, amount (see `Line`)."""
        rows = self.source(period).filter(self._counted(period))
        if self.once_per:
            first = Window(RowNumber(), partition_by=[F(self.once_per)], order_by=[F(self.moment), F("pk")])
            ranked = rows.exclude(**{self.once_per: None}).annotate(rank=first).filter(rank=1)
            rows = self.source(period).filter(pk__in=ranked.values("pk"))
        return rows.annotate(
            subject=Concat(Value(f"{self.kind}:"), F(self.subject)),
            label=_joined(self.label),
            who=F(self.who) if self.who else Value(""),
            when=F(self.moment),
            on=TruncDate(self.moment, tzinfo=PARIS) if self.timed else F(self.moment),
            worth=F(self.amount) if self.amount else Value(1),
        ).order_by(f"-{self.moment}", "-pk")

    def lines(self, rows, names: bool) -> list["Line"]:
        """A page of the evidence as lines; without `names` nobody is named."""
        return [self.line(*row, names=names) for row in self.raw(rows)]

    def raw(self, rows):
        """The evidence as tuples, in the order that `line` takes."""
        return rows.values_list("subject", "label", "who", "when", "worth")

    def line(self, subject, label, who, when, worth, names):
        if self.private_label and not names:
            label = self.one.capitalize()
        day = when.astimezone(PARIS).date() if isinstance(when, dt.datetime) else when
        return Line(subject, label, who if names else "", day, worth)


def _joined(paths: tuple[str, ...]):
    if len(paths) == 1:
        return F(paths[0])
    return Concat(F(paths[0]), Value(" · "), F(paths[1]))


@dataclass(frozen=True)
class Line:
    """One row of evidence, as people read it."""

    subject: str
    label: str
    who: str
    on: dt.date | None
    amount: object

    @property
    def url(self) -> str:
        return thread_url(self.subject)

    @property
    def worth(self) -> str:
        return said(self.amount)


def thread_url(subject: str) -> str:
    """Where a subject ("need:pid") stands in the chain."""
    kind, pid = subject.split(":", 1)
    if kind in STATIONS:
        return reverse("desk:thread", args=[STATIONS[kind], pid])
    return reverse(PAGES[kind], args=[pid])


def said(value) -> str:
    """ "1 234", "112,5"."""
    return number(int(value)) if value == int(value) else number(float(value))


def _known_needs(period: Period) -> Q:
    return Q(raised__lte=period.end)


def _actions_in(*states):
    return lambda period: Q(state__in=states)


def _in_period(period: Period) -> Q:
    return Q(moment__gte=period.since, moment__lt=period.until)


def _late(period: Period) -> Q:
    return Q(state__in=(State.PLANNED, State.RUNNING), due__lt=min(period.end, today()))


def _standing(period: Period) -> Q:
    return Q(stands=True)


_not_dropped = _actions_in(State.PLANNED, State.RUNNING, State.DONE)
_attended = {
    "source": sources.attendances,
    "kind": "registration",
    "subject": "registration__pid",
    "label": ("registration__event__activity__title", "registration__event__activity__place"),
    "who": "registration__person__name",
}
_need = {
    "source": sources.needs,
    "kind": "need",
    "subject": "pid",
    "label": ("title",),
    "whole": _known_needs,
}
_action = {
    "source": sources.actions,
    "kind": "action",
    "subject": "pid",
    "label": ("title", "workstream__title"),
    "moment": "state_since",
    "whole": _not_dropped,
    "whole_says": "sur {} actions décidées",
    "picture": "ring",
}
_membership = {
    "source": sources.memberships,
    "kind": "membership",
    "subject": "pid",
    "label": ("plan__title",),
    "who": "person__name",
    "timed": False,
}

_ALL = (
    Pull("people", "Personnes accueillies", "personne", "personnes",
         "Les personnes différentes venues à au moins un événement ou une formation de la période. "
         "Quelqu’un qui vient dix fois compte une fois.",
         **_attended, once_per="registration__person", picture="dots"),
    Pull("structures", "Structures touchées", "structure", "structures",
         "Les structures différentes dont au moins une personne est venue pendant la période.",
         **{**_attended, "label": ("registration__organisation__name",), "who": ""},
         once_per="registration__organisation", picture="dots"),
    Pull("attendances", "Présences", "présence", "présences",
         "Chaque venue d’une personne à un événement, pointée sur place. Les personnes inscrites qui ne sont pas "
         "venues, les inscriptions et les événements annulés ne comptent pas.",
         **_attended, tally=sources.gatherings, tally_of="came"),
    Pull("hours", "Heures passées ensemble", "heure", "heures",
         "La durée de chaque présence, additionnée : dix personnes pendant deux heures font vingt heures.",
         **_attended, amount="hours", tally=sources.gatherings, tally_of="hours"),
    Pull("events", "Événements tenus", "événement", "événements",
         "Les événements et formations annoncés, non annulés et terminés, à la date de leur début.",
         source=sources.events, kind="event", subject="pid", label=("activity__title", "activity__place"),
         only=sources.held, tally=sources.gatherings),
    Pull("members", "Adhésions à jour", "adhésion", "adhésions",
         "Les adhésions réglées et en cours au dernier jour de la période ; une structure compte une fois, quel que soit le "
         "nombre de ses représentants.",
         **_membership, only=_standing, stock=True, picture="dots"),
    Pull("new_members", "Nouvelles adhésions", "adhésion", "adhésions",
         "Les adhésions dont la première période réglée commence pendant la période. Un renouvellement n’en est pas une.",
         **_membership),
    Pull("needs", "Besoins exprimés", "besoin", "besoins",
         "Les besoins distincts, datés du premier atelier où ils ont été dits (à défaut, du jour où ils ont été "
         "notés). Les doublons réunis comptent une fois, les besoins écartés ne comptent pas.",
         **_need, moment="raised", timed=False, whole_says="sur {} besoins connus"),
    Pull("needs_answered", "Besoins qui ont une réponse", "besoin", "besoins",
         "Les besoins pour lesquels une première action a commencé pendant la période, à condition qu’une action "
         "soit toujours en cours ou faite.",
         **_need, moment="answered_at", picture="ring", whole_says="sur {} besoins connus"),
    Pull("actions_done", "Actions faites", "action", "actions",
         "Les actions passées à « faite » pendant la période, et qui le sont restées.",
         **_action, only=_actions_in(State.DONE)),
    Pull("actions_running", "Actions en cours", "action", "actions",
         "Les actions dont l’état est « en cours » au dernier jour de la période.",
         **_action, only=_actions_in(State.RUNNING), stock=True),
    Pull("actions_planned", "Actions prévues", "action", "actions",
         "Les actions décidées mais pas encore commencées au dernier jour de la période.",
         **_action, only=_actions_in(State.PLANNED), stock=True),
    Pull("actions_late", "Actions en retard", "action", "actions",
         "Les actions prévues ou en cours dont l’échéance était passée au dernier jour de la période.",
         **_action, only=_late, stock=True),
    Pull("workshops", "Ateliers", "atelier", "ateliers",
         "Les ateliers qui ont eu lieu pendant la période, menés en direct ou relus dans leurs comptes rendus.",
         source=sources.workshops, kind="workshop", subject="pid", label=("title", "place"), timed=False),
    Pull("participants", "Participations aux ateliers", "participation", "participations",
         "Chaque personne présente à un atelier. Les personnes excusées ou absentes ne comptent pas.",
         source=sources.participants, kind="workshop", subject="workshop__pid",
         label=("workshop__title", "workshop__place"), who="name", timed=False),
    Pull("notes", "Post-it recueillis", "post-it", "post-it",
         "Chaque idée écrite sur un tableau d’atelier, en direct ou relue dans un compte rendu.",
         source=sources.notes, kind="note", subject="pid", label=("text",), private_label=True, timed=False),
    Pull("satisfied", "Personnes satisfaites", "avis", "avis",
         "Parmi les avis donnés après un événement, ceux qui répondent « plutôt oui » ou « tout à fait » à la première question. "
         "Les événements qui ont reçu moins de cinq avis ne comptent pas : chacun s’y reconnaîtrait.",
         source=sources.replies, kind="event", subject="survey__event__pid", label=("survey__event__activity__title",),
         only=lambda period: Q(score__gte=SATISFIED), whole=_in_period, whole_says="sur {} avis donnés", picture="ring"),
    Pull("answer_rate", "Réponses aux questionnaires", "réponse", "réponses",
         "Parmi les personnes venues à un événement suivi d’un questionnaire, celles qui ont répondu par leur lien. "
         "Ce qu’elles ont répondu n’est pas regardé.",
         **{**_attended, "source": sources.asked, "who": ""}, only=lambda period: Q(replied=True), whole=_in_period,
         whole_says="sur {} personnes venues", picture="ring"),
)  # fmt: skip
PULLS = {pull.code: pull for pull in _ALL}
CHOICES = [(pull.code, pull.name) for pull in _ALL]


@dataclass(frozen=True)
class Reading:
    """What a pull gives over a period: numbers only."""

    pull: Pull
    period: Period
    value: object
    before: object = None
    whole: int | None = None
    parts: tuple = ()  # one number a slice of the period

    @property
    def slices(self):
        return list(zip(self.period.slices, self.parts, strict=True)) if self.parts else []


def read(pulls: Iterable[Pull], period: Period) -> dict[str, Reading]:
    """Readings by code: one query for each source, however many pulls stand on it."""
    readings = {}
    by_source = sorted(set(pulls), key=lambda pull: pull.counted_in.__name__)
    for source, group in groupby(by_source, key=lambda pull: pull.counted_in):
        group = list(group)
        wanted = {}
        for pull in group:
            wanted |= pull.aggregates(period)
        got = source(period).aggregate(**wanted)
        for pull in group:
            readings[pull.code] = _reading(pull, period, got)
    return readings


def _reading(pull: Pull, period: Period, got: dict) -> Reading:
    parts = (
        tuple(got[f"{pull.code}_{index}"] for index in range(len(period.slices))) if pull.by_slices else ()
    )
    return Reading(
        pull,
        period,
        got[f"{pull.code}_now"],
        got.get(f"{pull.code}_before"),
        got.get(f"{pull.code}_whole"),
        parts,
    )


def compared(value, before, period: Period) -> str:
    """ "34 de plus qu’un an plus tôt"; empty when there is nothing to compare."""
    if before is None or not (value or before):
        return ""
    than = "qu’un an plus tôt" if period.years == 1 else f"que les {period.years} ans d’avant"
    if value == before:
        return f"autant {than}"
    more = "de plus" if value > before else "de moins"
    return f"{said(abs(value - before))}{NBSP}{more} {than}"
