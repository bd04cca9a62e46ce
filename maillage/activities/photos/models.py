"""Photos and consents. What is public is one queryset, asked at each request."""

import datetime as dt
import secrets

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import models, transaction
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone

from maillage.activities.events.models import Event
from maillage.activities.photos import mails
from maillage.activities.photos.files import Prepared
from maillage.ground.journal.models import record
from maillage.ground.people.models import Person
from maillage.ground.poles.owned import PoleOwned, PoleQuerySet, manager


class NotReady(Exception):
    """The photo is not described yet, or nobody said who is on it."""


def new_token() -> str:
    return secrets.token_urlsafe(24)


class ConsentQuerySet(PoleQuerySet):
    def holding(self):
        """Signed, not withdrawn, not ended, and for the public site."""
        return self.filter(
            signed_at__isnull=False, withdrawn_at=None, until__gte=timezone.localdate(), on_site=True
        )


class PhotoQuerySet(PoleQuerySet):
    def agreed(self):
        """Somebody said who is on it, and everyone on it agrees today; or nobody can be recognised."""
        people = Consent.objects.filter(photo=OuterRef("pk"))
        missing = people.exclude(pk__in=Consent.objects.holding().values("pk"))
        known = Q(Exists(people)) | Q(nobody_at__isnull=False)
        return self.exclude(alternative="").filter(known).filter(~Exists(missing))

    def public(self):
        """What anybody may see, now."""
        announced = self.filter(event__published_at__isnull=False)
        return announced.exclude(published_at=None).agreed()

    def not_refused(self):
        """What the team may still look at: nobody on it said no."""
        said_no = Consent.objects.filter(photo=OuterRef("pk"), withdrawn_at__isnull=False)
        return self.filter(~Exists(said_no))

    def take_in(self, event: Event, prepared: Prepared, by: Person, **said) -> "Photo | None":
        """Kept with its files; None when this photo is there already."""
        stem = f"photos/{secrets.token_hex(16)}"
        with transaction.atomic():
            photo, new = self.get_or_create(
                event=event,
                digest=prepared.digest,
                defaults={
                    "stem": stem, "widths": sorted(prepared.sizes), "width": prepared.width,
                    "height": prepared.height, "uploaded_by": by, **said,
                },
            )  # fmt: skip
            if not new:
                return None
            for width, content in prepared.sizes.items():
                default_storage.save(photo.path(width), ContentFile(content))
            record("photo.taken_in", photo, by)
        return photo


class Photo(PoleOwned):
    event = models.ForeignKey(Event, models.CASCADE, related_name="photos")
    stem = models.CharField(max_length=60, unique=True, editable=False)
    widths = models.JSONField(default=list, editable=False)
    width = models.PositiveIntegerField(editable=False)
    height = models.PositiveIntegerField(editable=False)
    digest = models.CharField(max_length=64, editable=False)
    alternative = models.CharField(
        "ce qu’on voit", max_length=250, blank=True,
        help_text="En une phrase, pour qui ne voit pas l’image : « Six personnes autour d’une table, des post-it devant elles. »",
    )  # fmt: skip
    author = models.CharField("photo de", max_length=120, blank=True)
    taken_on = models.DateField("prise le", null=True, blank=True)
    uploaded_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    nobody_at = models.DateTimeField(null=True, help_text="Somebody said that nobody can be recognised")
    published_at = models.DateTimeField(null=True)
    cover_at = models.DateTimeField(null=True)

    objects = manager(PhotoQuerySet)

    class Meta(PoleOwned.Meta):
        ordering = [models.F("cover_at").desc(nulls_last=True), "created_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["event", "digest"], name="the_same_photo_once_per_event"),
            models.UniqueConstraint(
                fields=["event"], condition=Q(cover_at__isnull=False), name="one_cover_per_event"
            ),
        ]

    def __str__(self):
        return self.alternative or "Photo sans description"

    def path(self, width: int) -> str:
        return f"{self.stem}-{width}.webp"

    @property
    def addresses(self) -> list[tuple[int, str]]:
        return [(width, reverse("photos:file", args=[self.pid, width])) for width in self.widths]

    @property
    def small(self) -> str:
        return self.addresses[0][1]

    @property
    def srcset(self) -> str:
        return ", ".join(f"{url} {width}w" for width, url in self.addresses)

    def ask(self, person: Person, by: Person, *, purpose, until, on_paper=False, **media) -> "Consent":
        """Whom one recognises on it: asked by mail, or signed on paper. Asked twice, the first terms stand."""
        with transaction.atomic():
            Photo.objects.select_for_update().get(pk=self.pk)
            terms = {"purpose": purpose, "until": until, "asked_by": by, **media}
            consent, new = Consent.objects.get_or_create(photo=self, person=person, defaults=terms)
            if new:
                Photo.objects.filter(pk=self.pk).update(nobody_at=None)
                record("consent.asked", consent, by)
                if on_paper:
                    consent.sign(on_paper=True, by=by)
                elif person.email:
                    mails.ask(consent)
        return consent

    def say_nobody(self, by: Person) -> bool:
        """Nobody can be recognised on it; refused once somebody was."""
        if self.consents.exists():
            return False
        self._date("nobody_at", timezone.now(), "photo.nobody", by)
        return True

    def publish(self, by: Person | None = None) -> None:
        """Raises `NotReady`; it is seen only while everyone on it agrees."""
        if not Photo.objects.filter(pk=self.pk).agreed().exists():
            raise NotReady
        self._date("published_at", timezone.now(), "photo.published", by)

    def withdraw(self, by: Person | None = None) -> None:
        self._date("published_at", None, "photo.withdrawn", by)

    def _date(self, column: str, moment, code: str, by) -> None:
        if bool(getattr(self, column)) == bool(moment):
            return
        with transaction.atomic():
            setattr(self, column, moment)
            self.save(update_fields=[column])
            record(code, self, by)

    def choose_as_cover(self, by: Person | None = None) -> None:
        with transaction.atomic():
            self.event.lock()
            Photo.objects.filter(event=self.event).update(cover_at=None)
            Photo.objects.filter(pk=self.pk).update(cover_at=timezone.now())
            record("photo.cover", self, by)

    def remove(self, by: Person | None = None) -> None:
        """The row, then the files once that is certain."""
        paths = [self.path(width) for width in self.widths]
        with transaction.atomic():
            record("photo.removed", self, by)
            self.delete()
            transaction.on_commit(lambda: [default_storage.delete(path) for path in paths])


