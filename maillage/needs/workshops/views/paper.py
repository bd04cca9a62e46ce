"""Paper: what to print before, the post-its to type during or after, one by one or from a list."""

import csv
import io
import secrets
from datetime import datetime

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from maillage.ground.people.access import COORDINATION, open_to
from maillage.needs.workshops import paper as printing
from maillage.needs.workshops import rules
from maillage.needs.workshops.forms_paper import ListForm, PrintForm, TypingForm, areas_to_write
from maillage.needs.workshops.models import Note, PaperNote, keyed, type_in
from maillage.needs.workshops.typed.words import folded
from maillage.needs.workshops.views.answers import INVALID, done, first_error, refused
from maillage.ui.french import day, moment, plural
from maillage.ui.theme import theme_of

SHOWN = 30  # the last notes of a column, under the place where one types
NOTHING_NEW = (
    "Rien de nouveau à coller : tous ces post-it sont déjà là. Cochez ceux que vous voulez coller encore."
)
NO_SHEET = "Indiquez au moins une feuille à imprimer."


@open_to(COORDINATION)
@require_safe
def paper(request, pid):
    """What paper can do for this workshop."""
    workshop = rules.get_workshop(request, pid)
    boards = boards_of(workshop)
    context = {
        "workshop": workshop,
        "boards": boards,
        "areas": [a for board in boards for a in board.columns],
    }
    return render(request, "workshops/paper.html", context)


def boards_of(workshop, team_too: bool = False) -> list:
    """The boards one may type for, each with its `.columns`."""
    rows = workshop.boards.select_related("team").prefetch_related("areas")
    boards = list(rows if team_too else rows.plenary())
    for board in boards:
        board.workshop, board.columns = workshop, areas_to_write(board)
    return [board for board in boards if board.columns]


# --- to print ---------------------------------------------------------------------------------------------------------


@open_to(COORDINATION)
@require_safe
def post_its(request, pid):
    workshop = rules.get_workshop(request, pid)
    form = PrintForm(request.GET, [area for board in boards_of(workshop) for area in board.columns])
    if not form.is_valid() or not form.sheets:
        messages.error(request, NO_SHEET if form.is_valid() else first_error(form))
        return redirect("workshops:paper", pid=pid)
    pads = [printing.Pad(area.title, area.sentiment, count) for area, count in form.sheets]
    content = printing.post_its(door_of(request, workshop), pads, theme_of(request), form.cleaned_data["nom"])
    return pdf(content, "post-it")


@open_to(COORDINATION)
@require_safe
def poster(request, pid):
    workshop = rules.get_workshop(request, pid)
    return pdf(printing.poster(door_of(request, workshop), theme_of(request), when_of(workshop)), "affiche")


def door_of(request, workshop) -> printing.Door:
    url = request.build_absolute_uri(reverse("workshops:board", args=[workshop.join_code]))
    return printing.Door(
        workshop.title, workshop.code, url, request.build_absolute_uri(reverse("workshops:join"))
    )


def when_of(workshop) -> str:
    if not workshop.date:
        return workshop.place
    when = moment(datetime.combine(workshop.date, workshop.starts)) if workshop.starts else day(workshop.date)
    return ", ".join(filter(None, (when, workshop.place)))


