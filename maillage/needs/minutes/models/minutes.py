"""The minutes of a workshop: drafted from what happened, written by a few hands, approved, sent, published."""

from contextlib import contextmanager

from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone

from maillage.ground.journal.models import record
from maillage.ground.people.models import Person
from maillage.ground.poles.owned import PoleQuerySet, manager
from maillage.ground.search.models import Findable, Finding
from maillage.needs.minutes import audiences
from maillage.needs.minutes.draft import draft, draft_people
from maillage.needs.minutes.kinds import in_order
from maillage.needs.minutes.models.edition import Edition
from maillage.needs.minutes.models.section import Approved, Section, Written
from maillage.needs.minutes.parts import Part, as_json, complete, digest, reading_of
from maillage.needs.minutes.takeaways import carry
from maillage.needs.workshops.models import Workshop


class Changed(Exception):
    """Somebody wrote while somebody else was approving: what would be frozen is not what was read."""


class MinutesQuerySet(PoleQuerySet):
    def published(self):
        return self.exclude(published_at=None)

    def to_write_by(self, person: Person):
        """The workshops whose minutes this person is to write: begun or not, until they are approved."""
        theirs = Workshop.objects.filter(secretary=person).filter(
            models.Q(minutes=None) | models.Q(minutes__approved_at=None)
        )
        return theirs.exclude(source__isnull=False, opened_at=None).order_by("-date", "-created_at")

    def begin(self, workshop: Workshop, by: Person) -> "Minutes":
        """The minutes of this workshop, begun now or before; two clicks begin one."""
        with transaction.atomic():
            minutes, new = self.get_or_create(workshop=workshop, defaults={"drafted_by": by})
            if new:
                record("minutes.drafted", minutes, by)
        return minutes


class Minutes(Findable):
    """Sections that no hand touched follow the workshop by themselves; approving freezes all of them in an edition."""

    workshop = models.OneToOneField(Workshop, models.CASCADE, related_name="minutes")
    drafted_at = models.DateTimeField(default=timezone.now)
    drafted_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    approved_at = models.DateTimeField(null=True, help_text="None while the text may still change")
    approved_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    sent_at = models.DateTimeField(null=True, help_text="The last time an edition was sent")
    published_at = models.DateTimeField(null=True)
    published_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    names_owners = models.BooleanField("nommer qui s’en charge", default=False)
    held_back = models.JSONField(default=list, help_text="Keys of sections that the public does not read")

    objects = manager(MinutesQuerySet)

    class Meta(Findable.Meta):
        ordering = ["-drafted_at"]

    def __str__(self):
        return f"Compte rendu : {self.workshop}"

    def get_absolute_url(self):
        return reverse("minutes:minutes", args=[self.workshop.pid])

    def finding(self):
        """A draft is found by nobody; an approved text by those who steer, a published one by all, as they read it."""
        edition = self.edition
        if edition is None:
            return None
        parts = self.public_parts(edition) if self.published_at else edition.read()
        reading = reading_of(parts)
        body = [
            reading.summary,
            *(item.text for item in (*reading.decisions, *reading.actions, *reading.needs)),
        ]
        url = reverse("minutes:public", args=[self.pid]) if self.published_at else self.get_absolute_url()
        return Finding(
            "compte rendu", reading.title, " ".join(body), url, "public" if self.published_at else "steering"
        )

    @property
    def edition(self) -> Edition | None:
        """The last one approved."""
        return self.editions.order_by("-number").first() if self.pk else None

    def public_parts(self, edition: Edition) -> list[Part]:
        return audiences.for_the_public(edition.read(), self.names_owners, self.held_back)

    def written(self) -> list[Written]:
        """Every section in the order of the document: a hand's words where there are some, else the workshop's."""
        fresh = {part.key: part.data for part in complete(draft(self.workshop))}
        if not self.workshop.follows_id:
            del fresh["past_actions"]
        mine = {section.key: section for section in self.sections.select_related("edited_by")}
        return [Written.of(self, key, mine.get(key), fresh.get(key)) for key in in_order(fresh | mine)]

    def written_section(self, key: str) -> Written | None:
        return next((written for written in self.written() if written.key == key), None)

    @contextmanager
    def turn(self):
        """One short transaction that holds the row: who writes and who approves take turns. Yields the row as it is now."""
        with transaction.atomic():
            rows = Minutes.objects.select_for_update(of=("self",)).select_related("workshop__source")
            yield rows.get(pk=self.pk)

    @contextmanager
    def open_turn(self):
        """The same, for who changes the text; raises `Approved` once it is frozen."""
        with self.turn() as minutes:
            if minutes.approved_at:
                raise Approved
            yield minutes

    def approve(self, by: Person, seen: str, remark: str = "") -> Edition:
        """Freeze what `seen` (the digest of what was read) says, as the next edition; the same words make no new one.

        Raises `Changed` when it says something else by now, `Approved` when somebody was faster.
        """
        with self.open_turn() as minutes:
            parts = [written.part for written in minutes.written()]
            if digest(parts) != seen:
                raise Changed
            kept = audiences.without_contacts(parts)
            edition = minutes.edition
            if edition is None or edition.digest != digest(kept):
                edition = minutes.editions.create(
                    number=(edition.number if edition else 0) + 1,
                    parts=as_json(kept),
                    digest=digest(kept),
                    remark=remark,
                    look=minutes.pole.look,
                    approved_by=by,
                )
                carry(minutes.workshop, kept, by)
            minutes.approved_at, minutes.approved_by = timezone.now(), by
            minutes.save()
            record("minutes.approved", minutes, by, edition=edition.number)
        self.refresh_from_db()
        return edition

    def reopen(self, by: Person) -> None:
        """The text may change again; the editions stay, and what is public or was sent stays what it was."""
        with self.turn() as minutes:
            if minutes.approved_at:
                minutes.approved_at = minutes.approved_by = None
                minutes.save()
                record("minutes.reopened", minutes, by)
        self.refresh_from_db()

    def publish(self, by: Person, owners: bool, held_back: list[str]) -> None:
        """Anybody reads the last edition, without what is held back; again with other choices changes the page."""
        with self.turn() as minutes:
            minutes.names_owners, minutes.held_back = owners, held_back
            minutes.published_at, minutes.published_by = minutes.published_at or timezone.now(), by
            minutes.save()
            record("minutes.published", minutes, by)
        self.refresh_from_db()

    def withdraw(self, by: Person) -> None:
        with self.turn() as minutes:
            if minutes.published_at:
                minutes.published_at = minutes.published_by = None
                minutes.save()
                record("minutes.withdrawn", minutes, by)
        self.refresh_from_db()

    def contacts(self) -> list[dict]:
        """People as the sheet has them today, with their addresses: editions hold none."""
        written = Section.objects.filter(minutes=self, key="people").first()
        return written.data["rows"] if written else draft_people(self.workshop)
