"""`bin/maillage load_demo`: the five fictional poles, unless poles exist already."""

from django.core.management.base import BaseCommand

from maillage.flows.load_demo.flow import load_demo


class Command(BaseCommand):
    help = "Charge la fédération de démonstration ; ne touche à rien s’il existe déjà un pôle."

    def add_arguments(self, parser):
        parser.add_argument(
            "--port", type=int, default=8000, help="le port des adresses imprimées dans les bilans"
        )

    def handle(self, port, **options):
        loaded = load_demo(f"http://{{slug}}.localhost:{port}/")
        self.stdout.write(
            "La fédération de démonstration est chargée."
            if loaded
            else "Des pôles existent déjà : rien n’est changé."
        )
