import hashlib

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import connection, models, transaction
from django.db.models import Prefetch, Q
from django.utils import timezone

from maillage.ground.people.names import email_key, name_key, sort_key
from maillage.ground.poles.models import Federation
from maillage.ground.poles.owned import PoleOwned, PoleQuerySet, ScopedQuerySet, manager, new_pid


class PersonQuerySet(ScopedQuerySet):
    def matching(self, name: str, email: str):
        """The one person who has this address *and* this name; two people may share an address."""
        return self.filter(email=email_key(email), name_key=name_key(name)).first() if email else None

    def known_in_pole(self):
        """People with a role, even ended, in the pole in scope."""
        return self.filter(pk__in=Role.objects.values("person"))

    def called(self, words: str):
        """People whose name or address holds every word, whatever the accents and the order."""
        found = self
        for word in words.split():
            found = found.filter(Q(name_key__contains=name_key(word)) | Q(email__contains=email_key(word)))
        return found

    def holding(self, kind: str):
        """People who hold this role in the pole in scope today."""
        return self.filter(pk__in=Role.objects.current().filter(kind=kind).values("person"))

    def with_roles(self):
        """Each with `current_roles` in the pole in scope, in one more query."""
        return self.prefetch_related(
            Prefetch("roles", Role.objects.current().order_by("since"), "current_roles")
        )


class Person(models.Model):
    """One human being, once in the deployment, in as many poles as roles say; needs no account."""

    pid = models.CharField(max_length=12, unique=True, default=new_pid, editable=False)
    name = models.CharField("nom", max_length=120)
    name_key = models.CharField(max_length=120, editable=False, db_index=True)
    sort_key = models.CharField(max_length=120, editable=False, db_index=True)
    email = models.EmailField("adresse électronique", blank=True, db_index=True)
    phone = models.CharField("téléphone", max_length=20, blank=True, help_text="E.164")

    objects = PersonQuerySet.as_manager()

    class Meta:
        ordering = ["sort_key"]

    def __str__(self):
        return self.name

    def save(self, *args, **kwargs):
        self.name_key, self.sort_key, self.email = (
            name_key(self.name),
            sort_key(self.name),
            email_key(self.email),
        )
        super().save(*args, **kwargs)


class AccountManager(BaseUserManager.from_queryset(ScopedQuerySet)):
    def open_for(self, person: Person) -> "Account | None":
        """The way in of this person; None without an address, or when it is already someone else's."""
        if not person.email:
            return None
        return self.filter(Q(person=person) | Q(email=person.email)).first() or self.create_user(
            person.email, person
        )

    def create_user(self, email: str, person: Person | None = None, **_):
        person = person or Person.objects.create(name=email.split("@")[0], email=email)
        account = self.model(email=email_key(email), person=person)
        account.set_unusable_password()
        account.save()
        return account


class Account(AbstractBaseUser):
    """What logs in: an address that proves itself by a code. Holds nothing but the way in."""

    email = models.EmailField("adresse électronique", unique=True)
    person = models.OneToOneField(Person, models.PROTECT, related_name="account")
    is_active = models.BooleanField(default=True)

    objects = AccountManager()
    USERNAME_FIELD = EMAIL_FIELD = "email"

    def __str__(self):
        return self.person.name

    def save(self, *args, **kwargs):
        self.email = email_key(self.email)
        super().save(*args, **kwargs)


class Dated(ScopedQuerySet):
    """Rows that hold from `since` until `until` (None: still)."""

    def current(self, at=None):
        """Those that hold at a moment (now by default)."""
        at = at or timezone.now()
        return self.filter(Q(until=None) | Q(until__gt=at), since__lte=at)


class LastCoordinator(Exception):
    """A pole keeps someone to coordinate it."""


class RoleQuerySet(Dated, PoleQuerySet):
    def grant(self, person: Person, kind: str, by: Person | None = None) -> "Role":
        """The role the person now holds; a role that opens something comes with the way in."""
        role = self.get_or_create(person=person, kind=kind, until=None, defaults={"granted_by": by})[0]
        if kind != Role.Kind.CONTACT:
            Account.objects.open_for(person)
        return role


class Role(PoleOwned):
    """What a person is in one pole, from when to when, and who said so."""

    class Kind(models.TextChoices):
        CONTACT = "contact", "contact"
        MEMBER = "member", "membre"
        HOLDER = "holder", "porteur ou porteuse de projet"
        EXPERT = "expert", "expert·e ou référent·e"
        COMMISSION = "commission", "membre de commission"
        BOARD = "board", "membre du conseil"
        TREASURER = "treasurer", "trésorier ou trésorière"
        COORDINATOR = "coordinator", "coordination"
        FUNDER = "funder", "financeur"

    person = models.ForeignKey(Person, models.CASCADE, related_name="roles")
    kind = models.CharField("rôle", max_length=20, choices=Kind)
    since = models.DateTimeField("depuis", default=timezone.now)
    until = models.DateTimeField("jusqu’à", null=True, blank=True)
    granted_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    ended_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")

    objects = manager(RoleQuerySet)

    class Meta(PoleOwned.Meta):
        ordering = ["-since"]
        constraints = [
            models.UniqueConstraint(
                fields=["pole", "person", "kind"], condition=Q(until=None), name="one_open_role_of_a_kind"
            )
        ]

    def __str__(self):
        return f"{self.person} · {self.get_kind_display()}"

    @property
    def is_current(self) -> bool:
        return self.until is None or self.until > timezone.now()

    @transaction.atomic
    def end(self, by: Person | None = None) -> None:
        """The role stops now; raises LastCoordinator rather than leave the pole without coordination."""
        if self.kind == self.Kind.COORDINATOR:
            others = Role.objects.select_for_update().filter(kind=self.kind, until=None)
            if not any(role.pk != self.pk for role in others):
                raise LastCoordinator
        self.until, self.ended_by = timezone.now(), by
        self.save(update_fields=["until", "ended_by"])


class FederationRole(models.Model):
    """Coordinates the federation: shared content and the figures of all poles, never private notes."""

    federation = models.ForeignKey(Federation, models.CASCADE, related_name="roles")
    person = models.ForeignKey(Person, models.CASCADE, related_name="federation_roles")
    since = models.DateTimeField(default=timezone.now)
    until = models.DateTimeField(null=True, blank=True)

    objects = Dated.as_manager()

    def __str__(self):
        return f"{self.person} · {self.federation}"


def _turn_to_meet(name: str, email: str) -> None:
    """Whoever comes to two places at the same instant is one person: those who would make them wait for one another.

    A family shares an address and namesakes share a name, so that no unique key can say it. SQLite writes one at a time
    anyway; PostgreSQL has locks on a number, held until the transaction ends.
    """
    if email and connection.vendor == "postgresql":
        key = hashlib.sha256(f"meet {email_key(email)} {name_key(name)}".encode()).digest()[:8]
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [int.from_bytes(key, "big", signed=True)])


@transaction.atomic(savepoint=False)
def meet(name: str, email: str = "", phone: str = "", *, kind=Role.Kind.CONTACT) -> Person:
    """The person known by this name and address, else a new one; now known in the pole in scope."""
    _turn_to_meet(name, email)
    person = Person.objects.matching(name, email) or Person.objects.create(
        name=name.strip(), email=email, phone=phone
    )
    if not Role.objects.filter(person=person).exists():
        Role.objects.create(person=person, kind=kind)
    return person
