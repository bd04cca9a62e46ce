from django.conf import settings
from django.db import models

from maillage.ground.poles.owned import new_pid


class Federation(models.Model):
    """What sister poles share: a name, a portal, one look for what is common."""

    name = models.CharField("nom", max_length=120)
    tagline = models.CharField("accroche", max_length=200, blank=True)
    look = models.JSONField(default=dict, blank=True)

    def __str__(self):
        return self.name


class Pole(models.Model):
    """One network with its site and its work space, answering at `<slug>.<domain>`.

    `look` has the shape that `maillage.ui.theme.Theme.from_look` reads:
    {"palette": {"bg": "#rrggbb", …}, "artwork": "hills|waves|…", "type": "…"}.
    """

    pid = models.CharField(max_length=12, unique=True, default=new_pid, editable=False)
    federation = models.ForeignKey(Federation, models.PROTECT, related_name="poles")
    slug = models.SlugField("adresse", max_length=40, unique=True)
    name = models.CharField("nom", max_length=120)
    kind = models.CharField(
        "nature",
        max_length=120,
        blank=True,
        help_text="Par exemple « pôle de l’économie sociale et solidaire »",
    )
    tagline = models.CharField("accroche", max_length=200, blank=True)
    welcome = models.CharField("mot d’accueil", max_length=300, blank=True)
    territory = models.CharField("territoire", max_length=120, blank=True)
    contact_email = models.EmailField("adresse de contact", blank=True)
    look = models.JSONField(default=dict, blank=True)
    doors = models.JSONField(default=list, blank=True)

    class Meta:
        ordering = ["name"]

    def __str__(self):
        return self.name

    @property
    def host(self) -> str:
        return f"{self.slug}.{settings.DOMAIN}"

    def absolute(self, path: str) -> str:
        """The whole address of one of its pages, for what is read elsewhere: mails, calendars."""
        scheme = "https" if settings.SECURE else "http"
        return f"{scheme}://{self.host}{settings.PUBLIC_PORT}{path}"
