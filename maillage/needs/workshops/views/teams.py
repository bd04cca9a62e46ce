"""Sub-groups: formed, turned and gathered by whoever facilitates; entered and finished by people on their phones."""

from django.http import Http404
from django.shortcuts import get_object_or_404

from maillage.needs.workshops.forms_teams import TeamForm, TeamsForm
from maillage.needs.workshops.models import Participant, Team, gather, pair_up, rotate, split
from maillage.needs.workshops.models.teams import add_team, end_team, move, place_rest
from maillage.needs.workshops.views.answers import INVALID, done, first_error, refused

NOWHERE = "aucun"


def forming(request, workshop, by, back):
    form = TeamsForm(request.POST, workshop)
    if not form.is_valid():
        return refused(request, back, first_error(form), INVALID)
    said = form.cleaned_data
    names, questions = zip(*said["tables"], strict=True) if said["tables"] else ((), ())
    split(
        workshop,
        said["number"] or 0,
        by,
        list(names),
        how=said["how"],
        questions=list(questions),
        boards=list(said["boards"]),
        causes=said["causes"],
    )
    return done(request, workshop, back)


def turning(act):
    """A verb on all the sub-groups at once: `act(workshop, by)`."""

    def view(request, workshop, by, back):
        act(workshop, by)
        return done(request, workshop, back)

    view.__name__ = act.__name__
    return view


rotation, pairing, gathering, addition, placing = map(
    turning, (rotate, pair_up, gather, add_team, place_rest)
)


def moves(request, workshop, by, back):
    """These people (`person`) go into a sub-group (`into`), or « aucun », out of all of them."""
    people = list(workshop.participants.filter(pid__in=request.POST.getlist("person")))
    if not people:
        return refused(request, back, "Choisissez d’abord une ou plusieurs personnes.", INVALID)
    into = request.POST.get("into", "")
    if not into:
        return refused(request, back, "Choisissez le sous-groupe où vont ces personnes.", INVALID)
    move(workshop, people, None if into == NOWHERE else get_team(workshop, into), by)
    return done(request, workshop, back)


def team(request, workshop, by, back, team):
    """Its name, its question, and who keeps the table when the others turn."""
    row = get_team(workshop, team)
    form = TeamForm(request.POST, instance=row)
    if not form.is_valid():
        return refused(request, back, first_error(form), INVALID)
    host = request.POST.get("host", "")
    row.choose_host(get_object_or_404(Participant, workshop=workshop, pid=host) if host else None, by)
    row.reword(form.cleaned_data["name"], form.cleaned_data["question"], by)
    return done(request, workshop, back)


def removal(request, workshop, by, back, team):
    end_team(get_team(workshop, team), by)
    return done(request, workshop, back)


def own_team(request, workshop, by, back):
    """Somebody chooses their sub-group on their phone."""
    by.join_team(get_team(workshop, request.POST.get("team", "")))
    return done(request, workshop, back)


def finished(request, workshop, by, back):
    """« Nous avons fini » (`done` 1), or not yet (0): sending again changes nothing."""
    if by.team is None:
        return refused(request, back, "Vous n’êtes plus dans un sous-groupe. Rien n’a changé.")
    by.team.workshop = workshop
    by.team.say_done(request.POST.get("done") != "0", by)
    return done(request, workshop, back)


def get_team(workshop, pid) -> Team:
    row = Team.objects.filter(workshop=workshop, pid=pid).first()
    if row is None:
        raise Http404
    row.workshop = workshop
    return row
