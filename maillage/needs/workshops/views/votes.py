"""Votes: what each person gives, on a phone; what came out, for the team; notes that become groups of one."""

from django.http import Http404, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from maillage.ground.people.access import COORDINATION, STEERING, open_to, open_to_anyone
from maillage.ground.poles.sheet import csv_file
from maillage.needs.workshops import rules
from maillage.needs.workshops.models import Cluster, Poll, Refused, Stance, group_each
from maillage.needs.workshops.models.polls import CLOSED
from maillage.needs.workshops.scene import audience_in, ballots_of, scene_of
from maillage.needs.workshops.tally import Matrix, Result, past_results
from maillage.needs.workshops.views.answers import INVALID, done, refused

UNREADABLE = "Ce vote n’est pas lisible : choisissez parmi ce qui est proposé."


@open_to_anyone
@require_http_methods(["GET", "POST"])
def votes(request, code):
    """GET: what this person gave in the open votes. POST: what they give one group from now on; again changes nothing.

    `count`, `impact` and `effort`, or `grade`; `clear` takes it back.
    """
    participant = rules.get_participant(request, code)
    workshop = participant.workshop
    if request.method == "GET":
        scene = scene_of(workshop, audience_in(participant))
        return JsonResponse({"given": ballots_of(participant, scene)})
    back = reverse("workshops:board", args=[code])
    rows = Cluster.objects.filter(board__workshop=workshop).select_related("board")
    cluster = get_object_or_404(rows, pid=request.POST.get("cluster", ""))
    cluster.board.workshop = workshop
    poll = cluster.board.polls.open().first()
    if poll is None:
        return refused(request, back, CLOSED)
    poll.board = cluster.board
    try:
        give(poll, participant, cluster, request.POST)
    except ValueError:
        return refused(request, back, UNREADABLE, INVALID)
    except Refused as why:
        return refused(request, back, why)
    return done(request, workshop, back)


def give(poll, participant, cluster, sent) -> None:
    """Raises ValueError on what is no number, Refused by the rules of the vote."""
    clear = "clear" in sent
    if poll.kind == Poll.Kind.DOTS:
        poll.place(participant, cluster, 0 if clear else small(sent.get("count", "")))
    elif poll.kind == Poll.Kind.MATRIX:
        scales = [small(sent[key]) if sent.get(key) and not clear else None for key in ("impact", "effort")]
        poll.situate(participant, cluster, *scales)
    else:
        poll.stand(participant, cluster, None if clear else sent.get("grade") or None)


def small(typed: str) -> int:
    """A whole number of at most three digits; raises ValueError."""
    if not (typed.isascii() and typed.isdecimal()) or len(typed) > 3:
        raise ValueError
    return int(typed)


@open_to(STEERING)
@require_safe
def results(request, pid, board):
    """Every closed vote of a board, the last one first."""
    workshop = rules.get_workshop(request, pid)
    row = rules.get_board(workshop, board)
    results = past_results(row)
    for result in results:
        result.matrix = Matrix(result.groups) if result.poll.kind == Poll.Kind.MATRIX else None
    context = {"workshop": workshop, "board": row, "results": results}
    return render(request, "workshops/results.html", context)


@open_to(STEERING)
@require_safe
def sheet(request, pid, board, poll):
    """One vote as a table: sums only, never who gave what."""
    workshop = rules.get_workshop(request, pid)
    row = rules.get_board(workshop, board)
    result = next((result for result in past_results(row) if result.poll.pid == poll), None)
    if result is None:
        raise Http404
    return csv_file("vote", *COLUMNS[result.poll.kind](result))


def dots_columns(result: Result):
    header = ["Rang", "Groupe", "Points", "Personnes"]
    rows = enumerate(result.groups, start=1)
    return header, [[rank, one.title, one.votes, one.tally.judges] for rank, one in rows]


def matrix_columns(result: Result):
    header = ["Rang", "Groupe", "Quart", "Personnes"]
    header += [
        f"{scale} {what}"
        for scale in ("Impact", "Effort")
        for what in ("moyen", "mini", "maxi", "écart type")
    ]
    lines = []
    for rank, one in enumerate(result.groups, start=1):
        quarter = one.tally.quarter.name if one.tally.quarter else "Non placé"
        measures = [one.tally.impact, one.tally.effort]
        numbers = [
            n
            for m in measures
            for n in ((round(m.mean, 2), m.least, m.most, round(m.spread, 2)) if m else [None] * 4)
        ]
        lines.append([rank, one.title, quarter, one.tally.judges, *numbers])
    return header, lines


def agreement_columns(result: Result):
    header = ["Rang", "Proposition", "Personnes", *(grade.label for grade in Stance.Grade)]
    rows = enumerate(result.groups, start=1)
    return header, [
        [rank, one.title, one.tally.judges, *(one.tally.agreement.get(grade, 0) for grade in Stance.Grade)]
        for rank, one in rows
    ]


COLUMNS = {
    Poll.Kind.DOTS: dots_columns,
    Poll.Kind.MATRIX: matrix_columns,
    Poll.Kind.AGREEMENT: agreement_columns,
}


@open_to(COORDINATION)
@require_POST
def lone_groups(request, pid, board):
    """Each note that stands alone becomes a group, so that it can be voted on."""
    workshop = rules.get_workshop(request, pid)
    row = rules.get_board(workshop, board)
    try:
        many = group_each(row, request.user.person)
    except Refused as why:
        return refused(request, workshop, why)
    return done(
        request,
        workshop,
        workshop,
        f"{many} post-it sont devenus chacun un groupe." if many > 1 else "Le post-it est devenu un groupe.",
    )
