"""The thread of the chain: from any link, what it comes from and what became of it.

A thread is followed backwards (towards the note and its line in the minutes) and forwards (towards the figure and
its report) by sets, one query or two a station however many things hang there. It never goes sideways: from an
event, other events of the same action are not part of its thread.
"""

from dataclasses import dataclass, field

from django.db.models import CharField, F, OuterRef, Q, Subquery, Value
from django.db.models.functions import Concat
from django.http import Http404
from django.urls import reverse

from maillage.actions.roadmap.models import Action
from maillage.activities.events.models import Event, Registration
from maillage.impact.indicators.pulls import said
from maillage.impact.reports.models import Evidence, Figure
from maillage.needs.catalogue.models import Need, Origin
from maillage.needs.workshops.models import Cluster, Note, Takeaway
from maillage.ui.french import day, plural

SHOWN = 12  # knots drawn at a station
MOST = 2000  # rows followed from a station, people apart
MODELS = {
    "note": Note,
    "groupe": Cluster,
    "piste": Takeaway,
    "besoin": Need,
    "action": Action,
    "evenement": Event,
    "inscription": Registration,
    "chiffre": Figure,
}
TITLES = {
    "note": ("Un post-it", "Des post-its"),
    "groupe": ("Un groupe, une idée commune", "Des groupes, des idées communes"),
    "piste": ("Une piste du compte rendu", "Des pistes du compte rendu"),
    "besoin": ("Un besoin", "Des besoins"),
    "action": ("Une action", "Des actions"),
    "evenement": ("Un rendez-vous", "Des rendez-vous"),
    "inscription": ("Quelqu’un est venu", "Des personnes sont venues"),
    "chiffre": ("Un chiffre, la preuve", "Des chiffres, la preuve"),
}
BACK = {
    "inscription": {"evenement": lambda ids: Event.objects.filter(registrations__in=ids)},
    "evenement": {"action": lambda ids: Action.objects.filter(activities__event__in=ids)},
    "action": {
        "besoin": lambda ids: Need.objects.filter(answers__action__in=ids),
        "piste": lambda ids: Takeaway.objects.filter(action__in=ids),
    },
    "besoin": {
        "groupe": lambda ids: Cluster.objects.filter(need_origins__need__in=ids),
        "note": lambda ids: Note.objects.filter(need_origins__need__in=ids),
    },
    "piste": {
        "groupe": lambda ids: Cluster.objects.filter(takeaways__in=ids),
        "note": lambda ids: Note.objects.shown().filter(takeaways__in=ids),
    },
    "groupe": {"note": lambda ids: Note.objects.shown().filter(cluster__in=ids)},
}
FORTH = {
    "note": {
        "groupe": lambda ids: Cluster.objects.filter(notes__in=ids),
        "besoin": lambda ids: Need.objects.filter(origins__note__in=ids),
        "piste": lambda ids: Takeaway.objects.standing().filter(note__in=ids),
    },
    "groupe": {
        "besoin": lambda ids: Need.objects.filter(origins__cluster__in=ids),
        "piste": lambda ids: Takeaway.objects.standing().filter(cluster__in=ids),
    },
    "piste": {"action": lambda ids: Action.objects.filter(takeaway__in=ids)},
    "besoin": {"action": lambda ids: Action.objects.filter(answers__need__in=ids)},
    "action": {"evenement": lambda ids: Event.objects.filter(activity__action__in=ids)},
    "evenement": {
        "inscription": lambda ids: Registration.objects.filter(event__in=ids, attendance__isnull=False),
    },
}
SUBJECTS = {
    "besoin": "need",
    "action": "action",
    "evenement": "event",
    "inscription": "registration",
    "note": "note",
}


@dataclass(frozen=True)
class Knot:
    """One thing on the thread."""

    kind: str
    title: str
    url: str
    text: str = ""
    sentiment: str = "neutral"
    current: bool = False


@dataclass
class Station:
    kind: str
    title: str
    knots: list[Knot]
    count: int
    current: bool = False

    @property
    def more(self) -> int:
        return self.count - len(self.knots)


@dataclass
class Thread:
    title: str
    stations: list[Station] = field(default_factory=list)

    @property
    def starts(self) -> bool:
        """Whether it goes back to the words of a workshop."""
        return bool(self.stations) and self.stations[0].kind in ("note", "groupe", "piste")


def follow(kind: str, pid: str) -> Thread:
    """The whole thread through one thing of the pole in scope; raises Http404 for none."""
    start = MODELS[kind].objects.filter(pid=pid).first() if kind in MODELS else None
    if start is None:
        raise Http404
    behind = {kind: _settled(kind, MODELS[kind].objects.filter(pk=start.pk))}
    if kind == "chiffre":
        behind |= _proven_by(start)
    for station in reversed(MODELS):
        _spread(behind, station, BACK.get(station, {}))
    ahead = {kind: behind[kind]}
    for station in MODELS:
        _spread(ahead, station, FORTH.get(station, {}))
    if kind != "chiffre":
        ahead["chiffre"] = _proving(ahead)
    rows = ahead | behind
    stations = [_station(name, rows[name], start) for name in MODELS if name in rows]
    return Thread(title=_knot(kind, start).title, stations=[station for station in stations if station.count])


