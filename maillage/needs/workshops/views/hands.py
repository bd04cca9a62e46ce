"""What hands do on the wall: group, move, link. The facilitator always, the room where its board allows it.

Each act is written once, for whoever `by` is; the pages of each side find the workshop and the person, then act.
"""

from functools import wraps

from django.http import Http404
from django.urls import reverse
from django.views.decorators.http import require_POST

from maillage.ground.people.access import COORDINATION, open_to, open_to_anyone
from maillage.needs.workshops import rules
from maillage.needs.workshops.models import Area, Board, Cluster, Note, Refused, go, group
from maillage.needs.workshops.views.answers import INVALID, done, refused

NEW, LOOSE, COLUMN = "", "aucun", "colonne:"
NAME_IT = "Donnez un nom au groupe : quelques mots suffisent."


def for_the_desk(act):
    """`act(request, workshop, by, back, …)` as the facilitator's page."""

    @open_to(COORDINATION)
    @require_POST
    @wraps(act)
    def view(request, pid, **target):
        workshop = rules.get_workshop(request, pid)
        return answered(act, request, workshop, request.user.person, workshop, target)

    return view


def for_the_room(act):
    """The same on a phone: the boards their sub-group sees, as far as each board allows."""

    @open_to_anyone
    @require_POST
    @wraps(act)
    def view(request, code, **target):
        participant = rules.get_participant(request, code)
        back = reverse("workshops:board", args=[code])
        return answered(act, request, participant.workshop, participant, back, target)

    return view


def answered(act, request, workshop, by, back, target):
    try:
        return act(request, workshop, by, back, **target)
    except Refused as why:
        return refused(request, back, why)


def grouping(request, workshop, by, back):
    """Notes chosen on one board go into a new group, an existing one, out of theirs, or to another column."""
    keys = rules.valid_keys(request.POST.getlist("note"))
    notes = rules.notes_before(workshop, by).filter(uuid__in=keys)
    chosen = list(notes.select_related("area__board"))
    if not chosen:
        return refused(request, back, "Choisissez d’abord un ou plusieurs post-it.", INVALID)
    into, title = request.POST.get("into", NEW), request.POST.get("title", "").strip()[:200]
    if into == LOOSE:
        notes.ungroup(workshop, by)
    elif into.startswith(COLUMN):
        area = Area.objects.filter(board__workshop=workshop, pid=into.removeprefix(COLUMN)).first()
        if area is None:
            return refused(request, back, "Choisissez une colonne de ce tableau.", INVALID)
        of(workshop, area.board)
        notes.carry(area, by)
    elif into == NEW:
        boards = {note.area.board for note in chosen}
        if len(boards) > 1:
            return refused(
                request, back, "Un groupe se fait sur un seul tableau : choisissez-en un.", INVALID
            )
        if not title:
            return refused(request, back, NAME_IT, INVALID)
        group(of(workshop, boards.pop()), chosen, title, by)
    else:
        get_cluster(workshop, into).add(chosen, by)
    return done(request, workshop, back)


def cluster(request, workshop, by, back, cluster):
    """A group gets another name."""
    row = get_cluster(workshop, cluster)
    title = request.POST.get("title", "").strip()[:200]
    if not title:
        return refused(request, back, NAME_IT, INVALID)
    row.rename(title, by)
    return done(request, workshop, back)


def dissolution(request, workshop, by, back, cluster):
    get_cluster(workshop, cluster).dissolve(by)
    return done(request, workshop, back)


def proposal(request, workshop, by, back, board):
    """A sentence put to the vote by itself: a group without notes."""
    wall = rules.get_board(workshop, board)
    title = request.POST.get("title", "").strip()[:200]
    if not title:
        return refused(request, back, "Écrivez la proposition : une phrase suffit.", INVALID)
    group(wall, (), title, by)
    return done(request, workshop, back)


def place(request, workshop, by, back, key):
    """A note goes to another area of its board."""
    note = get_note(workshop, by, key)
    area = Area.objects.filter(board=note.area.board, pid=request.POST.get("area", "")).first()
    if area is None:
        return refused(request, back, "Choisissez une colonne de ce tableau.", INVALID)
    note.move(area, by)
    return done(request, workshop, back)


def link(request, workshop, by, back, key):
    """A note hangs under another one of its tree; an empty `parent` cuts it loose."""
    note = get_note(workshop, by, key)
    under = request.POST.get("parent", "")
    parent = get_note(workshop, by, under) if under else None
    note.hang(parent, by)
    return done(request, workshop, back)


def going(request, workshop, by, back, key):
    """Take part in a session of the grid (`going` 1), or no more (0): sending again changes nothing."""
    go(by, get_note(workshop, by, key), request.POST.get("going") != "0")
    return done(request, workshop, back)


def of(workshop, board: Board) -> Board:
    board.workshop = workshop
    return board


def get_cluster(workshop, pid) -> Cluster:
    row = Cluster.objects.of(workshop).select_related("board").filter(pid=pid).first()
    if row is None:
        raise Http404
    of(workshop, row.board)
    return row


def get_note(workshop, by, key) -> Note:
    keys = rules.valid_keys([str(key)])
    rows = rules.notes_before(workshop, by).filter(uuid__in=keys)
    row = rows.select_related("area__board", "parent__area").first()
    if row is None:
        raise Http404
    of(workshop, row.area.board)
    return row
