"""bin/maillage demo_logins: with which address to sign in, as whom, in each pole."""

from django.core.management.base import BaseCommand
from django_scopes import scope

from maillage.ground.people.models import FederationRole, Role
from maillage.ground.poles.models import Federation, Pole


class Command(BaseCommand):
    help = "Donne les adresses avec lesquelles se connecter à la démonstration."

    def handle(self, *args, **options):
        for federation in Federation.objects.all():
            lines = [
                (role.person.account.email, role.person.name, "fédération")
                for role in FederationRole.objects.current()
                .filter(federation=federation, person__account__isnull=False)
                .select_related("person__account")
            ]
            self.tell(federation.name, lines)
        for pole in Pole.objects.all():
            with scope(pole=pole):
                self.tell(pole.name, one_of_each_role())

    def tell(self, place: str, lines) -> None:
        if not lines:
            return
        self.stdout.write(f"{place} : se connecter avec")
        width = max(len(email) for email, _, _ in lines)
        for email, name, role in lines:
            self.stdout.write(f"  {email:{width}}  {name}, {role}")


def one_of_each_role() -> list[tuple[str, str, str]]:
    """(address, name, roles) so that each role is held by someone of the list, the most able first."""
    order = [Role.Kind.COORDINATOR, Role.Kind.BOARD, Role.Kind.TREASURER]
    order += [kind for kind in Role.Kind if kind not in order]
    holders = {}
    for role in (
        Role.objects.current().filter(person__account__is_active=True).select_related("person__account")
    ):
        holders.setdefault(role.kind, role)
    people = {}
    for role in (holders[kind] for kind in order if kind in holders):
        people.setdefault(role.person, []).append(role.get_kind_display())
    return [(person.account.email, person.name, ", ".join(roles)) for person, roles in people.items()]
