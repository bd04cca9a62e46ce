"""What was approved, word for word, and to whom it was sent. Neither changes after."""

from django.core.signing import BadSignature, Signer
from django.db import models
from django.urls import reverse
from django.utils import timezone

from maillage.ground.mail.models import OutgoingMail
from maillage.ground.people.models import Person
from maillage.ground.poles.owned import PoleOwned, PoleQuerySet, manager
from maillage.needs.minutes.parts import Part, from_json

SALT = "minutes.delivery"


class Frozen(TypeError):
    """An approved edition is never edited: a correction is the next edition."""


class EditionQuerySet(PoleQuerySet):
    def update(self, **values):
        if set(values) - {
            "pdf",
            "approved_by",
        }:  # the file is drawn from the words; who is erased leaves the line
            raise Frozen("Une édition approuvée ne change plus.")
        return super().update(**values)


class Edition(PoleOwned):
    """The minutes as approved, numbered. Without addresses: people are named, how to reach them is the living sheet's."""

    minutes = models.ForeignKey("minutes.Minutes", models.CASCADE, related_name="editions")
    number = models.PositiveSmallIntegerField()
    parts = models.JSONField(help_text="[{key, data}] in the order of the document")
    digest = models.CharField(max_length=64, help_text="SHA-256 of `parts`")
    remark = models.CharField("ce qui change", max_length=250, blank=True)
    look = models.JSONField(default=dict, help_text="The pole’s, that day")
    approved_at = models.DateTimeField(default=timezone.now)
    approved_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    pdf = models.FileField(
        upload_to="comptes-rendus/", editable=False, help_text="What participants received"
    )

    objects = manager(EditionQuerySet)

    class Meta(PoleOwned.Meta):
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["minutes", "number"], name="one_edition_per_number")]

    def __str__(self):
        return f"édition {self.number}"

    def save(self, *args, **kwargs):
        if not self._state.adding:
            raise Frozen("Une édition approuvée ne change plus.")
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        raise Frozen("Une édition approuvée ne s’efface pas.")

    def read(self) -> list[Part]:
        return from_json(self.parts)

    @property
    def head(self) -> dict:
        return self.read()[0].data


class Delivery(PoleOwned):
    """One edition sent to one address, once."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="deliveries")
    name = models.CharField(max_length=120, blank=True)
    email = models.EmailField()
    mail = models.ForeignKey(OutgoingMail, models.SET_NULL, null=True, related_name="+")
    by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta(PoleOwned.Meta):
        ordering = ["name", "email", "pk"]
        constraints = [models.UniqueConstraint(fields=["edition", "email"], name="sent_once_to_each")]

    def __str__(self):
        return self.name or self.email

    def get_absolute_url(self):
        """Whoever holds this address reads what the room reads: it travels by mail only."""
        return reverse("minutes:letter", args=[Signer(salt=SALT).sign(self.pid)])

    @classmethod
    def signed(cls, token: str) -> "Delivery | None":
        try:
            pid = Signer(salt=SALT).unsign(token)
        except BadSignature:
            return None
        return cls.objects.select_related("edition__minutes__workshop__pole").filter(pid=pid).first()
