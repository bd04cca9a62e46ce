"""A membership is decided by its rows: nothing says « member » by itself."""

import datetime as dt
import secrets

from django.db import models, transaction
from django.db.models import Exists, Max, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils import timezone

from maillage.ground.directory.models import Organisation
from maillage.ground.journal.models import record
from maillage.ground.mail.post import after_commit
from maillage.ground.memberships import mails
from maillage.ground.memberships.models.period import Period, Representative
from maillage.ground.memberships.models.plan import MembershipPlan, Refused
from maillage.ground.memberships.periods import Span, first_span, may_renew, next_span
from maillage.ground.money.models import Due
from maillage.ground.people.models import Person, Role, meet
from maillage.ground.people.names import name_key
from maillage.ground.poles.owned import PoleOwned, PoleQuerySet, manager

KIND = "membership"
MOST_PER_ADDRESS = 6  # a family, a small team


class MembershipQuerySet(PoleQuerySet):
    @transaction.atomic
    def join(
        self,
        plan: MembershipPlan,
        name: str,
        email: str,
        organisation: str = "",
        said: int | None = None,
        by: Person | None = None,
    ) -> "Membership":
        """Somebody joins, or their structure does by them. `membership.just_made` is False when they belong already.

        Who belongs already is written to, with the link that renews. Raises Refused on a price that is not one, and when
        visitors join too often with one address, which would be flooded with our mails; the team may.
        """
        amount = plan.price_of(said)
        plan.lock()  # the same form sent twice waits here
        person = meet(name, email)
        structure = Organisation.objects.named(organisation) if plan.for_organisations else None
        theirs = {"organisation": structure} if structure else {"person": person, "organisation": None}
        known = self.open().select_related("person", "plan").filter(plan=plan, **theirs).first()
        if known:
            known.just_made = False
            after_commit(mails.known, known)
            return known
        if not by and email and self.filter(person__email=person.email).count() >= MOST_PER_ADDRESS:
            raise Refused(
                "Plusieurs adhésions portent déjà cette adresse : donnez à la suivante la sienne, ou écrivez-nous."
            )
        membership = self.create(plan=plan, person=person, organisation=structure, amount=amount)
        if structure:
            membership.representatives.create(person=person)
        membership.just_made = True
        record("membership.applied", membership, by)
        if plan.agreed_by_board:
            after_commit(mails.applied, membership)
        else:
            membership.begin(by)
            after_commit(mails.welcome, membership)
        return membership

    def open(self):
        """Neither refused nor left."""
        return self.filter(refused_at=None, left_at=None)

    def standing(self, day: dt.date | None = None):
        """Members that day: a period that counts holds it. Each once."""
        return self.filter(Exists(Period.objects.counting(day).filter(membership=OuterRef("pk"))))

    def to_decide(self):
        return self.open().filter(plan__agreed_by_board=True, agreed_at=None)

    def owing(self):
        """A period was asked, and is not settled."""
        asked = Period.objects.filter(
            membership=OuterRef("pk"), counts_from=None, due__isnull=False, due__cancelled_at=None
        )
        return self.filter(Exists(asked))

    def with_ends(self):
        """Adds `.until`, the last day of the last period that counts."""
        mine = Period.objects.filter(membership=OuterRef("pk"), counts_from__isnull=False).order_by()
        return self.annotate(
            until=Subquery(mine.values("membership").annotate(last=Max("ends")).values("last"))
        )

    def called(self, words: str):
        found = self
        for word in words.split():
            key = name_key(word)
            found = found.filter(
                Q(person__name_key__contains=key)
                | Q(person__email__contains=word.lower())
                | Q(organisation__name_key__contains=key)
            )
        return found


