"""What waits this morning among memberships."""

import datetime as dt
from collections import Counter

from django.urls import reverse
from django.utils import timezone

from maillage.ground.memberships.models import Membership
from maillage.ui.french import day, plural
from maillage.ui.todo import Todo

SHOWN = 3
CLUSTERED = 5  # requests from one mail domain within a month
# Where everybody has an address: many requests from there say nothing.
EVERYBODYS = {
    "gmail.com",
    "orange.fr",
    "wanadoo.fr",
    "free.fr",
    "sfr.fr",
    "laposte.net",
    "yahoo.fr",
    "hotmail.fr",
    "outlook.fr",
}


def waiting():
    asked = (
        Membership.objects.to_decide().select_related("person", "organisation", "plan").order_by("applied_at")
    )
    for row in asked[:SHOWN]:
        yield Todo(
            f"{row.member} demande à adhérer",
            f"« {row.plan} », {day(row.applied_at)} : le conseil décide",
            row.get_absolute_url(),
            "Décider",
        )
    yield from clustered()
    today = timezone.localdate()
    ended = (
        Membership.objects.open()
        .with_ends()
        .filter(until__lt=today, until__gte=today - dt.timedelta(days=60))
    )
    if count := ended.count():
        yield Todo(
            f"{plural(count, 'adhésion')} {'finies' if count > 1 else 'finie'} depuis peu, pas renouvelée{'s' if count > 1 else ''}",
            "Les messages partent d’eux-mêmes ; un appel fait davantage",
            f"{reverse('memberships:list')}?etat=finies",
            "Voir",
            "leaf",
        )


def clustered():
    """Many requests from one mail domain in a month: nothing is refused for it, somebody looks."""
    since = timezone.now() - dt.timedelta(days=30)
    addresses = Membership.objects.filter(applied_at__gte=since, refused_at=None).values_list(
        "person__email", flat=True
    )
    domains = Counter(address.rpartition("@")[2] for address in addresses if "@" in address)
    for domain, many in domains.most_common(SHOWN):
        if many >= CLUSTERED and domain not in EVERYBODYS:
            yield Todo(
                f"{many} adhésions demandées en un mois depuis « {domain} »",
                "Avant une assemblée, cela se regarde à plusieurs",
                f"{reverse('memberships:list')}?q={domain}",
                "Regarder",
            )
