"""Where the room is: the step that runs and its timer, the phase of each board, the votes."""

from django.http import Http404
from django.views.decorators.http import require_POST

from maillage.ground.people.access import COORDINATION, open_to
from maillage.needs.workshops import rules
from maillage.needs.workshops.forms import MinutesForm, PhaseForm, PollForm
from maillage.needs.workshops.models import AgendaItem, Refused, open_poll
from maillage.needs.workshops.views.answers import done, first_error, refused


@open_to(COORDINATION)
@require_POST
def opening(request, pid):
    workshop = rules.get_workshop(request, pid)
    workshop.open(request.user.person)
    return done(request, workshop, workshop)


@open_to(COORDINATION)
@require_POST
def closing(request, pid):
    workshop = rules.get_workshop(request, pid)
    workshop.close(request.user.person)
    return done(request, workshop, workshop, "L’atelier est terminé. Le mur est gardé tel quel.")


@open_to(COORDINATION)
@require_POST
def step_start(request, pid, item):
    workshop, step = get_step(request, pid, item)
    try:
        step.start(request.user.person)
    except Refused as why:
        return refused(request, workshop, why)
    return done(request, workshop, workshop)


@open_to(COORDINATION)
@require_POST
def step_end(request, pid, item):
    workshop, step = get_step(request, pid, item)
    step.end(request.user.person)
    return done(request, workshop, workshop)


@open_to(COORDINATION)
@require_POST
def step_time(request, pid, item):
    """`minutes` more for the running step; negative gives less."""
    workshop, step = get_step(request, pid, item)
    form = MinutesForm(request.POST)
    if not form.is_valid():
        return refused(request, workshop, first_error(form), 422)
    step.lengthen(form.cleaned_data["minutes"], request.user.person)
    return done(request, workshop, workshop)


@open_to(COORDINATION)
@require_POST
def phase(request, pid, board):
    workshop = rules.get_workshop(request, pid)
    row = rules.get_board(workshop, board)
    form = PhaseForm(request.POST)
    if not form.is_valid():
        return refused(request, workshop, first_error(form), 422)
    try:
        row.set_phase(form.cleaned_data["phase"], request.user.person)
    except Refused as why:
        return refused(request, workshop, why)
    return done(request, workshop, workshop)


@open_to(COORDINATION)
@require_POST
def polls(request, pid, board):
    workshop = rules.get_workshop(request, pid)
    row = rules.get_board(workshop, board)
    form = PollForm(request.POST)
    if not form.is_valid():
        return refused(request, workshop, first_error(form), 422)
    try:
        open_poll(row, request.user.person, form.cleaned_data["kind"], form.cleaned_data["budget"] or 3)
    except Refused as why:
        return refused(request, workshop, why)
    return done(request, workshop, workshop)


@open_to(COORDINATION)
@require_POST
def poll_closing(request, pid, board):
    workshop = rules.get_workshop(request, pid)
    row = rules.get_board(workshop, board)
    if poll := row.polls.open().first():
        poll.board = row
        poll.close(request.user.person)
    return done(request, workshop, workshop)


@open_to(COORDINATION)
@require_POST
def hands(request, pid, board):
    """The room groups and moves notes on this board too (`lent=1`), or no longer."""
    workshop = rules.get_workshop(request, pid)
    row = rules.get_board(workshop, board)
    row.lend(request.POST.get("lent") == "1", request.user.person)
    return done(request, workshop, workshop)


def get_step(request, pid, item) -> tuple:
    workshop = rules.get_workshop(request, pid)
    step = AgendaItem.objects.select_related("board").filter(workshop=workshop, pid=item).first()
    if step is None:
        raise Http404
    step.workshop = workshop
    return workshop, step