class Membership(PoleOwned):
    """One person in one plan, for themselves or for their organisation."""

    plan = models.ForeignKey(MembershipPlan, models.PROTECT, related_name="memberships")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")
    amount = models.PositiveIntegerField(default=0, help_text="Cents owed for a period, as chosen last")
    token = models.CharField(max_length=40, unique=True, editable=False)
    applied_at = models.DateTimeField(default=timezone.now)
    agreed_at = models.DateTimeField(null=True)
    agreed_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    refused_at = models.DateTimeField(null=True)
    refused_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    why = models.CharField(max_length=400, blank=True, help_text="Of a refusal, with its article")
    left_at = models.DateTimeField(null=True)

    objects = manager(MembershipQuerySet)

    class Meta(PoleOwned.Meta):
        ordering = ["person__sort_key", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "person"],
                condition=Q(refused_at=None, left_at=None, organisation=None),
                name="one_open_membership_of_a_person",
            ),
            models.UniqueConstraint(
                fields=["plan", "organisation"],
                condition=Q(refused_at=None, left_at=None, organisation__isnull=False),
                name="one_open_membership_of_an_organisation",
            ),
        ]

    def __str__(self):
        return f"{self.member}, {self.plan}"

    def save(self, *args, **kwargs):
        self.token = self.token or secrets.token_urlsafe(24)
        super().save(*args, **kwargs)

    def get_absolute_url(self):
        return reverse("memberships:membership", args=[self.pid])

    @property
    def own_url(self) -> str:
        """The member's own page, by an address that travels by mail only."""
        return reverse("memberships:own", args=[self.token])

    @property
    def card_url(self) -> str:
        """What the code of the card leads to: it may be shown to anybody."""
        return reverse("memberships:card", args=[self.pid])

    @property
    def member(self) -> str:
        return self.organisation.name if self.organisation else self.person.name

    @property
    def last(self) -> "Period | None":
        return self.periods.order_by("-ends").first()

    @property
    def is_open(self) -> bool:
        return not (self.refused_at or self.left_at)

    @property
    def awaits_board(self) -> bool:
        return self.is_open and self.plan.agreed_by_board and not self.agreed_at

    def stands(self, day: dt.date | None = None) -> bool:
        return self.periods.counting(day).exists()

    def lock(self) -> "Membership":
        rows = Membership.objects.select_for_update(of=("self",)).select_related(
            "plan", "person", "organisation"
        )
        return rows.get(pk=self.pk)

    def begin(self, by: Person | None = None, day: dt.date | None = None) -> "Period":
        """The first period. The caller holds the plan or this row."""
        return self.add(first_span(self.plan.rhythm, day or timezone.localdate()), by)

    def add(self, span: Span, by: Person | None) -> "Period":
        due = None
        if self.amount:
            due = Due.objects.ask(
                self.person,
                self.amount,
                f"{self.plan.title}, du {span.starts:%d/%m/%Y} au {span.ends:%d/%m/%Y}",
                KIND,
                organisation=self.organisation,
                by=by,
            )
        return self.periods.create(
            starts=span.starts, ends=span.ends, due=due, counts_from=None if due else timezone.now()
        )

    @transaction.atomic
    def renew(
        self, said: int | None = None, by: Person | None = None, day: dt.date | None = None
    ) -> "Period":
        """One period more; asked twice, the one that waits is given back. Raises Refused outside the window."""
        mine, day = self.lock(), day or timezone.localdate()
        if not mine.is_open or mine.awaits_board:
            raise Refused(
                "Cette adhésion ne se renouvelle pas : elle est close, ou le conseil ne l’a pas encore agréée."
            )
        last = mine.last
        if last is None:
            return mine.begin(by, day)
        if last.waits:
            return last
        if not may_renew(mine.plan.rhythm, last.span, day):
            opens = last.ends - dt.timedelta(days=mine.plan.window)
            raise Refused(
                f"Elle court jusqu’au {last.ends:%d/%m/%Y}. On renouvelle à partir du {opens:%d/%m/%Y}."
            )
        if said is not None or mine.plan.price == MembershipPlan.Price.FIXED:
            mine.amount = mine.plan.price_of(said)
            mine.save(update_fields=["amount"])
        period = mine.add(next_span(mine.plan.rhythm, last.span, day), by)
        record("membership.renewed", mine, by)
        return period

    @transaction.atomic
    def agree(self, by: Person) -> None:
        """The board takes them in: the first period begins, its due is asked. Twice changes nothing."""
        mine = self.lock()
        if not mine.awaits_board:
            return
        mine.agreed_at, mine.agreed_by = timezone.now(), by
        mine.save(update_fields=["agreed_at", "agreed_by"])
        mine.begin(by)
        record("membership.agreed", mine, by)
        after_commit(mails.welcome, mine)

    @transaction.atomic
    def refuse(self, by: Person, why: str) -> None:
        """With the reason, which cites the article. Raises Refused without one, or when it was decided already."""
        mine = self.lock()
        if not why.strip():
            raise Refused("Un refus se motive : écrivez la raison et l’article des statuts.")
        if not mine.awaits_board:
            raise Refused("Cette demande a déjà été décidée.")
        mine.refused_at, mine.refused_by, mine.why = timezone.now(), by, why.strip()
        mine.save(update_fields=["refused_at", "refused_by", "why"])
        record("membership.refused", mine, by)
        after_commit(mails.refused, mine)

    @transaction.atomic
    def leave(self, by: Person | None) -> None:
        """They go: what was asked and not paid is asked no more; what was paid holds until its end."""
        mine = self.lock()
        if not mine.is_open:
            return
        mine.left_at = timezone.now()
        mine.save(update_fields=["left_at"])
        for period in mine.periods.filter(counts_from=None, due__isnull=False):
            if not period.due.paid:
                period.due.cancel(by)
        record("membership.left", mine, by)


def on_settled(due: Due) -> None:
    """A due of ours is settled, or no longer is: its period counts, or no longer does."""
    period = Period.objects.select_related("membership__person", "membership__plan").filter(due=due).first()
    if period is None:
        return
    period.counts_from = timezone.now() if due.is_settled else None
    period.save(update_fields=["counts_from"])
    if due.is_settled:
        membership = period.membership
        record("membership.settled", membership)
        Role.objects.grant(membership.person, Role.Kind.MEMBER)
        after_commit(mails.settled, membership, period)


def is_member(person: Person, day: dt.date | None = None) -> bool:
    """By themselves, or as one who represents a member organisation."""
    standing = Membership.objects.standing(day)
    speaks = Representative.objects.current().filter(person=person, membership=OuterRef("pk"))
    return standing.filter(Q(person=person, organisation=None) | Exists(speaks)).exists()
