"""`bin/maillage minutes FILE --json`: what the reader finds in minutes; `--pole SLUG --save` makes the workshop."""

import hashlib
import json
import sys
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django_scopes import scope

from maillage.flows.accept_minutes.flow import accept_minutes, problems
from maillage.ground.poles.models import Pole
from maillage.needs.minutes.reader import UnreadableMinutes, read_minutes
from maillage.needs.workshops.models import Source


class Command(BaseCommand):
    help = "Lit un compte rendu (txt, md, docx, odt, html, pdf, json, csv) et dit ce qui y est trouvé, sans rien enregistrer."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("file", metavar="FICHIER")
        parser.add_argument("--json", action="store_true", help="imprime tout ce qui est lu")
        parser.add_argument("--pole", metavar="ADRESSE", help="le pôle où enregistrer, par exemple vallees")
        parser.add_argument("--save", action="store_true", help="enregistre l’atelier dans le pôle")

    def handle(self, file, pole, save, **options):
        content = self.content(Path(file))
        try:
            reading = read_minutes(content, Path(file).name)
        except UnreadableMinutes as error:
            raise CommandError(str(error)) from error
        if options["json"]:
            json.dump(reading.to_dict(), sys.stdout, ensure_ascii=False, indent=1)
            sys.stdout.write("\n")
        else:
            self.summary(reading)
        if save:
            self.save(content, file, reading, pole)

    def content(self, path: Path) -> bytes:
        try:
            return path.read_bytes()
        except OSError as error:
            raise CommandError(
                f"Impossible d’ouvrir {path} : {error.strerror}. Vérifiez le nom et le dossier."
            ) from error

    def summary(self, reading):
        notes = sum(len(area.notes) for board in reading.boards for area in board.areas)
        self.stdout.write(f"{reading.title or 'Sans titre'} ({reading.date or 'sans date'})")
        for label, count in (
            ("participants", len(reading.participants)),
            ("post-its", notes),
            ("besoins", len(reading.needs)),
            ("décisions", len(reading.decisions)),
            ("solutions", len(reading.solutions)),
            ("actions", len(reading.actions)),
            ("suites à donner", len(reading.follow_ups)),
            ("lignes non lues", len(reading.unread)),
        ):
            self.stdout.write(f"  {count:>4} {label}")

    def save(self, content, file, reading, slug):
        pole = Pole.objects.filter(slug=slug or "").first()
        if pole is None:
            raise CommandError("Dites dans quel pôle enregistrer : --pole ADRESSE (par exemple vallees).")
        found = reading.to_dict()
        found["title"] = found["title"] or Path(file).stem
        if faults := problems(found):
            raise CommandError(
                "Rien n’est enregistré. " + " ".join(f"{path} : {say}" for path, say in faults.items())
            )
        with scope(pole=pole):
            source = Source.objects.create(
                name=Path(file).name[:200],
                digest=hashlib.sha256(content).hexdigest(),
                lines=reading.lines,
                reading=found,
            )
            workshop = accept_minutes(source, None)
        self.stderr.write(
            f"Atelier enregistré : {workshop.title} ({pole.name}, {workshop.get_absolute_url()})"
        )
