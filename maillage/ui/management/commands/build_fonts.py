"""Write the subset fonts (woff2 for the web, ttf for typst) once; quick when they are there already."""

import json
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand

from maillage.ui import fonts


class Command(BaseCommand):
    help = "Prépare les polices dans .build (ne fait rien quand elles y sont déjà)."

    def handle(self, **options):
        web, pdf = Path(settings.BUILD_DIR) / "static" / "ui" / "fonts", Path(settings.BUILD_DIR) / "fonts"
        stamp = web / "stamp.json"
        wanted = {"recipe": fonts.RECIPE, **{m: fonts.version(m) for m in fonts.PACKAGES}}
        there = stamp.exists() and (pdf / "maillage-texte.ttf").exists()
        if there and json.loads(stamp.read_text()) == wanted:
            return
        web.mkdir(parents=True, exist_ok=True)
        pdf.mkdir(parents=True, exist_ok=True)
        fonts.build_web(web)
        fonts.build_pdf(pdf)
        stamp.write_text(json.dumps(wanted))
        self.stdout.write("Polices prêtes.")
