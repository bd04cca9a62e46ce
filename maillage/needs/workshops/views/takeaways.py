"""What comes out of a workshop: noted by whoever facilitates and by the secretary; and where that of the last one stands."""

from functools import wraps

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from maillage.ground.people.access import COORDINATION, SIGNED_IN, open_to, open_to_anyone
from maillage.needs.workshops import rules
from maillage.needs.workshops.forms_takeaways import TakeawayForm
from maillage.needs.workshops.models import Change, Cluster, Note, Refused, Takeaway
from maillage.needs.workshops.models.takeaway import look_back, note_down
from maillage.needs.workshops.outcomes import last_time, names_of, outcomes_of
from maillage.needs.workshops.recall import recall
from maillage.needs.workshops.views.answers import INVALID, done, first_error, refused


def written(act):
    """`act(request, workshop, by, back, …)` by whoever may note what comes out of this workshop."""

    @open_to(SIGNED_IN)
    @require_POST
    @wraps(act)
    def view(request, pid, **target):
        workshop = rules.get_workshop_to_note(request, pid, writing=True)
        back = page_of(workshop)
        try:
            return act(request, workshop, request.user.person, back, **target)
        except Refused as why:
            return refused(request, back, why)

    return view


@open_to(SIGNED_IN)
@require_safe
def takeaways(request, pid):
    """All of it on one page: the secretary's own, and everybody's without script."""
    workshop = rules.get_workshop_to_note(request, pid)
    return drawn(request, workshop, TakeawayForm(initial=asked(request, workshop)))


def drawn(request, workshop, form, status=200):
    writes, sent = rules.may_note(request, workshop), request.POST or request.GET
    context = {
        "workshop": workshop,
        "form": form,
        "writes": writes,
        "acts": rules.may_facilitate(request),
        "steers": rules.may_steer(request),
        "origin": {name: sent.get(name, "") for name in ("note", "cluster")},
        "names": names_of(workshop.participants.order_by("name")) if writes else [],
        "outcomes": outcomes_of(workshop),
        "past": last_time(workshop),
        "removed": workshop.takeaways.filter(removed_at__isnull=False) if writes else [],
    }
    return render(request, "workshops/takeaways.html", context, status=status)


def asked(request, workshop) -> dict:
    """What the note or the group it comes from already says."""
    said = {"kind": request.GET.get("nature", Takeaway.Kind.DECISION)}
    note, cluster = origin_of(request.GET, workshop)
    if note or cluster:
        said["text"] = str(note or cluster)
    return said


def origin_of(sent, workshop) -> tuple[Note | None, Cluster | None]:
    keys, pid, row, group = rules.valid_keys([sent.get("note", "")]), sent.get("cluster", ""), None, None
    if keys:
        row = get_object_or_404(Note.objects.of(workshop).shown(), uuid=keys[0])
    if pid:
        group = get_object_or_404(Cluster.objects.of(workshop).select_related("board"), pid=pid)
    return row, group


@open_to(SIGNED_IN)
@require_POST
def noting(request, pid):
    workshop = rules.get_workshop_to_note(request, pid, writing=True)
    form = TakeawayForm(request.POST)
    note, cluster = origin_of(request.POST, workshop)
    if not form.is_valid():
        return refused(request, lambda: drawn(request, workshop, form, INVALID), first_error(form), INVALID)
    note_down(workshop, form.said, request.user.person, note, cluster)
    return done(request, workshop, page_of(workshop), "C’est noté.")


@open_to(SIGNED_IN)
@require_http_methods(["GET", "HEAD", "POST"])
def takeaway(request, pid, takeaway):
    """Its words, who takes it on and for when."""
    workshop = rules.get_workshop_to_note(request, pid, writing=True)
    row = get_takeaway(workshop, takeaway)
    posted = request.POST if request.method == "POST" else None
    form = TakeawayForm(posted, instance=row)
    if posted is not None and form.is_valid():
        try:
            row.reword(form.said, request.user.person)
            return done(request, workshop, page_of(workshop), "C’est noté.")
        except Refused as why:
            return refused(request, page_of(workshop), why)
    if posted is not None:
        why = first_error(form)
        return refused(request, lambda: worded(request, workshop, row, form, INVALID), why, INVALID)
    return worded(request, workshop, row, form)


def worded(request, workshop, row, form, status=200):
    context = {
        "workshop": workshop,
        "takeaway": row,
        "form": form,
        "names": names_of(workshop.participants.order_by("name")),
    }
    return render(request, "workshops/takeaway.html", context, status=status)


def removal(request, workshop, by, back, takeaway):
    """Taken away, or put back (`back` 1)."""
    row = get_takeaway(workshop, takeaway)
    if request.POST.get("back") == "1":
        row.put_back(by)
        return done(request, workshop, back, "La voici de nouveau.")
    row.remove(by)
    return done(request, workshop, back, "Retirée. Elle reste en bas de cette page, pour la remettre.")


def place(request, workshop, by, back, takeaway):
    """One place up (`step` -1) or down (1) among those of its kind."""
    get_takeaway(workshop, takeaway).shift(-1 if request.POST.get("step") == "-1" else 1, by)
    return done(request, workshop, back)


def carrying(request, workshop, by, back, takeaway):
    get_past(workshop, takeaway).carry_over(workshop, by)
    return done(request, workshop, back, "Reprise dans cet atelier.")


def settling(request, workshop, by, back, takeaway):
    """Said done, and so is the action it became; `done` 0: not yet."""
    row = get_past(workshop, takeaway)
    finished = request.POST.get("done") != "0"
    if finished and rules.may_steer(request) and recall.room.finish(row, by):
        with workshop.turn() as locked:
            locked.tell(Change.Kind.HEAD)
    else:
        row.say_done(finished, workshop, by)
    return done(request, workshop, back)


@open_to(COORDINATION)
@require_POST
def looking_back(request, pid):
    """The wall shows what the last workshop had decided (`shown` 1), or no more."""
    workshop = rules.get_workshop(request, pid)
    look_back(workshop, request.POST.get("shown") == "1")
    return done(request, workshop, workshop)


@open_to_anyone
@require_safe
def past(request, code):
    """On a phone, when somebody wants to know: where what the last workshop had decided stands."""
    workshop = rules.get_participant(request, code).workshop
    context = {"workshop": workshop, "past": last_time(workshop)}
    return render(request, "workshops/past.html", context)


def page_of(workshop) -> str:
    return reverse("workshops:takeaways", args=[workshop.pid])


def get_takeaway(workshop, pid) -> Takeaway:
    row = get_object_or_404(Takeaway, workshop=workshop, pid=pid)
    row.workshop = workshop
    return row


def get_past(workshop, pid) -> Takeaway:
    """One of those that this workshop looks back on."""
    rows = {row.takeaway.pid: row.takeaway for row in last_time(workshop).rows}
    if pid not in rows:
        raise Http404
    return rows[pid]
