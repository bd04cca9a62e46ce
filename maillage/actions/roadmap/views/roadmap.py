from dataclasses import dataclass, field

from django.db.models import Prefetch
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from maillage.actions.roadmap.forms import RoadmapFilter
from maillage.actions.roadmap.models import Action, ActionState, Answer, Axis, Workstream
from maillage.actions.roadmap.timeline import Scale, bar_of, scale_of, when
from maillage.ground.people.access import STEERING, open_to
from maillage.ground.poles.sheet import csv_file

SHEET_HEADER = [
    "axe", "chantier", "action", "horizon", "qui s’en charge", "à partir du", "échéance", "état", "depuis le",
    "en retard", "besoins", "adresse",
]  # fmt: skip
PLURALS = {
    "planned": ("prévue", "prévues"),
    "running": ("en cours", "en cours"),
    "done": ("faite", "faites"),
    "dropped": ("abandonnée", "abandonnées"),
}
TONES = {"planned": "note1", "running": "note4", "done": "note3", "dropped": "sunk"}


@dataclass
class Row:
    """One action on the road map."""

    action: Action
    late: bool
    when: str
    tone: str
    bar: object


@dataclass
class Part:
    """An axis or a workstream with what stands under it."""

    of: object
    parts: list = field(default_factory=list)
    rows: list = field(default_factory=list)


@open_to(STEERING)
@require_safe
def roadmap(request):
    axes = list(
        Axis.objects.prefetch_related(Prefetch("workstreams", Workstream.objects.order_by("position", "pk")))
    )
    filters = RoadmapFilter(request.GET, axes)
    actions = list(filters.chosen(_actions()))
    scale = scale_of(actions, timezone.localdate())
    is_timeline = request.GET.get("vue") == "frise"
    context = {
        "filters": filters,
        "axes": _by_axis(axes, actions, scale, keep_empty=not filters.is_active and not is_timeline),
        "count": len(actions),
        "total": Action.objects.count(),
        "states": _counts(),
        "late_count": Action.objects.late().count(),
        "scale": scale,
    }
    return render(request, "roadmap/timeline.html" if is_timeline else "roadmap/list.html", context)


def _actions():
    needs = Prefetch("answers", Answer.objects.select_related("need").order_by("pk"))
    return (
        Action.objects.with_state()
        .select_related("workstream__axis", "owner")
        .prefetch_related(needs)
        .order_by("due", "pk")
    )


def _by_axis(axes, actions, scale: Scale, keep_empty: bool) -> list[Part]:
    rows = {}
    for action in actions:
        rows.setdefault(action.workstream_id, []).append(
            Row(
                action,
                action.is_late(scale.today),
                when(action),
                TONES[action.state or "planned"],
                bar_of(action, scale),
            )
        )
    parts = []
    for axis in axes:
        under = [Part(stream, rows=rows.get(stream.pk, [])) for stream in axis.workstreams.all()]
        parts.append(Part(axis, [part for part in under if part.rows or keep_empty]))
    return [part for part in parts if part.parts or keep_empty]


def _counts():
    """[(state, label, tone, count)] over every action of the pole, then for the picture above the list."""
    found = list(Action.objects.with_state().values_list("state", flat=True))
    return [
        (state.value, PLURALS[state.value], TONES[state.value], found.count(state.value))
        for state in ActionState.State
    ]


@open_to(STEERING)
@require_safe
def sheet(request):
    def line(action):
        return [
            action.workstream.axis.title, action.workstream.title, action.title, action.get_horizon_display(),
            action.owner.name if action.owner else "", action.starts, action.due, action.state_label,
            action.state_since and timezone.localdate(action.state_since), "oui" if action.is_late() else "",
            ", ".join(answer.need.title for answer in action.answers.all()),
            request.build_absolute_uri(action.get_absolute_url()),
        ]  # fmt: skip

    chosen = RoadmapFilter(request.GET, Axis.objects.all()).chosen(_actions())
    ordered = chosen.order_by("workstream__axis__position", "workstream__position", "due", "pk")
    return csv_file("feuille-de-route", SHEET_HEADER, map(line, ordered))
