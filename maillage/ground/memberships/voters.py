"""Who votes at an assembly: the roll at a date, and for everyone else of the network the reason why not."""

import datetime as dt
from dataclasses import dataclass

from maillage.ground.memberships.models import Membership, MembershipPlan, Period
from maillage.ui.french import day as in_words


@dataclass(frozen=True)
class Voter:
    """One voice, or none and `why`."""

    membership: Membership
    since: dt.date | None
    why: str = ""


def roll(day: dt.date, seniority: int = 0) -> tuple[list[Voter], list[Voter]]:
    """(those who vote, those who do not) among open memberships at that date; one voice for each organisation.

    `seniority`: full days of membership the statutes ask for. Two queries.
    """
    rows = Membership.objects.filter(applied_at__date__lte=day, refused_at=None).exclude(
        left_at__date__lte=day
    )
    rows = list(rows.select_related("plan", "person", "organisation").order_by("person__sort_key", "pk"))
    periods = {}
    for period in Period.objects.filter(membership__in=rows).order_by("starts"):
        periods.setdefault(period.membership_id, []).append(period)
    voters, others, spoken = [], [], set()
    for row in rows:
        mine = periods.get(row.pk, [])
        since = next((one.starts for one in mine if one.counts_from), None)
        why = reason(row, mine, day, since, seniority)
        voice = row.organisation_id and ("organisation", row.organisation_id) or ("person", row.person_id)
        if not why and voice in spoken:
            why = "sa voix est déjà comptée dans une autre formule"
        if why:
            others.append(Voter(row, since, why))
        else:
            spoken.add(voice)
            voters.append(Voter(row, since))
    return voters, others


def reason(
    row: Membership, periods: list[Period], day: dt.date, since: dt.date | None, seniority: int
) -> str:
    plan: MembershipPlan = row.plan
    if row.awaits_board:
        return f"le conseil n’a pas encore agréé la demande{cited(plan)}"
    if not plan.votes:
        return f"la formule « {plan} » ne donne pas de voix{cited(plan)}"
    if not any(one.counts_from and one.starts <= day <= one.ends for one in periods):
        if any(one.waits and one.starts <= day for one in periods):
            return "la cotisation n’est pas réglée"
        return "l’adhésion n’est pas à jour à cette date"
    if since and (day - since).days < seniority:
        return f"membre depuis {in_words(since)} seulement : il faut {seniority} jours{cited(plan)}"
    return ""


def cited(plan: MembershipPlan) -> str:
    return f" ({plan.article})" if plan.article else ""
