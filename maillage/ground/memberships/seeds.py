"""Members of the demo: some of long standing, some late, some to decide on. Dates count from the day of loading."""

import datetime as dt

from django.utils import timezone

from maillage.ground.memberships.models import Membership, MembershipPlan
from maillage.ground.memberships.periods import Span, add_months

BANDS = [
    {"label": "budget de moins de 20\u00a0000\u00a0€", "amount": 3000},
    {"label": "de 20\u00a0000 à 100\u00a0000\u00a0€", "amount": 8000},
    {"label": "au-delà", "amount": 15000},
]
ONE_DAY = dt.timedelta(days=1)


def seed(loader) -> None:
    people = MembershipPlan.objects.create(
        title="Adhésion individuelle",
        words="Une voix à l’assemblée, les ateliers à prix doux, et la lettre du réseau.\n\nLe prix est libre : qui peut un peu plus aide qui peut un peu moins.",
        price="chosen",
        amount=1000,
    )
    structures = MembershipPlan.objects.create(
        title="Adhésion d’une structure",
        words="Votre équipe dans l’annuaire, vos annonces relayées, une voix à l’assemblée.",
        who="organisation",
        price="bands",
        bands=BANDS,
        agreed_by_board=True,
        article="article 5 des statuts",
        position=1,
    )
    today = timezone.localdate()
    for number, (person, _) in enumerate(loader.neighbours[:18]):
        joined = today - dt.timedelta(days=40 + 37 * number)
        settle(
            loader,
            member(people, person, 1000 + 500 * (number % 4), joined),
            joined,
            today,
            late=number % 6 == 5,
        )
    for number, structure in enumerate(loader.structures[:4]):
        person = loader.neighbours[20 + number][0]
        if number == 3:
            Membership.objects.create(plan=structures, person=person, organisation=structure, amount=3000)
            continue
        joined = today - dt.timedelta(days=100 + 150 * number)
        row = member(structures, person, BANDS[number]["amount"], joined, structure)
        row.representatives.create(person=person)
        settle(loader, row, joined, today, late=False)


def member(plan, person, amount, joined, organisation=None) -> Membership:
    moment = timezone.make_aware(dt.datetime.combine(joined, dt.time(10)))
    return Membership.objects.create(
        plan=plan,
        person=person,
        organisation=organisation,
        amount=amount,
        applied_at=moment,
        agreed_at=moment if plan.agreed_by_board else None,
    )


def settle(loader, row, joined, today, late) -> None:
    """Year after year until now, each paid; the last one waits when `late`."""
    starts, method = joined, loader.random.choice(["transfer", "cheque", "cash"])
    while starts <= today:
        ends = add_months(starts, 12) - ONE_DAY
        period = row.add(Span(starts, ends), loader.coordinator)
        period.due.due_on = starts + dt.timedelta(days=30)
        period.due.save(update_fields=["due_on"])
        if not (late and ends >= today):
            period.due.receive(row.amount, method, loader.coordinator, on=starts)
        starts = ends + ONE_DAY