class Consent(PoleOwned):
    """One person allows one photo, for one purpose, in some media, until a day."""

    photo = models.ForeignKey(Photo, models.CASCADE, related_name="consents")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    token = models.CharField(max_length=40, unique=True, default=new_token, editable=False)
    purpose = models.CharField("pour quoi", max_length=200)
    on_site = models.BooleanField("le site", default=True)
    in_letters = models.BooleanField("les lettres d’information", default=False)
    in_print = models.BooleanField("les documents imprimés", default=False)
    until = models.DateField("jusqu’au")
    asked_at = models.DateTimeField(default=timezone.now)
    asked_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    signed_at = models.DateTimeField(null=True)
    on_paper = models.BooleanField(default=False, editable=False)
    withdrawn_at = models.DateTimeField(null=True, help_text="Refused, or withdrawn after signing")

    objects = manager(ConsentQuerySet)

    class Meta(PoleOwned.Meta):
        ordering = ["asked_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["photo", "person"], name="one_consent_per_person_and_photo")
        ]

    def __str__(self):
        return f"{self.person} · {self.photo}"

    @property
    def state(self) -> str:
        """ "withdrawn", "asked", "ended" or "signed"."""
        if self.withdrawn_at:
            return "withdrawn"
        if not self.signed_at:
            return "asked"
        return "ended" if self.until < timezone.localdate() else "signed"

    @property
    def media_in_words(self) -> str:
        named = {
            "on_site": "son site",
            "in_letters": "ses lettres d’information",
            "in_print": "ses documents imprimés",
        }
        words = [word for name, word in named.items() if getattr(self, name)]
        return ", ".join(words[:-1]) + (" et " if len(words) > 1 else "") + words[-1] if words else ""

    def get_absolute_url(self):
        """Whoever holds this address may sign and withdraw."""
        return reverse("photos:consent", args=[self.token])

    def sign(self, on_paper: bool = False, by: Person | None = None) -> bool:
        """False once it has ended: new terms are asked again."""
        if self.until < timezone.localdate():
            return False
        with transaction.atomic():
            moment = timezone.now()
            Consent.objects.filter(pk=self.pk).update(signed_at=moment, withdrawn_at=None, on_paper=on_paper)
            self.signed_at, self.withdrawn_at, self.on_paper = moment, None, on_paper
            record("consent.signed", self, by, paper=on_paper)
        return True

    def withdraw(self, by: Person | None = None) -> None:
        """From this commit on, the photo is served to nobody."""
        with transaction.atomic():
            if Consent.objects.filter(pk=self.pk, withdrawn_at=None).update(withdrawn_at=timezone.now()):
                record("consent.withdrawn", self, by)
        self.refresh_from_db(fields=["withdrawn_at"])

    def forget(self, by: Person | None = None) -> bool:
        """It is not this person after all. False once they answered: a « no » is never taken away."""
        with transaction.atomic():
            rows = Consent.objects.filter(pk=self.pk, signed_at=None, withdrawn_at=None)
            removed, _ = rows.delete()
            if removed:
                record("consent.forgotten", self.photo, by)
        return bool(removed)


def in_two_years() -> dt.date:
    today = timezone.localdate()
    return today + dt.timedelta(days=730)
