"""Minutes as files, for each audience. The PDF that participants receive is drawn once and kept with its edition."""

from django.core.files.base import ContentFile
from django.http import Http404, HttpResponse
from django.utils.text import slugify

from maillage.needs.minutes import audiences
from maillage.needs.minutes.models import Edition, Minutes
from maillage.needs.minutes.parts import Part, reading_of
from maillage.needs.minutes.printing import MEDIA_TYPES, export
from maillage.ui.theme import Theme

NAMES = {
    "pdf": "PDF, à lire et à imprimer",
    "docx": "Word",
    "odt": "LibreOffice",
    "md": "Markdown",
    "csv": "Tableur (CSV)",
    "json": "JSON, pour un autre Maillage",
}


def file_of(parts: list[Part], form: str, theme: Theme, with_contacts: bool = False) -> HttpResponse:
    """The file to download; `form` comes from the address: 404 when it is none of ours. Contacts are in the team's JSON only."""
    if form not in MEDIA_TYPES:
        raise Http404
    reading = reading_of(parts)
    content = export(reading, form, theme, with_contacts=with_contacts and form == "json")
    return answer(content, form, name_of(reading.title, reading.date, form))


def answer(content: bytes, form: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=MEDIA_TYPES[form])
    shown = "inline" if form == "pdf" else "attachment"
    response["Content-Disposition"] = f'{shown}; filename="{name}"'
    return response


def name_of(title: str, date: str | None, form: str) -> str:
    """« compte-rendu-2026-03-12-etre-employeur.pdf »."""
    return "-".join(filter(None, ["compte-rendu", date, slugify(title)[:60].strip("-")])) + f".{form}"


def theme_of(minutes: Minutes, edition: Edition | None = None) -> Theme:
    """An edition keeps the pole's look of its day."""
    return Theme.from_look(edition.look if edition else minutes.pole.look, minutes.pole.name)


def kept_pdf(edition: Edition) -> Edition:
    """The edition with the file that participants receive, drawn now unless it was; what was lost is drawn again."""
    if not (edition.pdf and edition.pdf.storage.exists(edition.pdf.name)):
        reading = reading_of(audiences.for_the_room(edition.read()))
        content = export(reading, "pdf", theme_of(edition.minutes, edition))
        name = edition.pdf.storage.save(f"comptes-rendus/{edition.pid}.pdf", ContentFile(content))
        Edition.objects.filter(pk=edition.pk).update(pdf=name)
        edition.pdf.name = name
    return edition


def room_pdf(edition: Edition) -> HttpResponse:
    with kept_pdf(edition).pdf.open() as file:
        head = edition.head
        return answer(file.read(), "pdf", name_of(head["title"], head["date"], "pdf"))
