"""What waits for the coordinator this morning: each item with the one gesture that settles it. What comes is in `coming.py`.

What is not linked yet in the chain is here too: a note is only worth its place on the wall if something becomes of it.
"""

import datetime as dt

from django.db.models import Count, Exists, F, OuterRef, Q, Window
from django.urls import reverse
from django.utils import timezone

from maillage.actions.roadmap.models import Action, ActionState, Answer
from maillage.activities.events.models import Event
from maillage.impact.reports.models import Report
from maillage.needs.catalogue.models import Need, Origin
from maillage.needs.minutes.models import Minutes
from maillage.needs.workshops.models import Cluster, Source, Workshop
from maillage.ui.french import day, plural
from maillage.ui.rooms import brought
from maillage.ui.todo import Todo

MOST = 12  # of each sort; a page that lists everything helps with nothing
PRESSING = ("warm", "pop", "leaf")
A_SEASON = dt.timedelta(days=90)


def waiting() -> list[Todo]:
    """What waits in the pole in scope, the most pressing first; at most `MOST` of each sort."""
    found = [todo for sort in sorts() for todo in sort]
    return sorted(found, key=lambda todo: PRESSING.index(todo.tone))


def sorts() -> list[list[Todo]]:
    """The same, what is of one sort together."""
    ours = (
        _late_actions,
        _events,
        _minutes_to_accept,
        _minutes_to_write,
        _minutes_to_approve,
        _groups_without_need,
        _needs_without_action,
        _reports_to_publish,
    )
    theirs = [room.waiting for room in brought("waiting")]
    return [list(say()) for say in (*ours, *theirs)]


def _late_actions():
    late = Action.objects.with_state().filter(
        due__lt=timezone.localdate(), state__in=[ActionState.State.PLANNED, ActionState.State.RUNNING]
    )
    for action in late.select_related("owner").order_by("due")[:MOST]:
        who = f"{action.owner} s’en charge" if action.owner else "Personne ne s’en charge encore"
        yield Todo(
            f"« {action.title} » devait être faite {day(action.due)}",
            who,
            action.get_absolute_url(),
            "Où en est-on ?",
            "warm",
            post=reverse("roadmap:states", args=[action.pid]),
            post_gesture="C’est fait",
            post_with=(("state", ActionState.State.DONE.value),),
        )


def _events():
    """Those that are over and wait for their attendance, then those to come with people waiting; one query."""
    standing = Q(registrations__cancelled_at=None)
    seated = Q(registrations__confirmed_at__isnull=False)
    rows = Event.objects.filter(cancelled_at=None).annotate(
        came=Count("registrations__attendance"),
        expected=Count("registrations", filter=standing & seated),
        queue=Count("registrations", filter=standing & ~seated),
    )
    over = Q(activity__ends_at__lt=timezone.now(), closed_at=None, published_at__isnull=False)
    full = Q(activity__starts_at__gt=timezone.now(), queue__gt=0)
    for event in rows.filter(over | full).select_related("activity").order_by("activity__starts_at")[:MOST]:
        yield _to_close(event) if event.has_begun else _full(event)


def _to_close(event) -> Todo:
    text = f"{plural(event.came, 'présence')} notée{'s' if event.came > 1 else ''} pour {plural(event.expected, 'inscription')}"
    return Todo(
        f"« {event.activity.title} » est passé : qui est venu ?",
        text,
        reverse("events:door", args=[event.pid]),
        "Pointer",
        "warm",
        post=reverse("events:closing", args=[event.pid]) if event.came else "",
        post_gesture="Clore les présences",
    )


def _full(event) -> Todo:
    return Todo(
        f"« {event.activity.title} » est complet, {event.queue} en attente",
        f"{day(event.activity.starts_at)} · {plural(event.capacity, 'place')}",
        reverse("events:team", args=[event.pid]),
        "Voir",
    )


def _minutes_to_accept():
    for source in Source.objects.filter(accepted_at=None).order_by("-created_at")[:MOST]:
        yield Todo(
            f"« {source.name} » est lu, à relire",
            "Rien n’est enregistré avant votre accord",
            reverse("accept_minutes:review", args=[source.pid]),
            "Relire",
        )


def _minutes_to_write():
    """Of workshops held lately; after a season nobody writes them any more."""
    held = Workshop.objects.filter(
        closed_at__gt=timezone.now() - A_SEASON, opened_at__isnull=False, minutes=None
    )
    for workshop in held.select_related("secretary").order_by("-closed_at")[:MOST]:
        who = (
            f"{workshop.secretary.name} devait l’écrire"
            if workshop.secretary
            else "La moitié est déjà écrite"
        )
        yield Todo(
            f"« {workshop.title} » n’a pas encore de compte rendu",
            who,
            reverse("minutes:minutes", args=[workshop.pid]),
            "Rédiger",
        )


def _minutes_to_approve():
    written = Minutes.objects.filter(approved_at=None, workshop__closed_at__isnull=False)
    for minutes in written.select_related("workshop").order_by("drafted_at")[:MOST]:
        yield Todo(
            f"Le compte rendu de « {minutes.workshop.title} » attend d’être approuvé",
            f"Commencé {day(minutes.drafted_at)}",
            reverse("minutes:approval", args=[minutes.workshop.pid]),
            "Relire",
        )


def _groups_without_need():
    alone = (
        Cluster.objects.standing()
        .filter(
            ~Exists(Origin.objects.filter(cluster=OuterRef("pk"))),
            Q(board__workshop__closed_at__isnull=False) | Q(board__workshop__source__isnull=False),
        )
        .with_votes()
    )
    for cluster in alone.select_related("board__workshop").order_by("-votes", "pk")[:MOST]:
        votes = f", {plural(cluster.votes, 'voix')}" if cluster.votes else ""
        yield Todo(
            f"« {cluster.title} »{votes} : en faire un besoin ?",
            cluster.board.workshop.title,
            f"{reverse('catalogue:new')}?groupe={cluster.pid}",
            "En faire un besoin",
        )


def _needs_without_action():
    alone = Need.objects.filter(
        ~Exists(Answer.objects.filter(need=OuterRef("pk"))), merged_into=None, set_aside_at=None
    )
    ranked = alone.annotate(many=Window(Count("pk"))).order_by(F("impact").desc(nulls_last=True), "pk")
    first = list(ranked[:2])
    if not first:
        return
    count = first[0].many
    title = "1 besoin n’a pas encore d’action" if count == 1 else f"{count} besoins n’ont pas encore d’action"
    names = ", ".join(f"« {need.title} »" for need in first)
    yield Todo(title, names + ("…" if count > 2 else ""), reverse("catalogue:list"), "Choisir", "leaf")


def _reports_to_publish():
    for report in Report.objects.filter(published_at=None).order_by("ends")[:MOST]:
        yield Todo(
            f"Le bilan « {report.title} » attend d’être publié",
            "Ses chiffres seront figés ce jour-là",
            report.get_absolute_url(),
            "Finir",
            "leaf",
        )
