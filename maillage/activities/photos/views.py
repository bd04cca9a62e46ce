"""The file that checks before it is served, the consent signed by link, and the team's own pages."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from maillage.activities.events.models import Event
from maillage.activities.events.rules import FOLLOW, ORGANISE, may_organise
from maillage.activities.photos.files import prepare
from maillage.activities.photos.forms import ConsentForm, PhotoForm, UploadForm
from maillage.activities.photos.models import Consent, NotReady, Photo
from maillage.ground.people.access import STEERING, open_to, open_to_anyone
from maillage.ground.people.models import meet
from maillage.ui.french import plural
from maillage.ui.origin import from_here

# What everyone may see


def _served(photo: Photo, width: int):
    """Never kept by a cache: what was shown a minute ago may be withdrawn now."""
    if width not in photo.widths:
        raise Http404
    try:
        response = FileResponse(default_storage.open(photo.path(width)), content_type="image/webp")
    except FileNotFoundError:
        raise Http404 from None
    response["Cache-Control"] = "no-store, private"
    response["X-Content-Type-Options"] = "nosniff"
    response["X-Robots-Tag"] = "noindex, noimageindex"
    return response


@open_to_anyone
@require_safe
def file(request, pid, w):
    """While everyone on it agrees; the team sees it too while it asks, until somebody says no."""
    photo = Photo.objects.public().filter(pid=pid).first()
    if photo is None and request.roles & STEERING:
        photo = Photo.objects.not_refused().filter(pid=pid).first()
    if photo is None:
        raise Http404
    return _served(photo, w)


def consent_of(token) -> Consent:
    rows = Consent.objects.select_related("person", "photo__event__activity")
    return get_object_or_404(rows, token=token)


@open_to_anyone
@from_here
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def consent(request, token):
    """Whoever holds the address signs, refuses, withdraws. Looking changes nothing: mail scanners follow links."""
    row = consent_of(token)
    if request.method == "POST":
        if "oui" in request.POST:
            row.sign()
        elif "non" in request.POST:
            row.withdraw()
        return redirect(row)
    response = render(request, "photos/consent.html", {"consent": row, "activity": row.photo.event.activity})
    response["X-Robots-Tag"] = "noindex"
    response["Referrer-Policy"] = "same-origin"
    return response


@open_to_anyone
@require_safe
def consent_file(request, token):
    """The photo one is asked about, before anybody else sees it; gone once one of those on it said no."""
    row = consent_of(token)
    if not Photo.objects.not_refused().filter(pk=row.photo_id).exists():
        raise Http404
    return _served(row.photo, row.photo.widths[min(1, len(row.photo.widths) - 1)])


# What the team does


def event_of(pid) -> Event:
    return get_object_or_404(Event.objects.with_activity(), pid=pid)


def photo_of(pid, photo) -> Photo:
    return get_object_or_404(
        Photo.objects.select_related("event__activity").prefetch_related("consents__person"),
        event=event_of(pid),
        pid=photo,
    )


def consent_on(pid, photo, consent) -> Consent:
    return get_object_or_404(
        photo_of(pid, photo).consents.select_related("photo__event", "person"), pid=consent
    )


@open_to(FOLLOW)
@require_safe
def manage(request, pid):
    return render(request, "photos/manage.html", _gallery(request, event_of(pid), UploadForm()))


def _gallery(request, event, form) -> dict:
    photos = event.photos.prefetch_related("consents")
    public = set(Photo.objects.public().filter(event=event).values_list("pk", flat=True))
    return {
        "event": event,
        "activity": event.activity,
        "form": form,
        "may_organise": may_organise(request),
        "rows": [(photo, photo.pk in public, state_of(photo, public)) for photo in photos],
    }


def state_of(photo: Photo, public) -> str:
    """In words, what stands between this photo and the site; "" when nothing does."""
    states = [consent.state for consent in photo.consents.all()]
    if "withdrawn" in states:
        return "quelqu’un a dit non"
    if photo.pk in public:
        return ""
    if not photo.alternative:
        return "à décrire"
    if "asked" in states:
        return f"{plural(states.count('asked'), 'accord')} attendu{'s' if states.count('asked') > 1 else ''}"
    if "ended" in states:
        return "un accord a pris fin"
    if not states and not photo.nobody_at:
        return "qui est dessus ?"
    return "pas sur le site"


@open_to(ORGANISE)
@require_POST
def upload(request, pid):
    """Each file by itself: what can be kept is kept, what cannot is told by its name."""
    event = event_of(pid)
    form = UploadForm(request.POST, request.FILES)
    if not form.is_valid():
        return render(request, "photos/manage.html", _gallery(request, event, form), status=422)
    said = {"author": form.cleaned_data["author"], "taken_on": timezone.localdate(event.activity.starts_at)}
    kept = 0
    for sent in form.cleaned_data["files"]:
        try:
            taken = Photo.objects.take_in(event, prepare(sent), request.user.person, **said)
        except ValidationError as refusal:
            messages.error(request, f"« {sent.name} » {refusal.messages[0]}")
            continue
        if taken:
            kept += 1
        else:
            messages.info(request, f"« {sent.name} » était déjà là.")
    if kept:
        messages.success(
            request, f"{plural(kept, 'photo')} de plus. Décrivez-les, puis dites qui est dessus."
        )
    return redirect("photos:manage", pid=pid)


@open_to(ORGANISE)
@require_http_methods(["GET", "HEAD", "POST"])
def photo(request, pid, photo):
    row = photo_of(pid, photo)
    form = PhotoForm(request.POST or None, instance=row)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, "C’est noté.")
        return redirect("photos:photo", pid=pid, photo=photo)
    return _photo_page(request, row, form, ConsentForm())


def _photo_page(request, row, form, consent_form):
    context = {
        "photo": row,
        "event": row.event,
        "form": form,
        "consent_form": consent_form,
        "consents": list(row.consents.all()),
        "refused": any(consent.withdrawn_at for consent in row.consents.all()),
        "ready": Photo.objects.filter(pk=row.pk).agreed().exists(),
    }
    return render(
        request, "photos/photo.html", context, status=422 if form.errors or consent_form.errors else 200
    )


@open_to(ORGANISE)
@require_POST
def people(request, pid, photo):
    """One more person recognised: asked by mail, or signed on paper."""
    row = photo_of(pid, photo)
    form = ConsentForm(request.POST)
    if not form.is_valid():
        return _photo_page(request, row, PhotoForm(instance=row), form)
    person = meet(form.cleaned_data["name"], form.cleaned_data["email"])
    asked = row.ask(person, request.user.person, **form.terms())
    said = "L’accord sur papier est noté." if asked.on_paper else f"La question part à {person}."
    messages.success(request, said)
    return redirect("photos:photo", pid=pid, photo=photo)


@open_to(ORGANISE)
@require_POST
def nobody(request, pid, photo):
    if photo_of(pid, photo).say_nobody(request.user.person):
        messages.success(request, "C’est noté : personne n’est reconnaissable.")
    else:
        messages.error(request, "Quelqu’un a déjà été reconnu sur cette photo.")
    return redirect("photos:photo", pid=pid, photo=photo)


@open_to(ORGANISE)
@require_POST
def publication(request, pid, photo):
    try:
        photo_of(pid, photo).publish(request.user.person)
    except NotReady:
        messages.error(request, "Il manque la description, ou l’accord de quelqu’un : la photo attend.")
        return redirect("photos:photo", pid=pid, photo=photo)
    messages.success(request, "La photo est sur la page de l’événement.")
    return redirect("photos:manage", pid=pid)


@open_to(ORGANISE)
@require_POST
def withdrawal(request, pid, photo):
    photo_of(pid, photo).withdraw(request.user.person)
    messages.success(request, "La photo n’est plus sur le site.")
    return redirect("photos:manage", pid=pid)


@open_to(ORGANISE)
@require_POST
def cover(request, pid, photo):
    photo_of(pid, photo).choose_as_cover(request.user.person)
    messages.success(request, "C’est la première photo de la page.")
    return redirect("photos:manage", pid=pid)


@open_to(ORGANISE)
@require_POST
def removal(request, pid, photo):
    photo_of(pid, photo).remove(request.user.person)
    messages.success(request, "La photo et ses fichiers sont effacés.")
    return redirect("photos:manage", pid=pid)


@open_to(ORGANISE)
@require_POST
def paper(request, pid, photo, consent):
    if consent_on(pid, photo, consent).sign(on_paper=True, by=request.user.person):
        messages.success(request, "L’accord sur papier est noté.")
    else:
        messages.error(request, "La date de cet accord est passée : demandez-en un nouveau.")
    return redirect("photos:photo", pid=pid, photo=photo)


@open_to(ORGANISE)
@require_POST
def refusal(request, pid, photo, consent):
    """Somebody told the team: by voice is enough."""
    consent_on(pid, photo, consent).withdraw(request.user.person)
    messages.success(request, "C’est noté : la photo n’est plus montrée à personne.")
    return redirect("photos:photo", pid=pid, photo=photo)


@open_to(ORGANISE)
@require_POST
def mistaken(request, pid, photo, consent):
    if consent_on(pid, photo, consent).forget(request.user.person):
        messages.success(request, "C’est corrigé.")
    else:
        messages.error(request, "Cette personne a déjà répondu : sa réponse reste.")
    return redirect("photos:photo", pid=pid, photo=photo)
