from django.db import models
from django.urls import reverse

from maillage.ground.people.names import name_key, sort_key
from maillage.ground.poles.owned import PoleQuerySet, manager
from maillage.ground.search.models import Findable, Finding


class OrganisationQuerySet(PoleQuerySet):
    def named(self, name: str) -> "Organisation | None":
        """The organisation of this pole with this name, made when it is new; None for no name."""
        if not name_key(name):
            return None
        return self.get_or_create(name_key=name_key(name), defaults={"name": name.strip()})[0]

    def called(self, words: str):
        """Those whose name, commune or activity hold every word, whatever the accents and the order."""
        found = self
        for word in name_key(words).split():
            found = found.filter(words__contains=word)
        return found


class Organisation(Findable):
    """A structure of the network: association, cooperative, firm, public body."""

    name = models.CharField("nom", max_length=160)
    name_key = models.CharField(max_length=160, editable=False)
    sort_key = models.CharField(max_length=160, editable=False, db_index=True)
    commune = models.CharField("commune", max_length=80, blank=True)
    activity = models.CharField("activité", max_length=200, blank=True)
    words = models.CharField(max_length=450, editable=False, help_text="What one may type to find it")

    objects = manager(OrganisationQuerySet)

    class Meta(Findable.Meta):
        ordering = ["sort_key"]
        constraints = [models.UniqueConstraint(fields=["pole", "name_key"], name="one_organisation_per_name")]

    def __str__(self):
        return self.name

    def save(self, *args, **kwargs):
        self.name_key, self.sort_key = name_key(self.name), sort_key(self.name)
        self.words = name_key(f"{self.name} {self.commune} {self.activity}")
        super().save(*args, **kwargs)

    def get_absolute_url(self):
        return reverse("directory:organisation", args=[self.pid])

    def finding(self):
        return Finding(
            "structure", self.name, f"{self.activity} {self.commune}", self.get_absolute_url(), "steering"
        )