def pdf(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    return response


# --- to type, one by one ----------------------------------------------------------------------------------------------


@open_to(COORDINATION)
@require_http_methods(["GET", "HEAD", "POST"])
def typing(request, pid):
    """One line, one post-it, Enter goes on. POST writes lines into one column, each once."""
    workshop = rules.get_workshop(request, pid)
    if request.method == "POST":
        return written(request, workshop)
    return typing_page(request, workshop)


def written(request, workshop):
    form = TypingForm(request.POST, workshop)
    if not form.is_valid():
        why = first_error(form)
        return refused(request, lambda: typing_page(request, workshop, why, INVALID), why, INVALID)
    data = form.cleaned_data
    lines = [(data["area"], text, data["author_name"]) for text in data["text"]]
    notes = keyed(data["key"] or secrets.token_urlsafe(12), lines)
    if data["uuid"] and len(notes) == 1:
        notes = [PaperNote(data["uuid"], *lines[0])]
    type_in(data["area"].board, notes, request.user.person)
    where = f"{reverse('workshops:typing', args=[workshop.pid])}?tableau={data['area'].board.pid}#{data['area'].pid}"
    return done(request, workshop, where)


def typing_page(request, workshop, error: str = "", status: int = 200):
    boards = boards_of(workshop, team_too=True)
    if not boards:
        raise Http404
    asked = request.GET.get("tableau") or board_of_area(boards, request.POST.get("area"))
    board = next((one for one in boards if one.pid == asked), boards[0])
    for area in board.columns:
        area.last = list(area.notes.shown().order_by("-position", "-pk")[:SHOWN])
        area.kept = request.POST.get("text", "") if request.POST.get("area") == area.pid else ""
    context = {
        "workshop": workshop,
        "boards": boards,
        "board": board,
        "error": error,
        "author_name": request.POST.get("author_name", ""),
        "key": secrets.token_urlsafe(12),
        "people": workshop.participants.on_sheet().order_by("name", "pk"),
    }
    return render(request, "workshops/typing.html", context, status=status)


def board_of_area(boards, pid) -> str:
    return next((board.pid for board in boards for area in board.columns if area.pid == pid), "")


# --- to type, from a list ---------------------------------------------------------------------------------------------


@open_to(COORDINATION)
@require_http_methods(["GET", "HEAD", "POST"])
def listing(request, pid):
    """Paste or drop a list, see what was read line by line, then stick it. Nothing is written before that."""
    workshop = rules.get_workshop(request, pid)
    boards = boards_of(workshop, team_too=True)
    if not boards:
        raise Http404
    form = ListForm(
        request.POST or None, request.FILES or None, boards=boards, initial={"board": boards[0].pid}
    )
    if request.method != "POST" or not form.is_valid():
        return list_page(request, workshop, form)
    lines = lines_of(form, request.POST)
    if "coller" not in request.POST:
        return list_page(request, workshop, form, lines)
    if any(line["area"] is None for line in lines if not line["skipped"]):
        form.add_error(None, "Dites dans quelle colonne vont les post-it qui n’en ont pas.")
        return list_page(request, workshop, form, lines)
    chosen = [(one["area"], one["text"], one["author"]) for one in lines if not one["skipped"]]
    if not chosen:
        form.add_error(None, NOTHING_NEW)
        return list_page(request, workshop, form, lines)
    many = type_in(form.wall, keyed(request.POST.get("key", ""), chosen), request.user.person)
    messages.success(request, said(many, len(chosen)))
    return redirect(workshop)


def said(many: int, asked: int) -> str:
    if many == asked:
        return f"{plural(many, 'post-it collé,post-it collés')} sur le mur."
    return f"{plural(many, 'post-it collé,post-it collés')} ; {asked - many} y étaient déjà."


def lines_of(form: ListForm, sent) -> list[dict]:
    """[{line, area, text, author, skipped, why}]: what was read, placed; copies are left out unless they are wanted."""
    areas = {area.title: area for area in form.wall.columns}
    fallback = {area.pid: area for area in form.wall.columns}.get(sent.get("place", ""))
    notes = Note.objects.shown().filter(area__board=form.wall).values_list("area", "text")
    hung = {(area, folded(text) or text) for area, text in notes}
    wanted = set(sent.getlist("prendre")) if "coller" in sent else set()
    lines = []
    for one in form.reading.notes:
        area = areas.get(one.area) or fallback
        why = f"déjà à la ligne {one.same_as}" if one.same_as else ""
        if area and (area.pk, folded(one.text) or one.text) in hung:
            why = "déjà sur le mur"
        skipped = bool(why) and str(one.line) not in wanted
        lines.append(
            {
                "line": one.line,
                "area": area,
                "text": one.text,
                "author": one.author,
                "why": why,
                "skipped": skipped,
            }
        )
    return lines


def list_page(request, workshop, form: ListForm, lines: list[dict] | None = None):
    """`lines` once the list was read; a file then becomes text, that one may correct and read again."""
    if lines is not None and request.FILES:
        form.data = {**form.data.dict(), "text": as_text(form.reading.notes)}
    context = {
        "workshop": workshop,
        "form": form,
        "board": form.wall,
        "lines": lines,
        "troubles": form.reading.troubles if form.reading else [],
        "homeless": sum(line["area"] is None for line in lines or ()),
        "count": sum(not line["skipped"] for line in lines or ()),
        "key": request.POST.get("key") or secrets.token_urlsafe(12),
        "place": request.POST.get("place", ""),
    }
    return render(request, "workshops/listing.html", context, status=INVALID if form.errors else 200)


def as_text(notes) -> str:
    """What a file said, in columns that can be corrected on the page and read again."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter="\t", lineterminator="\n")
    writer.writerow(["Colonne", "Texte", "Nom"])
    writer.writerows([note.area or "", note.text, note.author] for note in notes)
    return out.getvalue()
