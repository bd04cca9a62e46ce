"""The messages of an event, for its team: what leaves when, to whom, read with real names before it leaves."""

from django.contrib import messages
from django.db import transaction
from django.db.models import Count
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from maillage.activities.events.models import Event
from maillage.activities.events.rules import FOLLOW, ORGANISE, may_organise
from maillage.activities.reminders import mails, tasks
from maillage.activities.reminders.forms import LettersForm, MessageForm
from maillage.activities.reminders.models import Message
from maillage.ground.journal.models import record
from maillage.ground.people.access import open_to
from maillage.ui.french import plural

READ_WITH = 3  # real people shown in a preview


def event_of(pid) -> Event:
    return get_object_or_404(Event.objects.with_activity(), pid=pid)


def message_of(event: Event, pid) -> Message:
    message = get_object_or_404(event.messages.annotate(count=Count("sent")), pid=pid)
    message.event = event
    return message


@open_to(FOLLOW)
@require_safe
def messages_of_event(request, pid):
    event = event_of(pid)
    Message.objects.plan(event)
    rows = list(event.messages.annotate(count=Count("sent")))
    for row in rows:
        row.event = event
    context = {
        "event": event,
        "activity": event.activity,
        "rows": rows,
        "may_organise": may_organise(request),
        "now": timezone.now(),
    }
    return render(request, "reminders/list.html", context)


@open_to(ORGANISE)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request, pid):
    return _edit(request, Message(event=event_of(pid), by=request.user.person))


@open_to(ORGANISE)
@require_http_methods(["GET", "HEAD", "POST"])
def message(request, pid, message):
    row = message_of(event_of(pid), message)
    if row.once:
        return render(request, "reminders/letter.html", _shown(row))
    return _edit(request, row)


def _edit(request, row):
    form = MessageForm(request.POST or None, instance=row)
    if request.method == "POST" and form.is_valid():
        form.save(commit=False).compute().save()
        messages.success(request, "C’est enregistré. Voici ce que chacun lira.")
        return redirect(row)
    context = _shown(row) if row.pk else {"message": row, "event": row.event, "letters": [], "count": 0}
    return render(
        request, "reminders/message.html", {**context, "form": form}, status=422 if form.errors else 200
    )


def _shown(row) -> dict:
    """The message with what its first readers will read."""
    people = list(row.recipients())
    letters = []
    for registration in people[:READ_WITH]:
        registration.event = row.event
        subject, text, _ = mails.compose(row, registration)
        letters.append({"to": registration.person.name, "subject": subject, "text": text})
    return {"message": row, "event": row.event, "letters": letters, "count": len(people)}


@open_to(ORGANISE)
@require_POST
def stop(request, pid, message):
    message_of(event_of(pid), message).stop(request.user.person)
    messages.success(request, "Ce message ne partira pas.")
    return redirect("reminders:list", pid=pid)


@open_to(ORGANISE)
@require_POST
def resume(request, pid, message):
    message_of(event_of(pid), message).resume(request.user.person)
    messages.success(request, "Ce message partira à son heure.")
    return redirect("reminders:list", pid=pid)


@open_to(ORGANISE)
@require_http_methods(["GET", "HEAD", "POST"])
def letters(request, pid):
    """One letter to those who came, another to those who did not, written now and sent now."""
    event = event_of(pid)
    readers = {
        audience: Message(event=event, audience=audience).recipients() for audience in ("present", "absent")
    }
    form = LettersForm(request.POST or None)
    if request.method == "POST" and event.closed_at and form.is_valid():
        told = _send(event, form.letters(), request.user.person)
        messages.success(request, f"C’est parti : {plural(told, 'message')} en route.")
        return redirect("reminders:list", pid=pid)
    context = {
        "event": event,
        "form": form,
        "present": [row.person.name for row in readers["present"]],
        "absent": [row.person.name for row in readers["absent"]],
    }
    return render(request, "reminders/letters.html", context, status=422 if form.errors else 200)


def _send(event: Event, written, by) -> int:
    """The letters are kept first; a crash between two people is taken up by the next round."""
    made = []
    with transaction.atomic():
        for audience, subject, words in written:
            row = Message.objects.create(
                event=event, audience=audience, subject=subject, words=words, once=True,
                after=True, computed_at=timezone.now(), by=by,
            )  # fmt: skip
            record("message.written", row, by)
            made.append(row)
            transaction.on_commit(lambda pid=row.pid: tasks.post.enqueue(event.pole.slug, pid), robust=True)
    return sum(row.recipients().count() for row in made)
