"""bin/maillage new_pole SLUG --name … --coordinator … --email …: opens a pole, with someone to coordinate it."""

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django_scopes import scope

from maillage.ground.people.models import Account, Person, Role
from maillage.ground.poles.looks import starter_look
from maillage.ground.poles.models import Federation, Pole


class Command(BaseCommand):
    help = "Ouvre un pôle et donne à une personne sa coordination."

    def add_arguments(self, parser):
        parser.add_argument("slug", help="son adresse : « vallees » répond à vallees.localhost")
        parser.add_argument("--name", required=True, help="son nom, entre guillemets")
        parser.add_argument("--coordinator", required=True, help="prénom et nom de qui le coordonne")
        parser.add_argument("--email", required=True, help="son adresse électronique, qui recevra les codes")
        parser.add_argument("--federation", default="", help="nom de la fédération, pour le premier pôle")

    @transaction.atomic
    def handle(self, *args, slug, name, coordinator, email, federation, **options):
        pole = Pole(
            slug=slug.lower(),
            name=name,
            contact_email=email,
            look=starter_look(slug.lower()),
            federation=Federation.objects.first() or Federation.objects.create(name=federation or name),
        )
        person = Person.objects.matching(coordinator, email) or Person(name=coordinator, email=email)
        try:
            pole.full_clean()
            person.full_clean()
        except ValidationError as error:
            raise CommandError(" ".join(error.messages) + " Rien n’a été créé.") from error
        pole.save()
        person.save()
        with scope(pole=pole):
            Role.objects.create(person=person, kind=Role.Kind.COORDINATOR)
        if Account.objects.open_for(person).person != person:
            raise CommandError(f"{email} ouvre déjà l’espace d’une autre personne. Rien n’a été créé.")
        self.stdout.write(f"{pole.name} répond à {pole.absolute('/')}")
        self.stdout.write(f"{person.name} s’y connecte avec {person.email} : {pole.absolute('/connexion/')}")