def _settled(station: str, rows):
    """The rows as a list of keys, so that steps do not nest; people, who may be thousands, stay a query."""
    if station == "inscription":
        return rows
    return MODELS[station].objects.filter(pk__in=list(rows.values_list("pk", flat=True).distinct()[:MOST]))


def _spread(rows: dict, station: str, steps: dict) -> None:
    if station not in rows:
        return
    for target, find in steps.items():
        found = Q(pk__in=find(rows[station].values("pk")).values("pk"))
        if target in rows:
            found |= Q(pk__in=rows[target].values("pk"))
        rows[target] = _settled(target, MODELS[target].objects.filter(found))


def _proven_by(figure: Figure) -> dict:
    """The living rows behind the frozen evidence of a figure, by station."""
    subjects = Evidence.objects.filter(figure=figure)
    rows = {}
    for station, model_name in SUBJECTS.items():
        if subjects.filter(subject__startswith=f"{model_name}:").exists():
            found = _named(MODELS[station].objects, model_name).filter(name__in=subjects.values("subject"))
            rows[station] = _settled(station, MODELS[station].objects.filter(pk__in=found.values("pk")))
    return rows


def _proving(ahead: dict):
    """Figures of published reports that rest on one of these rows."""
    proven = Q(pk__in=[])
    for station, model_name in SUBJECTS.items():
        if station in ahead:
            proven |= Q(subject__in=_named(ahead[station], model_name).values("name"))
    figures = Evidence.objects.filter(proven).values("figure")
    return _settled("chiffre", Figure.objects.filter(pk__in=figures, report__published_at__isnull=False))


def _named(rows, model_name: str):
    return rows.annotate(name=Concat(Value(f"{model_name}:"), F("pid"), output_field=CharField()))


def _station(kind: str, rows, start) -> Station:
    knots = [
        _knot(kind, row, current=type(row) is type(start) and row.pk == start.pk)
        for row in _for_display(kind, rows)
    ]
    count = len(knots) if len(knots) < SHOWN else rows.count()
    return Station(kind, TITLES[kind][count > 1], knots, count, current=any(knot.current for knot in knots))


def _for_display(kind: str, rows):
    rows = {
        "note": lambda: rows.select_related("area__board__workshop__source", "author"),
        "groupe": lambda: rows.with_votes().select_related("board__workshop"),
        "piste": lambda: rows.select_related("workshop__source"),
        "besoin": lambda: rows.annotate(
            said_in=Subquery(Origin.objects.filter(need=OuterRef("pk")).values("workshop__title")[:1])
        ),
        "action": lambda: rows.with_state().select_related("workstream", "owner"),
        "evenement": lambda: rows.select_related("activity"),
        "inscription": lambda: rows.select_related("person", "organisation", "event__activity"),
        "chiffre": lambda: rows.select_related("report", "indicator"),
    }[kind]()
    return rows[:SHOWN]


def _knot(kind: str, row, current: bool = False) -> Knot:
    title, text, url = KNOTS[kind](row)
    sentiment = row.area.sentiment if kind == "note" else "neutral"
    return Knot(kind, title, url, text, sentiment, current)


def line_url(workshop, line: int | None) -> str:
    """The line of the minutes an item was read from, shown in its source; the workshop when there is none."""
    if workshop.source_id and line:
        return workshop.source.url_of(line)
    return workshop.get_absolute_url()


def _where(workshop, line: int | None) -> str:
    return (
        f"{workshop.title}, ligne {line} du compte rendu" if workshop.source_id and line else workshop.title
    )


def _of_note(note):
    workshop = note.area.board.workshop
    return note.text, _where(workshop, note.line), line_url(workshop, note.line)


def _of_takeaway(takeaway):
    return takeaway.text, _where(takeaway.workshop, takeaway.line), line_url(takeaway.workshop, takeaway.line)


def _of_cluster(cluster):
    votes = getattr(cluster, "votes", None)
    return (
        cluster.title,
        plural(votes, "voix") if votes else cluster.board.workshop.title,
        cluster.board.workshop.get_absolute_url(),
    )


def _of_need(need):
    said_in = getattr(need, "said_in", None)
    return need.title, f"Exprimé à « {said_in} »" if said_in else "", need.get_absolute_url()


def _of_action(action):
    return (
        action.title,
        f"{action.workstream.title} · {action.get_horizon_display()}",
        action.get_absolute_url(),
    )


def _of_event(event):
    return (
        event.activity.title,
        f"{day(event.activity.starts_at)} · {event.activity.place}",
        reverse("events:team", args=[event.pid]),
    )


def _of_registration(registration):
    organisation = f" · {registration.organisation}" if registration.organisation else ""
    return (
        f"{registration.person}{organisation}",
        day(registration.event.activity.starts_at),
        reverse("events:team", args=[registration.event.pid]),
    )


def _of_figure(figure):
    return (
        f"{said(figure.value)} · {figure.indicator.title}",
        figure.report.title,
        reverse("reports:evidence", args=[figure.report.pid, figure.pid]),
    )


KNOTS = {
    "note": _of_note,
    "groupe": _of_cluster,
    "piste": _of_takeaway,
    "besoin": _of_need,
    "action": _of_action,
    "evenement": _of_event,
    "inscription": _of_registration,
    "chiffre": _of_figure,
}
